//! The front desk and the counters: a ticket for whoever comes without a booking, the one queue, and calling the next.

use super::words::office_name;
use super::{id, officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice, tag};
use crate::words::time;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::TicketId;
use law::OfficeFacts;
use maud::{Markup, html};
use office::OfficeError;
use office::actor::{Officer, Role};
use office::appointments::Ticket;
use office::appointments::ticket::{Figures, Queue, shown};
use office::error::Problem;

/// The page of reception.
const PAGE: &str = "/work/reception";

/// What the page is shown with, beside the queue.
#[derive(Default)]
struct Shown {
    fields: Fields,
    faults: Faults,
    /// Why what was asked for was not done.
    problem: Option<Problem>,
    /// The number of the ticket that was just given.
    given: Option<u16>,
    /// The counter that was chosen.
    counter: Option<u8>,
}

/// `GET /{lang}/work/reception?counter=&given=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let (given, counter) = (query.get("given").parse().ok(), query.get("counter").parse().ok());
    let fields = ctx.given_back(Fields::default());
    show(&app, &ctx, Shown { fields, given, counter, ..Shown::default() }).await
}

/// `POST /{lang}/work/reception/tickets`: gives a ticket.
pub async fn take(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let office = officer(&ctx)?.office.clone();
    let goes_first = fields.has("goes-first");
    match app.office().take_ticket(ctx.actor(), &office, fields.get("task"), goes_first).await {
        Ok(ticket) => Ok(Redirect::to(&ctx.href(&format!("{PAGE}?given={}", ticket.number))).into_response()),
        Err(error) => refused(&app, &ctx, fields, error).await,
    }
}

/// `POST /{lang}/work/reception/next`: calls whoever is next.
pub async fn next(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let office = officer(&ctx)?.office.clone();
    let counter: u8 = fields.get("counter").parse().unwrap_or(0);
    match app.office().call_next(ctx.actor(), &office, counter).await {
        Ok(_) => Ok(Redirect::to(&ctx.href(&format!("{PAGE}?counter={counter}"))).into_response()),
        Err(error) => refused(&app, &ctx, fields, error).await,
    }
}

/// `POST /{lang}/work/reception/tickets/{id}/{act}`: the holder was served, or is gone.
pub async fn end(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, act)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let served = match act.as_str() {
        "served" => true,
        "left" => false,
        _ => return Err(Fault::not_found()),
    };
    match app.office().end_ticket(ctx.actor(), id::<TicketId>(&number)?, served).await {
        Ok(ticket) => {
            let counter = ticket.counter.map(|counter| format!("?counter={counter}")).unwrap_or_default();
            Ok(Redirect::to(&ctx.href(&format!("{PAGE}{counter}"))).into_response())
        }
        Err(error) => refused(&app, &ctx, fields, error).await,
    }
}

/// The page again, with why it was not done.
async fn refused(app: &App, ctx: &Ctx, fields: Fields, error: OfficeError) -> Result<Response, Fault> {
    let mut shown = Shown { counter: fields.get("counter").parse().ok(), fields, ..Shown::default() };
    match error {
        OfficeError::Invalid(wrong) => shown.faults.extend(wrong.iter().map(FieldFault::from)),
        OfficeError::NotNow(problem) | OfficeError::Conflict(problem) => shown.problem = Some(problem),
        other => return Err(other.into()),
    }
    show(app, ctx, shown).await
}

