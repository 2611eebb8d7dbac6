//! The steps of the work: which are done, which can be done now, and what waits for them.
//!
//! Steps that the commands of a case are, are done by them: receipt, completeness, decision, service, the making of a
//! document and its hand-over; and so is what an officer does in deciding. The others are noted when they are done:
//! what bodies outside do, what the person does, and what gives rise to an event of its own.

mod finish;

pub(super) use finish::finish;

use super::{Context, Step, hand, officer};
use crate::actor::Role;
use crate::cases::case::{Case, DocumentStage, Phase, end_of};
use crate::cases::course::Stage as CaseStage;
use crate::cases::event::{CaseEvent, StageDone, StatedOutcome};
use crate::cases::naming::name;
use crate::error::{OfficeError, Problem};
use kernel::Day;
use law::procedure::{DecisionRule, Stage};
use law::{Condition, FactValue, Facts, Procedure, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// The role in which documents are made.
const MAKER: &str = "document-centre";
/// Events that the commands of a case are.
const OF_COMMANDS: [&str; 4] = ["received", "evidence-complete", "decided", "in-force"];
/// The event that all that the applicant has to bring is on file.
pub(super) const COMPLETE: &str = "evidence-complete";

/// How far a step of the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// Done.
    Done,
    /// It can be done now.
    Open,
    /// It waits for others.
    Waits,
}

/// A step of the work of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageLine {
    /// Its id in the procedure.
    pub id: String,
    /// How far it is.
    pub state: StageState,
    /// What was noted, and when.
    pub done: Option<(String, Day)>,
    /// What was said of it then, by the ids of the law file.
    pub said: BTreeMap<String, String>,
    /// Whether an officer notes it; the commands of the case do it otherwise.
    pub noted: bool,
    /// Whether it can be done anew, to say something else: nothing that follows it is done yet.
    pub again: bool,
    /// What has to be known or on file before an officer can note it.
    pub lacks: Option<Problem>,
}

fn holds(when: Option<&Condition>, facts: &Facts, without: bool) -> bool {
    when.map_or(without, |when| when.truth(facts) == Truth::Met)
}

/// Whether the step belongs to a case of these facts, in which this was decided.
fn applies(stage: &Stage, facts: &Facts, decision: Option<&str>) -> bool {
    let after = stage.after.is_empty() || decision.is_some_and(|id| stage.after.iter().any(|a| a == id));
    after && holds(stage.when.as_ref(), facts, true) && !holds(stage.unless.as_ref(), facts, false)
}

/// Whether a command of the case is this step.
fn of_command(stage: &Stage) -> bool {
    stage.emits.iter().any(|event| OF_COMMANDS.contains(&event.as_str()))
}

/// Whether it is what an officer does in examining and deciding.
fn in_deciding(stage: &Stage) -> bool {
    let own = [Role::Counter, Role::CaseOfficer, Role::Approver].map(Role::code);
    stage.emits.is_empty() && own.contains(&stage.by.code.as_str())
}

/// Whether it is the step by which all that the applicant has to bring is on file.
fn completes(stage: &Stage) -> bool {
    stage.emits.iter().any(|event| event == COMPLETE)
}

/// Whether identity and fee, as far as asked, are settled.
fn is_settled(case: &Case) -> bool {
    (!case.before.identity || case.identified.is_some()) && (!case.before.fee || case.fee_is_there())
}

