//! Free times: the grid of an office's day without the seats that are taken.

use crate::act::Office;
use crate::actor::Actor;
use crate::appointments::event::seats;
use crate::appointments::{DAYS_AHEAD, SEAT_MINUTES};
use crate::error::{FieldError, OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{Day, DayOff, Minute, Text};
use law::offices::{Closed, OfficeFacts, Span};
use std::collections::{BTreeMap, BTreeSet};
use store::Value;
use store::sql::appointments::TAKEN_SEATS;

/// Longest span of days that can be asked for at once.
const SPAN_MAX: i32 = 62;

/// A day at an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeDay {
    /// The day.
    pub day: Day,
    /// Why nothing can be booked; `None` when the office is open.
    pub closed: Option<ClosedWhy>,
    /// Times with at least one free seat.
    pub times: Vec<FreeTime>,
    /// How many visits the day could take in all.
    pub capacity: u32,
}

/// A time with free seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeTime {
    /// When the visit begins.
    pub minute: Minute,
    /// How many visitors can still be taken then.
    pub seats: u16,
}

/// Why nothing can be booked on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedWhy {
    /// Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday(Text),
    /// Free because a holiday fell on a weekend.
    Substitute(Text),
    /// A working day moved elsewhere.
    Moved {
        /// The day worked instead.
        worked: Option<Day>,
    },
    /// A working day on which this office does not open.
    NotOpen,
    /// Its hours are not known.
    HoursUnknown,
    /// It takes no bookings.
    NotBookable,
    /// Over.
    Past,
    /// Too far ahead.
    TooFar,
}

impl ClosedWhy {
    /// The code in API and texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Weekend => "weekend",
            Self::Holiday(_) => "holiday",
            Self::Substitute(_) => "substitute",
            Self::Moved { .. } => "moved",
            Self::NotOpen => "not-open",
            Self::HoursUnknown => "hours-unknown",
            Self::NotBookable => "not-bookable",
            Self::Past => "past",
            Self::TooFar => "too-far",
        }
    }
}

impl From<Closed> for ClosedWhy {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::DayOff(DayOff::Weekend) => Self::Weekend,
            Closed::DayOff(DayOff::Holiday(name)) => Self::Holiday(name),
            Closed::DayOff(DayOff::Substitute(name)) => Self::Substitute(name),
            Closed::DayOff(DayOff::Moved { worked }) => Self::Moved { worked },
            Closed::NotOpenThatDay => Self::NotOpen,
            Closed::HoursUnknown => Self::HoursUnknown,
        }
    }
}

/// The seats taken at an office on some days: day, first minute, lane.
pub(crate) type Taken = BTreeSet<(i32, u16, u16)>;

pub(crate) async fn taken(
    snapshot: &mut Snapshot,
    office: &str,
    from: Day,
    to: Day,
) -> Result<Taken, OfficeError> {
    let key = [Value::from(office), Value::from(from.number()), Value::from(to.number())];
    let mut list = Taken::new();
    for row in snapshot.rows(&TAKEN_SEATS, &key).await? {
        let small = |i: usize| -> Result<u16, OfficeError> {
            u16::try_from(row.int(i)?).map_err(|_| OfficeError::Fault("a seat is out of range".to_owned()))
        };
        let day = i32::try_from(row.int(0)?).unwrap_or(i32::MAX);
        list.insert((day, small(1)?, small(2)?));
    }
    Ok(list)
}

/// The lanes in which a visit of `minutes` from `minute` finds all its seats free.
pub(crate) fn free_lanes(
    office: &OfficeFacts,
    taken: &Taken,
    day: Day,
    minute: Minute,
    minutes: u16,
) -> Vec<u16> {
    let free = |lane: u16| !seats(minute, minutes).any(|seat| taken.contains(&(day.number(), seat, lane)));
    (0..u16::from(office.counters)).filter(|lane| free(*lane)).collect()
}

/// Minutes a visit for a service takes: the file's figure, in whole seats.
pub(crate) fn visit_minutes(procedure: &law::Procedure) -> u16 {
    procedure.slot_minutes().max(1).div_ceil(SEAT_MINUTES) * SEAT_MINUTES
}

impl Office {
    /// The office and how long a visit for the service takes there.
    pub(crate) fn place(&self, office: &str, service: &str) -> Result<(&OfficeFacts, u16), OfficeError> {
        let mut wrong = Vec::new();
        let facts = self.law().office(office);
        if facts.is_none() {
            wrong.push(FieldError::new("office", Problem::new("unknown-office").with("office", office)));
        }
        let procedure =
            self.law().services(self.today()).into_iter().find(|procedure| procedure.id() == service);
        if procedure.is_none() {
            wrong.push(FieldError::new("service", Problem::new("unknown-service").with("service", service)));
        }
        match (facts, procedure) {
            (Some(facts), Some(procedure)) => Ok((facts, visit_minutes(procedure))),
            _ => Err(OfficeError::Invalid(wrong)),
        }
    }

