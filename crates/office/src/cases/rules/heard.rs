//! How the person was heard before a decision that burdens them, and what the office answers to what they argued.

use super::Context;
use super::examine::reasons_in;
use super::propose::Proposal;
use super::undo::fate_if_granted;
use crate::cases::course::Fate;
use crate::cases::event::Hearing;
use crate::error::{OfficeError, Problem};
use documents::Many;
use law::Ground;
use law::procedure::{DecisionKind, DecisionRule};

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
    let why = reasons_in("waiver_why", proposal.waiver_why.unwrap_or_default())?;
    let (waiver, cite) = (Some(rule.id.clone()), rule.cite.clone());
    Ok(Hearing::Waived { waiver, cite, why: why.as_str().to_owned() })
}

/// Whether a decision by this rule grants a contest, and not the whole of it: the decision is found unlawful, falls in part,
/// or is replaced by one that is still to be taken.
pub(super) fn grants_partly(context: &Context<'_>, rule: &DecisionRule) -> bool {
    let contest = context.contested().is_some() && rule.kind == DecisionKind::Grant;
    contest && fate_if_granted(context.facts) != Fate::Undone
}

/// The answer to what the person argued (Administrative Procedure Law, Art. 67(2)): a decision that burdens somebody who
/// said something has one, and so has one on a contest that does not give everything.
pub(super) fn answer(context: &Context<'_>, rule: &DecisionRule, words: &str) -> Result<String, OfficeError> {
    let wrong = |code| Err(OfficeError::field("answer", Problem::new(code)));
    match (!context.case.arguments().is_empty(), words.trim().is_empty()) {
        (true, true) if rule.kind.on_grounds() || grants_partly(context, rule) => wrong("answer-needed"),
        (false, false) => wrong("nothing-argued"),
        (_, true) => Ok(String::new()),
        (true, false) => reasons_in("answer", words).map(|words| words.as_str().to_owned()),
    }
}
