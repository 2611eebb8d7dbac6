//! Forms of the commands that move a case: the address, steps, terms, the act of another body, contest.

use super::correspondence::channels;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::contest;
use crate::ui::field::{Form, Line};
use crate::ui::law_text::tries;
use ::law::Procedure;
use ::law::procedure::Stage;
use kernel::OfficerId;
use maud::{Markup, html};
use office::cases::{CaseView, StageState};

/// The address that the decision is about.
pub fn address(form: &Form<'_>, places: &[(String, String)]) -> Markup {
    let ctx = form.ctx;
    html! {
        (form.select("state-address-municipality", &ctx.t("work-municipality"), &ctx.t("work-municipality-hint"), places))
        (form.line(Line::Text, "state-address-address", &ctx.t("work-address"), &ctx.t("work-address-hint"), "off"))
    }
}

/// A step that is done.
pub fn step(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let open = view.stages.iter().filter(|line| line.noted && line.state == StageState::Open);
    let options: Vec<(String, String, String)> = open
        .filter_map(|line| procedure.stage(&line.id))
        .map(|stage| (stage.id.clone(), ctx.of(&stage.name).to_owned(), about(ctx, view, procedure, stage)))
        .collect();
    html! {
        (form.radios("finish-stage-stage", &ctx.t("work-step"), "", &options))
        (form.line(Line::Text, "finish-stage-note", &ctx.t("work-step-note"), "", "off"))
        (form.line(Line::Date, "finish-stage-on", &ctx.t("work-step-on"), &ctx.t("work-step-on-hint"), "off"))
    }
}

/// Who does a step, and which letter goes to the client once it is done: the words about the step go into that.
fn about(ctx: &Ctx, view: &CaseView, procedure: &Procedure, stage: &Stage) -> String {
    let told = stage.emits.iter().flat_map(|event| procedure.notices_on(event, &view.facts));
    let told: Vec<String> =
        told.map(|notice| ctx.tf("work-step-tells", &[("letter", ctx.of(&notice.name).into())])).collect();
    let says = stage.says.as_ref().map(|says| ctx.tf("work-step-says", &[("says", ctx.of(says).into())]));
    std::iter::once(ctx.of(&stage.by.name).to_owned()).chain(told).chain(says).collect::<Vec<_>>().join(". ")
}

/// A term that is moved for a reason: `clock reason`, as one choice.
pub fn moving(form: &Form<'_>, procedure: &Procedure, command: &str) -> Markup {
    let ctx = form.ctx;
    let mut options: Vec<(String, String, String)> = Vec::new();
    for clock in procedure.clocks() {
        let name = ctx.of(&clock.name);
        let mut add = |id: &str, reason: &kernel::Text| {
            options.push((format!("{} {id}", clock.id), ctx.of(reason).to_owned(), name.to_owned()));
        };
        match command {
            "extend" => {
                clock.extend.iter().filter(|longer| !longer.by_law).for_each(|l| add(&l.id, &l.name));
            }
            "postpone" => clock.postpone.iter().for_each(|reason| add(&reason.id, &reason.name)),
            _ => clock.suspend.iter().for_each(|reason| add(&reason.id, &reason.name)),
        }
    }
    html! {
        (form.radios(&format!("{command}-reason"), &ctx.t("work-term-reason"), "", &options))
        (form.area(&format!("{command}-reasons"), &ctx.t("work-reasons"), &ctx.t("work-term-reasons-hint")))
    }
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
    let others = examiners
        .iter()
        .filter(|(code, _)| Some(code.as_str()) != view.case.assigned.as_ref().map(OfficerId::as_str));
    let mut options: Vec<(String, String)> = others.cloned().collect();
    if view.case.assigned.is_some() {
        options.push((String::new(), ctx.t("work-assign-nobody")));
    }
    form.select("assign-to", &ctx.t("work-assign-to"), "", &options)
}
