//! What a version says of a case, and in what two versions differ.

use crate::assess::Truth;
use crate::clock::{self, Clock, Due, Shorter};
use crate::facts::Facts;
use crate::fee::FeeAnswer;
use crate::procedure::{AppealRoute, Outcome, Procedure};
use kernel::{Calendar, Day};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the law says of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `grant`, `refuse`, `impose`, `discontinue` or `unknown`.
    pub outcome: &'static str,
    /// Ids of the grounds that hold.
    pub grounds: BTreeSet<String>,
    /// Facts that are missing to say.
    pub missing: BTreeSet<String>,
    /// Time limits of the case (`clock:ID`) and terms of contesting (`appeal:ID`).
    pub terms: BTreeMap<String, TermSaid>,
    /// The fee: an amount, `none`, `exempt` or `unknown`.
    pub fee: String,
}

/// What is said of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermSaid {
    /// The term.
    pub term: String,
    /// The events that start it: the last of them.
    pub from: Vec<String>,
    /// The last day; `None` while it is uncertain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// What is missing to be certain: events whose day was not given, and facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncertain: Vec<String>,
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
    /// Another event starts it.
    TermStart {
        /// `clock:ID` or `appeal:ID`.
        term: String,
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
    /// The same term ends on another day, such as for a day off.
    LastDay {
        /// `clock:ID` or `appeal:ID`.
        term: String,
    },
    /// Another fee.
    Fee {
        /// Under the law in force.
        now: String,
        /// Under the draft.
        draft: String,
    },
}

/// The days of a case, and the calendar that they are counted by.
pub(super) struct When<'a> {
    pub(super) events: &'a BTreeMap<String, Day>,
    pub(super) calendar: &'a Calendar,
}

/// What a version says of a case.
pub(super) fn said(procedure: &Procedure, facts: &Facts, when: &When<'_>) -> Said {
    let outcome = procedure.judge(facts).outcome();
    let word = outcome.word();
    let (grounds, missing) = match outcome {
        Outcome::Refuse(grounds) | Outcome::Impose(grounds) => (grounds, Vec::new()),
        Outcome::Unknown(missing) => (Vec::new(), missing),
        Outcome::Grant | Outcome::Discontinue => (Vec::new(), Vec::new()),
    };
    let running = procedure.clocks().iter().filter(|clock| clock.runs(facts) != Truth::NotMet);
    let clocks = running.map(|clock| (format!("clock:{}", clock.id), when.clock(clock, facts)));
    let routes = procedure.routes().map(|route| (format!("appeal:{}", route.id), when.route(route, facts)));
    Said {
        outcome: word,
        grounds: grounds.into_iter().collect(),
        missing: missing.into_iter().collect(),
        terms: clocks.chain(routes).collect(),
        fee: match procedure.fee(facts) {
            FeeAnswer::None => "none".to_owned(),
            FeeAnswer::Exempt { .. } => "exempt".to_owned(),
            FeeAnswer::Unknown { .. } => "unknown".to_owned(),
            FeeAnswer::Due(line) => line.amount.to_string(),
        },
    }
}

impl When<'_> {
    fn clock(&self, clock: &Clock, facts: &Facts) -> TermSaid {
        let (term, mut uncertain) = clock.term_for(facts);
        uncertain.extend(clock.when.iter().flat_map(|when| when.missing(facts)));
        let from = clock.starts_with(facts).unwrap_or_else(|| {
            let open = clock.starts.iter().filter(|start| start.when.truth(facts) == Truth::Unknown);
            uncertain.extend(open.flat_map(|start| start.when.missing(facts)));
            Vec::new()
        });
        let due = |start| match clock::due(clock, start, facts, &[], self.calendar) {
            Ok(answer) => match answer.due {
                Due::On(day) => Some(day),
                Due::Paused { .. } => None,
            },
            // Beyond the last day that there is: the term alone can be compared.
            Err(_) => None,
        };
        self.term(term.to_string(), from, uncertain, due)
    }

    fn route(&self, route: &AppealRoute, facts: &Facts) -> TermSaid {
        let (shorter, uncertain) = Shorter::first(&route.shorten, facts);
        let term = shorter.map_or(route.term, |shorter| shorter.term);
        let due = |start| clock::last_day(term, start, self.calendar, true).ok();
        self.term(term.to_string(), vec![&route.from], uncertain, due)
    }

    /// The term with its last day, when the days of all events that start it are known, and nothing else is open.
    fn term(
        &self,
        term: String,
        from: Vec<&str>,
        mut uncertain: Vec<String>,
        due: impl FnOnce(Day) -> Option<Day>,
    ) -> TermSaid {
        let days: Vec<Day> = from.iter().filter_map(|event| self.events.get(*event).copied()).collect();
        uncertain
            .extend(from.iter().filter(|event| !self.events.contains_key(**event)).map(|e| (*e).to_owned()));
        uncertain.sort();
        uncertain.dedup();
        let start = days.into_iter().max().filter(|_| uncertain.is_empty());
        let from = from.into_iter().map(str::to_owned).collect();
        TermSaid { term, from, due: start.and_then(due), uncertain }
    }
}

/// In what the two differ.
pub(super) fn changes(now: &Said, draft: &Said) -> Vec<Change> {
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
    changes.extend(terms.into_iter().filter_map(|id| term(id, now.terms.get(id), draft.terms.get(id))));
    if now.fee != draft.fee {
        changes.push(Change::Fee { now: now.fee.clone(), draft: draft.fee.clone() });
    }
    changes
}

/// What differs in a term: how long it is, else when it starts, else when it ends.
fn term(id: &str, now: Option<&TermSaid>, draft: Option<&TermSaid>) -> Option<Change> {
    let id = id.to_owned();
    let long = |said: Option<&TermSaid>| said.map_or_else(|| "none".to_owned(), |said| said.term.clone());
    let from = |said: Option<&TermSaid>| said.map(|said| said.from.join(", ")).unwrap_or_default();
    let (was, is) = (now.and_then(|said| said.due), draft.and_then(|said| said.due));
    if long(now) != long(draft) {
        Some(Change::Term { term: id, now: long(now), draft: long(draft) })
    } else if from(now) != from(draft) {
        Some(Change::TermStart { term: id, now: from(now), draft: from(draft) })
    } else {
        was.zip(is).filter(|(was, is)| was != is).map(|_| Change::LastDay { term: id })
    }
}
