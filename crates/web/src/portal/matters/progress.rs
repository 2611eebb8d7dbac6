//! What is due next in a case, by whom and by when.

use super::bring::{Bring, later};
use super::sending;
use crate::app::App;
use crate::ctx::Ctx;
use crate::portal::apply::visit_words;
use crate::portal::offices::dial;
use crate::ui::contest::does;
use crate::ui::notice::{Tone, notice};
use crate::words::Form;
use law::{Due, FeeAnswer, Procedure};
use maud::{Markup, html};
use office::appointments::VisitState;
use office::cases::case::ContestEffect;
use office::cases::event::StatedOutcome;
use office::cases::{CaseView, Phase, StageLine, StageState};

/// Who takes a step that is the client's, as law files name them.
const CLIENT: &str = "client";

/// Paying, where it is known how much: otherwise what has to be established first.
fn fee(
    ctx: &Ctx,
    service: Option<&Procedure>,
    view: &CaseView,
    pay: &Markup,
) -> (Tone, &'static str, Markup) {
    match &view.assessment.fee {
        FeeAnswer::Unknown { missing, at_most } => {
            let label = |name: &String| service?.fact(name).map(|fact| ctx.of(&fact.label));
            let open = html! {
                p { (ctx.t("next-fee-open-note")) }
                ul { @for label in missing.iter().filter_map(label) { li { (label) } } }
                @if let Some(most) = at_most { p { (ctx.tf("fee-at-most", &[("amount", ctx.money(*most).into())])) } }
            };
            (Tone::Warn, "next-fee-open", open)
        }
        FeeAnswer::None | FeeAnswer::Exempt { .. } => {
            (Tone::Info, "next-fee-exempt", html! { p { (ctx.t("next-fee-exempt-note")) } })
        }
        FeeAnswer::Due(_) => {
            let from_home = view.payable().is_some() && needs_nobody_to_come(service, view);
            let note = if from_home { "next-you-pay-home" } else { "next-you-pay-note" };
            (Tone::Warn, "next-you-pay", html! { p { (ctx.t(note)) } (pay) })
        }
    }
}

/// Whether the client has neither to come nor to bring anything to an office before the decision.
pub(super) fn needs_nobody_to_come(service: Option<&Procedure>, view: &CaseView) -> bool {
    let bring = service.map(|service| Bring::of(service, view));
    !view.case.before.identity && bring.is_none_or(|bring| bring.is_from_afar() || !bring.is_due_at_once())
}

