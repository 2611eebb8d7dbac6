//! The register of correspondence of a case, and filing what comes in: scanned post, what was handed in at the counter,
//! files from the e-address, and notes of what was said on the telephone.

use super::{href, show};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Upload};
use crate::status::Fault;
use crate::typed::kept_files;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::{correspondence, files};
use crate::workbench::{id, officer};
use ::law::Procedure;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AttachmentId, CaseId};
use maud::{Markup, html};
use office::OfficeError;
use office::cases::event::Channel;
use office::cases::{Arrival, CaseView};

/// Fields of the form for files begin so.
const FORM: &str = "attach";

/// The address of a file.
pub fn file_href(ctx: &Ctx, view: &CaseView, file: AttachmentId) -> String {
    format!("{}/files/{file}", href(ctx, view.case.id))
}

/// The address of the page on which a file is looked at.
pub fn look_href(ctx: &Ctx, view: &CaseView, file: AttachmentId) -> String {
    format!("{}/look", file_href(ctx, view, file))
}

/// The register with the two forms that add to it, and what the applicant added in words.
pub fn section(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let letter = |id| ctx.href(&format!("/work/letters/{id}"));
    let open = |code: &str| {
        form.faults
            .all()
            .iter()
            .any(|fault| fault.field == code || fault.field.starts_with(&format!("{code}-")))
            || ctx.typed().is_some_and(|typed| typed.has(&format!("{code}-channel")))
    };
    html! {
        @if !view.case.note.is_empty() {
            h2 { (ctx.t("work-applicant-note")) }
            blockquote { p { (view.case.note) } }
        }
        h2 #correspondence { (ctx.t("correspondence")) }
        (correspondence::table(ctx, view, &|file| look_href(ctx, view, file), &letter))
        @if view.may_attach {
            details.more.command open[open(FORM)] {
                (button::summary(ctx, "work-attach"))
                (attaching(form, view, procedure))
            }
        }
        @if view.allowed.contains(&"note-message") {
            details.more.command open[open("note-message")] {
                (button::summary(ctx, "work-note-message"))
                (noting(form, view))
            }
        }
    }
}

/// How, when and from whom something came.
pub fn arrival(form: &Form<'_>, code: &str) -> Markup {
    let ctx = form.ctx;
    html! {
        (form.select(&format!("{code}-channel"), &ctx.t("work-arrival-channel"), "", &channels(ctx, true)))
        (form.line(Line::Date, &format!("{code}-on"), &ctx.t("work-arrival-on"), &ctx.t("work-arrival-on-hint"), "off"))
    }
}

/// The ways by which something comes that an officer takes in.
pub fn channels(ctx: &Ctx, office_too: bool) -> Vec<(String, String)> {
    let offered = Channel::TAKEN_IN.into_iter().filter(|channel| office_too || *channel != Channel::Office);
    offered.map(|channel| (channel.code().to_owned(), ctx.code("channel", channel.code()))).collect()
}

fn attaching(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let mut evidence = vec![(String::new(), ctx.t("documents-other"))];
    evidence.extend(procedure.evidence().iter().map(|e| (e.id.clone(), ctx.of(&e.name).to_owned())));
    html! {
        form method="post" enctype="multipart/form-data" action={ (href(ctx, view.case.id)) "/files" } {
            (ctx.form_token())
            (arrival(form, FORM))
            (form.line(Line::Text, "attach-from", &ctx.t("work-arrival-from"), &ctx.t("work-arrival-from-hint"), "off"))
            (form.select("attach-evidence", &ctx.t("files-what"), &ctx.t("work-attach-evidence-hint"), &evidence))
            (kept_files(ctx, "attach-file"))
            (files::input(*form, "attach-file", &ctx.t("documents-choose"), &ctx.t("documents-choose")))
            p."small soft" { (files::rules(ctx)) }
            p.actions { (button::send(ctx, "work-attach-send")) }
        }
    }
}

fn noting(form: &Form<'_>, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    html! {
        form method="post" action={ (href(ctx, view.case.id)) "/do/note-message" } {
            (ctx.form_token())
            (arrival(form, "note-message"))
            (form.line(Line::Text, "note-message-from", &ctx.t("work-arrival-from"), &ctx.t("work-arrival-from-hint"), "off"))
            (form.area("note-message-words", &ctx.t("work-note-words"), &ctx.t("work-note-words-hint")))
            p.actions { (button::send(ctx, "work-note-send")) }
        }
    }
}

/// How something came, as a form says it. A day that is none is noted at its field.
pub fn read_arrival(fields: &Fields, code: &str, faults: &mut Faults) -> Option<Arrival> {
    let field = |name: &str| format!("{code}-{name}");
    let channel = Channel::taken_in(fields.get(&field("channel")));
    if channel.is_none() {
        faults.add(&field("channel"), "work-choose", Vec::new());
    }
    let on = match fields.get(&field("on")) {
        "" => None,
        text => {
            let day = text.parse().ok();
            if day.is_none() {
                faults.add(&field("on"), "problem-wrong-date", Vec::new());
            }
            day
        }
    };
    let from = fields.get(&field("from")).to_owned();
    channel.filter(|_| faults.is_empty()).map(|channel| Arrival { channel, on, from })
}

/// `POST /{lang}/work/cases/{id}/files`: files what came in.
pub async fn attach(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    mut form: Upload,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case: CaseId = id(&number)?;
    let mut faults = Faults::default();
    let mut filed = 0_usize;
    while let Some(part) = form.next().await? {
        if part.field != "attach-file" {
            return Err(Fault::of("bad-request"));
        }
        // The fields stand before the file in the form.
        let Some(arrival) = read_arrival(form.fields(), FORM, &mut faults) else { continue };
        let Some(taken) = files::check(&ctx, part, &mut faults).await? else { continue };
        let evidence = Some(form.fields().get("attach-evidence").to_owned()).filter(|id| !id.is_empty());
        match app.office().attach(ctx.actor(), case, taken.file, evidence, Some(arrival)).await {
            Ok(_) => filed += 1,
            Err(OfficeError::Invalid(wrong)) => {
                for wrong in wrong {
                    let key = format!("problem-{}", wrong.problem.code);
                    faults.add(&format!("{FORM}-{}", wrong.field), &key, wrong.problem.args);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    if filed == 0 && faults.is_empty() {
        faults.add("attach-file", "problem-file-missing", Vec::new());
    }
    if faults.is_empty() {
        let path = format!("{}#correspondence", href(&ctx, case));
        return Ok(Redirect::to(&path).into_response());
    }
    let view = app.office().case(ctx.actor(), case).await?;
    Ok(show(&app, &ctx, &view, form.fields(), &faults, StatusCode::UNPROCESSABLE_ENTITY))
}

/// `GET /{lang}/work/cases/{id}/files/{file}`: a file as it came. Reading it is reading the case.
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let found = app.office().attachment(ctx.actor(), id(&number)?, id(&file)?).await?;
    Ok(files::download(found))
}
