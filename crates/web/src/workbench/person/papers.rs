//! The documents of a person, the one that holds longest first.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use crate::workbench::words::{document_name, numeric};
use maud::{Markup, html};
use office::register::{DocumentStatus, FactValue, PersonView};

/// The documents that the register holds as of the moment shown.
pub fn section(ctx: &Ctx, app: &App, view: &PersonView) -> Markup {
    let document = |value: &FactValue| {
        if let FactValue::Document(document) = value { Some(document.clone()) } else { None }
    };
    let mut list: Vec<_> = view.values().filter_map(document).collect();
    list.sort_by_key(|document| std::cmp::Reverse(document.expires_on));
    let tone = |status| if status == DocumentStatus::Valid { Tone::Good } else { Tone::Plain };
    html! {
        div data-part="documents" {
            h2 #documents { (ctx.t("person-documents")) }
            @if list.is_empty() { p { (ctx.t("person-documents-none")) } } @else {
                table.table.dense {
                    thead {
                        tr {
                            th scope="col" { (ctx.t("work-document-number")) }
                            th scope="col" { (ctx.t("person-document-kind")) }
                            th scope="col" { (ctx.t("work-state")) }
                            th scope="col" { (ctx.t("person-document-issued")) }
                            th scope="col" { (ctx.t("person-document-expires")) }
                        }
                    }
                    tbody {
                        @for document in &list {
                            tr {
                                th scope="row" { code { (document.number) } }
                                td data-label=(ctx.t("person-document-kind")) { (document_name(ctx, app.office(), &document.kind)) }
                                td data-label=(ctx.t("work-state")) {
                                    (tag(tone(document.status), &ctx.code("work-document", document.status.code())))
                                }
                                td.nowrap data-label=(ctx.t("person-document-issued")) { (numeric(ctx, document.issued_on)) }
                                td.nowrap data-label=(ctx.t("person-document-expires")) { (numeric(ctx, document.expires_on)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
