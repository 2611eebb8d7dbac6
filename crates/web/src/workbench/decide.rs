//! Proposing a decision: which one, on which grounds, with which reasons; a preview before it is sent.

use super::case::act::{faults_of, stale, version};
use super::case::named;
use super::case::{href, procedure};
use super::words::{document_name, name};
use super::{case, id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice, tag};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use law::procedure::{Effect, SetValue};
use law::{GroundKind, Procedure, Truth, Verdict};
use maud::{Markup, html};
use office::cases::event::StatedEffect;
use office::cases::{CaseCommand, CaseView, Weighing};
use office::error::OfficeError;

/// `GET /{lang}/work/cases/{id}/decide`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    if !view.allowed.contains(&"propose") {
        return Ok(Redirect::to(&href(&ctx, view.case.id)).into_response());
    }
    let grounds = match view.assessment.outcome() {
        Verdict::Refusable(grounds) => grounds,
        Verdict::Grantable | Verdict::Unknown(_) => Vec::new(),
    };
    // The officer starts from what the law allows first, and may decide otherwise where the law lets them.
    let decision = view.open_decisions.first().cloned().unwrap_or_default();
    let mut pairs = vec![("propose-decision", decision.as_str()), ("propose-waiver", "")];
    pairs.extend(grounds.iter().map(|ground| ("propose-grounds", ground.as_str())));
    Ok(show(&app, &ctx, &view, &ctx.given_back(Fields::of(&pairs)), &ctx.faults()))
}

fn show(app: &App, ctx: &Ctx, view: &CaseView, fields: &Fields, faults: &Faults) -> Response {
    let Ok(procedure) = procedure(app, view) else { return Fault::of("fault").into_response() };
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        p.lead { (name(&view.subject)) " · " (ctx.of(procedure.name())) }
        div.columns.case {
            div {
                form method="post" action={ (href(ctx, view.case.id)) "/decide" } {
                    (ctx.form_token())
                    input type="hidden" name="version" value=(view.case.version);
                    input type="hidden" name="seen-at" value=(view.seen_at);
                    (questions(&form, app, view, procedure))
                    p.actions {
                        (button::step(ctx, "", "preview", "work-preview"))
                        (button::go(ctx, "second", href(ctx, view.case.id), "work-back-to-case"))
                    }
                }
            }
            div.beside { div.panel { (case::beside(ctx, view, procedure)) } }
        }
    };
    Page::new(ctx, ctx.t("work-decide-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .faults(faults)
        .render(body)
}

fn questions(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
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
        (case::grounds(form, view, procedure, "propose-grounds", "work-decide-grounds-hint"))
        (choices(form, procedure))
        (parts(form, app, view))
        (form.area("propose-reasons", &ctx.t("work-reasons"), &ctx.t("work-decide-reasons-hint")))
        @if procedure.grounds().iter().any(|ground| ground.kind() == GroundKind::May) { (weighing(form)) }
        (hearing_state(ctx, view))
        (argued(form, view))
        @if view.case.hearing.is_none() {
            (form.radios("propose-waiver", &ctx.t("work-waiver"), &ctx.t("work-waiver-hint"), &waivers))
            (form.area("propose-waiver-why", &ctx.t("work-waiver-why"), ""))
        }
    }
}

/// The parts of a contested decision, of which some may fall.
fn parts(form: &Form<'_>, app: &App, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    let options = view.contested.iter().enumerate();
    let options: Vec<(String, String, String)> =
        options.map(|(at, effect)| (at.to_string(), part(app, ctx, effect), String::new())).collect();
    html! {
        @if !options.is_empty() {
            (form.checkboxes("propose-parts", &ctx.t("work-parts"), &ctx.t("work-parts-hint"), &options))
        }
    }
}

/// A part of a decision in words.
fn part(app: &App, ctx: &Ctx, effect: &StatedEffect) -> String {
    let law = app.office().law();
    let kind = |code: &str| {
        let known = law.register().fact(code);
        known.map_or_else(|| code.to_owned(), |known| ctx.of(&known.name).to_owned())
    };
    match effect {
        StatedEffect::IssueDocument { kind, .. } => document_name(ctx, app.office(), kind),
        StatedEffect::CancelPrevious { kind } => {
            ctx.tf("work-effect-cancel", &[("kind", document_name(ctx, app.office(), kind).into())])
        }
        StatedEffect::SetFact { fact, value, .. } => format!("{}: {value}", kind(fact)),
        StatedEffect::DrawFact { fact } => kind(fact),
        StatedEffect::EndFact { fact, .. } => ctx.tf("work-effect-end", &[("fact", kind(fact).into())]),
        StatedEffect::OpenCase { procedure } => {
            let known = law.procedure(procedure, ctx.today());
            let name = known.map_or_else(|| procedure.clone(), |known| ctx.of(known.name()).to_owned());
            ctx.tf("work-effect-open", &[("procedure", name.into())])
        }
        StatedEffect::Answer { .. } => ctx.t("work-effect-answer"),
        StatedEffect::BarReapply { term, .. } => {
            ctx.tf("work-effect-bar", &[("term", crate::words::term(ctx.lang(), *term).into())])
        }
    }
}

