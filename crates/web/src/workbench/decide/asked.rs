//! The questions of a proposal, and the proposal that their answers are.

use super::does::part;
use super::terms;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::workbench::case;
use crate::workbench::case::burden;
use law::{Ground, GroundKind, Procedure};
use maud::{Markup, html};
use office::cases::{CaseCommand, CaseView, Weighing};

/// The questions, one after another.
pub fn questions(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let decisions: Vec<(String, String, String)> = procedure
        .decisions()
        .iter()
        .map(|decision| {
            let mut hint = ctx.tf("work-signatures", &[("n", decision.approvals.into())]);
            if !view.open_decisions.contains(&decision.id) {
                hint = format!("{hint} {}", ctx.t("work-not-open"));
            }
            if let Some(body) = &decision.by {
                hint =
                    format!("{hint} {}", ctx.tf("work-decided-by", &[("body", ctx.of(&body.name).into())]));
            }
            (decision.id.clone(), ctx.of(&decision.name).to_owned(), hint)
        })
        .collect();
    let rule = procedure.hearing();
    let mut waivers = vec![(String::new(), ctx.t("work-no-waiver"), String::new())];
    waivers.extend(rule.waivers.iter().map(|waiver| {
        let cite = ctx.of(&procedure.cite_text(&waiver.cite).text).to_owned();
        (waiver.id.clone(), ctx.of(&waiver.text).to_owned(), cite)
    }));
    html! {
        (form.radios("propose-decision", &ctx.t("work-which-decision"), "", &decisions))
        (case::grounds(form, view, procedure, "propose-grounds",
            burden::words(procedure, "work-decide-grounds-hint", "work-decide-grounds-hint-burden")))
        (terms::questions(form, procedure))
        (parts(form, app, view))
        (form.area("propose-reasons", &ctx.t("work-reasons"), &ctx.t(burden::words(
            procedure, "work-decide-reasons-hint", "work-decide-reasons-hint-burden",
        ))))
        @if leaves_choice(form, view, procedure) { (weighing(form)) }
        (hearing_state(ctx, view, procedure))
        (argued(form, view))
        @if view.case.hearing.is_none() {
            (form.radios("propose-waiver", &ctx.t("work-waiver"), &ctx.t(burden::words(
                procedure, "work-waiver-hint", "work-waiver-hint-burden",
            )), &waivers))
            (form.area("propose-waiver-why", &ctx.t("work-waiver-why"), ""))
        }
    }
}

/// The parts of a contested decision, of which some may fall.
fn parts(form: &Form<'_>, app: &App, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    let options = view.contested.iter();
    let options: Vec<(String, String, String)> =
        options.map(|known| (known.at.to_string(), part(app, ctx, known), String::new())).collect();
    html! {
        @if !options.is_empty() {
            (form.checkboxes("propose-parts", &ctx.t("work-parts"), &ctx.t("work-parts-hint"), &options))
        }
    }
}

/// Whether a ground that leaves a choice stands, or something was weighed already: nothing else is weighed.
fn leaves_choice(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> bool {
    let stands = |ground: &Ground| case::stands(view, ground.id());
    let may = |ground: &&Ground| ground.kind() == GroundKind::May;
    weighed(form) || procedure.grounds().iter().filter(may).any(stands)
}

/// Whether one of the four questions was answered, or is told to be.
fn weighed(form: &Form<'_>) -> bool {
    let questions = ["propose-needed", "propose-suitable", "propose-milder", "propose-balanced"];
    questions
        .iter()
        .any(|field| form.fields.has(field) || form.faults.all().iter().any(|fault| fault.field == *field))
}

/// The four questions of usefulness.
fn weighing(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        details.more open[weighed(form)] {
            summary { (ctx.t("work-weighing")) }
            (form.area("propose-needed", &ctx.t("work-weigh-needed"), &ctx.t("work-weighing-hint")))
            (form.area("propose-suitable", &ctx.t("work-weigh-suitable"), ""))
            (form.area("propose-milder", &ctx.t("work-weigh-milder"), ""))
            (form.area("propose-balanced", &ctx.t("work-weigh-balanced"), ""))
        }
    }
}

