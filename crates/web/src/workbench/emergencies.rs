//! Opening in an emergency what is closed to an officer, and the data-protection officer's review of it.

use super::words::{instant, officer_name, purpose_words};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::pages;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use office::OfficeError;
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::emergencies::event::Verdict;
use office::emergencies::{Emergency, OPEN_MINUTES, Target};

const LIST: &str = "/work/emergencies";
const ALL: &str = "/work/emergencies?state=all";
const OPEN: &str = "/work/emergency";

/// The way from a page that is closed to the officer: opening it in an emergency. Nothing where there is none.
pub fn way_in(ctx: &Ctx) -> Option<Markup> {
    if !actor_may(ctx.actor(), Action::OpenEmergency) {
        return None;
    }
    let mut parts = ctx.path().split('/').skip(1);
    let asked = match (parts.next()?, parts.next()?, parts.next()?) {
        ("work", "persons", person) => format!("person={person}"),
        ("work", "cases", case) => format!("case={case}"),
        _ => return None,
    };
    Some(html! {
        p { (ctx.t("work-emergency-way")) }
        p.actions { (button::go(ctx, "second", ctx.href(&format!("{OPEN}?{asked}")), "work-emergency-open")) }
    })
}

/// Both forms of naming what is opened: a query and a form.
fn target(fields: &Fields) -> Result<Target, Fault> {
    match (fields.get("person"), fields.get("case")) {
        (person, "") if !person.is_empty() => Ok(Target::Person(id(person)?)),
        ("", case) if !case.is_empty() => Ok(Target::Case(id(case)?)),
        _ => Err(Fault::not_found()),
    }
}

/// `GET /{lang}/work/emergency?person=` or `?case=`
pub async fn ask(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    app.office().may_open_emergencies(ctx.actor())?;
    let query = ctx.given_back(query);
    let target = target(&query)?;
    let fields = match target {
        Target::Case(case) => query.with("purpose", &format!("case:{case}")),
        Target::Person(_) => query,
    };
    Ok(form(&ctx, &target, &fields, &ctx.faults(), StatusCode::OK))
}

