//! Today's queue: who comes, who is here, who was served; each line with what can be done now.

use super::words::office_name;
use super::{officer, picture, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::doors;
use crate::ui::keys::Key;
use crate::ui::notice::{Tone, empty, tag};
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use maud::{Markup, html};
use office::actor::{Officer, Role};
use office::appointments::{AppointmentView, VisitState};

/// `GET /{lang}/work/queue?office=&day=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !serves(officer) {
        return Err(Fault::of("no-right"));
    }
    let place = if query.has("office") { query.get("office") } else { officer.office.as_str() };
    let Some(facts) = app.office().law().office(place) else { return Err(Fault::not_found()) };
    let day: Day = query.get("day").parse().unwrap_or_else(|_| ctx.today());
    let queue = app.office().day_queue(ctx.actor(), place, day).await?;
    let calendar = &app.office().law().country().calendar;
    let (open, spans) = (facts.hours_on(day, calendar).ok(), facts.spans_on(day, calendar).ok());
    let title = if day == ctx.today() { ctx.t("nav-queue") } else { ctx.t("work-queue-other") };
    let body = html! {
        p.lead {
            (office_name(&ctx, app.office(), place)) ", " (ctx.long_date(day))
            @match &spans {
                Some(spans) => { ". " (ctx.tf("work-open-hours", &[("hours", doors::spans(spans).into())])) }
                None => { ". " (ctx.t("work-closed-day")) }
            }
        }
        p.actions { (button::go(&ctx, "second small", ctx.href(&format!("/work/office-day?office={place}&day={day}")), "day-title")) }
        @if ctx.graphic() && !queue.is_empty() { (picture::day(&ctx, &queue, open, facts.counters)) }
        (list(&ctx, &app, officer, &queue, day))
        (other_days(&ctx, &app, place, day))
    };
    Ok(Page::new(&ctx, title).crumb("/work", ctx.t("nav-work")).render(body))
}

/// The state of a visit as a tag.
pub fn state(ctx: &Ctx, state: VisitState) -> Markup {
    let tone = match state {
        VisitState::Booked => Tone::Plain,
        VisitState::CheckedIn => Tone::Info,
        VisitState::Done => Tone::Good,
        VisitState::Missed => Tone::Warn,
        VisitState::Cancelled => Tone::Bad,
    };
    tag(tone, &ctx.code("work-visit", state.code()))
}

fn list(ctx: &Ctx, app: &App, officer: &Officer, queue: &[AppointmentView], day: Day) -> Markup {
    if queue.is_empty() {
        return empty(&ctx.t("work-queue-empty"), None);
    }
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-time")) }
                    th scope="col" { (ctx.t("work-visitor")) }
                    th scope="col" { (ctx.t("work-service")) }
                    th scope="col" { (ctx.t("work-state")) }
                    th scope="col" { (ctx.t("work-steps")) }
                }
            }
            tbody {
                @for visit in queue {
                    tr {
                        th scope="row" { (visit.minute) }
                        td data-label=(ctx.t("work-visitor")) {
                            a href=(ctx.href(&format!("/work/visits/{}", visit.id))) { (visit.name) }
                        }
                        td data-label=(ctx.t("work-service")) {
                            (super::words::procedure_name(ctx, app.office(), &visit.service))
                        }
                        td data-label=(ctx.t("work-state")) { (state(ctx, visit.state)) }
                        td data-label=(ctx.t("work-steps")) { (steps(ctx, officer, visit, day)) }
                    }
                }
            }
        }
    }
}

/// What can be done with a visit now, each a button.
pub fn steps(ctx: &Ctx, officer: &Officer, visit: &AppointmentView, day: Day) -> Markup {
    if !officer.is(Role::Counter) {
        return html! {};
    }
    let today = day == ctx.today();
    let begun = (day, visit.minute) <= (ctx.today(), ctx.time_of_day());
    let acts: Vec<(&str, &str)> = match visit.state {
        VisitState::Booked if today && begun => {
            vec![("check-in", "work-check-in"), ("missed", "work-missed")]
        }
        VisitState::Booked if today => vec![("check-in", "work-check-in")],
        VisitState::Booked if begun => vec![("missed", "work-missed")],
        VisitState::Missed if today => vec![("check-in", "work-check-in")],
        VisitState::CheckedIn => vec![("done", "work-finish-visit")],
        _ => Vec::new(),
    };
    if acts.is_empty() {
        return html! {};
    }
    html! {
        div.inline.tight {
            @for (index, (act, words)) in acts.iter().enumerate() {
                form method="post" action=(ctx.href(&format!("/work/visits/{}/{act}", visit.id))) {
                    (ctx.form_token())
                    @let key = Key::of(ctx, words);
                    button.small.second[index > 0 || !urgent(ctx, visit)] type="submit" accesskey=[key.letter()] {
                        (ctx.t(words)) span.hidden-visually { ": " (visit.name) } (key)
                    }
                }
            }
        }
    }
}

/// Whether the visit is on now: its time has come, and nobody was received yet or is being served.
fn urgent(ctx: &Ctx, visit: &AppointmentView) -> bool {
    let begun = visit.minute <= ctx.time_of_day();
    visit.state == VisitState::CheckedIn || (visit.state == VisitState::Booked && begun)
}

fn other_days(ctx: &Ctx, app: &App, place: &str, day: Day) -> Markup {
    let link = |to: Day| ctx.href(&format!("/work/queue?office={place}&day={to}"));
    let calendar = &app.office().law().country().calendar;
    let after = day.plus_days(1).ok().and_then(|next| calendar.next_working_day(next).ok());
    let before =
        (1..8).find_map(|back| day.plus_days(-back).ok().filter(|earlier| calendar.is_working_day(*earlier)));
    html! {
        nav.pages aria-label=(ctx.t("work-other-days")) {
            @if let Some(before) = before {
                a.button.second.small href=(link(before)) { "← " (ctx.date(before)) }
            }
            @if day != ctx.today() { a.button.second.small href=(link(ctx.today())) { (ctx.t("work-today")) } }
            @if let Some(after) = after { a.button.second.small href=(link(after)) { (ctx.date(after)) " →" } }
        }
    }
}
