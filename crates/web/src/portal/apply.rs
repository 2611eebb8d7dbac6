//! Applying, one thing a page: for whom, what the office knows already, the questions that still matter, documents, where
//! to collect; then a page that says what would follow, honestly, before anything is sent. Whoever may apply may also
//! apply when a refusal is likely. What was answered is kept until it is sent; no page asks for it twice.

mod check;
mod collect;
mod documents;
mod known;
mod particulars;
mod question;
mod whom;

pub use documents::{file, upload};

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::services::find;
use crate::status::{Fault, FieldFault};
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::ui::particular;
use crate::words::Form as Case;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
pub use collect::visit_words;
use law::Procedure;
use maud::{Markup, html};
use office::OfficeError;
use office::drafts::{Drafting, Entry, KEPT_DAYS, Step};
use office::register::PersonBrief;

/// What a page of an application is made from.
struct Setting<'a> {
    service: &'a Procedure,
    drafting: Drafting,
}

async fn setting<'a>(app: &'a App, ctx: &Ctx, id: &str) -> Result<Setting<'a>, Fault> {
    let service = service(app, ctx, id)?;
    let drafting = app.office().drafting(ctx.actor(), service).await?;
    Ok(Setting { service, drafting })
}

/// A service that can be applied for here.
fn service<'a>(app: &'a App, ctx: &Ctx, id: &str) -> Result<&'a Procedure, Fault> {
    let service = find(app, ctx, id)?;
    if app.law().is_applied_for(service) { Ok(service) } else { Err(Fault::not_found()) }
}

/// The address of a step.
fn href(ctx: &Ctx, service: &Procedure, step: &Step) -> String {
    ctx.href(&format!("/apply/{}/{}", service.id(), step.slug()))
}

fn to(ctx: &Ctx, service: &Procedure, step: &Step) -> Response {
    Redirect::to(&href(ctx, service, step)).into_response()
}

/// `GET /{lang}/apply/{service}`: where it goes on.
pub async fn begin(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let setting = setting(&app, &ctx, &id).await?;
    if setting.drafting.persons.is_empty() {
        return Ok(nobody(&ctx, setting.service));
    }
    Ok(to(&ctx, setting.service, setting.drafting.steps.first_missing()))
}

/// `GET /{lang}/apply/{service}/{step}`: a step that is not open yet leads to the first that is missing.
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, slug)): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let setting = setting(&app, &ctx, &id).await?;
    let step = Step::of_slug(&slug, setting.service).ok_or_else(Fault::not_found)?;
    if let Some(away) = away(&ctx, &setting, &step) {
        return Ok(away);
    }
    let note = match query.get("done") {
        "added" => Some("files-added"),
        "removed" => Some("files-removed"),
        "changed" => Some("check-changed"),
        _ => None,
    };
    show(&app, &ctx, &setting, &step, &ctx.given_back(first(&ctx, &setting, &step)), &ctx.faults(), note)
        .await
}

/// `GET /{lang}/apply/{service}/documents`
pub async fn documents(
    app: State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    query: Params,
) -> Result<Response, Fault> {
    page(app, ctx, Path((id, Step::Documents.slug())), query).await
}

/// Where to go instead: nobody to apply for, a case about the same, or a step before that is missing.
fn away(ctx: &Ctx, setting: &Setting<'_>, step: &Step) -> Option<Response> {
    let Setting { service, drafting } = setting;
    if drafting.persons.is_empty() {
        return Some(nobody(ctx, service));
    }
    if let Some(case) = drafting.open.filter(|_| *step != Step::Whom) {
        return Some(already_open(ctx, setting, &case.to_string()));
    }
    (!drafting.steps.is_open(step)).then(|| to(ctx, service, drafting.steps.first_missing()))
}

