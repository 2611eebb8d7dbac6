//! Who lived at an address, certainly or possibly: asked for with a form, so that no address of a person stands in
//! an address of the web; told as a table and, in the graphic version, as a picture too.

mod lanes;

use super::officer;
use super::person::known_at;
use super::persons::{purpose, purpose_fields};
use super::words::{name, numeric, particulars};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use axum::extract::State;
use axum::response::Response;
use kernel::{Day, Period, PersonId};
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::register::{
    AssertedFact, Certainty, Composition, FactValue, Household, HouseholdQuery, KnownAt, NamedHouseholds,
};

/// Longest address, in characters.
const ADDRESS_MAX: usize = 200;

/// The households of an address, and for which purpose they were read.
type Found = (NamedHouseholds, Purpose);

fn may_ask(ctx: &Ctx) -> Result<(), Fault> {
    officer(ctx)?;
    if actor_may(ctx.actor(), Action::SearchPersons) { Ok(()) } else { Err(Fault::of("no-right")) }
}

/// `GET /{lang}/work/household`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    may_ask(&ctx)?;
    let today = ctx.today().to_string();
    let fields = Fields::of(&[("why", "case"), ("from", &today)]);
    Ok(show(&app, &ctx, &ctx.given_back(fields), &ctx.faults(), None))
}

/// `POST /{lang}/work/household`: the form filled in from elsewhere, or the answer.
pub async fn ask(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    may_ask(&ctx)?;
    let mut faults = Faults::default();
    if fields.get("step") == "fill" {
        return Ok(show(&app, &ctx, &fields, &faults, None));
    }
    let purpose = purpose(&app, &fields, &mut faults);
    let query = query(&app, &fields, &mut faults);
    let (Some(purpose), Some(query), true) = (purpose, query, faults.is_empty()) else {
        return Ok(show(&app, &ctx, &fields, &faults, None));
    };
    let found = app.office().named_households(ctx.actor(), &purpose, &query).await?;
    Ok(show(&app, &ctx, &fields, &faults, Some(&(found, purpose))))
}

/// What is asked, or the faults of the fields.
fn query(app: &App, fields: &Fields, faults: &mut Faults) -> Option<HouseholdQuery> {
    let municipality = fields.get("municipality").to_owned();
    if app.office().law().country().municipality(&municipality).is_none() {
        faults.add("municipality", "work-choose", Vec::new());
    }
    let address = fields.get("address").to_owned();
    if address.is_empty() {
        faults.add("address", "problem-required", Vec::new());
    } else if address.chars().count() > ADDRESS_MAX {
        faults.add("address", "problem-too-long", vec![("max", ADDRESS_MAX.to_string())]);
    }
    let from = fields.get("from").parse::<Day>();
    if from.is_err() {
        faults.add("from", "problem-wrong-date", Vec::new());
    }
    let last = given(fields, "to", "problem-wrong-date", faults, |text| text.parse::<Day>().ok());
    let known_at: Option<KnownAt> =
        given(fields, "known-at", "work-wrong-known-at", faults, |text| known_at(app, text));
    let from = from.ok()?;
    if last.is_some_and(|last| last < from) {
        faults.add("to", "work-household-backwards", Vec::new());
    }
    let to = last.and_then(|last| last.plus_days(1).ok());
    Some(HouseholdQuery { municipality, address, from, to, known_at })
}