/// Everything that is asked at once is there: the step that waits for it is done by itself, on the day on which the last
/// of it came. An officer of its role may say so before.
pub(super) fn follow(context: &Context<'_>, step: &mut Step, after: &mut Case) -> Result<(), OfficeError> {
    let open = after.before.evidence && after.phase == Phase::Open && after.day_of(COMPLETE).is_none();
    let ours = |stage: &&Stage| {
        completes(stage) && !after.has_finished(&stage.id) && applies(stage, context.facts, None)
    };
    let stage = context.procedure.stages().iter().find(ours).filter(|_| open && is_settled(after));
    let Some(stage) = stage else { return Ok(()) };
    let mut facts = context.facts.clone();
    facts.extend(after.facts.iter().map(|(fact, known)| (fact.clone(), known.value.clone())));
    if after.identified.is_some() {
        facts.insert("identity.established".to_owned(), FactValue::Bool(true));
    }
    if after.outstanding(context.procedure, &facts).next().is_some() {
        return Ok(());
    }
    // What settles the fee may have happened before the office learned of it.
    let paid = step.events.iter().any(|event| matches!(event, CaseEvent::FeePaid { .. }));
    let brought = after.evidence.iter().map(|(_, _, on, _)| *on);
    let last = brought.chain(after.settled_on()).max().filter(|_| paid);
    let finished = CaseEvent::StageFinished(StageDone {
        stage: stage.id.clone(),
        emits: stage.emits.clone(),
        note: String::new(),
        said: BTreeMap::new(),
        by: hand(context)?,
        on: last.unwrap_or(context.today).min(context.today),
        leads_to: None,
        due: None,
    });
    after.apply(&finished);
    step.events.push(finished);
    Ok(())
}

/// The steps that come before the decision, however far.
fn before(procedure: &Procedure) -> BTreeSet<&str> {
    let deciding = |stage: &&Stage| stage.emits.iter().any(|event| event == "decided");
    let mut wanted: Vec<&Stage> = procedure.stages().iter().filter(deciding).collect();
    let mut found: BTreeSet<&str> = wanted.iter().map(|stage| stage.id.as_str()).collect();
    while let Some(stage) = wanted.pop() {
        for needed in stage.needs.iter().filter_map(|id| procedure.stage(id)) {
            if found.insert(needed.id.as_str()) {
                wanted.push(needed);
            }
        }
    }
    found
}

/// Ids of the steps that are missing before this decision can be taken.
pub(super) fn before_deciding(context: &Context<'_>, rule: &DecisionRule) -> Vec<String> {
    let before = before(context.procedure);
    let by_the_body = |stage: &Stage| rule.by.as_ref().is_some_and(|by| by.code == stage.by.code);
    // What ends a case without deciding on the request waits for nothing.
    if rule.kind == law::DecisionKind::Discontinue {
        return Vec::new();
    }
    let stages = context.procedure.stages().iter().filter(|stage| before.contains(stage.id.as_str()));
    stages
        .filter(|stage| applies(stage, context.facts, None) && !of_command(stage) && !in_deciding(stage))
        .filter(|stage| !by_the_body(stage) && !context.case.has_finished(&stage.id))
        .map(|stage| stage.id.clone())
        .collect()
}

/// Whether a document of the case makes this step: it is made, or handed over.
fn of_documents(procedure: &Procedure, case: &Case, stage: &Stage) -> bool {
    let Phase::InForce { documents, .. } = &case.phase else { return false };
    if documents.is_empty() {
        return false;
    }
    let making = || procedure.stages().iter().filter(|stage| stage.by.code == MAKER);
    let needed_to_make = making().any(|made| made.needs.contains(&stage.id));
    let handing = stage.emits.is_empty() && stage.by.code == Role::Counter.code() && !needed_to_make;
    stage.by.code == MAKER || handing
}

/// The decision of the case, once it is in force.
fn in_force(case: &Case) -> Option<&str> {
    match &case.phase {
        Phase::InForce { decision, .. } => Some(decision.outcome.decision()),
        _ => None,
    }
}

fn decided(case: &Case) -> Option<&str> {
    case.decision().map(|decision| decision.outcome.decision()).filter(|_| case.day_of("decided").is_some())
}

/// Whether the step, after whatever decision, is the making of a document or waits for it.
fn asks_a_document(procedure: &Procedure, stage: &Stage) -> bool {
    let making = |stage: &Stage| stage.after.is_empty() && stage.by.code == MAKER;
    making(stage) || stage.needs.iter().filter_map(|id| procedure.stage(id)).any(making)
}

/// Whether nothing was granted or imposed, so that nothing is made.
fn was_declined(case: &Case) -> bool {
    let outcome = case.decision().map(|decision| &decision.outcome);
    matches!(outcome, Some(StatedOutcome::Refuse { .. } | StatedOutcome::Discontinue { .. }))
}

