//! A matter as a line of time: what happened, today, and what comes, with the last lawful day of every term; and each pause
//! of a term explained.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::law_text::{norm, tries};
use crate::ui::notice::{Tone, tag};
use crate::words::{self, Form};
use kernel::{Day, Minute, Text};
use law::clock::{Ends, Suspension};
use law::{Due, EvidenceBy, Procedure};
use maud::{Markup, html};
use office::cases::term::decision_clock;
use office::cases::{CaseView, HistoryLine, Phase, Piece};

/// The whole section.
pub(super) fn section(app: &App, ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let today = ctx.today();
    let (ahead, over): (Vec<_>, Vec<_>) =
        terms(ctx, service, view).into_iter().partition(|term| term.day >= today);
    let over = over.into_iter().filter(|term| term.tells_when_over);
    let mut past: Vec<(Day, Markup)> = happened(app, ctx, service, view);
    past.extend(over.map(|term| (term.day, passed(ctx, &term))));
    past.sort_by_key(|(day, _)| *day);
    html! {
        h2 #timeline { (ctx.t("timeline")) }
        ol.timeline {
            @for (_, line) in &past { (line) }
            @if !ahead.is_empty() || !view.case.is_closed() {
                li { p { strong { (ctx.t("timeline-today")) } } time datetime=(today) { (ctx.date(today)) } }
            }
            @for term in &ahead {
                li.ahead {
                    p { (term.what) " " (tag(Tone::Info, &ctx.t("timeline-ahead"))) }
                    time datetime=(term.day) { (ctx.long_date(term.day)) }
                }
            }
        }
        @if let Some(service) = service { (pauses(ctx, service, view)) }
    }
}

