//! An error in the register, reported in one step: what is wrong and what is right. It becomes a case of the procedure that
//! the site's data name for it.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::field::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use law::register::Sensitivity;
use law::{ParticularKind, Procedure};
use maud::html;
use office::OfficeError;
use office::cases::{Application, Particulars, Told};
use std::collections::BTreeMap;

/// Most characters of what is right.
const WORDS_MAX: usize = 1500;

fn procedure<'a>(app: &'a App, ctx: &Ctx) -> Result<&'a Procedure, Fault> {
    let id = app.law().portal().corrects.as_deref().ok_or_else(Fault::not_found)?;
    super::super::services::find(app, ctx, id)
}

/// `GET /{lang}/my-data/error?fact=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let fields = Fields::of(&[("fact", query.get("fact"))]);
    show(&app, &ctx, &ctx.given_back(fields), &ctx.faults())
}

/// What can be wrong: kinds of facts of the register's catalogue, and something else.
fn kinds(app: &App, ctx: &Ctx) -> Vec<(String, String)> {
    let known = app.law().register().facts().iter();
    let known = known.filter(|fact| fact.sensitivity != Sensitivity::Sealed);
    let choose = (String::new(), ctx.t("error-choose"));
    let mut kinds: Vec<_> = std::iter::once(choose).collect();
    kinds.extend(known.map(|fact| (fact.code.clone(), crate::words::capitalised(ctx.of(&fact.name)))));
    kinds.push(("other".to_owned(), ctx.t("error-other")));
    kinds
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults) -> Result<Response, Fault> {
    let service = procedure(app, ctx)?;
    let form = Form { ctx, fields, faults };
    let offices = app.law().offices().iter().filter(|office| office.serves(service.id()));
    // Nobody's office is the one that stands first.
    let choose = (String::new(), ctx.t("error-office-choose"));
    let offices = offices.map(|office| (office.id.clone(), ctx.of(&office.name).to_owned()));
    let offices: Vec<_> = std::iter::once(choose).chain(offices).collect();
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("error-lead")) }
        form method="post" action=(ctx.href("/my-data/error")) {
            (ctx.form_token())
            (form.select("fact", &ctx.t("error-what"), "", &kinds(app, ctx)))
            (form.area("right", &ctx.t("error-right"), &ctx.t("error-right-hint")))
            (form.select("office", &ctx.t("error-office"), &ctx.t("error-office-hint"), &offices))
            div.actions { button type="submit" { (ctx.t("error-send")) } }
        }
        p.soft { (ctx.t("error-then")) " " a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) } }
    };
    Ok(Page::new(ctx, ctx.t("nav-report-error"))
        .crumb("/matters", ctx.t("nav-matters"))
        .crumb("/my-data", ctx.t("nav-my-data"))
        .faults(faults)
        .render(body))
}

/// `POST /{lang}/my-data/error`
pub async fn report(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let client = ctx.actor().client().ok_or_else(|| Fault::of("sign-in"))?;
    let service = procedure(&app, &ctx)?;
    let mut faults = Faults::default();
    let kinds = kinds(&app, &ctx);
    let mut chosen = kinds.iter().filter(|(code, _)| !code.is_empty());
    let what = chosen.find(|(code, _)| code == fields.get("fact")).map(|(_, what)| what);
    if what.is_none() {
        faults.add("fact", "error-what-missing", Vec::new());
    }
    let right = fields.get("right").trim();
    if right.is_empty() {
        faults.add("right", "error-right-missing", Vec::new());
    } else if right.chars().count() > WORDS_MAX {
        faults.add("right", "problem-too-long", vec![("max", WORDS_MAX.to_string())]);
    }
    if !fields.has("office") {
        faults.add("office", "problem-required", Vec::new());
    }
    let Some(what) = what.filter(|_| faults.is_empty()) else {
        return show(&app, &ctx, &fields, &faults);
    };
    let wanted = Application {
        service: service.id().to_owned(),
        subject: ctx.acting_for().unwrap_or(client),
        declared: BTreeMap::new(),
        office: fields.get("office").to_owned(),
        lang: ctx.lang(),
        appointment: None,
        applicant: None,
        intake: None,
        particulars: said(service, what, right),
        note: format!("{what}: {right}"),
        files: Vec::new(),
    };
    match app.office().apply(ctx.actor(), &wanted).await {
        Ok(case) => Ok(Redirect::to(&ctx.href(&format!("/matters/{case}?done=sent"))).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            show(&app, &ctx, &fields, &faults)
        }
        Err(other) => Err(other.into()),
    }
}

/// What is wrong and what would be right, as far as the service asks for it in words.
fn said(service: &Procedure, what: &str, right: &str) -> Particulars {
    let asked = service.particulars().iter().filter(|asked| asked.kind == ParticularKind::Text);
    let told = [what, right].map(|words| Told::Words(words.to_owned()));
    asked.map(|asked| asked.id.clone()).zip(told).collect()
}
