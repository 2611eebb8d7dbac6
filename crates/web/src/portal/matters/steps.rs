//! How far a case is: the steps from its beginning to its end, in the words that fit how it began and what it leads to.

use super::bring::Bring;
use super::{challenged_words, stage_words};
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use law::{Effect, FeeAnswer, Procedure};
use maud::{Markup, html};
use office::cases::{CaseView, Challenged, Phase};

/// A step: the stages that belong to it, and the key of its name.
type Step = (&'static [&'static str], &'static str);

/// Stages in which a case ends with its decision.
const ENDED: [&str; 4] = ["refused", "imposed", "discontinued", "undone"];

/// Whether a decision of the procedure makes a document, or something else that is carried out.
fn makes(service: &Procedure) -> bool {
    let makes = |effect: &Effect| matches!(effect, Effect::Issue { .. });
    service.decisions().iter().flat_map(|rule| &rule.effects).any(makes)
}

/// The first step, by how the case began.
fn beginning(view: &CaseView) -> &'static str {
    match &view.case.begun {
        None => "step-received",
        Some(begun) if begun.contests => "step-contest",
        Some(_) => "step-begun",
    }
}

/// What follows the decision: a document, something else that is carried out, or nothing.
fn following(service: Option<&Procedure>, view: &CaseView) -> &'static [Step] {
    const DOCUMENT: &[Step] =
        &[(&["ordered", "carrying-out"], "step-made"), (&["ready", "completed"], "step-handed-over")];
    const CARRIED_OUT: &[Step] = &[(&["carrying-out"], "step-carried-out")];
    match &view.case.phase {
        _ if ENDED.contains(&view.case.stage()) => &[],
        Phase::InForce { documents, .. } if !documents.is_empty() => DOCUMENT,
        Phase::InForce { .. } if view.case.stage() == "carrying-out" => CARRIED_OUT,
        Phase::InForce { .. } => &[],
        _ if service.is_none_or(makes) => DOCUMENT,
        _ => &[],
    }
}

/// The steps as a client sees them.
fn steps(service: Option<&Procedure>, view: &CaseView, visit: bool) -> Vec<Step> {
    let before = &view.case.before;
    let mut steps: Vec<Step> = vec![(&["received"], beginning(view))];
    // Where nobody has to come, nobody is waited for at a counter; where only a fee is due, it is paid from anywhere.
    if before.identity || view.case.identified.is_some() || visit {
        steps.push((&["identified"], "step-counter"));
    } else if before.fee {
        steps.push((&["identified"], "step-fee"));
    }
    steps.push((&["examination", "hearing", "proposed", "submitted"], "step-examination"));
    steps.push((&["decided", "refused", "imposed", "discontinued", "undone"], "step-decision"));
    steps.extend(following(service, view));
    steps
}

fn visit_awaited(service: Option<&Procedure>, view: &CaseView) -> bool {
    service.is_some_and(|service| Bring::of(service, view).waits_for_visit())
}

/// Where a matter stands, in words, with who has to act.
fn stands(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> (Tone, String) {
    let (stage, asked) = (view.case.stage(), view.case.waits_for_party());
    if let Some(challenged) = Challenged::of(&view.case) {
        return challenged_words(ctx, challenged);
    }
    let key = match &view.assessment.fee {
        _ if asked.is_some() => None,
        FeeAnswer::Due(_) if stage == "identified" => Some("mine-pays"),
        FeeAnswer::Unknown { .. } if stage == "identified" => Some("mine-fee-open"),
        FeeAnswer::None | FeeAnswer::Exempt { .. } if stage == "identified" => Some("mine-fee-exempt"),
        _ if stage == "examination" && visit_awaited(service, view) => Some("mine-comes"),
        _ => None,
    };
    match key {
        Some("mine-fee-exempt") => (Tone::Info, ctx.t("mine-fee-exempt")),
        Some(key) => (Tone::Warn, ctx.t(key)),
        None => stage_words(ctx, stage, asked, view.case.is_sent_in_part()),
    }
}

/// The same in its colour.
pub(super) fn stands_tag(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let (tone, words) = stands(ctx, service, view);
    tag(tone, &words)
}

/// The tracker.
pub(super) fn tracker(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let stage = view.case.stage();
    let stopped = ENDED.contains(&stage) || stage == "withdrawn";
    let finished = stage == "completed";
    let visit = visit_awaited(service, view);
    let steps = steps(service, view, visit);
    let at = |stage: &str| steps.iter().position(|(stages, _)| stages.contains(&stage));
    // A withdrawn case stopped where its file ends: at the counter or in examination.
    let last = if view.case.identified.is_some() { "examination" } else { "received" };
    let now = match stage {
        "completed" => steps.len().saturating_sub(1),
        "examination" if visit => at("identified").unwrap_or(0),
        _ => at(stage).or_else(|| at(last)).unwrap_or(0),
    };
    html! {
        ol.steps aria-label=(ctx.t("progress-label")) {
            @for (n, (_, key)) in steps.iter().enumerate() {
                @let class = if n < now || finished { "done" } else if n > now { "" } else if stopped { "stopped" } else { "now" };
                li class=(class) aria-current=[(n == now).then_some("step")] {
                    (ctx.t(key))
                    @if n == now { " " small { (stands(ctx, service, view).1) } }
                    @else if n < now || finished { span.hidden-visually { ": " (ctx.t("step-done")) } }
                }
            }
        }
    }
}
