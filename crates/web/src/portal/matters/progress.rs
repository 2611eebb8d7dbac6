//! How far a case is: the steps from receipt to hand-over, and what is due next, by whom and by when.

use super::{sending, stage_words};
use crate::app::App;
use crate::ctx::Ctx;
use crate::portal::apply::visit_words;
use crate::portal::offices::dial;
use crate::ui::assessment::needed;
use crate::ui::contest::does;
use crate::ui::notice::{Tone, notice};
use crate::words::Form;
use law::procedure::alternatives;
use law::{Due, Effect, Evidence, EvidenceBy, FeeAnswer, Procedure};
use maud::{Markup, html};
use office::actor::Role;
use office::appointments::VisitState;
use office::cases::event::StatedOutcome;
use office::cases::{CaseView, Phase};

/// The key of the step at a counter.
const COUNTER: &str = "step-counter";
/// How many steps follow the decision.
const AFTER_DECISION: usize = 2;
/// The steps as a client sees them: stages that belong to each, and the key of its name.
const STEPS: [(&[&str], &str); 6] = [
    (&["received"], "step-received"),
    (&["identified"], COUNTER),
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
    let before = &view.case.before;
    // Where nobody has to come, nobody is waited for at a counter.
    let counter = before.identity || before.fee || view.case.identified.is_some();
    let steps: Vec<_> = STEPS.iter().filter(|(_, key)| counter || *key != COUNTER).collect();
    let at = |stage: &str| steps.iter().position(|(stages, _)| stages.contains(&stage));
    // A withdrawn case stopped where its file ends: at the counter or in examination.
    let last = if view.case.identified.is_some() { "examination" } else { "received" };
    let now = at(stage).or_else(|| at(last)).unwrap_or(0);
    // A refused application goes no further, and where nothing is made a decision is the end of it.
    let goes_on = service.is_none_or(makes) || matches!(stage, "ordered" | "carrying-out" | "ready");
    let shown = if ends_here || !goes_on { steps.len().saturating_sub(AFTER_DECISION) } else { steps.len() };
    let finished = stage == "completed";
    html! {
        ol.steps aria-label=(ctx.t("progress-label")) {
            @for (n, (_, key)) in steps.iter().enumerate().take(shown) {
                @let class = if n < now || finished { "done" } else if n > now { "" } else if stopped { "stopped" } else { "now" };
                li class=(class) aria-current=[(n == now).then_some("step")] {
                    (ctx.t(key))
                    @if n == now { " " small { (stage_words(ctx, stage, view.case.waits_for_party()).1) } }
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
                ul {
                    @for group in alternatives(&list) {
                        li {
                            @if group.len() > 1 { (ctx.t("evidence-one-of")) " " }
                            (group.iter().map(|evidence| ctx.of(&evidence.name)).collect::<Vec<_>>().join("; "))
                        }
                    }
                }
            }
        }
    };
    let bring = if view.may_attach { "next-you-come-bring-or-send" } else { "next-you-come-bring" };
    html! {
        (list(bring, EvidenceBy::Applicant))
        (list("next-you-come-there", EvidenceBy::Counter))
    }
}

/// Whether there is something to bring, or to give at the office, before the case is examined.
fn brings_at_once(service: Option<&Procedure>, view: &CaseView) -> bool {
    let wanted = service.map(|service| needed(service, &view.assessment)).unwrap_or_default();
    wanted.iter().any(|evidence| evidence.is_due_at_once())
}

/// What is done at the office after the decision, where the case needs nobody to come before it.
fn later(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let later = service.stages().iter().filter(|stage| {
        let there = stage.by.code == Role::Counter.code() && !stage.after.is_empty();
        there && !view.case.has_finished(&stage.id)
    });
    let later: Vec<&str> = later.map(|stage| ctx.of(&stage.name)).collect();
    html! {
        @if !later.is_empty() {
            p { (ctx.t("next-you-come-later")) }
            ul { @for name in later { li { (name) } } }
        }
    }
}

/// Paying, where it is known how much: otherwise what has to be established first.
fn fee(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView, pay: &Markup) -> (&'static str, Markup) {
    match &view.assessment.fee {
        FeeAnswer::Unknown { missing, .. } => {
            let label = |name: &String| service?.fact(name).map(|fact| ctx.of(&fact.label));
            let open = html! {
                p { (ctx.t("next-fee-open-note")) }
                ul { @for label in missing.iter().filter_map(label) { li { (label) } } }
            };
            ("next-fee-open", open)
        }
        FeeAnswer::None | FeeAnswer::Exempt { .. } => {
            ("next-fee-exempt", html! { p { (ctx.t("next-fee-exempt-note")) } })
        }
        FeeAnswer::Due(_) => ("next-you-pay", html! { p { (ctx.t("next-you-pay-note")) } (pay) }),
    }
}

/// What the office waits for and only the client can do: a visit, the fee, what was asked for.
fn waits_for(view: &CaseView) -> Vec<&'static str> {
    let before = &view.case.before;
    let waited = [
        ("waits-visit", view.case.stage() == "received"),
        (
            "waits-fee",
            before.fee && !view.is_fee_settled() && matches!(view.case.stage(), "received" | "identified"),
        ),
        ("waits-documents", view.case.waits_for_party().is_some()),
    ];
    waited.into_iter().filter(|(_, waits)| *waits).map(|(key, _)| key).collect()
}

