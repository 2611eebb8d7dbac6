//! The start of the workbench: what needs me today.

use super::cases::STAGES;
use super::words::{due, name, office_name, procedure_name, stage};
use super::{officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::notice::{Tone, empty, notice};
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use maud::{Markup, html};
use office::actor::{Officer, Role};
use office::appointments::VisitState;
use office::cases::{CaseLine, StageCount, WorkFilter};
use office::error::OfficeError;

/// How many cases the page shows.
const NEXT_CASES: u16 = 6;

/// `GET /{lang}/work`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    let body = html! {
        p.lead { (greeting(&app, &ctx, officer)) }
        @if officer.is(Role::Auditor) { (emergencies(&app, &ctx).await?) }
        @if serves(officer) { (work(&app, &ctx, officer).await?) }
        @if [Role::Accountant, Role::Custodian, Role::Auditor, Role::Operator].iter().any(|role| officer.is(*role)) { (others(&ctx, officer)) }
    };
    Ok(Page::new(&ctx, ctx.t("nav-work")).render(body))
}

/// What officers opened in an emergency and nobody reviewed yet.
async fn emergencies(app: &App, ctx: &Ctx) -> Result<Markup, Fault> {
    let waiting = app.office().emergencies_waiting(ctx.actor()).await?;
    let tone = if waiting == 0 { Tone::Good } else { Tone::Bad };
    let count = i64::try_from(waiting).unwrap_or(i64::MAX);
    Ok(notice(
        tone,
        "",
        &html! {
            p { a href=(ctx.href("/work/emergencies")) { (ctx.tf("work-emergencies-count", &[("n", count.into())])) } }
        },
    ))
}

fn greeting(app: &App, ctx: &Ctx, officer: &Officer) -> String {
    let roles: Vec<String> = officer.roles.iter().map(|role| ctx.code("work-role", role.code())).collect();
    ctx.tf(
        "work-greeting",
        &[
            ("date", ctx.long_date(ctx.today()).into()),
            ("office", office_name(ctx, app.office(), &officer.office).into()),
            ("roles", roles.join(", ").into()),
        ],
    )
}

/// The stages that wait for a role.
fn stages_of(officer: &Officer) -> Vec<&'static str> {
    let mut stages = Vec::new();
    if officer.is(Role::Approver) {
        stages.push("proposed");
    }
    if officer.is(Role::CaseOfficer) {
        stages.extend(["examination", "hearing", "decided"]);
    }
    if officer.is(Role::Counter) {
        stages.extend(["received", "identified", "decided", "ordered", "ready"]);
    }
    stages.dedup();
    stages
}

async fn work(app: &App, ctx: &Ctx, officer: &Officer) -> Result<Markup, Fault> {
    let counts = app.office().work_counts(ctx.actor(), None).await?;
    let own = app.office().work_counts(ctx.actor(), Some(&officer.id)).await?;
    let mine = next_cases(app, ctx, officer).await?;
    Ok(html! {
        (warning(ctx, &own, app.office().warned_until()?))
        div.columns {
            div {
                h2 { (ctx.t("work-next-heading")) }
                @if mine.is_empty() {
                    (empty(&ctx.t("work-next-empty"), Some((&ctx.href("/work/cases"), &ctx.t("work-all-cases")))))
                } @else {
                    ul.rows {
                        @for line in &mine {
                            li {
                                h3 { a href=(ctx.href(&format!("/work/cases/{}", line.id))) { (name(&line.subject)) } }
                                p {
                                    (stage(ctx, &line.stage)) " "
                                    (procedure_name(ctx, app.office(), &line.procedure))
                                }
                                p.small { (ctx.t("work-due")) " " (due(ctx, line.due)) }
                            }
                        }
                    }
                    p { a href=(ctx.href("/work/cases")) { (ctx.t("work-all-cases")) } }
                }
            }
            div {
                @if officer.is(Role::Counter) { (visits(app, ctx, officer).await?) }
                (stages(ctx, &counts))
            }
        }
    })
}

/// What runs out soon of the cases that one has, before it does.
fn warning(ctx: &Ctx, own: &[StageCount], until: Day) -> Markup {
    let sum = |of: fn(&StageCount) -> u64| {
        let sum: u64 = own.iter().map(of).sum();
        i64::try_from(sum).unwrap_or(i64::MAX)
    };
    let (overdue, soon) = (sum(|count| count.overdue), sum(|count| count.soon));
    let tone = if overdue > 0 { Tone::Bad } else { Tone::Warn };
    html! {
        @if overdue > 0 || soon > 0 {
            (notice(tone, "", &html! {
                p {
                    @if overdue > 0 { strong { (ctx.tf("work-own-overdue", &[("n", overdue.into())])) } " " }
                    @if soon > 0 { (ctx.tf("work-own-soon", &[("n", soon.into()), ("date", ctx.date(until).into())])) " " }
                    a href=(ctx.href("/work/cases?mine=yes")) { (ctx.t("work-own-cases")) }
                }
            }))
        }
    }
}

