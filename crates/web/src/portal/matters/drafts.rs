//! Applications that are not sent yet: where they go on, and how they are deleted.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use crate::words::Form;
use maud::{Markup, html};
use office::drafts::DraftLine;

/// The list; nothing when there is none.
pub(super) fn list(app: &App, ctx: &Ctx, drafts: &[DraftLine]) -> Markup {
    html! {
        @if !drafts.is_empty() {
            h2 { (ctx.t("drafts-heading")) }
            ul.rows { @for draft in drafts { (row(app, ctx, draft)) } }
        }
    }
}

fn row(app: &App, ctx: &Ctx, draft: &DraftLine) -> Markup {
    let service = app.law().procedure(&draft.procedure, ctx.today());
    let name = service.map_or(draft.procedure.as_str(), |service| ctx.of(service.name()));
    let address = format!("/apply/{}", draft.procedure);
    html! {
        li {
            h3 { (name) " " (tag(Tone::Warn, &ctx.t("draft-unsent"))) }
            p."small soft" {
                (ctx.tf("draft-until", &[("day", ctx.date_in(draft.until, Form::Dative).into())]))
                @if draft.files > 0 { " " (ctx.tf("draft-files", &[("count", draft.files.into())])) }
            }
            div.actions {
                a.button href=(ctx.href(&address)) {
                    (ctx.t("draft-continue")) span.hidden-visually { ": " (name) }
                }
                form method="post" action=(ctx.href(&format!("{address}/delete"))) {
                    (ctx.form_token())
                    button.danger type="submit" {
                        (ctx.t("draft-delete")) span.hidden-visually { ": " (name) }
                    }
                }
            }
        }
    }
}
