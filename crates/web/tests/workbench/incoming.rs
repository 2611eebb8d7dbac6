//! What came in by gateways, on the workbench and over the API: the list, one in full, giving it to a case and beginning
//! one with it.

use crate::browser::browser;
use crate::house::{House, SERVICE, houses, person};
use crate::journey::{proposed, served, taken_in};
use crate::pages::hold;
use crate::payments::applied;
use axum::http::StatusCode;
use office::post::{Carrier, Found, Item, Message, Receipt, Word};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// A gateway with some messages, which refuses whatever it gets.
#[derive(Default)]
struct Gateway(Mutex<Vec<Message>>, Mutex<Vec<Item>>);

impl Carrier for Gateway {
    fn ways(&self) -> BTreeSet<String> {
        BTreeSet::from(["e-address".to_owned()])
    }
    fn hand_over(&self, item: &Item) -> Result<(), String> {
        self.1.lock().unwrap().push(item.clone());
        Ok(())
    }
    fn receipts(&self) -> Result<Vec<Receipt>, String> {
        let refused = |item: Item| Receipt {
            place: item.id.clone(),
            item: item.id.clone(),
            hash: "1".to_owned(),
            said: Ok((item.files[0].sha256.clone(), Word::Refused { reason: "No such address".to_owned() })),
        };
        Ok(self.1.lock().unwrap().drain(..).map(refused).collect())
    }
    fn message(&self) -> Result<Option<Found>, String> {
        let list = self.0.lock().unwrap();
        Ok(list.first().map(|message| Found { place: message.id.clone(), message: Ok(message.clone()) }))
    }
    fn taken(&self, place: &str) -> Result<(), String> {
        self.0.lock().unwrap().retain(|message| message.id != place);
        Ok(())
    }
    fn set_aside(&self, place: &str, _: &str) -> Result<(), String> {
        self.taken(place)
    }
}

