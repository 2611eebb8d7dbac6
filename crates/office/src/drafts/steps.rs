//! The steps of an application, made from its procedure: for whom, what is known, the questions that still matter,
//! documents, collection, the check before sending. Pure: the same draft always has the same steps.

use super::draft::{Answer, Draft};
use crate::cases::particulars::stated;
use law::{Agreement, FactDef, FactSource, FactValue, Facts, Particular, Procedure, Truth};

/// One page of an application.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// For whom.
    Whom,
    /// What the office knows already, to be confirmed.
    Known,
    /// A question of the procedure, by its fact.
    Question(String),
    /// What the application says in the applicant's own words and data.
    Particulars,
    /// What to bring, and what can be sent now.
    Documents,
    /// Office, visit, language.
    Collect,
    /// Everything once more, and sending.
    Check,
}

impl Step {
    /// Its place in an address.
    #[must_use]
    pub fn slug(&self) -> String {
        match self {
            Self::Whom => "whom".to_owned(),
            Self::Known => "known".to_owned(),
            Self::Question(fact) => question_slug(fact),
            Self::Particulars => "particulars".to_owned(),
            Self::Documents => "documents".to_owned(),
            Self::Collect => "collect".to_owned(),
            Self::Check => "check".to_owned(),
        }
    }

    /// The step at a place of an address; `None` when the procedure has none there.
    #[must_use]
    pub fn of_slug(slug: &str, procedure: &Procedure) -> Option<Self> {
        let fixed = [Self::Whom, Self::Known, Self::Particulars, Self::Documents, Self::Collect, Self::Check];
        fixed.into_iter().find(|step| step.slug() == slug).or_else(|| {
            let question = procedure.questions().into_iter().find(|def| question_slug(&def.name) == slug);
            question.map(|def| Self::Question(def.name.clone()))
        })
    }
}

/// Letters, digits and hyphens, so that it can be linked to and be the id of a field.
fn question_slug(fact: &str) -> String {
    format!("q-{}", fact.replace('.', "-"))
}

/// That somebody lives is not asked of them, and who applies for themselves is told nothing twice.
const NOT_SHOWN: &str = "person.dead";
const OF_APPLICANT: &str = "applicant.";
const FOR_SELF: &str = "applicant.is-subject";

/// What the office knows of those things that the procedure looks at: what the register says, with its words.
#[must_use]
pub fn known<'a>(procedure: &'a Procedure, facts: &'a Facts) -> Vec<(&'a FactDef, &'a FactValue)> {
    let held = |def: &'a FactDef| facts.get(&def.name).map(|value| (def, value));
    let for_self = facts.get(FOR_SELF) == Some(&FactValue::Bool(true));
    let shown = |def: &&'a FactDef| {
        let twice = for_self && def.name.starts_with(OF_APPLICANT);
        def.source == FactSource::Register && def.name != NOT_SHOWN && !twice
    };
    procedure.facts().iter().filter(shown).filter_map(held).collect()
}

/// The questions that can still change what the law says, on what is known and was answered before each; in the order of
/// the catalogue. What an answer given later may make idle stays: nobody's answer disappears before their eyes.
#[must_use]
pub fn questions<'a>(procedure: &'a Procedure, draft: &Draft, facts: &Facts) -> Vec<&'a FactDef> {
    let mut known = facts.clone();
    let mut asked = Vec::new();
    for def in procedure.questions() {
        if !procedure.turns_on(&def.name, &known) {
            continue;
        }
        asked.push(def);
        match (draft.answers.get(&def.name), &def.default) {
            (Some(Answer::Given(value)), _) => drop(known.insert(def.name.clone(), value.clone())),
            // What is left unsaid has the value that the catalogue gives it.
            (Some(Answer::Unknown), Some(value)) => drop(known.insert(def.name.clone(), value.clone())),
            (Some(Answer::Unknown) | None, _) => {}
        }
    }
    asked
}

/// What is known with what was answered, as an application would say it: what the documents to bring follow from.
#[must_use]
pub fn answered(procedure: &Procedure, draft: &Draft, facts: &Facts) -> Facts {
    let mut all = facts.clone();
    for def in questions(procedure, draft, facts) {
        let value = match draft.answers.get(&def.name) {
            Some(Answer::Given(value)) => Some(value.clone()),
            Some(Answer::Unknown) | None => def.default.clone(),
        };
        all.extend(value.map(|value| (def.name.clone(), value)));
    }
    all.extend(stated(procedure, &draft.said));
    all
}

/// What is known with what was answered so far; nothing is assumed of what was not asked yet.
#[must_use]
pub fn so_far(procedure: &Procedure, draft: &Draft, facts: &Facts) -> Facts {
    let mut all = facts.clone();
    for def in questions(procedure, draft, facts) {
        let value = match draft.answers.get(&def.name) {
            Some(Answer::Given(value)) => Some(value.clone()),
            Some(Answer::Unknown) => def.default.clone(),
            None => None,
        };
        all.extend(value.map(|value| (def.name.clone(), value)));
    }
    all
}

