//! The desk: one field that finds, one step to the next, lists that leave nothing hidden to guess, keys that are there
//! once, and nothing lost when a session ends.

use crate::browser::{Browser, Shown, browser};
use crate::house::{House, houses, person};
use crate::journey::{proposed, served, taken_in};
use crate::twins::twins;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use office::actor::Actor;
use office::files::CheckedFile;
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// The keys of a page: each there once, and each shown.
fn keys(path: &str, page: &Shown) -> Vec<String> {
    let keys: Vec<String> = page.attributes("accesskey").into_iter().map(str::to_owned).collect();
    for (nth, key) in keys.iter().enumerate() {
        assert!(!keys[..nth].contains(key), "{path}: the key {key} is there twice");
        assert!(page.html.contains(&format!(">{key}</kbd>")), "{path}: the key {key} is not shown");
    }
    keys
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_an_officer_has_its_keys_once_and_a_client_has_none() {
    for house in houses("desk_keys").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let read = format!("/work/persons/{}?purpose=case:{number}", person(1));
        let mut list = vec![
            ("counter", "/work".to_owned()),
            ("counter", "/work/queue".to_owned()),
            ("counter", "/work/office-day".to_owned()),
            ("counter", "/work/apply?service=passport.citizen".to_owned()),
            ("case", case.clone()),
            ("case", format!("{case}/decide")),
            ("case", "/work/find".to_owned()),
            ("case", "/work/persons".to_owned()),
            ("case", read.clone()),
            ("approver", read),
            ("approver", "/work/approvals".to_owned()),
            ("approver", "/work/load".to_owned()),
            ("approver", "/work/duplicates".to_owned()),
            ("accountant", "/work/payments".to_owned()),
            ("auditor", "/work/emergencies".to_owned()),
            ("operator", "/work/system".to_owned()),
        ];
        for (who, path) in list.drain(..) {
            let officer = browser(&house, who);
            let graphic = keys(&path, officer.open(&path).await.says(&[]));
            let text = keys(&path, officer.as_text(&path).await.says(&[]));
            assert_eq!(graphic, text, "{path}: both versions have the same keys");
            assert!(graphic.len() > 2, "{path}: {graphic:?}");
        }
        // Every command of the case has one.
        let officer = browser(&house, "case");
        let page = officer.open(&case).await;
        let commands = page.html.matches("<details class=\"more command\"").count();
        let lines = page.html.matches("<summary accesskey=").count();
        assert!(commands > 5 && lines >= commands, "{lines} of {commands} have a key");
        let listed = officer.open("/work/keys").await;
        listed.says(&["Prepare the decision", "Send the form of the page", "Alt, Shift and the key"]);
        proposed(&house, &case, "case").await;
        let approver = browser(&house, "approver");
        assert!(keys("review", &approver.open(&format!("{case}/review")).await).len() > 5);
        assert!(keys("nobody", &browser(&house, "").open("/services").await).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_field_finds_services_cases_persons_and_documents_and_persons_for_a_purpose_alone() {
    for house in houses("desk_find").await {
        let case = taken_in(&house).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let officer = browser(&house, "case");
        let find = async |q: &str, purpose: &str| {
            let fields = [("q", q), ("for", purpose)];
            officer.send("/work/find", if purpose.is_empty() { &fields[..1] } else { &fields }).await
        };
        find("passport", "").await.says(&["Services", "/services/passport.citizen", "Take in an application"]);
        find(&number, "").await.says(&["Cases", &case, "Ilze Piemēra"]);
        // Nobody is looked for without a purpose, whatever was typed.
        let before = house.office.position().await.unwrap();
        for q in ["Piemēra", "399900-00001", "1992-07-01", "XX0000001"] {
            let page = find(q, "").await;
            page.says(&["Say what for", q]);
            assert!(!page.html.contains("Ilze"), "{q} told somebody");
        }
        assert_eq!(house.office.position().await.unwrap(), before);
        // The page of the case brings the purpose along, and the search is in the trace under it.
        let here = officer.open(&case).await;
        let purpose = here.hidden("for");
        assert_eq!(purpose, format!("case:{number}"));
        for q in ["Piemēra", "399900-00001", "1992-07-01", "piemera ilze"] {
            let page = find(q, &purpose).await;
            page.says(&["Ilze Piemēra", &format!("purpose=case:{number}"), "Read for"]);
        }
        find("XX0000001", &purpose).await.says(&["Documents", "Issued to", "Ilze Piemēra"]);
        let auditor = Actor::Officer(house.office.officer("auditor").unwrap());
        let trace = house.office.trace(&auditor, None).await.unwrap();
        let searched = format!("{trace:?}").matches(&purpose).count();
        assert!(searched >= 5, "{searched} searches are in the trace");
        // An own purpose is none, and too little is told at its field.
        let own = find("Piemēra", "own").await;
        assert!(!own.says(&[]).html.contains("Ilze"));
        let short = find("a", "").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (who, status) in [("accountant", 403), ("operator", 403), ("auditor", 403), ("", 401)] {
            let sent = browser(&house, who).send("/work/find", &[("q", "Piemēra"), ("for", &purpose)]).await;
            assert!(sent.status.as_u16() >= status.min(401) && !sent.html.contains("Ilze"), "{who}: {}", sent.status);
            let shown = browser(&house, who).open("/work/find").await;
            assert!(!shown.html.contains("desk-q"), "{who} has the field");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_is_not_found_not_counted_and_not_in_a_picture() {
    for twins in twins("desk_hidden").await {
        for (who, path, fields) in [
            ("case", "/work/find", vec![("q", "Zane Kalna"), ("for", "basis:mk134")]),
            ("case", "/work/find", vec![("q", crate::twins::PASSPORT), ("for", "basis:mk134")]),
            ("counter", "/work/find", vec![("q", "399900-00004"), ("for", "basis:mk134")]),
            ("approver", "/work/find", vec![("q", twins.numbers[0].as_str())]),
            ("approver", "/work/load", vec![]),
            ("approver", "/work/approvals", vec![]),
            ("counter", "/work/office-day", vec![]),
            ("counter", "/work", vec![]),
        ] {
            let mut shown = Vec::new();
            for house in [&twins.with, &twins.without] {
                let browser = browser(house, who);
                let page =
                    if fields.is_empty() { browser.open(path).await } else { browser.send(path, &fields).await };
                shown.push((page.status, page.html.replace(&browser.form_token, "TOKEN")));
            }
            assert_eq!(shown[0].0, StatusCode::OK, "{who} {path}");
            assert!(shown[0] == shown[1], "{who} {path} {fields:?}\n{}\n{}", shown[0].1, shown[1].1);
        }
        // Who keeps protected records counts them.
        let custodian = Actor::Officer(twins.with.office.officer("custodian").unwrap());
        let approver = Actor::Officer(twins.with.office.officer("approver").unwrap());
        let sum = async |actor: &Actor| {
            let lines = twins.with.office.work_load(actor).await.unwrap();
            lines.iter().map(|line| line.cases).sum::<u64>()
        };
        assert_eq!(sum(&custodian).await, sum(&approver).await + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_thing_is_one_step_away_and_the_load_adds_up() {
    for house in houses("desk_next").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let counter = browser(&house, "counter");
        let booked = house.book("", "11:00", &[]).await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
        counter.open("/work/office-day?day=2026-11-25").await.says(&["Window 1", "Free times", "11:00", "Did not come"]);
        let officer = browser(&house, "case");
        officer.open("/work").await.says(&["Take up the next", "Ilze Piemēra"]);
        assert_eq!(officer.open("/work/next").await.leads(), case);
        let number = case.rsplit('/').next().unwrap();
        assert_eq!(officer.open(&format!("/work/next?after={number}")).await.leads(), "/work");
        proposed(&house, &case, "case").await;
        let approver = browser(&house, "approver");
        approver.open("/work/approvals").await.says(&["Ilze Piemēra", "Officer case", &format!("{case}/review")]);
        assert_eq!(approver.open("/work/next").await.leads(), format!("{case}/review"));
        assert_eq!(browser(&house, "counter").open("/work/approvals").await.status, StatusCode::FORBIDDEN);
        // The letter stands beside the decision before it is signed.
        approver.open(&format!("{case}/review")).await.says(&["The letter as it would read", "Lēmums", "Ilze Piemēra"]);
        approver.open(&format!("{case}/draft")).await.says(&["Piemērotās tiesību normas"]);
        let load = approver.open("/work/load").await;
        load.says(&["By officer", "By service", "In time"]);
        assert_eq!(browser(&house, "accountant").open("/work/load").await.status, StatusCode::FORBIDDEN);
        // What cannot be done, and why.
        let shown = officer.open(&case).await;
        shown.says(&["What cannot be done now, and why", "a decision is approved by another officer"]);
    }
}

/// A picture of one point.
fn point() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let parts: [(&[u8], &[u8], [u8; 4]); 3] = [
        (b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0], [0x3a, 0x7e, 0x9b, 0x55]),
        (b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1], [0x48, 0xaf, 0xa4, 0x71]),
        (b"IEND", &[], [0xae, 0x42, 0x60, 0x82]),
    ];
    for (name, data, sum) in parts {
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend(name);
        out.extend(data);
        out.extend(sum);
    }
    out
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n\
    << /Type /Pages /Kids [] /Count 0 >>\nendobj\n\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";

async fn filed(house: &House, case: &str, name: &str, bytes: &[u8]) -> String {
    let counter = Actor::Officer(house.office.officer("counter").unwrap());
    let file = CheckedFile::check(name, bytes.to_vec()).unwrap();
    let arrival = office::cases::Arrival {
        channel: office::cases::event::Channel::Counter,
        on: None,
        from: String::new(),
    };
    let number = case.rsplit('/').next().unwrap().parse().unwrap();
    let view = house.office.attach(&counter, number, file, None, Some(arrival)).await.unwrap();
    view.case.attachments.last().unwrap().id.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_in_a_frame_that_can_do_nothing() {
    for house in houses("desk_files").await {
        let case = taken_in(&house).await;
        let officer = browser(&house, "case");
        for (name, bytes, part, sandboxed) in
            [("photo.png", point(), "<img class=\"seen\"", true), ("act.pdf", PDF.to_vec(), "<iframe class=\"seen\"", false)]
        {
            let file = filed(&house, &case, name, &bytes).await;
            let address = format!("{case}/files/{file}");
            officer.open(&case).await.says(&[&format!("{address}/look")]);
            let page = officer.open(&format!("{address}/look")).await;
            page.says(&[part, "Download", name]);
            let (status, headers) = asked(&house, &officer, &format!("{address}/look")).await;
            assert_eq!(status, StatusCode::OK);
            assert!(headers["content-security-policy"].to_str().unwrap().contains("frame-src 'self'"));
            let (status, headers) = asked(&house, &officer, &format!("{address}/shown")).await;
            assert_eq!(status, StatusCode::OK);
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
            assert_eq!(policy.contains("sandbox"), sandboxed, "{policy}");
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert!(headers["content-disposition"].to_str().unwrap().starts_with("inline"));
            // Whoever may not read the case sees nothing of it.
            for who in ["accountant", "operator", ""] {
                let shown = browser(&house, who).open(&format!("{address}/shown")).await;
                assert!(!shown.status.is_success(), "{who}");
            }
        }
    }
}

/// Asks with the session of a browser, and answers status and headers.
async fn asked(house: &House, browser: &Browser<'_>, path: &str) -> (StatusCode, HeaderMap) {
    let request = Request::builder().uri(format!("/en{path}")).header("cookie", browser.cookie());
    let response = house.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    (response.status(), response.headers().clone())
}

/// A browser with cookies of its own.
struct Jar<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
}

impl Jar<'_> {
    async fn ask(&mut self, method: &str, path: &str, body: Option<String>) -> Shown {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request =
            Request::builder().method(method).uri(format!("/en{path}")).header("cookie", cookies.join("; "));
        if body.is_some() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, more) = rest.split_once(';').unwrap();
            match more.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let text = |name: &str| parts.headers.get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Shown { status: parts.status, location: text("location"), kind: text("content-type"), html }
    }

    /// A session of an officer that ends after some seconds; the clock stands, so one of -1 has ended.
    async fn session(&mut self, who: &str, token: &str, seconds: i64) {
        let officer = self.house.office.officer(who).unwrap();
        let name = officer.name.clone();
        let mut signed_in = web::session::of_demonstration(Actor::Officer(officer), name, String::new());
        signed_in.seconds = seconds;
        self.house.office.open_session(token, &signed_in).await.unwrap();
        self.cookies.insert("parvalde_session".to_owned(), token.to_owned());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_a_session_ended_is_back_in_its_form_for_that_officer_alone() {
    const WORDS: &str = "Saw+the+birth+record+itself";
    for house in houses("desk_typed").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let token = |n: u32| format!("{:032x}", 0xa000_0000_u32 + n);
        let path = format!("{case}/do/judge");
        let form = |token: &str| {
            let form = web::session::form_token(token);
            format!("form-token={form}&version=1&judge-fact=&judge-value=true&judge-reasons={WORDS}")
        };
        let mut jar = Jar { house: &house, cookies: BTreeMap::new() };
        jar.session("case", &token(1), -1).await;
        let events = house.office.position().await.unwrap();
        // A form without the token of that session is nobody's, and is not kept.
        let forged = jar.ask("POST", &path, Some(form(&token(9)))).await;
        assert!(forged.status.is_client_error() && !jar.cookies.contains_key("parvalde_typed"), "{}", forged.status);
        let late = jar.ask("POST", &path, Some(form(&token(1)))).await;
        assert_eq!(late.leads(), "/sign-in?next=/work/kept");
        let secret = jar.cookies["parvalde_typed"].clone();
        assert_eq!(house.office.position().await.unwrap(), events, "nothing was done");
        // What waits is sealed.
        let waits = house.office.waiting(&secret, "typed").await.unwrap().unwrap();
        assert!(!waits.contains("birth") && !waits.contains("judge"), "{waits}");
        jar.ask("GET", "/sign-in", None).await.says(&["What you had typed is kept"]);
        // Somebody else signs in at the same browser: it is not theirs.
        jar.session("case-2", &token(2), 600).await;
        assert_eq!(jar.ask("GET", "/work/kept", None).await.leads(), "/work");
        let other = jar.ask("GET", &case, None).await;
        assert!(!other.says(&[]).html.contains("birth record"), "another officer reads it");
        // The officer comes back: it stands in its form, open, and nothing was sent.
        jar.session("case", &token(3), 600).await;
        assert_eq!(jar.ask("GET", "/work/kept", None).await.leads(), case);
        let page = jar.ask("GET", &case, None).await;
        page.says(&["What you had typed is back", ">Saw the birth record itself</textarea>"]);
        assert!(page.html.contains("open") && page.html.contains("Judge a fact"));
        assert_eq!(jar.ask("GET", &case, None).await.status, StatusCode::OK, "it stays until it is sent");
        // On other pages there is nothing of it.
        assert!(!jar.ask("GET", "/work", None).await.html.contains("birth record"));
        // Forgotten when its owner says so.
        let forget = format!("form-token={}", web::session::form_token(&token(3)));
        assert_eq!(jar.ask("POST", "/work/kept", Some(forget)).await.leads(), "/work");
        assert!(house.office.waiting(&secret, "typed").await.unwrap().is_none());
        assert!(!jar.ask("GET", &case, None).await.html.contains("birth record"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_every_kind_come_back_and_are_forgotten_once_they_are_sent() {
    for house in houses("desk_typed_kinds").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let purpose = format!("purpose=case:{number}");
        let at = format!("/work/persons/{}", person(1));
        let mut jar = Jar { house: &house, cookies: BTreeMap::new() };
        for (nth, (who, path, field)) in [
            ("case", format!("{case}/decide"), "propose-reasons"),
            ("case", format!("{at}/change?{purpose}"), "basis-issuer"),
            ("case", format!("{at}/correct/1002?{purpose}"), "reason"),
            ("counter", format!("{at}/statements?{purpose}"), "recipient"),
            ("case", format!("{case}/do/note-message"), "note-message-words"),
            ("case", "/work/begin".to_owned(), "basis"),
            ("auditor", "/work/watched".to_owned(), "reason"),
            ("approver", "/work/refunds".to_owned(), "refund-reason"),
            ("case", "/work/find".to_owned(), "q"),
        ]
        .into_iter()
        .enumerate()
        {
            let token = format!("{:032x}", 0xb000_0000_usize + nth * 2);
            let fresh = format!("{:032x}", 0xb000_0001_usize + nth * 2);
            let begun = house.office.begun_by_office().first().map(|one| one.id().to_owned()).unwrap_or_default();
            jar.session(who, &token, -1).await;
            let form = web::session::form_token(&token);
            let body = format!("form-token={form}&kind=name&procedure={begun}&{field}=Typed+in+vain");
            assert_eq!(jar.ask("POST", &path, Some(body)).await.leads(), "/sign-in?next=/work/kept", "{path}");
            jar.session(who, &fresh, 600).await;
            let back = jar.ask("GET", "/work/kept", None).await.leads();
            let page = jar.ask("GET", &back, None).await;
            page.says(&["What you had typed is back", "Typed in vain"]);
        }
        // Sent, it is gone.
        let token = format!("{:032x}", 0xc000_0000_u32);
        jar.session("case", &token, -1).await;
        let form = web::session::form_token(&token);
        let path = format!("{case}/do/note-message");
        let body = |form: &str| format!("form-token={form}&note-message-channel=phone&note-message-words=Called+at+noon");
        jar.ask("POST", &path, Some(body(&form))).await.leads();
        let fresh = format!("{:032x}", 0xc000_0001_u32);
        jar.session("case", &fresh, 600).await;
        jar.ask("GET", &case, None).await.says(&["Called at noon"]);
        assert_eq!(jar.ask("POST", &path, Some(body(&web::session::form_token(&fresh)))).await.leads(), case);
        assert!(!jar.cookies.contains_key("parvalde_typed"));
        assert!(!jar.ask("GET", &case, None).await.html.contains("What you had typed is back"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn colours_are_chosen_once_and_kept_and_the_design_is_on_one_page() {
    for house in houses("desk_design").await {
        let mut jar = Jar { house: &house, cookies: BTreeMap::new() };
        for lang in ["en", "lv"] {
            let request = Request::builder().uri(format!("/{lang}/design")).body(Body::empty()).unwrap();
            let response = house.router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
        }
        let page = jar.ask("GET", "/design", None).await;
        crate::pages::hold("/design", &page);
        page.says(&["accent-deep", "Hard to undo", "One line at fault", "the second condition"]);
        assert!(!page.html.contains("data-scheme"), "the device decides until somebody chooses");
        let dark = jar.ask("GET", "/design?scheme=dark", None).await;
        assert!(dark.html.contains("data-scheme=\"dark\""));
        assert!(jar.ask("GET", "/services", None).await.html.contains("data-scheme=\"dark\""), "the choice is kept");
        jar.ask("GET", "/services?scheme=light", None).await;
        assert!(jar.ask("GET", "/offices", None).await.html.contains("data-scheme=\"light\""));
    }
}
