//! About the office: what it is for, what it holds to, how it came to be.

use crate::ctx::Ctx;
use crate::page::Page;
use axum::response::Response;
use maud::html;

/// The fields of competence: keys of their texts.
const COMPETENCE: [&str; 6] = [
    "about-competence-register",
    "about-competence-documents",
    "about-competence-migration",
    "about-competence-asylum",
    "about-competence-status",
    "about-competence-naturalisation",
];

/// The values: key of the name and key of what it means.
const VALUES: [(&str, &str); 7] = [
    ("about-value-justice", "about-value-justice-text"),
    ("about-value-skill", "about-value-skill-text"),
    ("about-value-confidence", "about-value-confidence-text"),
    ("about-value-access", "about-value-access-text"),
    ("about-value-law", "about-value-law-text"),
    ("about-value-respect", "about-value-respect-text"),
    ("about-value-loyalty", "about-value-loyalty-text"),
];

/// `GET /{lang}/about`
pub async fn page(ctx: Ctx) -> Response {
    let body = html! {
        div.columns {
            div.prose {
                p.lead { (ctx.t("about-lead")) }
                h2 { (ctx.t("about-mission-heading")) }
                p { (ctx.t("about-mission")) }
                h2 { (ctx.t("about-competence-heading")) }
                ul { @for key in COMPETENCE { li { (ctx.t(key)) } } }
                h2 { (ctx.t("about-values-heading")) }
                p { (ctx.t("about-values-lead")) }
                dl.facts {
                    @for (name, text) in VALUES {
                        dt { (ctx.t(name)) }
                        dd { (ctx.t(text)) }
                    }
                }
                h2 { (ctx.t("about-history-heading")) }
                p { (ctx.t("about-history")) }
                p { (ctx.t("about-thanks")) }
            }
            aside {
                div.aside {
                    h2 { (ctx.t("about-software-heading")) }
                    p { (ctx.t("about-software")) }
                }
                div.aside {
                    h2 { (ctx.t("about-more-heading")) }
                    ul.plain {
                        li { a href=(ctx.href("/offices")) { (ctx.t("nav-offices")) } }
                        li { a href=(ctx.href("/services")) { (ctx.t("nav-services")) } }
                        li { a href=(ctx.href("/site-map")) { (ctx.t("nav-site-map")) } }
                    }
                    p.small { (ctx.t("about-youtube")) }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-about")).render(body)
}
