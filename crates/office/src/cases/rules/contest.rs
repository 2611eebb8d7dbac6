//! Contesting a decision in force: a case of its own begins, with what the contested one knows.

use super::opens::{Beginning, begin, fresh_id};
use super::{Context, Step, note, right};
use crate::cases::case::{Case, Contest, Phase};
use crate::cases::course::{ContestEnded, Fate};
use crate::cases::event::{CaseEvent, Channel, GivenValue, Reinstated};
use crate::cases::facts::{is_computed, wrong_value};
use crate::cases::incoming::{Arrival, day_of_arrival};
use crate::error::{FieldError, OfficeError, Problem};
use kernel::{Day, PersonId};
use law::clock::last_day;
use law::procedure::AppealRoute;
use law::{FactDef, FactSource, FactValue, Facts, Procedure};
use std::collections::{BTreeMap, BTreeSet};

const WORDS_MAX: usize = 8000;

/// When the contest was filed, and the last day on which it was in time.
const FILED: &str = "contest.filed";
const LAST_DAY: &str = "contest.last-day";
/// What reinstates a missed term: that it was asked for, and that an officer finds the delay excused.
const REINSTATING: [&str; 2] = ["contest.reinstatement-asked", "contest.delay-excused"];

/// What contesting the decision in force is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contesting {
    /// The procedure that decides on it.
    pub procedure: String,
    /// The last day on which it is in time.
    pub last: Day,
    /// Whether that day has passed: such a contest does not suspend the decision while the term is not reinstated.
    pub late: bool,
    /// Whether one in time suspends the decision.
    pub suspends: bool,
    /// The questions of that procedure that the law turns on, by their facts.
    pub questions: Vec<String>,
    /// What the law asks of the writing itself, by the facts that whoever takes it in looks for.
    pub form: Vec<String>,
}

/// What contesting the decision would be; `None` when the actor cannot contest it in the office now.
pub(crate) fn contesting(context: &Context<'_>) -> Option<Contesting> {
    right(context, "contest").ok()?;
    let route = route(context)?;
    let procedure = context.law.procedure(route.opens.as_deref()?, context.today)?;
    let party = context.actor.client().unwrap_or(context.case.applicant);
    let (_, last) = days(context, route).ok()?;
    let facts = known_of_party(context, route, party, context.today).ok()?;
    let asked = procedure.questions().into_iter().filter(|def| procedure.turns_on(&def.name, &facts));
    let seen = |def: &&FactDef| {
        def.source == FactSource::Case && !is_computed(&def.name) && !facts.contains_key(&def.name)
    };
    let missing = procedure.assess(&facts).findings.into_iter().flat_map(|finding| finding.missing);
    let missing: BTreeSet<String> = missing.collect();
    let form = procedure.facts().iter().filter(seen).filter(|def| missing.contains(&def.name));
    Some(Contesting {
        procedure: procedure.id().to_owned(),
        last,
        late: context.today > last,
        suspends: route.suspends_on(context.facts),
        questions: asked.map(|def| def.name.clone()).collect(),
        form: form.map(|def| def.name.clone()).collect(),
    })
}

/// Whether a contest that came late counts as one in time: its term was reinstated.
pub(crate) fn is_reinstated(facts: &Facts) -> bool {
    let (Some(FactValue::Day(filed)), Some(FactValue::Day(last))) = (facts.get(FILED), facts.get(LAST_DAY))
    else {
        return false;
    };
    filed > last && REINSTATING.iter().all(|fact| facts.get(*fact) == Some(&FactValue::Bool(true)))
}

/// Tells the contested decision when the missed term is reinstated: from then on the contest suspends it as one in time
/// does. The person is told in writing, so it stands from then on. `after` is the case as the step leaves it.
pub(super) fn reinstatement(context: &Context<'_>, step: &mut Step, after: &Case) -> Result<(), OfficeError> {
    let reinstated = is_reinstated(&facts_of(context, after));
    if is_reinstated(context.facts) && !reinstated {
        return Err(OfficeError::NotNow(Problem::new("reinstatement-stands")));
    }
    let Some(Phase::InForce { contests, .. }) = context.contested().map(|parent| &parent.case.phase) else {
        return Ok(());
    };
    let child = context.case.id;
    let ours = |contest: &&Contest| contest.child == child && contest.ended.is_none();
    let ours = contests.iter().find(ours).filter(|contest| contest.if_reinstated);
    if ours.is_some_and(|contest| reinstated && !contest.suspends) {
        let reinstated = Reinstated { child, reinstated, on: context.today };
        step.parent.push(CaseEvent::ContestReinstated(reinstated));
    }
    Ok(())
}

