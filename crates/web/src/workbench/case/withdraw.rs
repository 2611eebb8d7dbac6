//! An officer enters that an application is withdrawn. It closes the case and cannot be taken back: what the applicant
//! said is written down, and the officer is asked once more, with what becomes of the fee.

use super::act::{refused, version};
use super::{href, show};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::{Form, Line};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CaseId, Day};
use maud::{Markup, html};
use office::cases::{CaseCommand, CaseView, Phase};

const CODE: &str = "withdraw";
const WORDS: &str = "withdraw-words";
const ORAL: &str = "withdraw-oral-on";
const CONFIRM: &str = "withdraw-confirm";

/// What was written, or said on a day.
pub fn fields(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        (form.area(WORDS, &ctx.t("work-withdraw-words"), &ctx.t("work-withdraw-hint")))
        (form.line(Line::Date, ORAL, &ctx.t("work-withdraw-oral"), &ctx.t("work-withdraw-oral-hint"), "off"))
    }
}

/// The words of the withdrawal: written, or that it was said on a day.
fn words(ctx: &Ctx, fields: &Fields, faults: &mut Faults) -> Option<String> {
    let (written, oral) = (fields.get(WORDS).trim(), fields.get(ORAL));
    if oral.is_empty() {
        if written.is_empty() {
            faults.add(WORDS, "work-withdraw-needed", Vec::new());
            return None;
        }
        return Some(written.to_owned());
    }
    match oral.parse::<Day>() {
        Ok(day) if day > ctx.today() => faults.add(ORAL, "problem-arrival-future", Vec::new()),
        Ok(day) => {
            let said = ctx
                .tf("work-withdraw-said", &[("day", ctx.date_in(day, crate::words::Form::Locative).into())]);
            return Some(format!("{said} {written}").trim().to_owned());
        }
        Err(_) => faults.add(ORAL, "problem-wrong-date", Vec::new()),
    }
    None
}

/// What was sent: asks once more, and withdraws when that was answered.
pub async fn send(app: &App, ctx: &Ctx, case: CaseId, fields: &Fields) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    let Some(words) = words(ctx, fields, &mut faults) else {
        let view = app.office().case(ctx.actor(), case).await?;
        return Ok(show(app, ctx, &view, fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    if !fields.has(CONFIRM) {
        let view = app.office().case(ctx.actor(), case).await?;
        if view.allowed.contains(&CODE) {
            return Ok(ask(ctx, &view, fields, &words));
        }
    }
    let command = CaseCommand::Withdraw { words };
    match app.office().command(ctx.actor(), case, version(fields), &command).await {
        Ok(_) => Ok(Redirect::to(&href(ctx, case)).into_response()),
        Err(error) => refused(app, ctx, case, CODE, fields, error).await,
    }
}

/// The question on a page of its own.
fn ask(ctx: &Ctx, view: &CaseView, fields: &Fields, words: &str) -> Response {
    let back = href(ctx, view.case.id);
    let body = html! {
        p.lead { (ctx.t("case-number")) " " span.number.nowrap { (view.case.id.grouped()) } }
        p { strong { (ctx.t("work-withdraw-sure")) } }
        dl.facts { dt { (ctx.t("work-withdraw-words")) } dd { (words) } }
        (money(ctx, view))
        form method="post" action={ (back) "/do/" (CODE) } {
            (ctx.form_token())
            input type="hidden" name="version" value=(fields.get("version"));
            input type="hidden" name=(WORDS) value=(fields.get(WORDS));
            input type="hidden" name=(ORAL) value=(fields.get(ORAL));
            input type="hidden" name=(CONFIRM) value="yes";
            div.actions {
                button.danger type="submit" { (ctx.code("work-send", CODE)) }
                a href=(back) { (ctx.t("withdraw-not")) }
            }
        }
    };
    Page::new(ctx, ctx.t("withdraw-heading"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .render(body)
}

/// What becomes of the fee that was paid: nothing by itself, and by which rule it could go back.
pub fn money(ctx: &Ctx, view: &CaseView) -> Markup {
    let paid = view.case.paid.last().map(|paid| view.case.fee_paid(paid.amount.currency()));
    html! {
        @if let Some(there) = paid.filter(|there| there.cents() > 0) {
            p { (ctx.tf("work-withdraw-fee", &[("amount", ctx.money(there).into())])) }
            p { (ctx.t("pay-withdrawn-law")) " " span.unverified { (ctx.t("unverified")) } }
        }
    }
}

/// The same on the page of a case that was withdrawn, or ended without a decision.
pub fn after(ctx: &Ctx, view: &CaseView) -> Markup {
    let closed = matches!(view.case.phase, Phase::Withdrawn { .. } | Phase::Ended { .. });
    html! { @if closed { (money(ctx, view)) } }
}
