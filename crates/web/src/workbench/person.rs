//! A person of the register: as true on a day and as known at a moment, with the whole timeline.

mod moments;
mod more;
mod onward;
mod papers;
mod relations;
mod two;

use super::cases::of_person;
use super::words::{document_name, name, numeric, partial, purpose_words, status_name};
use super::{household, id, officer, picture};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice, tag};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId};
use law::register::Activity;
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::register::{
    Certainty, FactValue, KnownAt, KnownFact, PersonRecord, Relative, ResidenceKind, When,
};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    moments::slid(&query, &mut when);
    let record = app.office().person(ctx.actor(), &purpose, person, &when).await?;
    let timeline = app.office().timeline(ctx.actor(), &purpose, person).await?;
    let cases = app.office().cases_of(ctx.actor(), person).await?;
    let relatives = app.office().relatives(ctx.actor(), &purpose, &record.view).await?;
    let family = relations::family(&record, &relatives);
    let known = relatives.values().chain(&record.children);
    let names: Names = known.map(|brief| (brief.id, name(brief))).collect();
    let title = record.view.name().map_or_else(|| "—".to_owned(), |name| name.to_string());
    let body = html! {
        (Form { ctx: &ctx, fields: &query, faults: &faults }.summary())
        (head(&ctx, &app, &record, &purpose))
        (two::notices(&ctx, &record, &purpose))
        (anchors(&ctx, !record.warnings.is_empty(), !family.is_empty(), !cases.is_empty()))
        (warnings(&ctx, &record))
        div.columns.case {
            div {
                h2 #facts { (ctx.t("work-facts-heading")) }
                div data-part="held" { (facts(&ctx, &app, &record, &purpose, &names)) }
                (papers::section(&ctx, &app, &record.view))
                @if ctx.graphic() && !family.is_empty() {
                    h2 #family { (ctx.t("work-relations-heading")) }
                    div data-part="family" { (relations::tree(&ctx, &record.view, &family, &purpose)) }
                }
                h2 #timeline { (ctx.t("work-timeline-heading")) }
                @if ctx.graphic() {
                    div data-part="drawn" { (pictures(&ctx, &timeline, (record.view.day, record.view.known_at))) }
                }
                (list(&ctx, &app, &timeline, &names))
            }
            div.beside {
                (moments::panel(&ctx, &app, &record, &timeline, &query, &faults))
                (onward::section(&ctx, &record, &purpose))
                @if !cases.is_empty() {
                    div.panel { h2 #cases { (ctx.t("nav-cases")) } (of_person(&ctx, &app, &cases)) }
                }
                div data-part="relations" { (relations::list(&ctx, &app, &family, &purpose)) }
            }
        }
    };
    Ok(Page::new(&ctx, title)
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/persons", ctx.t("nav-persons"))
        .script(crate::assets::two_times_js())
        .render(body))
}

/// A log position, an instant, or a day (its end at the offices).
pub fn known_at(app: &App, text: &str) -> Option<KnownAt> {
    if let Ok(day) = text.parse::<Day>() {
        let midnight = kernel::Minute::new(0).ok()?;
        let end = app.office().zone().instant(day.plus_days(1).ok()?, midnight);
        return Some(KnownAt::Instant(end.plus_seconds(-1)));
    }
    text.parse().ok()
}

fn head(ctx: &Ctx, app: &App, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let view = &record.view;
    let register = app.office().law().register();
    let category = record.place.category.as_deref().and_then(|code| register.category(code));
    let passive = match record.place.activity {
        Activity::Active => None,
        Activity::Passive { because } => register.passive_rule(because),
    };
    let age = match view.age(LeapBirthday::default()) {
        Age::Years(years) => Some(ctx.tf("work-age", &[("years", years.into())])),
        Age::Unknown => None,
    };
    html! {
        p.lead data-part="head" {
            @if let Some(code) = view.code() { code { (code.formatted()) } }
            @if let Some(age) = age { " · " (age) }
            @if let Some(status) = view.status() { " · " (status_name(ctx, app.office(), &status)) }
            // What the statute counts by letters says more than the status.
            @if let Some(category) = category.filter(|category| category.letter.is_some()) {
                " · " (ctx.of(&category.name))
            }
            " "
            @if view.death().is_some() { (tag(Tone::Bad, &ctx.t("work-dead"))) " " }
            @if let Some(rule) = passive {
                (tag(Tone::Warn, &ctx.tf("work-passive", &[("why", ctx.of(&rule.name).into())]))) " "
            }
            @if view.travel_bar() { (tag(Tone::Bad, &ctx.t("work-travel-bar"))) }
        }
        p.small.soft data-part="moment" {
            (ctx.t("work-read-for")) " " (purpose_words(ctx, &purpose.to_string())) " · "
            (ctx.tf("work-as-of-known", &[
                ("date", ctx.date(view.day).into()),
                ("position", view.known_at.to_string().into()),
            ]))
        }
    }
}

/// The parts of the page.
fn anchors(ctx: &Ctx, warnings: bool, family: bool, cases: bool) -> Markup {
    let parts = [
        (warnings, "warnings", "person-warnings"),
        (true, "facts", "work-facts-heading"),
        (true, "documents", "person-documents"),
        (ctx.graphic() && family, "family", "work-relations-heading"),
        (true, "timeline", "work-timeline-heading"),
        (cases, "cases", "nav-cases"),
    ];
    html! {
        nav aria-label=(ctx.t("person-parts")) {
            ul.anchors { @for (_, id, words) in parts.iter().filter(|(there, ..)| *there) { li { a href={ "#" (id) } { (ctx.t(words)) } } } }
        }
    }
}

