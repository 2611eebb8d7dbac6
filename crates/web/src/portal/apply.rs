//! Applying: whom for, what the procedure asks, where to collect; then a page that says what would follow,
//! honestly, before anything is sent. Whoever may apply may also apply when a refusal is likely.

mod check;
mod questions;

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::portal::services::find;
use crate::status::{Fault, FieldFault};
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AppointmentId, Lang, PersonId};
use law::{OfficeKind, Procedure};
use maud::{Markup, html};
use office::OfficeError;
use office::appointments::{AppointmentView, VisitState};
use office::cases::Application;
use office::register::PersonBrief;

/// What a form of application is made from.
struct Setting<'a> {
    service: &'a Procedure,
    persons: Vec<PersonBrief>,
    visits: Vec<AppointmentView>,
}

/// `GET /{lang}/apply/{service}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let setting = setting(&app, &ctx, &id).await?;
    if setting.persons.is_empty() {
        return Ok(nobody(&ctx, setting.service));
    }
    let first = questions::defaults(setting.service);
    let own = setting.persons.first().map(|person| person.id.to_string()).unwrap_or_default();
    let visit = setting.visits.first();
    let booked = visit.map(|visit| visit.id.to_string()).unwrap_or_default();
    // Where a visit is booked, the document is most likely collected.
    let office = visit.map(|visit| visit.office.as_str()).unwrap_or_default();
    let lang = ctx.lang().to_string();
    let mut pairs =
        vec![("subject", own.as_str()), ("appointment", &booked), ("office", office), ("lang", &lang)];
    pairs.extend(first.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(form(&app, &ctx, &setting, &Fields::of(&pairs), &Faults::default()))
}

async fn setting<'a>(app: &'a App, ctx: &Ctx, id: &str) -> Result<Setting<'a>, Fault> {
    let service = find(app, ctx, id)?;
    if !service.is_service() || !app.law().offers(service) {
        return Err(Fault::not_found());
    }
    let persons = app.office().may_apply_for(ctx.actor(), service).await?;
    let visits = app.office().my_appointments(ctx.actor()).await?;
    let visits = visits
        .into_iter()
        .filter(|visit| visit.state == VisitState::Booked && visit.service == service.id())
        .collect();
    Ok(Setting { service, persons, visits })
}

/// The client can apply neither for themselves nor for anybody in their care: others may, or it is about somebody else.
fn nobody(ctx: &Ctx, service: &Procedure) -> Response {
    let body = html! {
        (notice(Tone::Info, &ctx.t("apply-nobody-heading"), &html! {
            p { (ctx.t("apply-nobody")) }
            ul { @for capacity in service.capacities() { li { (ctx.of(&capacity.name)) } } }
        }))
        p.actions {
            a.button href=(ctx.href(&format!("/book?service={}", service.id()))) { (ctx.t("nav-book")) }
            a.button.second href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) }
        }
    };
    Page::new(ctx, ctx.tf("apply-title", &[("service", ctx.of(service.name()).into())]))
        .crumb("/services", ctx.t("nav-services"))
        .render(body)
}

/// A person as the choice of whom an application is for names them.
pub fn person_name(ctx: &Ctx, person: &PersonBrief) -> String {
    person.name.as_ref().map_or_else(|| ctx.t("person-unnamed"), ToString::to_string)
}

fn form(app: &App, ctx: &Ctx, setting: &Setting<'_>, fields: &Fields, faults: &Faults) -> Response {
    let form = Form { ctx, fields, faults };
    let service = setting.service;
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("apply-lead")) }
        form method="post" action=(ctx.href(&format!("/apply/{}", service.id()))) {
            (ctx.form_token())
            input type="hidden" name="step" value="check";
            h2 { (ctx.t("apply-whom-heading")) }
            (whom(ctx, form, setting))
            h2 { (ctx.t("apply-questions-heading")) }
            (questions::ask(form, service))
            h2 { (ctx.t("apply-collect-heading")) }
            (form.select("office", &ctx.t("apply-office"), &ctx.t("apply-office-hint"), &offices(app, ctx, service)))
            (visits(app, ctx, form, setting))
            (form.languages(&ctx.t("apply-lang"), &ctx.t("apply-lang-hint")))
            div.actions { button type="submit" { (ctx.t("apply-check")) } }
            p.small.soft { (ctx.t("apply-check-note")) }
        }
    };
    Page::new(ctx, ctx.tf("apply-title", &[("service", ctx.of(service.name()).into())]))
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{}", service.id()), ctx.of(service.name()))
        .faulty(!faults.is_empty())
        .render(body)
}

