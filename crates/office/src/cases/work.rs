//! Lists of work: open cases by the day the law runs out, counts by stage, a client's own matters.

mod about;
mod mine;
mod row;

use crate::access::rights::Action;
use crate::access::{self, Access, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::PersonBrief;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, OfficerId, PersonId};
pub use mine::{Asks, Challenged};
pub(super) use row::CaseRow;
use row::read;
use store::sql::cases::{
    OF_PERSON, OPEN, OPEN_AT_STAGE, OPEN_COUNT, OPEN_COUNT_OF_OFFICER, OPEN_OF_OFFICE,
    OPEN_OF_OFFICE_AT_STAGE, OPEN_OF_OFFICER,
};
use store::sql::protection::OF_PROTECTED;
use store::{Row, Statement, Value};

/// Most lines on one page.
pub const PAGE_MAX: u16 = 100;

/// A case in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Id of the procedure.
    pub procedure: String,
    /// For whom.
    pub subject: PersonBrief,
    /// Who applied.
    pub applicant: PersonId,
    /// Office of collection.
    pub office: String,
    /// Where it stands.
    pub stage: String,
    /// Day of receipt.
    pub received: Day,
    /// Last day of the term that runs: the one for the decision, and after it the one of what is still to be done;
    /// `None` when none runs.
    pub due: Option<Day>,
    /// Who proposed a decision.
    pub proposed_by: Option<OfficerId>,
    /// Who examines it.
    pub assigned: Option<OfficerId>,
    /// Who returned the decision that was proposed, until another is.
    pub returned_by: Option<OfficerId>,
    /// The last day for what the office asked of the party and waits for; told to the client alone.
    pub asked_until: Option<Day>,
    /// Whether a part of that is there and the rest is waited for; told to the client alone.
    pub sent_in_part: bool,
    /// What it asks, where the client has another case of the same kind about the same person; told to the client alone.
    pub asks: Option<Asks>,
    /// How the decision in force is looked at again; told to the client alone.
    pub challenged: Option<Challenged>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The lines.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// Which open cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkFilter {
    /// Only this stage.
    pub stage: Option<String>,
    /// Only this office of collection.
    pub office: Option<String>,
    /// Only what this officer examines; stage and office do not count then.
    pub assigned: Option<OfficerId>,
    /// Where the page begins, from [`Page::next`].
    pub after: Option<String>,
    /// Lines a page; 0 for the usual 25.
    pub limit: u16,
}

/// How many cases are open in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCount {
    /// The stage.
    pub stage: String,
    /// Open cases.
    pub open: u64,
    /// Of these past their last day.
    pub overdue: u64,
    /// Of these not past it, but close to it.
    pub soon: u64,
}

/// The first `wanted` lines of a list from its key on, as far as whoever reads may know of them.
pub(super) async fn seen(
    snapshot: &mut Snapshot,
    list: &Statement,
    key: &[Value],
    wanted: usize,
) -> Result<Vec<CaseRow>, OfficeError> {
    let mut key = key.to_vec();
    let mut lines = Vec::new();
    loop {
        let rows = snapshot.ask().await?.rows(list, &key).await?;
        let last = rows.len() < wanted;
        for row in &rows {
            let raw = read(row)?;
            // Behind the stage and the office the key has the place in the order.
            if let [_, _, due, received, id, _] = key.as_mut_slice() {
                (*due, *received) = (Value::from(raw.due.number()), Value::from(raw.received.number()));
                *id = Value::Int(raw.id.as_i64());
            }
            if snapshot.sees_case([raw.subject, raw.applicant]).await? {
                lines.push(raw);
            }
            if lines.len() == wanted {
                return Ok(lines);
            }
        }
        if last {
            return Ok(lines);
        }
    }
}

/// `DAY.ID`, as [`Page::next`] gives it, as day and id; before everything when nothing is given.
///
/// # Errors
/// [`OfficeError::Invalid`] at `after`.
pub(crate) fn cursor(
    after: Option<&str>,
    id: impl FnOnce(&str) -> Option<i64>,
) -> Result<(i64, i64), OfficeError> {
    let Some(text) = after else { return Ok((i64::MIN, -1)) };
    let read = || {
        let (day, own) = text.split_once('.')?;
        let day: Day = day.parse().ok()?;
        Some((i64::from(day.number()), id(own)?))
    };
    read().ok_or_else(|| OfficeError::no_cursor(text))
}

