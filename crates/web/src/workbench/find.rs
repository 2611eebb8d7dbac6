//! One field that finds: a service by its name, a case by its number, a person by code, name or date of birth, a document
//! by its number. Persons and documents are looked for under a purpose alone, and every search leaves its trace, as in the
//! search of persons itself; what was typed never stands in an address.

use super::persons::{found, purpose, purpose_fields};
use super::words::{name, particulars, procedure_name, purpose_words, stage};
use super::{officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::ui::tasks::{sought, words};
use axum::extract::State;
use axum::response::Response;
use kernel::{CaseId, DocumentNumber};
use law::Procedure;
use maud::{Markup, html};
use office::access::Purpose;
use office::cases::CaseView;
use office::error::OfficeError;
use office::register::{Lookup, PersonBrief, SearchHit, SearchQuery};

/// Most services that are shown.
const SERVICES: usize = 8;

/// What was found.
#[derive(Default)]
struct Found<'a> {
    services: Vec<&'a Procedure>,
    case: Option<Box<CaseView>>,
    /// Whether there may be such a case, which is closed to the officer.
    closed: bool,
    /// The holder of a document of this number.
    holder: Option<PersonBrief>,
    persons: Vec<SearchHit>,
    /// For what persons and documents were looked for; not at all when nothing was named.
    purpose: Option<Purpose>,
}

/// `GET /{lang}/work/find`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    if !serves(officer(&ctx)?) {
        return Err(Fault::of("no-right"));
    }
    let fields = ctx.given_back(Fields::of(&[("why", "case")]));
    Ok(show(&app, &ctx, &fields, &ctx.faults(), None))
}

/// `POST /{lang}/work/find`
pub async fn send(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    if !serves(officer(&ctx)?) {
        return Err(Fault::of("no-right"));
    }
    let mut faults = Faults::default();
    let asked = fields.get("q");
    if asked.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        faults.add("q", "desk-find-nothing", Vec::new());
        return Ok(show(&app, &ctx, &fields.with("why", "case"), &faults, None));
    }
    if crate::words::no_such_day(asked) {
        faults.add("q", "desk-find-no-day", Vec::new());
        return Ok(show(&app, &ctx, &fields.with("why", "case"), &faults, None));
    }
    let mut all = Found { services: services(&app, &ctx, asked), ..Found::default() };
    if let Ok(number) = asked.parse::<CaseId>() {
        match app.office().case(ctx.actor(), number).await {
            Ok(view) => all.case = Some(Box::new(view)),
            Err(OfficeError::NotFound) => {}
            Err(OfficeError::Denied(_)) => all.closed = true,
            Err(other) => return Err(other.into()),
        }
    }
    // What the officer reads for is named with the search, or follows from the page it was typed on.
    all.purpose = match fields.get("for").parse() {
        Ok(Purpose::Own) | Err(_) if fields.sent("why") => purpose(&app, &fields, &mut faults),
        Ok(Purpose::Own) | Err(_) => None,
        Ok(named) => Some(named),
    };
    if let Some(purpose) = all.purpose.clone() {
        persons(&app, &ctx, asked, &purpose, &mut all, &mut faults).await?;
    }
    let fields = if fields.sent("why") { fields } else { fields.with("why", "case") };
    Ok(show(&app, &ctx, &fields, &faults, Some(&all)))
}

/// Whether a personal code was typed.
fn is_code(asked: &str) -> bool {
    let digits = asked.chars().filter(char::is_ascii_digit).count();
    digits == 11 && asked.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ')
}

fn services<'a>(app: &'a App, ctx: &Ctx, asked: &str) -> Vec<&'a Procedure> {
    let wanted = words(app, asked);
    // A number is no name.
    if wanted.iter().all(|word| word.chars().all(|c| c.is_ascii_digit())) {
        return Vec::new();
    }
    let law = app.law();
    let fits = |one: &&Procedure| law.task_of(one).is_some_and(|task| sought(app, ctx, &wanted, task, one));
    law.services(app.office().today()).into_iter().filter(fits).take(SERVICES).collect()
}

