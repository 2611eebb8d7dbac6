//! How far a case is: the steps from receipt to hand-over, and what is due next, by whom and by when.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::assessment::needed;
use crate::ui::notice::{Tone, notice};
use crate::words::Form;
use law::{Due, Effect, Evidence, EvidenceBy, Procedure};
use maud::{Markup, html};
use office::cases::CaseView;

/// The steps as a client sees them: stages that belong to each, and the key of its name.
const STEPS: [(&[&str], &str); 6] = [
    (&["received"], "step-received"),
    (&["identified"], "step-counter"),
    (&["examination", "hearing", "proposed", "submitted"], "step-examination"),
    (&["decided", "refused", "imposed", "discontinued", "undone"], "step-decision"),
    (&["ordered", "carrying-out"], "step-made"),
    (&["ready", "completed"], "step-handed-over"),
];

/// Whether a decision of the procedure makes a document, or something else that is carried out.
fn makes(service: &Procedure) -> bool {
    let makes = |effect: &Effect| matches!(effect, Effect::Issue { .. });
    service.decisions().iter().flat_map(|rule| &rule.effects).any(makes)
}

/// The tracker.
pub(super) fn tracker(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let stage = view.case.stage();
    let ends_here = matches!(stage, "refused" | "imposed" | "discontinued" | "undone");
    let stopped = ends_here || stage == "withdrawn";
    let now = STEPS.iter().position(|(stages, _)| stages.contains(&stage));
    // A withdrawn case stopped where its file ends: at the counter or in examination.
    let now = now.unwrap_or(if view.case.identified.is_some() { 2 } else { 0 });
    // A refused application goes no further, and where nothing is made a decision is the end of it.
    let goes_on = service.is_none_or(makes) || matches!(stage, "ordered" | "carrying-out" | "ready");
    let shown = if ends_here || !goes_on { 4 } else { STEPS.len() };
    let finished = stage == "completed";
    html! {
        ol.steps aria-label=(ctx.t("progress-label")) {
            @for (n, (_, key)) in STEPS.iter().enumerate().take(shown) {
                @let class = if n < now || finished { "done" } else if n > now { "" } else if stopped { "stopped" } else { "now" };
                li class=(class) aria-current=[(n == now).then_some("step")] {
                    (ctx.t(key))
                    @if n == now { " " small { (ctx.code("stage", stage)) } }
                    @else if n < now || finished { span.hidden-visually { ": " (ctx.t("step-done")) } }
                }
            }
        }
    }
}

/// What the client comes for, by the procedure and the facts of this case and nothing else.
fn come(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let wanted = needed(service, &view.assessment);
    let list = |key: &str, by: EvidenceBy| {
        let of = |evidence: &&Evidence| evidence.by == by && evidence.is_due_at_once();
        let list: Vec<&Evidence> = wanted.iter().copied().filter(of).collect();
        html! {
            @if !list.is_empty() {
                p { (ctx.t(key)) }
                ul { @for evidence in list { li { (ctx.of(&evidence.name)) } } }
            }
        }
    };
    html! {
        (list("next-you-come-bring", EvidenceBy::Applicant))
        (list("next-you-come-there", EvidenceBy::Counter))
    }
}

/// What happens next, told in a box.
pub(super) fn next(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let until = match view.term.due {
        Due::On(day) => ctx.tf("next-office-until", &[("day", ctx.date_in(day, Form::Dative).into())]),
        Due::Paused { left_days } => ctx.tf("term-paused", &[("days", left_days.into())]),
    };
    let office = app.law().office(&view.case.office).map_or(view.case.office.as_str(), |o| ctx.of(&o.name));
    let hearing_until = view.case.hearing.as_ref().map(|hearing| ctx.date_in(hearing.until, Form::Dative));
    let pay = html! { @if view.payable().is_some() { p { a href="#pay" { (ctx.t("pay-go")) } } } };
    let say = |tone, key: &str, content: Markup| notice(tone, &ctx.t(key), &content);
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    match view.case.stage() {
        "received" => say(
            Tone::Warn,
            "next-you-come",
            html! {
                // A case stands here until identity is established.
                p { (ctx.t("next-you-come-identity")) }
                @if let Some(service) = service { (come(ctx, service, view)) }
                (pay)
                @if view.appointment.is_none() {
                    p {
                        a.button href=(ctx.href(&format!("/book?service={}", view.case.procedure))) { (ctx.t("nav-book")) }
                    }
                }
                p { (until) }
            },
        ),
        "identified" => {
            say(Tone::Warn, "next-you-pay", html! { p { (ctx.t("next-you-pay-note")) } (pay) p { (until) } })
        }
        "examination" | "proposed" | "submitted" => say(Tone::Info, "next-office", html! { p { (until) } }),
        "hearing" => say(
            Tone::Warn,
            "next-you-answer",
            html! {
                @if let Some(day) = hearing_until { p { (ctx.tf("next-you-answer-until", &[("day", day.into())])) } }
                p { a href="#hearing" { (ctx.t("next-you-answer-go")) } }
            },
        ),
        "decided" => say(Tone::Warn, "next-you-receive", html! { p { (ctx.t("next-you-receive-note")) } }),
        "ordered" => say(
            Tone::Info,
            "next-made",
            html! { p { (ctx.tf("next-made-note", &[("office", office.into())])) } },
        ),
        "ready" => say(
            Tone::Good,
            "next-collect",
            html! { p { (ctx.tf("next-collect-note", &[("office", office.into())])) } },
        ),
        "completed" => say(Tone::Good, "next-completed", html! { p { (ctx.t("next-completed-note")) } }),
        "imposed" => say(Tone::Bad, "next-imposed", html! { p { (ctx.t("next-refused-note")) } }),
        "discontinued" => say(Tone::Plain, "next-discontinued", html! { p { (ctx.t("next-refused-note")) } }),
        "undone" => say(Tone::Info, "next-undone", html! { p { (ctx.t("next-undone-note")) } }),
        "carrying-out" => {
            say(Tone::Good, "next-carrying-out", html! { p { (ctx.t("next-carrying-out-note")) } })
        }
        "refused" => say(Tone::Bad, "next-refused", html! { p { (ctx.t("next-refused-note")) } }),
        _ => say(Tone::Plain, "next-withdrawn", html! { p { (ctx.t("next-withdrawn-note")) } }),
    }
}