/// The steps that an officer notes: those of the case's part before or after the decision.
fn noted<'p>(procedure: &'p Procedure, case: &Case, facts: &Facts) -> Vec<&'p Stage> {
    let before = before(procedure);
    let (open, follows) = (matches!(case.phase, Phase::Open), in_force(case));
    let part = |stage: &Stage| {
        if before.contains(stage.id.as_str()) { open } else { follows.is_some() }
    };
    let stages = procedure.stages().iter().filter(|stage| part(stage) && applies(stage, facts, follows));
    let complete = |stage: &Stage| completes(stage) && case.day_of(COMPLETE).is_none();
    stages
        .filter(|stage| !(asks_a_document(procedure, stage) && was_declined(case)))
        .filter(|stage| !of_command(stage) || complete(stage))
        .filter(|stage| !(of_documents(procedure, case, stage) || open && in_deciding(stage)))
        .filter(|stage| !case.has_finished(&stage.id))
        .collect()
}

/// Whether what a step needs is done; what is no step of this case hands on what it would have waited for.
fn may_begin(procedure: &Procedure, case: &Case, facts: &Facts, stage: &Stage) -> bool {
    if completes(stage) && !is_settled(case) {
        return false;
    }
    let before = before(procedure);
    stage.needs.iter().filter_map(|id| procedure.stage(id)).all(|needed| {
        if case.has_finished(&needed.id) {
            return true;
        }
        if !applies(needed, facts, decided(case)) {
            return may_begin(procedure, case, facts, needed);
        }
        let commands = |event: &String| OF_COMMANDS.contains(&event.as_str());
        match needed.emits.iter().find(|event| commands(event)) {
            Some(event) => case.day_of(event).is_some(),
            None if of_documents(procedure, case, needed) => handed_over(case),
            // It is no step of its own to note: it can be done once what it needs is.
            None => {
                let examined = in_deciding(needed) && before.contains(needed.id.as_str());
                examined && may_begin(procedure, case, facts, needed)
            }
        }
    })
}

fn handed_over(case: &Case) -> bool {
    match &case.phase {
        Phase::InForce { documents, .. } => {
            documents.iter().all(|(_, stage)| *stage == DocumentStage::HandedOver)
        }
        _ => false,
    }
}

/// The steps that can be noted now.
pub(super) fn open_now<'a>(context: &Context<'a>) -> Vec<&'a Stage> {
    if context.case.is_suspended() {
        return Vec::new();
    }
    let (procedure, case, facts) = (context.procedure, context.case, context.facts);
    let noted = noted(procedure, case, facts);
    let open = noted.into_iter().filter(|stage| may_begin(procedure, case, facts, stage));
    let again = procedure.stages().iter().filter(|stage| may_again(procedure, case, facts, stage));
    open.chain(again).collect()
}

/// Whether what was said of a step can be said anew: another day, another place.
fn may_again(procedure: &Procedure, case: &Case, facts: &Facts, stage: &Stage) -> bool {
    let follows = |other: &Stage| other.needs.contains(&stage.id) && case.has_finished(&other.id);
    matches!(case.phase, Phase::Open)
        && !stage.says.is_empty()
        && case.has_finished(&stage.id)
        && applies(stage, facts, None)
        && !procedure.stages().iter().any(follows)
}

/// What has to be known or on file before a step is done, by what the law file says of it; `None` when nothing is.
fn lacks(procedure: &Procedure, case: &Case, facts: &Facts, stage: &Stage) -> Option<Problem> {
    let problem = |code, arg, codes: &[&str]| {
        let problem = Problem::new(code).with("step", &stage.id).with(arg, codes.join(", "));
        problem.all_in_words(|arg, code| name(procedure, arg, code))
    };
    let outstanding = || case.outstanding(procedure, facts).map(|evidence| evidence.id.as_str());
    if stage.brought && outstanding().next().is_some() {
        let evidence: Vec<&str> = outstanding().collect();
        return Some(problem("stage-evidence", "evidence", &evidence));
    }
    if stage.settles.is_empty() {
        return None;
    }
    let findings = procedure.assess(facts).findings;
    let open = findings
        .iter()
        .filter(|finding| finding.truth == Truth::Unknown && stage.settles.contains(&finding.requirement));
    let missing: BTreeSet<&str> = open.flat_map(|finding| &finding.missing).map(String::as_str).collect();
    let missing: Vec<&str> = missing.into_iter().collect();
    (!missing.is_empty()).then(|| problem("stage-facts", "missing", &missing))
}

