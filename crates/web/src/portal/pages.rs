//! Pages that only say something: site map, accessibility, privacy.

use crate::ctx::{Ctx, View};
use crate::page::Page;
use axum::response::Response;
use maud::{Markup, html};

/// `GET /{lang}/accessibility`
pub async fn accessibility(ctx: Ctx) -> Response {
    const HELD: [&str; 6] = [
        "accessibility-text-version",
        "accessibility-keyboard",
        "accessibility-contrast",
        "accessibility-script",
        "accessibility-zoom",
        "accessibility-forms",
    ];
    let body = html! {
        div.prose {
            p.lead { (ctx.t("accessibility-lead")) }
            h2 { (ctx.t("accessibility-held-heading")) }
            ul { @for key in HELD { li { (ctx.t(key)) } } }
            h2 { (ctx.t("accessibility-limits-heading")) }
            ul {
                li { (ctx.t("accessibility-limit-letters")) }
                li { (ctx.t("accessibility-limit-audit")) }
            }
            h2 { (ctx.t("accessibility-report-heading")) }
            p { (ctx.t("accessibility-report")) }
        }
    };
    Page::new(&ctx, ctx.t("nav-accessibility")).render(body)
}

/// `GET /{lang}/privacy`
pub async fn privacy(ctx: Ctx) -> Response {
    const PARTS: [(&str, &str); 5] = [
        ("privacy-what-heading", "privacy-what"),
        ("privacy-who-heading", "privacy-who"),
        ("privacy-visit-heading", "privacy-visit"),
        ("privacy-cookies-heading", "privacy-cookies"),
        ("privacy-rights-heading", "privacy-rights"),
    ];
    let body = html! {
        div.prose {
            p.lead { (ctx.t("privacy-lead")) }
            @for (heading, text) in PARTS {
                h2 { (ctx.t(heading)) }
                p { (ctx.t(text)) }
            }
            p { a href=(ctx.href("/my-data")) { (ctx.t("nav-my-data")) } }
        }
    };
    Page::new(&ctx, ctx.t("nav-privacy")).render(body)
}

/// `GET /{lang}/site-map`
pub async fn site_map(ctx: Ctx) -> Response {
    let links = |items: &[(&str, &str)]| -> Markup {
        html! { ul { @for (path, key) in items { li { a href=(ctx.href(path)) { (ctx.t(key)) } } } } }
    };
    let other = if ctx.graphic() { View::Text } else { View::Graphic };
    let body = html! {
        div.split {
            section {
                h2 { (ctx.t("site-map-do")) }
                (links(&[
                    ("", "nav-home"),
                    ("/services", "nav-services"),
                    ("/book", "nav-book"),
                    ("/appointment", "find-appointment"),
                    ("/validity", "nav-validity"),
                    ("/statement-check", "nav-statement-check"),
                ]))
            }
            section {
                h2 { (ctx.t("site-map-mine")) }
                (links(&[
                    ("/sign-in", "sign-in"),
                    ("/matters", "nav-matters"),
                    ("/my-data", "nav-my-data"),
                    ("/my-data/statements", "nav-statements"),
                    ("/my-data/access", "nav-access-log"),
                ]))
            }
            section {
                h2 { (ctx.t("site-map-office")) }
                (links(&[
                    ("/offices", "nav-offices"),
                    ("/about", "nav-about"),
                    ("/accessibility", "nav-accessibility"),
                    ("/design", "nav-design"),
                    ("/privacy", "nav-privacy"),
                ]))
            }
            section {
                h2 { (ctx.t("site-map-versions")) }
                ul {
                    @for lang in crate::text::languages().filter(|lang| *lang != ctx.lang()) {
                        li {
                            a href=(ctx.href_in(lang)) lang=(lang) hreflang=(lang) {
                                (crate::text::text(lang, "language-name", &[]))
                            }
                        }
                    }
                    li {
                        a href=(ctx.href_as(other)) {
                            (ctx.t(if ctx.graphic() { "view-text" } else { "view-graphic" }))
                        }
                    }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-site-map")).render(body)
}
