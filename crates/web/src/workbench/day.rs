//! An office's day: its windows and who is at which, who waits and since when, who did not come, what is still free.

use super::queue::state;
use super::words::{office_name, procedure_name};
use super::{officer, picture, reception, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::doors;
use crate::words::time;
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use law::offices::OfficeFacts;
use maud::{Markup, html};
use office::appointments::{AppointmentView, FreeTime, VisitState};

/// `GET /{lang}/work/office-day?office=&day=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !serves(officer) {
        return Err(Fault::of("no-right"));
    }
    let place = if query.has("office") { query.get("office") } else { officer.office.as_str() };
    let Some(facts) = app.office().law().office(place) else { return Err(Fault::not_found()) };
    let day: Day = query.get("day").parse().unwrap_or_else(|_| ctx.today());
    let visits = app.office().day_queue(ctx.actor(), place, day).await?;
    let calendar = &app.office().law().country().calendar;
    let (open, spans) = (facts.hours_on(day, calendar).ok(), facts.spans_on(day, calendar).ok());
    let queue = app.office().queue(ctx.actor(), place, day).await?;
    let free = free(&app, facts, day).await?;
    let body = html! {
        p.lead {
            (office_name(&ctx, app.office(), place)) ", " (ctx.long_date(day))
            @match &spans {
                Some(spans) => { ". " (ctx.tf("work-open-hours", &[("hours", doors::spans(spans).into())])) }
                None => { ". " (ctx.t("work-closed-day")) }
            }
        }
        p.actions { (button::go(&ctx, "second", ctx.href(&format!("/work/queue?office={place}&day={day}")), "work-to-queue")) }
        (figures(&ctx, &visits, day, &free))
        (reception::figures(&ctx, &queue.figures))
        (waiting(&ctx, &visits))
        h2 { (ctx.t("day-windows")) }
        @if let (true, Some(open)) = (ctx.graphic(), open) {
            (picture::windows(&ctx, &visits, open, facts.counters, day == ctx.today()))
        }
        (windows(&ctx, &app, &visits, facts.counters))
        (missed(&ctx, &visits, day))
        h2 { (ctx.t("day-free")) }
        @if free.is_empty() { p { (ctx.t("day-free-none")) } } @else {
            p { (ctx.t("day-free-note")) }
            ul.times { @for at in &free { li { (at.minute) " · " (at.seats) } } }
        }
    };
    Ok(Page::new(&ctx, ctx.t("day-title")).crumb("/work", ctx.t("nav-work")).render(body))
}

/// When the shortest visit could still begin: what anybody who books is shown.
async fn free(app: &App, facts: &OfficeFacts, day: Day) -> Result<Vec<FreeTime>, Fault> {
    let services = app.office().law().services(app.office().today());
    let shortest =
        services.into_iter().filter(|one| facts.serves(one.id())).min_by_key(|one| one.slot_minutes());
    let Some(service) = shortest else { return Ok(Vec::new()) };
    let days = app.office().free_days(&facts.id, service.id(), day, day).await?;
    Ok(days.into_iter().next().map(|day| day.times).unwrap_or_default())
}

/// A visit whose time has come without its visitor.
fn late(ctx: &Ctx, visit: &AppointmentView, day: Day) -> bool {
    visit.state == VisitState::Booked && (day, visit.minute) < (ctx.today(), ctx.time_of_day())
}

fn figures(ctx: &Ctx, visits: &[AppointmentView], day: Day, free: &[FreeTime]) -> Markup {
    let count = |state: VisitState| visits.iter().filter(|visit| visit.state == state).count();
    html! {
        dl.figures {
            @for one in [VisitState::Booked, VisitState::CheckedIn, VisitState::Done, VisitState::Missed] {
                div { dt { (ctx.code("work-visit", one.code())) } dd.big { (count(one)) } }
            }
            div { dt { (ctx.t("day-late")) } dd.big { (visits.iter().filter(|visit| late(ctx, visit, day)).count()) } }
            div { dt { (ctx.t("day-free")) } dd.big { (free.iter().map(|at| u32::from(at.seats)).sum::<u32>()) } }
        }
    }
}

/// Who is here, whoever came first first, and since when.
pub fn here(visits: &[AppointmentView]) -> Vec<&AppointmentView> {
    let mut here: Vec<_> = visits.iter().filter(|visit| visit.state == VisitState::CheckedIn).collect();
    here.sort_by_key(|visit| (visit.arrived_at, visit.minute));
    here
}

/// How long somebody has been here.
pub fn since(ctx: &Ctx, visit: &AppointmentView) -> String {
    let seconds = visit.arrived_at.map_or(0, |at| (ctx.now().micros() - at.micros()) / 1_000_000);
    ctx.tf("day-since", &[("n", (seconds / 60).max(0).into())])
}

fn waiting(ctx: &Ctx, visits: &[AppointmentView]) -> Markup {
    let here = here(visits);
    html! {
        h2 { (ctx.t("day-waiting")) }
        @if here.is_empty() { p { (ctx.t("day-waiting-nobody")) } } @else {
            ul.rows {
                @for visit in here {
                    li {
                        a href=(ctx.href(&format!("/work/visits/{}", visit.id))) { (visit.name) }
                        " " span.small.soft { (since(ctx, visit)) " · " (time(ctx.lang(), visit.minute)) }
                    }
                }
            }
        }
    }
}

fn windows(ctx: &Ctx, app: &App, visits: &[AppointmentView], counters: u8) -> Markup {
    let at = |lane: u16| {
        visits.iter().filter(move |visit| visit.lane == lane && visit.state != VisitState::Cancelled)
    };
    html! {
        div.split {
            @for lane in 0..u16::from(counters) {
                section {
                    h3 { (ctx.tf("day-window", &[("n", (lane + 1).into())])) }
                    @if at(lane).next().is_none() { p.soft { (ctx.t("day-window-empty")) } }
                    ul.plain {
                        @for visit in at(lane) {
                            li {
                                (visit.minute) " "
                                a href=(ctx.href(&format!("/work/visits/{}", visit.id))) { (visit.name) } " "
                                (state(ctx, visit.state)) br;
                                span.small.soft { (procedure_name(ctx, app.office(), &visit.service)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn missed(ctx: &Ctx, visits: &[AppointmentView], day: Day) -> Markup {
    let gone: Vec<_> =
        visits.iter().filter(|visit| visit.state == VisitState::Missed || late(ctx, visit, day)).collect();
    html! {
        h2 { (ctx.t("day-missed")) }
        @if gone.is_empty() { p { (ctx.t("day-missed-nobody")) } } @else {
            ul.plain {
                @for visit in gone {
                    li {
                        (visit.minute) " " a href=(ctx.href(&format!("/work/visits/{}", visit.id))) { (visit.name) } " "
                        (state(ctx, visit.state))
                    }
                }
            }
        }
    }
}
