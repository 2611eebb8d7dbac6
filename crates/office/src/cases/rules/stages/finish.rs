//! Noting that a step of the work is done: by whom it may be, what has to be there before, and what has to be said.

use super::{CaseStage, DocumentStage, MAKER, closes, lacks, open_now};
use crate::access::rights::Action;
use crate::actor::Role;
use crate::cases::case::Phase;
use crate::cases::event::{CaseEvent, StageDone};
use crate::cases::rules::{Context, Step, note, officer};
use crate::error::{OfficeError, Problem};
use kernel::{Day, Minute};
use law::procedure::{Saying, SayingKind, Stage};
use std::collections::BTreeMap;

const NOTE_MAX: usize = 500;
const SAID_MAX: usize = 200;

/// Notes that a step is done; what it gives rise to starts terms. `words` are the note, and what the law file asks to be
/// said.
pub(in crate::cases::rules) fn finish(
    context: &Context<'_>,
    id: &str,
    (words, says): (&str, &BTreeMap<String, String>),
    on: Option<Day>,
) -> Result<Step, OfficeError> {
    let Some(stage) = open_now(context).into_iter().find(|stage| stage.id == id) else {
        let problem = match context.procedure.stage(id) {
            Some(_) => Problem::new("stage-waits").with("step", id),
            None => Problem::new("unknown-stage").with("step", id),
        };
        return Err(OfficeError::field("stage", problem));
    };
    let needed = right_for(stage);
    context.any(&needed)?;
    if let Some(problem) = lacks(context.procedure, context.case, context.facts, stage) {
        return Err(OfficeError::field("stage", problem));
    }
    let on = on.unwrap_or(context.today);
    if on > context.today || on < context.case.received {
        let problem = Problem::new("act-day").with("from", context.case.received);
        return Err(OfficeError::field("on", problem));
    }
    let words = note("note", words, NOTE_MAX)?;
    let said = said(context, stage, says)?;
    let (emits, by) = (stage.emits.clone(), officer(context)?);
    let event = |leads_to: Option<CaseStage>| {
        CaseEvent::StageFinished(StageDone {
            stage: stage.id.clone(),
            emits: emits.clone(),
            note: words.clone(),
            said: said.clone(),
            by: by.clone(),
            on,
            leads_to,
            due: None,
        })
    };
    let mut after = context.case.clone();
    after.apply(&event(None));
    let leads_to = closes(context, &after);
    let to_make = match &after.phase {
        Phase::InForce { documents, .. } => {
            let ordered = documents.iter().filter(|(_, stage)| *stage == DocumentStage::Ordered);
            ordered.map(|(id, _)| *id).collect()
        }
        _ => Vec::new(),
    };
    Ok(Step { to_make, ..Step::of(event(leads_to)) })
}

/// What is said of a step: everything that the law file asks, each as its kind, and nothing else.
fn said(
    context: &Context<'_>,
    stage: &Stage,
    says: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, OfficeError> {
    let of = |id: &str| format!("{}.{id}", stage.id);
    let wrong = |code, id: &str| OfficeError::field("says", Problem::new(code).with("says", of(id)));
    if let Some(unknown) = says.keys().find(|id| stage.says.iter().all(|asked| asked.id != **id)) {
        return Err(wrong("unknown-saying", unknown));
    }
    let mut said = BTreeMap::new();
    for Saying { id, kind, .. } in &stage.says {
        let text = note("says", says.get(id).map_or("", String::as_str), SAID_MAX)?;
        if text.is_empty() {
            return Err(wrong("stage-note", id));
        }
        match kind {
            SayingKind::Day => {
                let day: Day = text.parse().map_err(|_| wrong("stage-no-day", id))?;
                if day < context.today {
                    return Err(wrong("stage-past-day", id));
                }
            }
            SayingKind::Time => {
                text.parse::<Minute>().map_err(|_| wrong("stage-no-time", id))?;
            }
            SayingKind::Line => {}
        }
        said.insert(id.clone(), text);
    }
    match past(context, stage, &said) {
        Some(id) => Err(wrong("stage-past-time", id)),
        None => Ok(said),
    }
}

/// The time of day that is said of today and has passed.
fn past<'s>(context: &Context<'_>, stage: &'s Stage, said: &BTreeMap<String, String>) -> Option<&'s str> {
    let of = |kind: SayingKind| {
        let asked = stage.says.iter().filter(move |asked| asked.kind == kind);
        asked.filter_map(|asked| Some((asked.id.as_str(), said.get(&asked.id)?.as_str())))
    };
    if !of(SayingKind::Day).any(|(_, day)| day.parse() == Ok(context.today)) {
        return None;
    }
    let over = |text: &str| text.parse::<Minute>().is_ok_and(|minute| minute <= context.minute);
    of(SayingKind::Time).find(|(_, text)| over(text)).map(|(id, _)| id)
}

/// Who notes a step: whoever does it, and for those outside the officer who examines.
fn right_for(stage: &Stage) -> Vec<Action> {
    match stage.by.code.as_str() {
        code if code == Role::Approver.code() => vec![Action::Approve],
        code if code == Role::CaseOfficer.code() => vec![Action::Examine],
        code if code == Role::Counter.code() => vec![Action::ServeAtCounter, Action::Examine],
        MAKER => vec![Action::Personalise, Action::Examine],
        _ => vec![Action::Examine, Action::ServeAtCounter],
    }
}
