//! Looking at a file of a case in the page: a picture or a PDF, in a frame that may nothing but show it. Other kinds are
//! downloaded. Looking is reading the case, with its right and its trace.

use super::correspondence::file_href;
use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::{button, files};
use crate::workbench::words::name;
use crate::workbench::{id, officer};
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{AttachmentId, CaseId};
use maud::html;

/// `GET /{lang}/work/cases/{id}/files/{file}/look`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id::<CaseId>(&number)?).await?;
    let wanted: AttachmentId = id(&file)?;
    let filed = view.case.attachments.iter().find(|filed| filed.id == wanted).ok_or_else(Fault::not_found)?;
    let address = file_href(&ctx, &view, filed.id);
    let shown = format!("{address}/shown");
    let body = html! {
        p.lead {
            (name(&view.subject)) " · " (ctx.date(filed.on)) " · " (ctx.code("channel", filed.channel.code())) " · "
            (files::size(&ctx, filed.bytes))
        }
        p.actions {
            (button::go(&ctx, "second", &address, "file-download"))
            (button::go(&ctx, "second", super::href(&ctx, view.case.id), "work-back-to-case"))
        }
        @match filed.media_type.as_str() {
            "image/png" | "image/jpeg" => img.seen src=(shown) alt=(filed.name);,
            "application/pdf" => iframe.seen src=(shown) title=(filed.name) {},
            _ => p { (ctx.t("file-not-shown")) },
        }
    };
    Ok(Page::new(&ctx, filed.name.clone())
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .frames()
        .render(body))
}

/// `GET /{lang}/work/cases/{id}/files/{file}/shown`: a picture or a PDF as it came, for the frame.
pub async fn shown(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let found = app.office().attachment(ctx.actor(), id(&number)?, id(&file)?).await?;
    files::shown(found).ok_or_else(Fault::not_found)
}
