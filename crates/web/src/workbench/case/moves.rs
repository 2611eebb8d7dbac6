//! Forms of the commands that move a case: the address, steps, terms, the act of another body, contest.

use super::correspondence::channels;
use super::named;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::contest;
use crate::ui::field::{Form, Line};
use crate::ui::law_text::tries;
use crate::ui::notice::{Tone, notice};
use crate::words::Form as DayForm;
use ::law::procedure::{SayingKind, Stage};
use ::law::{Due, Procedure};
use kernel::OfficerId;
use maud::{Markup, html};
use office::cases::{CaseView, Extent, Movable, StageLine, StageState};

/// The address that the decision is about.
pub fn address(form: &Form<'_>, places: &[(String, String)]) -> Markup {
    let ctx = form.ctx;
    html! {
        (form.select("state-address-municipality", &ctx.t("work-municipality"), &ctx.t("work-municipality-hint"), places))
        (form.line(Line::Text, "state-address-address", &ctx.t("work-address"), &ctx.t("work-address-hint"), "off"))
    }
}

/// The steps that can be noted now, or anew.
fn notable(view: &CaseView) -> impl Iterator<Item = &StageLine> {
    let open = |line: &&StageLine| line.noted && line.state == StageState::Open && line.lacks.is_none();
    view.stages.iter().filter(move |line| open(line) || line.again)
}

/// Whether some step can be noted now.
pub fn is_notable(view: &CaseView) -> bool {
    notable(view).next().is_some()
}

/// What steps still lack before they can be noted.
pub fn lacking(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let open = view.stages.iter().filter(|line| line.state == StageState::Open);
    html! {
        @for problem in open.filter_map(|line| line.lacks.as_ref()) {
            p { (named::words(form.ctx, procedure, problem)) }
        }
    }
}

/// A step that is done.
pub fn step(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let known = notable(view).filter_map(|line| Some((line, procedure.stage(&line.id)?)));
    let stages: Vec<(&StageLine, &Stage)> = known.collect();
    let options: Vec<(String, String, String)> = stages
        .iter()
        .map(|(line, stage)| {
            let anew = line.again.then(|| ctx.t("work-step-again"));
            let words = anew.into_iter().chain([about(ctx, view, procedure, stage)]).collect::<Vec<_>>();
            (stage.id.clone(), ctx.of(&stage.name).to_owned(), words.join(" "))
        })
        .collect();
    html! {
        (lacking(form, view, procedure))
        (form.radios("finish-stage-stage", &ctx.t("work-step"), "", &options))
        @for (_, stage) in &stages { (said(form, stage)) }
        (form.line(Line::Text, "finish-stage-note", &ctx.t("work-step-note"), "", "off"))
        (form.line(Line::Date, "finish-stage-on", &ctx.t("work-step-on"), &ctx.t("work-step-on-hint"), "off"))
    }
}

/// Who does a step, and which letter goes to the client once it is done: the words about the step go into that.
fn about(ctx: &Ctx, view: &CaseView, procedure: &Procedure, stage: &Stage) -> String {
    let told = stage.emits.iter().flat_map(|event| procedure.notices_on(event, &view.facts));
    let told: Vec<String> =
        told.map(|notice| ctx.tf("work-step-tells", &[("letter", ctx.of(&notice.name).into())])).collect();
    std::iter::once(ctx.of(&stage.by.name).to_owned()).chain(told).collect::<Vec<_>>().join(". ")
}

/// The field of what is said of a step.
pub fn saying(stage: &str, id: &str) -> String {
    format!("finish-stage-says-{stage}-{id}")
}

/// What has to be said of a step, each with the control of its kind.
fn said(form: &Form<'_>, stage: &Stage) -> Markup {
    let ctx = form.ctx;
    html! {
        @for asked in &stage.says {
            @let (kind, hint) = match asked.kind {
                SayingKind::Day => (Line::Date, ctx.t("work-step-says-day")),
                SayingKind::Time => (Line::Code, ctx.t("work-step-says-time")),
                SayingKind::Line => (Line::Text, String::new()),
            };
            (form.line(kind, &saying(&stage.id, &asked.id), ctx.of(&asked.name), &hint, "off"))
        }
    }
}