/// What happened, each with its day; what happened alike at one moment is one line.
fn happened(app: &App, ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Vec<(Day, Markup)> {
    let zone = app.office().zone();
    let mut told: Vec<(&HistoryLine, (Day, Minute), Vec<String>)> = Vec::new();
    for line in &view.history {
        let (at, names) = (zone.local(line.at), names(app, ctx, service, view, line));
        match told.last_mut() {
            Some((before, moment, known)) if before.kind == line.kind && *moment == at => {
                for name in names {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            _ => told.push((line, at, names)),
        }
    }
    let mut courts = (of_court(view), of_court(view));
    let shown = |(line, (day, minute), names): (&HistoryLine, (Day, Minute), Vec<String>)| {
        let kind = match line.kind.as_str() {
            "contested" if courts.0.next() == Some(true) => "contest-court",
            "contest-ended" if courts.1.next() == Some(true) => "contest-ruled",
            kind => kind,
        };
        let shown = html! {
            li {
                p {
                    (ctx.code("happened", kind))
                    @if !names.is_empty() { ": " (names.join("; ")) }
                }
                time datetime=(line.at) { (ctx.date(day)) ", " (words::time(ctx.lang(), minute)) }
            }
        };
        (day, shown)
    };
    told.into_iter().map(shown).collect()
}

/// Of each contest of the decision, one after another, whether it was before a court: the history names both alike.
fn of_court(view: &CaseView) -> impl Iterator<Item = bool> {
    let contests = match &view.case.phase {
        Phase::InForce { contests, .. } => contests.as_slice(),
        _ => &[],
    };
    contests.iter().map(|contest| contest.court)
}

/// Of what a line is, by its name: evidence, a step, a term, an amount, the client's own file. What another body said, and
/// a notice that comes with a decision, stay unnamed until the decision is told.
fn names(
    app: &App,
    ctx: &Ctx,
    service: Option<&Procedure>,
    view: &CaseView,
    line: &HistoryLine,
) -> Vec<String> {
    let Some(service) = service else { return Vec::new() };
    let name = |piece: &Piece| match piece {
        Piece::Evidence(id) => service
            .evidence_of(id)
            .filter(|evidence| in_force(view) || evidence.by != EvidenceBy::Body)
            .map(|evidence| ctx.of(&evidence.name).to_owned()),
        Piece::Stage(id) => service.stage(id).map(|stage| ctx.of(&stage.name).to_owned()),
        Piece::Clock(id) => service.clock(id).map(|clock| ctx.of(&clock.name).to_owned()),
        Piece::Notice(id) if in_force(view) => {
            service.notice(id).map(|notice| ctx.of(&notice.name).to_owned())
        }
        Piece::Way(id) => app.law().notification().way(id).map(|way| ctx.of(&way.name).to_owned()),
        Piece::Amount(amount) => Some(ctx.money(*amount)),
        Piece::Words(words) if line.kind == "attachment-filed" => Some(words.clone()),
        Piece::Words(_) if line.kind == "case-opened" => {
            let first = view.replaces?;
            Some(ctx.tf("case-anew-note", &[("case", first.grouped().into())]))
        }
        _ => None,
    };
    line.more.iter().filter_map(name).collect()
}

fn in_force(view: &CaseView) -> bool {
    matches!(view.case.phase, Phase::InForce { .. })
}

/// A last day that has passed without what it was for.
fn passed(ctx: &Ctx, term: &LastDay) -> Markup {
    html! {
        li {
            p { (term.what) " " (tag(Tone::Bad, &ctx.t("timeline-over"))) }
            time datetime=(term.day) { (ctx.long_date(term.day)) }
        }
    }
}

/// A day to which something is to be done, and whether it still says something once it has passed.
struct LastDay {
    day: Day,
    what: String,
    tells_when_over: bool,
}

/// The last days of a matter, by day.
fn terms(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Vec<LastDay> {
    let mut list: Vec<LastDay> = Vec::new();
    let mut add =
        |day: Day, what: String, tells_when_over: bool| list.push(LastDay { day, what, tells_when_over });
    if let Some(visit) = &view.appointment {
        add(visit.day, ctx.t("timeline-visit"), false);
    }
    let ended = matches!(view.case.phase, Phase::Withdrawn { .. } | Phase::Ended { .. });
    if let Some(hearing) = view.case.hearing.as_ref().filter(|hearing| hearing.answer.is_none() && !ended) {
        add(hearing.until, ctx.t("timeline-hearing"), true);
    }
    let undecided = matches!(view.case.phase, Phase::Open | Phase::Proposed(_) | Phase::Submitted { .. });
    let decides = service.and_then(|service| decision_clock(service).ok()).map(|clock| clock.id.as_str());
    if !view.case.is_closed() {
        for clock in view.clocks.iter().filter(|clock| clock.ended.is_none()) {
            if let Some(Due::On(day)) = clock.answer.as_ref().map(|answer| answer.due)
                && !(undecided && decides == Some(clock.id.as_str()))
            {
                let (key, name) = match service.and_then(|service| begins(service, &clock.id)) {
                    Some(begins) => ("timeline-begins", begins),
                    None => ("timeline-term", &clock.name),
                };
                add(day, ctx.tf(key, &[("name", ctx.of(name).into())]), false);
            }
        }
        let begun = service.is_none_or(|service| !view.awaits_its_term(service));
        if let Due::On(day) = view.term.due
            && undecided
            && begun
        {
            add(day, ctx.t("timeline-decision"), true);
        }
    }
    // The step against the decision was taken, or there is nothing left to take it against.
    if let Phase::InForce { contest_until: Some(day), .. } = &view.case.phase
        && !view.case.was_contested()
        && view.case.court.is_empty()
        && view.case.stage() != "undone"
    {
        add(*day, ctx.t("timeline-contest"), true);
    }
    list.sort_by_key(|term| term.day);
    list
}

/// What begins for the person when a term of theirs has passed: that term is a wait and no last day for anything.
fn begins<'s>(service: &'s Procedure, clock: &str) -> Option<&'s Text> {
    let clock = service.clocks().iter().find(|known| known.id == clock)?;
    let waits = matches!(clock.ends, Some(Ends::Never));
    clock.on_overdue.as_ref().filter(|_| waits).map(|effect| &effect.name)
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
