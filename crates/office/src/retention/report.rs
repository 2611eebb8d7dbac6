//! What is due: every procedure whose law file says how long its cases are kept, with what it says and how many cases
//! that comes to. Numbers, and nobody.

use super::due::{self, Held, Standing};
use super::erase::booked;
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Entry, Office};
use crate::actor::Actor;
use crate::appointments::visit::stream as visit_stream;
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::view::{fold, stream};
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, CaseId, Day, PersonId};
use law::procedure::Retention;
use std::collections::BTreeMap;
use store::sql::retention::{BAR, CLOSED, CLOSED_COUNT, CLOSED_OF_PROTECTED, HELD, IS_THERE};
use store::{Seal, Value};

/// What the trace says was read.
pub(super) const FIELDS: &str = "retention";
/// Closed cases read at once.
const AT_ONCE: i64 = 500;

/// The rule of one version of a procedure, and how many cases it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Id of the procedure.
    pub procedure: String,
    /// Its version: the day from which it is in force.
    pub in_force: Day,
    /// The rule.
    pub rule: Retention,
    /// How many cases are due.
    pub due: u64,
    /// The earliest last day of those.
    pub since: Option<Day>,
    /// How many are over their time and held, by what.
    pub held: BTreeMap<Held, u64>,
}

/// What is due up to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The day.
    pub until: Day,
    /// Rules with cases whose time is over.
    pub lines: Vec<ReportLine>,
    /// Closed cases of procedures whose files say that they are kept for ever, or do not say how long: id, count.
    pub kept: Vec<(String, u64)>,
}

/// A closed case that was looked at.
pub(super) struct Looked<'a> {
    pub(super) case: Case,
    pub(super) entries: Vec<Entry<CaseEvent>>,
    pub(super) rule: &'a Retention,
    pub(super) kept_until: Day,
    pub(super) standing: Standing,
}

impl Office {
    /// What is due up to `until`, by procedure and rule.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Invalid`] for an unknown procedure.
    pub async fn retention_report(
        &self,
        actor: &Actor,
        procedure: Option<&str>,
        until: Day,
    ) -> Result<Report, OfficeError> {
        let access = self.authorise(actor, Action::ReadRetention, None, Purpose::Duty, false, FIELDS)?;
        self.known_procedure(procedure)?;
        let mut lines: BTreeMap<(String, Day), ReportLine> = BTreeMap::new();
        let mut snapshot = self.snapshot(actor).await?;
        let mut page = (i64::MIN, i64::MIN);
        while let Some(ids) = self.over(&mut snapshot, procedure, until, &mut page).await? {
            for id in ids {
                let Some(looked) = self.look(&mut snapshot, &access, id, until).await? else { continue };
                let key = (looked.case.procedure.clone(), looked.case.in_force);
                let line = lines.entry(key.clone()).or_insert_with(|| ReportLine {
                    procedure: key.0,
                    in_force: key.1,
                    rule: looked.rule.clone(),
                    due: 0,
                    since: None,
                    held: BTreeMap::new(),
                });
                match looked.standing {
                    Standing::Kept => {}
                    Standing::Due => {
                        line.due += 1;
                        line.since =
                            Some(line.since.map_or(looked.kept_until, |day| day.min(looked.kept_until)));
                    }
                    Standing::Held(by) => *line.held.entry(by).or_default() += 1,
                }
            }
        }
        // Cases that nobody is to know of are counted for nobody.
        let mut hidden: BTreeMap<String, u64> = BTreeMap::new();
        for row in snapshot.rows(&CLOSED_OF_PROTECTED, &[]).await? {
            let persons = [PersonId::from_i64(row.int(1)?), PersonId::from_i64(row.int(2)?)];
            if !snapshot.sees_case(persons).await? {
                *hidden.entry(row.text(0)?.to_owned()).or_default() += 1;
            }
        }
        let mut kept = Vec::new();
        for row in snapshot.rows(&CLOSED_COUNT, &[]).await? {
            let id = row.text(0)?;
            if procedure.is_none_or(|wanted| wanted == id) && self.shortest(id).is_none() {
                let all = u64::try_from(row.int(1)?).unwrap_or(0);
                kept.push((id.to_owned(), all.saturating_sub(hidden.get(id).copied().unwrap_or(0))));
            }
        }
        kept.retain(|(_, count)| *count > 0);
        drop(snapshot);
        let mut lines: Vec<_> = lines.into_values().collect();
        lines.retain(|line| line.due > 0 || !line.held.is_empty());
        self.answer(actor, &access, Report { until, lines, kept }).await
    }

    pub(super) fn known_procedure(&self, procedure: Option<&str>) -> Result<(), OfficeError> {
        match procedure.filter(|id| !self.law().all().any(|known| known.id() == *id)) {
            Some(id) => {
                Err(OfficeError::field("procedure", Problem::new("unknown-service").with("service", id)))
            }
            None => Ok(()),
        }
    }