/// A term that is moved for a reason: `clock reason`, as one choice; those that the office would take.
pub fn moving(form: &Form<'_>, view: &CaseView, procedure: &Procedure, command: &str) -> Markup {
    let ctx = form.ctx;
    let movable = || view.movable.iter().filter(|known| known.command == command);
    let options: Vec<(String, String, String)> = movable()
        .map(|Movable { clock, reason, until, .. }| {
            let words = office::cases::naming::reason(procedure, reason);
            let words = words.map_or_else(|| reason.clone(), |name| ctx.of(&name).to_owned());
            let of = procedure.clock(clock).map_or(clock.as_str(), |clock| ctx.of(&clock.name));
            let note = std::iter::once(of.to_owned()).chain(until.map(|until| lasting(ctx, &until)));
            (format!("{clock} {reason}"), words, note.collect::<Vec<_>>().join(". "))
        })
        .collect();
    let asks = movable().any(|known| known.until.is_some_and(|until| until.proposed.is_none()));
    html! {
        (form.radios(&format!("{command}-reason"), &ctx.t("work-term-reason"), "", &options))
        @if asks {
            (form.line(Line::Date, &format!("{command}-until"), &ctx.t("work-extend-until"), &ctx.t("work-extend-until-hint"), "off"))
        }
        (form.area(&format!("{command}-reasons"), &ctx.t("work-reasons"), &ctx.t("work-term-reasons-hint")))
    }
}

/// How long a term can lawfully be made, or the day that another officer proposed.
fn lasting(ctx: &Ctx, until: &Extent) -> String {
    let (key, day) = match until.proposed {
        Some(day) => ("work-extend-proposed", day),
        None => ("work-extend-last", until.last),
    };
    ctx.tf(key, &[("day", ctx.date(day).into())])
}

/// A term that stands still: it runs again, or what it waits for was tried in vain.
pub fn stopped(form: &Form<'_>, view: &CaseView, procedure: &Procedure, command: &str) -> Markup {
    let ctx = form.ctx;
    let mut options: Vec<(String, String, String)> = Vec::new();
    for clock in procedure.clocks() {
        let Some((moves, pause)) =
            view.case.terms.get(&clock.id).and_then(|moves| Some((moves, moves.paused()?)))
        else {
            continue;
        };
        let reason = clock.suspend.iter().find(|reason| reason.id == pause.reason);
        let tries = reason.and_then(|reason| tries(ctx, moves, reason)).unwrap_or_default();
        if command == "resume" || !tries.is_empty() {
            options.push((clock.id.clone(), ctx.of(&clock.name).to_owned(), tries));
        }
    }
    html! {
        (form.radios(&format!("{command}-clock"), &ctx.t("work-term-which"), "", &options))
        (form.area(&format!("{command}-reasons"), &ctx.t("work-reasons"), &ctx.t("work-term-reasons-hint")))
    }
}

/// The act of the body that decides.
pub fn act(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        p { (ctx.t("work-outside-note")) }
        (form.line(Line::Code, "record-act-number", &ctx.t("work-outside-number"), "", "off"))
        (form.line(Line::Date, "record-act-on", &ctx.t("work-outside-on"), "", "off"))
    }
}

/// The objections of who contests.
pub(super) fn contesting(app: &App, form: &Form<'_>, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    html! {
        (contest::late(ctx, view))
        p { (ctx.t("work-contest-note")) }
        (contest::wanted(app, ctx, view))
        (form.select("contest-channel", &ctx.t("work-arrival-channel"), "", &channels(ctx, false)))
        (form.line(Line::Date, "contest-on", &ctx.t("work-apply-received"), &ctx.t("work-contest-received-hint"), "off"))
        (form.area("contest-words", &ctx.t("work-contest-words"), ""))
        (contest::asked(app, form, view))
    }
}

/// Who examines the case from now on.
pub(super) fn assign(form: &Form<'_>, view: &CaseView, examiners: &[(String, String)]) -> Markup {
    let ctx = form.ctx;
    let barred = |code: &str| view.barred.iter().any(|officer| officer.as_str() == code);
    let others = examiners
        .iter()
        .filter(|(code, _)| !barred(code))
        .filter(|(code, _)| Some(code.as_str()) != view.case.assigned.as_ref().map(OfficerId::as_str));
    let mut options: Vec<(String, String)> = others.cloned().collect();
    if view.case.assigned.is_some() {
        options.push((String::new(), ctx.t("work-assign-nobody")));
    }
    form.select("assign-to", &ctx.t("work-assign-to"), "", &options)
}

/// That the day for the answer of whoever is heard comes after the last lawful day for the decision, and what to do first.
pub(super) fn hearing_over(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let calendar = &app.law().country().calendar;
    let until = ::law::clock::last_day(procedure.hearing().term, ctx.today(), calendar, true).ok();
    let due = match view.term.due {
        Due::On(day) if !view.awaits_its_term(procedure) => Some(day),
        Due::On(_) | Due::Paused { .. } => None,
    };
    let Some((until, due)) = until.zip(due).filter(|(until, due)| until > due) else { return html! {} };
    let key = if view.movable.iter().any(|known| known.command == "extend") {
        "work-hearing-extend"
    } else {
        "work-hearing-no-extension"
    };
    let days = [
        ("until", ctx.date_in(until, DayForm::Nominative).into()),
        ("due", ctx.date_in(due, DayForm::Nominative).into()),
    ];
    notice(Tone::Warn, "", &html! { p { (ctx.tf("work-hearing-over", &days)) " " (ctx.t(key)) } })
}
