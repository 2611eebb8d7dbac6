//! Examination: judging and recording facts, hearing, sending back, withdrawing.

use super::counter::checked;
use super::{Context, Step, contest, note, officer, undo};
use crate::cases::course::Stage;
use crate::cases::decision::{Reasons, state_ground};
use crate::cases::event::{CaseEvent, Channel, GivenValue};
use crate::cases::facts::is_computed;
use crate::error::{OfficeError, Problem};
use documents::Many;
use law::{FactDef, FactSource, Ground, Procedure, Truth};

pub(super) const WORDS_MAX: usize = 4000;

pub(super) fn reasons(text: &str) -> Result<Reasons, OfficeError> {
    reasons_in("reasons", text)
}

/// Reasons that stand in the field `field`.
pub(super) fn reasons_in(field: &'static str, text: &str) -> Result<Reasons, OfficeError> {
    let text = note(field, text, WORDS_MAX)?;
    Reasons::new(&text).ok_or_else(|| OfficeError::field(field, Problem::new("reasons-short")))
}

/// An officer's judgment of a fact that only a person can decide.
pub(super) fn judge(
    context: &Context<'_>,
    fact: &str,
    value: &GivenValue,
    why: &str,
) -> Result<Step, OfficeError> {
    let judged = context.procedure.judgments().into_iter().find(|def| def.name == fact);
    let Some(def) = judged else {
        return Err(match context.procedure.fact(fact) {
            Some(def) => {
                let source = format!("{:?}", def.source).to_lowercase();
                OfficeError::field("fact", Problem::new("not-judged").with("source", source))
            }
            None => OfficeError::field("fact", Problem::new("unknown-fact").with("fact", fact)),
        });
    };
    let value = checked(context, "value", &def.name, value)?;
    undo::has_parts(context, fact, &value)?;
    Ok(Step::of(CaseEvent::FactJudged {
        fact: fact.to_owned(),
        value,
        reasons: reasons(why)?.as_str().to_owned(),
        by: officer(context)?,
        on: context.today,
    }))
}

/// The facts that the file or another register shows, and the office does not compute.
#[must_use]
pub(super) fn recordable(procedure: &Procedure) -> Vec<&FactDef> {
    let shown = |def: &&FactDef| matches!(def.source, FactSource::Case | FactSource::Register);
    procedure.facts().iter().filter(shown).filter(|def| !is_computed(&def.name)).collect()
}

/// Such a fact, with where it was seen.
pub(super) fn record(
    context: &Context<'_>,
    fact: &str,
    value: &GivenValue,
    seen: &str,
) -> Result<Step, OfficeError> {
    let value = checked(context, "value", fact, value)?;
    if !recordable(context.procedure).iter().any(|def| def.name == fact) {
        return Err(OfficeError::field("fact", Problem::new("not-recorded").with("fact", fact)));
    }
    let seen = note("note", seen, WORDS_MAX)?;
    if seen.is_empty() {
        return Err(OfficeError::field("note", Problem::new("required")));
    }
    Ok(Step::of(CaseEvent::FactRecorded {
        fact: fact.to_owned(),
        value,
        note: seen,
        by: officer(context)?,
        on: context.today,
    }))
}

/// The grounds by their ids, each supported by a requirement that is not met.
pub(super) fn supported(context: &Context<'_>, ids: &[String]) -> Result<Many<Ground>, OfficeError> {
    let mut grounds = Vec::new();
    for id in ids {
        let ground = context.procedure.ground(id).ok_or_else(|| {
            OfficeError::field("grounds", Problem::new("unknown-ground").with("ground", id))
        })?;
        let stands = context
            .assessment
            .findings
            .iter()
            .any(|finding| finding.ground == *id && finding.truth == Truth::NotMet);
        if !stands {
            return Err(OfficeError::field("grounds", Problem::new("ground-unsupported").with("ground", id)));
        }
        if !grounds.iter().any(|known: &Ground| known.id() == ground.id()) {
            grounds.push(ground);
        }
    }
    Many::from_vec(grounds).ok_or_else(|| OfficeError::field("grounds", Problem::new("ground-missing")))
}

/// Asks the person for an opinion before an adverse decision.
pub(super) fn invite_hearing(context: &Context<'_>, ids: &[String]) -> Result<Step, OfficeError> {
    let grounds = supported(context, ids)?;
    let rule = context.procedure.hearing();
    let until = law::clock::last_day(rule.term, context.today, context.calendar(), true)
        .map_err(|e| OfficeError::Fault(e.to_string()))?;
    let event = CaseEvent::HearingInvited {
        grounds: grounds.iter().map(state_ground).collect(),
        until,
        by: officer(context)?,
        on: context.today,
        letter: context.fresh.letter,
    };
    Ok(Step { letters: vec![context.fresh.letter], ..Step::of(event) })
}

/// The person's answer, by the person or written down by an officer.
pub(super) fn answer_hearing(context: &Context<'_>, opinion: &str) -> Result<Step, OfficeError> {
    let opinion = note("opinion", opinion, WORDS_MAX)?;
    if opinion.is_empty() {
        return Err(OfficeError::field("opinion", Problem::new("required")));
    }
    let channel = if context.actor.client().is_some() { Channel::Portal } else { Channel::Counter };
    let on = context.today;
    let mut after = context.case.clone();
    after.apply(&CaseEvent::HearingAnswered { opinion: opinion.clone(), channel, on, leads_to: None });
    let leads_to = Some(after.at()).filter(|stage| *stage != Stage::Examination);
    Ok(Step::of(CaseEvent::HearingAnswered { opinion, channel, on, leads_to }))
}

/// The approver sends a proposal back.
pub(super) fn send_back(context: &Context<'_>, why: &str) -> Result<Step, OfficeError> {
    let reasons = reasons(why)?.as_str().to_owned();
    Ok(Step::of(CaseEvent::ProposalReturned { by: officer(context)?, reasons, on: context.today }))
}

/// The applicant withdraws. An officer who enters it says in which words, or that and when it was said: nobody else can
/// tell later whether it was wanted.
pub(super) fn withdraw(context: &Context<'_>, words: &str) -> Result<Step, OfficeError> {
    let words = note("words", words, WORDS_MAX)?;
    if words.is_empty() && context.actor.officer().is_some() {
        return Err(OfficeError::field("words", Problem::new("required")));
    }
    let parent = contest::taken_back(context);
    Ok(Step { parent, ..Step::of(CaseEvent::Withdrawn { words, on: context.today }) })
}
