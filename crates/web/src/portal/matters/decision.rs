//! The decision as its addressee sees it: what it says, on what, where it can be contested and until when.

use super::case::act;
use super::sending;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::contest;
use crate::ui::field::Form;
use crate::ui::law_text::{grounds, norm};
use crate::words::{self, Form as Case};
use kernel::{Day, Lang};
use law::{Due, Procedure};
use maud::{Markup, html};
use office::cases::event::StatedOutcome;
use office::cases::{CaseView, Phase, WayOn};
use office::letters::stated;

/// The section of the decision.
pub(super) fn section(ctx: &Ctx, app: &App, service: &Procedure, view: &CaseView, form: Form<'_>) -> Markup {
    let receive = view.allowed.contains(&"receive").then(|| {
        let button =
            html! { button type="submit" { (ctx.t("receive")) } p.small.soft { (ctx.t("receive-note")) } };
        act(ctx, view, "receive", &button)
    });
    let Phase::InForce { decision, served, contest_until, contests, .. } = &view.case.phase else {
        // What was decided is told when it is received: from that day it is in force.
        return html! {
            @if let Some(form) = receive { h2 { (ctx.t("decision")) } (sending::sent(ctx, app, view)) (form) }
        };
    };
    let undone = view.case.stage() == "undone" || view.case.ruled_undone();
    // Whoever took the step against it is told how far that is, and not how to take it.
    let open = !undone && !view.case.was_contested() && view.case.court.is_empty();
    let outcome = &decision.outcome;
    let rule = service.decision(outcome.decision());
    let replies = rule.is_some_and(law::procedure::DecisionRule::replies);
    let name = rule.map(|rule| stated(rule, &decision.choices, ctx.lang())).unwrap_or_default();
    let says = says(ctx, view, !undone && !view.case.is_suspended());
    let why = html! {
        (grounds(ctx, service, outcome.grounds()))
        @if !outcome.reasons().is_empty() { (of_officer(ctx, outcome.reasons())) }
    };
    html! {
        h2 { (ctx.t("decision")) }
        p { strong { (ctx.tf(headline(outcome, view, replies), &[("decision", name.into())])) } }
        @match outcome {
            StatedOutcome::Grant { .. } if replies => {
                @if !outcome.reasons().is_empty() { (of_officer(ctx, outcome.reasons())) }
                (says)
            },
            StatedOutcome::Grant { .. } => (says),
            StatedOutcome::Impose { .. } => {
                (says)
                p { (ctx.t("decision-why")) }
                (why)
            },
            StatedOutcome::Refuse { .. } | StatedOutcome::Discontinue { .. } => { (why) (says) },
        }
        @if !decision.answer.is_empty() {
            h3 { (ctx.t("decision-answer")) }
            (of_officer(ctx, &decision.answer))
        }
        @if !matches!(outcome, StatedOutcome::Grant { .. }) && open {
            @if let Some(step) = &view.way_on { (way(ctx, step, *contest_until)) }
        }
        // A decision that names no way to contest invites nobody; who still wants to is heard at the desk.
        @if view.allowed.contains(&"contest") && decision.outcome.route().is_some() {
            details.more open[form.faults.of("words", ctx).is_some() || contest::is_at_fault(form.faults)] {
                summary { (ctx.t("contest")) }
                (act(ctx, view, "contest", &html! {
                    (contest::late(ctx, view))
                    p { (ctx.t("contest-note")) }
                    (contest::wanted(app, ctx, view))
                    (form.area("words", &ctx.t("contest-words"), ""))
                    (contest::asked(app, &form, view))
                    button type="submit" { (ctx.t("contest-send")) }
                }))
            }
        }
        @for (at, contest) in contests.iter().enumerate() {
            // The same case goes on to the court.
            @let last = contests.iter().skip(at + 1).all(|later| later.child != contest.child);
            (sending::contested(ctx, contest, last))
        }
        (sending::sent(ctx, app, view))
        @if undone {
            p { (ctx.t("decision-undone")) }
        } @else {
            @let (key, form) = if view.case.is_suspended() { ("decision-suspended", Case::Locative) } else { ("decision-in-force", Case::Genitive) };
            p.soft { (ctx.tf(key, &[("day", ctx.date_in(served.1, form).into())])) }
        }
    }
}

