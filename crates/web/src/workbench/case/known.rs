//! What the decision rests on: every fact that the law asks for, with its value and where it comes from; and the gaps, each
//! with what would fill it.

use super::law::gaps;
use super::on_file::source;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use ::law::facts::FactDef;
use ::law::{FactSource, Procedure};
use maud::{Markup, html};
use office::cases::CaseView;
use office::cases::facts::source_of;

/// The facts of a case.
pub fn section(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let gaps = gaps(view);
    let missing = |def: &FactDef| gaps.iter().find(|gap| gap.fact == def.name);
    let wanted: Vec<&FactDef> = procedure
        .facts()
        .iter()
        .filter(|def| view.facts.contains_key(&def.name) || missing(def).is_some())
        .collect();
    let (unknown, known): (Vec<&FactDef>, Vec<&FactDef>) =
        wanted.into_iter().partition(|def| !view.facts.contains_key(&def.name));
    html! {
        h2 #facts { (ctx.t("case-facts-heading")) }
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-fact")) }
                    th scope="col" { (ctx.t("work-value")) }
                    th scope="col" { (ctx.t("work-source")) }
                }
            }
            tbody {
                @for def in unknown {
                    tr {
                        th scope="row" { (ctx.of(&def.label)) }
                        td data-label=(ctx.t("work-value")) { (tag(Tone::Warn, &ctx.t("case-facts-gap"))) }
                        td data-label=(ctx.t("work-source")) { @if let Some(gap) = missing(def) { (fills(ctx, procedure, &gap.proved_by, def)) } }
                    }
                }
                @for def in known {
                    tr {
                        th scope="row" { (ctx.of(&def.label)) }
                        td data-label=(ctx.t("work-value")) {
                            @if let Some(value) = view.facts.get(&def.name) { (ctx.of(&def.show(value))) }
                        }
                        td data-label=(ctx.t("work-source")) {
                            @match view.case.facts.get(&def.name) {
                                Some(known) => (source(app, ctx, procedure, known)),
                                None => (ctx.code("source", source_of(&view.case, procedure, &def.name))),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who says a fact of the catalogue, as a code of the texts.
const fn code(source: FactSource) -> &'static str {
    match source {
        FactSource::Register => "register",
        FactSource::Case => "case",
        FactSource::Declared => "declared",
        FactSource::Evidence => "evidence",
        FactSource::Judged => "judged",
    }
}

/// What would fill a gap: evidence, or whoever says it.
fn fills(ctx: &Ctx, procedure: &Procedure, proved_by: &[String], def: &FactDef) -> Markup {
    let evidence = procedure.evidence().iter().filter(|evidence| proved_by.contains(&evidence.id));
    let names: Vec<&str> = evidence.map(|evidence| ctx.of(&evidence.name)).collect();
    html! {
        @if names.is_empty() {
            (ctx.t("case-facts-says")) " " (ctx.code("source", code(def.source)))
        } @else {
            (ctx.tf("work-proved-by", &[("what", names.join(", ").into())]))
        }
    }
}
