//! How the open work is spread: by officer, by service, by how near the term ends and how old the case is. Counts of what
//! whoever asks may know of, and of nothing else.

use crate::access;
use crate::access::rights::Action;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use kernel::{OfficerId, PersonId};
use std::collections::BTreeMap;
use store::Value;
use store::sql::cases::LOAD;
use store::sql::protection::OF_PROTECTED;

/// Days up to which a case is new.
pub const NEW_DAYS: i32 = 7;
/// Days up to which a case is not old yet.
pub const OLD_DAYS: i32 = 30;

/// How near the end of its term a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermState {
    /// Its last day is over.
    Overdue,
    /// Its last day is near, as the authority counts nearness.
    Soon,
    /// It has time.
    InTime,
}

impl TermState {
    /// All, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Soon, Self::InTime];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::InTime => "in-time",
        }
    }
}

/// How long ago a case was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseAge {
    /// Within [`NEW_DAYS`] days.
    New,
    /// Within [`OLD_DAYS`] days.
    Middle,
    /// Longer ago.
    Old,
}

impl CaseAge {
    /// All, the youngest first.
    pub const ALL: [Self; 3] = [Self::New, Self::Middle, Self::Old];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Middle => "middle",
            Self::Old => "old",
        }
    }
}

/// Open cases that are alike in all of this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadLine {
    /// Who examines them; nobody yet when absent.
    pub officer: Option<OfficerId>,
    /// Id of the procedure.
    pub procedure: String,
    /// How near their terms end.
    pub term: TermState,
    /// How old they are.
    pub age: CaseAge,
    /// How many.
    pub cases: u64,
}

/// What is alike in a line, as the database has it.
type Key = (String, String, i64, i64);

impl Office {
    /// How the open cases are spread.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work.
    pub async fn work_load(&self, actor: &Actor) -> Result<Vec<LoadLine>, OfficeError> {
        access::check(actor, Action::ReadWorkLists)?;
        self.load_of(actor, "").await
    }

    /// The same of one office, or of all where none is named; whoever calls has asked for the right.
    pub(super) async fn load_of(&self, actor: &Actor, office: &str) -> Result<Vec<LoadLine>, OfficeError> {
        let today = i64::from(self.today().number());
        let until = i64::from(self.warned_until()?.number());
        let (new, middle) = (today - i64::from(NEW_DAYS), today - i64::from(OLD_DAYS));
        let mut snapshot = self.snapshot(actor).await?;
        let mut counts: BTreeMap<Key, u64> = BTreeMap::new();
        let days = [today, until, new, middle].map(Value::Int);
        let asked: Vec<Value> = days.into_iter().chain([Value::from(office)]).collect();
        for row in snapshot.rows(&LOAD, &asked).await? {
            let key = (row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.int(2)?, row.int(3)?);
            counts.insert(key, u64::try_from(row.int(4)?).unwrap_or(0));
        }
        // Cases that are hidden from whoever asks are not counted.
        for row in snapshot.rows(&OF_PROTECTED, &[]).await? {
            let here = office.is_empty() || row.text(8)? == office;
            let persons = [PersonId::from_i64(row.int(4)?), PersonId::from_i64(row.int(5)?)];
            if !here || snapshot.sees_case(persons).await? {
                continue;
            }
            let (due, received) = (row.int(2)?, row.int(7)?);
            let term = if due < today { 0 } else { 1 + i64::from(due > until) };
            let age = if received >= new { 0 } else { 1 + i64::from(received < middle) };
            if let Some(count) =
                counts.get_mut(&(row.text(3)?.to_owned(), row.text(6)?.to_owned(), term, age))
            {
                *count = count.saturating_sub(1);
            }
        }
        let place = |at: i64| usize::try_from(at).unwrap_or(usize::MAX);
        let line = |((officer, procedure, term, age), cases): (Key, u64)| {
            Some(LoadLine {
                officer: officer.parse().ok(),
                procedure,
                term: TermState::ALL.get(place(term)).copied()?,
                age: CaseAge::ALL.get(place(age)).copied()?,
                cases,
            })
        };
        Ok(counts.into_iter().filter(|(_, cases)| *cases > 0).filter_map(line).collect())
    }
}
