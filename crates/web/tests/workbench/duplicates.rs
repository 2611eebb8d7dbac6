//! The registrar's list of duplicates, and the officer who is about to enter somebody twice.

use crate::browser::{Browser, browser};
use crate::house::{House, houses, person};
use crate::pages::hold;
use axum::http::StatusCode;

/// Persons 4 and 5 are like person 1.
async fn with_duplicates(house: &House) {
    for number in [4, 5] {
        house.enter(number, "Ilze", "Piemera", "1992-07-01", "citizen", None).await;
    }
    while house.office.look_for_duplicates().await.unwrap().behind {}
}

fn pair(a: u64, b: u64) -> String {
    format!("/work/duplicates/{}.{}", person(a), person(b))
}

async fn answer(browser: &Browser<'_>, path: &str, answer: &str, reason: &str) -> crate::browser::Shown {
    let fields = [
        ("answer", answer),
        ("reason", reason),
        ("basis-kind", "decision"),
        ("basis-date", "2026-11-24"),
        ("basis-issuer", "Office"),
        ("basis-country", "LVA"),
    ];
    browser.send(path, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_is_answered_from_the_list_and_does_not_come_up_again() {
    for house in houses("bench_duplicates").await {
        let approver = browser(&house, "approver");
        approver.open("/work/duplicates").await.says(&["No pair waits", "More was entered since"]);
        with_duplicates(&house).await;
        let list = approver.open("/work/duplicates").await;
        list.says(&[
            "Ilze Piemēra",
            "Ilze Piemera",
            "Surname",
            "Birth date",
            ">agrees<",
            "One person",
            "Two persons",
        ]);
        assert!(!list.html.contains("More was entered since"));
        assert_eq!(list.html.matches("Likely one person").count(), 3);
        // Which record stays is chosen first; then, entry by entry, what it says.
        let which = approver.open(&format!("{}?answer=one", pair(1, 4))).await;
        which.says(&["399900-00001", "399900-00004", "Which record stays?"]);
        let both = format!("{}/{}", pair(1, 4), person(1));
        assert!(which.attributes("href").iter().any(|href| href.ends_with(&both)), "{}", which.html);
        let form = approver.open(&both).await;
        form.says(&["Record that stays", "Record that is given up"]);
        let name =
            form.attributes("name").into_iter().find(|name| name.starts_with("whose-")).unwrap().to_owned();
        let seen =
            form.html.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let join = async |reason: &str, seen: &str| {
            let fields = [
                (name.as_str(), "other"),
                ("seen", seen),
                ("reason", reason),
                ("basis-kind", "decision"),
                ("basis-date", "2026-11-24"),
                ("basis-issuer", "Office"),
                ("basis-country", "LVA"),
            ];
            approver.send(&both, &fields).await
        };
        let silent = join("", &seen).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.attributes("href").contains(&"#reason"), "{}", silent.html);
        assert_eq!(join("one passport", "7-7").await.status, StatusCode::CONFLICT);
        let third = approver.open(&format!("{}/{}", pair(1, 4), person(3))).await;
        assert_eq!(third.status, StatusCode::NOT_FOUND);
        assert_eq!(join("one passport", &seen).await.leads(), "/work/duplicates");
        let kept = approver.open(&format!("/work/persons/{}?purpose=basis:mk134", person(1))).await;
        kept.says(&["Piemera"]);
        // 4 was given up, so only 1 and 5 are left.
        let list = approver.open("/work/duplicates").await;
        assert_eq!(list.html.matches("Likely one person").count(), 1);
        let late = answer(&approver, &pair(4, 5), "two-persons", "too late").await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.html);
        let two = answer(&approver, &pair(1, 5), "two-persons", "cousins, both were here").await;
        assert_eq!(two.leads(), "/work/duplicates");
        approver.open("/work/duplicates").await.says(&["No pair waits"]);
        let settled = approver.open("/work/duplicates/settled").await;
        settled.says(&["cousins, both were here", "Officer approver", "Take back that they are two"]);
        let open = approver.open(&format!("{}?answer=open", pair(1, 5))).await;
        open.says(&["waits for an answer again"]);
        answer(&approver, &pair(1, 5), "open", "a mistake").await.leads();
        assert_eq!(approver.open("/work/duplicates").await.html.matches("Likely one person").count(), 1);
        for path in
            [format!("/work/duplicates/{}", person(1)), pair(1, 77), "/work/duplicates/x.y".to_owned()]
        {
            assert_eq!(approver.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(answer(&approver, &pair(1, 5), "one", "no verdict").await.status, StatusCode::NOT_FOUND);
        let examiner = browser(&house, "case");
        assert_eq!(
            examiner.open(&format!("{}/{}", pair(1, 5), person(1))).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(examiner.open(&pair(1, 5)).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_hold_in_both_languages_and_versions() {
    for house in houses("bench_dup_pages").await {
        with_duplicates(&house).await;
        for path in [
            "/work/duplicates".to_owned(),
            format!("{}?answer=one", pair(1, 4)),
            format!("{}?answer=two", pair(1, 4)),
            format!("{}/{}", pair(1, 4), person(1)),
            "/work/duplicates/settled".to_owned(),
        ] {
            for lang in ["lv", "en"] {
                let mut browser = browser(&house, "approver");
                browser.lang = lang;
                hold(&path, &browser.open(&path).await);
                hold(&format!("{path} view=text"), &browser.as_text(&path).await);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_enters_a_child_is_asked_about_those_who_are_alike() {
    for house in houses("bench_alike").await {
        let officer = browser(&house, "case");
        let path = format!("/work/persons/{}/acts/birth?purpose=basis:mk134", person(3));
        let field = format!("distinct-{}", person(1));
        let fields = |reason: &'static str| {
            vec![
                ("given", "Ilze"),
                ("surname", "Piemera"),
                ("sex", "female"),
                ("status", "citizen"),
                ("on", "1992-07-01"),
                ("body", "civil-registry"),
                ("basis-kind", "birth-record"),
                ("basis-date", "2026-11-24"),
                ("basis-issuer", "Office"),
                ("basis-country", "LVA"),
                ("why", reason),
            ]
        };
        let send = async |reason: &'static str| {
            let mut fields = fields(reason);
            fields.last_mut().unwrap().0 = &field;
            officer.send(&path, &fields).await
        };
        let asked = send("").await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.html);
        for words in ["Probably in the register already", "399900-00001", "Surname", "Say why Ilze Piemēra"]
        {
            assert!(asked.html.contains(words), "{words}: {}", asked.html);
        }
        assert!(asked.html.contains("value=\"Piemera\""), "what was written is kept");
        assert!(
            asked.attributes("href").contains(&format!("#{field}").as_str()),
            "the summary leads to the field"
        );
        let entered = send("a cousin of the same day").await.leads();
        officer.open(&entered).await.says(&["Ilze Piemera"]);
    }
}
