//! The desk: one field that finds, one step to the next, lists that leave nothing hidden to guess and keys that are there
//! once.

use crate::browser::{Browser, Shown, browser};
use crate::house::{House, houses, person};
use crate::journey::{give, proposed, served, taken_in};
use crate::twins::twins;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use office::actor::Actor;
use office::files::CheckedFile;
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
        // Every command of the case has one; that of the open one stands inside of it.
        let officer = browser(&house, "case");
        let page = officer.open(&case).await;
        let commands = page.html.matches("<details class=\"more command\"").count();
        let lines = page.html.matches("<summary accesskey=").count();
        assert!(commands > 5 && lines + 1 >= commands, "{lines} of {commands} have a key");
        // The key of the command that is open leads on from there, and does not close it.
        let (_, open) = page.html.split_once("<details class=\"more command\" open>").unwrap();
        let (open, _) = open.split_once("</details>").unwrap();
        assert!(open.starts_with("<summary>") && open.matches("accesskey=").count() == 1, "{open}");
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
        find("passport", "").await.says(&[
            "Services",
            "/services/passport.citizen",
            "Take in an application",
        ]);
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
        // Whoever looks for a code or a day is not told to try with less of the name.
        let nobody = find("399900-00099", &purpose).await;
        nobody.says(&["Nobody in the register has this personal code"]);
        assert!(!nobody.html.contains("less of the name"));
        let no_day = find("31.02.1992", &purpose).await;
        assert_eq!(no_day.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(no_day.html.contains("There is no such day"), "{}", no_day.html);
        // An own purpose is none, and too little is told at its field.
        let own = find("Piemēra", "own").await;
        assert!(!own.says(&[]).html.contains("Ilze"));
        let short = find("a", "").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (who, status) in [("accountant", 403), ("operator", 403), ("auditor", 403), ("", 401)] {
            let sent = browser(&house, who).send("/work/find", &[("q", "Piemēra"), ("for", &purpose)]).await;
            assert!(
                sent.status.as_u16() >= status.min(401) && !sent.html.contains("Ilze"),
                "{who}: {}",
                sent.status
            );
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
                let page = if fields.is_empty() {
                    browser.open(path).await
                } else {
                    browser.send(path, &fields).await
                };
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
        counter.open("/work/office-day?day=2026-11-25").await.says(&[
            "Counter 1",
            "Free times",
            "11:00",
            "Did not come",
        ]);
        let officer = browser(&house, "case");
        officer.open("/work").await.says(&["Take up the next", "Ilze Piemēra"]);
        assert_eq!(officer.open("/work/next").await.leads(), case);
        let number = case.rsplit('/').next().unwrap();
        assert_eq!(officer.open(&format!("/work/next?after={number}")).await.leads(), "/work");
        proposed(&house, &case, "case").await;
        let approver = browser(&house, "approver");
        approver.open("/work/approvals").await.says(&[
            "Ilze Piemēra",
            "Officer case",
            &format!("{case}/review"),
        ]);
        assert_eq!(approver.open("/work/next").await.leads(), format!("{case}/review"));
        assert_eq!(browser(&house, "counter").open("/work/approvals").await.status, StatusCode::FORBIDDEN);
        // The letter stands beside the decision before it is signed.
        approver.open(&format!("{case}/review")).await.says(&[
            "The letter as it would read",
            "Lēmums",
            "Ilze Piemēra",
        ]);
        let draft = approver.open(&format!("{case}/draft")).await;
        draft.says(&["Piemērotās tiesību normas"]);
        // The client wants to be written to in English: the translation stands under the original, as it goes out.
        let original = draft.html.find("Piemērotās tiesību normas").unwrap();
        let translated = draft.html.find(">Translation<").expect("no translation");
        assert!(original < translated && draft.html[translated..].contains("English"), "{}", draft.html);
        assert!(!draft.html[translated..].contains("Piemērotās tiesību normas"), "{}", draft.html);
        let load = approver.open("/work/load").await;
        load.says(&["By officer", "By service", "In time"]);
        assert_eq!(browser(&house, "accountant").open("/work/load").await.status, StatusCode::FORBIDDEN);
        // What cannot be done, and why.
        let shown = officer.open(&case).await;
        shown.says(&[
            "What cannot be done now, and why",
            "This cannot be done while the case is in the stage",
        ]);
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
        for (name, bytes, part, sandboxed) in [
            ("photo.png", point(), "<img class=\"seen\"", true),
            ("act.pdf", PDF.to_vec(), "<iframe class=\"seen\"", false),
        ] {
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
            assert!(
                policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"),
                "{policy}"
            );
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

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_entered_again_and_a_stage_is_called_what_it_is() {
    for house in houses("desk_evidence").await {
        let case = taken_in(&house).await;
        let counter = browser(&house, "counter");
        give(&counter, &case, "identify", &[("document", "XX0000001")]).await;
        // Nothing says that identity is a stage: what is waited for is the fee.
        counter.open(&case).await.says(&["Awaiting payment"]);
        give(&counter, &case, "record-evidence", &[("evidence", "photo")]).await;
        counter.open(&case).await.says(&["On file already; record it once more, or put it right."]);
        give(&counter, &case, "record-evidence", &[("evidence", "fingerprints")]).await;
        give(&counter, &case, "record-evidence", &[("evidence", "photo"), ("note", "taken anew")]).await;
        counter.open(&case).await.says(&["taken anew"]);
    }
}