async fn persons(
    app: &App,
    ctx: &Ctx,
    asked: &str,
    purpose: &Purpose,
    all: &mut Found<'_>,
    faults: &mut Faults,
) -> Result<(), Fault> {
    let office = app.office();
    let found = if asked.parse::<DocumentNumber>().is_ok() {
        let by = Lookup::Document(asked.to_owned());
        office.lookup(ctx.actor(), purpose, by).await.map(|holder| all.holder = holder)
    } else {
        let query = SearchQuery { text: asked.to_owned(), birth: None, dead: true };
        office.search(ctx.actor(), purpose, &query).await.map(|hits| all.persons = hits)
    };
    match found {
        Ok(()) => Ok(()),
        Err(OfficeError::Invalid(wrong)) => {
            for wrong in wrong {
                faults.add("q", &format!("problem-{}", wrong.problem.code), wrong.problem.args);
            }
            Ok(())
        }
        Err(other) => Err(other.into()),
    }
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults, all: Option<&Found<'_>>) -> Response {
    let form = Form { ctx, fields, faults };
    let asks = all.is_none_or(|all| all.purpose.is_none());
    let body = html! {
        (form.summary())
        @if let Some(all) = all {
            p.lead { (ctx.tf("desk-found-lead", &[("q", fields.get("q").into())])) }
            (cases(ctx, app, all))
            (services_found(ctx, all))
            (persons_found(ctx, app, fields.get("q"), all))
        }
        form method="post" action=(ctx.href("/work/find")) {
            (ctx.form_token())
            @if all.is_some() { h2 { (ctx.t(if asks { "desk-find-persons" } else { "desk-find-again" })) } }
            @if asks && all.is_some() { p { (ctx.t("desk-find-purpose")) } }
            (form.line(Line::Code, "q", &ctx.t("desk-find"), &ctx.t("desk-find-hint"), "off"))
            (purpose_fields(&form, app))
            p.actions { (button::send(ctx, "work-find-person")) }
            p.small.soft { (ctx.t("work-search-trace")) }
        }
    };
    Page::new(ctx, ctx.t("desk-find-title")).crumb("/work", ctx.t("nav-work")).faults(faults).render(body)
}

fn cases(ctx: &Ctx, app: &App, all: &Found<'_>) -> Markup {
    html! {
        @if let Some(view) = &all.case {
            h2 { (ctx.t("nav-cases")) }
            ul.rows {
                li {
                    h3 {
                        a href=(ctx.href(&format!("/work/cases/{}", view.case.id))) {
                            (procedure_name(ctx, app.office(), &view.case.procedure))
                        }
                        " " (stage(ctx, view.case.stage()))
                    }
                    p { (name(&view.subject)) " · " code { (view.case.id.grouped()) } }
                }
            }
        }
        @if all.closed {
            h2 { (ctx.t("nav-cases")) }
            (notice(Tone::Warn, "", &html! { p { (ctx.t("desk-find-closed")) } }))
        }
    }
}

fn services_found(ctx: &Ctx, all: &Found<'_>) -> Markup {
    let takes_in = ctx.actor().officer().is_some_and(super::takes_in);
    html! {
        @if !all.services.is_empty() {
            h2 { (ctx.t("nav-services")) }
            ul.rows {
                @for service in &all.services {
                    li {
                        h3 { a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) } }
                        @if takes_in {
                            p.small {
                                a href=(ctx.href(&format!("/work/apply?service={}", service.id()))) {
                                    (ctx.t("work-apply")) span.hidden-visually { ": " (ctx.of(service.name())) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn persons_found(ctx: &Ctx, app: &App, asked: &str, all: &Found<'_>) -> Markup {
    let Some(purpose) = &all.purpose else { return html! {} };
    let nothing = all.persons.is_empty() && all.holder.is_none();
    html! {
        @if let Some(holder) = &all.holder {
            h2 { (ctx.t("desk-documents")) }
            ul.rows {
                li {
                    h3 { code { (asked.to_uppercase()) } }
                    p {
                        (ctx.t("desk-document-of")) " "
                        a href=(ctx.href(&format!("/work/persons/{}?purpose={purpose}", holder.id))) { (name(holder)) }
                        br; (particulars(ctx, app.office(), holder))
                    }
                }
            }
        }
        @if !all.persons.is_empty() {
            h2 { (ctx.t("nav-persons")) }
            (found(ctx, app, &all.persons, purpose))
        }
        @if nothing { h2 { (ctx.t("nav-persons")) } p { (ctx.t(if is_code(asked) { "work-found-no-code" } else { "work-found-nobody" })) } }
        p.small.soft { (ctx.t("work-read-for")) " " (purpose_words(ctx, &purpose.to_string())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_code_is_told_from_other_things_that_are_typed() {
        assert!(is_code("399900-00001") && is_code("39990000001"));
        assert!(!is_code("1992-07-01") && !is_code("XX0000001"));
    }
}