    /// The shortest term that any version of a procedure has, from the day of receipt; nothing where none ends.
    fn shortest(&self, procedure: &str) -> Option<kernel::Term> {
        let of = self.law().all().filter(|known| known.id() == procedure);
        let terms = of.filter_map(|known| known.retention()?.term);
        terms.min_by_key(|term| {
            law::clock::last_day(*term, self.today(), &self.country().calendar, false).ok()
        })
    }

    /// The next closed cases that came in long enough ago to be over their time on a day; nothing when there are no
    /// more.
    pub(super) async fn over(
        &self,
        snapshot: &mut Snapshot,
        procedure: Option<&str>,
        until: Day,
        page: &mut (i64, i64),
    ) -> Result<Option<Vec<CaseId>>, OfficeError> {
        let key = [Value::from(until.number()), Value::Int(page.0), Value::Int(page.1), Value::Int(AT_ONCE)];
        let rows = snapshot.rows(&CLOSED, &key).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        *page = (last.int(2)?, last.int(0)?);
        let mut ids = Vec::new();
        for row in &rows {
            let id = row.text(1)?;
            let received = i32::try_from(row.int(2)?).ok().and_then(|day| Day::from_number(day).ok());
            let ends = self.shortest(id).zip(received).and_then(|(term, received)| {
                law::clock::last_day(term, received, &self.country().calendar, false).ok()
            });
            if procedure.is_none_or(|wanted| wanted == id) && ends.is_some_and(|ends| ends < until) {
                ids.push(CaseId::from_i64(row.int(0)?));
            }
        }
        Ok(Some(ids))
    }

    /// Looks at a closed case; nothing where its file sets no end.
    pub(super) async fn look(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        id: CaseId,
        until: Day,
    ) -> Result<Option<Looked<'_>>, OfficeError> {
        let (case, entries) = match fold(id, access.open(snapshot.events(&stream(id)).await?)) {
            Ok(found) => found,
            Err(OfficeError::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        // Cases that nobody is to know of are counted for nobody.
        if !snapshot.sees_case([case.applicant, case.subject]).await? {
            return Ok(None);
        }
        let procedure = self.law().version(&case.procedure, case.in_force);
        let Some(rule) = procedure.and_then(law::Procedure::retention) else { return Ok(None) };
        let Some(closed) = due::closed_on(id, &entries, self.zone()) else { return Ok(None) };
        let ends = due::kept_until(rule, &case, closed, &self.country().calendar);
        let Some(kept_until) = ends.map_err(|e| OfficeError::Fault(e.to_string()))? else { return Ok(None) };
        let standing = if kept_until >= until {
            Standing::Kept
        } else {
            match self.held_by(snapshot, access, &case, &entries, until).await? {
                Some(by) => Standing::Held(by),
                None => Standing::Due,
            }
        };
        Ok(Some(Looked { case, entries, rule, kept_until, standing }))
    }

    /// What holds a case whose time is over.
    async fn held_by(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        case: &Case,
        entries: &[Entry<CaseEvent>],
        until: Day,
    ) -> Result<Option<Held>, OfficeError> {
        if snapshot.row(&HELD, &[Value::Int(case.id.as_i64())]).await?.is_some() {
            return Ok(Some(Held::Officer));
        }
        if case.contested().is_some() {
            return Ok(Some(Held::Contest));
        }
        if case.before_court().is_some() {
            return Ok(Some(Held::Court));
        }
        for child in due::followers(entries) {
            if snapshot.row(&IS_THERE, &[Value::Int(child.as_i64())]).await?.is_none() {
                continue;
            }
            let looked = Box::pin(self.look(snapshot, access, child, until)).await?;
            if looked.is_none_or(|looked| looked.standing != Standing::Due) {
                return Ok(Some(Held::Follower));
            }
        }
        let key = [Value::Int(case.subject.as_i64()), Value::from(case.procedure.as_str())];
        if let Some(row) = snapshot.row(&BAR, &key).await?
            && row.int(0)? >= i64::from(self.today().number())
        {
            return Ok(Some(Held::Bar));
        }
        if let Some(visit) = case.appointment
            && self.is_ahead(snapshot, access, visit).await?
        {
            return Ok(Some(Held::Visit));
        }
        for part in self.parts_of(snapshot, case).await? {
            if !matches!(snapshot.seal_of(&part).await?, Seal::Whole) {
                return Ok(Some(Held::Unsealed));
            }
        }
        Ok(None)
    }

    async fn is_ahead(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        visit: AppointmentId,
    ) -> Result<bool, OfficeError> {
        let events = access.open(snapshot.events(&visit_stream(visit)).await?);
        Ok(booked(events)?.is_some_and(|booked| booked.day >= self.today()))
    }
}
