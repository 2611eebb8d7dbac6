//! Taking in an application at the counter: who applies, for whom, what is declared.

use super::officer;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::ui::particular;
use crate::ui::tasks;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AppointmentId, Lang, PersonId};
use law::facts::{FactDef, FactKind};
use law::{ParticularKind, Procedure};
use maud::{Markup, html};
use office::access::Purpose;
use office::cases::event::Channel;
use office::cases::{Application, Intake};
use office::error::OfficeError;
use office::register::{Lookup, When};
use std::collections::BTreeMap;

/// `GET /{lang}/work/apply?visit=&service=&person=&purpose=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !super::takes_in(officer) {
        return Err(Fault::of("no-right"));
    }
    let mut pairs = vec![
        ("service", query.get("service").to_owned()),
        ("office", officer.office.clone()),
        ("lang", ctx.lang().code().to_owned()),
    ];
    if let Ok(number) = query.get("visit").parse::<AppointmentId>() {
        let visit = app.office().appointment(ctx.actor(), number, None).await?;
        pairs = vec![
            ("service", visit.service),
            ("office", visit.office),
            ("lang", visit.lang.code().to_owned()),
            ("visit", number.to_string()),
        ];
    }
    let mut pairs: Vec<(String, String)> =
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    if let Some(procedure) = service(&app, &Fields::of(&borrowed(&pairs))) {
        let given = |fact: &&FactDef| Some((field_of(fact), fact.default.as_ref()?.to_string()));
        pairs.extend(procedure.questions().iter().filter_map(given));
    }
    if query.has("person") {
        pairs.extend(["person", "purpose"].map(|name| (name.to_owned(), query.get(name).to_owned())));
    }
    let fields = ctx.given_back(Fields::of(&borrowed(&pairs)));
    let known = known(&app, &ctx, &fields).await?;
    Ok(show(&app, &ctx, &fields, &ctx.faults(), (StatusCode::OK, known.as_deref())))
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The service that was chosen.
fn service<'a>(app: &'a App, fields: &Fields) -> Option<&'a Procedure> {
    let services = app.office().law().services(app.office().today());
    services.into_iter().find(|p| p.id() == fields.get("service"))
}

/// Whose record the officer came from, by name; read for the purpose of before.
async fn known(app: &App, ctx: &Ctx, fields: &Fields) -> Result<Option<String>, Fault> {
    let (Ok(person), Some(purpose)) = (fields.get("person").parse(), super::person::purpose(fields)) else {
        return Ok(None);
    };
    let record = app.office().person(ctx.actor(), &purpose, person, &When::default()).await?;
    Ok(record.view.name().map(|name| name.to_string()))
}