/// Tells the contested decision that whoever contested it took that back: it stands, and nothing suspends it any more.
pub(super) fn taken_back(context: &Context<'_>) -> Vec<CaseEvent> {
    let Some(Phase::InForce { contests, .. }) = context.contested().map(|parent| &parent.case.phase) else {
        return Vec::new();
    };
    let (child, on) = (context.case.id, context.today);
    let ours = |contest: &&Contest| contest.child == child && contest.ended.is_none();
    let ended =
        ContestEnded { child, fate: Fate::Stands, on, anew: None, withdrawn: true, parts: Vec::new() };
    contests.iter().find(ours).map(|_| CaseEvent::ContestEnded(ended)).into_iter().collect()
}

/// Whether the missed term of this contest is reinstated by what leaves the case as `after` is.
pub(super) fn reinstates(context: &Context<'_>, after: &Case) -> bool {
    !is_reinstated(context.facts) && is_reinstated(&facts_of(context, after))
}

fn facts_of(context: &Context<'_>, after: &Case) -> Facts {
    let mut facts = context.facts.clone();
    facts.extend(after.facts.iter().map(|(name, fact)| (name.clone(), fact.value.clone())));
    facts
}

/// The step by which the decision in force can be contested in the office; `None` when it cannot, or is already.
pub(super) fn route<'a>(context: &Context<'a>) -> Option<&'a AppealRoute> {
    let Phase::InForce { decision, .. } = &context.case.phase else { return None };
    // A step is taken once; what follows it goes to the next.
    if context.case.was_contested() {
        return None;
    }
    let rule = context.procedure.decision(decision.outcome.decision())?;
    context.procedure.route_for(rule).filter(|route| route.opens.is_some())
}

