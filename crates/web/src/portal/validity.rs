//! Whether a document is valid: anybody may ask, and hears nothing but valid, not valid or not known.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::words::capitalised;
use axum::extract::State;
use axum::response::Response;
use maud::html;
use office::OfficeError;
use office::issuance::Validity;

/// `GET /{lang}/validity`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Response {
    show(&app, &ctx, &ctx.given_back(Fields::default()), &ctx.faults(), None)
}

/// `POST /{lang}/validity`: the number of a document never stands in an address.
pub async fn ask(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    let kind = fields.get("kind");
    if app.law().document(kind).is_none() {
        faults.add("kind", "validity-kind-missing", Vec::new());
    }
    if !fields.has("number") {
        faults.add("number", "problem-required", Vec::new());
    }
    if !faults.is_empty() {
        return Ok(show(&app, &ctx, &fields, &faults, None));
    }
    let number = fields.get("number").to_uppercase().replace([' ', '-'], "");
    match app.office().document_validity(kind, &number).await {
        Ok(answer) => Ok(show(&app, &ctx, &fields, &faults, Some(answer))),
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            Ok(show(&app, &ctx, &fields, &faults, None))
        }
        Err(other) => Err(other.into()),
    }
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults, answer: Option<Validity>) -> Response {
    let form = Form { ctx, fields, faults };
    let kinds: Vec<_> = app
        .law()
        .documents()
        .iter()
        .map(|kind| (kind.id.clone(), capitalised(ctx.of(&kind.name)), String::new()))
        .collect();
    let told = answer.map(|answer| match answer {
        Validity::Valid => (Tone::Good, "validity-valid", "validity-valid-note"),
        Validity::Invalid => (Tone::Bad, "validity-invalid", "validity-invalid-note"),
        Validity::Undetermined => (Tone::Warn, "validity-undetermined", "validity-undetermined-note"),
    });
    let body = html! {
        (form.summary())
        @if let Some((tone, heading, note)) = told {
            div role="status" { (notice(tone, &ctx.t(heading), &html! { p { (ctx.t(note)) } })) }
        }
        p.lead { (ctx.t("validity-lead")) }
        form method="post" action=(ctx.href("/validity")) {
            (ctx.form_token())
            (form.radios("kind", &ctx.t("document-kind"), "", &kinds))
            (form.line(Line::Code, "number", &ctx.t("document-number"), &ctx.t("validity-number-hint"), "off"))
            div.actions { button type="submit" { (ctx.t("validity-send")) } }
        }
    };
    Page::new(ctx, ctx.t("nav-validity")).faults(faults).render(body)
}