/// By when the office decides, and what a client can do once that day has passed.
fn until(app: &App, ctx: &Ctx, view: &CaseView, service: Option<&Procedure>) -> Markup {
    if service.is_some_and(|service| view.awaits_its_term(service)) {
        return html! { p { (ctx.t("next-office-waits")) } };
    }
    let day = match view.term.due {
        Due::On(day) => day,
        Due::Paused { left_days } => {
            return html! { p { (ctx.tf("term-paused", &[("days", left_days.into())])) } };
        }
    };
    let (over, authority) = (day < ctx.today(), app.law().authority());
    let waits = waits_for(view);
    if over && !waits.is_empty() {
        return html! {
            p { (ctx.tf("next-office-over-waits", &[("day", ctx.date_in(day, Form::Dative).into())])) }
            ul { @for key in waits { li { (ctx.t(key)) } } }
        };
    }
    let key = if over { "next-office-over" } else { "next-office-until" };
    html! {
        p { (ctx.tf(key, &[("day", ctx.date_in(day, Form::Dative).into())])) }
        @if over {
            p {
                (ctx.t("next-office-over-ask")) " " (dial(&authority.phone)) ", "
                a href={ "mailto:" (authority.email) } { (authority.email) } "."
            }
        }
    }
}

/// The visit that is booked, or the way to book one; a visit that was missed is said so.
fn visit(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let office = app.law().office(&view.case.office).filter(|office| office.takes_bookings());
    let office = office.map(|office| format!("&office={}", office.id)).unwrap_or_default();
    let book = ctx.href(&format!("/book?service={}{office}", view.case.procedure));
    let booked = view.appointment.as_ref();
    let gone = booked.filter(|visit| match visit.state {
        VisitState::Missed => true,
        VisitState::Booked => visit.day < ctx.today(),
        _ => false,
    });
    html! {
        @if let Some(visit) = booked.filter(|_| comes(ctx, view)) {
            p { strong { (visit_words(app, ctx, visit)) } }
            @if visit.person == ctx.actor().client() {
                p { a href=(ctx.href(&format!("/visits/{}", visit.id))) { (ctx.t("next-visit-see")) } }
            }
        } @else {
            @if let Some(visit) = gone {
                @let key = if visit.state == VisitState::Missed { "next-visit-missed" } else { "next-visit-past" };
                p { strong { (ctx.tf(key, &[("day", ctx.date_in(visit.day, Form::Locative).into())])) } }
            }
            p { a.button href=(book) { (ctx.t("nav-book")) } }
        }
    }
}

/// Whether a visit is booked that is still to come, or the visitor is here.
fn comes(ctx: &Ctx, view: &CaseView) -> bool {
    view.appointment.as_ref().is_some_and(|visit| match visit.state {
        VisitState::Booked => visit.day >= ctx.today(),
        VisitState::CheckedIn => true,
        VisitState::Done | VisitState::Missed | VisitState::Cancelled => false,
    })
}

