//! The list of services: under the tasks of the office, or those with the words that somebody looks for.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::ui::field::{Form, Line};
use crate::ui::notice::empty;
use crate::ui::tasks::{self, Group, grouped};
use crate::words;
use axum::extract::State;
use axum::response::Response;
use law::Procedure;
use maud::{Markup, html};

/// Most characters of a question that are looked at.
const WORDS_MAX: usize = 80;

/// `GET /{lang}/services?q=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Response {
    let text: String = query.get("q").chars().take(WORDS_MAX).collect();
    let law = app.law();
    let mut all = law.services(ctx.today());
    all.extend(law.told_of(ctx.today()));
    let mut groups = grouped(&app, &ctx, all);
    let words = tasks::words(&app, &text);
    if !words.is_empty() {
        for (task, list) in &mut groups {
            list.retain(|procedure| tasks::sought(&app, &ctx, &words, task, procedure));
        }
        groups.retain(|(_, list)| !list.is_empty());
    }
    let count: usize = groups.iter().map(|(_, list)| list.len()).sum();
    let fields = Fields::of(&[("q", &text)]);
    let form = Form { ctx: &ctx, fields: &fields, faults: &Faults::default() };
    let body = html! {
        p.lead { (ctx.t("services-lead")) }
        form.seek method="get" action=(ctx.href("/services")) role="search" {
            (form.line(Line::Text, "q", &ctx.t("services-seek"), &ctx.t("services-seek-hint"), "off"))
            button.second type="submit" { (ctx.t("services-seek-go")) }
        }
        @if text.is_empty() {
            (jumps(&ctx, &groups))
        } @else {
            p role="status" {
                (ctx.tf("services-found", &[("count", count.into()), ("text", text.as_str().into())])) " "
                a href=(ctx.href("/services")) { (ctx.t("services-all")) }
            }
        }
        @if groups.is_empty() { (empty(&ctx.t("services-none"), None)) }
        @for group in &groups { (section(&app, &ctx, group, !text.is_empty())) }
    };
    Page::new(&ctx, ctx.t("nav-services")).render(body)
}

fn jumps(ctx: &Ctx, groups: &[Group<'_>]) -> Markup {
    html! {
        nav aria-label=(ctx.t("services-tasks")) {
            ul.jumps {
                @for (task, _) in groups { li { a href={ "#" (task.id) } { (ctx.of(&task.heading)) } } }
            }
        }
    }
}

fn section(app: &App, ctx: &Ctx, (task, list): &Group<'_>, found: bool) -> Markup {
    let applied_for = |procedure: &&&Procedure| app.law().is_applied_for(procedure);
    let (services, begun): (Vec<&&Procedure>, Vec<&&Procedure>) = list.iter().partition(applied_for);
    html! {
        section aria-labelledby=(task.id) {
            h2 #(task.id) { (ctx.of(&task.heading)) }
            @if !services.is_empty() {
                ul.rows.wide { @for service in services { li { (line(ctx, service)) } } }
            }
            @if !begun.is_empty() {
                details.more open[found] {
                    summary { (ctx.tf("services-begun", &[("count", begun.len().into())])) }
                    p { (ctx.t("services-begun-note")) }
                    ul.rows.wide { @for procedure in begun { li { (line(ctx, procedure)) } } }
                }
            }
        }
    }
}

fn line(ctx: &Ctx, service: &Procedure) -> Markup {
    let fee = service.is_service().then(|| lowest_and_highest(ctx, service)).flatten();
    let term = service
        .clock("decision")
        .map(|clock| ctx.tf("service-term-short", &[("term", words::term(ctx.lang(), clock.term).into())]));
    html! {
        h3 { a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) } }
        @if let Some(summary) = service.summary() { p { (ctx.of(summary)) } }
        @if fee.is_some() || term.is_some() {
            p.small.soft { (fee.into_iter().chain(term).collect::<Vec<_>>().join(" · ")) }
        }
    }
}

fn lowest_and_highest(ctx: &Ctx, service: &Procedure) -> Option<String> {
    let amounts: Vec<_> = service.fee_table().into_iter().map(|row| row.amount).collect();
    let low = amounts.iter().min_by_key(|amount| amount.cents())?;
    let high = amounts.iter().max_by_key(|amount| amount.cents())?;
    Some(if low == high {
        ctx.tf("service-fee-one", &[("amount", ctx.money(*low).into())])
    } else {
        ctx.tf("service-fee-range", &[("low", ctx.money(*low).into()), ("high", ctx.money(*high).into())])
    })
}
