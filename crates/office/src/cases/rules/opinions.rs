//! Asking other bodies for an opinion, and taking in what they answer.

use super::requests::answered_by;
use super::sending::known_file;
use super::{Context, Step, note, officer};
use crate::cases::event::CaseEvent;
use crate::cases::incoming::day_of_arrival;
use crate::cases::opinion::{Answered, Asked};
use crate::error::{OfficeError, Problem};
use kernel::{AttachmentId, Day};

const QUESTION_MAX: usize = 2000;
const WORDS_MAX: usize = 4000;
/// Questions of one case.
const QUESTIONS_MAX: usize = 50;

/// Asks a body.
pub(super) fn ask(
    context: &Context<'_>,
    body: &str,
    question: &str,
    until: Day,
) -> Result<Step, OfficeError> {
    let known = context.law.body(body).filter(|known| !context.law.is_itself(known));
    let known =
        known.ok_or_else(|| OfficeError::field("body", Problem::new("unknown-body").with("body", body)))?;
    let question = note("question", question, QUESTION_MAX)?;
    if question.is_empty() {
        return Err(OfficeError::field("question", Problem::new("required")));
    }
    let until = answered_by(context, until)?;
    let asked = context.case.opinions.len();
    if asked >= QUESTIONS_MAX {
        return Err(OfficeError::NotNow(Problem::new("too-many").with("max", QUESTIONS_MAX)));
    }
    let event = CaseEvent::OpinionAsked(Box::new(Asked {
        number: u16::try_from(asked + 1).unwrap_or(u16::MAX),
        body: known.code.clone(),
        question,
        until,
        by: officer(context)?,
        on: context.today,
        letter: context.fresh.letter,
    }));
    Ok(Step { letters: vec![context.fresh.letter], ..Step::of(event) })
}

/// Whether some body has not answered.
pub(super) fn are_awaited(context: &Context<'_>) -> bool {
    context.case.opinions.iter().any(|opinion| opinion.answered.is_none())
}

/// Takes in an answer.
pub(super) fn receive(
    context: &Context<'_>,
    number: u16,
    words: &str,
    attachment: Option<AttachmentId>,
    on: Option<Day>,
) -> Result<Step, OfficeError> {
    let opinion = context.case.opinion(number).filter(|opinion| opinion.answered.is_none());
    let opinion = opinion.ok_or_else(|| {
        OfficeError::field("number", Problem::new("unknown-question").with("number", number))
    })?;
    known_file(context, attachment)?;
    let words = note("words", words, WORDS_MAX)?;
    if words.is_empty() {
        return Err(OfficeError::field("words", Problem::new("required")));
    }
    let on = day_of_arrival("on", on, context.today)?;
    if on < opinion.asked.on {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", opinion.asked.on)));
    }
    let by = officer(context)?;
    Ok(Step::of(CaseEvent::OpinionReceived(Box::new(Answered { number, words, attachment, on, by }))))
}
