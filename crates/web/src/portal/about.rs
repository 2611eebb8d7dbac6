//! About the office: what it is for, what it does, what it holds to, how it came to be.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::portal::offices::dial;
use axum::extract::State;
use axum::response::Response;
use maud::html;

/// `GET /{lang}/about`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Response {
    let authority = app.law().authority();
    let body = html! {
        div.columns {
            div.prose {
                p.lead {
                    (ctx.tf("about-lead", &[
                        ("name", ctx.of(&authority.name).into()),
                        ("short", ctx.of(&authority.short).into()),
                        ("parent", ctx.of(&authority.parent).into()),
                    ]))
                }
                h2 { (ctx.t("about-mission")) }
                p { (ctx.of(&authority.mission)) }
                h2 { (ctx.t("about-tasks")) }
                ul { @for task in &authority.tasks { li { (ctx.of(&task.name)) } } }
                h2 { (ctx.t("about-values")) }
                p { (ctx.t("about-values-lead")) }
                dl.facts {
                    @for (name, meaning) in &authority.values {
                        dt { (ctx.of(name)) }
                        dd { (ctx.of(meaning)) }
                    }
                }
                h2 { (ctx.t("about-history")) }
                p { (ctx.of(&authority.history)) }
                p { (ctx.t("about-thanks")) }
            }
            aside {
                div.aside {
                    h2 { (ctx.t("foot-contacts")) }
                    p { (ctx.of(&authority.address)) }
                    p {
                        (dial(&authority.phone))
                        br;
                        span.small { (ctx.of(&authority.phone_note)) }
                    }
                    p { a href={ "mailto:" (authority.email) } { (authority.email) } }
                    p { a href=(ctx.href("/contacts")) { (ctx.t("foot-phones")) } }
                }
                div.aside {
                    h2 { (ctx.t("about-software-heading")) }
                    p { (ctx.t("about-software")) }
                    p.small {
                        (ctx.t("about-youtube"))
                        @for link in &app.law().portal().links {
                            " " a href=(link.url) rel="external noreferrer" { (ctx.of(&link.name)) }
                        }
                    }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-about")).render(body)
}