async fn brought(house: &House) {
    let message = |id: &str, code: Option<&str>| Message {
        id: id.to_owned(),
        hash: id.to_owned(),
        at: "2026-11-24T06:00:00Z".parse().unwrap(),
        sender: "Sender <b>of</b> mail".to_owned(),
        personal_code: code.map(str::to_owned),
        subject: "A question".to_owned(),
        text: "How long does it take?\n<script>alert(1)</script>".to_owned(),
        case: None,
        files: Vec::new(),
    };
    let list = vec![message("a", None), message("b", Some("399900-00002"))];
    house.office.connect_post(Arc::new(Gateway(Mutex::new(list), Mutex::default())));
    while house.office.collect_post().await.unwrap() > 0 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_gives_what_came_in_to_a_case_or_begins_one() {
    for house in houses("bench_incoming").await {
        let case = applied(&house).await;
        let counter = browser(&house, "counter");
        assert!(!counter.open("/work").await.html.contains("/work/incoming"), "nothing waits");
        brought(&house).await;
        counter.open("/work").await.says(&["2 messages wait for a case", "/work/incoming"]);
        let list = counter.open("/work/incoming").await;
        hold("list", &list);
        list.says(&["In the register", "Not in the register"]);
        let told = house.get("counter", "/incoming", &[]).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let id = |nr: usize| told.body["items"][nr]["id"].as_str().unwrap().to_owned();
        assert!(!told.body.to_string().contains("question"), "the list says nothing of what they say");

        let path = format!("/work/incoming/{}", id(0));
        let page = counter.open(&path).await;
        hold("one", &page);
        page.says(&["How long does it take?", "Sender &lt;b&gt;of&lt;/b&gt; mail"]);
        assert!(!page.html.contains("<script>alert"), "what came in runs nowhere");
        assert!(!page.html.contains(&format!("{path}/begin")), "nothing is begun for somebody unknown");
        for (wrong, words) in
            [("", "Fill in this field"), ("0ABC", "There is no case"), ("00000000000Z", "There is no case")]
        {
            let kept = counter.send(&format!("{path}/assign"), &[("case", wrong)]).await;
            assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(kept.html.contains(words), "{}", kept.html);
        }
        let empty = counter.send(&format!("{path}/put-aside"), &[("reason", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let away = counter.send(&format!("{path}/put-aside"), &[("reason", "Advertising <b>")]).await;
        assert_eq!(away.leads(), "/work/incoming?done=aside");
        counter.open("/work/incoming?done=aside").await.says(&["It is put aside.", "/work/incoming/aside"]);
        let list = counter.open("/work/incoming/aside").await;
        hold("aside", &list);
        list.says(&[path.as_str()]);
        let page = counter.open(&path).await;
        hold("one-aside", &page);
        page.says(&["Put aside on 24 November 2026", "Advertising &lt;b&gt;"]);
        let again = json!({ "reason": "Again" });
        let again = house.post("counter", &format!("/incoming/{}/put-aside", id(0)), &[], again).await;
        assert_eq!((again.status, again.problem()), (StatusCode::CONFLICT, "incoming-aside"));
        let aside = house.get("counter", "/incoming?aside=true", &[]).await;
        assert_eq!(aside.body["items"][0]["id"], json!(id(0)), "{}", aside.body);
        let number = case.grouped();
        let gone = counter.send(&format!("{path}/assign"), &[("case", number.as_str())]).await;
        assert_eq!(gone.leads(), format!("/work/cases/{case}"));
        counter.open(&format!("/work/cases/{case}")).await.says(&["How long does it take?"]);
        let again = counter.send(&format!("{path}/assign"), &[("case", number.as_str())]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        for who in ["approver", "auditor", "operator", "accountant"] {
            let officer = browser(&house, who);
            assert_eq!(officer.open("/work/incoming").await.status, StatusCode::FORBIDDEN, "{who}");
            assert_eq!(officer.open(&path).await.status, StatusCode::FORBIDDEN, "{who}");
            let taken = officer.send(&format!("{path}/begin"), &[("service", SERVICE)]).await;
            assert_eq!(taken.status, StatusCode::FORBIDDEN, "{who}");
        }

        let begin = format!("/incoming/{}/begin", id(1));
        let unknown = house.post("counter", &begin, &[], json!({ "service": "no.such" })).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.body);
        let extra = house.post("counter", &begin, &[], json!({ "service": SERVICE, "more": 1 })).await;
        assert_eq!(extra.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", extra.body);
        let begun = house.post("counter", &begin, &[], json!({ "service": SERVICE })).await;
        assert_eq!(
            (begun.status, &begun.body["person"]),
            (StatusCode::CREATED, &json!(person(2))),
            "{}",
            begun.body
        );
        let twice = house.post("counter", &begin, &[], json!({ "service": SERVICE })).await;
        assert_eq!((twice.status, twice.problem()), (StatusCode::CONFLICT, "incoming-assigned"));
        let empty = house.get("counter", "/incoming", &[]).await;
        assert_eq!(empty.body["items"], json!([]));
        let wrong = house.get("counter", "/dispatches/wrong", &[]).await;
        assert_eq!((wrong.status, &wrong.body["items"]), (StatusCode::OK, &json!([])));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_no_gateway_took_comes_before_the_desk() {
    for house in houses("bench_dispatch").await {
        house.office.connect_post(Arc::new(Gateway::default()));
        let case = taken_in(&house).await;
        served(&house, &case).await;
        proposed(&house, &case, "case").await;
        let api = case.replace("/work", "");
        assert_eq!(
            house.post("approver", &format!("{api}/approve"), &[], json!({})).await.status,
            StatusCode::OK
        );
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let (counter, officer) = (browser(&house, "counter"), browser(&house, "case"));
        counter.open(&case).await.says(&["The office sends it by itself when number and day are left empty"]);
        let version = counter.open(&case).await.hidden("version");
        let fields = [("version", version.as_str()), ("send-way", "e-address"), ("send-reference", "")];
        assert!(counter.send(&format!("{case}/do/send"), &fields).await.leads().starts_with(&case));
        counter.open(&case).await.says(&["waits for the word of the gateway"]);
        let again = house.post("counter", &format!("{api}/send"), &[], json!({ "way": "e-address" })).await;
        assert_eq!(
            (again.status, again.problem()),
            (StatusCode::CONFLICT, "dispatch-waits"),
            "{}",
            again.body
        );
        assert!(!officer.open("/work").await.html.contains("could not be sent"));
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        while house.office.collect_post().await.unwrap() > 0 {}
        for who in [&counter, &officer] {
            let start = who.open("/work").await;
            hold("start", &start);
            start.says(&["Decisions that could not be sent", &case, "refused by the gateway"]);
        }
        counter.open(&case).await.says(&["refused by the gateway", "No such address"]);
        let wrong = house.get("counter", "/dispatches/wrong", &[]).await;
        assert_eq!(wrong.body["items"][0]["state"], "refused", "{}", wrong.body);
        // By hand, with the number: nobody has to look any more.
        let by_hand = json!({ "way": "registered-post", "reference": "RR1LV" });
        let sent = house.post("counter", &format!("{api}/send"), &[], by_hand).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert!(!counter.open("/work").await.html.contains("could not be sent"));
    }
}
