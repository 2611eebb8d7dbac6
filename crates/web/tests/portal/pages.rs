//! Every page in both languages and both versions: whole, labelled, without scripts; the text version says
//! the same words as the graphic one.

use super::browser::Browser;
use super::office::{OFFICE, SERVICE, open};
use super::words::{attributes, without_pictures};
use axum::http::header;
use std::collections::BTreeSet;

fn public() -> Vec<String> {
    let mut paths: Vec<String> = [
        "",
        "/about",
        "/services",
        "/offices",
        "/book",
        "/appointment",
        "/validity",
        "/statement-check",
        "/sign-in",
        "/site-map",
        "/accessibility",
        "/privacy",
        "/contacts",
        "/news",
        "/statistics",
        "/search?q=pase",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend([
        format!("/services/{SERVICE}"),
        format!("/services/{SERVICE}/easy"),
        format!("/services/{SERVICE}/law"),
        format!("/services/{SERVICE}/refusal"),
        "/services/task/documents".to_owned(),
        "/life/lost".to_owned(),
        "/news/fees-2024".to_owned(),
        format!("/offices/{OFFICE}"),
        "/offices/riga-1".to_owned(),
        format!("/book?service={SERVICE}&office={OFFICE}"),
        format!("/book?service={SERVICE}&office={OFFICE}&day=2026-12-01"),
        format!("/book?service={SERVICE}&office={OFFICE}&day=2026-12-01&time=09:20"),
        format!("/book?service={SERVICE}&office=riga-1"),
    ]);
    paths
}

fn of_a_client() -> Vec<String> {
    [
        "/matters",
        "/letters",
        "/behalf",
        "/my-data",
        "/my-data/error",
        "/my-data/access",
        "/my-data/statements",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain([format!("/apply/{SERVICE}/whom")])
    .collect()
}

/// What an assistive reader stumbles over, and what our rules forbid.
pub fn check(path: &str, html: &str) {
    let at = |what: &str| format!("{path}: {what}");
    assert!(!html.contains('⟦'), "{}", at("a text is missing"));
    assert_eq!(html.matches("<h1").count(), 1, "{}", at("one heading of the first level"));
    assert_eq!(html.matches("<main").count(), 1, "{}", at("one main part"));
    assert!(html.contains("class=\"skip\" href=\"#content\""), "{}", at("a skip link"));
    assert!(
        !html.contains("<script") && !html.contains(" style=") && !html.contains(" onclick"),
        "{}",
        at("inline code")
    );
    assert!(!html.contains("src=\"http") && !html.contains("url(http"), "{}", at("something from elsewhere"));
    let ids = attributes(html, "id");
    let unique: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{} {ids:?}", at("an id stands twice"));
    let labelled: BTreeSet<&str> = attributes(html, "for").into_iter().collect();
    for field in html
        .split("<input ")
        .skip(1)
        .chain(html.split("<select ").skip(1))
        .chain(html.split("<textarea ").skip(1))
    {
        let tag = field.split('>').next().unwrap();
        if !tag.contains("type=\"hidden\"") {
            let spaced = format!(" {tag}");
            let id = attributes(&spaced, "id");
            assert!(id.iter().any(|id| labelled.contains(id)), "{} {tag}", at("a field without a label"));
        }
    }
    for id in attributes(html, "aria-describedby").iter().flat_map(|list| list.split(' ')) {
        assert!(ids.contains(&id), "{} {id}", at("a description that is not there"));
    }
    for svg in html.split("<svg").skip(1) {
        let tag = svg.split('>').next().unwrap();
        let spoken = tag.contains("aria-hidden=\"true\"")
            || (tag.contains("role=\"img\"") && tag.contains("aria-label"));
        assert!(spoken, "{} {tag}", at("a drawing without words"));
    }
    let mut level = 0;
    for heading in html.split("<h").skip(1) {
        if let Some(next) = heading.chars().next().and_then(|c| c.to_digit(10)) {
            assert!(next <= level + 1, "{} h{level} is followed by h{next}", at("a heading skips a level"));
            level = next;
        }
    }
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages_and_both_versions() {
    let fixture = open().await;
    for signed_in in [false, true] {
        let mut browser = Browser::new(&fixture.router);
        if signed_in {
            browser.sign_in("client-0").await;
        }
        for path in if signed_in { of_a_client() } else { public() } {
            for lang in ["lv", "en"] {
                let mut words = Vec::new();
                for view in ["graphic", "text"] {
                    let joint = if path.contains('?') { '&' } else { '?' };
                    let address = format!("/{lang}{path}{joint}view={view}");
                    let answer = browser.get(&address).await;
                    answer.is(200);
                    let html = answer.html();
                    check(&address, &html);
                    assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{address}");
                    assert_eq!(
                        html.contains("<svg") || html.contains("class=\"belt\""),
                        view == "graphic",
                        "{address}"
                    );
                    let other = if lang == "lv" { "en" } else { "lv" };
                    let switch = format!("/{other}{path}").replace('&', "&amp;");
                    assert!(
                        html.contains(&format!("href=\"{switch}\"")),
                        "{address} leads to its twin in {other}"
                    );
                    let plain = without_pictures(&html);
                    // Readings are recorded, so the list of readings grows with every reading.
                    words.push(if path == "/my-data/access" { String::new() } else { plain });
                }
                // The site map names the other version, which differs from the one that is shown.
                for (graphic, text) in
                    [("Grafiskā versija", "Teksta versija"), ("Graphic version", "Text version")]
                {
                    words[1] = words[1].replace(graphic, text);
                }
                assert_eq!(words[0], words[1], "{lang}{path}: the text version is the page");
            }
        }
    }
}

#[tokio::test]
async fn the_words_of_pages_are_as_reviewed() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for lang in ["lv", "en"] {
        for (name, path) in [
            ("home", String::new()),
            ("about", "/about".to_owned()),
            ("services", "/services".to_owned()),
            ("service", format!("/services/{SERVICE}")),
            ("service-easy", format!("/services/{SERVICE}/easy")),
            ("service-law", format!("/services/{SERVICE}/law")),
            ("services-task", "/services/task/documents".to_owned()),
            ("life-lost", "/life/lost".to_owned()),
            ("contacts", "/contacts".to_owned()),
            ("news", "/news".to_owned()),
            ("statistics", "/statistics".to_owned()),
            ("search", "/search?q=pase".to_owned()),
            ("office", format!("/offices/{OFFICE}")),
            ("office-with-unknown-hours", "/offices/riga-1".to_owned()),
            ("book-times", format!("/book?service={SERVICE}&office={OFFICE}&day=2026-11-24")),
            ("validity", "/validity".to_owned()),
            ("statement-check", "/statement-check".to_owned()),
            ("site-map", "/site-map".to_owned()),
        ] {
            let answer = browser.get(&format!("/{lang}{path}")).await;
            insta::assert_snapshot!(format!("{name}-{lang}"), without_pictures(&answer.html()));
        }
    }
}

#[tokio::test]
async fn the_words_of_the_statements_of_a_client_are_as_reviewed() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    for lang in ["lv", "en"] {
        let answer = browser.get(&format!("/{lang}/my-data/statements")).await;
        insta::assert_snapshot!(format!("statements-{lang}"), without_pictures(&answer.html()));
    }
}

#[tokio::test]
async fn an_address_is_published_only_when_it_was_verified() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for office in fixture.office.law().offices() {
        let page = browser.get(&format!("/en/offices/{}", office.id)).await;
        match &office.address {
            Some(address) => page.says(address),
            None => page.says(office.address_note.as_ref().unwrap().get(kernel::Lang::EN)),
        };
    }
    // Known to the sources, not verified there.
    let page = browser.get("/lv/offices").await.words();
    assert!(!page.contains("Sliežu iela"));
    assert!(page.contains("Vecā ostmala 24, Liepāja"));
}