    /// When the office is open for bookings on `day`, or why it is not.
    pub(crate) fn bookable_hours(&self, office: &OfficeFacts, day: Day) -> Result<Vec<Span>, ClosedWhy> {
        if office.hours == law::offices::Hours::Unknown {
            return Err(ClosedWhy::HoursUnknown);
        }
        if !office.takes_bookings() {
            return Err(ClosedWhy::NotBookable);
        }
        let today = self.today();
        if day < today {
            return Err(ClosedWhy::Past);
        }
        if day.days_since(today) > DAYS_AHEAD {
            return Err(ClosedWhy::TooFar);
        }
        office.spans_on(day, &self.country().calendar).map_err(ClosedWhy::from)
    }

    /// The days from `from` to `to` at an office, with the times at which a visit for `service` can begin.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for an office or service that is none, or more than 62 days.
    pub async fn free_days(
        &self,
        office: &str,
        service: &str,
        from: Day,
        to: Day,
    ) -> Result<Vec<FreeDay>, OfficeError> {
        let (facts, minutes) = self.place(office, service)?;
        if to < from || to.days_since(from) >= SPAN_MAX {
            let problem = Problem::new("range").with("max", SPAN_MAX);
            return Err(OfficeError::field("to", problem));
        }
        let taken = taken(&mut self.snapshot(&Actor::System).await?, office, from, to).await?;
        let mut days = Vec::new();
        let mut day = from;
        while day <= to {
            days.push(self.free_day(facts, minutes, &taken, day));
            let Ok(next) = day.plus_days(1) else { break };
            day = next;
        }
        Ok(days)
    }

    fn free_day(&self, office: &OfficeFacts, minutes: u16, taken: &Taken, day: Day) -> FreeDay {
        let spans = match self.bookable_hours(office, day) {
            Ok(spans) => spans,
            Err(why) => return FreeDay { day, closed: Some(why), times: Vec::new(), capacity: 0 },
        };
        let (today, now) = self.now_local();
        let starts: Vec<Minute> = starts(&spans, minutes).collect();
        let capacity = u32::try_from(starts.len()).unwrap_or(u32::MAX).saturating_mul(office.counters.into());
        let times = starts
            .into_iter()
            .filter(|minute| (day, *minute) > (today, now))
            .filter_map(|minute| {
                let lanes = free_lanes(office, taken, day, minute, minutes).len();
                (lanes > 0).then(|| FreeTime { minute, seats: u16::try_from(lanes).unwrap_or(u16::MAX) })
            })
            .collect();
        FreeDay { day, closed: None, times, capacity }
    }

    /// For every service of an office the next time at which a visit can be booked; visits of one length have the same.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for an office that is none.
    pub async fn next_free_each(&self, office: &str) -> Result<Vec<NextFree<'_>>, OfficeError> {
        let Some(facts) = self.law().office(office) else {
            return Err(OfficeError::field("office", Problem::new("unknown-office").with("office", office)));
        };
        let taken = self.taken_ahead(office).await?;
        let mut lengths = BTreeMap::new();
        let services = self.law().services(self.today());
        let of = |procedure| {
            let minutes = visit_minutes(procedure);
            (procedure, *lengths.entry(minutes).or_insert_with(|| self.next_of(facts, minutes, &taken)))
        };
        Ok(services.into_iter().filter(|procedure| facts.serves(procedure.id())).map(of).collect())
    }

    async fn taken_ahead(&self, office: &str) -> Result<Taken, OfficeError> {
        let from = self.today();
        let to = from.plus_days(DAYS_AHEAD).unwrap_or(from);
        taken(&mut self.snapshot(&Actor::System).await?, office, from, to).await
    }

    fn next_of(&self, office: &OfficeFacts, minutes: u16, taken: &Taken) -> Option<(Day, Minute)> {
        let from = self.today();
        (0..=DAYS_AHEAD).filter_map(|ahead| from.plus_days(ahead).ok()).find_map(|day| {
            self.free_day(office, minutes, taken, day).times.first().map(|time| (day, time.minute))
        })
    }
}

/// A service, and when the next visit for it can begin; `None` when there is none in the days that can be booked.
pub type NextFree<'a> = (&'a law::Procedure, Option<(Day, Minute)>);

/// The times at which visits begin: in each span one after another from the opening, the last ending by the close.
pub(crate) fn starts(spans: &[Span], minutes: u16) -> impl Iterator<Item = Minute> {
    spans.iter().flat_map(move |(open, close)| {
        (0..)
            .map(move |n: u16| open.plus(n.saturating_mul(minutes)))
            .take_while(move |start| start.minutes() + minutes <= close.minutes())
    })
}
