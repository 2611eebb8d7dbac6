//! What came in and went out in a matter, as its party sees it, and what the client writes and adds while it is open.

use super::case;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Upload};
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::{assessment, correspondence, files};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use law::{EvidenceBy, Procedure};
use maud::{Markup, html};
use office::OfficeError;
use office::cases::{Arrival, CaseCommand, CaseView};

/// The name of the field for files, and of that for words.
const FIELD: &str = "file";
const WORDS: &str = "message";

/// The register of correspondence, and the form that adds to it.
pub(super) fn section(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView, form: Form<'_>) -> Markup {
    let file = |id| ctx.href(&format!("/matters/{}/files/{id}", view.case.id));
    let letter = |id| ctx.href(&format!("/matters/{}/letters/{id}", view.case.id));
    html! {
        h2 #correspondence { (ctx.t("correspondence")) }
        (correspondence::table(ctx, view, &file, &letter))
        @if view.may_attach {
            details.more open[form.faults.all().iter().any(|fault| [FIELD, WORDS].contains(&fault.field.as_str()))] {
                summary { (ctx.t("files-add")) }
                (add(ctx, service, view, form))
            }
        }
    }
}

fn add(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView, form: Form<'_>) -> Markup {
    let mut wanted = service.map(|service| assessment::needed(service, &view.assessment)).unwrap_or_default();
    // What the office asked for goes first.
    let asked: Vec<&str> = view.case.requested().into_iter().map(|(_, id)| id).collect();
    wanted.retain(|evidence| !asked.contains(&evidence.id.as_str()));
    let asked = asked.into_iter().filter_map(|id| service?.evidence_of(id));
    wanted.splice(0..0, asked.collect::<Vec<_>>());
    let mut options: Vec<(String, String, String)> = wanted
        .iter()
        .filter(|evidence| evidence.by == EvidenceBy::Applicant)
        .map(|evidence| (evidence.id.clone(), ctx.of(&evidence.name).to_owned(), String::new()))
        .collect();
    options.push((String::new(), ctx.t("documents-other"), String::new()));
    html! {
        form method="post" enctype="multipart/form-data" action=(ctx.href(&format!("/matters/{}/files", view.case.id))) {
            (ctx.form_token())
            (form.area(WORDS, &ctx.t("message-words"), &ctx.t("message-hint")))
            @if options.len() > 1 { (form.radios("evidence", &ctx.t("files-what"), "", &options)) }
            (files::input(form, FIELD, &ctx.t("documents-choose"), &ctx.t("documents-choose")))
            p."small soft" { (files::rules(ctx)) }
            div.actions { button type="submit" { (ctx.t("files-send")) } }
        }
    }
}

/// `POST /{lang}/matters/{id}/files`
pub async fn attach(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    mut form: Upload,
) -> Result<Response, Fault> {
    let id = case::id(&number)?;
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let mut faults = Faults::default();
    let mut added = 0_usize;
    while let Some(part) = form.next().await? {
        if part.field != FIELD {
            return Err(Fault::of("bad-request"));
        }
        let Some(taken) = files::check(&ctx, part, &mut faults).await? else { continue };
        let evidence = Some(form.fields().get("evidence").to_owned()).filter(|id| !id.is_empty());
        match app.office().attach(ctx.actor(), id, taken.file, evidence, None).await {
            Ok(_) => added += 1,
            Err(OfficeError::Invalid(wrong)) => {
                for wrong in &wrong {
                    files::refuse(&ctx, &mut faults, FIELD, &taken.name, &wrong.problem);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    let words = form.fields().get(WORDS).to_owned();
    if added == 0 && words.is_empty() && faults.is_empty() {
        faults.add(WORDS, "message-missing", Vec::new());
    }
    // Words about files are written once all of them were taken.
    let wrote = !words.is_empty();
    if wrote && faults.is_empty() {
        let command = CaseCommand::NoteMessage { words, arrival: Arrival::by_portal() };
        match app.office().command(ctx.actor(), id, None, &command).await {
            Ok(_) => {}
            Err(OfficeError::Invalid(wrong)) => {
                for wrong in wrong {
                    faults.add(WORDS, &format!("problem-{}", wrong.problem.code), wrong.problem.args);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    if faults.is_empty() {
        let done = if wrote { "written" } else { "attached" };
        let path = format!("/matters/{id}?done={done}#correspondence");
        return Ok(Redirect::to(&ctx.href(&path)).into_response());
    }
    let view = app.office().case(ctx.actor(), id).await?;
    let fields = Fields::of(&["evidence", WORDS].map(|name| (name, form.fields().get(name))));
    Ok(case::show(&app, &ctx, &view, &fields, &faults, None))
}

/// `GET /{lang}/matters/{id}/files/{file}`: a file as it came.
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let file = file.parse().map_err(|_| Fault::not_found())?;
    let found = app.office().attachment(ctx.actor(), case::id(&number)?, file).await?;
    Ok(files::download(found))
}
