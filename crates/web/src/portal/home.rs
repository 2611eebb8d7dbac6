//! The home page: what do you need?

use crate::ctx::Ctx;
use crate::page::Page;
use crate::ui::icon;
use axum::response::Response;
use maud::{Markup, html};

/// `GET /{lang}`
pub async fn page(ctx: Ctx) -> Response {
    let body = html! {
        div.hero-words {
            h1 { (ctx.t("home-heading")) }
            p.lead { (ctx.t("home-lead")) }
            p.actions {
                a.button href=(ctx.href("/services")) { (ctx.t("home-to-services")) }
                a.button.second href=(ctx.href("/book")) { (ctx.t("nav-book")) }
            }
        }
        (tasks(&ctx))
    };
    Page::new(&ctx, ctx.t("home-title")).own_heading().render(body)
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