async fn next_cases(app: &App, ctx: &Ctx, officer: &Officer) -> Result<Vec<CaseLine>, OfficeError> {
    let mut all = Vec::new();
    for stage in stages_of(officer) {
        let filter = WorkFilter {
            stage: Some(stage.to_owned()),
            office: officer.is(Role::Counter).then(|| officer.office.clone()),
            assigned: None,
            after: None,
            limit: NEXT_CASES,
        };
        all.extend(app.office().work_list(ctx.actor(), &filter).await?.items);
    }
    if officer.is(Role::CaseOfficer) {
        let own =
            WorkFilter { assigned: Some(officer.id.clone()), limit: NEXT_CASES, ..WorkFilter::default() };
        all.extend(app.office().work_list(ctx.actor(), &own).await?.items);
    }
    // What a colleague examines is theirs; what one has oneself stands in both lists.
    let others = |line: &CaseLine| line.assigned.as_ref().is_some_and(|holder| *holder != officer.id);
    all.retain(|line| line.stage == "proposed" || !officer.is(Role::CaseOfficer) || !others(line));
    // What one proposed oneself waits for somebody else.
    all.retain(|line| line.stage != "proposed" || line.proposed_by.as_ref() != Some(&officer.id));
    all.sort_by_key(|line| (line.due, line.id));
    all.dedup_by_key(|line| line.id);
    all.truncate(usize::from(NEXT_CASES));
    Ok(all)
}

async fn visits(app: &App, ctx: &Ctx, officer: &Officer) -> Result<Markup, Fault> {
    let queue = app.office().day_queue(ctx.actor(), &officer.office, ctx.today()).await?;
    let count = |state: VisitState| queue.iter().filter(|visit| visit.state == state).count();
    let next =
        queue.iter().find(|visit| visit.state == VisitState::Booked && visit.minute >= ctx.time_of_day());
    Ok(html! {
        div.panel {
            h2 { (ctx.t("work-visits-heading")) }
            dl.figures {
                @for state in [VisitState::Booked, VisitState::CheckedIn, VisitState::Done] {
                    div { dt { (ctx.code("work-visit", state.code())) } dd.big { (count(state)) } }
                }
            }
            @if let Some(visit) = next {
                p {
                    (ctx.tf("work-next-visit", &[
                        ("time", crate::words::time(ctx.lang(), visit.minute).into()),
                        ("name", (&visit.name).into()),
                    ]))
                }
            }
            p { a.button.second href=(ctx.href("/work/queue")) { (ctx.t("work-to-queue")) } }
        }
    })
}

fn stages(ctx: &Ctx, counts: &[StageCount]) -> Markup {
    let mut counts: Vec<&StageCount> = counts.iter().collect();
    counts.sort_by_key(|count| STAGES.iter().position(|stage| *stage == count.stage));
    html! {
        div.panel {
            h2 { (ctx.t("work-stages-heading")) }
            @if counts.is_empty() {
                p { (ctx.t("work-stages-empty")) }
            } @else {
                table.table.dense {
                    thead {
                        tr {
                            th scope="col" { (ctx.t("work-stage")) }
                            th.num scope="col" { (ctx.t("work-open")) }
                            th.num scope="col" { (ctx.t("work-soon")) }
                            th.num scope="col" { (ctx.t("work-overdue")) }
                        }
                    }
                    tbody {
                        @for count in counts {
                            tr {
                                th scope="row" {
                                    a href=(ctx.href(&format!("/work/cases?stage={}", count.stage))) {
                                        (ctx.code("work-stage", &count.stage))
                                    }
                                }
                                td.num data-label=(ctx.t("work-open")) { (count.open) }
                                td.num data-label=(ctx.t("work-soon")) { (count.soon) }
                                td.num.late[count.overdue > 0] data-label=(ctx.t("work-overdue")) { (count.overdue) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn others(ctx: &Ctx, officer: &Officer) -> Markup {
    let doors = [
        (Role::Accountant, "/work/payments", "nav-payments", "work-payments-note"),
        (Role::Accountant, "/work/refunds", "nav-refunds", "work-refunds-note"),
        (Role::Custodian, "/work/persons", "nav-persons", "work-custodian-note"),
        (Role::Auditor, "/work/emergencies", "nav-emergencies", "work-emergencies-note"),
        (Role::Auditor, "/work/trace", "nav-trace", "work-trace-note"),
        (Role::Auditor, "/work/alerts", "nav-alerts", "work-alerts-note"),
        (Role::Auditor, "/work/watched", "nav-watched", "work-watched-note"),
        (Role::Auditor, "/work/rights", "nav-rights", "work-rights-note"),
        (Role::Auditor, "/work/retention", "nav-retention", "work-retention-note"),
        (Role::Operator, "/work/system", "nav-system", "work-system-note"),
    ];
    html! {
        ul.cards {
            @for (role, path, title, note) in doors {
                @if officer.is(role) {
                    li { div.card.goes { h2 { a href=(ctx.href(path)) { (ctx.t(title)) } } p { (ctx.t(note)) } } }
                }
            }
        }
    }
}
