//! Whether a statement was issued: whoever is shown one may ask, and hears nothing of what it says.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::text::Arg;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::words::Form as DayForm;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use office::statements::StatementCheck;

/// `GET /{lang}/statement-check`
pub async fn page(ctx: Ctx) -> Response {
    show(&ctx, &ctx.given_back(Fields::default()), &ctx.faults(), None)
}

/// `POST /{lang}/statement-check`: a code never stands in an address.
pub async fn ask(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    if !fields.has("code") {
        faults.add("code", "problem-required", Vec::new());
        return Ok(show(&ctx, &fields, &faults, None));
    }
    let answer = app.office().check_statement(fields.get("code")).await?;
    Ok(show(&ctx, &fields, &faults, Some(&answer)))
}

fn show(ctx: &Ctx, fields: &Fields, faults: &Faults, answer: Option<&StatementCheck>) -> Response {
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        @if let Some(answer) = answer { div role="status" { (told(ctx, answer)) } }
        p.lead { (ctx.t("statement-check-lead")) }
        form method="post" action=(ctx.href("/statement-check")) {
            (ctx.form_token())
            (form.line(Line::Code, "code", &ctx.t("statement-check-code"), &ctx.t("statement-check-code-hint"), "off"))
            div.actions { button type="submit" { (ctx.t("statement-check-send")) } }
        }
    };
    Page::new(ctx, ctx.t("nav-statement-check")).faults(faults).render(body)
}

fn told(ctx: &Ctx, answer: &StatementCheck) -> Markup {
    match answer {
        StatementCheck::Unknown => {
            let note = html! { p { (ctx.t("statement-check-unknown-note")) } };
            notice(Tone::Bad, &ctx.t("statement-check-unknown"), &note)
        }
        StatementCheck::Issued { title, on, changed } => {
            let date = ctx.date_in(*on, DayForm::Locative);
            let about: [Arg<'_>; 2] = [("title", ctx.of(title).into()), ("date", date.into())];
            let note = html! {
                p { (ctx.tf("statement-check-about", &about)) }
                @if *changed { p { (ctx.t("statement-check-changed-note")) } }
            };
            if *changed {
                notice(Tone::Warn, &ctx.t("statement-check-changed"), &note)
            } else {
                notice(Tone::Good, &ctx.t("statement-check-as-issued"), &note)
            }
        }
    }
}