/// The terms that decisions set, within the limits of the law.
fn choices(form: &Form<'_>, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    html! {
        @for decision in procedure.decisions() {
            @for choice in &decision.choices {
                @let limits = ctx.tf("work-choice-limits", &[
                    ("from", crate::words::term(ctx.lang(), choice.at_least).into()),
                    ("to", crate::words::term(ctx.lang(), choice.at_most).into()),
                ]);
                (form.line(Line::Code, &format!("propose-choice-{}-{}", decision.id, choice.id),
                    &format!("{}: {}", ctx.of(&decision.name), ctx.of(&choice.name)), &limits, "off"))
            }
        }
    }
}

/// The four questions of usefulness.
fn weighing(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        details.more open[form.fields.has("propose-needed")] {
            summary { (ctx.t("work-weighing")) }
            (form.area("propose-needed", &ctx.t("work-weigh-needed"), &ctx.t("work-weighing-hint")))
            (form.area("propose-suitable", &ctx.t("work-weigh-suitable"), ""))
            (form.area("propose-milder", &ctx.t("work-weigh-milder"), ""))
            (form.area("propose-balanced", &ctx.t("work-weigh-balanced"), ""))
        }
    }
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

fn hearing_state(ctx: &Ctx, view: &CaseView) -> Markup {
    let (tone, words) = match &view.case.hearing {
        None => (Tone::Info, ctx.t("work-decide-not-heard")),
        Some(record) if record.answer.is_some() => (Tone::Good, ctx.t("work-decide-heard")),
        Some(record) if ctx.today() > record.until => (Tone::Good, ctx.t("work-decide-silent")),
        Some(record) => {
            let until = ctx.date(record.until);
            (Tone::Warn, ctx.tf("work-decide-waiting", &[("until", until.into())]))
        }
    };
    notice(tone, "", &html! { p { (words) } })
}

/// `POST /{lang}/work/cases/{id}/decide`
pub async fn send(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case: CaseId = id(&number)?;
    let view = app.office().case(ctx.actor(), case).await?;
    if version(&fields).is_some_and(|seen| seen != view.case.version) {
        return Ok(stale(&app, &ctx, &view, version(&fields)));
    }
    let procedure = procedure(&app, &view)?;
    let mut faults = Faults::default();
    if procedure.decision(fields.get("propose-decision")).is_none() {
        faults.add("propose-decision", "work-choose", Vec::new());
    }
    if !faults.is_empty() || fields.get("step") == "change" {
        return Ok(show(&app, &ctx, &view, &fields, &faults));
    }
    if fields.get("step") == "preview" {
        return preview(&app, &ctx, &view, procedure, &fields).await;
    }
    match app.office().command(ctx.actor(), case, version(&fields), &command(procedure, &fields)).await {
        Ok(_) => Ok(Redirect::to(&href(&ctx, case)).into_response()),
        Err(OfficeError::Conflict(problem)) if problem.code == "stale" => {
            let view = app.office().case(ctx.actor(), case).await?;
            Ok(stale(&app, &ctx, &view, version(&fields)))
        }
        Err(error @ (OfficeError::Invalid(_) | OfficeError::NotNow(_) | OfficeError::Conflict(_))) => {
            Ok(show(&app, &ctx, &view, &fields, &faults_of("propose", named::error(&ctx, procedure, error))))
        }
        Err(error) => Err(error.into()),
    }
}

fn on_grounds(procedure: &Procedure, fields: &Fields) -> bool {
    let decision = procedure.decision(fields.get("propose-decision"));
    decision.is_some_and(|decision| decision.kind.on_grounds())
}

fn command(procedure: &Procedure, fields: &Fields) -> CaseCommand {
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
    let choices = rule.into_iter().flat_map(|rule| rule.choices.iter().map(move |choice| (rule, choice)));
    let choices = choices.filter_map(|(rule, choice)| {
        let given = fields.get(&format!("propose-choice-{}-{}", rule.id, choice.id));
        Some((choice.id.clone(), given.parse().ok()?))
    });
    CaseCommand::Propose {
        decision: fields.get("propose-decision").to_owned(),
        grounds,
        reasons: fields.get("propose-reasons").to_owned(),
        waiver: maybe("propose-waiver").filter(|_| adverse),
        waiver_why: maybe("propose-waiver-why").filter(|_| adverse),
        answer: fields.get("propose-answer").to_owned(),
        weighing,
        choices: choices.collect(),
        parts: fields.all("propose-parts").filter_map(|at| at.parse().ok()).collect(),
        seen_at: fields.get("seen-at").parse().unwrap_or(0),
    }
}

