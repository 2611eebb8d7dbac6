//! How the applicant wants to be reached: beside the case, and noted by an officer on the person's word.

use super::href;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::button;
use crate::ui::channels;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::workbench::words::name;
use crate::workbench::{id, officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use maud::{Markup, html};
use office::OfficeError;
use office::access::Purpose;
use office::cases::CaseView;
use office::channels::Reachable;

/// What was chosen, beside the case.
pub fn panel(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    html! {
        div.panel {
            h2 { (ctx.t("channels-title-officer")) }
            @match &view.channels {
                Some(chosen) => (channels::list(ctx, app, chosen)),
                None => p { (ctx.t("channels-none")) },
            }
            @if unreached(view) { (notice(Tone::Warn, "", &html! { p { (ctx.t("mail-unreached")) } })) }
            p { a href={ (href(ctx, view.case.id)) "/channels" } { (ctx.t("channels-change")) } }
        }
    }
}

/// Whether the last notice by e-mail was not sent: the history says why.
fn unreached(view: &CaseView) -> bool {
    let last =
        view.history.iter().rev().find(|line| matches!(line.kind.as_str(), "mail-sent" | "mail-not-sent"));
    last.is_some_and(|line| line.kind == "mail-not-sent")
}

/// `GET /{lang}/work/cases/{id}/channels`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id::<CaseId>(&number)?).await?;
    Ok(show(&app, &ctx, &view, &ctx.given_back(channels::filled(view.channels.as_ref())), &ctx.faults()))
}

fn show(app: &App, ctx: &Ctx, view: &CaseView, fields: &Fields, faults: &Faults) -> Response {
    let form = Form { ctx, fields, faults };
    let back = href(ctx, view.case.id);
    let purpose = Purpose::Case(view.case.id);
    let contact =
        ctx.href(&format!("/work/persons/{}/acts/contact-given?purpose={purpose}", view.applicant.id));
    let body = html! {
        (form.summary())
        p.lead { (name(&view.applicant)) }
        p { (ctx.t("channels-officer-note")) }
        p { a href=(contact) { (ctx.t("work-contact-given")) } }
        form method="post" action={ (back) "/channels" } {
            (ctx.form_token())
            (channels::questions(&form, app, Reachable::ALL))
            p.actions {
                (button::send(ctx, "channels-save"))
                (button::go(ctx, "second", back, "work-back-to-case"))
            }
        }
    };
    Page::new(ctx, ctx.t("channels-title-officer"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .faults(faults)
        .render(body)
}

/// `POST /{lang}/work/cases/{id}/channels`
pub async fn save(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case: CaseId = id(&number)?;
    let view = app.office().case(ctx.actor(), case).await?;
    let mut faults = Faults::default();
    let Some(wanted) = channels::read(&fields, &mut faults) else {
        return Ok(show(&app, &ctx, &view, &fields, &faults));
    };
    match app.office().choose_channels(ctx.actor(), &Purpose::Case(case), view.applicant.id, wanted).await {
        Ok(_) => Ok(Redirect::to(&href(&ctx, case)).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            Ok(show(&app, &ctx, &view, &fields, &faults))
        }
        Err(other) => Err(other.into()),
    }
}
