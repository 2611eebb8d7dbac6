//! What makes a reading unusual: a function of the readings before it and of what the register says of the two. Pure.

use kernel::{CaseId, Day, Minute, PersonId};
use law::{AlertRule, Unusual};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A reading, as far as rules look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    /// Who, as the trace names them.
    pub officer: String,
    /// By what.
    pub action: String,
    /// Whom; nobody where nobody was found.
    pub subject: Option<PersonId>,
    /// For which case.
    pub case: Option<CaseId>,
    /// The day, where the office is.
    pub day: Day,
    /// The time of day, where the office is.
    pub minute: Minute,
}

/// What the register says of reader and read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one rule's question")]
pub(super) struct About {
    pub watched: bool,
    pub own: bool,
    pub family: bool,
    pub same_address: bool,
    pub same_building: bool,
    pub same_surname: bool,
    pub protected: bool,
    /// Read for a case of theirs or of a relative: such a reading is work.
    pub in_case: bool,
}

/// An alert to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raise {
    /// What it is once: the same key is the same alert.
    pub key: String,
    pub subject: Option<PersonId>,
    pub count: u32,
    pub usual: u32,
}

/// How many persons an actor read in each stretch of time, by rule.
type Stretches = BTreeMap<i64, BTreeSet<PersonId>>;
/// When an actor read a person outside a case, in quarters of an hour: one look at a page makes several entries.
type Occasions = BTreeMap<i64, ()>;

/// The readings of some weeks, as far as rules count them.
#[derive(Debug, Default)]
pub(super) struct Window {
    stretches: HashMap<(String, String), Stretches>,
    occasions: HashMap<(String, String, PersonId), Occasions>,
}

/// Stretches that are kept: the hours, or days, of four weeks.
const WEEKS_DAYS: i64 = 28;
const HOURS: i64 = 24;
const QUARTERS: i64 = 96;

fn quarter(read: &Read) -> i64 {
    i64::from(read.day.number()) * QUARTERS + i64::from(read.minute.minutes()) / 15
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Window {
    /// Whether `rule` finds `read` unusual. Every reading is shown once, in order.
    pub(super) fn judge(&mut self, rule: &AlertRule, read: &Read, about: &About) -> Option<Raise> {
        if !rule.looks_at(&read.action) || rule.outside_case && about.in_case {
            return None;
        }
        let officer = read.officer.starts_with("officer:");
        let once = |found: bool| {
            let subject = read.subject.filter(|_| found && officer)?;
            Some(Raise { key: format!("{subject}/{}", read.day), subject: Some(subject), count: 1, usual: 0 })
        };
        match rule.unusual {
            Unusual::PublicInterest => once(about.watched),
            Unusual::OwnRecord => once(about.own),
            Unusual::OwnFamily => once(about.family),
            Unusual::SameAddress => once(about.same_address && !about.own),
            Unusual::SameBuilding => once(about.same_building && !about.same_address && !about.own),
            Unusual::SameSurname => once(about.same_surname && !about.family && !about.own),
            Unusual::NotInCase => once(read.case.is_some() && !about.in_case),
            Unusual::Protected => once(about.protected),
            Unusual::AtNight { from, to } => {
                let night = match from <= to {
                    true => from <= read.minute && read.minute < to,
                    false => from <= read.minute || read.minute < to,
                };
                // The small hours belong to the night that began the day before.
                let began =
                    if from > to && read.minute < to { read.day.plus_days(-1).ok() } else { Some(read.day) };
                let key = began.filter(|_| night && officer)?.to_string();
                Some(Raise { key, subject: read.subject, count: 1, usual: 0 })
            }
            Unusual::Repeated { at_least, days } => {
                let subject = read.subject.filter(|_| officer)?;
                let now = quarter(read);
                let key = (rule.code.clone(), read.officer.clone(), subject);
                let occasions = self.occasions.entry(key).or_default();
                occasions.insert(now, ());
                *occasions = occasions.split_off(&(now - i64::from(days) * QUARTERS));
                let count = small(occasions.len());
                let key = format!("{subject}/{}", read.day);
                (count >= at_least).then_some(Raise { key, subject: Some(subject), count, usual: 0 })
            }
            Unusual::Volume { hourly, at_least, times_usual } => {
                let subject = read.subject?;
                let day = i64::from(read.day.number());
                let hour = i64::from(read.minute.minutes()) / 60;
                let now = if hourly { day * HOURS + hour } else { day };
                let kept = if hourly { WEEKS_DAYS * HOURS } else { WEEKS_DAYS };
                let stretches = self.stretches.entry((rule.code.clone(), read.officer.clone())).or_default();
                *stretches = stretches.split_off(&(now - kept));
                stretches.entry(now).or_default().insert(subject);
                let count = small(stretches.get(&now).map_or(0, BTreeSet::len));
                let before: Vec<u32> =
                    stretches.range(..now).map(|(_, persons)| small(persons.len())).collect();
                // The mean of the stretches in which anything was read at all.
                let usual = before.iter().sum::<u32>().checked_div(small(before.len())).unwrap_or(0);
                let more = count > at_least && count > usual.saturating_mul(times_usual);
                more.then(|| Raise { key: now.to_string(), subject: None, count, usual })
            }
        }
    }
}