#[tokio::test]
async fn hours_of_today_are_told_by_the_clock_of_the_offices() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let office = format!("/en/offices/{OFFICE}");
    browser.get(&office).await.says("Open now, closes 16:30");
    browser.get("/en/offices/riga-1").await.says("We do not know the opening hours");
    // Six hours later it is 16:30, when the offices close.
    fixture.clock.forward(6 * 3600);
    browser.get(&office).await.says("Closed now, opens tomorrow 09:00");
    // Friday closes half an hour earlier.
    fixture.clock.forward(3 * 86_400 - 6 * 3600);
    browser.get(&office).await.says("Open now, closes 16:00");
    fixture.clock.forward(86_400);
    browser.get(&office).await.says("Closed today: weekend");
}

#[tokio::test]
async fn the_first_page_speaks_the_language_of_the_reader() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let asked = |languages: &'static str| [("accept-language", languages)];
    let none = String::new;
    assert_eq!(browser.get("/").await.location(), "/lv");
    let answer = browser.send(axum::http::Method::GET, "/", &asked("de, en;q=0.8, lv;q=0.5"), none()).await;
    assert_eq!(answer.location(), "/en");
    let answer = browser.send(axum::http::Method::GET, "/", &asked("lv-LV,lv;q=0.9,en;q=0.95"), none()).await;
    assert_eq!(answer.location(), "/lv");
    // A language once chosen is kept.
    browser.get("/en/about").await;
    let answer = browser.send(axum::http::Method::GET, "/", &asked("lv"), none()).await;
    assert_eq!(answer.location(), "/en");
}

