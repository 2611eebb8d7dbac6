//! A person of the register: as true on a day and as known at a moment, with the whole timeline.

use super::cases::of_person;
use super::words::{
    document_name, name as brief_name, numeric, partial, particulars, purpose_words, status_name,
};
use super::{id, officer, picture};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice, tag};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Age, Day, LeapBirthday, PersonId};
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::register::{FactValue, KnownAt, KnownFact, PersonRecord, ResidenceKind, When};

/// The purpose in an address: `case:ID` or `basis:CITATION`.
pub fn purpose(query: &Fields) -> Option<Purpose> {
    query.get("purpose").parse().ok().filter(|purpose| *purpose != Purpose::Own)
}

/// `GET /{lang}/work/persons/{id}?purpose=&as-of=&known-at=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let person: PersonId = id(&number)?;
    // Without a purpose nobody is read: the search asks for one.
    let Some(purpose) = purpose(&query) else {
        return Ok(Redirect::to(&ctx.href("/work/persons")).into_response());
    };
    let mut faults = Faults::default();
    let mut when = When::default();
    if query.has("as-of") {
        match query.get("as-of").parse::<Day>() {
            Ok(day) => when.as_of = Some(day),
            Err(_) => faults.add("as-of", "problem-wrong-date", Vec::new()),
        }
    }
    if query.has("known-at") {
        match known_at(&app, query.get("known-at")) {
            Some(moment) => when.known_at = Some(moment),
            None => faults.add("known-at", "work-wrong-known-at", Vec::new()),
        }
    }
    let record = app.office().person(ctx.actor(), &purpose, person, &when).await?;
    let timeline = app.office().timeline(ctx.actor(), &purpose, person).await?;
    let cases = app.office().cases_of(ctx.actor(), person).await?;
    let title = record.view.name().map_or_else(|| "—".to_owned(), |name| name.to_string());
    let body = html! {
        (Form { ctx: &ctx, fields: &query, faults: &faults }.summary())
        (head(&ctx, &record, &purpose))
        div.columns.case {
            div {
                h2 { (ctx.t("work-facts-heading")) }
                (facts(&ctx, &app, &record, &purpose))
                h2 { (ctx.t("work-timeline-heading")) }
                @if ctx.graphic() { (pictures(&ctx, &timeline)) }
                (list(&ctx, &app, &timeline))
            }
            div.beside {
                (moments(&ctx, person, &query, &faults))
                @if actor_may(ctx.actor(), Action::WriteRegister) {
                    div.panel {
                        h2 { (ctx.t("work-entries-heading")) }
                        p { (ctx.t("work-entries-note")) }
                        p {
                            a.button.second href=(ctx.href(&format!("/work/persons/{person}/change?purpose={purpose}"))) {
                                (ctx.t("work-change"))
                            }
                        }
                    }
                }
                @if !cases.is_empty() {
                    div.panel { h2 { (ctx.t("nav-cases")) } (of_person(&ctx, &app, &cases)) }
                }
                (relations(&ctx, &app, &record, &purpose))
            }
        }
    };
    Ok(Page::new(&ctx, title)
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/persons", ctx.t("nav-persons"))
        .render(body))
}

/// A log position, an instant, or a day (its end at the offices).
fn known_at(app: &App, text: &str) -> Option<KnownAt> {
    if let Ok(day) = text.parse::<Day>() {
        let midnight = kernel::Minute::new(0).ok()?;
        let end = app.office().zone().instant(day.plus_days(1).ok()?, midnight);
        return Some(KnownAt::Instant(end.plus_seconds(-1)));
    }
    text.parse().ok()
}

