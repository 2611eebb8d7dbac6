//! How the decision came to its addressee when it was sent, and whether it is before a court.

use super::decision::of_officer;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::contest::does;
use crate::ui::notice::{Tone, notice};
use crate::words::Form as Case;
use law::Procedure;
use maud::{Markup, html};
use office::cases::case::Contest;
use office::cases::event::ServiceChannel;
use office::cases::{CaseView, Phase};

/// Evidence that the office asked for and has not got.
pub(super) fn requested(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let open = if matches!(view.case.phase, Phase::Open) { view.case.requested() } else { Vec::new() };
    html! {
        @if !open.is_empty() {
            (notice(Tone::Warn, &ctx.t("requested-heading"), &html! {
                ul {
                    @for (request, id) in &open {
                        @let known = service.evidence_of(id);
                        li {
                            (known.map_or(*id, |evidence| ctx.of(&evidence.name))) ", "
                            (ctx.tf("requested-until", &[("day", ctx.date_in(request.until, Case::Dative).into())]))
                            @if !request.words.is_empty() { (of_officer(ctx, &request.words)) }
                        }
                    }
                }
                @if view.may_attach { p { a href="#correspondence" { (ctx.t("files-add")) } } }
            }))
        }
    }
}

/// That the decision was contested, in which case, and how far that is.
pub(super) fn contested(ctx: &Ctx, contest: &Contest) -> Markup {
    let day = |day| ctx.date_in(day, Case::Locative).into();
    html! {
        p {
            strong { (ctx.tf(if contest.court { "contest-court" } else { "contest-filed" }, &[("day", day(contest.on))])) } " "
            @match contest.ended {
                None => (ctx.t(does(contest))),
                Some((fate, on)) => {
                    (ctx.tf(if contest.court { "contest-court-decided" } else { "contest-decided" }, &[("day", day(on))])) " " (ctx.code("contest-fate", fate.code()))
                },
            }
        }
        p { a href=(ctx.href(&format!("/matters/{}", contest.child))) {
            (ctx.tf("contest-case", &[("case", contest.child.grouped().into())]))
        } }
    }
}

/// What the client is told of it.
pub(super) fn sent(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    let counts = match &view.case.phase {
        Phase::Decided { .. } => Some("decision-sent-by"),
        Phase::InForce { served: (ServiceChannel::Sent, _), .. } => Some("decision-presumed"),
        _ => None,
    };
    let rules = app.law().notification();
    let date = |day| ctx.date_in(day, Case::Locative);
    html! {
        @if let Some((key, sent)) = counts.zip(view.case.sent.last()) {
            @let way = rules.way(&sent.way).map_or(sent.way.as_str(), |way| ctx.of(&way.name));
            p { (ctx.tf(key, &[("way", way.into()), ("day", date(sent.on).into()), ("presumed", date(sent.presumed).into())])) }
        }
        @if let Some(rebutted) = &view.case.rebutted {
            p { (ctx.tf("decision-rebutted", &[("day", date(rebutted.received).into())])) }
        }
        @for (court, ruling) in &view.case.court {
            p {
                (ctx.tf("decision-at-court", &[("number", court.number.as_str().into())])) " "
                @if let Some(ruling) = ruling {
                    (ctx.tf("decision-ruled", &[("number", ruling.number.as_str().into()), ("day", date(ruling.on).into())]))
                }
            }
        }
    }
}