/// What the fields of a step hold at first: what was answered before.
fn first(ctx: &Ctx, setting: &Setting<'_>, step: &Step) -> Fields {
    match step {
        Step::Whom => whom::first(ctx, setting),
        Step::Known => known::first(setting),
        Step::Question(fact) => question::first(setting, fact),
        Step::Particulars => particulars::first(setting),
        Step::Collect => collect::first(ctx, setting),
        Step::Documents | Step::Check => Fields::default(),
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    setting: &Setting<'_>,
    step: &Step,
    fields: &Fields,
    faults: &Faults,
    note: Option<&str>,
) -> Result<Response, Fault> {
    let form = Form { ctx, fields, faults };
    let (title, body) = match step {
        Step::Whom => (ctx.t("step-whom"), whom::body(form, setting)),
        Step::Known => (ctx.t("step-known"), known::body(app, form, setting)),
        Step::Question(fact) => question::body(form, setting, fact).ok_or_else(Fault::not_found)?,
        Step::Particulars => (ctx.t("step-particulars"), particulars::body(form, setting)),
        Step::Documents => (ctx.t("step-documents"), documents::body(form, setting)),
        Step::Collect => (ctx.t(collect::title(setting)), collect::body(app, form, setting).await?),
        Step::Check => match check::body(app, form, setting).await {
            Ok(body) => (ctx.t("check-title"), body),
            Err(error) => return refused(ctx, setting, error),
        },
    };
    Ok(frame(ctx, setting, step, &title, faults, note, &body))
}

/// What the check page cannot be made of: an answer that the office does not take any more, or a case begun meanwhile.
fn refused(ctx: &Ctx, setting: &Setting<'_>, error: OfficeError) -> Result<Response, Fault> {
    match error {
        OfficeError::Conflict(problem) if problem.code == "already-open" => {
            let case = problem.args.iter().find(|(name, _)| *name == "case");
            let case = case.map(|(_, case)| case.replace('-', "")).unwrap_or_default();
            Ok(already_open(ctx, setting, &case))
        }
        OfficeError::NotNow(problem) if problem.code == "step-first" => {
            Ok(to(ctx, setting.service, setting.drafting.steps.first_missing()))
        }
        other => Err(other.into()),
    }
}

/// The frame of a step: which one it is, its heading, what is wrong, and what becomes of the answers.
fn frame(
    ctx: &Ctx,
    setting: &Setting<'_>,
    step: &Step,
    title: &str,
    faults: &Faults,
    note: Option<&str>,
    body: &Markup,
) -> Response {
    let Setting { service, drafting } = setting;
    let nothing = Fields::default();
    let form = Form { ctx, fields: &nothing, faults };
    let place = drafting.steps.place(step).unwrap_or(1);
    let count = drafting.steps.len();
    let subject = drafting.persons.iter().find(|person| Some(person.id) == drafting.draft.subject);
    let content = html! {
        div.step-head {
            p.soft {
                (ctx.of(service.name()))
                @if let Some(subject) = subject.filter(|_| *step != Step::Whom) { " · " (person_name(ctx, subject)) }
            }
            h1 { (title) }
            p.step-count {
                // While answers can still add or take away steps, no share of the whole is shown.
                @if drafting.steps.is_settled() {
                    (ctx.tf("step-of", &[("n", place.into()), ("count", count.into())]))
                    progress max=(count) value=(place) aria-hidden="true" {}
                } @else {
                    (ctx.tf("step-about", &[("n", place.into()), ("left", count.saturating_sub(place).into())]))
                }
            }
            @if drafting.steps.was_opened(step) { p { (ctx.t("step-opened")) } }
        }
        (form.summary())
        @if let Some(key) = note { (notice(Tone::Good, "", &html! { p role="status" { (ctx.t(key)) } })) }
        (body)
        div.step-foot {
            @if let Some(before) = drafting.steps.before(step) {
                p { a.back href=(href(ctx, service, before)) { (ctx.t("step-back")) } }
            }
            @if let Some(touched) = drafting.draft.touched {
                @let day = ctx.app().office().zone().day(touched);
                @let until = day.plus_days(KEPT_DAYS).unwrap_or(day);
                p."small soft" {
                    (ctx.tf("draft-kept", &[("day", ctx.date_in(until, Case::Dative).into())])) " "
                    a href=(ctx.href("/matters")) { (ctx.t("nav-matters")) } "."
                }
            } @else {
                p."small soft" { (ctx.t("draft-note")) }
            }
        }
    };
    Page::new(ctx, title)
        .own_heading()
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{}", service.id()), ctx.of(service.name()))
        .faults(faults)
        .render(content)
}

/// That a report is open by which the document in whose place the new one comes becomes invalid, and what follows.
fn reported(ctx: &Ctx, setting: &Setting<'_>) -> Markup {
    let Some(case) = setting.drafting.reported else { return html! {} };
    let body = html! {
        p { (ctx.t("apply-reported")) }
        p { a href=(ctx.href(&format!("/matters/{case}"))) { (ctx.t("document-reported-see")) } }
    };
    notice(Tone::Info, &ctx.t("apply-reported-heading"), &body)
}

/// A form of a step: its fields, and the buttons that send it on.
fn sends(ctx: &Ctx, setting: &Setting<'_>, step: &Step, fields: &Markup, more: &Markup) -> Markup {
    html! {
        form method="post" action=(href(ctx, setting.service, step)) {
            (ctx.form_token())
            (fields)
            div.actions {
                button type="submit" { (ctx.t("step-on")) }
                (more)
            }
        }
    }
}

/// `POST /{lang}/apply/{service}/{step}`: keeps the answer and leads on.
pub async fn submit(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, slug)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let setting = setting(&app, &ctx, &id).await?;
    let step = Step::of_slug(&slug, setting.service).ok_or_else(Fault::not_found)?;
    if setting.drafting.persons.is_empty() {
        return Ok(nobody(&ctx, setting.service));
    }
    let mut faults = Faults::default();
    let entry = match &step {
        Step::Whom => whom::read(&fields, &mut faults),
        Step::Known => known::read(&fields, &mut faults),
        Step::Question(fact) => question::read(&setting, fact, &fields, &mut faults),
        Step::Particulars => particulars::read(&setting, &fields),
        Step::Collect => collect::read(&app, &setting, &fields, &mut faults),
        Step::Check => return check::send(&app, &ctx, &setting, &fields).await,
        // Documents come as a form with files.
        Step::Documents => return Err(Fault::of("wrong-kind")),
    };
    if let Some(entry) = entry {
        match app.office().save_draft(ctx.actor(), setting.service, &entry).await {
            Ok(()) => return on(&app, &ctx, &id).await,
            Err(OfficeError::Invalid(wrong)) => {
                faults.extend(wrong.iter().map(|wrong| at_field(&ctx, setting.service, &step, wrong)));
            }
            Err(other) => return refused(&ctx, &setting, other),
        }
    }
    // What was sent for a step that is not there any more is told at the first that is.
    if setting.drafting.steps.place(&step).is_none() {
        return Ok(to(&ctx, setting.service, setting.drafting.steps.first_missing()));
    }
    show(&app, &ctx, &setting, &step, &fields, &faults, None).await
}

