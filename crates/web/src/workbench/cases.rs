//! The list of open cases, by the day the law runs out.

use super::words::{name, numeric, office_name, procedure_name, runs, stage};
use super::{officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::notice::{Tone, empty, tag};
use crate::ui::pages;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use office::cases::{CaseLine, Page as Lines, WorkFilter};

/// How many cases a page shows.
const LINES: u16 = 25;

/// The stages of open cases, in the order of the work.
pub const STAGES: [&str; 10] = [
    "received",
    "identified",
    "examination",
    "hearing",
    "proposed",
    "submitted",
    "decided",
    "ordered",
    "ready",
    "carrying-out",
];

/// `GET /{lang}/work/cases?stage=&office=&mine=&after=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let me = officer(&ctx)?;
    if !serves(me) {
        return Err(Fault::of("no-right"));
    }
    let chosen = |field: &str| Some(query.get(field).to_owned()).filter(|text| !text.is_empty());
    let mine = query.get("mine") == "yes";
    let filter = WorkFilter {
        stage: chosen("stage"),
        office: chosen("office"),
        assigned: mine.then(|| me.id.clone()),
        after: chosen("after"),
        limit: LINES,
    };
    let lines = app.office().work_list(ctx.actor(), &filter).await?;
    let body = html! {
        p {
            @if mine {
                a href=(ctx.href("/work/cases")) { (ctx.t("work-all-cases")) }
            } @else {
                a href=(ctx.href("/work/cases?mine=yes")) { (ctx.t("work-my-cases")) }
            }
        }
        @if !mine { (choice(&ctx, &app, &query)) }
        @if lines.items.is_empty() {
            (empty(&ctx.t("work-cases-empty"), Some((&ctx.href("/work/cases"), &ctx.t("work-all-cases")))))
        } @else {
            (table(&ctx, &app, &lines.items))
            (ways(&ctx, &query, &lines))
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-cases")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn choice(ctx: &Ctx, app: &App, query: &Fields) -> Markup {
    html! {
        form.inline method="get" action=(ctx.href("/work/cases")) {
            div.field {
                label for="stage" { (ctx.t("work-stage")) }
                select #stage name="stage" {
                    option value="" { (ctx.t("work-every-stage")) }
                    @for stage in STAGES {
                        option value=(stage) selected[query.get("stage") == stage] { (ctx.code("work-stage", stage)) }
                    }
                }
            }
            div.field {
                label for="office" { (ctx.t("work-office")) }
                select #office name="office" {
                    option value="" { (ctx.t("work-every-office")) }
                    @for facts in app.office().law().offices() {
                        option value=(facts.id) selected[query.get("office") == facts.id] { (ctx.of(&facts.name)) }
                    }
                }
            }
            button.second type="submit" { (ctx.t("work-show")) }
        }
    }
}

fn table(ctx: &Ctx, app: &App, lines: &[CaseLine]) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-due")) }
                    th scope="col" { (ctx.t("work-person")) }
                    th scope="col" { (ctx.t("work-service")) }
                    th scope="col" { (ctx.t("work-stage")) }
                    th scope="col" { (ctx.t("work-office")) }
                    th scope="col" { (ctx.t("work-examiner")) }
                    th scope="col" { (ctx.t("work-received")) }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        td data-label=(ctx.t("work-due")) { (runs(ctx, line.due)) }
                        th scope="row" {
                            a href=(ctx.href(&format!("/work/cases/{}", line.id))) { (name(&line.subject)) }
                        }
                        td data-label=(ctx.t("work-service")) { (procedure_name(ctx, app.office(), &line.procedure)) }
                        td data-label=(ctx.t("work-stage")) {
                            (stage(ctx, &line.stage))
                            @if line.returned_by.is_some() { " " (tag(Tone::Warn, &ctx.t("work-sent-back"))) }
                        }
                        td data-label=(ctx.t("work-office")) { (office_name(ctx, app.office(), &line.office)) }
                        td data-label=(ctx.t("work-examiner")) {
                            @match line.assigned.as_ref().and_then(|code| app.office().officer(code.as_str())) {
                                Some(officer) => (officer.name),
                                None => span.soft { (ctx.t("work-nobody")) },
                            }
                        }
                        td.nowrap data-label=(ctx.t("work-received")) {
                            (numeric(ctx, line.received))
                        }
                    }
                }
            }
        }
    }
}

fn ways(ctx: &Ctx, query: &Fields, lines: &Lines<CaseLine>) -> Markup {
    let address = |after: Option<&str>| {
        let mut path = if query.get("mine") == "yes" {
            "/work/cases?mine=yes".to_owned()
        } else {
            format!("/work/cases?stage={}&office={}", query.get("stage"), query.get("office"))
        };
        if let Some(after) = after {
            path.push_str("&after=");
            path.push_str(after);
        }
        path
    };
    let first = query.has("after").then(|| address(None));
    let next = lines.next.as_ref().map(|next| address(Some(next)));
    pages::onward(ctx, first.as_deref(), next.as_deref())
}

/// The cases of a person in a short list; nothing when there are none.
pub fn of_person(ctx: &Ctx, app: &App, lines: &[CaseLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            ul.rows {
                @for line in lines {
                    li {
                        a href=(ctx.href(&format!("/work/cases/{}", line.id))) {
                            (procedure_name(ctx, app.office(), &line.procedure))
                        }
                        " " (stage(ctx, &line.stage))
                        p.small.soft { (name(&line.subject)) ", " (numeric(ctx, line.received)) }
                    }
                }
            }
        }
    }
}
