//! Withdrawing an application, asked once more on a page of its own: it closes the case and cannot be taken back.

use super::case::{act, id};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::field::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use maud::{Markup, html};
use office::FieldError;
use office::cases::CaseView;

/// The way to the question, at the end of a matter that can be withdrawn.
pub(super) fn link(ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        @if view.allowed.contains(&"withdraw") {
            p { a href=(ctx.href(&format!("/matters/{}/withdraw", view.case.id))) { (ctx.t("withdraw-heading")) } }
        }
    }
}

/// `GET /{lang}/matters/{id}/withdraw`
pub async fn ask(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    Ok(show(&app, &ctx, &view, &ctx.given_back(Fields::default()), &ctx.faults()))
}

/// The question again, with what is wrong with the answer.
pub(super) async fn again(
    app: &App,
    ctx: &Ctx,
    id: CaseId,
    fields: &Fields,
    wrong: &[FieldError],
) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    faults.extend(wrong.iter().map(FieldFault::from));
    let view = app.office().case(ctx.actor(), id).await?;
    Ok(show(app, ctx, &view, fields, &faults))
}

fn show(app: &App, ctx: &Ctx, view: &CaseView, fields: &Fields, faults: &Faults) -> Response {
    let back = ctx.href(&format!("/matters/{}", view.case.id));
    // What was withdrawn or decided meanwhile is read where it stands.
    if !view.allowed.contains(&"withdraw") {
        return Redirect::to(&back).into_response();
    }
    let form = Form { ctx, fields, faults };
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    let name = service.map_or(view.case.procedure.as_str(), |service| ctx.of(service.name()));
    let body = html! {
        (form.summary())
        p.lead { (name) ", " (ctx.t("case-number")) " " span.number.nowrap { (view.case.id.grouped()) } }
        p { strong { (ctx.t("withdraw-sure")) } }
        p { (ctx.t(if view.case.contests() { "withdraw-contest" } else { "withdraw-note" })) }
        (act(ctx, view, "withdraw", &html! {
            (form.area("words", &ctx.t("withdraw-words"), &ctx.t("optional")))
            div.actions {
                button.danger type="submit" { (ctx.t("withdraw")) }
                a href=(back) { (ctx.t("withdraw-not")) }
            }
        }))
    };
    Page::new(ctx, ctx.t("withdraw-heading"))
        .crumb("/matters", ctx.t("nav-matters"))
        .crumb(&format!("/matters/{}", view.case.id), name)
        .faults(faults)
        .render(body)
}
