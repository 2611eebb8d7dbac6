//! What waits for a second signature: every proposal with who made it, the one whose term ends first first.

use super::officer;
use super::words::{name, office_name, officer_name, procedure_name, runs};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::notice::{Tone, empty, tag};
use crate::ui::pages;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use office::actor::{Officer, Role};
use office::cases::{CaseLine, WorkFilter};

/// How many proposals a page shows.
const LINES: u16 = 25;

/// `GET /{lang}/work/approvals?after=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !officer.is(Role::Approver) {
        return Err(Fault::of("no-right"));
    }
    let filter = WorkFilter {
        stage: Some("proposed".to_owned()),
        after: Some(query.get("after").to_owned()).filter(|after| !after.is_empty()),
        limit: LINES,
        ..WorkFilter::default()
    };
    let lines = app.office().work_list(ctx.actor(), &filter).await?;
    let first = lines.items.iter().find(|line| !own(officer, line));
    let body = html! {
        p.lead { (ctx.t("approvals-lead")) }
        @if let Some(first) = first {
            p.actions { (button::go(&ctx, "", ctx.href(&review(first)), "work-next-go")) }
        }
        @if lines.items.is_empty() {
            (empty(&ctx.t("approvals-empty"), Some((&ctx.href("/work"), &ctx.t("nav-work")))))
        } @else {
            (table(&ctx, &app, officer, &lines.items))
            @let next = lines.next.as_ref().map(|next| format!("/work/approvals?after={next}"));
            (pages::onward(&ctx, None, next.as_deref()))
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-approvals")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn own(officer: &Officer, line: &CaseLine) -> bool {
    line.proposed_by.as_ref() == Some(&officer.id)
}

fn review(line: &CaseLine) -> String {
    format!("/work/cases/{}/review", line.id)
}

fn table(ctx: &Ctx, app: &App, officer: &Officer, lines: &[CaseLine]) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-due")) }
                    th scope="col" { (ctx.t("work-person")) }
                    th scope="col" { (ctx.t("work-service")) }
                    th scope="col" { (ctx.t("approvals-by")) }
                    th scope="col" { (ctx.t("work-office")) }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        td data-label=(ctx.t("work-due")) { (runs(ctx, line.due)) }
                        th scope="row" { a href=(ctx.href(&review(line))) { (name(&line.subject)) } }
                        td data-label=(ctx.t("work-service")) { (procedure_name(ctx, app.office(), &line.procedure)) }
                        td data-label=(ctx.t("approvals-by")) {
                            @if let Some(by) = &line.proposed_by { (officer_name(app.office(), by.as_str())) }
                            @if own(officer, line) { " " (tag(Tone::Warn, &ctx.t("approvals-own"))) }
                        }
                        td data-label=(ctx.t("work-office")) { (office_name(ctx, app.office(), &line.office)) }
                    }
                }
            }
        }
    }
}
