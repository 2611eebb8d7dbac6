//! Every fact that the register holds of the client: what, since when, where it comes from, and how to say that it is wrong.

use crate::app::App;
use crate::ctx::Ctx;
use crate::workbench::person::{Names, basis, said, since};
use maud::{Markup, html};
use office::register::{FactValue, PersonRecord};

/// The facts; documents, children and powers of attorney have parts of their own.
pub fn table(app: &App, ctx: &Ctx, record: &PersonRecord, names: &Names) -> Markup {
    let own = |value: &FactValue| {
        !value.is_power() && !matches!(value, FactValue::Document(_) | FactValue::Child { .. })
    };
    let facts = record.view.facts.iter().filter(|held| own(&held.known.fact.value));
    html! {
        h2 { (ctx.t("my-data-main")) }
        p { (ctx.t("my-data-source-note")) }
        table.table {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-fact")) }
                    th scope="col" { (ctx.t("work-value")) }
                    th scope="col" { (ctx.t("work-true-since")) }
                    th scope="col" { (ctx.t("my-data-source")) }
                    th scope="col" { (ctx.t("my-data-wrong-column")) }
                }
            }
            tbody {
                @for held in facts {
                    @let known = &held.known;
                    @let kind = known.fact.value.kind();
                    tr {
                        th scope="row" { (ctx.code("work-fact-kind", kind)) }
                        td data-label=(ctx.t("work-value")) { (said(ctx, app, &known.fact.value, names)) }
                        td data-label=(ctx.t("work-true-since")) { (since(ctx, known.fact.from)) }
                        td.small data-label=(ctx.t("my-data-source")) { (basis(ctx, known)) }
                        td data-label=(ctx.t("my-data-wrong-column")) {
                            a href=(ctx.href(&format!("/my-data/error?fact={kind}"))) {
                                (ctx.t("my-data-wrong-link"))
                                span.hidden-visually { ": " (ctx.code("work-fact-kind", kind)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