fn head(ctx: &Ctx, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let view = &record.view;
    let age = match view.age(LeapBirthday::default()) {
        Age::Years(years) => Some(ctx.tf("work-age", &[("years", years.into())])),
        Age::Unknown => None,
    };
    html! {
        p.lead {
            @if let Some(code) = view.code() { code { (code.formatted()) } " " }
            @if let Some(age) = age { (age) " " }
            @if view.death().is_some() { (tag(Tone::Bad, &ctx.t("work-dead"))) " " }
            @if view.travel_bar() { (tag(Tone::Bad, &ctx.t("work-travel-bar"))) }
        }
        p.small.soft {
            (ctx.t("work-read-for")) " " (purpose_words(ctx, &purpose.to_string())) " · "
            (ctx.tf("work-as-of-known", &[
                ("date", ctx.date(view.day).into()),
                ("position", view.known_at.to_string().into()),
            ]))
        }
        @for warning in &record.warnings {
            (notice(Tone::Warn, "", &html! { p { (ctx.code("work-warning", warning)) } }))
        }
    }
}

/// The two moments of the reading.
fn moments(ctx: &Ctx, person: PersonId, query: &Fields, faults: &Faults) -> Markup {
    let form = Form { ctx, fields: query, faults };
    html! {
        div.panel {
            h2 { (ctx.t("work-moments-heading")) }
            form method="get" action=(ctx.href(&format!("/work/persons/{person}"))) {
                (form.hidden("purpose"))
                (form.line(Line::Date, "as-of", &ctx.t("work-as-of"), &ctx.t("work-as-of-hint"), "off"))
                (form.line(Line::Code, "known-at", &ctx.t("work-known-at"), &ctx.t("work-known-at-hint"), "off"))
                p.actions {
                    button.second type="submit" { (ctx.t("work-show")) }
                    a href=(ctx.href(&format!("/work/persons/{person}?purpose={}", query.get("purpose")))) {
                        (ctx.t("work-today-and-now"))
                    }
                }
            }
        }
    }
}

