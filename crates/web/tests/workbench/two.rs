//! Two records of one person by the forms of the approver: joined, changed, parted, and what was left decided.

use crate::browser::{Browser, browser};
use crate::house::{House, houses, person};
use crate::pages::hold;
use axum::http::StatusCode;

const PURPOSE: &str = "purpose=basis:mk134";

fn page(rest: &str) -> String {
    format!("/work/persons/{}{rest}?{PURPOSE}", person(1))
}

fn both(step: &str) -> String {
    page(&format!("/{step}/{}", person(2)))
}

/// The basis and reason of a form, with what it has seen.
fn filled<'a>(seen: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("seen", seen),
        ("reason", "Both were entered from the same passport"),
        ("basis-kind", "decision"),
        ("basis-date", "2026-11-24"),
        ("basis-issuer", "Office"),
        ("basis-country", "LVA"),
    ];
    fields.extend_from_slice(more);
    fields
}

/// Joins the second record into the first, whose name gives way.
async fn joined(approver: &Browser<'_>) {
    let form = approver.open(&both("merge")).await;
    let seen = form.hidden("seen");
    let done = approver.send(&both("merge"), &filled(&seen, &[("whose-1001", "other")])).await;
    assert_eq!(done.leads(), page(""));
}

/// Somebody enters that the first person moved.
async fn moved(house: &House) {
    let officer = browser(house, "case");
    let change = page("/change");
    let version = officer.open(&format!("{change}&kind=residence")).await.hidden("version");
    let fields = [
        ("kind", "residence"),
        ("version", version.as_str()),
        ("residence", "declared"),
        ("municipality", "LV0001000"),
        ("address", "Ezera iela 2, Rīga"),
        ("on", "2026-11-20"),
        ("basis-kind", "declaration"),
        ("basis-date", "2026-11-24"),
        ("basis-issuer", "Office"),
        ("basis-country", "LVA"),
    ];
    officer.send(&change, &fields).await.leads();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_are_found_compared_joined_parted_and_settled() {
    for house in houses("bench_two").await {
        let mut approver = browser(&house, "approver");
        approver.open(&page("")).await.says(&["Join with another record"]);
        // The record itself is not offered.
        let found = approver.send(&page("/merge"), &[("text", "paraugs")]).await;
        found.says(&["Jānis Paraugs"]);
        assert!(
            found.attributes("href").contains(&format!("/en{}", both("merge")).as_str()),
            "{}",
            found.html
        );
        let own = approver.send(&page("/merge"), &[("code", "399900-00001")]).await;
        own.says(&["No other record is found"]);

        let form = approver.open(&both("merge")).await;
        form.says(&[
            "Ilze Piemēra",
            "Jānis Paraugs",
            "agrees",
            "differs: choose",
            "leads to the record that stays",
        ]);
        joined(&approver).await;
        approver.open(&page("")).await.says(&["Jānis Paraugs", "Part from the record"]);
        let given_up = format!("/work/persons/{}?{PURPOSE}", person(2));
        approver.open(&given_up).await.says(&["This record was given up"]);

        moved(&house).await;
        for lang in ["lv", "en"] {
            approver.lang = lang;
            hold("split", &approver.open(&both("split")).await);
            hold("split view=text", &approver.as_text(&both("split")).await);
        }
        let form = approver.open(&both("split")).await;
        form.says(&["Ezera iela 2, Rīga", "not decided yet"]);
        // The move alone was entered since; that it ended the residence before it goes with it.
        assert!(!form.html.contains("whose-3000"), "{}", form.html);
        let (seen, later) = (form.hidden("seen"), [("whose-3001", "")]);
        assert_eq!(approver.send(&both("split"), &filled(&seen, &later)).await.leads(), page(""));
        let parted = approver.open(&page("")).await;
        parted.says(&["Ilze Piemēra", "it is not decided yet which of the two persons"]);
        assert!(!parted.html.contains("Part from the record"), "{}", parted.html);

        for lang in ["lv", "en"] {
            approver.lang = lang;
            hold("undecided", &approver.open(&both("undecided")).await);
        }
        let form = approver.open(&both("undecided")).await;
        form.says(&["Ezera iela 2, Rīga"]);
        let seen = form.hidden("seen");
        let nothing = approver.send(&both("undecided"), &filled(&seen, &[])).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.html);
        let theirs = filled(&seen, &[("whose-3001", "restored")]);
        assert_eq!(approver.send(&both("undecided"), &theirs).await.leads(), page(""));
        let settled = approver.open(&page("")).await;
        assert!(!settled.html.contains("it is not decided yet"), "{}", settled.html);
        settled.says(&["Sudrabziedu iela 12-34"]);
        approver.open(&given_up).await.says(&["Ezera iela 2, Rīga", "Jānis Paraugs"]);
        approver.open(&both("undecided")).await.says(&["Nothing waits for a decision"]);
        // It is an entry like any other: it can be corrected.
        let officer = browser(&house, "case");
        let read = officer.open(&given_up).await;
        let wrong = read.attributes("href").into_iter().rfind(|href| href.contains("/correct/")).unwrap();
        officer
            .open(&wrong.strip_prefix("/en").unwrap().replace("&amp;", "&"))
            .await
            .says(&["never was true"]);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_in_joining_and_parting_are_told_and_nothing_is_written() {
    for house in houses("bench_two_wrong").await {
        let approver = browser(&house, "approver");
        for who in ["case", "counter", "auditor"] {
            for path in [page("/merge"), both("merge"), both("split"), both("undecided")] {
                let shown = browser(&house, who).open(&path).await;
                assert_eq!(shown.status, StatusCode::FORBIDDEN, "{who} at {path}");
                let sent = browser(&house, who).send(&path, &filled("1-1", &[])).await;
                assert_eq!(sent.status, StatusCode::FORBIDDEN, "{who} at {path}");
            }
            let read = browser(&house, who).open(&page("")).await;
            assert!(!read.html.contains("Join with another record"), "{who}");
        }
        let before = house.office.position().await.unwrap();
        let empty = approver.send(&page("/merge"), &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let no_reason: Vec<(&str, &str)> =
            filled("1-1", &[]).into_iter().filter(|(name, _)| *name != "reason").collect();
        let no_basis: Vec<(&str, &str)> =
            filled("1-1", &[]).into_iter().filter(|(name, _)| *name != "basis-issuer").collect();
        for (fields, told) in [(no_reason, "Fill in"), (no_basis, "Enter who issued it")] {
            let shown = approver.send(&both("merge"), &fields).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", shown.html);
            assert!(shown.html.contains(told), "{told}: {}", shown.html);
        }
        // A page that did not see the records as they are, a record with itself, records that are not joined.
        let own = page(&format!("/merge/{}", person(1)));
        for (path, seen, told, status) in [
            (both("merge"), "9-9", "Somebody else changed", StatusCode::CONFLICT),
            (both("merge"), "", "Somebody else changed", StatusCode::CONFLICT),
            (own, "1-1", "Both are the same record", StatusCode::UNPROCESSABLE_ENTITY),
            (both("split"), "1-1", "not joined", StatusCode::CONFLICT),
        ] {
            let shown = approver.send(&path, &filled(seen, &[])).await;
            assert_eq!(shown.status, status, "{path}: {}", shown.html);
            assert!(shown.html.contains(told), "{told}: {}", shown.html);
        }
        for path in [both("split"), page("/merge/000000000000"), page("/merge/x"), page("/split/x")] {
            assert_eq!(approver.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(house.office.position().await.unwrap(), before, "nothing was written");

        joined(&approver).await;
        let again = approver.send(&both("merge"), &filled("2-2", &[])).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.html);
        assert!(again.html.contains("given up for another"), "{}", again.html);
    }
}
