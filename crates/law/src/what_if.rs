//! What changes if: past cases under a draft of the law beside the version that they fell under.
//!
//! The draft is a law book of its own, proven like any other. Each case is answered twice on the same facts, and every
//! difference of outcome, grounds, terms and fee is told, and counted. A line that cannot be compared is told too, with
//! its reason, and stops nothing.

mod case;
mod said;
mod table;

pub use case::{CaseError, Line, PastCase, read_cases};
pub use said::{Change, Said, TermSaid};

use crate::book::LawBook;
use crate::facts::{FactError, FactValue};
use crate::happens::Happens;
use crate::procedure::Procedure;
use case::RECEIVED;
use kernel::{Day, Text};
use said::{When, changes, said};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing can be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhatIfError {
    /// The draft is the law in force.
    #[error("the draft changes no procedure: it says the same as the law in force")]
    NothingChanges,
}

/// A case under both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Its id.
    pub case: String,
    /// Its procedure.
    pub procedure: String,
    /// The first day of the version that it fell under.
    pub version: Day,
    /// The first day of the version of the draft.
    pub draft_version: Day,
    /// Under the law in force.
    pub now: Said,
    /// Under the draft.
    pub draft: Said,
    /// What differs; empty when nothing does.
    pub changes: Vec<Change>,
}

/// A line that was not compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// Its number, from 1.
    pub line: usize,
    /// The id of the case, as far as it can be read.
    pub case: Option<String>,
    /// Why.
    pub why: String,
    /// The same for whoever reads it in another language.
    #[serde(skip)]
    pub error: CaseError,
}

/// All cases, and how often each change occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many cases were compared.
    pub compared: usize,
    /// In how many something differs.
    pub changed: usize,
    /// In how many a term differs of which no last day can be told, because the day of an event or a fact is missing.
    pub uncertain: usize,
    /// The lines that could not be compared: the counts are without them.
    pub not_compared: Vec<NotCompared>,
    /// Each change with the number of cases, the most frequent first.
    pub summary: Vec<(Change, usize)>,
    /// Case by case, in the order given.
    pub cases: Vec<Compared>,
    /// What terms and grounds are called.
    #[serde(skip)]
    names: BTreeMap<String, Text>,
}

/// Compares cases under the law in force and under a draft.
///
/// A case falls under the version of its day of receipt; the draft's is the changed version for that day, or the last
/// changed one, taken as if it had been in force then. A term is counted from the events that start it, when the case
/// says their days; it is uncertain otherwise.
///
/// # Errors
/// [`WhatIfError`] when the draft changes nothing.
pub fn compare(
    book: &LawBook,
    draft: &LawBook,
    lines: impl IntoIterator<Item = Line>,
) -> Result<Report, WhatIfError> {
    let changed = changed(book, draft);
    if changed.is_empty() {
        return Err(WhatIfError::NothingChanges);
    }
    let known = events(book, draft);
    let mut cases: Vec<Compared> = Vec::new();
    let mut not_compared = Vec::new();
    for Line { line, case, read } in lines {
        match read.and_then(|case| case.knows(&known)).and_then(|case| one(book, draft, &changed, case)) {
            Ok(compared) => cases.push(compared),
            Err(error) => {
                not_compared.push(NotCompared { line, case, why: error.to_string(), error });
            }
        }
    }
    let mut counts: BTreeMap<&Change, usize> = BTreeMap::new();
    for change in cases.iter().flat_map(|case| &case.changes) {
        *counts.entry(change).or_default() += 1;
    }
    let mut summary: Vec<(Change, usize)> =
        counts.into_iter().map(|(change, count)| (change.clone(), count)).collect();
    summary.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(Report {
        compared: cases.len(),
        changed: cases.iter().filter(|case| !case.changes.is_empty()).count(),
        uncertain: cases.iter().filter(|case| case.uncertain()).count(),
        names: names(book, draft),
        not_compared,
        summary,
        cases,
    })
}

/// The procedures of which the draft says something else than the law in force.
#[must_use]
pub fn changes_in(book: &LawBook, draft: &LawBook) -> Vec<String> {
    changed(book, draft).into_keys().map(str::to_owned).collect()
}