/// The day on which the contested decision took effect, and the last day to contest it.
fn days(context: &Context<'_>, route: &AppealRoute) -> Result<(Day, Day), OfficeError> {
    let Phase::InForce { served: (_, served), contest_until, .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    let last = match contest_until {
        Some(day) => *day,
        None => last_day(route.term, *served, context.calendar(), true)
            .map_err(|e| OfficeError::Fault(e.to_string()))?,
    };
    Ok((*served, last))
}

/// Whether the body that took the first decision is the one that the contest goes to.
fn of_the_same_body(case: &Case, procedure: &Procedure, route: &AppealRoute) -> bool {
    let took = case.decision().and_then(|decision| decision.act.as_ref()).map(|act| act.by.as_str());
    let deciding = procedure.stages().iter().find(|stage| stage.emits.iter().any(|event| event == "decided"));
    took.or_else(|| deciding.map(|stage| stage.by.code.as_str())) == Some(route.to.as_str())
}

/// What the case that decides on the contest knows from the contested one.
fn known(
    context: &Context<'_>,
    route: &AppealRoute,
    party: PersonId,
    filed: Day,
) -> Result<BTreeMap<String, GivenValue>, OfficeError> {
    let (in_force, last) = days(context, route)?;
    let addressee = party == context.case.applicant || party == context.case.subject;
    Ok(BTreeMap::from([
        ("contest.addressee".to_owned(), FactValue::Bool(addressee)),
        ("contest.in-force".to_owned(), FactValue::Day(in_force)),
        (LAST_DAY.to_owned(), FactValue::Day(last)),
        (FILED.to_owned(), FactValue::Day(filed)),
        (
            "contest.of-head".to_owned(),
            FactValue::Bool(of_the_same_body(context.case, context.procedure, route)),
        ),
    ]))
}

/// The same with that whoever contests acts for themselves.
fn known_of_party(
    context: &Context<'_>,
    route: &AppealRoute,
    party: PersonId,
    filed: Day,
) -> Result<BTreeMap<String, GivenValue>, OfficeError> {
    let mut facts = known(context, route, party, filed)?;
    facts.insert("applicant.is-subject".to_owned(), FactValue::Bool(true));
    Ok(facts)
}

/// By which way a contest came, and on which day: what a client sends comes by the portal, now; an officer says when what
/// came by post or was handed in at a counter arrived, not before the decision took effect. That an item given to the post
/// on the last day is in time was not read in a source: the day on which it arrived counts.
fn came(context: &Context<'_>, arrival: Option<&Arrival>) -> Result<(Channel, Day), OfficeError> {
    if context.actor.client().is_some() {
        return Ok((Channel::Portal, context.today));
    }
    let Some(Arrival { channel, on, .. }) = arrival else { return Ok((Channel::Counter, context.today)) };
    if !Channel::TAKEN_IN.contains(channel) {
        return Err(OfficeError::field("channel", Problem::new("required")));
    }
    let on = day_of_arrival("on", *on, context.today)?;
    let Phase::InForce { served: (_, served), .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    if on < *served {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", served)));
    }
    Ok((*channel, on))
}

/// Contests the decision.
pub(super) fn contest(
    context: &Context<'_>,
    words: &str,
    declared: &BTreeMap<String, GivenValue>,
    person: Option<PersonId>,
    arrival: Option<&Arrival>,
) -> Result<Step, OfficeError> {
    let route = route(context).ok_or_else(|| OfficeError::NotNow(Problem::new("no-contest")))?;
    let words = note("words", words, WORDS_MAX)?;
    if words.is_empty() {
        return Err(OfficeError::field("words", Problem::new("required")));
    }
    let party = match (context.actor.client(), person) {
        (Some(client), _) => client,
        (None, Some(person)) => person,
        (None, None) => context.case.applicant,
    };
    let (channel, filed) = came(context, arrival)?;
    let opens = route.opens.as_deref().unwrap_or_default();
    let procedure = context.law.procedure(opens, filed);
    let procedure =
        procedure.ok_or_else(|| OfficeError::Fault(format!("no version of `{opens}` takes cases")))?;
    said_of_delay(context, route, procedure, (party, filed), declared)?;
    let declared = answers(procedure, declared)?;
    let beginning = Beginning {
        procedure,
        persons: (party, party),
        declared,
        known: known(context, route, party, filed)?,
        basis: words,
        parent: context.case.id,
        contests: true,
        no_fee: None,
        came: (filed, Some(channel)),
        undone: None,
        letter: Some(context.fresh.letter),
    };
    let child = begin(context, fresh_id(context, 0)?, beginning)?;
    // LAW: Administrative Procedure Law, Art. 80: what suspends is a contest within its term.
    let (_, last) = days(context, route)?;
    let (would, late) = (route.suspends_on(context.facts), filed > last);
    let event = CaseEvent::Contested {
        child: child.id,
        route: route.id.clone(),
        suspends: would && !late,
        if_reinstated: would && late,
        on: filed,
        channel: Some(channel),
        court: false,
    };
    Ok(Step { children: vec![child], ..Step::of(event) })
}

/// That a contest that came late says whether the missed term is to be reinstated, where the law turns on it: silence is
/// no answer.
fn said_of_delay(
    context: &Context<'_>,
    route: &AppealRoute,
    procedure: &Procedure,
    (party, filed): (PersonId, Day),
    declared: &BTreeMap<String, GivenValue>,
) -> Result<(), OfficeError> {
    let [asked, _] = REINSTATING;
    let (_, last) = days(context, route)?;
    if filed <= last || declared.contains_key(asked) {
        return Ok(());
    }
    let facts = known_of_party(context, route, party, filed)?;
    let wanted = procedure.questions().iter().any(|def| def.name == asked);
    if wanted && procedure.turns_on(asked, &facts) {
        let problem = Problem::new("contest-late-answer").with("fact", asked).with("last", last);
        return Err(OfficeError::field("declared", problem));
    }
    Ok(())
}

/// Answers to the questions of the new case, with what the catalogue assumes where nothing was said.
fn answers(
    procedure: &Procedure,
    given: &BTreeMap<String, GivenValue>,
) -> Result<BTreeMap<String, GivenValue>, OfficeError> {
    let mut errors = Vec::new();
    let mut answers: BTreeMap<String, GivenValue> = procedure
        .questions()
        .into_iter()
        .filter_map(|def| Some((def.name.clone(), def.default.clone()?)))
        .collect();
    for (fact, value) in given {
        let def = procedure.fact(fact).filter(|def| def.source == FactSource::Declared);
        let problem = match def {
            None => Problem::new("unknown-fact").with("fact", fact),
            Some(def) if !def.kind.accepts(value) => wrong_value(def, value),
            Some(_) => {
                answers.insert(fact.clone(), value.clone());
                continue;
            }
        };
        errors.push(FieldError::new("declared", problem));
    }
    if errors.is_empty() { Ok(answers) } else { Err(OfficeError::Invalid(errors)) }
}
