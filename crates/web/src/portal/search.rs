//! Search over everything public: services, events of a life, offices, pages, news. Letters are folded as the country
//! folds them, so that `sazina` finds `saziņa`, and words are compared without their endings.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::{services, site};
use crate::ui::field::{Form, Line};
use crate::ui::notice::empty;
use crate::ui::stem::{stands, stem};
use crate::ui::tasks::words;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

/// Most characters of a question that are looked at.
const WORDS_MAX: usize = 80;
/// Most answers on the page.
const SHOWN_MAX: usize = 30;

/// Something that can be found.
struct Found {
    /// Key of the word for its kind.
    kind: &'static str,
    path: String,
    title: String,
    text: String,
    weight: usize,
}

/// `GET /{lang}/search?q=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Response {
    let text: String = query.get("q").chars().take(WORDS_MAX).collect();
    let words = words(&app, &text);
    let mut found = if words.is_empty() { Vec::new() } else { everything(&app, &ctx) };
    let whole = app.law().country().folding.fold(&text);
    found.retain_mut(|one| weigh(&app, one, &words, &whole));
    // Equal weights stay in the order of the kinds.
    found.sort_by_key(|one| std::cmp::Reverse(one.weight));
    let count = found.len();
    found.truncate(SHOWN_MAX);
    let body = html! {
        @if text.is_empty() { p.lead { (ctx.t("search-lead")) } }
        (form(&ctx, &text))
        @if !words.is_empty() {
            p role="status" { (ctx.tf("search-found", &[("count", count.into()), ("text", text.as_str().into())])) }
            @if found.is_empty() {
                (empty(&ctx.t("search-none"), Some((&ctx.href("/services"), &ctx.t("home-to-services")))))
            }
            @if count > SHOWN_MAX { p { (ctx.tf("search-more", &[("count", SHOWN_MAX.into())])) } }
            ul.rows {
                @for one in &found {
                    li {
                        a href=(ctx.href(&one.path)) { (one.title) } " " span."small soft" { (ctx.t(one.kind)) }
                        @if !one.text.is_empty() { p { (short(&one.text)) } }
                    }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-search")).render(body)
}

/// The field in which somebody says what they look for.
pub fn form(ctx: &Ctx, text: &str) -> Markup {
    let fields = Fields::of(&[("q", text)]);
    let form = Form { ctx, fields: &fields, faults: &Faults::default() };
    html! {
        form.seek method="get" action=(ctx.href("/search")) role="search" {
            (form.line(Line::Text, "q", &ctx.t("services-seek"), &ctx.t("services-seek-hint"), "off"))
            button.second type="submit" { (ctx.t("nav-search")) }
        }
    }
}

/// Whether every word stands in it, and how much: a word of the title counts for more, and most with what was typed whole.
fn weigh(app: &App, one: &mut Found, words: &[String], whole: &str) -> bool {
    let folding = &app.law().country().folding;
    let (title, text) = (folding.fold(&one.title), folding.fold(&one.text));
    let begins = |word: &str| title.split_whitespace().any(|part| part.starts_with(word));
    one.weight = 2 * whole.split_whitespace().filter(|word| begins(word)).count();
    let is = |word: &str| title.split_whitespace().any(|part| stem(part) == stem(word));
    words.iter().all(|word| {
        let weight = match (begins(word) || is(word), stands(&title, word), stands(&text, word)) {
            (true, _, _) => 4,
            (_, true, _) => 2,
            (_, _, true) => 1,
            _ => 0,
        };
        one.weight += weight;
        weight > 0
    })
}

fn everything(app: &App, ctx: &Ctx) -> Vec<Found> {
    let law = app.law();
    let found = |kind, path, title: &str, text: &str| Found {
        kind,
        path,
        title: title.to_owned(),
        text: text.to_owned(),
        weight: 0,
    };
    let mut all = Vec::new();
    for event in &law.portal().events {
        let path = format!("/life/{}", event.id);
        all.push(found("search-event", path, ctx.of(&event.name), ctx.of(&event.lead)));
    }
    for service in services::all(app, ctx) {
        let path = format!("/services/{}", service.id());
        let summary = service.summary().map_or("", |summary| ctx.of(summary));
        all.push(found("search-service", path, ctx.of(service.name()), summary));
    }
    for office in law.offices() {
        let path = format!("/offices/{}", office.id);
        let notes: Vec<&str> = office.notes.iter().map(|note| ctx.of(note)).collect();
        let text = format!("{} {}", office.address.as_deref().unwrap_or(&office.town), notes.join(". "));
        all.push(found("search-office", path, ctx.of(&office.name), &text));
    }
    for (path, name, about) in site::DO.iter().chain(&site::OFFICE).chain(&site::MINE) {
        let (title, about) = (ctx.t(name), if about == name { String::new() } else { ctx.t(about) });
        all.push(found("search-page", (*path).to_owned(), &title, &about));
    }
    for news in law.portal().news.iter().filter(|news| news.on <= ctx.today()) {
        let text: Vec<&str> = news.text.iter().map(|text| ctx.of(text)).collect();
        all.push(found("search-news", format!("/news/{}", news.id), ctx.of(&news.title), &text.join(" ")));
    }
    all
}

/// The beginning of a text.
fn short(text: &str) -> String {
    const MOST: usize = 180;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
