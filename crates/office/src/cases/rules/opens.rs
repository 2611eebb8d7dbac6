//! Cases that begin with a decision: bound to the law of that day, with what is known already.

use super::Context;
use super::stages::COMPLETE;
use crate::actor::Role;
use crate::cases::apply::beside;
use crate::cases::case::{Case, FactSource as CaseSource};
use crate::cases::course::{Before, Opened};
use crate::cases::event::{CaseEvent, Channel, GivenValue, StatedEffect};
use crate::cases::facts::{add_application, is_computed};
use crate::cases::term::due_from;
use crate::error::OfficeError;
use kernel::{CaseId, Citation, Day, LetterId, PersonId};
use law::{
    Coming, Effect, Evidence, EvidenceBy, FactSource, FactValue, Facts, FeeAnswer, Procedure, Stage, Truth,
};
use std::collections::BTreeMap;

/// The fact that somebody's identity was established.
const IDENTITY: &str = "identity.established";

/// A case that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// Its id.
    pub id: CaseId,
    /// Its first entry.
    pub opened: CaseEvent,
    /// Id of its procedure.
    pub procedure: String,
}

/// What a new case takes over from the one that leads to it.
pub(super) struct Beginning<'a> {
    pub procedure: &'a Procedure,
    pub persons: (PersonId, PersonId),
    pub declared: BTreeMap<String, GivenValue>,
    pub known: BTreeMap<String, GivenValue>,
    pub basis: String,
    pub parent: CaseId,
    pub contests: bool,
    pub no_fee: Option<Citation>,
    /// The day on which it was received, and by which way where it is a contest.
    pub came: (Day, Option<Channel>),
    /// The case whose decision was undone: what it settled counts, and what was asked in it is still asked.
    pub undone: Option<&'a Case>,
    /// The letter that confirms it to its party.
    pub letter: Option<LetterId>,
}

/// What a case knows that another procedure asks too: what was declared, and what was proved or recorded. What was
/// judged is judged again.
pub(super) fn taken_over(
    case: &Case,
    procedure: &Procedure,
) -> (BTreeMap<String, GivenValue>, BTreeMap<String, GivenValue>) {
    let (mut declared, mut known) = (BTreeMap::new(), BTreeMap::new());
    for (fact, held) in &case.facts {
        let Some(def) = procedure.fact(fact).filter(|def| def.kind.accepts(&held.value)) else { continue };
        match (&held.source, def.source) {
            (_, FactSource::Judged) | (CaseSource::Judged { .. }, _) => {}
            (CaseSource::Declared, FactSource::Declared) => {
                declared.insert(fact.clone(), held.value.clone());
            }
            _ => {
                known.insert(fact.clone(), held.value.clone());
            }
        }
    }
    (declared, known)
}

/// As whom the party stands in a case that nobody applied for: the first capacity that holds, or the first of all.
pub(super) fn capacity(procedure: &Procedure, facts: &Facts, ex_officio: bool) -> String {
    let assessment = procedure.assess(facts);
    let kind = |id: &str| {
        procedure.capacities().iter().any(|known| known.id == id && known.ex_officio == ex_officio)
    };
    let held = assessment.capacities.iter().find(|(id, truth)| *truth == Truth::Met && kind(id));
    let first = || procedure.capacities().iter().find(|known| known.ex_officio == ex_officio);
    let any = || first().or_else(|| procedure.capacities().first()).map(|known| known.id.clone());
    held.map(|(id, _)| id.clone()).or_else(any).unwrap_or_default()
}

/// What comes before the examination of a case that nobody brought to a counter.
pub(crate) fn before(procedure: &Procedure, facts: &Facts, at_the_counter: bool) -> Before {
    Before {
        identity: at_the_counter || procedure.turns_on(IDENTITY, facts),
        fee: procedure.fee(facts) != FeeAnswer::None && !is_free(procedure, facts),
        evidence: procedure.evidence().iter().any(Evidence::is_due_at_once)
            && procedure.stages().iter().any(|stage| stage.emits.iter().any(|event| event == COMPLETE)),
    }
}

/// Whether nothing is to be paid by what the register and the case know themselves: nobody has to confirm it.
fn is_free(procedure: &Procedure, facts: &Facts) -> bool {
    let by_itself = |(fact, _): &(&String, &FactValue)| is_computed(fact);
    let known: Facts =
        facts.iter().filter(by_itself).map(|(fact, value)| (fact.clone(), value.clone())).collect();
    matches!(procedure.fee(&known), FeeAnswer::Exempt { .. })
}

/// Whether somebody who applies online has to come to an office for it.
#[must_use]
pub fn wants_visit(procedure: &Procedure, facts: &Facts) -> bool {
    let there = |evidence: &&Evidence| evidence.by == EvidenceBy::Counter;
    before(procedure, facts, false).identity
        || procedure.evidence().iter().filter(there).any(|evidence| evidence.applies(facts) != Truth::NotMet)
}