fn facts(ctx: &Ctx, app: &App, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let may_correct = actor_may(ctx.actor(), Action::WriteRegister);
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-fact")) }
                    th scope="col" { (ctx.t("work-value")) }
                    th scope="col" { (ctx.t("work-true-since")) }
                    th scope="col" { (ctx.t("work-basis")) }
                    @if may_correct { th scope="col" { span.hidden-visually { (ctx.t("work-steps")) } } }
                }
            }
            tbody {
                @for known in &record.view.facts {
                    tr {
                        th scope="row" { (ctx.code("work-fact-kind", known.fact.value.kind())) }
                        td data-label=(ctx.t("work-value")) { (said(ctx, app, &known.fact.value)) }
                        td.nowrap data-label=(ctx.t("work-true-since")) {
                            (known.fact.from.map_or_else(|| ctx.t("work-always"), |day| numeric(ctx, day)))
                        }
                        td.small data-label=(ctx.t("work-basis")) { (basis(ctx, known)) }
                        @if may_correct {
                            td {
                                @if known.known_to.is_none() {
                                    a href=(ctx.href(&format!(
                                        "/work/persons/{}/correct/{}?purpose={purpose}", record.view.id, known.fact.seq
                                    ))) {
                                        (ctx.t("work-correct"))
                                        span.hidden-visually { ": " (ctx.code("work-fact-kind", known.fact.value.kind())) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a fact says, in words.
pub fn said(ctx: &Ctx, app: &App, value: &FactValue) -> Markup {
    html! {
        @match value {
            FactValue::Code { code } => code { (code.formatted()) },
            FactValue::Name { name } => (name),
            FactValue::Birth { date, place } => {
                (partial(ctx, date)) @if !place.is_empty() { ", " (place) }
            }
            FactValue::Sex { sex } => (ctx.code("work-sex", sex_code(*sex))),
            FactValue::Status { status } => (status_name(ctx, app.office(), status)),
            FactValue::Citizenship { country } => (country),
            FactValue::Ethnicity { ethnicity } => (ethnicity),
            FactValue::Residence { residence, municipality, address } => {
                (address)
                @if let Some(place) = app.office().law().country().municipality(municipality) {
                    @if !address.contains(place.name.as_str()) { ", " (place.name) }
                }
                @if *residence == ResidenceKind::Abroad { " (" (ctx.t("work-abroad")) ")" }
            }
            FactValue::Document(document) => {
                (document_name(ctx, app.office(), &document.kind)) " " code { (document.number) } " "
                (tag(Tone::Plain, &ctx.code("work-document", document.status.code()))) br;
                span.small.soft {
                    (ctx.tf("work-document-days", &[
                        ("issued", numeric(ctx, document.issued_on).into()),
                        ("expires", numeric(ctx, document.expires_on).into()),
                    ]))
                }
            }
            FactValue::TravelBar { imposed_by } => (imposed_by),
            FactValue::Parent { person } => code { (person.grouped()) },
            FactValue::Death { date } => (partial(ctx, date)),
        }
    }
}

/// The code of a sex in texts and forms.
pub const fn sex_code(sex: office::register::Sex) -> &'static str {
    use office::register::Sex;
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Unspecified => "unspecified",
    }
}

fn basis(ctx: &Ctx, known: &KnownFact) -> Markup {
    let basis = &known.basis;
    html! {
        (ctx.code("work-basis-kind", &basis.kind))
        @if !basis.number.is_empty() { " " (basis.number) }
        ", " (numeric(ctx, basis.date)) ", " (basis.issuer)
    }
}

/// Pictures of the kinds that changed or were corrected.
fn pictures(ctx: &Ctx, timeline: &[KnownFact]) -> Markup {
    let kinds = ["name", "status", "residence", "citizenship", "ethnicity"];
    html! {
        @for kind in kinds {
            @let facts: Vec<&KnownFact> = timeline.iter().filter(|known| known.fact.value.kind() == kind).collect();
            @if facts.len() > 1 {
                (picture::two_times(ctx, &ctx.code("work-fact-kind", kind), &facts, ctx.today()))
            }
        }
    }
}

fn list(ctx: &Ctx, app: &App, timeline: &[KnownFact]) -> Markup {
    let from = |day: Option<Day>| day.map_or_else(|| ctx.t("work-always"), |day| numeric(ctx, day));
    let to = |day: Option<Day>| day.map_or_else(|| ctx.t("work-still"), |day| numeric(ctx, day));
    html! {
        ol.timeline reversed {
            @for known in timeline.iter().rev() {
                li.past[known.known_to.is_some()] {
                    p {
                        strong { (ctx.code("work-fact-kind", known.fact.value.kind())) } ": "
                        (said(ctx, app, &known.fact.value))
                    }
                    p.small {
                        (ctx.tf("work-true-from-to", &[
                            ("from", from(known.fact.from).into()),
                            ("to", to(known.fact.to).into()),
                        ]))
                        " · "
                        @match known.known_to {
                            Some(end) => (ctx.tf("work-known-from-to", &[
                                ("from", known.known_from.to_string().into()),
                                ("to", end.to_string().into()),
                            ])),
                            None => (ctx.tf("work-known-from", &[("from", known.known_from.to_string().into())])),
                        }
                        " · " (ctx.tf("work-entry-number", &[("seq", known.fact.seq.to_string().into())]))
                    }
                    p.small.soft { (basis(ctx, known)) }
                }
            }
        }
    }
}

fn relations(ctx: &Ctx, app: &App, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let parents = record.view.parents();
    if parents.is_empty() && record.children.is_empty() {
        return html! {};
    }
    html! {
        div.panel {
            h2 { (ctx.t("work-relations-heading")) }
            ul.plain {
                @for parent in &parents {
                    li {
                        (ctx.t("work-parent")) " "
                        a href=(ctx.href(&format!("/work/persons/{parent}?purpose={purpose}"))) { (parent.grouped()) }
                    }
                }
                @for child in &record.children {
                    li {
                        (ctx.t("work-child")) " "
                        a href=(ctx.href(&format!("/work/persons/{}?purpose={purpose}", child.id))) { (brief_name(child)) }
                        br; span.small.soft { (particulars(ctx, app.office(), child)) }
                    }
                }
            }
        }
    }
}
