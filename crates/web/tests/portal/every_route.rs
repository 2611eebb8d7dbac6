//! Every route of the pages and of the API: the headers that each answer carries, and that no form is taken without its
//! token or from another site. The routes are read from the source, so that a new one is asked too.

use super::browser::{Answer, Browser};
use super::office::open;
use axum::http::{Method, header};
use std::time::Duration;
use web::Limits;

/// The routes of the pages: path behind the language, and whether it takes GET and POST.
fn routes() -> Vec<(String, bool, bool)> {
    let sources = [include_str!("../../src/portal.rs"), include_str!("../../src/workbench.rs")];
    let mut list = Vec::new();
    for source in sources {
        let plain = source.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in plain.split(".route(").skip(1) {
            let rest = part.trim_start().strip_prefix('"').expect("a path stands first");
            let (path, rest) = rest.split_once('"').unwrap();
            let handlers = rest.split(".merge(").next().unwrap();
            let takes = |method: &str| {
                [", ", "."].iter().any(|before| handlers.contains(&format!("{before}{method}(")))
            };
            list.push((path.to_owned(), takes("get"), takes("post")));
        }
    }
    assert!(list.len() > 70, "only {} routes were found", list.len());
    assert!(list.iter().all(|(_, get, post)| *get || *post), "{list:?}");
    list
}

/// The path with something in the place of each variable: once a possible id, once nonsense.
fn filled(path: &str, with: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { with.to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn has_every_header(asked: &str, answer: &Answer) {
    let value = |name: &str| {
        answer.headers.get(name).unwrap_or_else(|| panic!("{asked}: no `{name}`")).to_str().unwrap()
    };
    let policy = value("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
        assert!(policy.contains(part), "{asked}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{asked}: {policy}");
    // No script, or from our own files alone.
    let script = policy.split(';').map(str::trim).find(|part| part.starts_with("script-src"));
    assert!(script.is_none_or(|part| part == "script-src 'self'"), "{asked}: {policy}");
    assert_eq!(value("x-content-type-options"), "nosniff", "{asked}");
    assert_eq!(value("x-frame-options"), "DENY", "{asked}");
    assert_eq!(value("referrer-policy"), "same-origin", "{asked}");
    assert_eq!(value("cross-origin-opener-policy"), "same-origin", "{asked}");
    assert_eq!(value("cross-origin-resource-policy"), "same-origin", "{asked}");
    assert!(value("permissions-policy").contains("camera=()"), "{asked}");
    assert!(value("strict-transport-security").contains("max-age=31536000; includeSubDomains"), "{asked}");
    assert!(answer.headers.get("access-control-allow-origin").is_none(), "{asked}: other sites may read");
    assert!(answer.headers.get("server").is_none(), "{asked}: the program is named");
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{asked}: {cookie}");
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{asked}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{asked}: {cookie}");
    }
    if !asked.contains("/assets/") {
        assert!(value("cache-control").contains("no-store"), "{asked}");
    }
    let kind = answer.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
    if kind.starts_with("text/html") {
        nothing_inline(asked, &answer.html());
    }
}

/// What the policy would stop in a browser must not be there to be stopped.
fn nothing_inline(asked: &str, html: &str) {
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        assert!(name != "script" || tag.contains(" src=\"/assets/"), "{asked}: <{tag}>");
        assert!(
            name != "style" && name != "iframe" && name != "object" && name != "base",
            "{asked}: <{tag}>"
        );
        for attribute in tag.split(' ').skip(1) {
            let (attribute, _) = attribute.split_once('=').unwrap_or((attribute, ""));
            let event = attribute.starts_with("on") && attribute.bytes().all(|b| b.is_ascii_lowercase());
            assert!(!event && attribute != "style", "{asked}: <{tag}>");
        }
        assert!(!tag.contains("javascript:"), "{asked}: <{tag}>");
    }
}

/// The same office behind a TLS server, with limits that let one machine ask everything.
fn behind_tls(fixture: &super::office::Fixture) -> axum::Router {
    web::router_within(fixture.app(true), &Limits::default().times(10_000))
}

#[tokio::test]
async fn every_answer_carries_every_header_and_nothing_inline() {
    let fixture = open().await;
    let router = behind_tls(&fixture);
    let mut asked = 0;
    // Somebody unknown, a client, and an officer of each role.
    for who in ["", "client-0", "officer-0", "officer-1", "officer-2", "officer-3"] {
        let mut browser = Browser::new(&router);
        if !who.is_empty() {
            browser.sign_in(who).await;
        }
        for (path, _, _) in routes() {
            for lang in ["lv", "en"] {
                for with in ["000000000001", "passport.citizen", "%F0%9F%92%A9"] {
                    let path = format!("/{lang}{}", filled(&path, with));
                    let answer = browser.get(&path).await;
                    assert!(answer.status.as_u16() < 500, "{who} {path}: {}", answer.status);
                    has_every_header(&path, &answer);
                    asked += 1;
                    if !path.contains(with) {
                        break;
                    }
                }
            }
        }
        let others = ["/", "/healthz", "/readyz", "/metrics", "/assets/icon.svg", "/assets/none", "/nowhere"];
        for path in
            others.into_iter().chain(["/api", "/api/v1/openapi.json", "/api/v1/offices", "/api/v1/cases"])
        {
            has_every_header(path, &browser.get(path).await);
        }
        for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::PATCH] {
            let answer = browser.send(method.clone(), "/lv/validity", &[], String::new()).await;
            has_every_header(&format!("{method} /lv/validity"), &answer);
            assert!(!answer.status.is_success() || method == Method::OPTIONS, "{method}: {}", answer.status);
        }
    }
    assert!(asked > 900, "only {asked} pages were asked for");
}

