//! The course of a case: its terms with their calculation, the steps of the work, the way of examination, contests.

use super::href;
use super::law::norm;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, notice, tag};
use crate::words::Form as DayForm;
use crate::workbench::decide::does;
use crate::workbench::words::due;
use ::law::procedure::SayingKind;
use ::law::{Due, Procedure};
use maud::{Markup, html};
use office::cases::case::ContestEffect;
use office::cases::{CaseView, ClockLine, Phase, StageState};

/// Every term of the case: the one for the decision first, each with its calculation.
pub fn terms(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let open = matches!(view.case.phase, Phase::Open | Phase::Proposed(_) | Phase::Submitted { .. });
    let waits = open && view.awaits_its_term(procedure);
    html! {
        div.panel {
            h2 { (ctx.t("work-term-heading")) }
            @if waits {
                p { (ctx.tf("work-term-length", &[("term", crate::words::term(ctx.lang(), view.term.term).into())])) }
            } @else {
                @match view.term.due {
                    Due::On(day) if open => p { (due(ctx, day)) },
                    Due::On(day) => p { (ctx.date(day)) },
                    Due::Paused { left_days } => p { (ctx.tf("work-term-paused", &[("days", left_days.into())])) },
                }
                (steps_of(ctx, &view.term))
            }
            @for line in &view.clocks { (clock(ctx, view, procedure, line)) }
        }
    }
}

fn steps_of(ctx: &Ctx, answer: &::law::Answer) -> Markup {
    html! {
        details.more.last {
            summary { (ctx.t("work-term-steps")) }
            ol { @for step in &answer.steps { li { (ctx.of(step)) } } }
        }
    }
}

/// What a term waits for: the step of the work that brings it, or what every case knows.
fn event_name(ctx: &Ctx, procedure: &Procedure, event: &str) -> String {
    let brings = |stage: &&::law::Stage| stage.emits.iter().any(|emitted| emitted == event);
    match procedure.stages().iter().find(brings) {
        Some(stage) => ctx.of(&stage.name).to_owned(),
        None => ctx.code("term-event", event),
    }
}

/// What is to be found out before it is known whether there is such a term.
fn turns_on(ctx: &Ctx, view: &CaseView, procedure: &Procedure, line: &ClockLine) -> String {
    let clock = procedure.clocks().iter().find(|clock| clock.id == line.id);
    let facts = clock.and_then(|clock| clock.when.as_ref()).map(|when| when.missing(&view.facts));
    let label = |fact: &String| {
        let def = procedure.fact(fact);
        format!("“{}”", def.map_or(fact.as_str(), |def| ctx.of(&def.label)))
    };
    facts.iter().flatten().map(label).collect::<Vec<_>>().join(", ")
}

fn clock(ctx: &Ctx, view: &CaseView, procedure: &Procedure, line: &ClockLine) -> Markup {
    let waits: Vec<String> = line.waits_for.iter().map(|event| event_name(ctx, procedure, event)).collect();
    let waits = waits.join(", ");
    html! {
        div.clock {
            h3 { (ctx.of(&line.name)) }
            @match &line.answer {
                Some(answer) => {
                    @match answer.due {
                        Due::On(day) if line.runs => p { (due(ctx, day)) },
                        Due::On(day) => p { (ctx.date(day)) },
                        Due::Paused { left_days } => p { (ctx.tf("work-term-paused", &[("days", left_days.into())])) },
                    }
                    @if let Some(on) = line.ended { p.small { (ctx.tf("work-term-ended", &[("date", ctx.date(on).into())])) } }
                    (steps_of(ctx, answer))
                }
                None if waits.is_empty() => {
                    @let facts = turns_on(ctx, view, procedure, line);
                    p.soft { (ctx.tf("work-term-unknown", &[("facts", facts.into())])) }
                }
                None => p.soft { (ctx.tf("work-term-waits", &[("events", waits.into())])) },
            }
            @if line.overdue.is_some() {
                p { (tag(Tone::Bad, &ctx.t("work-term-passed"))) }
                @if let Some(then) = procedure.clock(&line.id).and_then(|clock| clock.on_overdue.as_ref()) {
                    p { (ctx.of(&then.name)) }
                }
            }
            @if line.proposed.is_some() {
                p {
                    (tag(Tone::Warn, &ctx.t("work-term-proposed")))
                    @if let Some(day) = line.proposed_until { " " (ctx.date(day)) }
                }
            }
            p.small { (norm(ctx, procedure, &line.cite)) }
        }
    }
}

