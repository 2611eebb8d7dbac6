//! The keys of the desk on one page.

use super::{frame, officer, serves};
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::keys::{FIND, GROUPS, SECTIONS};
use axum::response::Response;
use maud::{Markup, html};

/// `GET /{lang}/work/keys`
pub async fn page(ctx: Ctx) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    let sections = frame::sections(officer);
    let sections: Vec<(String, char)> =
        sections.iter().zip(SECTIONS.chars()).map(|((_, words), key)| (ctx.t(words), key)).collect();
    let body = html! {
        p.lead { (ctx.t("keys-lead")) }
        ul {
            @for browser in ["keys-chrome", "keys-firefox", "keys-mac"] { li { (ctx.t(browser)) } }
        }
        p { (ctx.t("keys-reader")) }
        (table(&ctx, "keys-sections", &sections))
        @for (heading, list) in GROUPS {
            // The field that finds is on the pages of whoever may search.
            @let there = list.iter().filter(|(_, key)| *key != FIND || serves(officer));
            @let list: Vec<(String, char)> = there.map(|(words, key)| (ctx.t(words), *key)).collect();
            (table(&ctx, heading, &list))
        }
    };
    Ok(Page::new(&ctx, ctx.t("keys-title")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn table(ctx: &Ctx, heading: &str, list: &[(String, char)]) -> Markup {
    html! {
        h2 { (ctx.t(heading)) }
        table.table.dense.keys {
            thead { tr { th scope="col" { (ctx.t("keys-key")) } th scope="col" { (ctx.t("keys-action")) } } }
            tbody {
                @for (words, key) in list {
                    tr {
                        td data-label=(ctx.t("keys-key")) { kbd.key { (key) } }
                        td data-label=(ctx.t("keys-action")) { (words) }
                    }
                }
            }
        }
    }
}