/// The faults with those of the weighing at the question that each is about, which they name.
pub fn at_their_questions(ctx: &Ctx, found: &Faults) -> Faults {
    let mut told = Faults::default();
    for fault in found.all() {
        let question = match fault.field.as_str() {
            "propose-weighing-needed" => ("propose-needed", "work-weigh-needed"),
            "propose-weighing-suitable" => ("propose-suitable", "work-weigh-suitable"),
            "propose-weighing-least-restrictive" => ("propose-milder", "work-weigh-milder"),
            "propose-weighing-balanced" => ("propose-balanced", "work-weigh-balanced"),
            // That nothing was weighed, or something that is not to be, is told at the first question.
            "propose-weighing" => ("propose-needed", ""),
            _ => ("", ""),
        };
        match question {
            ("", _) => told.extend([fault.clone()]),
            (field, label) if fault.key == "problem-reasons-short" => {
                told.add(field, "work-weigh-short", vec![("question", ctx.t(label))]);
            }
            (field, _) => {
                told.extend([fault.clone()]);
                told.rename(&fault.field, field);
            }
        }
    }
    told
}

/// What the person said, and the answer to it.
fn argued(form: &Form<'_>, view: &CaseView) -> Markup {
    let said = view.case.arguments();
    html! {
        @if !said.is_empty() {
            @for words in &said { blockquote { p { (words) } } }
            (form.area("propose-answer", &form.ctx.t("work-answer"), &form.ctx.t("work-answer-hint")))
        }
    }
}

fn hearing_state(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let (tone, words) = match &view.case.hearing {
        None => {
            let words = burden::words(procedure, "work-decide-not-heard", "work-decide-not-heard-burden");
            (Tone::Info, ctx.t(words))
        }
        Some(record) if record.answer.is_some() => (Tone::Good, ctx.t("work-decide-heard")),
        Some(record) if ctx.today() > record.until => (Tone::Good, ctx.t("work-decide-silent")),
        Some(record) => {
            let until = ctx.date(record.until);
            (Tone::Warn, ctx.tf("work-decide-waiting", &[("until", until.into())]))
        }
    };
    notice(tone, "", &html! { p { (words) } })
}

/// Whether the chosen decision stands on grounds.
pub fn on_grounds(procedure: &Procedure, fields: &Fields) -> bool {
    let decision = procedure.decision(fields.get("propose-decision"));
    decision.is_some_and(|decision| decision.kind.on_grounds())
}

/// The proposal.
pub fn command(procedure: &Procedure, fields: &Fields) -> CaseCommand {
    let maybe = |name: &str| Some(fields.get(name).to_owned()).filter(|text| !text.is_empty());
    let adverse = on_grounds(procedure, fields);
    let grounds = fields.all("propose-grounds").filter(|_| adverse).map(str::to_owned).collect();
    let asked = ["propose-needed", "propose-suitable", "propose-milder", "propose-balanced"];
    let weighing = asked.iter().any(|name| fields.has(name)).then(|| Weighing {
        needed: fields.get("propose-needed").to_owned(),
        suitable: fields.get("propose-suitable").to_owned(),
        least_restrictive: fields.get("propose-milder").to_owned(),
        balanced: fields.get("propose-balanced").to_owned(),
    });
    let rule = procedure.decision(fields.get("propose-decision"));
    CaseCommand::Propose {
        decision: fields.get("propose-decision").to_owned(),
        grounds,
        reasons: fields.get("propose-reasons").to_owned(),
        waiver: maybe("propose-waiver").filter(|_| adverse),
        waiver_why: maybe("propose-waiver-why").filter(|_| adverse),
        answer: fields.get("propose-answer").to_owned(),
        weighing,
        choices: terms::read(rule, fields),
        parts: fields.all("propose-parts").filter_map(|at| at.parse().ok()).collect(),
        seen_at: fields.get("seen-at").parse().unwrap_or(0),
    }
}