/// The steps of the work, and how far each is.
pub fn steps(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let state = |state: StageState| match state {
        StageState::Done => (Tone::Good, "work-step-done"),
        StageState::Open => (Tone::Info, "work-step-open"),
        StageState::Waits => (Tone::Plain, "work-step-waits"),
    };
    html! {
        div.panel {
            h2 { (ctx.t("work-steps-heading")) }
            ol {
                @for line in &view.stages {
                    @let stage = procedure.stage(&line.id);
                    @let (tone, words) = state(line.state);
                    li {
                        (stage.map_or(line.id.as_str(), |stage| ctx.of(&stage.name))) " "
                        (tag(tone, &ctx.t(words)))
                        @if let Some(stage) = stage { br; span.small.soft { (ctx.of(&stage.by.name)) } }
                        @if let Some((note, on)) = &line.done {
                            br; span.small.soft { (ctx.date(*on)) @if !note.is_empty() { ": " (note) } }
                        }
                        @for asked in stage.iter().flat_map(|stage| &stage.says) {
                            @if let Some(value) = line.said.get(&asked.id) {
                                br; span.small.soft { (ctx.of(&asked.name)) ": " (said(ctx, asked.kind, value)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was said of a step: a day in words, everything else as it was written.
fn said(ctx: &Ctx, kind: SayingKind, value: &str) -> String {
    let day = value.parse().ok().filter(|_| kind == SayingKind::Day);
    day.map_or_else(|| value.to_owned(), |day| ctx.date(day))
}

/// The way of examination, and why it is this one.
pub fn track(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    if procedure.tracks().is_empty() {
        return html! {};
    }
    let known = view.track.as_ref().and_then(|(id, lines)| {
        procedure.tracks().iter().find(|track| track.id == *id).map(|track| (track, lines))
    });
    html! {
        h2 { (ctx.t("work-track-heading")) }
        @match known {
            None => p { (ctx.t("work-track-unknown")) },
            Some((track, lines)) => {
                p { strong { (ctx.of(&track.name)) } }
                p.small { (norm(ctx, procedure, &track.cite)) }
                @if lines.is_empty() {
                    p.small { (ctx.t("work-track-otherwise")) }
                } @else {
                    ul.small {
                        @for line in lines {
                            li class={ "depth-" (line.depth.min(3)) } { (ctx.of(&line.text)) }
                        }
                    }
                }
            }
        }
    }
}

/// How the case began when nobody applied, and contests of its decision.
pub fn contests(ctx: &Ctx, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let contests = match &view.case.phase {
        Phase::InForce { contests, .. } => contests.as_slice(),
        _ => &[],
    };
    html! {
        @if let Some(begun) = &view.case.begun {
            h2 { (ctx.t("work-begun-heading")) }
            p { (begun.basis) }
            @if let Some(parent) = begun.parent {
                p { a href=(href(ctx, parent)) { (ctx.t("work-parent-case")) " " (parent.grouped()) } }
            }
            @if let Some(first) = view.replaces {
                p { a href=(href(ctx, first)) { (ctx.t("work-replaces-case")) " " (first.grouped()) } }
            }
        }
        @if let Some(anew) = view.anew.filter(|_| contests.iter().all(|contest| contest.anew.is_none())) {
            p { (ctx.t("work-decided-anew")) " " a href=(href(ctx, anew)) { (anew.grouped()) } }
        }
        @for contest in contests {
            (notice(if contest.ended.is_some() { Tone::Info } else { Tone::Warn }, "", &html! {
                p {
                    (ctx.tf(if contest.court { "work-contested-court" } else { "work-contested" }, &[("date", ctx.date_in(contest.on, DayForm::Locative).into())])) " "
                    a href=(href(ctx, contest.child)) { (contest.child.grouped()) }
                }
                @if contest.ended.is_none() {
                    p { (ctx.t(match contest.effect() {
                        ContestEffect::Suspends => "work-contest-suspends",
                        ContestEffect::IfReinstated => "contest-late-runs",
                        ContestEffect::Leaves => "contest-runs",
                    })) }
                }
                @if let Some((fate, on)) = contest.ended {
                    p {
                        @if contest.withdrawn { (ctx.t("work-contest-withdrawn")) " " }
                        (ctx.code("work-fate", fate.code())) ", " (ctx.date(on))
                    }
                    @let fallen = view.fallen(procedure, contest);
                    @if !fallen.is_empty() { ul { @for part in &fallen { li { (does::part(app, ctx, part)) } } } }
                }
                @if let Some(anew) = contest.anew {
                    p { (ctx.t("work-decided-anew")) " " a href=(href(ctx, anew)) { (anew.grouped()) } }
                }
            }))
        }
    }
}
