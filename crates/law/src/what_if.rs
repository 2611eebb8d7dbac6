//! What changes if: past cases under a draft of the law beside the version that they fell under.
//!
//! The draft is a law book of its own, proven like any other. Each case is answered twice on the same facts, and every
//! difference of outcome, grounds, terms and fee is told, and counted.

mod table;

use crate::assess::Assessment;
use crate::book::LawBook;
use crate::clock::{self, Due, Shorter};
use crate::facts::{FactError, FactValue, Facts};
use crate::fee::FeeAnswer;
use crate::procedure::{Outcome, Procedure};
use kernel::{Calendar, Day};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A past case. As JSON: `{"case": "c-1", "received": "2026-11-24", "facts": {"person.age": 34}}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastCase {
    /// Its id.
    pub case: String,
    /// The procedure; it may be left out while the draft changes one only.
    pub procedure: Option<String>,
    /// The day of receipt.
    pub received: Day,
    /// What was known when it was decided.
    pub facts: Facts,
}

/// Why nothing can be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhatIfError {
    /// The draft is the law in force.
    #[error("the draft changes no procedure: it says the same as the law in force")]
    NothingChanges,
    /// A line that is no case.
    #[error(
        "line {line} is no case: {message}; write \
         {{\"case\": \"c-1\", \"received\": \"2026-11-24\", \"facts\": {{\"person.age\": 34}}}}"
    )]
    NotACase {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A case that does not say which of several procedures it is of.
    #[error("the case `{case}` does not say of which procedure it is; the draft changes: {changed}")]
    WhichProcedure {
        /// The case.
        case: String,
        /// The procedures that the draft changes.
        changed: String,
    },
    /// A procedure that the draft does not change.
    #[error("the case `{case}` is of `{procedure}`, which the draft does not change; it changes: {changed}")]
    NotChanged {
        /// The case.
        case: String,
        /// Its procedure.
        procedure: String,
        /// The procedures that the draft changes.
        changed: String,
    },
    /// No version was in force on the day of receipt.
    #[error("the case `{case}`: no version of `{procedure}` is for a case received on {received}")]
    NotInForce {
        /// The case.
        case: String,
        /// Its procedure.
        procedure: String,
        /// The day.
        received: Day,
    },
    /// Facts that neither catalogue allows.
    #[error("the case `{case}`: {}", .errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Facts {
        /// The case.
        case: String,
        /// Every wrong fact.
        errors: Vec<FactError>,
    },
}

/// What the law says of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `grant`, `refuse`, `impose`, `discontinue` or `unknown`.
    pub outcome: &'static str,
    /// Ids of the grounds that hold.
    pub grounds: BTreeSet<String>,
    /// Facts that are missing to say.
    pub missing: BTreeSet<String>,
    /// Time limits of the case, counted from the day of receipt, and terms of contesting, by their ids.
    pub terms: BTreeMap<String, String>,
    /// The fee: an amount, `none`, `exempt` or `unknown`.
    pub fee: String,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Change {
    /// Another outcome.
    Outcome {
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
    /// A ground that holds only under the draft.
    GroundAdded {
        /// Its id.
        ground: String,
    },
    /// A ground that holds only under the law in force.
    GroundGone {
        /// Its id.
        ground: String,
    },
    /// Other facts are missing.
    Missing {
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
    /// Another term; `none` where there is no such clock or step.
    Term {
        /// `clock:ID` or `appeal:ID`.
        term: String,
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
    /// Another fee.
    Fee {
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
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

/// All cases, and how often each change occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many cases were compared.
    pub compared: usize,
    /// In how many something differs.
    pub changed: usize,
    /// Each change with the number of cases, the most frequent first.
    pub summary: Vec<(Change, usize)>,
    /// Case by case, in the order given.
    pub cases: Vec<Compared>,
}

/// Cases from lines of JSON; empty lines are passed over.
///
/// # Errors
/// [`WhatIfError::NotACase`] with the first line that is none.
pub fn read_cases(text: &str) -> Result<Vec<PastCase>, WhatIfError> {
    let mut seen = BTreeSet::new();
    let mut cases = Vec::new();
    for (line, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let wrong = |message: String| WhatIfError::NotACase { line: line + 1, message };
        let case: PastCase = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if !seen.insert(case.case.clone()) {
            return Err(wrong(format!("the case `{}` stands above already", case.case)));
        }
        cases.push(case);
    }
    Ok(cases)
}

/// Compares cases under the law in force and under a draft.
///
/// A case falls under the version of its day of receipt; the draft's is the changed version for that day, or the last
/// changed one, taken as if it had been in force then.
///
/// # Errors
/// [`WhatIfError`] when the draft changes nothing, or a case cannot be compared: a summary without it would mislead.
pub fn compare(
    book: &LawBook,
    draft: &LawBook,
    cases: impl IntoIterator<Item = PastCase>,
) -> Result<Report, WhatIfError> {
    let changed = changed(book, draft);
    if changed.is_empty() {
        return Err(WhatIfError::NothingChanges);
    }
    let mut compared = Vec::new();
    for case in cases {
        compared.push(one(book, draft, &changed, case)?);
    }
    let mut counts: BTreeMap<&Change, usize> = BTreeMap::new();
    for change in compared.iter().flat_map(|case: &Compared| &case.changes) {
        *counts.entry(change).or_default() += 1;
    }
    let mut summary: Vec<(Change, usize)> =
        counts.into_iter().map(|(change, count)| (change.clone(), count)).collect();
    summary.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(Report {
        compared: compared.len(),
        changed: compared.iter().filter(|case| !case.changes.is_empty()).count(),
        summary,
        cases: compared,
    })
}

/// The versions of the draft that say something else than the law in force, by procedure. That a version ends because
/// another follows it is no change of its own.
fn changed<'d>(book: &LawBook, draft: &'d LawBook) -> BTreeMap<&'d str, Vec<&'d Procedure>> {
    let mut changed: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
    for version in draft.all().filter(|version| !version.is_abstract()) {
        let same = book.version(version.id(), version.in_force()).is_some_and(|known| {
            let known = Procedure { until: version.until, ..known.clone() };
            known == *version
        });
        if !same {
            changed.entry(version.id()).or_default().push(version);
        }
    }
    changed
}

fn one(
    book: &LawBook,
    draft: &LawBook,
    changed: &BTreeMap<&str, Vec<&Procedure>>,
    case: PastCase,
) -> Result<Compared, WhatIfError> {
    let PastCase { case, procedure, received, facts } = case;
    let names = || changed.keys().copied().collect::<Vec<_>>().join(", ");
    let only = changed.keys().next().filter(|_| changed.len() == 1).map(|id| (*id).to_owned());
    let Some(procedure) = procedure.or(only) else {
        return Err(WhatIfError::WhichProcedure { case, changed: names() });
    };
    let Some(versions) = changed.get(procedure.as_str()) else {
        return Err(WhatIfError::NotChanged { case, procedure, changed: names() });
    };
    let version = versions.iter().find(|version| version.takes(received)).or(versions.last());
    let (Some(now), Some(then)) = (book.procedure(&procedure, received), version) else {
        return Err(WhatIfError::NotInForce { case, procedure, received });
    };
    let facts = book.catalogue().settle(draft.catalogue().settle(facts));
    // A fact may be of one of the two catalogues only.
    let wrong = |(name, value): (&String, &FactValue)| {
        let error = draft.catalogue().check_one(name, value).err()?;
        book.catalogue().check_one(name, value).is_err().then_some(error)
    };
    let errors: Vec<FactError> = facts.iter().filter_map(wrong).collect();
    if !errors.is_empty() {
        return Err(WhatIfError::Facts { case, errors });
    }
    let (version, draft_version) = (now.in_force(), then.in_force());
    let now = said(now, &facts, received, &book.country().calendar);
    let then = said(then, &facts, received, &draft.country().calendar);
    let changes = changes(&now, &then);
    Ok(Compared { case, procedure, version, draft_version, now, draft: then, changes })
}

fn said(procedure: &Procedure, facts: &Facts, received: Day, calendar: &Calendar) -> Said {
    let assessment = procedure.assess(facts);
    let outcome = procedure.outcome(&assessment, facts);
    let word = outcome.word();
    let (grounds, missing) = match outcome {
        Outcome::Refuse(grounds) | Outcome::Impose(grounds) => (grounds, Vec::new()),
        Outcome::Unknown(missing) => (Vec::new(), missing),
        Outcome::Grant | Outcome::Discontinue => (Vec::new(), Vec::new()),
    };
    Said {
        outcome: word,
        grounds: grounds.into_iter().collect(),
        missing: missing.into_iter().collect(),
        terms: terms(procedure, facts, received, calendar),
        fee: fee(&assessment),
    }
}

fn terms(
    procedure: &Procedure,
    facts: &Facts,
    received: Day,
    calendar: &Calendar,
) -> BTreeMap<String, String> {
    use crate::assess::Truth;
    let running = procedure.clocks().iter().filter(|clock| clock.runs(facts) == Truth::Met);
    let clocks = running.map(|clock| {
        let term = match clock::due(clock, received, facts, &[], calendar) {
            Ok(answer) => match answer.due {
                Due::On(day) => format!("{} ({day})", answer.term),
                Due::Paused { .. } => answer.term.to_string(),
            },
            // Beyond the last day that there is: the term alone can be compared.
            Err(_) => clock.term_for(facts).0.to_string(),
        };
        (format!("clock:{}", clock.id), term)
    });
    let routes = procedure.routes().map(|route| {
        let shorter = Shorter::first(&route.shorten, facts).0;
        let term = shorter.map_or(route.term, |shorter| shorter.term);
        (format!("appeal:{}", route.id), term.to_string())
    });
    clocks.chain(routes).collect()
}

fn fee(assessment: &Assessment) -> String {
    match &assessment.fee {
        FeeAnswer::None => "none".to_owned(),
        FeeAnswer::Exempt { .. } => "exempt".to_owned(),
        FeeAnswer::Unknown { .. } => "unknown".to_owned(),
        FeeAnswer::Due(line) => line.amount.to_string(),
    }
}

fn changes(now: &Said, draft: &Said) -> Vec<Change> {
    let mut changes = Vec::new();
    if now.outcome != draft.outcome {
        changes.push(Change::Outcome { now: now.outcome.to_owned(), draft: draft.outcome.to_owned() });
    }
    let more = draft.grounds.difference(&now.grounds);
    changes.extend(more.map(|ground| Change::GroundAdded { ground: ground.clone() }));
    let gone = now.grounds.difference(&draft.grounds);
    changes.extend(gone.map(|ground| Change::GroundGone { ground: ground.clone() }));
    if now.missing != draft.missing {
        let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
        changes.push(Change::Missing { now: list(&now.missing), draft: list(&draft.missing) });
    }
    let terms: BTreeSet<&String> = now.terms.keys().chain(draft.terms.keys()).collect();
    for term in terms {
        let of = |said: &Said| said.terms.get(term).cloned().unwrap_or_else(|| "none".to_owned());
        // The day is told of each case, and left out where changes are counted.
        let bare = |text: String| text.split(" (").next().unwrap_or_default().to_owned();
        if of(now) != of(draft) {
            changes.push(Change::Term { term: term.clone(), now: bare(of(now)), draft: bare(of(draft)) });
        }
    }
    if now.fee != draft.fee {
        changes.push(Change::Fee { now: now.fee.clone(), draft: draft.fee.clone() });
    }
    changes
}
