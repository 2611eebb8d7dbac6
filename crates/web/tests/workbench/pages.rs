//! What every page of the workbench holds to, in both languages and both versions.

use crate::browser::{Shown, browser};
use crate::house::{houses, person};
use crate::journey::{proposed, served, taken_in};
use std::collections::BTreeSet;

/// Names, codes and numbers that no address may hold.
const PERSONAL: [&str; 5] = ["39990", "XX0000001", "Ilze", "Piem", "Sudrab"];

pub fn hold(path: &str, page: &Shown) {
    page.says(&[]);
    let mut ids = BTreeSet::new();
    for id in page.attributes("id") {
        assert!(ids.insert(id), "{path}: `{id}` is there twice");
    }
    for target in page.attributes("for").into_iter().chain(page.attributes("aria-describedby")) {
        for id in target.split(' ') {
            assert!(ids.contains(id), "{path}: nothing is called `{id}`");
        }
    }
    for href in page.attributes("href").into_iter().chain(page.attributes("action")) {
        assert!(PERSONAL.iter().all(|sign| !href.contains(sign)), "{path}: {href}");
        if let Some(anchor) = href.strip_prefix('#') {
            assert!(ids.contains(anchor), "{path}: {href} leads nowhere");
        }
    }
    let inline = page.html.split("<script").skip(1).any(|tag| !tag.starts_with(" src=\"/assets/"));
    assert!(!inline && !page.html.contains(" style="), "{path}");
    for field in page.html.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea")) {
        let hidden = field.contains("type=\"hidden\"");
        assert!(hidden || field.contains(" id=\""), "{path}: a field without a label: {field}");
    }
    assert_eq!(page.html.matches("<h1").count(), 1, "{path}: one heading of the first level");
    assert!(
        !page.html.contains("<svg") || !path.contains("view=text"),
        "{path}: a drawing in the text version"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_holds_to_it_in_both_languages_and_versions() {
    for house in houses("bench_pages").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let read = format!("/work/persons/{}?purpose=case:{number}", person(1));
        let change = format!("/work/persons/{}/change?purpose=case:{number}", person(1));
        let statements = format!("/work/persons/{}/statements?purpose=case:{number}", person(1));
        let mut list = vec![
            ("counter", "/work".to_owned()),
            ("counter", "/work/queue".to_owned()),
            ("counter", "/work/queue?day=2026-11-28".to_owned()),
            ("counter", "/work/apply?service=passport.citizen".to_owned()),
            ("counter", case.clone()),
            ("case", "/work".to_owned()),
            ("case", "/work/cases".to_owned()),
            ("case", "/work/cases?stage=hearing".to_owned()),
            ("case", case.clone()),
            ("case", format!("{case}/decide")),
            ("case", "/work/persons".to_owned()),
            ("case", "/work/household".to_owned()),
            ("approver", read.clone()),
            ("approver", format!("/work/persons/{}/merge?purpose=case:{number}", person(1))),
            ("approver", format!("/work/persons/{}/merge/{}?purpose=case:{number}", person(1), person(2))),
            ("case", read),
            ("case", change.clone()),
            ("counter", statements.clone()),
            ("approver", statements),
            ("auditor", "/work".to_owned()),
            ("auditor", "/work/trace".to_owned()),
            ("auditor", "/work/emergencies".to_owned()),
            ("auditor", "/work/emergencies?state=all".to_owned()),
            ("auditor", "/work/rights".to_owned()),
            ("case", format!("/work/emergency?person={}", person(1))),
            ("case", format!("/work/emergency?case={number}")),
            ("auditor", "/work/retention".to_owned()),
            ("approver", "/work/retention".to_owned()),
            ("operator", "/work/system".to_owned()),
        ];
        for kind in ["name", "residence", "status", "citizenship", "sex", "birth", "ban", "death"] {
            list.push(("case", format!("{change}&kind={kind}")));
        }
        for (who, path) in list {
            for lang in ["lv", "en"] {
                let mut browser = browser(&house, who);
                browser.lang = lang;
                hold(&path, &browser.open(&path).await);
                hold(&format!("{path} view=text"), &browser.as_text(&path).await);
            }
        }
        proposed(&house, &case, "case").await;
        let approver = browser(&house, "approver");
        hold("review", &approver.open(&format!("{case}/review")).await);
    }
}