#[tokio::test]
async fn the_version_once_chosen_is_kept() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    assert!(browser.get("/lv").await.html().contains("<svg"));
    browser.get("/lv?view=text").await;
    let page = browser.get("/lv/offices").await.html();
    assert!(!page.contains("<svg") && page.contains("/lv/offices?view=graphic"));
    browser.get("/lv/offices?view=graphic").await;
    assert!(browser.get("/lv/offices").await.html().contains("<svg"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for path in ["/lv", "/lv/nothing", "/healthz"] {
        let headers = browser.get(path).await.headers;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        // No script but on the pages that bring one of ours, and nothing inline.
        assert!(
            !policy.contains("unsafe")
                && policy.contains("default-src 'none';")
                && !policy.contains("script-src"),
            "{policy}"
        );
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
    }
    assert_eq!(browser.get("/lv").await.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn styles_and_type_come_from_here_and_may_be_kept() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get("/lv").await.html();
    let css = attributes(&page, "href").into_iter().find(|href| href.ends_with(".css")).unwrap().to_owned();
    let style = browser.get(&css).await;
    style.is(200);
    assert_eq!(style.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert!(style.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    for name in style.html().split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()) {
        if !name.starts_with("data:") {
            browser.get(&format!("/assets/{name}")).await.is(200);
        }
    }
    browser.get("/assets/parvalde-0000000000000000.css").await.is(404);
}

#[tokio::test]
async fn operators_see_that_it_lives_and_how_it_does() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.get("/healthz").await.is(200);
    browser.get("/readyz").await.is(200);
    browser.get("/lv/nothing").await.is(404);
    let metrics = browser.get("/metrics").await.html();
    assert!(metrics.contains("parvalde_http_answers_total{class=\"2xx\"} 2"), "{metrics}");
    assert!(metrics.contains("parvalde_http_answers_total{class=\"4xx\"} 1"), "{metrics}");
    for line in [
        "parvalde_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1",
        "parvalde_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "parvalde_http_request_seconds_bucket{method=\"GET\",route=\"/readyz\",le=\"+Inf\"} 1",
        "parvalde_database_up 1",
        "parvalde_writer_waiting 0",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    every_line_is_of_the_format(&metrics);
    let book = include_str!("../../../../docs/operations.md");
    for line in include_str!("../../../../docs/operations/alerts.yml").lines() {
        if let Some(chapter) = line.trim().strip_prefix("book: ") {
            assert!(book.contains(&format!("\n## {}\n", chapter.trim_matches('"'))), "no chapter {chapter}");
        }
    }
    for watched in [
        include_str!("../../../../docs/operations/alerts.yml"),
        include_str!("../../../../docs/operations/dashboard.json"),
    ] {
        let names = watched
            .split(|c: char| !c.is_ascii_lowercase() && c != '_')
            .filter(|w| w.starts_with("parvalde_"));
        for name in names {
            let family = name.strip_suffix("_bucket").unwrap_or(name);
            assert!(metrics.contains(&format!("# TYPE {family} ")), "nothing is called {name}");
        }
    }
    // Whoever watches is told of the database's absence, not of an error of ours.
    fixture.office.store().close().await;
    browser.get("/metrics").await.is(200).says("parvalde_database_up 0");
}

/// A comment with a known word, or a name, labels and a number; a family is named before its samples.
fn every_line_is_of_the_format(text: &str) {
    let mut families = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            families.push(rest.split(' ').next().unwrap().to_owned());
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
            let name = name.split('{').next().unwrap();
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
            let known = |name: &str| families.iter().any(|known| known == name);
            assert!(known(name) || family.is_some_and(known), "{line}");
        }
    }
}
