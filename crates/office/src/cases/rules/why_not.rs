//! Why a command is not open: others do it, or the rule that is in the way where the case stands.

use super::counter::fee_unknown;
use super::{
    Context, dead, documents, effects, fee, fits, has_document, is_identified, is_own_proposal, is_settled,
    right, terms,
};
use crate::access::Denied;
use crate::cases::case::{DocumentStage, Phase};
use crate::cases::command::CaseCommand;
use crate::error::{OfficeError, Problem};
use law::FeeAnswer;

/// Why a command is not open to the actor now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotNow {
    /// Others do it.
    Others,
    /// A rule is in the way.
    Rule(Problem),
}

/// The commands of officers that are not open to the actor now, in the order of a case, each with what is in the way.
#[must_use]
pub fn not_allowed(context: &Context<'_>) -> Vec<(&'static str, NotNow)> {
    let why = |code: &'static str| match right(context, code) {
        Err(OfficeError::Denied(Denied::Limited(limit))) => Some(NotNow::Rule(Problem::new(limit.code()))),
        Err(OfficeError::NotNow(problem)) => Some(NotNow::Rule(problem)),
        Err(_) => Some(NotNow::Others),
        Ok(()) if code == "approve" && is_own_proposal(context) => {
            Some(NotNow::Rule(Problem::new("same-person")))
        }
        Ok(()) if fits(context, code) => None,
        Ok(()) => match why_not(context, code) {
            OfficeError::NotNow(problem) => Some(NotNow::Rule(problem)),
            _ => None,
        },
    };
    // That a case ends because somebody died is told only where it does.
    let ends = dead::is_dead(context) && !context.case.is_closed();
    let told = |code: &&str| *code != "receive" && (*code != "discontinue" || ends);
    let officers = CaseCommand::CODES.into_iter().filter(told);
    officers.filter_map(|code| Some((code, why(code)?))).collect()
}

/// The rule in the way of a command that does not fit.
pub(super) fn why_not(context: &Context<'_>, code: &str) -> OfficeError {
    let case = context.case;
    let open = matches!(case.phase, Phase::Open);
    let decided = matches!(case.phase, Phase::Decided { .. });
    let problem = match code {
        "propose" if open && dead::bars_all(context) => Problem::new("subject-dead"),
        "approve" if matches!(case.phase, Phase::Proposed(_)) && dead::bars_proposed(context) => {
            Problem::new("subject-dead")
        }
        "serve" | "receive" | "send" | CaseCommand::PRESUME if decided && dead::bars_effect(context) => {
            Problem::new("subject-dead")
        }
        "discontinue" if !case.is_closed() && !dead::is_dead(context) => Problem::new("subject-not-dead"),
        "withdraw" if !case.is_closed() && effects::is_void(context) => Problem::new("reported-for-good"),
        "identify" if open => Problem::new("already-identified"),
        "record-evidence" | "take-fee" | "exempt-fee" | "propose" | "invite-hearing"
            if open && !is_identified(case) =>
        {
            Problem::new("not-identified")
        }
        "take-fee" | "exempt-fee" if open && case.fee.is_some() && is_settled(context) => {
            Problem::new("fee-settled")
        }
        "take-fee" if open => match &context.assessment.fee {
            FeeAnswer::None => Problem::new("fee-none"),
            FeeAnswer::Exempt { .. } => Problem::new("fee-exempt"),
            FeeAnswer::Unknown { .. } => fee::in_the_way(context),
            FeeAnswer::Due(_) => Problem::new("fee-settled"),
        },
        "mark-made" | "hand-over" if case.is_suspended() => Problem::new("suspended"),
        "mark-made" if has_document(case, DocumentStage::Ordered) => {
            Problem::new("stage-needed").with("step", documents::waits_for(context).join(", "))
        }
        "contest" if matches!(case.phase, Phase::InForce { .. }) => match case.contested() {
            Some(contest) => Problem::new("already-open").with("case", contest.child.grouped()),
            None => Problem::new("no-contest"),
        },
        "take-to-court" | "record-ruling" if matches!(case.phase, Phase::InForce { .. }) => {
            Problem::new("no-court")
        }
        "note-delivery" | "rebut" if case.sent.is_empty() => Problem::new("not-sent"),
        "receive-opinion" => Problem::new("nothing-asked"),
        "part" => Problem::new("not-joined"),
        "request-evidence" if open => Problem::new("nothing-wanted"),
        "judge" if open => Problem::new("nothing-judged"),
        "finish-stage" => Problem::new("stage-none"),
        "extend" | "suspend" => terms::why_not(context, code),
        "postpone" | "resume" if open => Problem::new("term-fixed"),
        "note-attempt" if open => Problem::new("no-attempts"),
        "record-evidence" if open => Problem::new("evidence-none"),
        "declare" if open => Problem::new("nothing-declared"),
        "record" if open => Problem::new("nothing-recorded"),
        "state-address" if open => Problem::new("address-not-asked"),
        "exempt-fee" if open => match &context.assessment.fee {
            FeeAnswer::Due(line) => Problem::new("fee-not-exempt").with("amount", line.amount),
            FeeAnswer::Unknown { missing, .. } => fee_unknown(context, missing),
            FeeAnswer::None | FeeAnswer::Exempt { .. } => Problem::new("fee-none"),
        },
        "invite-hearing" if open && case.hearing.is_some() => Problem::new("hearing-done"),
        "propose" | "invite-hearing" if open && !is_settled(context) => fee::in_the_way(context),
        "approve" if matches!(case.phase, Phase::Proposed(_)) => fee::in_the_way(context),
        "answer-hearing" if open => match case.hearing.as_ref().filter(|hearing| hearing.answer.is_none()) {
            Some(late) => Problem::new("hearing-late").with("until", late.until),
            None => Problem::new("hearing-none"),
        },
        _ => Problem::new("wrong-step").with("stage", case.stage()),
    };
    OfficeError::NotNow(problem)
}
