//! The lists of services: by what happens in a life, and under the tasks of the office.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::portal::life;
use crate::portal::search;
use crate::status::Fault;
use crate::ui::tasks::grouped;
use crate::words;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Money;
use law::Procedure;
use law::fee::{FeeRowView, FeeUnit};
use maud::{Markup, html};

/// Every procedure that pages tell of: those that somebody applies for, and those that the office begins.
pub fn all<'a>(app: &'a App, ctx: &Ctx) -> Vec<&'a Procedure> {
    let mut all = app.law().services(ctx.today());
    all.extend(app.law().told_of(ctx.today()));
    all
}

/// `GET /{lang}/services`
pub async fn list(State(app): State<App>, ctx: Ctx) -> Response {
    let body = html! {
        p.lead { (ctx.t("services-lead")) }
        (search::form(&ctx, ""))
        h2 { (ctx.t("services-events")) }
        (life::events(&app, &ctx))
        h2 #tasks { (ctx.t("services-tasks")) }
        ul.rows {
            @for (task, list) in grouped(&app, &ctx, all(&app, &ctx)) {
                li {
                    a href=(ctx.href(&format!("/services/task/{}", task.id))) { (ctx.of(&task.heading)) }
                    " " span.soft { (ctx.tf("services-count", &[("count", list.len().into())])) }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-services")).render(body)
}

/// `GET /{lang}/services/task/{task}`
pub async fn task(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut groups = grouped(&app, &ctx, all(&app, &ctx)).into_iter();
    let (task, list) = groups.find(|(task, _)| task.id == id).ok_or_else(Fault::not_found)?;
    let applied_for = |procedure: &&Procedure| app.law().is_applied_for(procedure);
    let (services, others): (Vec<&Procedure>, Vec<&Procedure>) = list.into_iter().partition(applied_for);
    // What people ask for from the decision that it is about is begun by them, and not by the office.
    let (onward, begun): (Vec<&Procedure>, Vec<&Procedure>) =
        others.into_iter().partition(|procedure| procedure.is_service());
    let body = html! {
        @if !services.is_empty() { h2 { (ctx.t("life-services")) } }
        ul.rows.wide { @for service in &services { li { (line(&ctx, service, false)) } } }
        @if !onward.is_empty() {
            h2 { (ctx.t("life-onward")) }
            p { (ctx.t("services-onward-note")) }
            ul.rows.wide { @for procedure in &onward { li { (line(&ctx, procedure, true)) } } }
        }
        @if !begun.is_empty() {
            h2 { (ctx.t("life-begun")) }
            p { (ctx.t("services-begun-note")) }
            ul.rows.wide { @for procedure in &begun { li { (line(&ctx, procedure, true)) } } }
        }
    };
    Ok(Page::new(&ctx, ctx.of(&task.heading)).crumb("/services", ctx.t("nav-services")).render(body))
}

/// A service in a list: name, what it is for, fee and term; `brief` leaves out what it is for.
pub fn line(ctx: &Ctx, service: &Procedure, brief: bool) -> Markup {
    let fee = service.is_service().then(|| lowest_and_highest(ctx, service)).flatten();
    let term = service
        .clock("decision")
        .map(|clock| ctx.tf("service-term-short", &[("term", words::term(ctx.lang(), clock.term).into())]));
    html! {
        h3 { a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) } }
        @if let Some(summary) = service.summary().filter(|_| !brief) { p { (first_sentence(ctx.of(summary))) } }
        @if fee.is_some() || term.is_some() {
            p.small.soft { (fee.into_iter().chain(term).collect::<Vec<_>>().join(" · ")) }
        }
    }
}

/// The first sentence of what a service is for; the whole stands on its page.
fn first_sentence(text: &str) -> &str {
    // A number before the point is a day or a year in Latvian, no end of a sentence.
    let ends = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + 2..).unwrap_or_default();
        !before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(char::is_uppercase)
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(|at| ends(*at));
    end.and_then(|at| text.get(..=at)).unwrap_or(text)
}

/// The least that is paid, where the file says amounts: of an examination that is free, the least that comes on top of it.
pub fn least(service: &Procedure) -> Option<Money> {
    let table = service.fee_table();
    let said = |row: &&FeeRowView| {
        let of_money = matches!(service.fee_unit(row), Some(FeeUnit::Told(_) | FeeUnit::Percent(..)));
        !row.amount.is_zero() && !of_money
    };
    let lowest = |on_top: bool| {
        let rows = table.iter().filter(|row| row.on_top == on_top).filter(said);
        rows.map(|row| row.amount).min_by_key(Money::cents)
    };
    let free = table.iter().any(|row| !row.on_top && row.amount.is_zero());
    if free { lowest(true) } else { lowest(false) }
}

fn lowest_and_highest(ctx: &Ctx, service: &Procedure) -> Option<String> {
    let (more, fixed): (Vec<_>, Vec<_>) = service.fee_table().into_iter().partition(|row| row.on_top);
    let amounts: Vec<_> = fixed.into_iter().map(|row| row.amount).collect();
    let low = amounts.iter().min_by_key(|amount| amount.cents())?;
    let high = amounts.iter().max_by_key(|amount| amount.cents())?;
    // What comes on top has no most.
    if !more.is_empty() {
        let from = |low: Money| ctx.tf("service-fee-from", &[("low", ctx.money(low).into())]);
        return Some(least(service).map_or_else(|| ctx.t("service-fee-varies"), from));
    }
    Some(if low == high {
        ctx.tf("service-fee-one", &[("amount", ctx.money(*low).into())])
    } else {
        ctx.tf("service-fee-range", &[("low", ctx.money(*low).into()), ("high", ctx.money(*high).into())])
    })
}