#[tokio::test]
async fn no_form_is_taken_without_its_token_or_from_another_site() {
    let fixture = open().await;
    let router = behind_tls(&fixture);
    for who in ["", "client-0", "officer-0", "officer-1", "officer-2", "officer-3"] {
        let mut browser = Browser::new(&router);
        browser.get("/lv/validity").await;
        let mut token = super::words::token(&browser.get("/lv/validity").await.html());
        if !who.is_empty() {
            browser.sign_in(who).await;
            token = super::words::token(&browser.get("/lv/validity").await.html());
        }
        let kept = browser.cookies.clone();
        let urlencoded = "application/x-www-form-urlencoded";
        let multipart = "multipart/form-data; boundary=b";
        for (path, _, _) in routes().into_iter().filter(|(_, _, post)| *post) {
            let path = format!("/lv{}", filled(&path, "000000000001"));
            let part = |token: &str| {
                format!(
                    "--b\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n{token}\r\n--b--\r\n"
                )
            };
            let forged = "0123456789abcdef0123456789abcdef";
            let attempts = [
                (urlencoded, "same-origin", String::new()),
                (urlencoded, "same-origin", format!("form-token={forged}")),
                (urlencoded, "cross-site", format!("form-token={token}")),
                (multipart, "same-origin", part("")),
                (multipart, "same-origin", part(forged)),
                (multipart, "cross-site", part(&token)),
                ("application/json", "same-origin", "{}".to_owned()),
                ("text/plain", "cross-site", format!("form-token={token}")),
            ];
            for (kind, site, body) in attempts {
                let more = [("content-type", kind), ("sec-fetch-site", site)];
                let answer = browser.send(Method::POST, &path, &more, body).await;
                let status = answer.status.as_u16();
                assert!([401, 403, 404, 415].contains(&status), "{who} {path} {kind} {site}: {status}");
                has_every_header(&path, &answer);
            }
            assert_eq!(browser.cookies.get("__Host-parvalde_session"), kept.get("__Host-parvalde_session"));
        }
    }
    let log = fixture.office.store().verify().await.unwrap();
    // Three persons were entered; nothing came after them.
    assert_eq!((log.events, log.faults), (3, vec![]));
}

#[tokio::test]
async fn an_address_that_guesses_is_slowed_down_and_others_are_not() {
    let fixture = open().await;
    let limits =
        Limits { open_forms: web::api::rate::Refill::one_in(Duration::from_secs(6), 4), ..Limits::default() };
    for (page, form) in [
        ("/lv/validity", "/lv/validity"),
        ("/lv/statement-check", "/lv/statement-check"),
        ("/lv/appointment", "/lv/appointment"),
        ("/en/sign-in", "/en/sign-in"),
        ("/en/validity", "/en/book"),
    ] {
        let router = web::router_within(fixture.app(true), &limits);
        let mut browser = Browser::new(&router);
        let token = super::words::token(&browser.get(page).await.html());
        let urlencoded = "application/x-www-form-urlencoded";
        let body = format!("form-token={token}&number=XX0000001&code=ABCDEFGH");
        let from = |address: &'static str| [("content-type", urlencoded), ("x-forwarded-for", address)];
        let mut send = async |address: &'static str| {
            browser.send(Method::POST, form, &from(address), body.clone()).await
        };
        for _ in 0..4 {
            assert_ne!(send("203.0.113.7").await.status.as_u16(), 429, "{form}");
        }
        let stopped = send("203.0.113.7").await;
        assert_eq!(stopped.status.as_u16(), 429, "{form}");
        assert_eq!(stopped.headers[header::RETRY_AFTER], "6", "{form}");
        assert!(stopped.html().contains("<main"), "{form}: a page tells it");
        // A header that the client wrote itself does not help; another client is not held up.
        assert_eq!(send("198.51.100.1, 203.0.113.7").await.status.as_u16(), 429, "{form}");
        assert_ne!(send("203.0.113.8").await.status.as_u16(), 429, "{form}");
        fixture.clock.forward(6);
        assert_ne!(send("203.0.113.7").await.status.as_u16(), 429, "{form}");
        assert_eq!(send("203.0.113.7").await.status.as_u16(), 429, "{form}");
    }
    // The same questions through the API come out of the same bucket.
    let router = web::router_within(fixture.app(true), &limits);
    let mut program = Browser::new(&router);
    let json = [("content-type", "application/json"), ("x-forwarded-for", "203.0.113.9")];
    let paths = ["/api/v1/documents/validity", "/api/v1/statements/check", "/api/v1/appointments"];
    let mut answers = Vec::new();
    for path in paths.iter().cycle().take(5) {
        answers.push(program.send(Method::POST, path, &json, "{}".to_owned()).await.status.as_u16());
    }
    assert_eq!(answers, [422, 422, 422, 422, 429]);
    let token = super::words::token(&program.get("/lv/validity").await.html());
    let form = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", "203.0.113.9")];
    let page = program.send(Method::POST, "/lv/validity", &form, format!("form-token={token}")).await;
    assert_eq!(page.status.as_u16(), 429);
}