async fn show(app: &App, ctx: &Ctx, asked: Shown) -> Result<Response, Fault> {
    let officer = officer(ctx)?;
    if !serves(officer) && !officer.is(Role::Supervisor) {
        return Err(Fault::of("no-right"));
    }
    let place = officer.office.as_str();
    let Some(facts) = app.office().law().office(place) else { return Err(Fault::not_found()) };
    let queue = app.office().queue(ctx.actor(), place, ctx.today()).await?;
    let serving = officer.is(Role::Counter) && facts.counters > 0;
    let counter = asked.counter.or_else(|| queue.counters.get(officer.id.as_str()).copied());
    let body = html! {
        p.lead { (office_name(ctx, app.office(), place)) ", " (ctx.long_date(ctx.today())) }
        @if facts.counters == 0 { p { (ctx.t("reception-none")) } }
        @if let Some(number) = asked.given {
            (notice(Tone::Good, &ctx.tf("reception-given", &[("number", shown(number).into())]), &html! {
                p { (ctx.t("reception-given-note")) }
            }))
        }
        @if let Some(problem) = &asked.problem { (notice(Tone::Warn, "", &html! { p { (why(ctx, problem)) } })) }
        @if serving { (calling(ctx, facts, &queue, officer, counter, &asked)) }
        (waiting(ctx, app, &queue, serving))
        @if serving { (taking(ctx, app, facts, &asked)) }
        (figures(ctx, &queue.figures))
        @if facts.counters > 0 {
            p { a href=(ctx.href(&format!("/offices/{place}/board"))) { (ctx.t("board-title")) } }
        }
    };
    let status = if asked.problem.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = Page::new(ctx, ctx.t("nav-reception")).crumb("/work", ctx.t("nav-work")).status(status);
    Ok(page.faults(&asked.faults).render(body))
}

/// Why what was asked for was not done. Tickets are of today, so the office is closed now, and not on a day that was asked.
fn why(ctx: &Ctx, problem: &Problem) -> String {
    match problem.code {
        "office-closed" => ctx.t("reception-closed"),
        _ => Fault::from(problem).detail_text(ctx.lang()).unwrap_or_default(),
    }
}

/// Who is at the officer's counter, or whom to call there.
fn calling(
    ctx: &Ctx,
    facts: &OfficeFacts,
    queue: &Queue,
    officer: &Officer,
    counter: Option<u8>,
    shown: &Shown,
) -> Markup {
    let own = queue.called.iter().filter(|ticket| ticket.called_by == officer.id.as_str());
    let chosen = counter.unwrap_or(1).to_string();
    let fields = shown.fields.clone().with("counter", &chosen);
    let form = Form { ctx, fields: &fields, faults: &shown.faults };
    let counters: Vec<(String, String)> = (1..=facts.counters)
        .map(|n| (n.to_string(), ctx.tf("reception-counter", &[("n", u32::from(n).into())])))
        .collect();
    html! {
        @for ticket in own {
            section.first {
                h2 { (ctx.tf("reception-here", &[("number", ticket.shown().into()), ("n", ticket.counter.map_or(0, u32::from).into())])) }
                @if let Some(visit) = ticket.visit {
                    p { a href=(ctx.href(&format!("/work/visits/{visit}"))) { (ctx.t("reception-to-visit")) } }
                } @else {
                    p { a href=(ctx.href("/work/apply")) { (ctx.t("work-apply")) } }
                }
                div.inline.tight {
                    (act(ctx, ticket, "served", "reception-served", ""))
                    (act(ctx, ticket, "left", "reception-left", "second"))
                }
            }
        }
        (form.summary())
        form.panel method="post" action=(ctx.href(&format!("{PAGE}/next"))) {
            (ctx.form_token())
            (form.select("counter", &ctx.t("reception-at"), "", &counters))
            p.actions { (button::send(ctx, "reception-next")) }
        }
    }
}

fn act(ctx: &Ctx, ticket: &Ticket, act: &str, words: &str, class: &str) -> Markup {
    html! {
        form method="post" action=(ctx.href(&format!("{PAGE}/tickets/{}/{act}", ticket.id))) {
            (ctx.form_token())
            @match class {
                "" => { (button::send(ctx, words)) }
                _ => { (button::second(ctx, words)) }
            }
        }
    }
}

/// What somebody came for: the task of the authority, or what was booked.
fn what_for(ctx: &Ctx, app: &App, ticket: &Ticket) -> String {
    let task = app.office().law().authority().tasks.iter().find(|task| task.id == ticket.task);
    match (ticket.booked, task) {
        (Some(at), _) => ctx.tf("reception-booked", &[("time", time(ctx.lang(), at).into())]),
        (None, Some(task)) => ctx.of(&task.heading).to_owned(),
        (None, None) => String::new(),
    }
}

fn minutes_since(ctx: &Ctx, ticket: &Ticket) -> String {
    let minutes = (ctx.now().micros() - ticket.taken_at.micros()) / 60_000_000;
    ctx.tf("day-since", &[("n", minutes.max(0).into())])
}

