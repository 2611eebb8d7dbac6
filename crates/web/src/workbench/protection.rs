//! The protections of a record: what it has and had, a new one, and the end of one.

use super::entries::{basis, basis_fields};
use super::person::purpose;
use super::words::instant;
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, tag};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Day, PersonId};
use maud::{Markup, html};
use office::OfficeError;
use office::access::Purpose;
use office::register::protection::{Grant, Lift, ProtectionHistory};

fn whom(ctx: &Ctx, number: &str, query: &Fields) -> Result<(PersonId, Purpose), Fault> {
    officer(ctx)?;
    Ok((id(number)?, purpose(query).ok_or_else(|| Fault::of("no-purpose"))?))
}

/// `GET /{lang}/work/persons/{id}/protections?purpose=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let (person, purpose) = whom(&ctx, &number, &query)?;
    show(&app, &ctx, (person, &purpose), (&ctx.given_back(Fields::default()), &ctx.faults())).await
}

/// `POST /{lang}/work/persons/{id}/protections?purpose=`
pub async fn grant(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let (person, purpose) = whom(&ctx, &number, &query)?;
    let mut faults = Faults::default();
    let from = day(&fields, "from", &mut faults);
    let basis = basis(&fields, &mut faults);
    if let (true, Some(from), Some(basis)) = (faults.is_empty(), from, basis) {
        let (class, reason) = (fields.get("class").to_owned(), fields.get("reason").to_owned());
        let wanted = Grant { class, from, basis, reason };
        let done = app.office().protect(ctx.actor(), &purpose, person, wanted).await;
        if let Some(done) = settled(&ctx, (person, &purpose), done, &mut faults)? {
            return Ok(done);
        }
    }
    show(&app, &ctx, (person, &purpose), (&fields, &faults)).await
}

/// `POST /{lang}/work/persons/{id}/protections/lift?purpose=`
pub async fn lift(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let (person, purpose) = whom(&ctx, &number, &query)?;
    let mut faults = Faults::default();
    let on = day(&fields, "on", &mut faults);
    let basis = basis(&fields, &mut faults);
    let wanted = fields.get("number").parse().ok();
    if wanted.is_none() {
        faults.add("number", "work-choose", Vec::new());
    }
    if let (true, Some(number), Some(on), Some(basis)) = (faults.is_empty(), wanted, on, basis) {
        let wanted = Lift { number, on, basis, reason: fields.get("reason").to_owned() };
        let done = app.office().lift_protection(ctx.actor(), &purpose, person, wanted).await;
        if let Some(done) = settled(&ctx, (person, &purpose), done, &mut faults)? {
            return Ok(done);
        }
    }
    show(&app, &ctx, (person, &purpose), (&fields, &faults)).await
}

/// Where the page goes on when it was done; the faults of the fields when it was not.
fn settled(
    ctx: &Ctx,
    (person, purpose): (PersonId, &Purpose),
    done: Result<ProtectionHistory, OfficeError>,
    faults: &mut Faults,
) -> Result<Option<Response>, Fault> {
    match done {
        Ok(_) => {
            let path = format!("/work/persons/{person}/protections?purpose={purpose}");
            Ok(Some(Redirect::to(&ctx.href(&path)).into_response()))
        }
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            Ok(None)
        }
        Err(OfficeError::NotNow(problem)) => {
            faults.add("reason", &format!("problem-{}", problem.code), problem.args);
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// A day that may be left out: nothing where it is none.
fn day(fields: &Fields, name: &str, faults: &mut Faults) -> Option<Option<Day>> {
    if !fields.has(name) {
        return Some(None);
    }
    let day = fields.get(name).parse().ok();
    if day.is_none() {
        faults.add(name, "problem-wrong-date", Vec::new());
    }
    day.map(Some)
}

async fn show(
    app: &App,
    ctx: &Ctx,
    (person, purpose): (PersonId, &Purpose),
    (fields, faults): (&Fields, &Faults),
) -> Result<Response, Fault> {
    let known = app.office().protections(ctx.actor(), purpose, person).await?;
    let form = Form { ctx, fields, faults };
    let at = |rest: &str| ctx.href(&format!("/work/persons/{person}/protections{rest}?purpose={purpose}"));
    let classes: Vec<(String, String)> = app
        .office()
        .law()
        .protection()
        .classes()
        .iter()
        .filter(|class| class.follows.is_none())
        .map(|class| (class.code.clone(), ctx.of(&class.name).to_owned()))
        .collect();
    let open: Vec<(String, String)> = known
        .granted
        .iter()
        .filter(|granted| granted.to.is_none())
        .map(|granted| (granted.number.to_string(), name(ctx, app, &granted.class)))
        .collect();
    let body = html! {
        (form.summary())
        (list(ctx, app, &known))
        h2 { (ctx.t("work-protections-grant")) }
        form method="post" action=(at("")) {
            (ctx.form_token())
            (form.select("class", &ctx.t("work-protections-class"), "", &classes))
            (form.line(Line::Date, "from", &ctx.t("work-protections-from"), &ctx.t("work-protections-day-hint"), "off"))
            (form.line(Line::Text, "reason", &ctx.t("work-protections-reason"), "", "off"))
            (basis_fields(&form))
            div.actions { (button::send(ctx, "work-protections-send")) }
        }
        @if !open.is_empty() {
            details {
                (button::summary(ctx, "work-protections-lift"))
                form method="post" action=(at("/lift")) {
                    (ctx.form_token())
                    (form.select("number", &ctx.t("work-protections-which"), "", &open))
                    (form.line(Line::Date, "on", &ctx.t("work-protections-on"), &ctx.t("work-protections-day-hint"), "off"))
                    (form.line(Line::Text, "reason", &ctx.t("work-protections-reason"), "", "off"))
                    (basis_fields(&form))
                    div.actions { (button::second(ctx, "work-protections-end")) }
                }
            }
        }
    };
    Ok(Page::new(ctx, ctx.t("work-protections"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/persons", ctx.t("nav-persons"))
        .crumb(&format!("/work/persons/{person}?purpose={purpose}"), person.grouped())
        .faults(faults)
        .render(body))
}

fn name(ctx: &Ctx, app: &App, class: &str) -> String {
    let known = app.office().law().protection().class(class);
    known.map_or_else(|| class.to_owned(), |class| ctx.of(&class.name).to_owned())
}

fn list(ctx: &Ctx, app: &App, known: &ProtectionHistory) -> Markup {
    html! {
        @if known.granted.is_empty() { (empty(&ctx.t("work-protections-none"), None)) }
        @for granted in &known.granted {
            div.panel {
                h2 {
                    (name(ctx, app, &granted.class)) " "
                    @if granted.holds(ctx.today()) { (tag(Tone::Warn, &ctx.t("work-protections-holds"))) }
                    @else { (tag(Tone::Plain, &ctx.t("work-protections-over"))) }
                }
                p {
                    (ctx.date(granted.from)) " – "
                    @if let Some(to) = granted.to { (ctx.date(to)) }
                }
                p { (granted.reason) }
                @if let Some((_, reason)) = &granted.lifted { p { (ctx.t("work-protections-lifted")) ": " (reason) } }
                p.small.soft { (instant(ctx, app.office(), granted.at)) }
            }
        }
    }
}
