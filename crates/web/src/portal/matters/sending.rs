//! How the decision came to its addressee when it was sent, and whether it is before a court.

use super::decision::of_officer;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::contest::does;
use crate::ui::notice::{Tone, notice};
use crate::words::Form as Case;
use law::{EvidenceBy, Procedure};
use maud::{Markup, html};
use office::cases::case::Contest;
use office::cases::event::ServiceChannel;
use office::cases::request::EvidenceRequest;
use office::cases::{CaseView, Phase};

/// Evidence that the office asked for and has not taken in: what is still to be sent by which day, and what was sent and is
/// being checked. Each request by itself, with what the officer wrote once.
pub(super) fn requested(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let open = if matches!(view.case.phase, Phase::Open) { view.case.requested() } else { Vec::new() };
    let mut requests: Vec<&EvidenceRequest> = Vec::new();
    for (request, _) in &open {
        if requests.iter().all(|known| known.letter != request.letter) {
            requests.push(request);
        }
    }
    let waits = view.case.waits_for_party();
    let come = !open.is_empty() && open.iter().all(|(_, id)| there(service, id));
    let (tone, heading) = match waits {
        None => (Tone::Info, "requested-sent-heading"),
        Some(day) if day < ctx.today() => (Tone::Bad, "requested-over-heading"),
        Some(_) if come => (Tone::Warn, "requested-come-heading"),
        Some(_) if view.case.is_sent_in_part() => (Tone::Warn, "requested-rest-heading"),
        Some(_) => (Tone::Warn, "requested-heading"),
    };
    html! {
        @if !open.is_empty() {
            (notice(tone, &ctx.t(heading), &html! {
                @for request in requests {
                    ul {
                        @for (_, id) in open.iter().filter(|(own, _)| own.letter == request.letter) {
                            (wanted(ctx, service, view, request, id))
                        }
                    }
                    @if !request.words.is_empty() { (of_officer(ctx, &request.words)) }
                }
                @if waits.is_some_and(|day| day < ctx.today()) { p { (ctx.t("requested-over-note")) } }
                @if view.may_attach && waits.is_some() && !come { p { a.button href="#correspondence" { (ctx.t("files-add")) } } }
            }))
        }
    }
}

/// Whether it is taken or shown at the office, so that the person has to come.
fn there(service: &Procedure, id: &str) -> bool {
    service.evidence_of(id).is_some_and(|evidence| evidence.by == EvidenceBy::Counter)
}

/// One piece of evidence that was asked for, and how far it is.
fn wanted(ctx: &Ctx, service: &Procedure, view: &CaseView, request: &EvidenceRequest, id: &str) -> Markup {
    let name = service.evidence_of(id).map_or(id, |evidence| ctx.of(&evidence.name));
    let day = |day, form| ctx.date_in(day, form).into();
    let (key, values) = match view.case.sent_for(request, id) {
        Some(sent) => ("requested-sent", [("day", day(sent, Case::Locative))]),
        None if request.until < ctx.today() => {
            ("requested-was-until", [("day", day(request.until, Case::Nominative))])
        }
        None if there(service, id) => ("requested-come", [("day", day(request.until, Case::Dative))]),
        None => ("requested-until", [("day", day(request.until, Case::Dative))]),
    };
    html! { li { strong { (name) } ", " (ctx.tf(key, &values)) } }
}

/// That the decision was contested, how far that is, and once of each case in which.
pub(super) fn contested(ctx: &Ctx, contest: &Contest, last: bool) -> Markup {
    let day = |day| ctx.date_in(day, Case::Locative).into();
    html! {
        p {
            strong { (ctx.tf(if contest.court { "contest-court" } else { "contest-filed" }, &[("day", day(contest.on))])) } " "
            @match contest.ended {
                None => (ctx.t(does(contest))),
                Some((_, on)) if contest.withdrawn => (ctx.tf("contest-withdrawn", &[("day", day(on))])),
                Some((fate, on)) => {
                    (ctx.tf(if contest.court { "contest-court-decided" } else { "contest-decided" }, &[("day", day(on))])) " " (ctx.code("contest-fate", fate.code()))
                },
            }
        }
        @if last {
            p { a href=(ctx.href(&format!("/matters/{}", contest.child))) {
                (ctx.tf("contest-case", &[("case", contest.child.grouped().into())]))
            } }
        }
    }
}

/// The case in which the same is decided anew.
pub(super) fn anew(ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        @if let Some(anew) = view.anew {
            p { a href=(ctx.href(&format!("/matters/{anew}"))) {
                (ctx.tf("contest-anew", &[("case", anew.grouped().into())]))
            } }
        }
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
                @match ruling {
                    None => (ctx.tf("decision-at-court", &[("number", court.number.as_str().into())])),
                    Some(ruling) => {
                        (ctx.tf("decision-was-at-court", &[("number", court.number.as_str().into())])) " "
                        (ctx.tf("decision-ruled", &[("number", ruling.number.as_str().into()), ("day", date(ruling.on).into())])) " "
                        (ctx.code("contest-fate", ruling.fate.code()))
                    },
                }
            }
        }
    }
}