/// The questions to answer anew, for answers do not agree: of each agreement that they break, the one asked last.
fn at_odds<'a>(procedure: &Procedure, asked: &[&'a FactDef], known: &Facts) -> Vec<&'a str> {
    let last = |agreement: &Agreement| asked.iter().rev().find(|def| agreement.asks(&def.name)).copied();
    procedure.broken(known).filter_map(last).map(|def| def.name.as_str()).collect()
}

/// Whether a client may say that they do not know: whoever applies must be known.
#[must_use]
pub fn may_skip(procedure: &Procedure, facts: &Facts, def: &FactDef) -> bool {
    !procedure.decides_who(&def.name, facts)
}

/// What an application says in words and data, of what is asked on what is known and was answered.
struct Says<'a> {
    asked: Vec<&'a Particular>,
    missing: bool,
    seen: bool,
}

impl Says<'_> {
    const fn is_asked(&self) -> bool {
        !self.asked.is_empty()
    }

    const fn is_done(&self) -> bool {
        self.seen && !self.missing
    }
}

fn says<'a>(procedure: &'a Procedure, draft: &Draft, facts: &Facts) -> Says<'a> {
    let known = answered(procedure, draft, facts);
    let asked = particulars(procedure, draft, facts);
    let missing = asked
        .iter()
        .any(|particular| particular.is_needed(&known) && !draft.said.contains_key(&particular.id));
    Says { asked, missing, seen: draft.told }
}

/// The particulars that are asked on what is known and was answered.
#[must_use]
pub fn particulars<'a>(procedure: &'a Procedure, draft: &Draft, facts: &Facts) -> Vec<&'a Particular> {
    let known = answered(procedure, draft, facts);
    let asked = |particular: &&Particular| particular.applies(&known) != Truth::NotMet;
    procedure.particulars().iter().filter(asked).collect()
}

/// The steps of a draft, in order, each with whether it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    list: Vec<(Step, bool)>,
}

impl Steps {
    /// The steps of a draft; `facts` is what the office knows of the person chosen.
    #[must_use]
    pub fn of(procedure: &Procedure, draft: &Draft, facts: &Facts) -> Self {
        let mut list = vec![(Step::Whom, draft.subject.is_some())];
        // Before somebody is chosen nothing is known; that something will be is likely.
        if draft.subject.is_none() || !known(procedure, facts).is_empty() {
            list.push((Step::Known, draft.known.is_some()));
        }
        let said = says(procedure, draft, facts);
        // What is said first, unless answers settle whether it is asked.
        let last = procedure.particulars().iter().any(|particular| particular.when.is_some());
        let told = (Step::Particulars, said.is_done());
        if said.is_asked() && !last {
            list.push(told.clone());
        }
        let asked = questions(procedure, draft, facts);
        let anew = at_odds(procedure, &asked, &so_far(procedure, draft, facts));
        for def in asked {
            let done = match draft.answers.get(&def.name) {
                Some(_) if anew.contains(&def.name.as_str()) => false,
                Some(Answer::Given(_)) => true,
                Some(Answer::Unknown) => def.default.is_some() || may_skip(procedure, facts, def),
                None => false,
            };
            list.push((Step::Question(def.name.clone()), done));
        }
        if said.is_asked() && last {
            list.push(told);
        }
        list.push((Step::Documents, draft.documents));
        list.push((Step::Collect, draft.office.is_some() && draft.lang.is_some()));
        list.push((Step::Check, false));
        Self { list }
    }

    /// All steps, each with whether it is done.
    #[must_use]
    pub fn all(&self) -> &[(Step, bool)] {
        &self.list
    }

    /// The first step that is not done: the check, when all others are. It is where an answer leads on to, so that whoever
    /// changes one is not led through all others again.
    #[must_use]
    pub fn first_missing(&self) -> &Step {
        const CHECK: &Step = &Step::Check;
        self.list.iter().find(|(_, done)| !done).map_or(CHECK, |(step, _)| step)
    }

    /// Which step it is, from 1; `None` when the draft has no such step.
    #[must_use]
    pub fn place(&self, step: &Step) -> Option<usize> {
        self.list.iter().position(|(known, _)| known == step).map(|at| at + 1)
    }

    /// Whether no answer that is still missing can add or take away a step.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let opens = |step: &Step| matches!(step, Step::Whom | Step::Question(_));
        self.list.iter().all(|(step, done)| *done || !opens(step))
    }

    /// Whether the step is missing though steps after it are done: an answer that was changed opened it.
    #[must_use]
    pub fn was_opened(&self, step: &Step) -> bool {
        let mut rest = self.list.iter().skip_while(|(known, _)| known != step);
        rest.next().is_some_and(|(_, done)| !done) && rest.any(|(_, done)| *done)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Never: there is always somebody to apply for and something to check.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a step can be shown: it is one of the draft, and everything before it is done.
    #[must_use]
    pub fn is_open(&self, step: &Step) -> bool {
        let at = self.list.iter().position(|(known, _)| known == step);
        at.is_some_and(|at| self.list.iter().take(at).all(|(_, done)| *done))
    }

    /// The step before; `None` at the first.
    #[must_use]
    pub fn before(&self, step: &Step) -> Option<&Step> {
        let at = self.list.iter().position(|(known, _)| known == step)?;
        self.list.get(at.checked_sub(1)?).map(|(step, _)| step)
    }
}