/// A fault of an answer stands at the field of its question.
fn at_field(ctx: &Ctx, service: &Procedure, step: &Step, wrong: &office::FieldError) -> FieldFault {
    let fault = particular::fault(ctx, service, wrong);
    match step {
        Step::Question(_) => FieldFault { field: step.slug(), ..fault },
        _ => fault,
    }
}

/// Onward to the first step that is missing.
async fn on(app: &App, ctx: &Ctx, id: &str) -> Result<Response, Fault> {
    let Setting { service, drafting } = setting(app, ctx, id).await?;
    Ok(to(ctx, service, drafting.steps.first_missing()))
}

/// `POST /{lang}/apply/{service}/delete`: nothing of it is left.
pub async fn delete(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    _: Fields,
) -> Result<Response, Fault> {
    app.office().delete_draft(ctx.actor(), &id).await?;
    Ok(Redirect::to(&ctx.href("/matters?done=deleted")).into_response())
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

/// There is a case about the same; the application can be made for somebody else, or deleted.
fn already_open(ctx: &Ctx, setting: &Setting<'_>, case: &str) -> Response {
    let Setting { service, drafting } = setting;
    let body = html! {
        p.lead { (ctx.t("already-open")) }
        p.actions {
            @if !case.is_empty() {
                a.button href=(ctx.href(&format!("/matters/{case}"))) { (ctx.t("already-open-see")) }
            }
            a.button.second href=(ctx.href("/matters")) { (ctx.t("nav-matters")) }
        }
        @if drafting.persons.len() > 1 {
            p { a href=(href(ctx, service, &Step::Whom)) { (ctx.t("already-open-other")) } }
        }
        @if drafting.draft.touched.is_some() {
            form method="post" action=(ctx.href(&format!("/apply/{}/delete", service.id()))) {
                (ctx.form_token())
                button.danger type="submit" { (ctx.t("already-open-delete")) }
            }
        }
    };
    Page::new(ctx, ctx.t("already-open-heading")).status(StatusCode::CONFLICT).render(body)
}

/// A person as the choice of whom an application is for names them.
pub fn person_name(ctx: &Ctx, person: &PersonBrief) -> String {
    person.name.as_ref().map_or_else(|| ctx.t("person-unnamed"), ToString::to_string)
}

/// The answer of a page, once it can be read.
type Read = Option<Entry>;