/// `DUE.RECEIVED.ID`, as [`Page::next`] gives it for cases; before everything when nothing is given.
pub(super) fn place(after: Option<&str>) -> Result<(i64, i64, i64), OfficeError> {
    let Some(text) = after else { return Ok((i64::MIN, i64::MIN, -1)) };
    let read = || {
        let (due, rest) = text.split_once('.')?;
        let (received, id) = rest.split_once('.')?;
        let day = |text: &str| text.parse::<Day>().ok().map(|day| i64::from(day.number()));
        Some((day(due)?, day(received)?, id.parse().ok().map(CaseId::as_i64)?))
    };
    read().ok_or_else(|| OfficeError::no_cursor(text))
}

impl Office {
    /// Open cases, the one whose term ends first first, of those of one day the one that came in first. Everybody named in the list is in the trace.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work.
    pub async fn work_list(&self, actor: &Actor, filter: &WorkFilter) -> Result<Page<CaseLine>, OfficeError> {
        let access = self.authorise(actor, Action::ReadWorkLists, None, Purpose::Duty, false, "name,case")?;
        let (due, received, id) = place(filter.after.as_deref())?;
        let limit = if filter.limit == 0 { 25 } else { filter.limit.min(PAGE_MAX) };
        let (stage, place) = match &filter.assigned {
            Some(officer) => (officer.as_str(), ""),
            None => (filter.stage.as_deref().unwrap_or(""), filter.office.as_deref().unwrap_or("")),
        };
        let key = [
            Value::from(stage),
            Value::from(place),
            Value::Int(due),
            Value::Int(received),
            Value::Int(id),
            Value::Int(i64::from(limit) + 1),
        ];
        let list = match (&filter.stage, &filter.office) {
            _ if filter.assigned.is_some() => &OPEN_OF_OFFICER,
            (None, None) => &OPEN,
            (Some(_), None) => &OPEN_AT_STAGE,
            (None, Some(_)) => &OPEN_OF_OFFICE,
            (Some(_), Some(_)) => &OPEN_OF_OFFICE_AT_STAGE,
        };
        // Those named on the page are mostly remembered.
        if let Some(snapshot) = self.remembered(actor)
            && let Ok(page) = self.page_from(snapshot, (actor, access.clone()), (list, &key), limit).await
        {
            return Ok(page);
        }
        self.page_from(self.snapshot(actor).await?, (actor, access), (list, &key), limit).await
    }

    async fn page_from(
        &self,
        mut snapshot: Snapshot,
        (actor, mut access): (&Actor, Access),
        (list, key): (&Statement, &[Value]),
        limit: u16,
    ) -> Result<Page<CaseLine>, OfficeError> {
        // Before the histories, so that they are remembered for this position.
        snapshot.head().await?;
        let rows = seen(&mut snapshot, list, key, usize::from(limit) + 1).await?;
        let more = rows.len() > usize::from(limit);
        let (mut items, mut last) = (Vec::new(), None);
        for raw in rows.into_iter().take(usize::from(limit)) {
            last = Some((raw.due, raw.received, raw.id));
            // Cases of persons who are closed to the officer are for colleagues.
            if let Some(subject) = access.listed(&mut snapshot, raw.subject).await? {
                items.push(self.line(raw, self.brief(&subject)));
            }
        }
        let next = last.filter(|_| more).map(|(due, received, id)| format!("{due}.{received}.{id}"));
        let seen = snapshot.seen();
        drop(snapshot);
        self.answer_seen(actor, &access, seen, Page { items, next }).await
    }

    fn line(&self, raw: CaseRow, subject: PersonBrief) -> CaseLine {
        CaseLine {
            due: raw.runs(),
            id: raw.id,
            procedure: raw.procedure,
            subject,
            applicant: raw.applicant,
            office: raw.office,
            stage: raw.stage,
            received: raw.received,
            proposed_by: raw.proposed_by,
            assigned: raw.assigned,
            returned_by: raw.returned_by,
            asked_until: None,
            sent_in_part: false,
            asks: None,
            challenged: None,
        }
    }