/// What the office waits for and only the client can do: a visit, the fee, documents.
fn waits_for(service: Option<&Procedure>, view: &CaseView) -> Vec<&'static str> {
    let before = &view.case.before;
    let bring = service.map(|service| Bring::of(service, view));
    let here = matches!(view.case.stage(), "identified" | "examination") && view.case.identified.is_none();
    let documents = before.evidence && here && view.case.begun.is_none();
    let waited = [
        ("waits-visit", view.case.stage() == "received"),
        ("waits-visit-office", bring.as_ref().is_some_and(Bring::waits_for_visit)),
        (
            "waits-fee",
            before.fee && !view.is_fee_settled() && matches!(view.case.stage(), "received" | "identified"),
        ),
        ("waits-bring", documents && bring.as_ref().is_some_and(Bring::has_documents)),
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
    let waits = waits_for(service, view);
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
    let Phase::InForce { contest_until, .. } = &view.case.phase else { return html! {} };
    let open = !view.case.was_contested()
        && view.case.court.is_empty()
        && contest_until.is_some_and(|day| day >= ctx.today());
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

/// The steps that the client takes once a decision is in force, such as handing in a document or paying a fine: those that
/// nothing else is waited for.
fn own_steps(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let decided = matches!(view.case.phase, Phase::InForce { .. });
    let outcome = view.case.decision().map(|decision| &decision.outcome);
    let asks = matches!(outcome, Some(StatedOutcome::Grant { .. } | StatedOutcome::Impose { .. }));
    let stands = decided && asks && !view.case.is_suspended() && !view.case.is_closed();
    let open = |line: &&StageLine| line.noted && line.state == StageState::Open;
    let lines = view.stages.iter().filter(open).filter_map(|line| service?.stage(&line.id));
    let own: Vec<_> = lines.filter(|stage| stands && stage.by.code == CLIENT).collect();
    html! {
        @if !own.is_empty() {
            (notice(Tone::Warn, &ctx.t("next-you-do"), &html! {
                ul { @for stage in own { li { (ctx.of(&stage.name)) } } }
            }))
        }
    }
}

/// That the term for the decision ends before the day by which the client is heard.
pub(super) fn over(ctx: &Ctx, view: &CaseView, service: Option<&Procedure>) -> Markup {
    let open = view.case.hearing.as_ref().filter(|hearing| hearing.answer.is_none());
    let begun = service.is_none_or(|service| !view.awaits_its_term(service));
    let due = match view.term.due {
        Due::On(day) => Some(day).filter(|_| begun),
        Due::Paused { .. } => None,
    };
    let over = open.zip(due).filter(|(hearing, due)| hearing.until > *due);
    html! {
        @if let Some((_, due)) = over {
            p { (ctx.tf("hearing-over", &[("day", ctx.date_in(due, Form::Locative).into())])) }
        }
    }
}

/// What happens next, told in a box.
pub(super) fn next(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    let until = until(app, ctx, view, service);
    let office = app.law().office(&view.case.office).map_or(view.case.office.as_str(), |o| ctx.of(&o.name));
    let hearing_until = view.case.hearing.as_ref().map(|hearing| ctx.date_in(hearing.until, Form::Dative));
    let pay = html! { @if view.payable().is_some() { p { a href="#pay" { (ctx.t("pay-go")) } } } };
    let asked = service.map(|service| sending::requested(ctx, service, view));
    let own = own_steps(ctx, service, view);
    // What the office asks of the client goes before everything else.
    let say = |tone, key: &str, content: Markup| html! { (asked.clone().unwrap_or_default()) (own) (notice(tone, &ctx.t(key), &content)) };
    let bring = service.map(|service| Bring::of(service, view));
    let (comes, visit, against) = (comes(ctx, view), visit(app, ctx, view), against(ctx, view));
    if let Some(court) = view.case.before_court() {
        let does = if court.suspends { "contest-suspends" } else { "contest-runs" };
        return say(Tone::Info, "next-at-court", html! { p { (ctx.t(does)) } });
    }
    if let Some(contest) = view.case.contested() {
        let title = if contest.court { "next-at-court" } else { "next-contested" };
        return say(
            Tone::Info,
            title,
            html! {
                p { (ctx.t(does(contest))) }
                @if contest.effect() == ContestEffect::IfReinstated {
                    p { a href={ (ctx.href(&format!("/matters/{}", contest.child))) "#correspondence" } { (ctx.t("contest-late-add")) } }
                }
            },
        );
    }
    if view.case.ruled_undone() {
        return say(
            Tone::Info,
            "next-undone",
            html! { p { (ctx.t("next-undone-court")) } (sending::anew(ctx, view)) },
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
                @if let Some(bring) = &bring { (bring.come(ctx)) }
                (pay)
                @if !comes { (visit) }
                (until)
            },
        ),
        "identified" => {
            let (tone, heading, paying) = fee(ctx, service, view, &pay);
            let after = service.map(|service| later(ctx, service, view)).unwrap_or_default();
            // Who was there already brought what there was, but for what the amount turns on.
            let (there, open) =
                (view.case.identified.is_some(), matches!(view.assessment.fee, FeeAnswer::Unknown { .. }));
            let brings = bring.filter(|bring| (!there || open) && bring.is_due_at_once());
            let visited = html! {
                @if let Some(brings) = brings {
                    @let comes = !there && !brings.is_from_afar();
                    (brings.come(ctx)) @if comes { (after) (visit) }
                }
            };
            say(tone, heading, html! { (paying) (visited) (until) })
        }
        "examination" if bring.as_ref().is_some_and(Bring::waits_for_visit) => say(
            if comes { Tone::Info } else { Tone::Warn },
            if comes { "next-visit" } else { "next-you-come" },
            html! {
                @if comes { (visit) }
                @if let Some(bring) = &bring { (bring.come(ctx)) }
                @if !comes { (visit) }
                (until)
            },
        ),
        "examination" if view.case.waits_for_party().is_some() => {
            // What was not asked for is needed all the same.
            let brings = bring.filter(|bring| bring.has_documents() && view.case.begun.is_none());
            let brings = html! { @if let Some(brings) = brings { (brings.come(ctx)) } };
            say(Tone::Plain, "next-office-waits-heading", html! { (brings) (until) })
        }
        "examination" | "proposed" | "submitted" => say(Tone::Info, "next-office", until),
        "hearing" => say(
            Tone::Warn,
            "next-you-answer",
            html! {
                @if let Some(day) = hearing_until { p { (ctx.tf("next-you-answer-until", &[("day", day.into())])) } }
                (over(ctx, view, service))
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
        "completed" => {
            let key = if view.documents.is_empty() { "next-completed-closed" } else { "next-completed-note" };
            say(Tone::Good, "next-completed", html! { p { (ctx.t(key)) } })
        }
        "imposed" => say(Tone::Bad, "next-imposed", against),
        // A burden that is still to be obeyed is told as one.
        "carrying-out" if burdens(view) => say(Tone::Bad, "next-imposed", against),
        "discontinued" if matches!(view.case.phase, Phase::Ended { .. }) => {
            say(Tone::Plain, "next-discontinued", html! { p { (ctx.t("next-ended-note")) } })
        }
        "discontinued" => say(Tone::Plain, "next-discontinued", against),
        "undone" => {
            let key = if view.case.undone_by_court() { "next-undone-court" } else { "next-undone-note" };
            say(Tone::Info, "next-undone", html! { p { (ctx.t(key)) } (sending::anew(ctx, view)) })
        }
        "carrying-out" => {
            say(Tone::Good, "next-carrying-out", html! { p { (ctx.t("next-carrying-out-note")) } })
        }
        "refused" if view.case.contests() => say(Tone::Bad, "next-contest-refused", against),
        "refused" => say(Tone::Bad, "next-refused", against),
        _ => {
            let key = if view.case.contests() { "next-withdrawn-contest" } else { "next-withdrawn-note" };
            say(Tone::Plain, "next-withdrawn", html! { p { (ctx.t(key)) } })
        }
    }
}
