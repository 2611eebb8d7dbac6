//! Beginning a case that nobody applied for: what, about whom, on what.

use super::apply::{answers, find, question};
use super::officer;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::empty;
use crate::ui::tasks;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Lang;
use law::Procedure;
use maud::{Markup, html};
use office::actor::Role;
use office::cases::Opening;
use office::error::OfficeError;

/// `GET /{lang}/work/begin?procedure=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !officer.is(Role::CaseOfficer) {
        return Err(Fault::of("no-right"));
    }
    let pairs = [("procedure", query.get("procedure")), ("office", officer.office.as_str()), ("lang", "lv")];
    Ok(show(&app, &ctx, &ctx.given_back(Fields::of(&pairs)), &ctx.faults(), StatusCode::OK))
}

fn chosen<'a>(app: &'a App, fields: &Fields) -> Option<&'a Procedure> {
    app.office().begun_by_office().into_iter().find(|known| known.id() == fields.get("procedure"))
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults, status: StatusCode) -> Response {
    let form = Form { ctx, fields, faults };
    let body = match chosen(app, fields) {
        Some(procedure) => opening(&form, app, procedure),
        None => choose(&form, app),
    };
    Page::new(ctx, ctx.t("work-begin"))
        .crumb("/work", ctx.t("nav-work"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// First what is begun, since it says what is asked.
fn choose(form: &Form<'_>, app: &App) -> Markup {
    let ctx = form.ctx;
    let options = tasks::options(app, ctx, app.office().begun_by_office());
    if options.is_empty() {
        return empty(&ctx.t("work-begin-none"), None);
    }
    html! {
        form method="get" action=(ctx.href("/work/begin")) {
            (form.select_grouped("procedure", &ctx.t("work-begin-what"), "", &options))
            p.actions { (button::send(ctx, "work-go-on")) }
        }
    }
}

fn opening(form: &Form<'_>, app: &App, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let offices: Vec<(String, String)> = app
        .office()
        .law()
        .offices()
        .iter()
        .map(|facts| (facts.id.clone(), ctx.of(&facts.name).to_owned()))
        .collect();
    html! {
        (form.summary())
        p.lead { (ctx.of(procedure.name())) }
        form method="post" action=(ctx.href("/work/begin")) {
            (ctx.form_token())
            input type="hidden" name="procedure" value=(procedure.id());
            (form.line(Line::Code, "subject", &ctx.t("work-begin-subject"), &ctx.t("work-code-hint"), "off"))
            (form.area("basis", &ctx.t("work-begin-basis"), ""))
            @for fact in procedure.questions() { (question(form, fact)) }
            (form.select("office", &ctx.t("work-office"), "", &offices))
            (form.languages(&ctx.t("work-letters-language"), ""))
            p.actions { (button::send(ctx, "work-begin-send")) }
        }
    }
}

/// `POST /{lang}/work/begin`
pub async fn send(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let Some(procedure) = chosen(&app, &fields) else {
        return Ok(show(&app, &ctx, &fields, &Faults::default(), StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut faults = Faults::default();
    let Some(subject) = find(&app, &ctx, procedure, "subject", &fields, &mut faults).await? else {
        return Ok(show(&app, &ctx, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let wanted = Opening {
        procedure: procedure.id().to_owned(),
        subject,
        basis: fields.get("basis").to_owned(),
        declared: answers(procedure, &fields),
        office: fields.get("office").to_owned(),
        lang: fields.get("lang").parse().unwrap_or(Lang::LV),
    };
    match app.office().begin(ctx.actor(), &wanted).await {
        Ok(case) => Ok(Redirect::to(&ctx.href(&format!("/work/cases/{case}"))).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            for wrong in wrong {
                faults.add(wrong.field, &format!("problem-{}", wrong.problem.code), wrong.problem.args);
            }
            Ok(show(&app, &ctx, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(OfficeError::Conflict(problem) | OfficeError::NotNow(problem)) => {
            faults.add("subject", &format!("problem-{}", problem.code), problem.args);
            Ok(show(&app, &ctx, &fields, &faults, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}
