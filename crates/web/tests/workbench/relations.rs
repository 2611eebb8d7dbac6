//! The relatives of a person: a tree that the list repeats, each a link under the same purpose, each in the trace.

use crate::browser::browser;
use crate::house::{BASIS, houses, person};
use crate::pages::hold;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_counter_enters_how_somebody_is_reached_and_nothing_else() {
    for house in houses("bench_contact").await {
        let counter = browser(&house, "counter");
        let (read, purpose) = (format!("/work/persons/{}", person(1)), "purpose=basis:mk134");
        let form = format!("{read}/acts/contact-given?{purpose}");
        counter.open(&format!("{read}?{purpose}")).await.says(&["Enter an e-mail address"]);
        let page = counter.open(&form).await;
        hold(&form, &page);
        page.says(&["May be left empty for what the person says themselves"]);
        let fields = [
            ("contact-channel", "email"),
            ("contact", "ilze@example.com"),
            ("on", "2026-11-24"),
            ("body", "office"),
            ("basis-kind", "application"),
            ("basis-date", "2026-11-24"),
            ("basis-country", "LVA"),
        ];
        let entered = counter.send(&form, &fields).await.leads();
        counter.open(&entered).await.says(&["ilze@example.com"]);
        for path in [format!("{read}/acts?{purpose}"), format!("{read}/acts/name-change?{purpose}")] {
            assert_eq!(counter.open(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let name = [("given", "Anna"), ("surname", "Cita"), fields[2], fields[3], fields[5], fields[6]];
        let sent = counter.send(&format!("{read}/acts/name-change?{purpose}"), &name).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert_eq!(browser(&house, "approver").open(&form).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn relatives_are_named_drawn_and_traced() {
    for house in houses("bench_relations").await {
        let basis = |kind: &str| json!({ "kind": kind, "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA" });
        let wedding = json!({
            "event": { "act": "marriage", "one": person(1), "other": { "person": person(2) } },
            "on": "2026-11-20", "body": "civil-registry", "basis": basis("marriage-record"),
        });
        let done = house.post("case", "/civil-acts", &[BASIS], wedding).await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
        let officer = browser(&house, "case");
        // A birth by the form: the child has both as parents.
        let birth = [
            ("given", "Mārtiņš"),
            ("surname", "Paraugs"),
            ("sex", "male"),
            ("status", "citizen"),
            ("second-parent", "399900-00002"),
            ("on", "2026-11-21"),
            ("body", "civil-registry"),
            ("basis-kind", "birth-record"),
            ("basis-date", "2026-11-22"),
            ("basis-issuer", "Registry"),
            ("basis-country", "LVA"),
        ];
        let purpose = "purpose=basis:mk134";
        let born = officer.send(&format!("/work/persons/{}/acts/birth?{purpose}", person(1)), &birth).await;
        let child = born.leads();
        let read = format!("/work/persons/{}?{purpose}", person(1));
        for lang in ["lv", "en"] {
            let mut officer = browser(&house, "case");
            officer.lang = lang;
            let page = officer.open(&read).await;
            hold(&read, &page);
            let tree = page.html.split("picture tree").nth(1).unwrap().split("</figure>").next().unwrap();
            for name in ["Ilze", "Jānis Paraugs", "Mārtiņš Paraugs"] {
                assert!(tree.contains(name), "{name}: {tree}");
            }
            assert!(tree.contains(&format!("/work/persons/{}?{purpose}", person(2))), "{tree}");
            let text = officer.as_text(&read).await;
            hold(&format!("{read} view=text"), &text);
            text.says(&["Jānis Paraugs", "Mārtiņš Paraugs"]);
        }
        let page = officer.open(&child).await;
        page.says(&["Parent:", "Jānis Paraugs", "Ilze Piemēra"]);
        // Nobody's name was read without a trace: the spouse's too.
        let own = browser(&house, "auditor").open("/work/trace").await;
        own.says(&[&person(2).to_string(), "name, personal code, birth, status"]);
        // Who has no relatives has no tree.
        let alone = officer.open(&format!("/work/persons/{}?{purpose}", person(3))).await;
        assert!(!alone.html.contains("picture tree"), "{}", alone.html);
    }
}
