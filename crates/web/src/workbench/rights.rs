//! Who may what, as the policies in force say it: for the data-protection officer.

use super::officer;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use axum::response::Response;
use maud::{Markup, html};
use office::access::check;
use office::access::policy::table::{Against, Left, OTHERS};
use office::access::policy::{self, Policies};
use office::access::rights::Action;
use office::access::situation::Kind;
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

/// What is done, in words, and to what where it can be done to several things.
fn action(ctx: &Ctx, action: Action, kind: Kind) -> Markup {
    html! {
        (ctx.code("work-right", action.code()))
        @if action.kinds().len() > 1 {
            ": " span.soft { (ctx.code("work-right-about", &kind.name().to_lowercase())) }
        }
    }
}

fn duties(ctx: &Ctx, policies: &Policies) -> Markup {
    let columns: Vec<String> =
        Role::ALL.into_iter().map(Role::code).chain(OTHERS).map(|code| ctx.code("work-role", code)).collect();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(ctx.t("work-rights-duties")) { table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-rights-action")) }
                    @for column in &columns { th scope="col" { (column) } }
                }
            }
            tbody {
                @for row in policies.duties() {
                    tr {
                        th scope="row" { (action(ctx, row.action, row.kind)) }
                        @for (column, given) in columns.iter().zip(&row.given) {
                            td data-label=(column) { (ctx.t(if *given { "work-rights-yes" } else { "work-rights-no" })) }
                        }
                    }
                }
            }
        } }
    }
}

/// What is left of a right, in words.
fn left(ctx: &Ctx, left: Left) -> String {
    let key = match left {
        Left::NotSo => return String::new(),
        Left::Stays => "work-left-stays",
        Left::Ends => "work-left-ends",
        Left::Emergency => "work-left-emergency",
        Left::Duty => "work-left-duty",
        Left::DutyOrEmergency => "work-left-both",
    };
    ctx.t(key)
}

fn limits(ctx: &Ctx, policies: &Policies) -> Markup {
    let columns = Against::ALL.map(|against| ctx.code("work-against", against.code()));
    html! {
        p { (ctx.t("work-rights-left")) }
        div.scroll tabindex="0" role="region" aria-label=(ctx.t("work-rights-limits")) { table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-rights-action")) }
                    @for column in &columns { th scope="col" { (column) } }
                }
            }
            tbody {
                @for row in policies.limits() {
                    tr {
                        th scope="row" { (action(ctx, row.action, row.kind)) }
                        @for (column, stands) in columns.iter().zip(&row.left) {
                            td data-label=(column) { (left(ctx, *stands)) }
                        }
                    }
                }
            }
        } }
    }
}

/// Where a rule is from, in words; a provision as it is written.
fn source(ctx: &Ctx, source: &str) -> String {
    match source {
        "rule of the office" => ctx.t("work-rights-rule-of-office"),
        "unverified" => ctx.t("work-unverified"),
        provision => provision.to_owned(),
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
                        td data-label=(ctx.t("work-rights-because")) { (ctx.of(&rule.because)) }
                        td data-label=(ctx.t("work-rights-source")) { (source(ctx, &rule.source)) }
                    }
                }
            }
        }
    }
}
