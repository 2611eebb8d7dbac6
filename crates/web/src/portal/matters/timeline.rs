//! A matter as a line of time: what happened, today, and what comes, with the last lawful day of every term; and each pause
//! of a term explained.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::law_text::{norm, tries};
use crate::ui::notice::{Tone, tag};
use crate::words::{self, Form};
use kernel::{Day, Text};
use law::clock::Suspension;
use law::{Due, Procedure};
use maud::{Markup, html};
use office::cases::{CaseView, Phase};

/// The whole section.
pub(super) fn section(app: &App, ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let zone = app.office().zone();
    let ahead = ahead(ctx, view);
    html! {
        h2 #timeline { (ctx.t("timeline")) }
        ol.timeline {
            @for line in &view.history {
                @let (day, minute) = zone.local(line.at);
                li {
                    p { (ctx.code("happened", &line.kind)) }
                    time datetime=(line.at) { (ctx.date(day)) ", " (words::time(ctx.lang(), minute)) }
                }
            }
            @if !ahead.is_empty() {
                li { p { strong { (ctx.t("timeline-today")) } } time datetime=(ctx.today()) { (ctx.date(ctx.today())) } }
            }
            @for (day, what) in &ahead {
                li.ahead {
                    p { (what) " " (tag(Tone::Info, &ctx.t("timeline-ahead"))) }
                    time datetime=(day) { (ctx.long_date(*day)) }
                }
            }
        }
        @if let Some(service) = service { (pauses(ctx, service, view)) }
    }
}

/// What is to come, by day.
fn ahead(ctx: &Ctx, view: &CaseView) -> Vec<(Day, String)> {
    let today = ctx.today();
    let mut list: Vec<(Day, String)> = Vec::new();
    if let Some(visit) = &view.appointment {
        list.push((visit.day, ctx.t("timeline-visit")));
    }
    if let Some(hearing) = view.case.hearing.as_ref().filter(|hearing| hearing.answer.is_none()) {
        list.push((hearing.until, ctx.t("timeline-hearing")));
    }
    if !view.case.is_closed() {
        for clock in view.clocks.iter().filter(|clock| clock.ended.is_none()) {
            if let Some(Due::On(day)) = clock.answer.as_ref().map(|answer| answer.due) {
                list.push((day, ctx.tf("timeline-term", &[("name", ctx.of(&clock.name).into())])));
            }
        }
        // A term that has not begun is counted from receipt, so that there is a day to look to.
        if let Due::On(day) = view.term.due
            && matches!(view.case.phase, Phase::Open)
            && list.iter().all(|(known, _)| *known != day)
        {
            list.push((day, ctx.t("timeline-decision")));
        }
    }
    if let Phase::InForce { contest_until: Some(day), contests, .. } = &view.case.phase
        && contests.is_empty()
    {
        list.push((*day, ctx.t("timeline-contest")));
    }
    list.retain(|(day, _)| *day >= today);
    list.sort_by_key(|(day, _)| *day);
    list
}

/// A time during which a term stood still, or stands.
struct Pausing<'a> {
    clock: &'a Text,
    from: Day,
    to: Option<Day>,
    why: &'a Suspension,
    /// How many attempts were made in vain.
    tries: Option<String>,
}

/// Each time that a term stood still: from when, until when, why, and by which provision.
fn pauses(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let mut told: Vec<Pausing<'_>> = Vec::new();
    for clock in service.clocks() {
        let Some(moves) = view.case.terms.get(&clock.id) else { continue };
        for (moved, to) in &moves.pauses {
            if let Some(reason) = clock.suspend.iter().find(|reason| reason.id == moved.reason) {
                let tries = tries(ctx, moves, reason);
                told.push(Pausing { clock: &clock.name, from: moved.on, to: *to, why: reason, tries });
            }
        }
    }
    html! {
        @if !told.is_empty() {
            h3 { (ctx.t("timeline-pauses")) }
            ul.rows {
                @for Pausing { clock, from, to, why, tries } in told {
                    li {
                        strong { (ctx.of(clock)) } ": " (ctx.of(&why.name))
                        p {
                            @match to {
                                Some(to) => (ctx.tf("timeline-paused", &[
                                    ("from", ctx.date_in(from, Form::Genitive).into()),
                                    ("to", ctx.date_in(to, Form::Dative).into()),
                                ])),
                                None => (ctx.tf("timeline-pausing", &[("from", ctx.date_in(from, Form::Genitive).into())])),
                            }
                        }
                        @if let Some(tries) = tries { p { (tries) } }
                        p."small soft" { (norm(ctx, &service.cite_text(&why.cite))) }
                    }
                }
            }
        }
    }
}
