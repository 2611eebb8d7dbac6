//! The start of the workbench: what needs me today, and the one thing to do next.

use super::cases::STAGES;
use super::words::{name, office_name, procedure_name, runs, stage};
use super::{day, officer, serves, tasks};
use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::words::time;
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use maud::{Markup, html};
use office::actor::{Officer, Role};
use office::appointments::{AppointmentView, VisitState};
use office::cases::{CaseLine, StageCount};
use office::payments::RefundState;

/// How many cases the page shows.
const NEXT_CASES: u16 = 6;
/// How many visits that are still to come.
const NEXT_VISITS: usize = 5;
/// How many decisions that no gateway took.
const WRONG_SHOWN: usize = 10;

/// `GET /{lang}/work`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    let body = html! {
        p.lead { (greeting(&app, &ctx, officer)) }
        @if officer.is(Role::Auditor) { (emergencies(&app, &ctx).await?) }
        @if officer.is(Role::Approver) { (refunds(&app, &ctx).await?) }
        @if serves(officer) { (post(&app, &ctx, officer).await?) (work(&app, &ctx, officer).await?) }
        @if [Role::Supervisor, Role::Accountant, Role::Custodian, Role::Auditor, Role::Operator].iter().any(|role| officer.is(*role)) { (others(&ctx, officer)) }
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

/// Refunds that were ordered and wait for a second officer.
async fn refunds(app: &App, ctx: &Ctx) -> Result<Markup, Fault> {
    let waiting = app.office().refunds(ctx.actor(), Some(RefundState::Ordered)).await?.len();
    let count = i64::try_from(waiting).unwrap_or(i64::MAX);
    Ok(html! {
        @if waiting > 0 {
            (notice(Tone::Warn, "", &html! {
                p { a href=(ctx.href("/work/refunds?state=ordered")) { (ctx.tf("work-refunds-count", &[("n", count.into())])) } }
            }))
        }
    })
}