    /// The last day of the days ahead in which a term that ends is warned of; today where the authority sets none.
    ///
    /// # Errors
    /// [`OfficeError::Fault`] beyond the calendar.
    pub fn warned_until(&self) -> Result<Day, OfficeError> {
        let today = self.today();
        let Some(ahead) = self.law().authority().warns else { return Ok(today) };
        law::clock::last_day(ahead, today, &self.country().calendar, false)
            .map_err(|e| OfficeError::Fault(e.to_string()))
    }

    /// How many cases are open in each stage, of all or of those that one officer examines.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work.
    pub async fn work_counts(
        &self,
        actor: &Actor,
        officer: Option<&OfficerId>,
    ) -> Result<Vec<StageCount>, OfficeError> {
        access::check(actor, Action::ReadWorkLists)?;
        let key = [
            Value::from(officer.map_or("", OfficerId::as_str)),
            Value::from(self.today().number()),
            Value::from(self.warned_until()?.number()),
        ];
        let count = if officer.is_some() { &OPEN_COUNT_OF_OFFICER } else { &OPEN_COUNT };
        let mut snapshot = self.snapshot(actor).await?;
        let rows = snapshot.rows(count, &key).await?;
        let mut hidden = Vec::new();
        for row in snapshot.rows(&OF_PROTECTED, &[]).await? {
            let persons = [PersonId::from_i64(row.int(4)?), PersonId::from_i64(row.int(5)?)];
            let asked = officer.is_none_or(|officer| row.text(3).is_ok_and(|of| of == officer.as_str()));
            if asked && !snapshot.sees_case(persons).await? {
                hidden.push(row);
            }
        }
        let (today, until) = (i64::from(self.today().number()), i64::from(self.warned_until()?.number()));
        let counted: Result<Vec<StageCount>, OfficeError> = rows
            .iter()
            .map(|row| {
                let stage = row.text(0)?;
                // Cases that are hidden from whoever asks are not counted.
                let less = |i: usize, due: &dyn Fn(i64) -> bool| {
                    let here =
                        |row: &&Row| row.text(1).is_ok_and(|at| at == stage) && row.int(2).is_ok_and(due);
                    let count = row.int(i).map(|n| u64::try_from(n).unwrap_or(0));
                    let hidden = u64::try_from(hidden.iter().filter(here).count()).unwrap_or(0);
                    count.map(|count| count.saturating_sub(hidden))
                };
                Ok(StageCount {
                    stage: stage.to_owned(),
                    open: less(1, &|_| true)?,
                    overdue: less(2, &|due| due < today)?,
                    soon: less(3, &|due| due >= today && due <= until)?,
                })
            })
            .collect();
        let mut counted = counted?;
        counted.retain(|count| count.open > 0);
        Ok(counted)
    }

    /// The cases in which a person applies or is the subject, the newest first, as an officer's list of work.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work.
    pub async fn cases_of(&self, actor: &Actor, person: PersonId) -> Result<Vec<CaseLine>, OfficeError> {
        let mut access =
            self.authorise(actor, Action::ReadWorkLists, Some(person), Purpose::Duty, false, "name,case")?;
        let items = self.lines_of(actor, &mut access, person).await?;
        self.answer(actor, &access, items).await
    }

    async fn lines_of(
        &self,
        actor: &Actor,
        access: &mut Access,
        person: PersonId,
    ) -> Result<Vec<CaseLine>, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut items = Vec::new();
        for row in snapshot.rows(&OF_PERSON, &[Value::Int(person.as_i64())]).await? {
            let raw = read(&row)?;
            if !snapshot.sees_case([raw.subject, raw.applicant]).await? {
                continue;
            }
            if let Some(subject) = access.listed(&mut snapshot, raw.subject).await? {
                items.push(self.line(raw, self.brief(&subject)));
            }
        }
        Ok(items)
    }
}