fn show(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    faults: &Faults,
    (status, known): (StatusCode, Option<&str>),
) -> Response {
    let form = Form { ctx, fields, faults };
    let body = match service(app, fields) {
        Some(procedure) => application(&form, app, procedure, known),
        None => choose(&form, app),
    };
    Page::new(ctx, ctx.t("work-apply"))
        .crumb("/work", ctx.t("nav-work"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// First the service, since it says what is asked.
fn choose(form: &Form<'_>, app: &App) -> Markup {
    let ctx = form.ctx;
    let services = tasks::options(app, ctx, app.office().law().services(app.office().today()));
    html! {
        form method="get" action=(ctx.href("/work/apply")) {
            (form.hidden("visit"))
            (form.hidden("person"))
            (form.hidden("purpose"))
            (form.select_grouped("service", &ctx.t("work-service"), "", &services))
            p.actions { (button::send(ctx, "work-go-on")) }
        }
    }
}

fn application(form: &Form<'_>, app: &App, procedure: &Procedure, known: Option<&str>) -> Markup {
    let ctx = form.ctx;
    let offices: Vec<(String, String)> = app
        .office()
        .law()
        .offices()
        .iter()
        .filter(|facts| facts.serves(procedure.id()))
        .map(|facts| (facts.id.clone(), ctx.of(&facts.name).to_owned()))
        .collect();
    let mut applicant_hint = ctx.t("work-code-hint");
    if form.fields.has("visit") {
        applicant_hint.push(' ');
        applicant_hint.push_str(&ctx.t("work-apply-visitor-hint"));
    }
    html! {
        (form.summary())
        p.lead { (ctx.of(procedure.name())) }
        form method="post" action=(ctx.href("/work/apply")) {
            (ctx.form_token())
            (form.hidden("visit"))
            input type="hidden" name="service" value=(procedure.id());
            fieldset {
                legend.large { (ctx.t("work-apply-who")) }
                @if let Some(name) = known {
                    (form.hidden("person"))
                    (form.hidden("purpose"))
                    p { (ctx.tf("work-apply-known", &[("name", name.into())])) }
                }
                (form.line(Line::Code, "applicant", &ctx.t("work-apply-applicant"), &applicant_hint, "off"))
                (form.line(Line::Code, "subject", &ctx.t("work-apply-subject"), &ctx.t("work-apply-subject-hint"), "off"))
            }
            fieldset {
                legend.large { (ctx.t("work-apply-intake")) }
                (form.select("channel", &ctx.t("work-arrival-channel"), "", &super::case::channels(ctx, false)))
                (form.line(Line::Date, "received", &ctx.t("work-apply-received"), &ctx.t("work-apply-received-hint"), "off"))
                @if form.faults.all().iter().any(|fault| fault.key == "problem-older-law") || form.fields.has("older_law") {
                    (form.checkboxes("older_law", &ctx.t("work-apply-older-law"), "", &[
                        ("yes".to_owned(), ctx.t("work-apply-older-law-yes"), String::new()),
                    ]))
                }
            }
            @if !procedure.particulars().is_empty() {
                fieldset {
                    legend.large { (ctx.t("work-apply-says")) }
                    p { (ctx.t("work-apply-says-hint")) }
                    @for asked in procedure.particulars().iter().filter(|asked| asked.kind != ParticularKind::Document) {
                        (particular::field(*form, asked, &[], false))
                    }
                }
            }
            fieldset {
                legend.large { (ctx.t("work-apply-declared")) }
                @for fact in procedure.questions() { (question(form, &procedure.offered(fact))) }
            }
            fieldset {
                legend.large { (ctx.t("work-apply-delivery")) }
                (form.select("office", &ctx.t("work-apply-office"), "", &offices))
                (form.languages(&ctx.t("work-letters-language"), ""))
            }
            p.actions { (button::send(ctx, "work-apply-send")) }
        }
        (notice(Tone::Info, "", &html! { p { (ctx.t("work-apply-note")) } }))
    }
}

pub(super) fn question(form: &Form<'_>, fact: &FactDef) -> Markup {
    let ctx = form.ctx;
    let name = field_of(fact);
    let help = fact.help.as_ref().map_or("", |help| ctx.of(help));
    match fact.kind {
        FactKind::Bool => {
            let options = [("true", "work-yes"), ("false", "work-no")]
                .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()));
            form.radios(&name, ctx.of(&fact.text), help, &options)
        }
        FactKind::Code { .. } => {
            let options: Vec<(String, String, String)> = fact
                .options
                .iter()
                .map(|(code, words)| (code.clone(), ctx.of(words).to_owned(), String::new()))
                .collect();
            form.radios(&name, ctx.of(&fact.text), help, &options)
        }
        FactKind::Day => form.line(Line::Date, &name, ctx.of(&fact.text), help, "off"),
        FactKind::Int { .. } | FactKind::Term { .. } | FactKind::Money { .. } => {
            form.line(Line::Code, &name, ctx.of(&fact.text), help, "off")
        }
    }
}

pub(super) fn field_of(fact: &FactDef) -> String {
    format!("declared-{}", fact.name.replace('.', "-"))
}

/// `POST /{lang}/work/apply`
pub async fn send(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let known = known(&app, &ctx, &fields).await?;
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, known.as_deref());
    let Some(procedure) = service(&app, &fields) else {
        return Ok(show(&app, &ctx, &fields, &Faults::default(), wrong));
    };
    let mut faults = Faults::default();
    // Who booked the visit signed in is known by it, and so is whose record the officer came from.
    let visitor = match fields.get("visit").parse::<AppointmentId>() {
        Ok(number) => app.office().appointment(ctx.actor(), number, None).await?.person,
        Err(_) => known.as_ref().and_then(|_| fields.get("person").parse().ok()),
    };
    let applicant = match visitor.filter(|_| !fields.has("applicant")) {
        Some(person) => Some(person),
        None => find(&app, &ctx, procedure, "applicant", &fields, &mut faults).await?,
    };
    let subject = if fields.has("subject") {
        find(&app, &ctx, procedure, "subject", &fields, &mut faults).await?
    } else {
        applicant
    };
    let (Some(applicant), Some(subject)) = (applicant, subject) else {
        return Ok(show(&app, &ctx, &fields, &faults, wrong));
    };
    let declared = answers(procedure, &fields);
    let Some(intake) = intake(&fields, &mut faults) else {
        return Ok(show(&app, &ctx, &fields, &faults, wrong));
    };
    let application = Application {
        service: procedure.id().to_owned(),
        subject,
        declared,
        office: fields.get("office").to_owned(),
        lang: fields.get("lang").parse().unwrap_or(Lang::LV),
        appointment: fields.get("visit").parse().ok(),
        applicant: Some(applicant),
        intake: Some(intake),
        note: String::new(),
        particulars: particular::read(procedure, &fields),
        files: Vec::new(),
    };
    match app.office().apply(ctx.actor(), &application).await {
        Ok(case) => Ok(Redirect::to(&ctx.href(&format!("/work/cases/{case}"))).into_response()),
        Err(OfficeError::Invalid(errors)) => {
            for error in errors {
                if error.field == office::cases::particulars::FIELD {
                    faults.extend(std::iter::once(particular::fault(&ctx, procedure, &error)));
                    continue;
                }
                let field = match procedure.fact(error.field) {
                    Some(fact) => field_of(fact),
                    None => error.field.replace('.', "-"),
                };
                faults.add(&field, &format!("problem-{}", error.problem.code), error.problem.args);
            }
            Ok(show(&app, &ctx, &fields, &faults, wrong))
        }
        Err(OfficeError::Conflict(problem) | OfficeError::NotNow(problem)) => {
            faults.add("applicant", &format!("problem-{}", problem.code), problem.args);
            Ok(show(&app, &ctx, &fields, &faults, (StatusCode::CONFLICT, known.as_deref())))
        }
        Err(error) => Err(error.into()),
    }
}