/// What whoever reads the person should know first.
fn warnings(ctx: &Ctx, record: &PersonRecord) -> Markup {
    html! {
        @if !record.warnings.is_empty() {
            h2 #warnings { (ctx.t("person-warnings")) }
            @for warning in &record.warnings {
                (notice(Tone::Warn, "", &html! { p { (ctx.code("work-warning", warning)) } }))
            }
        }
    }
}

fn facts(ctx: &Ctx, app: &App, record: &PersonRecord, purpose: &Purpose, names: &Names) -> Markup {
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
                @for held in &record.view.facts {
                    @let known = &held.known;
                    tr {
                        th scope="row" { (ctx.code("work-fact-kind", known.fact.value.kind())) }
                        td data-label=(ctx.t("work-value")) {
                            (said(ctx, app, &known.fact.value, names))
                            (household::of_residence(ctx, &known.fact, purpose))
                        }
                        td.nowrap data-label=(ctx.t("work-true-since")) {
                            (since(ctx, known.fact.from))
                            @if held.certainty == Certainty::Possible { " " (tag(Tone::Warn, &ctx.t("work-possible"))) }
                            @if held.review.is_some() { " " (tag(Tone::Warn, &ctx.t("work-under-review"))) }
                            @if let Some(since) = held.not_there {
                                " " (tag(Tone::Warn, &ctx.tf("work-not-there", &[("date", numeric(ctx, since).into())])))
                            }
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
pub fn said(ctx: &Ctx, app: &App, value: &FactValue, names: &Names) -> Markup {
    html! {
        @match value {
            FactValue::Code { code } => code { (code.formatted()) },
            FactValue::Name { name } => (name),
            FactValue::Birth { date, place } => {
                (partial(ctx, date)) @if !place.is_empty() { ", " (place) }
            }
            FactValue::Sex { sex } => (ctx.code("work-sex", sex_code(*sex))),
            FactValue::Status { status } => (status_name(ctx, app.office(), status)),
            FactValue::Citizenship { country } => (ctx.code("country", country)),
            FactValue::Residence { residence, municipality, address } => {
                (address)
                @if let Some(place) = app.office().law().country().municipality(municipality) {
                    @if !address.contains(place.name.as_str()) { ", " (place.name) }
                }
                @if *residence != ResidenceKind::Declared {
                    " (" (ctx.code("work-residence", residence.code())) ")"
                }
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
            FactValue::Parent { of } | FactValue::Child { of } => (relative(of, names)),
            FactValue::Death { date, place } => {
                (partial(ctx, date)) @if !place.is_empty() { ", " (place) }
            }
            other => (more::said(ctx, app, other, names)),
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

/// The names of others, as far as whoever reads may know them.
pub type Names = BTreeMap<PersonId, String>;

/// The other side of a relation: by name, or by number where no name is given.
pub fn relative(of: &Relative, names: &Names) -> Markup {
    html! {
        @match of {
            Relative::Person(person) => @match names.get(person) {
                Some(name) => (name),
                None => code { (person.grouped()) },
            },
            Relative::Named(named) => (named.name),
            Relative::Unknown(_) => "·",
        }
    }
}

/// Since when, in words.
pub fn since(ctx: &Ctx, from: Option<PartialDate>) -> String {
    from.map_or_else(|| ctx.t("work-always"), |from| short(ctx, from))
}

/// A full day in figures; one known in part as it is.
fn short(ctx: &Ctx, date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => numeric(ctx, day),
        part => partial(ctx, &part),
    }
}

/// Where a fact comes from.
pub fn basis(ctx: &Ctx, known: &KnownFact) -> Markup {
    let basis = &known.basis;
    html! {
        (ctx.code("work-basis-kind", &basis.kind))
        @if !basis.number.is_empty() { " " (basis.number) }
        ", " (numeric(ctx, basis.date)) ", " (ctx.app().law().called(&basis.issuer, ctx.lang()))
    }
}

/// Pictures of the kinds that changed or were corrected.
fn pictures(ctx: &Ctx, timeline: &[Arc<KnownFact>], at: (Day, i64)) -> Markup {
    let kinds = ["name", "status", "residence", "citizenship", "ethnicity"];
    html! {
        @for kind in kinds {
            @let facts = timeline.iter().map(AsRef::as_ref);
            @let facts: Vec<&KnownFact> = facts.filter(|known: &&KnownFact| known.fact.value.kind() == kind).collect();
            @if facts.len() > 1 {
                (picture::two_times(ctx, &ctx.code("work-fact-kind", kind), &facts, ctx.today(), at))
            }
        }
    }
}

fn list(ctx: &Ctx, app: &App, timeline: &[Arc<KnownFact>], names: &Names) -> Markup {
    let to = |day: Option<PartialDate>| day.map_or_else(|| ctx.t("work-still"), |day| short(ctx, day));
    html! {
        ol.timeline reversed {
            @for known in timeline.iter().rev() {
                li.past[known.known_to.is_some()] {
                    p {
                        strong { (ctx.code("work-fact-kind", known.fact.value.kind())) } ": "
                        (said(ctx, app, &known.fact.value, names))
                    }
                    p.small {
                        (ctx.tf("work-true-from-to", &[
                            ("from", since(ctx, known.fact.from).into()),
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
