//! Figures: about the population, with the source of each, and how clients say that services went.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::law_text::unverified;
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use law::FigureTable;
use maud::{Markup, html};

/// `GET /{lang}/statistics`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let tables = &app.law().portal().figures;
    let body = html! {
        p.lead { (ctx.t("statistics-lead")) }
        @for figures in tables { (table(&ctx, figures)) }
        (super::rating::figures(&app, &ctx).await?)
        h2 #sources { (ctx.t("statistics-sources")) }
        p { (ctx.t("statistics-sources-note")) }
        ol {
            @for source in sources(tables) {
                li { a href=(source) rel="external noreferrer" { (host(source)) } }
            }
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-statistics")).render(body))
}

/// Every source once, in the order in which the tables name them.
fn sources(tables: &[FigureTable]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        if !all.contains(&row.source.as_str()) {
            all.push(&row.source);
        }
    }
    all
}

/// The site that an address leads to.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.")
}

fn table(ctx: &Ctx, table: &FigureTable) -> Markup {
    let all = sources(&ctx.app().law().portal().figures);
    let number = |source: &str| all.iter().position(|known| *known == source).map_or(0, |at| at + 1);
    html! {
        h2 { (ctx.of(&table.name)) }
        p."small soft" { (ctx.of(&table.basis)) }
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("statistics-what")) }
                    th scope="col" { (ctx.t("statistics-when")) }
                    th.num scope="col" { (ctx.t("statistics-count")) }
                    th scope="col" { (ctx.t("statistics-source")) }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        th scope="row" { (ctx.of(&row.name)) }
                        td data-label=(ctx.t("statistics-when")) { (when(ctx, &row.when)) }
                        td.num data-label=(ctx.t("statistics-count")) { (grouped(row.value)) }
                        td data-label=(ctx.t("statistics-source")) {
                            (number(&row.source)) (unverified(ctx, row.verified))
                        }
                    }
                }
            }
        }
    }
}

/// A day in words; a year or a span of years as it is.
fn when(ctx: &Ctx, text: &str) -> String {
    text.parse::<Day>().map_or_else(|_| text.to_owned(), |day| ctx.date(day))
}

/// A number in groups of three digits, with spaces that do not break, as both languages may write it.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = if value < 0 { String::from("−") } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}