/// How and on which day it came; at the counter, today, where nothing is said.
fn intake(fields: &Fields, faults: &mut Faults) -> Option<Intake> {
    let channel = match fields.get("channel") {
        "" => Some(Channel::Counter),
        code => Channel::taken_in(code),
    };
    if channel.is_none() {
        faults.add("channel", "work-choose", Vec::new());
    }
    let received = match fields.get("received") {
        "" => None,
        text => {
            let day = text.parse().ok();
            if day.is_none() {
                faults.add("received", "problem-wrong-date", Vec::new());
            }
            day
        }
    };
    let older_law = fields.has("older_law");
    channel.filter(|_| faults.is_empty()).map(|channel| Intake { channel, received, older_law })
}

/// The answers to the questions of the procedure.
pub(super) fn answers(procedure: &Procedure, fields: &Fields) -> BTreeMap<String, law::FactValue> {
    let answered = procedure.questions().into_iter().filter_map(|fact| {
        let given = fields.get(&field_of(fact));
        // What is no value of the fact goes on as it is, and is told as such.
        let value = || fact.kind.parse(given).unwrap_or_else(|| law::FactValue::Code(given.to_owned()));
        (!given.is_empty()).then(|| (fact.name.clone(), value()))
    });
    answered.collect()
}

/// The person of a personal code. The right to look is the provision under which the service is asked for.
pub(super) async fn find(
    app: &App,
    ctx: &Ctx,
    procedure: &Procedure,
    field: &str,
    fields: &Fields,
    faults: &mut Faults,
) -> Result<Option<PersonId>, Fault> {
    let Some(cite) = procedure.capacities().first().map(|capacity| capacity.cite.clone()) else {
        return Err(Fault::of("fault"));
    };
    let code = fields.get(field);
    if code.is_empty() {
        faults.add(field, "problem-required", Vec::new());
        return Ok(None);
    }
    let purpose = Purpose::Basis(cite);
    match app.office().lookup(ctx.actor(), &purpose, Lookup::Code(code.to_owned())).await {
        Ok(Some(brief)) => Ok(Some(brief.id)),
        Ok(None) => {
            faults.add(field, "work-nobody-with-code", Vec::new());
            Ok(None)
        }
        Err(OfficeError::Invalid(wrong)) => {
            for wrong in wrong {
                faults.add(field, &format!("problem-{}", wrong.problem.code), wrong.problem.args);
            }
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