/// What the decision will say and do.
async fn preview(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    procedure: &Procedure,
    fields: &Fields,
) -> Result<Response, Fault> {
    let Some(decision) = procedure.decision(fields.get("propose-decision")) else {
        return Err(Fault::not_found());
    };
    let letter = case::draft::panel(app, ctx, view, Some(&command(procedure, fields))).await?;
    let refuses = on_grounds(procedure, fields);
    let tone = if refuses { Tone::Bad } else { Tone::Good };
    let body = html! {
        p.lead { (name(&view.subject)) " · " (ctx.of(procedure.name())) }
        div.columns.case.even {
            div {
                div.panel {
                    h2 { (ctx.t("work-preview-says")) }
                    p { (tag(tone, ctx.of(&decision.name))) }
                    @if refuses {
                        ul {
                            @for ground in fields.all("propose-grounds").filter_map(|id| procedure.ground(id)) {
                                li { (ctx.of(ground.text())) br; span.small { (case::norm(ctx, procedure, ground.cite())) } }
                            }
                        }
                    }
                    @if fields.has("propose-reasons") { p { (fields.get("propose-reasons")) } }
                    @if refuses {
                        @if let Some(route) = procedure.route_for(decision) { p.small {
                            (ctx.tf(if route.is_court() { "work-preview-appeal" } else { "work-preview-contest" }, &[
                                ("to", ctx.of(&route.to_name).into()),
                                ("term", crate::words::term(ctx.lang(), route.term).into()),
                            ])) " " (case::norm(ctx, procedure, &route.cite))
                        } }
                    }
                }
                div.panel {
                    h2 { (ctx.t("work-preview-does")) }
                    (effects(app, ctx, view, procedure, &decision.effects))
                    p { (ctx.tf("work-preview-signatures", &[("n", decision.approvals.into())])) }
                }
                form method="post" action={ (href(ctx, view.case.id)) "/decide" } {
                    (ctx.form_token())
                    @for (field, value) in fields.pairs().filter(|(field, _)| *field != "step") {
                        input type="hidden" name=(field) value=(value);
                    }
                    p.actions {
                        (button::step(ctx, "", "send", "work-propose"))
                        (button::step(ctx, "second", "change", "work-change-again"))
                    }
                }
            }
            div.beside { (letter) }
        }
    };
    Ok(Page::new(ctx, ctx.t("work-preview-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .render(body))
}

/// What follows when a decision takes effect.
pub fn effects(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure, effects: &[Effect]) -> Markup {
    let issued = |kind: &str| {
        let term = procedure.validity(kind, &view.facts);
        term.map_or_else(
            || ctx.t("work-effect-validity-unknown"),
            |term| crate::words::term(ctx.lang(), term),
        )
    };
    let opened = |id: &str| {
        let known = app.office().law().procedure(id, ctx.today());
        known.map_or_else(|| id.to_owned(), |known| ctx.of(known.name()).to_owned())
    };
    html! {
        @if effects.is_empty() { p { (ctx.t("work-effect-none")) } }
        ul {
            @for effect in effects.iter().filter(|effect| effect.happens(&view.facts) != Truth::NotMet) {
                li {
                    @match effect {
                        Effect::Issue { kind, .. } => {
                            (ctx.tf("work-effect-issue", &[
                                ("kind", document_name(ctx, app.office(), kind).into()),
                                ("term", issued(kind).into()),
                            ]))
                        }
                        Effect::CancelPrevious { kind, .. } => {
                            (ctx.tf(if Effect::replace(effects) { "work-effect-cancel" } else { "work-effect-cancel-now" }, &[("kind", document_name(ctx, app.office(), kind).into())]))
                        }
                        Effect::Set { name, value, .. } => {
                            (ctx.t("work-effect-register")) " " (ctx.of(name))
                            @if let SetValue::Code { name, .. } = value { ": " (ctx.of(name)) }
                        }
                        Effect::End { name, .. } => (ctx.tf("work-effect-end", &[("fact", ctx.of(name).into())])),
                        Effect::Open { procedure, .. } => {
                            (ctx.tf("work-effect-open", &[("procedure", opened(procedure).into())]))
                        }
                        Effect::Answer { .. } => (ctx.t("work-effect-answer")),
                    }
                }
            }
        }
    }
}
