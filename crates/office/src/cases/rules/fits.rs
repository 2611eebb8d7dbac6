//! Which commands somebody has a right to, and which fit where a case stands.

use super::{
    Context, asked_for, contest, court, dead, documents, effects, examine, has_document, is_exempt,
    is_identified, is_settled, led_to, opinions, requests, sending, stages, terms,
};
use crate::access::Denied;
use crate::access::rights::Action;
use crate::actor::Actor;
use crate::cases::case::{DocumentStage, HearingRecord, Phase};
use crate::cases::command::CaseCommand;
use crate::error::OfficeError;

/// The right to a command, whatever the state of the case.
pub(super) fn right(context: &Context<'_>, code: &str) -> Result<(), OfficeError> {
    let counter_or_examiner = &[Action::ServeAtCounter, Action::Examine];
    let actions: &[Action] = match code {
        "identify" | "take-fee" | "exempt-fee" => &[Action::ServeAtCounter],
        "hand-over" => &[Action::HandOver],
        "record-evidence" | "record" => counter_or_examiner,
        "judge" | "invite-hearing" | "record-act" | "postpone" | "suspend" | "resume" | "note-attempt"
        | "rebut" | "request-evidence" | "ask-opinion" | "take-to-court" | "record-ruling" | "join"
        | "part" | "discontinue" => &[Action::Examine],
        // Where the law lets it be taken without an officer, the office takes it by itself.
        "propose" if is_automatic(context) => return Ok(()),
        "propose" => &[Action::Examine],
        "extend" => &[Action::Examine, Action::Approve],
        "finish-stage" => return may_finish(context),
        CaseCommand::ATTACH | "note-message" | "answer-hearing" | "declare" | "state-address" | "contest" => {
            &[Action::ReceiveApplication, Action::TakePart]
        }
        "assign" => &[Action::AssignCase],
        "return" | "approve" => &[Action::Approve],
        // Where the addressee chose a way that a gateway goes.
        "send" if *context.actor == Actor::System => return Ok(()),
        "serve" | "send" | "note-delivery" | "receive-opinion" => counter_or_examiner,
        CaseCommand::PRESUME if *context.actor == Actor::System => return Ok(()),
        "receive" => &[Action::TakePart],
        "mark-made" => &[Action::Personalise],
        "withdraw" => &[Action::ServeAtCounter, Action::TakePart],
        _ => return Err(Denied::NoRight(Action::ReadCase.code()).into()),
    };
    Ok(context.any(actions)?)
}

/// Whether some officer of this kind can finish a step; which one is told when it is named.
fn may_finish(context: &Context<'_>) -> Result<(), OfficeError> {
    if *context.actor == Actor::System {
        return Err(Denied::NoRight(Action::Examine.code()).into());
    }
    let actions = [Action::Examine, Action::ServeAtCounter, Action::Approve, Action::Personalise];
    Ok(context.any(&actions)?)
}

fn is_automatic(context: &Context<'_>) -> bool {
    let by_itself = context.procedure.decisions().iter().any(|rule| rule.automatic)
        || led_to(context.procedure, context.case, context.today).is_some();
    *context.actor == Actor::System && by_itself
}

/// Whether a command fits where the case stands.
pub(super) fn fits(context: &Context<'_>, code: &str) -> bool {
    let case = context.case;
    let open = matches!(case.phase, Phase::Open);
    let ready = is_identified(case) && is_settled(context);
    let heard = |hearing: &HearingRecord| hearing.answer.is_none() && context.today <= hearing.until;
    let decided = matches!(case.phase, Phase::Decided { .. });
    let pending = matches!(case.phase, Phase::Proposed(_) | Phase::Submitted { .. });
    match code {
        "identify" => open && case.identified.is_none(),
        "declare" => open && !context.procedure.questions().is_empty(),
        "state-address" => open && context.procedure.enters_address(),
        "record-evidence" => open && is_identified(case) && !context.procedure.evidence().is_empty(),
        "record" => open && !examine::recordable(context.procedure).is_empty(),
        "take-fee" => {
            let missing = case.fee_missing(&context.assessment.fee);
            open && is_identified(case) && missing.is_some()
        }
        "exempt-fee" => open && is_identified(case) && !is_settled(context) && is_exempt(context),
        "judge" => open && !context.procedure.judgments().is_empty(),
        "invite-hearing" => open && ready && case.hearing.is_none(),
        "answer-hearing" => open && case.hearing.as_ref().is_some_and(heard),
        "finish-stage" => !stages::open_now(context).is_empty(),
        "extend" | "postpone" | "suspend" | "resume" | "note-attempt" => {
            !terms::choices(context, code).is_empty()
        }
        "propose" => open && ready && !dead::bars_all(context),
        "return" => pending,
        "approve" => {
            matches!(case.phase, Phase::Proposed(_)) && is_settled(context) && !dead::bars_proposed(context)
        }
        "record-act" => matches!(case.phase, Phase::Submitted { .. }),
        "serve" | "receive" | "send" => decided && !dead::bars_effect(context),
        CaseCommand::PRESUME => {
            let come = case.sent.last().is_some_and(|sent| sent.presumed <= context.today);
            decided && come && !dead::bars_effect(context)
        }
        "note-delivery" => !case.sent.is_empty(),
        "rebut" => sending::is_presumed(context),
        "request-evidence" => open && !requests::wanting(context).is_empty(),
        "ask-opinion" | "join" => open,
        "receive-opinion" => opinions::are_awaited(context),
        "take-to-court" => court::route(context).is_some(),
        "record-ruling" => case.before_court().is_some(),
        "part" => !case.joined.is_empty(),
        "mark-made" => has_document(case, DocumentStage::Ordered) && documents::may_be_made(context),
        "hand-over" => has_document(case, DocumentStage::Ready) && !case.is_suspended(),
        "contest" => contest::route(context).is_some(),
        "assign" => !case.is_closed(),
        // Post comes for closed cases too, and is filed; a client adds to what is not decided yet, and writes to it.
        CaseCommand::ATTACH | "note-message" => open || pending || context.actor.officer().is_some(),
        "discontinue" => dead::ends(context),
        "withdraw" => {
            (open || matches!(case.phase, Phase::Proposed(_)))
                && asked_for(case)
                && !effects::is_void(context)
        }
        _ => false,
    }
}