impl Compared {
    /// Whether a term that is not the same under both has no last day: what is unknown to both in the same way
    /// says nothing of the draft.
    fn uncertain(&self) -> bool {
        let open = |said: Option<&TermSaid>| said.is_some_and(|said| !said.uncertain.is_empty());
        self.now.terms.keys().chain(self.draft.terms.keys()).any(|id| {
            let (now, draft) = (self.now.terms.get(id), self.draft.terms.get(id));
            now != draft && (open(now) || open(draft))
        })
    }
}

/// The versions of the draft that say something else than the law in force, by procedure. That a version ends because
/// another follows it is no change of its own, nor is another place in the file.
fn changed<'d>(book: &LawBook, draft: &'d LawBook) -> BTreeMap<&'d str, Vec<&'d Procedure>> {
    let mut changed: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
    for version in draft.all().filter(|version| !version.is_abstract()) {
        let known = book.version(version.id(), version.in_force());
        if !known.is_some_and(|known| known.says_the_same(version)) {
            changed.entry(version.id()).or_default().push(version);
        }
    }
    changed
}

/// The events that a case of either can have.
fn events<'b>(book: &'b LawBook, draft: &'b LawBook) -> BTreeSet<&'b str> {
    let mut known: BTreeSet<&str> = Happens::CODES.iter().copied().chain([RECEIVED]).collect();
    for procedure in book.all().chain(draft.all()) {
        known.extend(procedure.stages().iter().flat_map(|stage| &stage.emits).map(String::as_str));
        let overdue = procedure.clocks().iter().filter_map(|clock| clock.on_overdue.as_ref());
        known.extend(overdue.filter_map(|overdue| overdue.emits.as_deref()));
    }
    known
}

/// What clocks, steps of contesting and grounds are called, in each procedure (`PROCEDURE/ID`) and anywhere, the words of
/// what the draft changes first.
fn names(book: &LawBook, draft: &LawBook) -> BTreeMap<String, Text> {
    let mut names = BTreeMap::new();
    let changed = changed(book, draft);
    let changed = changed.values().flat_map(|versions| versions.iter().rev().copied());
    for procedure in changed.chain(draft.all()).chain(book.all()) {
        let clocks = procedure.clocks().iter().map(|c| (format!("clock:{}", c.id), c.name.clone()));
        let routes = procedure.routes().map(|r| (format!("appeal:{}", r.id), r.to_name.clone()));
        let grounds = procedure.grounds().iter().map(|g| (format!("ground:{}", g.id()), g.text().clone()));
        for (id, name) in clocks.chain(routes).chain(grounds) {
            names.entry(format!("{}/{id}", procedure.id())).or_insert_with(|| name.clone());
            names.entry(id).or_insert(name);
        }
    }
    names
}

fn one(
    book: &LawBook,
    draft: &LawBook,
    changed: &BTreeMap<&str, Vec<&Procedure>>,
    case: PastCase,
) -> Result<Compared, CaseError> {
    let PastCase { case, procedure, received, facts, events } = case;
    let names = || changed.keys().copied().collect::<Vec<_>>().join(", ");
    let only = changed.keys().next().filter(|_| changed.len() == 1).map(|id| (*id).to_owned());
    let Some(procedure) = procedure.or(only) else {
        return Err(CaseError::WhichProcedure { changed: names() });
    };
    let Some(versions) = changed.get(procedure.as_str()) else {
        return Err(CaseError::NotChanged { procedure, changed: names() });
    };
    let version = versions.iter().find(|version| version.takes(received)).or(versions.last());
    let (Some(now), Some(then)) = (book.procedure(&procedure, received), version) else {
        return Err(CaseError::NotInForce { procedure, received });
    };
    let facts = book.catalogue().settle(draft.catalogue().settle(facts));
    // A fact may be of one of the two catalogues only.
    let wrong = |(name, value): (&String, &FactValue)| {
        let error = draft.catalogue().check_one(name, value).err()?;
        book.catalogue().check_one(name, value).is_err().then_some(error)
    };
    let errors: Vec<FactError> = facts.iter().filter_map(wrong).collect();
    if !errors.is_empty() {
        return Err(CaseError::Facts(errors));
    }
    let (version, draft_version) = (now.in_force(), then.in_force());
    let now = said(now, &facts, &When { events: &events, calendar: &book.country().calendar });
    let then = said(then, &facts, &When { events: &events, calendar: &draft.country().calendar });
    let changes = changes(&now, &then);
    Ok(Compared { case, procedure, version, draft_version, now, draft: then, changes })
}