/// The steps that are left at the office after the decision, for whoever applied: they come for them.
#[must_use]
pub fn comes_later<'p>(procedure: &'p Procedure, case: &Case, facts: &Facts) -> Vec<&'p Stage> {
    let there = |stage: &&Stage| stage.by.code == Role::Counter.code() && !stage.after.is_empty();
    let done = |stage: &&Stage| {
        stage.when.as_ref().is_none_or(|when| when.truth(facts) != Truth::NotMet)
            && stage.unless.as_ref().is_none_or(|unless| unless.truth(facts) != Truth::Met)
    };
    let stages = procedure.stages().iter().filter(there).filter(done);
    stages.filter(|stage| !case.has_finished(&stage.id)).collect()
}

/// Whether whoever applies online comes to an office: before it is decided, or for what follows from the decision.
#[must_use]
pub fn coming(procedure: &Procedure, facts: &Facts) -> Coming {
    let issues = |effect: &Effect| matches!(effect, Effect::Issue { .. });
    let collects = || procedure.decisions().iter().flat_map(|rule| &rule.effects).any(issues);
    let must =
        || collects() || procedure.is_followed_by(Role::Counter.code()) || wants_visit(procedure, facts);
    procedure.visit().coming.unwrap_or_else(|| if must() { Coming::Must } else { Coming::May })
}

/// Begins a case.
pub(super) fn begin(
    context: &Context<'_>,
    id: CaseId,
    beginning: Beginning<'_>,
) -> Result<NewCase, OfficeError> {
    let Beginning { procedure, persons: (applicant, subject), .. } = beginning;
    let mut facts: Facts = beginning.known.clone();
    facts.extend(beginning.declared.clone());
    if let Some(undone) = beginning.undone {
        add_application(procedure, &mut facts, undone.channel, &undone.particulars);
    }
    facts.insert("applicant.is-subject".to_owned(), FactValue::Bool(applicant == subject));
    let mut before = before(procedure, &facts, false);
    before.fee = before.fee && beginning.no_fee.is_none();
    let settled = settled_in(beginning.undone, &mut before);
    let (received, channel) = beginning.came;
    let first = beginning.undone.unwrap_or(context.case);
    let mut known = beginning.known;
    if beginning.undone.is_some_and(|case| case.identified.is_some()) && procedure.fact(IDENTITY).is_some() {
        known.insert(IDENTITY.to_owned(), FactValue::Bool(true));
    }
    let opened = Opened {
        procedure: procedure.id().to_owned(),
        in_force: procedure.in_force(),
        applicant,
        subject,
        capacity: match beginning.undone {
            Some(undone) => undone.capacity.clone(),
            None => capacity(procedure, &facts, !procedure.is_service()),
        },
        on: received,
        due: due_from(procedure, &facts, received, context.calendar())?,
        declared: beginning.declared,
        known,
        basis: beginning.basis,
        by: None,
        parent: Some(beginning.parent),
        contests: beginning.contests,
        no_fee: beginning.no_fee,
        settled,
        channel,
        particulars: beginning.undone.map(|case| case.particulars.clone()).unwrap_or_default(),
        letter: beginning.letter,
        office: first.office.clone(),
        lang: first.lang,
        before,
        // What is decided anew does not wait for another open case of its kind.
        beside: beside(procedure, id.as_i64()).or_else(|| {
            (beginning.undone.is_some() && context.open.contains(procedure.id())).then_some(id.as_i64())
        }),
    };
    Ok(NewCase { id, procedure: procedure.id().to_owned(), opened: CaseEvent::CaseOpened(Box::new(opened)) })
}

/// Takes out of what comes before the examination what the case settled whose decision was undone; whether nothing is left
/// of it, so that the term runs at once.
fn settled_in(undone: Option<&Case>, before: &mut Before) -> bool {
    let Some(undone) = undone else { return false };
    before.identity = before.identity && undone.identified.is_none();
    before.evidence = before.evidence && undone.day_of(COMPLETE).is_none();
    !before.identity && !before.fee && !before.evidence && undone.day_of(COMPLETE).is_some()
}

/// The id of the `index`-th case that a command begins.
pub(super) fn fresh_id(context: &Context<'_>, index: usize) -> Result<CaseId, OfficeError> {
    let id = context.fresh.cases.get(index).copied();
    id.ok_or_else(|| OfficeError::Fault("no number was drawn for a case".to_owned()))
}

/// The cases that the effects of a decision open; `first` ids are used already. Of a kind of which the person has an
/// open case, that one serves.
pub(super) fn of_effects(
    context: &Context<'_>,
    effects: &[StatedEffect],
    first: usize,
) -> Result<Vec<NewCase>, OfficeError> {
    let mut begun: Vec<NewCase> = Vec::new();
    for effect in effects {
        let StatedEffect::OpenCase { procedure } = effect else { continue };
        let twice = begun.iter().any(|known| known.procedure == *procedure);
        if twice || context.open.contains(procedure) {
            continue;
        }
        let found = context.law.procedure(procedure, context.today);
        let found = found.ok_or_else(|| {
            OfficeError::Fault(format!("no version of `{procedure}` takes cases of {}", context.today))
        })?;
        let (declared, known) = taken_over(context.case, found);
        let beginning = Beginning {
            procedure: found,
            persons: (context.case.applicant, context.case.subject),
            declared,
            known,
            basis: context.case.id.grouped(),
            parent: context.case.id,
            contests: false,
            no_fee: None,
            came: (context.today, None),
            undone: None,
            letter: None,
        };
        begun.push(begin(context, fresh_id(context, first + begun.len())?, beginning)?);
    }
    Ok(begun)
}