/// What gateways brought and nobody gave to a case, and what they did not take.
async fn post(app: &App, ctx: &Ctx, officer: &Officer) -> Result<Markup, Fault> {
    let sorts = officer.is(Role::Counter) || officer.is(Role::CaseOfficer);
    let waiting = if sorts { app.office().incoming_count(ctx.actor()).await? } else { 0 };
    let wrong = app.office().wrong_dispatches(ctx.actor()).await?;
    let count = i64::try_from(waiting).unwrap_or(i64::MAX);
    Ok(html! {
        @if !wrong.is_empty() {
            (notice(Tone::Bad, &ctx.t("dispatch-wrong-heading"), &html! {
                p { (ctx.t("dispatch-wrong-note")) }
                ul {
                    @for one in wrong.iter().take(WRONG_SHOWN) {
                        li {
                            a.nowrap href=(ctx.href(&format!("/work/cases/{}#sending", one.case))) { (one.case.grouped()) } " "
                            (ctx.code("dispatch-state", &one.state))
                        }
                    }
                }
            }))
        }
        @if waiting > 0 {
            (notice(Tone::Warn, "", &html! {
                p { a href=(ctx.href("/work/incoming")) { (ctx.tf("incoming-count", &[("n", count.into())])) } }
            }))
        }
    })
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

async fn work(app: &App, ctx: &Ctx, officer: &Officer) -> Result<Markup, Fault> {
    let counts = app.office().work_counts(ctx.actor(), None).await?;
    let own = app.office().work_counts(ctx.actor(), Some(&officer.id)).await?;
    let mine = tasks::of(app, ctx, officer, NEXT_CASES).await?;
    let visits = match officer.is(Role::Counter) {
        true => Some(app.office().day_queue(ctx.actor(), &officer.office, ctx.today()).await?),
        false => None,
    };
    Ok(html! {
        (warning(ctx, &own, app.office().warned_until()?))
        (first(ctx, app, officer, visits.as_deref().unwrap_or_default(), mine.first()))
        div.columns {
            div {
                h2 { (ctx.t("work-next-heading")) }
                @if mine.is_empty() {
                    (empty(&ctx.t("work-next-empty"), Some((&ctx.href("/work/cases"), &ctx.t("work-all-cases")))))
                } @else {
                    ol.rows.plain {
                        @for line in &mine {
                            li {
                                h3 { a href=(ctx.href(&tasks::place(officer, line))) { (name(&line.subject)) } }
                                p {
                                    @if line.returned_by.is_some() { (tag(Tone::Warn, &ctx.t("work-sent-back"))) " " }
                                    (stage(ctx, &line.stage)) " "
                                    (procedure_name(ctx, app.office(), &line.procedure))
                                }
                                p.small { (ctx.t("work-due")) " " (runs(ctx, line.due)) }
                            }
                        }
                    }
                    p { a href=(ctx.href("/work/cases")) { (ctx.t("work-all-cases")) } }
                }
            }
            div {
                @if let Some(visits) = &visits { (today(ctx, visits)) }
                @if officer.is(Role::CaseOfficer) {
                    p { (button::go(ctx, "second", ctx.href("/work/begin"), "work-begin")) }
                }
                (stages(ctx, &counts))
            }
        }
    })
}

/// The one thing to do next, one step away: who waits at the office, then whose time has come, then the case whose term
/// ends first.
fn first(
    ctx: &Ctx,
    app: &App,
    officer: &Officer,
    visits: &[AppointmentView],
    task: Option<&CaseLine>,
) -> Markup {
    let waits = day::here(visits).into_iter().next();
    let comes =
        visits.iter().find(|visit| visit.state == VisitState::Booked && visit.minute >= ctx.time_of_day());
    let (href, words) = match (waits, comes, task) {
        (Some(visit), ..) => {
            let since = day::since(ctx, visit);
            let words =
                ctx.tf("work-first-waits", &[("name", (&visit.name).into()), ("since", since.into())]);
            (format!("/work/visits/{}", visit.id), words)
        }
        (None, Some(visit), _) if task.is_none() || officer.is(Role::Counter) => {
            let at = time(ctx.lang(), visit.minute);
            let words = ctx.tf("work-next-visit", &[("time", at.into()), ("name", (&visit.name).into())]);
            (format!("/work/visits/{}", visit.id), words)
        }
        (.., Some(line)) => {
            let service = procedure_name(ctx, app.office(), &line.procedure);
            (tasks::place(officer, line), format!("{}: {service}", name(&line.subject)))
        }
        _ => return html! {},
    };
    html! {
        section.first {
            h2 { (ctx.t("work-first-heading")) }
            p { (words) }
            p.actions { (button::go(ctx, "", ctx.href(&href), "work-next-go")) }
        }
    }
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

/// Today's visits: who is here, who comes, how many were served.
fn today(ctx: &Ctx, visits: &[AppointmentView]) -> Markup {
    let count = |state: VisitState| visits.iter().filter(|visit| visit.state == state).count();
    let ahead =
        |visit: &&AppointmentView| visit.state == VisitState::Booked && visit.minute >= ctx.time_of_day();
    let coming: Vec<&AppointmentView> = visits.iter().filter(ahead).take(NEXT_VISITS).collect();
    let row = |visit: &AppointmentView, note: &Markup| {
        html! { li { (visit.minute) " " a href=(ctx.href(&format!("/work/visits/{}", visit.id))) { (visit.name) } (note) } }
    };
    html! {
        div.panel {
            h2 { (ctx.t("work-visits-heading")) }
            dl.figures {
                @for state in [VisitState::Booked, VisitState::CheckedIn, VisitState::Done, VisitState::Missed] {
                    div { dt { (ctx.code("work-visit", state.code())) } dd.big { (count(state)) } }
                }
            }
            @let here = day::here(visits);
            @if !here.is_empty() {
                h3 { (ctx.t("day-waiting")) }
                ul.plain { @for visit in here { (row(visit, &html! { " " span.small.soft { (day::since(ctx, visit)) } })) } }
            }
            @if !coming.is_empty() {
                h3 { (ctx.t("work-visits-coming")) }
                ul.plain { @for visit in coming { (row(visit, &html! {})) } }
            }
            p.actions {
                (button::go(ctx, "second small", ctx.href("/work/queue"), "work-to-queue"))
                (button::go(ctx, "second small", ctx.href("/work/office-day"), "day-title"))
            }
        }
    }
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
        (Role::Supervisor, "/work/supervise", "nav-supervise", "supervise-note"),
        (Role::Supervisor, "/work/reception", "nav-reception", "supervise-queue-note"),
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