fn form(ctx: &Ctx, target: &Target, fields: &Fields, faults: &Faults, status: StatusCode) -> Response {
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        (notice(Tone::Warn, "", &html! {
            p { (ctx.tf("work-emergency-lead", &[("minutes", OPEN_MINUTES.into())])) }
        }))
        form method="post" action=(ctx.href(OPEN)) {
            (ctx.form_token())
            @match target {
                Target::Person(person) => { input type="hidden" name="person" value=(person); }
                Target::Case(case) => { input type="hidden" name="case" value=(case); }
            }
            (form.line(Line::Code, "purpose", &ctx.t("work-emergency-purpose"), &ctx.t("work-emergency-purpose-hint"), "off"))
            (form.area("reason", &ctx.t("work-emergency-reason"), &ctx.t("work-emergency-reason-hint")))
            p.actions { (button::danger(ctx, "work-emergency-send")) }
        }
    };
    Page::new(ctx, ctx.t("work-emergency-title"))
        .crumb("/work", ctx.t("nav-work"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// `POST /{lang}/work/emergency`
pub async fn open(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    app.office().may_open_emergencies(ctx.actor())?;
    let target = target(&fields)?;
    let mut faults = Faults::default();
    let Ok(purpose) = fields.get("purpose").trim().parse::<Purpose>() else {
        faults.add("purpose", "work-emergency-purpose-wrong", Vec::new());
        return Ok(form(&ctx, &target, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    match app.office().open_emergency(ctx.actor(), &purpose, target, fields.get("reason")).await {
        Ok(_) => {
            let path = match target {
                Target::Person(person) => format!("/work/persons/{person}?purpose={purpose}"),
                Target::Case(case) => format!("/work/cases/{case}"),
            };
            Ok(Redirect::to(&ctx.href(&path)).into_response())
        }
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(Into::into));
            Ok(form(&ctx, &target, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /{lang}/work/emergencies?state=&from=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let waiting = query.get("state") != "all";
    let page = app.office().emergencies(ctx.actor(), waiting, query.get("from").parse().ok()).await?;
    let (here, kept) = if waiting { (LIST, "waiting") } else { (ALL, "all") };
    let next = page.next.map(|next| format!("{LIST}?state={kept}&from={next}"));
    let states = [(LIST, "work-emergencies-waiting", waiting), (ALL, "work-emergencies-all", !waiting)];
    let body = html! {
        p.lead { (ctx.t("work-emergencies-lead")) }
        (pages::states(&ctx, "work-emergencies-states", states))
        @if page.items.is_empty() {
            (empty(&ctx.t("work-emergencies-empty"), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-trace-when")) }
                        th scope="col" { (ctx.t("work-trace-who")) }
                        th scope="col" { (ctx.t("work-emergency-limits")) }
                        th scope="col" { (ctx.t("work-emergency-reason")) }
                        th scope="col" { (ctx.t("work-emergency-verdict")) }
                    }
                }
                tbody {
                    @for known in &page.items {
                        tr {
                            th scope="row" {
                                a href=(ctx.href(&format!("{LIST}/{}", known.id))) { (instant(&ctx, app.office(), known.at)) }
                            }
                            td data-label=(ctx.t("work-trace-who")) { (officer_name(app.office(), known.opened.officer.as_str())) }
                            td data-label=(ctx.t("work-emergency-limits")) { (limits(&ctx, known)) }
                            td data-label=(ctx.t("work-emergency-reason")) { (known.opened.reason) }
                            td data-label=(ctx.t("work-emergency-verdict")) { (verdict(&ctx, known)) }
                        }
                    }
                }
            }
            (pages::onward(&ctx, query.has("from").then_some(here), next.as_deref()))
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-emergencies")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn limits(ctx: &Ctx, known: &Emergency) -> String {
    let words: Vec<String> = known.opened.limits.iter().map(|limit| ctx.code("work-limit", limit)).collect();
    words.join(", ")
}

fn verdict(ctx: &Ctx, known: &Emergency) -> Markup {
    match &known.review {
        None => tag(Tone::Warn, &ctx.t("work-emergencies-waiting")),
        Some(review) => {
            let tone = if review.verdict == Verdict::Justified { Tone::Good } else { Tone::Bad };
            tag(tone, &ctx.code("work-verdict", review.verdict.code()))
        }
    }
}

/// `GET /{lang}/work/emergencies/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let known = app.office().emergency(ctx.actor(), id(&number)?).await?;
    Ok(show(&app, &ctx, &known, &ctx.given_back(Fields::default()), &ctx.faults(), StatusCode::OK))
}

fn show(
    app: &App,
    ctx: &Ctx,
    known: &Emergency,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Response {
    let form = Form { ctx, fields, faults };
    let opened = &known.opened;
    let body = html! {
        (form.summary())
        p.lead { (officer_name(app.office(), opened.officer.as_str())) " " (verdict(ctx, known)) }
        dl.facts {
            dt { (ctx.t("work-trace-when")) } dd { (instant(ctx, app.office(), known.at)) }
            dt { (ctx.t("work-emergency-until")) } dd { (instant(ctx, app.office(), opened.until)) }
            dt { (ctx.t("work-trace-whom")) }
            dd { @for person in &opened.persons { code { (person.grouped()) } " " } }
            @if let Some(case) = opened.case { dt { (ctx.t("work-case-number")) } dd { code { (case.grouped()) } } }
            dt { (ctx.t("work-trace-why")) } dd { (purpose_words(ctx, &opened.purpose)) }
            dt { (ctx.t("work-emergency-limits")) } dd { (limits(ctx, known)) }
            dt { (ctx.t("work-emergency-reason")) } dd { (opened.reason) }
            @if let Some(review) = &known.review {
                dt { (ctx.t("work-emergency-verdict")) }
                dd {
                    (review.words) br;
                    (officer_name(app.office(), review.by.as_str())) ", " (instant(ctx, app.office(), review.at))
                }
            }
        }
        @if known.review.is_none() {
            h2 { (ctx.t("work-emergency-review")) }
            @if ctx.actor().officer().is_some_and(|officer| officer.id == opened.officer) {
                p { (ctx.t("problem-own-emergency")) }
            } @else {
                form method="post" action=(ctx.href(&format!("{LIST}/{}", known.id))) {
                    (ctx.form_token())
                    (form.radios("verdict", &ctx.t("work-emergency-verdict"), "", &choices(ctx)))
                    (form.area("words", &ctx.t("work-emergency-words"), ""))
                    p.actions { (button::send(ctx, "work-emergency-review-send")) }
                }
            }
        }
    };
    Page::new(ctx, ctx.t("work-emergency-opened"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb(LIST, ctx.t("nav-emergencies"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// What a review can find: value, words, no hint.
fn choices(ctx: &Ctx) -> Vec<(String, String, String)> {
    let choice = |verdict: Verdict| {
        (verdict.code().to_owned(), ctx.code("work-verdict", verdict.code()), String::new())
    };
    Verdict::ALL.map(choice).to_vec()
}

/// `POST /{lang}/work/emergencies/{id}`
pub async fn review(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let number = id(&number)?;
    let said = Verdict::ALL.into_iter().find(|verdict| verdict.code() == fields.get("verdict"));
    let mut faults = Faults::default();
    let again =
        |known: &Emergency, faults: &Faults, status| Ok(show(&app, &ctx, known, &fields, faults, status));
    let Some(said) = said else {
        let known = app.office().emergency(ctx.actor(), number).await?;
        faults.add("verdict", "work-choose", Vec::new());
        return again(&known, &faults, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match app.office().review_emergency(ctx.actor(), number, said, fields.get("words")).await {
        Ok(known) => Ok(Redirect::to(&ctx.href(&format!("{LIST}/{}", known.id))).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            let known = app.office().emergency(ctx.actor(), number).await?;
            faults.extend(wrong.iter().map(Into::into));
            again(&known, &faults, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(other) => Err(other.into()),
    }
}
