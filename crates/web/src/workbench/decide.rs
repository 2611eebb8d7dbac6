//! Proposing a decision: which one, on which grounds, with which reasons; a preview before it is sent.

mod asked;
pub mod does;
pub mod returned;
mod terms;

pub use self::asked::at_their_questions;
use self::asked::{command, on_grounds, questions};
use super::case::act::{faults_of, stale, version};
use super::case::named;
use super::case::{href, procedure};
use super::words::name;
use super::{case, id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::letter::paragraphs;
use crate::ui::notice::{Tone, tag};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use law::{Procedure, Verdict};
use maud::html;
use office::cases::CaseView;
use office::error::OfficeError;
use office::letters::stated;

/// `GET /{lang}/work/cases/{id}/decide`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    if !view.allowed.contains(&"propose") {
        return Ok(Redirect::to(&href(&ctx, view.case.id)).into_response());
    }
    if let Some(draft) = &view.case.returned_draft {
        let fields = returned::filled(procedure(&app, &view)?, draft);
        return Ok(show(&app, &ctx, &view, &ctx.given_back(fields), &ctx.faults()));
    }
    let grounds = match view.assessment.outcome() {
        Verdict::Refusable(grounds) => grounds,
        Verdict::Grantable | Verdict::Unknown(_) => Vec::new(),
    };
    // The officer starts from what the law allows first, and may decide otherwise where the law lets them.
    let decision = view.open_decisions.first().cloned().unwrap_or_default();
    let rule = procedure(&app, &view)?.decision(&decision);
    let own = |ground: &&String| rule.is_none_or(|rule| rule.may_stand_on(ground));
    let mut pairs = vec![("propose-decision", decision.as_str()), ("propose-waiver", "")];
    pairs.extend(grounds.iter().filter(own).map(|ground| ("propose-grounds", ground.as_str())));
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
                (returned::why(app, ctx, view))
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
    let change = fields.get("step") == "change";
    match procedure.decision(fields.get("propose-decision")) {
        None => faults.add("propose-decision", "work-choose", Vec::new()),
        Some(rule) if !change => terms::check(&ctx, rule, &fields, &mut faults),
        Some(_) => {}
    }
    if !faults.is_empty() || change {
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
            let found = faults_of("propose", named::error(&ctx, procedure, error));
            Ok(show(&app, &ctx, &view, &fields, &at_their_questions(&ctx, &found)))
        }
        Err(error) => Err(error.into()),
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
    let draft = case::draft::panel(app, ctx, view, procedure, Some(&command(procedure, fields))).await?;
    let chosen = terms::read(Some(decision), fields);
    let refuses = on_grounds(procedure, fields);
    let tone = if refuses { Tone::Bad } else { Tone::Good };
    let body = html! {
        p.lead { (name(&view.subject)) " · " (ctx.of(procedure.name())) }
        div.columns.case.even {
            div {
                div.panel {
                    h2 { (ctx.t("work-preview-says")) }
                    p { (tag(tone, ctx.of(&decision.name))) }
                    @if decision.says_its_terms() { p { strong { (stated(decision, &chosen, ctx.lang())) "." } } }
                    (terms::chosen(ctx, decision, &chosen))
                    @if refuses {
                        ul {
                            @for ground in fields.all("propose-grounds").filter_map(|id| procedure.ground(id)) {
                                li { (ctx.of(ground.text())) br; span.small { (case::norm(ctx, procedure, ground.cite())) } }
                            }
                        }
                    }
                    (paragraphs(fields.get("propose-reasons")))
                    @if refuses {
                        @if let Some(step) = view.would_go_on(procedure, decision) { p.small {
                            (ctx.tf(if step.court { "work-preview-appeal" } else { "work-preview-contest" }, &[
                                ("to", ctx.of(&step.to).into()),
                                ("term", crate::words::term(ctx.lang(), step.term).into()),
                            ])) " " (crate::ui::law_text::norm(ctx, &step.norm))
                        } }
                    }
                }
                div.panel {
                    h2 { (ctx.t("work-preview-does")) }
                    (does::list(app, ctx, view, procedure, decision, &chosen))
                    p { (ctx.tf("work-preview-signatures", &[("n", decision.approvals.into())])) }
                }
                form method="post" action={ (href(ctx, view.case.id)) "/decide" } {
                    (ctx.form_token())
                    @for (field, value) in fields.pairs().filter(|(field, _)| *field != "step") {
                        input type="hidden" name=(field) value=(value);
                    }
                    p.actions {
                        @if draft.possible {
                            (button::step(ctx, "", "send", "work-propose"))
                            (button::step(ctx, "second", "change", "work-change-again"))
                        } @else {
                            (button::step(ctx, "", "change", "work-change-again"))
                        }
                    }
                }
            }
            div.beside { (draft.letter) }
        }
    };
    Ok(Page::new(ctx, ctx.t("work-preview-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .render(body))
}
