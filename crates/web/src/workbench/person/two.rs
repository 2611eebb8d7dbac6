//! What a person's page says of other records that were joined with this one, and the ways to join and part them.

use crate::ctx::Ctx;
use crate::ui::button;
use crate::ui::notice::{Tone, notice};
use maud::{Markup, html};
use office::access::Purpose;
use office::register::PersonRecord;

/// Whoever reads the record is told when it was given up, and when entries of it may be another person's.
pub fn notices(ctx: &Ctx, record: &PersonRecord, purpose: &Purpose) -> Markup {
    html! {
        @if let Some(kept) = record.view.merged_into {
            (notice(Tone::Warn, "", &html! {
                p {
                    (ctx.t("work-joined-into")) " "
                    a href=(ctx.href(&format!("/work/persons/{kept}?purpose={purpose}"))) { (kept.grouped()) }
                }
            }))
        }
        @if !record.unsettled.is_empty() {
            (notice(Tone::Warn, "", &html! { p { (ctx.t("work-unsettled")) } }))
        }
    }
}

/// The ways to join the record with another and to part it again.
pub fn panel(ctx: &Ctx, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let href = |rest: &str| ctx.href(&format!("/work/persons/{}/{rest}?purpose={purpose}", record.view.id));
    html! {
        @if record.view.merged_into.is_none() {
            div.panel {
                h2 { (ctx.t("work-two-heading")) }
                p { (button::go(ctx, "second", href("merge"), "work-join-title")) }
                @for other in &record.joined {
                    p {
                        a href=(href(&format!("split/{other}"))) {
                            (ctx.tf("work-part-from", &[("number", other.grouped().into())]))
                        }
                    }
                }
                @for other in &record.unsettled {
                    p {
                        a href=(href(&format!("undecided/{other}"))) {
                            (ctx.tf("work-settle-from", &[("number", other.grouped().into())]))
                        }
                    }
                }
            }
        }
    }
}
