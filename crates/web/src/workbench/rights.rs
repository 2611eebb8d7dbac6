//! Who may what, as the policies in force say it: for the data-protection officer.

use super::officer;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use axum::response::Response;
use maud::{Markup, html};
use office::access::check;
use office::access::policy::table::{Against, OTHERS};
use office::access::policy::{self, Policies};
use office::access::rights::Action;
use office::actor::Role;
use office::error::OfficeError;

/// `GET /{lang}/work/rights`
pub async fn page(ctx: Ctx) -> Result<Response, Fault> {
    officer(&ctx)?;
    check(ctx.actor(), Action::ReviewEmergency).map_err(OfficeError::from)?;
    // INVARIANT: an office whose policies do not hold does not start.
    let policies = policy::bundled().map_err(|_| Fault::of("fault"))?;
    let body = html! {
        p.lead { (ctx.t("work-rights-lead")) }
        h2 { (ctx.t("work-rights-duties")) }
        (duties(&ctx, policies))
        h2 { (ctx.t("work-rights-limits")) }
        (limits(&ctx, policies))
        h2 { (ctx.t("work-rights-rules")) }
        (rules(&ctx, policies))
    };
    Ok(Page::new(&ctx, ctx.t("nav-rights")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn duties(ctx: &Ctx, policies: &Policies) -> Markup {
    let columns: Vec<&str> = Role::ALL.into_iter().map(Role::code).chain(OTHERS).collect();
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-rights-action")) }
                    @for column in &columns { th scope="col" { (column) } }
                }
            }
            tbody {
                @for row in policies.duties() {
                    tr {
                        th scope="row" { (row.action.code()) " " span.soft { (row.kind.name()) } }
                        @for (column, given) in columns.iter().zip(&row.given) {
                            td data-label=(column) { (ctx.t(if *given { "work-rights-yes" } else { "work-rights-no" })) }
                        }
                    }
                }
            }
        }
    }
}

fn limits(ctx: &Ctx, policies: &Policies) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-rights-action")) }
                    @for against in Against::ALL { th scope="col" { (against.code()) } }
                }
            }
            tbody {
                @for row in policies.limits() {
                    tr {
                        th scope="row" { (row.action.code()) " " span.soft { (row.kind.name()) } }
                        @for (against, left) in Against::ALL.iter().zip(&row.left) {
                            td data-label=(against.code()) { (left.words()) }
                        }
                    }
                }
            }
        }
    }
}

fn rules(ctx: &Ctx, policies: &Policies) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-rights-rule")) }
                    th scope="col" { (ctx.t("work-rights-because")) }
                    th scope="col" { (ctx.t("work-rights-source")) }
                }
            }
            tbody {
                @for rule in policies.rules() {
                    tr {
                        th scope="row" { code { (rule.id) } }
                        td data-label=(ctx.t("work-rights-because")) lang="en" { (rule.because) }
                        td data-label=(ctx.t("work-rights-source")) lang="en" { (rule.source) }
                    }
                }
            }
        }
    }
}
