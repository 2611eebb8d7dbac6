//! A service in easy language. The sentences are data; what it costs and how long it takes comes from the procedure.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::notice::{Tone, notice};
use crate::words;
use axum::extract::{Path, State};
use axum::response::Response;
use law::{EasyPart, EasyText, Procedure};
use maud::{Markup, html};

/// `GET /{lang}/services/{id}/easy`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let service = super::find(&app, &ctx, &id)?;
    let text = app.law().portal().easy(&id).ok_or_else(Fault::not_found)?;
    let full = ctx.href(&format!("/services/{id}"));
    let body = html! {
        p { strong { (ctx.t("easy-mark")) } " " a href=(full) { (ctx.t("easy-full")) } }
        div.prose {
            @for part in EasyPart::ALL {
                h2 { (heading(&ctx, part)) }
                (sentences(&ctx, text, part))
            }
            h2 { (ctx.t("easy-cost")) }
            (cost(&ctx, service))
            (long(&ctx, service))
            h2 { (ctx.t("easy-no")) }
            p { (ctx.t("easy-no-why")) }
            (contest(&ctx, service))
            (notice(Tone::Info, &ctx.t("easy-help"), &html! {
                p { (ctx.t("easy-help-call")) " " (crate::portal::dial(&app.law().authority().phone)) }
                p { (ctx.t("easy-help-come")) }
                p { a href=(ctx.href("/contacts")) { (ctx.t("nav-contacts")) } }
            }))
        }
    };
    Ok(Page::new(&ctx, ctx.tf("easy-title", &[("name", ctx.of(service.name()).into())]))
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{id}"), ctx.of(service.name()))
        .render(body))
}

/// To whom somebody turns who does not agree, and within which time.
fn contest(ctx: &Ctx, service: &Procedure) -> Markup {
    let Some(route) = service.routes().next() else { return html! { p { (ctx.t("easy-no-contest")) } } };
    let term = words::term(ctx.lang(), route.term);
    let key = if route.shorten.is_empty() { "easy-no-term" } else { "easy-no-term-most" };
    html! {
        p {
            @if route.is_court() {
                (ctx.tf("easy-no-court", &[("to", ctx.of(&route.to_name).into())]))
            } @else {
                (ctx.t("easy-no-contest"))
            }
        }
        p { (ctx.tf(key, &[("term", term.into())])) }
    }
}

fn heading(ctx: &Ctx, part: EasyPart) -> String {
    match part {
        EasyPart::What => ctx.t("easy-what"),
        EasyPart::Who => ctx.t("easy-who"),
        EasyPart::Bring => ctx.t("easy-bring"),
        EasyPart::Then => ctx.t("easy-then"),
    }
}

fn sentences(ctx: &Ctx, text: &EasyText, part: EasyPart) -> Markup {
    html! {
        @if part == EasyPart::Then {
            ol { @for line in text.part(part) { li { (ctx.of(line)) } } }
        } @else {
            @for line in text.part(part) { p { (ctx.of(line)) } }
        }
    }
}

fn cost(ctx: &Ctx, service: &Procedure) -> Markup {
    let table = service.fee_table();
    // What comes on top has no most.
    let more = table.iter().any(|row| row.on_top);
    let amounts: Vec<_> = table.into_iter().filter(|row| !row.on_top).map(|row| row.amount).collect();
    let low = amounts.iter().min_by_key(|amount| amount.cents());
    let high = amounts.iter().max_by_key(|amount| amount.cents());
    html! {
        @match low.zip(high) {
            None => p { (ctx.t("easy-free")) },
            Some(_) if more => {
                @if let Some(least) = super::least(service) {
                    p { (ctx.tf("easy-least", &[("amount", ctx.money(least).into())])) }
                }
                p { (ctx.t("easy-ask-cost")) }
            },
            Some((low, high)) if low == high => p { (ctx.tf("easy-costs", &[("amount", ctx.money(*low).into())])) },
            Some((low, high)) => {
                p { (ctx.tf("easy-least", &[("amount", ctx.money(*low).into())])) }
                p { (ctx.tf("easy-most", &[("amount", ctx.money(*high).into())])) }
                p { (ctx.t("easy-ask-cost")) }
            },
        }
    }
}

fn long(ctx: &Ctx, service: &Procedure) -> Markup {
    html! {
        @if let Some(clock) = service.clock("decision") {
            p { (ctx.tf("easy-term", &[("term", words::term(ctx.lang(), clock.term).into())])) }
        }
    }
}