/// What stands below of a decision that is not what was asked for: its reasons, and what can be done against it now.
fn against(ctx: &Ctx, view: &CaseView) -> Markup {
    let Phase::InForce { contest_until, contests, .. } = &view.case.phase else { return html! {} };
    let open = contests.is_empty() && contest_until.is_some_and(|day| day >= ctx.today());
    let key = match &view.way_on {
        Some(step) if open && step.court => "next-refused-appeal",
        Some(_) if open => "next-refused-note",
        _ => "next-refused-why",
    };
    html! { p { (ctx.t(key)) } }
}

/// Whether the decision in force burdens the person.
fn burdens(view: &CaseView) -> bool {
    let decision = view.case.decision();
    decision.is_some_and(|decision| matches!(decision.outcome, StatedOutcome::Impose { .. }))
}

/// What happens next, told in a box.
pub(super) fn next(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    let until = until(app, ctx, view, service);
    let office = app.law().office(&view.case.office).map_or(view.case.office.as_str(), |o| ctx.of(&o.name));
    let hearing_until = view.case.hearing.as_ref().map(|hearing| ctx.date_in(hearing.until, Form::Dative));
    let pay = html! { @if view.payable().is_some() { p { a href="#pay" { (ctx.t("pay-go")) } } } };
    let asked = service.map(|service| sending::requested(ctx, service, view));
    // What the office asks of the client goes before everything else.
    let say = |tone, key: &str, content: Markup| html! { (asked.clone().unwrap_or_default()) (notice(tone, &ctx.t(key), &content)) };
    let (comes, visit, against) = (comes(ctx, view), visit(app, ctx, view), against(ctx, view));
    if let Some(contest) = view.case.contested() {
        let title = if contest.court { "next-at-court" } else { "next-contested" };
        return say(
            Tone::Info,
            title,
            html! {
                p { (ctx.t(does(contest))) }
                @if contest.if_reinstated && !contest.suspends {
                    p { a href={ (ctx.href(&format!("/matters/{}", contest.child))) "#correspondence" } { (ctx.t("contest-late-add")) } }
                }
            },
        );
    }
    match view.case.stage() {
        "received" => say(
            if comes { Tone::Info } else { Tone::Warn },
            if comes { "next-visit" } else { "next-you-come" },
            html! {
                @if comes { (visit) }
                // A case stands here until identity is established.
                p { (ctx.t("next-you-come-identity")) }
                @if let Some(service) = service { (come(ctx, service, view)) }
                (pay)
                @if !comes { (visit) }
                (until)
            },
        ),
        "identified" => {
            let (heading, paying) = fee(ctx, service, view, &pay);
            let brings = service.map(|service| come(ctx, service, view));
            let after = service.map(|service| later(ctx, service, view)).unwrap_or_default();
            // Who was there already brought what there was.
            let brings = brings.filter(|_| view.case.identified.is_none() && brings_at_once(service, view));
            let visited = html! { @if let Some(brings) = brings { (brings) (after) (visit) } };
            say(Tone::Warn, heading, html! { (paying) (visited) (until) })
        }
        "examination" if view.case.waits_for_party().is_some() => {
            say(Tone::Plain, "next-office-waits-heading", until)
        }
        "examination" | "proposed" | "submitted" => say(Tone::Info, "next-office", until),
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
        "imposed" => say(Tone::Bad, "next-imposed", against),
        // A burden that is still to be obeyed is told as one.
        "carrying-out" if burdens(view) => say(Tone::Bad, "next-imposed", against),
        "discontinued" if matches!(view.case.phase, Phase::Ended { .. }) => {
            say(Tone::Plain, "next-discontinued", html! { p { (ctx.t("next-ended-note")) } })
        }
        "discontinued" => say(Tone::Plain, "next-discontinued", against),
        "undone" => {
            let key = if view.case.undone_by_court() { "next-undone-court" } else { "next-undone-note" };
            say(Tone::Info, "next-undone", html! { p { (ctx.t(key)) } })
        }
        "carrying-out" => {
            say(Tone::Good, "next-carrying-out", html! { p { (ctx.t("next-carrying-out-note")) } })
        }
        "refused" => say(Tone::Bad, "next-refused", against),
        _ => say(Tone::Plain, "next-withdrawn", html! { p { (ctx.t("next-withdrawn-note")) } }),
    }
}
