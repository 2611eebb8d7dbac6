//! Civil events at the desk: choose what happened, fill in what it asks, and it is written to every record
//! that it touches.

mod alike;
mod ask;
mod read;

use super::entries::{Subject, basis, basis_lines, partial_day, refused};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use law::register::CivilAct as Rule;
use maud::html;
use office::error::OfficeError;
use office::register::{Candidate, Deed, right_to_enter};

/// `GET /{lang}/work/persons/{id}/acts?purpose=`
pub async fn list(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read(&app, &ctx, &number, &query).await?;
    let dead = subject.record.view.death().is_some();
    let acts = app.office().law().register().acts();
    let body = html! {
        p.lead { (subject.name()) }
        p { (ctx.t("work-acts-note")) }
        ul.rows {
            @for act in acts.iter().filter(|act| !(act.alive && dead) && ask::known(&act.code)) {
                li {
                    a href=(subject.href(&ctx, &format!("/acts/{}", act.code))) { (ctx.of(&act.name)) }
                    " " span.small.soft { (cited(&ctx, &app, act)) }
                }
            }
        }
    };
    Ok(subject.page(&ctx, "work-acts-title", StatusCode::OK, &Faults::default(), body))
}

fn cited(ctx: &Ctx, app: &App, act: &Rule) -> String {
    let norm = app.office().law().register().cite(&act.provision);
    ctx.of(&norm.text).to_owned()
}

/// `GET /{lang}/work/persons/{id}/acts/{act}?purpose=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, code)): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, right_to_enter(&code)).await?;
    let today = ctx.today().to_string();
    let fields = Fields::of(&[
        ("on", &today),
        ("basis-date", &today),
        ("basis-country", &app.office().law().country().icao),
    ]);
    show(&app, &ctx, &subject, &code, &ctx.given_back(fields), &Told::default())
}

/// What stands in the way of an event.
#[derive(Default)]
struct Told {
    status: StatusCode,
    faults: Faults,
    /// Who is probably the person about to be entered.
    candidates: Vec<Candidate>,
}

fn show(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    code: &str,
    fields: &Fields,
    told: &Told,
) -> Result<Response, Fault> {
    let faults = &told.faults;
    let register = app.office().law().register();
    let rule = register.act(code).filter(|_| ask::known(code)).ok_or_else(Fault::not_found)?;
    let form = Form { ctx, fields, faults };
    let bodies: Vec<(String, String)> = rule
        .bodies
        .iter()
        .filter_map(|body| register.body(body))
        .map(|body| (body.code.clone(), ctx.of(&body.name).to_owned()))
        .collect();
    let bases: Vec<(String, String)> =
        rule.bases.iter().map(|basis| (basis.code.clone(), ctx.of(&basis.name).to_owned())).collect();
    let body = html! {
        (form.summary())
        p.lead { strong { (ctx.of(&rule.name)) } " · " (subject.name()) }
        p.small.soft { (cited(ctx, app, rule)) }
        @if let Some(term) = &rule.term {
            p.small {
                (ctx.tf("work-act-term", &[
                    ("term", crate::words::term(ctx.lang(), term.term).into()),
                    ("text", ctx.of(&term.text).into()),
                ]))
            }
        }
        form method="post" action=(subject.href(ctx, &format!("/acts/{code}"))) {
            (ctx.form_token())
            (ask::fields(&form, app, code))
            (form.line(Line::Code, "on", &ctx.t(if rule.ahead { "work-act-from" } else { "work-act-on" }), &ctx.t("work-partial-hint"), "off"))
            fieldset {
                legend.large { (ctx.t("work-basis")) }
                (form.select("body", &ctx.t("work-act-body"), "", &bodies))
                (form.select("basis-kind", &ctx.t("work-basis-what"), "", &bases))
                (basis_lines(&form, rule.bases.iter().any(|basis| basis.own)))
            }
            (alike::fields(&form, app, &told.candidates))
            p.actions {
                (button::send(ctx, "work-act-send"))
                (button::go(ctx, "second", subject.href(ctx, ""), "work-back-to-person"))
            }
        }
    };
    Ok(subject.page(ctx, "work-acts-title", told.status, faults, body))
}

/// The fields with the person as who issued the basis, where it is their own word and nobody else is named.
fn from_the_person(app: &App, subject: &Subject, code: &str, fields: Fields) -> Fields {
    let rule = app.office().law().register().act(code);
    let basis = rule.and_then(|rule| rule.basis(fields.get("basis-kind")));
    if basis.is_some_and(|basis| basis.own) && fields.get("basis-issuer").trim().is_empty() {
        return fields.with("basis-issuer", &subject.name());
    }
    fields
}

/// `POST /{lang}/work/persons/{id}/acts/{act}?purpose=`
pub async fn enter(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, code)): Path<(String, String)>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, right_to_enter(&code)).await?;
    let mut faults = Faults::default();
    let act = read::act(&app, &ctx, &subject, &code, &fields, &mut faults).await?;
    let on = partial_day(&fields, "on", &mut faults);
    let fields = from_the_person(&app, &subject, &code, fields);
    let basis = basis(&fields, &mut faults);
    let (Some(act), Some(on), Some(basis), true) = (act, on, basis, faults.is_empty()) else {
        let told = Told { status: StatusCode::UNPROCESSABLE_ENTITY, faults, candidates: Vec::new() };
        return show(&app, &ctx, &subject, &code, &fields, &told);
    };
    let (body, distinct) = (fields.get("body").to_owned(), alike::distinct(&fields));
    let deed = Deed { act, on, body, basis, distinct };
    match app.office().record_act(ctx.actor(), &subject.purpose, deed).await {
        Ok(written) => {
            let shown = written.newcomer.unwrap_or(subject.person);
            let back = ctx.href(&format!("/work/persons/{shown}?purpose={}", subject.purpose));
            Ok(Redirect::to(&back).into_response())
        }
        Err(OfficeError::ProbablyThere(candidates)) => {
            let faults = alike::ask(&candidates, &fields);
            let told = Told { status: StatusCode::CONFLICT, faults, candidates };
            show(&app, &ctx, &subject, &code, &fields, &told)
        }
        Err(error) => {
            let (mut faults, status) = refused(&ctx, &subject, error, "on")?;
            // What is wrong with the persons of an event is told where the first of them is named.
            faults.rename("act", ask::first_person(&code).unwrap_or("on"));
            let told = Told { status, faults, candidates: Vec::new() };
            show(&app, &ctx, &subject, &code, &fields, &told)
        }
    }
}