/// Whether steps are left once the decision is in force and its documents are handed over.
pub(super) fn are_left(procedure: &Procedure, case: &Case, facts: &Facts) -> bool {
    in_force(case).is_some() && !noted(procedure, case, facts).is_empty()
}

/// The steps that the making of documents waits for.
pub(super) fn before_making(context: &Context<'_>) -> Vec<String> {
    let (procedure, case) = (context.procedure, context.case);
    let making = procedure.stages().iter().filter(|stage| stage.by.code == MAKER);
    let needed: BTreeSet<&String> = making.flat_map(|stage| &stage.needs).collect();
    let left = noted(procedure, case, context.facts);
    left.into_iter().filter(|stage| needed.contains(&stage.id)).map(|stage| stage.id.clone()).collect()
}

/// Every step of the case, in the order of the file.
#[must_use]
pub fn lines(procedure: &Procedure, case: &Case, facts: &Facts) -> Vec<StageLine> {
    let (noted, before) = (noted(procedure, case, facts), before(procedure));
    let ours = procedure
        .stages()
        .iter()
        .filter(|stage| case.has_finished(&stage.id) || applies(stage, facts, decided(case)));
    ours.map(|stage| {
        let done = case.finished.iter().rev().find(|(id, ..)| *id == stage.id);
        let by_hand = noted.iter().any(|known| known.id == stage.id);
        let command = stage.emits.iter().find(|event| OF_COMMANDS.contains(&event.as_str()));
        let implied = match command {
            Some(event) => case.day_of(event).is_some(),
            None if of_documents(procedure, case, stage) => handed_over(case),
            None => {
                let part = before.contains(stage.id.as_str());
                part && in_deciding(stage) && case.day_of("decided").is_some()
            }
        };
        let state = match (done.is_some() || implied, may_begin(procedure, case, facts, stage)) {
            (true, _) => StageState::Done,
            (false, true) => StageState::Open,
            (false, false) => StageState::Waits,
        };
        let done = done.map(|(_, note, on)| (note.clone(), *on));
        StageLine {
            id: stage.id.clone(),
            state,
            done,
            said: case.said.get(&stage.id).cloned().unwrap_or_default(),
            noted: by_hand,
            again: may_again(procedure, case, facts, stage),
            lacks: by_hand.then(|| lacks(procedure, case, facts, stage)).flatten(),
        }
    })
    .collect()
}

/// Where a case in force comes to when nothing is left to do.
pub(super) fn closes(context: &Context<'_>, after: &Case) -> Option<CaseStage> {
    let Phase::InForce { decision, stage, .. } = &after.phase else { return None };
    let done = handed_over(after) && !are_left(context.procedure, after, context.facts);
    (done && *stage != CaseStage::Undone).then(|| end_of(&decision.outcome))
}

/// The steps of a body that took its act, with what they give rise to beside the decision itself.
pub(super) fn taken_outside(
    context: &Context<'_>,
    body: &str,
    on: Day,
) -> Result<Vec<CaseEvent>, OfficeError> {
    let by = officer(context)?;
    let before = before(context.procedure);
    let theirs = |stage: &&Stage| {
        stage.by.code == body && before.contains(stage.id.as_str()) && !context.case.has_finished(&stage.id)
    };
    let stages = context.procedure.stages().iter().filter(theirs);
    let events = stages.filter(|stage| applies(stage, context.facts, None)).map(|stage| {
        let emits = stage.emits.iter().filter(|event| !OF_COMMANDS.contains(&event.as_str()));
        CaseEvent::StageFinished(StageDone {
            stage: stage.id.clone(),
            emits: emits.cloned().collect(),
            note: String::new(),
            said: BTreeMap::new(),
            by: by.clone(),
            on,
            leads_to: None,
            due: None,
        })
    });
    Ok(events.collect())
}
