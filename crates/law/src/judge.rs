//! Facts under a procedure for whoever only decides: the conditions are asked, and nothing is written down to be read.
//!
//! [`Procedure::assess`] makes the checklist that people see; this is what a search over all procedures, an example and
//! a comparison of versions need. Both answer by the same [`Standing`].

use crate::assess::{Truth, Verdict, optional};
use crate::facts::Facts;
use crate::procedure::{DecisionRule, Outcome, Procedure, Requirement};

/// One requirement on the facts of a case.
pub(crate) struct Found<'a> {
    /// The requirement that it stands beside as an alternative; itself otherwise.
    pub(crate) group: &'a str,
    /// Whether it is an alternative to another.
    pub(crate) alternative: bool,
    /// The ground it leads to when it is not met.
    pub(crate) ground: &'a str,
    /// Whether that ground leaves a choice.
    pub(crate) choice: bool,
    /// Whether it is met.
    pub(crate) truth: Truth,
}

/// How the requirements stand together.
pub(crate) struct Standing<'a> {
    found: Vec<Found<'a>>,
}

/// What may be decided, in few words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stands<'a> {
    Grantable,
    /// Each ground once.
    Refusable(Vec<&'a str>),
    Unknown,
}

impl<'a> Standing<'a> {
    pub(crate) const fn new(found: Vec<Found<'a>>) -> Self {
        Self { found }
    }

    /// Whether the question of a requirement is met: of alternatives one is enough.
    fn together(&self, one: &Found<'a>) -> Truth {
        if !self.found.iter().any(|other| other.alternative && other.group == one.group) {
            return one.truth;
        }
        let group = self.found.iter().filter(|other| other.group == one.group);
        group.fold(Truth::NotMet, |so_far, other| so_far.or(other.truth))
    }

    /// Requirements that are alternatives of each other are one question: one of them that is met is enough, and they
    /// lead to their grounds when none is.
    pub(crate) fn stands(&self) -> Stands<'a> {
        let mut grounds = Vec::new();
        let mut all_met = true;
        for found in self.found.iter().filter(|found| found.truth != Truth::Met) {
            match self.together(found) {
                Truth::Met => continue,
                Truth::NotMet => push_once(&mut grounds, found.ground),
                Truth::Unknown => {}
            }
            all_met = false;
        }
        match (grounds.is_empty(), all_met) {
            (false, _) => Stands::Refusable(grounds),
            (true, true) => Stands::Grantable,
            (true, false) => Stands::Unknown,
        }
    }

    /// What may be decided; `missing` names what is missing for the requirement at a place.
    pub(crate) fn verdict(&self, missing: impl Fn(usize, &mut Vec<&'a str>)) -> Verdict {
        match self.stands() {
            Stands::Grantable => Verdict::Grantable,
            Stands::Refusable(grounds) => Verdict::Refusable(owned(grounds)),
            Stands::Unknown => {
                let mut names = Vec::new();
                for (at, found) in self.found.iter().enumerate() {
                    if self.together(found) == Truth::Unknown {
                        missing(at, &mut names);
                    }
                }
                Verdict::Unknown(owned(names))
            }
        }
    }

    /// The grounds whose requirement is not met, each once, also where an alternative to it is.
    pub(crate) fn failing(&self) -> Vec<&'a str> {
        let mut grounds = Vec::new();
        let not_met = self.found.iter().filter(|found| found.truth == Truth::NotMet);
        not_met.for_each(|found| push_once(&mut grounds, found.ground));
        grounds
    }

    /// Whether it can be refused only on grounds that leave a choice.
    pub(crate) fn leaves_choice(&self) -> bool {
        let Stands::Refusable(grounds) = self.stands() else { return false };
        self.found.iter().filter(|found| grounds.contains(&found.ground)).all(|found| found.choice)
    }
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

pub(crate) fn push_once<'a>(list: &mut Vec<&'a str>, item: &'a str) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// A requirement that is asked on these facts.
struct Asked<'a> {
    requirement: &'a Requirement,
    /// Whether it is one on these facts: met or unknown.
    asked: Truth,
    /// Whether its condition holds.
    holds: Truth,
}

/// Facts under a procedure, borrowed from both.
pub struct Judgment<'p, 'f> {
    procedure: &'p Procedure,
    facts: &'f Facts,
    asked: Vec<Asked<'p>>,
    standing: Standing<'p>,
}

impl Procedure {
    /// Judges facts: what can be decided, without the checklist of [`Self::assess`].
    #[must_use]
    pub fn judge<'p, 'f>(&'p self, facts: &'f Facts) -> Judgment<'p, 'f> {
        let mut asked = Vec::with_capacity(self.requirements().len());
        let mut found = Vec::with_capacity(self.requirements().len());
        for requirement in self.requirements() {
            let when = optional(requirement.when.as_ref(), facts);
            if when == Truth::NotMet {
                continue;
            }
            let holds = requirement.condition.truth(facts);
            found.push(requirement.found(when, holds));
            asked.push(Asked { requirement, asked: when, holds });
        }
        Judgment { procedure: self, facts, asked, standing: Standing::new(found) }
    }
}

impl Requirement {
    /// How it stands; `asked` says whether it is one on these facts, `holds` whether its condition holds.
    fn found(&self, asked: Truth, holds: Truth) -> Found<'_> {
        Found {
            group: self.alternative_to.as_deref().unwrap_or(&self.id),
            alternative: self.alternative_to.is_some(),
            ground: &self.ground,
            choice: self.choice,
            truth: asked.negated().or(holds),
        }
    }

    /// The unknown facts that could still turn it, after what is in `names` already.
    pub(crate) fn collect_missing<'a>(
        &'a self,
        asked: Truth,
        holds: Truth,
        facts: &Facts,
        names: &mut Vec<&'a str>,
    ) {
        if let Some(when) = self.when.as_ref().filter(|_| asked == Truth::Unknown) {
            when.collect_missing(facts, names);
        }
        if holds == Truth::Unknown {
            self.condition.collect_missing(facts, names);
        }
    }
}

impl<'p> Judgment<'p, '_> {
    /// What may be decided, as [`Assessment::outcome`](crate::Assessment::outcome) says it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.standing.verdict(|at, names| {
            if let Some(Asked { requirement, asked, holds }) = self.asked.get(at) {
                requirement.collect_missing(*asked, *holds, self.facts, names);
            }
        })
    }

    /// Where the case leads.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.procedure.outcome_of(|| self.verdict(), self.facts)
    }

    /// The decisions that the law allows on these facts, in the order of the file.
    ///
    /// A grant takes that everything is met, or that every ground in the way is one in spite of which it may be taken.
    /// A refusal or a burden takes a ground that holds, and all that it needs. What the facts leave open is not allowed
    /// yet.
    #[must_use]
    pub fn open_decisions(&self) -> Vec<&'p DecisionRule> {
        self.procedure.open_on(&self.standing, self.facts)
    }

    /// Whether it can be refused only on grounds that leave a choice.
    #[must_use]
    pub fn leaves_choice(&self) -> bool {
        self.standing.leaves_choice()
    }
}