fn whom(ctx: &Ctx, form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let options: Vec<_> = setting
        .persons
        .iter()
        .enumerate()
        .map(|(n, person)| {
            let hint = match (n, person.age) {
                (0, _) => ctx.t("apply-for-self"),
                (_, kernel::Age::Years(years)) => ctx.tf("apply-for-child", &[("years", years.into())]),
                (_, kernel::Age::Unknown) => ctx.t("apply-for-child-age-unknown"),
            };
            (person.id.to_string(), person_name(ctx, person), hint)
        })
        .collect();
    form.radios("subject", &ctx.t("apply-whom"), "", &options)
}

/// The offices where a document can be collected: documents made elsewhere are not given out at branches.
fn offices(app: &App, ctx: &Ctx, service: &Procedure) -> Vec<(String, String)> {
    app.law()
        .offices()
        .iter()
        .filter(|office| office.kind == OfficeKind::Division && office.serves(service.id()))
        .map(|office| (office.id.clone(), ctx.of(&office.name).to_owned()))
        .collect()
}

fn visits(app: &App, ctx: &Ctx, form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let mut options: Vec<_> = setting
        .visits
        .iter()
        .map(|visit| (visit.id.to_string(), visit_words(app, ctx, visit), String::new()))
        .collect();
    options.push((String::new(), ctx.t("apply-no-visit"), String::new()));
    html! {
        @if setting.visits.is_empty() {
            p { (ctx.t("apply-visit-needed")) }
        } @else {
            (form.radios("appointment", &ctx.t("apply-visit"), &ctx.t("apply-visit-hint"), &options))
        }
    }
}

/// A visit in one line: day, time, office.
pub fn visit_words(app: &App, ctx: &Ctx, visit: &AppointmentView) -> String {
    let office = app.law().office(&visit.office).map_or(visit.office.as_str(), |office| ctx.of(&office.name));
    format!("{}, {}, {office}", ctx.long_date(visit.day), words::time(ctx.lang(), visit.minute))
}

/// Reads the form; what cannot be read is noted field by field.
fn read(setting: &Setting<'_>, fields: &Fields, faults: &mut Faults) -> Option<Application> {
    let subject = fields.get("subject").parse::<PersonId>().ok();
    if subject.is_none() {
        faults.add("subject", "apply-whom-missing", Vec::new());
    }
    let declared = questions::read(setting.service, fields, faults);
    if !fields.has("office") {
        faults.add("office", "problem-required", Vec::new());
    }
    let lang =
        fields.get("lang").parse::<Lang>().ok().filter(|lang| crate::text::languages().any(|l| l == *lang));
    if lang.is_none() {
        faults.add("lang", "problem-required", Vec::new());
    }
    let appointment = match fields.get("appointment") {
        "" => None,
        text => match text.parse::<AppointmentId>() {
            Ok(id) => Some(id),
            Err(_) => {
                faults.add("appointment", "apply-visit-unknown", Vec::new());
                None
            }
        },
    };
    faults.is_empty().then_some(Application {
        service: setting.service.id().to_owned(),
        subject: subject?,
        declared,
        office: fields.get("office").to_owned(),
        lang: lang?,
        appointment,
        applicant: None,
    })
}

/// `POST /{lang}/apply/{service}`: `step` is `check` (show what would follow), `edit` (back to the form) or
/// `send`.
pub async fn submit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    let setting = setting(&app, &ctx, &id).await?;
    let mut faults = Faults::default();
    if fields.get("step") == "edit" {
        return Ok(form(&app, &ctx, &setting, &fields, &faults));
    }
    let Some(wanted) = read(&setting, &fields, &mut faults) else {
        return Ok(form(&app, &ctx, &setting, &fields, &faults));
    };
    let answer = if fields.get("step") == "send" {
        let sent = app.office().apply(ctx.actor(), &wanted).await;
        sent.map(|case| Redirect::to(&ctx.href(&format!("/matters/{case}?done=sent"))).into_response())
    } else {
        let preview = app.office().preview(ctx.actor(), &wanted).await;
        preview.map(|preview| check::page(&app, &ctx, &setting, &fields, &wanted, &preview))
    };
    match answer {
        Ok(response) => Ok(response),
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            Ok(form(&app, &ctx, &setting, &fields, &faults))
        }
        Err(OfficeError::Conflict(problem)) if problem.code == "already-open" => {
            Ok(already_open(&ctx, &problem))
        }
        Err(other) => Err(other.into()),
    }
}

fn already_open(ctx: &Ctx, problem: &office::Problem) -> Response {
    let case = problem.args.iter().find(|(name, _)| *name == "case").map(|(_, case)| case.replace('-', ""));
    let body = html! {
        p.lead { (ctx.t("already-open")) }
        p.actions {
            @if let Some(case) = case {
                a.button href=(ctx.href(&format!("/matters/{case}"))) { (ctx.t("already-open-see")) }
            }
            a.button.second href=(ctx.href("/matters")) { (ctx.t("nav-matters")) }
        }
    };
    Page::new(ctx, ctx.t("already-open-heading")).status(StatusCode::CONFLICT).render(body)
}