/// What the decision says as its letter does, and the last day of each term that it sets, while that is still to be kept.
fn says(ctx: &Ctx, view: &CaseView, stands: bool) -> Markup {
    let set = view.case.decision().map(|decision| &decision.choices);
    let sets = |id: &str| set.is_some_and(|set| set.contains_key(id));
    let running = view.clocks.iter().filter(|clock| clock.ended.is_none() && sets(&clock.id));
    let days = running.filter_map(|clock| match clock.answer.as_ref()?.due {
        Due::On(day) => Some((&clock.name, day)),
        Due::Paused { .. } => None,
    });
    html! {
        @if !view.says.is_empty() {
            ul { @for sentence in &view.says { li { (ctx.of(sentence)) } } }
        }
        @if stands {
            @for (name, day) in days {
                @let key = if day < ctx.today() { "decision-last-day-over" } else { "decision-last-day" };
                p { strong {
                    (ctx.tf(key, &[
                        ("term", ctx.of(name).into()), ("day", ctx.date_in(day, Case::Nominative).into()),
                    ]))
                } }
            }
        }
    }
}

/// To whom a decision is contested or appealed, how long, until which day where that is still of use, and whether that
/// suspends it.
fn way(ctx: &Ctx, step: &WayOn, last: Option<Day>) -> Markup {
    let (over, until) =
        if step.court { ("appeal-over", "appeal-until") } else { ("contest-over", "contest-until") };
    let term = words::term(ctx.lang(), step.term);
    html! {
        h3 { (ctx.t("service-contest")) }
        p { (ctx.tf(if step.court { "service-route-court" } else { "service-route" }, &[("to", ctx.of(&step.to).into()), ("term", term.into())])) }
        @if let Some(day) = last {
            @if day < ctx.today() {
                p { (ctx.tf(over, &[("day", ctx.date_in(day, Case::Locative).into())])) }
            } @else {
                p { strong { (ctx.tf(until, &[("day", ctx.date_in(day, Case::Dative).into())])) } }
                p { (ctx.t(effect(step.court, step.suspends))) }
                @if let Some(says) = &step.says { p { (ctx.of(says)) } }
            }
        }
        p."small soft" { (norm(ctx, &step.norm)) }
    }
}

/// What a step makes of the decision while it is not decided.
const fn effect(court: bool, suspends: bool) -> &'static str {
    match (court, suspends) {
        (true, true) => "way-court-suspends",
        (true, false) => "way-court-leaves",
        (false, true) => "way-contest-suspends",
        (false, false) => "way-contest-leaves",
    }
}

/// What an officer wrote, which is in the state language whatever the language of the page.
pub(super) fn of_officer(ctx: &Ctx, words: &str) -> Markup {
    html! {
        @if ctx.lang() != Lang::LV { p."small soft" { (ctx.t("officer-words")) } }
        blockquote lang=(Lang::LV.code()) { p { (words) } }
    }
}

/// What a decision is called, by how its case began.
fn headline(outcome: &StatedOutcome, view: &CaseView, replies: bool) -> &'static str {
    match outcome {
        StatedOutcome::Grant { .. } if replies => "decision-replied",
        StatedOutcome::Grant { .. } if view.case.contests() => "decision-contest-granted",
        StatedOutcome::Refuse { .. } if view.case.contests() => "decision-contest-refused",
        StatedOutcome::Grant { .. } if view.case.begun.is_some() => "decision-decided",
        StatedOutcome::Grant { .. } => "decision-granted",
        StatedOutcome::Impose { .. } => "decision-imposed",
        StatedOutcome::Discontinue { .. } => "decision-discontinued",
        StatedOutcome::Refuse { .. } => "decision-refused",
    }
}
