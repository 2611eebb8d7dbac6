//! Notices follow what happens: whatever the law wants the party told of goes out as a letter in the same commit.
//!
//! What has a letter of its own tells itself: receipt, invitation, decision. What the law adds to a decision goes out when
//! the decision is served, for it would tell of it before.

use super::{Context, Step, contest};
use crate::cases::case::Case;
use crate::cases::clocks::comes_after;
use crate::cases::course::{NoticeGiven, StageDone};
use crate::cases::event::CaseEvent;
use law::procedure::Notice;
use law::{Clock, Truth};

/// Roles of the party to a case.
const PARTY: [&str; 2] = ["client", "subject"];

/// Adds the notices that a step makes due; `after` is the case as the step leaves it.
pub(super) fn follow(context: &Context<'_>, step: &mut Step, after: &Case) {
    let mut fresh = context.fresh.notices.iter().copied();
    for notice in context.procedure.notices() {
        let told = PARTY.contains(&notice.to.code.as_str())
            && comes_after(&notice.after, after)
            && notice.when.as_ref().is_none_or(|when| when.truth(context.facts) != Truth::NotMet);
        let Some(clock) = told.then(|| due(context, step, after, notice)).flatten() else { continue };
        let Some(letter) = fresh.next() else { break };
        step.letters.push(letter);
        let done = finished(step, &notice.on);
        let replaces = done.and_then(|done| context.case.said.get(&done.stage).cloned()).unwrap_or_default();
        let (words, said) = done.map(|done| (done.note.clone(), done.said.clone())).unwrap_or_default();
        let (notice, on) = (notice.id.clone(), context.today);
        let given = NoticeGiven { notice, clock, words, said, replaces, letter, on };
        step.events.push(CaseEvent::NoticeGiven(Box::new(given)));
    }
}

/// The step of the work that gave rise to an event.
fn finished<'a>(step: &'a Step, emitted: &str) -> Option<&'a StageDone> {
    step.events.iter().find_map(|event| match event {
        CaseEvent::StageFinished(done) if done.emits.iter().any(|event| event == emitted) => Some(done),
        _ => None,
    })
}

/// Whether the step makes a notice due, and the clock that it is about, if any.
fn due(context: &Context<'_>, step: &Step, after: &Case, notice: &Notice) -> Option<Option<String>> {
    match notice.on.as_str() {
        "received" => None,
        "decided" => {
            let served = |event: &CaseEvent| matches!(event, CaseEvent::DecisionServed { .. });
            (!notice.proof_of_service && step.events.iter().any(served)).then_some(None)
        }
        "term-extended" => step.events.iter().find_map(|event| {
            let CaseEvent::TermExtended(moved) = event else { return None };
            let clock: &Clock = context.procedure.clock(&moved.clock)?;
            let longer = clock.extend.iter().find(|longer| longer.id == moved.reason)?;
            (longer.notice.as_deref() == Some(notice.id.as_str())).then(|| Some(moved.clock.clone()))
        }),
        "term-reinstated" => contest::reinstates(context, after).then_some(None),
        // A step that is done anew tells anew, also on the same day.
        event => {
            let came = after.day_of(event) != context.case.day_of(event) || finished(step, event).is_some();
            (after.day_of(event).is_some() && came).then_some(None)
        }
    }
}
