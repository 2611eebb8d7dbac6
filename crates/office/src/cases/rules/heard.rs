//! How the person was heard before a decision that burdens them, and what the office answers to what they argued.

use super::examine::WORDS_MAX;
use super::propose::Proposal;
use super::{Context, note};
use crate::cases::case::Case;
use crate::cases::decision::Reasons;
use crate::cases::event::Hearing;
use crate::error::{OfficeError, Problem};
use documents::Many;
use law::Ground;
use law::procedure::DecisionRule;

/// How the right to be heard was honoured: heard on these grounds, or waived under the law.
pub(super) fn hearing(
    context: &Context<'_>,
    proposal: &Proposal<'_>,
    grounds: &Many<Ground>,
) -> Result<Hearing, OfficeError> {
    let waiver = proposal.waiver.filter(|id| !id.is_empty());
    if let Some(record) = &context.case.hearing {
        let untold = grounds.iter().filter(|g| !record.grounds.iter().any(|told| told.id == g.id()));
        let untold: Vec<&str> = untold.map(Ground::id).collect();
        match record.completed(context.today) {
            Some(hearing) if untold.is_empty() => return Ok(hearing),
            Some(_) if waiver.is_none() => {
                return Err(OfficeError::NotNow(
                    Problem::new("hearing-of-ground").with("ground", untold.join(", ")),
                ));
            }
            None if waiver.is_none() => {
                return Err(OfficeError::NotNow(Problem::new("hearing-open").with("until", record.until)));
            }
            Some(_) | None => {}
        }
    }
    let Some(id) = waiver else { return Err(OfficeError::NotNow(Problem::new("hearing-needed"))) };
    let rule = context.procedure.hearing().waivers.iter().find(|waiver| waiver.id == id);
    let rule =
        rule.ok_or_else(|| OfficeError::field("waiver", Problem::new("unknown-waiver").with("waiver", id)))?;
    let why = note("waiver_why", proposal.waiver_why.unwrap_or_default(), WORDS_MAX)?;
    let why =
        Reasons::new(&why).ok_or_else(|| OfficeError::field("waiver_why", Problem::new("reasons-short")))?;
    Ok(Hearing::Waived { cite: rule.cite.clone(), why: why.as_str().to_owned() })
}

/// Whether the person argued: when heard, or by contesting.
fn argued(case: &Case) -> bool {
    let heard = case.hearing.as_ref().and_then(|hearing| hearing.answer.as_ref());
    case.contests() || heard.is_some_and(|(_, words)| !words.trim().is_empty())
}

/// The answer to what the person argued (Administrative Procedure Law, Art. 67(2)): a decision that burdens somebody who
/// said something has one.
pub(super) fn answer(context: &Context<'_>, rule: &DecisionRule, words: &str) -> Result<String, OfficeError> {
    let words = note("answer", words, WORDS_MAX)?;
    let wrong = |code| Err(OfficeError::field("answer", Problem::new(code)));
    match (argued(context.case), words.is_empty()) {
        (true, true) if rule.kind.on_grounds() => wrong("answer-needed"),
        (false, false) => wrong("nothing-argued"),
        (_, true) => Ok(words),
        (true, false) if Reasons::new(&words).is_none() => wrong("reasons-short"),
        (true, false) => Ok(words),
    }
}
