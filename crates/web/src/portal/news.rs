//! News: the list, a page each, and the feed. They are data (`procedures/…/portal/news.kdl`).

use crate::app::App;
use crate::ctx::Ctx;
use crate::http::origin;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::law_text::unverified;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use law::News;
use maud::{Markup, PreEscaped, html};

/// Most news on the list and in the feed.
const SHOWN_MAX: usize = 30;

/// Those of today and before; what a file has of later days waits for its day.
fn shown<'a>(app: &'a App, ctx: &Ctx) -> impl Iterator<Item = &'a News> {
    let today = ctx.today();
    app.law().portal().news.iter().filter(move |news| news.on <= today).take(SHOWN_MAX)
}

/// `GET /{lang}/news`
pub async fn list(State(app): State<App>, ctx: Ctx) -> Response {
    let body = html! {
        p.lead { (ctx.t("news-lead")) }
        (rows(&app, &ctx, SHOWN_MAX))
        p { a href=(ctx.href("/news.atom")) { (ctx.t("news-feed")) } }
    };
    Page::new(&ctx, ctx.t("nav-news")).render(body)
}

/// The newest ones.
pub fn rows(app: &App, ctx: &Ctx, most: usize) -> Markup {
    html! {
        ul.rows {
            @for news in shown(app, ctx).take(most) {
                li {
                    a href=(ctx.href(&format!("/news/{}", news.id))) { (ctx.of(&news.title)) }
                    p."small soft" { time datetime=(news.on) { (ctx.date(news.on)) } }
                }
            }
        }
    }
}

/// `GET /{lang}/news/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let news = shown(&app, &ctx).find(|news| news.id == id).ok_or_else(Fault::not_found)?;
    let about = news.about.as_deref().and_then(|id| app.law().procedure(id, ctx.today()));
    let body = html! {
        p.soft { time datetime=(news.on) { (ctx.date(news.on)) } }
        div.prose { @for text in &news.text { p { (ctx.of(text)) } } }
        @if let Some(service) = about {
            p { a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.of(service.name())) } }
        }
        p."small soft" {
            @match &news.source {
                Some(source) => a href=(source) rel="external noreferrer" { (ctx.t("news-source")) },
                None => (ctx.t("news-from-law")),
            }
            (unverified(&ctx, news.verified))
        }
    };
    Ok(Page::new(&ctx, ctx.of(&news.title)).crumb("/news", ctx.t("nav-news")).render(body))
}

/// `GET /{lang}/news.atom`: the same for programs that read news (RFC 4287).
pub async fn feed(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Response {
    let at = |path: &str| format!("{}{}", origin(&app, &headers), ctx.href(path));
    let updated = shown(&app, &ctx).next().map_or_else(|| ctx.today(), |news| news.on);
    let feed = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(ctx.lang()) {
            title { (ctx.t("nav-news")) " – " (ctx.t("site-name")) }
            id { (at("/news")) }
            updated { (updated) "T00:00:00Z" }
            author { name { (ctx.of(&app.law().authority().name)) } }
            (PreEscaped(format!("<link rel=\"self\" href=\"{}\"/>", at("/news.atom"))))
            @for news in shown(&app, &ctx) {
                entry {
                    title { (ctx.of(&news.title)) }
                    id { (at(&format!("/news/{}", news.id))) }
                    updated { (news.on) "T00:00:00Z" }
                    (PreEscaped(format!("<link href=\"{}\"/>", at(&format!("/news/{}", news.id)))))
                    summary { @for text in &news.text { (ctx.of(text)) " " } }
                }
            }
        }
    };
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.into_string()).into_response()
}