fn waiting(ctx: &Ctx, app: &App, queue: &Queue, serving: bool) -> Markup {
    html! {
        h2 { (ctx.t("day-waiting")) }
        @if queue.waiting.is_empty() { p { (ctx.t("day-waiting-nobody")) } } @else {
            p.small.soft { (ctx.t("reception-order")) }
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("reception-number")) }
                        th scope="col" { (ctx.t("reception-what")) }
                        th scope="col" { (ctx.t("reception-since")) }
                        @if serving { th scope="col" { (ctx.t("work-steps")) } }
                    }
                }
                tbody {
                    @for ticket in &queue.waiting {
                        tr {
                            th scope="row" { (ticket.shown()) }
                            td data-label=(ctx.t("reception-what")) {
                                (what_for(ctx, app, ticket))
                                @if ticket.goes_first { " " (tag(Tone::Info, &ctx.t("reception-goes-first"))) }
                            }
                            td data-label=(ctx.t("reception-since")) { (minutes_since(ctx, ticket)) }
                            @if serving {
                                td data-label=(ctx.t("work-steps")) {
                                    form method="post" action=(ctx.href(&format!("{PAGE}/tickets/{}/left", ticket.id))) {
                                        (ctx.form_token())
                                        button.small.second type="submit" {
                                            (ctx.t("reception-left")) span.hidden-visually { ": " (ticket.shown()) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if !queue.called.is_empty() {
            h2 { (ctx.t("reception-at-counters")) }
            ul.plain {
                @for ticket in &queue.called {
                    li { (ticket.shown()) " · " (ctx.tf("reception-counter", &[("n", ticket.counter.map_or(0, u32::from).into())])) }
                }
            }
        }
    }
}

/// A ticket for somebody who came without a booking. Who goes first is seen at the desk, and why is not written down.
fn taking(ctx: &Ctx, app: &App, facts: &OfficeFacts, shown: &Shown) -> Markup {
    let form = Form { ctx, fields: &shown.fields, faults: &shown.faults };
    let tasks: Vec<(String, String)> = app
        .office()
        .tasks_at(facts)
        .map(|task| (task.id.clone(), ctx.of(&task.heading).to_owned()))
        .collect();
    let groups = &app.office().law().queue().priority;
    let names: Vec<&str> = groups.iter().map(|group| ctx.of(&group.name)).collect();
    let mut hint = ctx.tf("reception-goes-first-who", &[("groups", names.join("; ").into())]);
    if groups.iter().any(|group| !group.verified) {
        // As elsewhere, what no act was read for says so.
        hint = format!("{hint} ({})", ctx.t("work-unverified"));
    }
    let mark = [("yes".to_owned(), ctx.t("reception-goes-first-mark"), String::new())];
    html! {
        h2 { (ctx.t("reception-take-heading")) }
        form.panel method="post" action=(ctx.href(&format!("{PAGE}/tickets"))) {
            (ctx.form_token())
            (form.select("task", &ctx.t("reception-what"), "", &tasks))
            @if !groups.is_empty() {
                (form.checkboxes("goes-first", &ctx.t("reception-goes-first-legend"), &hint, &mark))
            }
            p.actions { (button::second(ctx, "reception-take")) }
        }
    }
}

/// How the day went so far.
pub fn figures(ctx: &Ctx, figures: &Figures) -> Markup {
    let minutes = |waited: Option<u32>| match waited {
        Some(minutes) => ctx.tf("work-minutes", &[("n", minutes.into())]),
        None => "–".to_owned(),
    };
    html! {
        h2 { (ctx.t("reception-figures")) }
        dl.figures {
            div { dt { (ctx.t("reception-taken")) } dd.big { (figures.taken) } }
            div { dt { (ctx.t("reception-served")) } dd.big { (figures.served) } }
            div { dt { (ctx.t("reception-left")) } dd.big { (figures.left) } }
            div { dt { (ctx.t("reception-waited-half")) } dd.big { (minutes(figures.waited_half)) } }
            div { dt { (ctx.t("reception-waited-most")) } dd.big { (minutes(figures.waited_most)) } }
        }
    }
}
