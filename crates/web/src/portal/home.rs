//! The home page: what do you need?

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::portal::offices::dial;
use crate::portal::{life, news, search};
use crate::ui::doors;
use crate::ui::icon;
use crate::ui::law_text;
use axum::extract::State;
use axum::response::Response;
use law::{Closed, Hours};
use maud::{Markup, html};

/// `GET /{lang}`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Response {
    let hero = html! {
        div.hero-grid {
            div {
                h1 { (ctx.t("home-heading")) }
                p.lead { (ctx.t("home-lead")) }
                p.actions {
                    a.button href=(ctx.href("/services")) { (ctx.t("home-to-services")) }
                    a.button.second href=(ctx.href("/book")) { (ctx.t("nav-book")) }
                }
            }
            (today(&app, &ctx))
        }
    };
    Page::new(&ctx, ctx.t("home-title"))
        .hero(hero)
        .render(html! { (needs(&app, &ctx)) (tasks(&ctx)) (newest(&app, &ctx)) (about(&app, &ctx)) })
}

/// Today at the offices: the hours that most of them share, or why they are closed.
fn today(app: &App, ctx: &Ctx) -> Markup {
    let law = app.law();
    let calendar = &law.country().calendar;
    // The hours that most offices share; those with hours of their own are told on their pages.
    let mut counts: Vec<(Result<_, Closed>, usize)> = Vec::new();
    for office in law.offices().iter().filter(|office| office.takes_bookings()) {
        let hours = office.spans_on(ctx.today(), calendar);
        match counts.iter_mut().find(|(known, _)| *known == hours) {
            Some((_, count)) => *count += 1,
            None => counts.push((hours, 1)),
        }
    }
    let usual = counts.into_iter().max_by_key(|(_, count)| *count).map(|(hours, _)| hours);
    let unknown = law.offices().iter().any(|office| office.hours == Hours::Unknown);
    let authority = law.authority();
    html! {
        section.today {
            h2 { (ctx.t("home-today")) }
            p { (ctx.long_date(ctx.today())) }
            @match usual {
                Some(Ok(open)) => p.big { (doors::spans(&open)) },
                Some(Err(why)) => p { strong { (ctx.t("closed-today")) } ": " (law_text::closed(ctx, &why)) },
                None => p { (ctx.t("hours-unknown")) },
            }
            @if unknown {
                p.small { (ctx.t("home-today-note")) " " a href=(ctx.href("/offices")) { (ctx.t("nav-offices")) } }
            }
            p.small { (ctx.t("foot-phone-label")) " " (dial(&authority.phone)) }
        }
    }
}

/// What happens in a life, each with the way to its services; and the search.
fn needs(app: &App, ctx: &Ctx) -> Markup {
    html! {
        h2 { (ctx.t("home-needs")) }
        (life::events(app, ctx))
        (search::form(ctx, ""))
    }
}

fn newest(app: &App, ctx: &Ctx) -> Markup {
    const SHOWN: usize = 3;
    html! {
        h2 { (ctx.t("nav-news")) }
        (news::rows(app, ctx, SHOWN))
        p { a href=(ctx.href("/news")) { (ctx.t("home-news-all")) } }
    }
}

fn tasks(ctx: &Ctx) -> Markup {
    let tasks: [(&str, &str, &str, Markup); 6] = [
        ("/services", "nav-services", "home-services-note", icon::document()),
        ("/book", "nav-book", "home-book-note", icon::calendar()),
        ("/matters", "nav-matters", "home-matters-note", icon::folder()),
        ("/offices", "nav-offices", "home-offices-note", icon::building()),
        ("/my-data", "nav-my-data", "home-my-data-note", icon::eye()),
        ("/validity", "nav-validity", "home-validity-note", icon::shield()),
    ];
    html! {
        h2 { (ctx.t("home-tasks")) }
        ul.cards {
            @for (path, title, note, icon) in tasks {
                li {
                    div.card.goes {
                        @if ctx.graphic() { (icon) }
                        h3 { a href=(ctx.href(path)) { (ctx.t(title)) } }
                        p { (ctx.t(note)) }
                    }
                }
            }
        }
    }
}

fn about(app: &App, ctx: &Ctx) -> Markup {
    let authority = app.law().authority();
    html! {
        h2 { (ctx.t("home-about")) }
        p { (ctx.of(&authority.mission)) }
        p { a href=(ctx.href("/about")) { (ctx.t("home-about-more")) } }
    }
}