/// What a field that may stay empty holds, or its fault.
fn given<T>(
    fields: &Fields,
    field: &str,
    fault: &str,
    faults: &mut Faults,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if !fields.has(field) {
        return None;
    }
    let read = read(fields.get(field));
    if read.is_none() {
        faults.add(field, fault, Vec::new());
    }
    read
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults, found: Option<&Found>) -> Response {
    let form = Form { ctx, fields, faults };
    let mut places = vec![(String::new(), "—".to_owned())];
    let known = &app.office().law().country().municipalities;
    places.extend(known.iter().map(|place| (place.code.clone(), place.name.clone())));
    let body = html! {
        (form.summary())
        @if let Some((found, purpose)) = found { (results(app, ctx, fields, found, purpose)) }
        form.search method="post" action=(ctx.href("/work/household")) {
            (ctx.form_token())
            div.split {
                div {
                    h2 { (ctx.t("work-household-where")) }
                    (form.select("municipality", &ctx.t("work-municipality"), "", &places))
                    (form.line(Line::Text, "address", &ctx.t("work-address"), &ctx.t("work-address-hint"), "off"))
                    (form.line(Line::Date, "from", &ctx.t("work-household-from"), "", "off"))
                    (form.line(Line::Date, "to", &ctx.t("work-household-to"), &ctx.t("work-household-to-hint"), "off"))
                    (form.line(Line::Code, "known-at", &ctx.t("work-known-at"), &ctx.t("work-household-known-hint"), "off"))
                }
                div { (purpose_fields(&form, app)) }
            }
            p.actions { (button::send(ctx, "work-household-ask")) }
            p.small.soft { (ctx.t("work-household-trace")) }
        }
    };
    Page::new(ctx, ctx.t("work-household-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/persons", ctx.t("nav-persons"))
        .faults(faults)
        .render(body)
}

fn results(app: &App, ctx: &Ctx, fields: &Fields, found: &NamedHouseholds, purpose: &Purpose) -> Markup {
    let crowded = found.compositions.iter().any(|one| one.household == Household::Crowded);
    html! {
        h2 #results tabindex="-1" { (ctx.t("work-household-found")) }
        p.lead { (fields.get("address")) }
        @if found.too_many {
            (notice(Tone::Warn, "", &html! { p { (ctx.t("work-household-too-many")) } }))
        } @else if found.compositions.is_empty() {
            (empty(&ctx.t("work-household-nobody"), None))
        } @else {
            @if ctx.graphic() && !crowded { (lanes::drawn(ctx, found)) }
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-household-days")) }
                        th scope="col" { (ctx.t("work-household-certain")) }
                        th scope="col" { (ctx.t("work-household-possible")) }
                    }
                }
                tbody { @for one in &found.compositions { (row(ctx, found, one, purpose)) } }
            }
            h3 { (ctx.t("work-household-persons")) }
            ul.plain {
                @for person in found.persons.values() {
                    li { (name(person)) " · " span.small.soft { (particulars(ctx, app.office(), person)) } }
                }
            }
        }
    }
}

fn row(ctx: &Ctx, found: &NamedHouseholds, one: &Composition<PersonId>, purpose: &Purpose) -> Markup {
    let of = |wanted: Certainty| -> Vec<PersonId> {
        let Household::Listed(persons) = &one.household else { return Vec::new() };
        persons.iter().filter(|(_, how)| *how == wanted).map(|(person, _)| *person).collect()
    };
    let people = |list: &[PersonId]| {
        html! {
            @if list.is_empty() { "—" } @else {
                ul.plain {
                    @for person in list {
                        li {
                            a href=(ctx.href(&format!("/work/persons/{person}?purpose={purpose}"))) {
                                (found.persons.get(person).map_or_else(|| "—".to_owned(), name))
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        tr {
            th.nowrap scope="row" { (days(ctx, one.period)) }
            @if one.household == Household::Crowded {
                td colspan="2" { (tag(Tone::Warn, &ctx.t("work-household-crowded"))) }
            } @else {
                td data-label=(ctx.t("work-household-certain")) { (people(&of(Certainty::Certain))) }
                td data-label=(ctx.t("work-household-possible")) { (people(&of(Certainty::Possible))) }
            }
        }
    }
}

/// From the first to the last day.
fn days(ctx: &Ctx, period: Period) -> String {
    let last = period.to().and_then(|to| to.plus_days(-1).ok());
    let last = last.map_or_else(|| ctx.t("work-still"), |last| numeric(ctx, last));
    format!("{} – {last}", numeric(ctx, period.from()))
}

/// The button beside a residence that fills in the form; nothing beside other facts.
pub fn of_residence(ctx: &Ctx, fact: &AssertedFact, purpose: &Purpose) -> Markup {
    let FactValue::Residence { municipality, address, .. } = &fact.value else { return html! {} };
    // Addresses abroad are not asked for.
    if municipality.is_empty() || !actor_may(ctx.actor(), Action::SearchPersons) {
        return html! {};
    }
    let from = fact.from.and_then(|from| from.earliest()).unwrap_or_else(|| ctx.today()).to_string();
    let (why, case, basis) = match purpose {
        Purpose::Case(id) => ("case", id.to_string(), String::new()),
        Purpose::Basis(citation) => ("basis", String::new(), citation.to_string()),
        Purpose::Own | Purpose::Duty => return html! {},
    };
    html! {
        form method="post" action=(ctx.href("/work/household")) {
            (ctx.form_token())
            @for (field, value) in [
                ("step", "fill"), ("municipality", municipality.as_str()), ("address", address.as_str()),
                ("from", from.as_str()), ("why", why), ("case", case.as_str()), ("basis", basis.as_str()),
            ] {
                input type="hidden" name=(field) value=(value);
            }
            button.second.small type="submit" { (ctx.t("work-household-here")) }
        }
    }
}
