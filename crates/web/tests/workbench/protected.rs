//! A record that is hidden cannot be told from one that is not there: two offices that differ in nothing else answer every
//! reading of the API and every page alike, to the byte, with traces of one length, and in times of one class; and with
//! the right they do not.

use crate::browser::browser;
use crate::house::{BASIS, House, house, person};
use crate::twins::{
    ALIKE, ASKERS, CHILD, HIDDEN, PASSPORT, Twins, asked_by, enter, every_get, every_page, lives, protect,
    trace_size, twins, why,
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use web::api::rate::Pace;

/// What both offices answer to a request, if it is the same.
async fn alike(one: &House, other: &House, who: &'static str, request: (&str, &str, Option<&Value>)) -> u16 {
    let (method, path, body) = request;
    let (token, headers) = asked_by(who);
    let text = body.map(Value::to_string);
    let a = one.ask(method, token, path, &headers, text.clone()).await;
    let b = other.ask(method, token, path, &headers, text.clone()).await;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(said(&a.bytes), said(&b.bytes), "{who} {method} {path} {text:?}");
    assert_eq!((a.status, &a.headers), (b.status, &b.headers), "{who} {method} {path} {text:?}");
    a.status.as_u16()
}

/// Searches and other readings that send something, and writing that fails.
fn sent(twins: &Twins) -> Vec<(&'static str, String, Value)> {
    let hidden = person(HIDDEN);
    let post = |who, path: &str, body: Value| (who, path.to_owned(), body);
    let mut all = vec![
        post("", "/documents/validity", json!({ "kind": "passport.citizen", "number": PASSPORT })),
        post("", "/statements/check", json!({ "code": twins.check_code })),
    ];
    for who in ["counter", "case", "approver", "institution"] {
        for text in ["Zane Kalna", "Kalna", "kalna zane 1988", "3999-0000004", "399900-00004", PASSPORT] {
            all.push(post(who, "/persons/search", json!({ "text": text })));
            all.push(post(who, "/persons/search", json!({ "text": text, "birth_date": "1988-02" })));
        }
        for text in ["Sudrabziedu iela 12", "Rītvēju", "Marta", "Piemēra Ilze"] {
            all.push(post(who, "/persons/search", json!({ "text": text, "include_dead": true })));
        }
        all.push(post(who, "/persons/lookup", json!({ "personal_code": "399900-00004" })));
        all.push(post(who, "/persons/lookup", json!({ "document_number": PASSPORT })));
        let house = json!({
            "municipality": "LV0001000", "address": "Sudrabziedu iela 12-34, Rīga", "from": "2026-01-01",
        });
        all.push(post(who, "/households", house));
    }
    let wanted = json!({ "kind": "full", "recipient": "Bank", "intended_use": "a loan" });
    let grant = json!({ "class": "staff", "basis": why(), "reason": "x" });
    let wedding = json!({
        "event": { "act": "marriage", "one": person(2), "other": { "person": hidden } }, "on": "2026-11-20",
        "body": "civil-registry",
        "basis": { "kind": "marriage-record", "number": "5", "date": "2026-11-20", "issuer": "Office", "country": "LVA" },
    });
    let merge = json!({ "other": hidden, "basis": why(), "reason": "one" });
    let moved = json!({ "on": "2026-11-01", "facts": [{ "kind": "ethnicity", "ethnicity": "latvian" }], "basis": why() });
    let verdict = json!({
        "one": hidden, "other": person(ALIKE), "verdict": "two-persons", "basis": why(), "reason": "two",
    });
    let applied = json!({
        "service": "passport.citizen", "subject": hidden, "applicant": hidden, "office": "riga-4", "lang": "en",
        "declared": { "speed": "normal" },
    });
    let channels = json!({ "questions": "post", "messages": "post", "delivery": "counter" });
    for who in ["counter", "case", "approver", "client-1"] {
        all.push(post(who, &format!("/persons/{hidden}/statements"), wanted.clone()));
        all.push(post(who, &format!("/persons/{hidden}/protections"), grant.clone()));
        all.push(post(who, &format!("/persons/{hidden}/changes"), moved.clone()));
        all.push(post(who, &format!("/persons/{hidden}/channels"), channels.clone()));
        all.push(post(who, "/civil-acts", wedding.clone()));
        all.push(post(who, &format!("/persons/{}/merge", person(ALIKE)), merge.clone()));
        all.push(post(who, "/duplicates/verdicts", verdict.clone()));
        all.push(post(who, "/cases", applied.clone()));
        for number in &twins.numbers {
            all.push(post(who, &format!("/cases/{number}/withdraw"), json!({ "words": "no more" })));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_answers_alike_with_a_hidden_record_and_without() {
    for twins in twins("hidden_api").await {
        let mut numbers = twins.numbers.clone();
        numbers.extend([1, CHILD, ALIKE].map(person));
        let (mut asked, mut found) = (0, 0);
        for path in every_get(&numbers) {
            for who in ASKERS {
                let status = alike(&twins.with, &twins.without, who, ("GET", &path, None)).await;
                asked += 1;
                found += u32::from(status == 200);
            }
        }
        // The walk would prove nothing if everything were refused.
        assert!(asked > 600 && found > 60, "{found} of {asked}");
        for (who, path, body) in sent(&twins) {
            alike(&twins.with, &twins.without, who, ("POST", &path, Some(&body))).await;
        }
        // Who looked, after all this; and what the operator counts.
        for who in ["client-1", "client-2"] {
            alike(&twins.with, &twins.without, who, ("GET", "/me/access-log", None)).await;
        }
        // Nothing was read of one that was not of the other, and nothing was missed.
        assert_eq!(trace_size(&twins.with).await, trace_size(&twins.without).await);
        for house in [&twins.with, &twins.without] {
            assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        }
        // With the right they differ, in each of these ways.
        for (method, path, body) in [
            ("GET", format!("/persons/{}", person(HIDDEN)), None),
            ("GET", format!("/persons/{}/timeline", person(CHILD)), None),
            ("GET", "/cases".to_owned(), None),
            ("POST", "/persons/search".to_owned(), Some(json!({ "text": "Zane Kalna" }))),
            ("POST", "/persons/lookup".to_owned(), Some(json!({ "personal_code": "399900-00004" }))),
            ("POST", "/persons/lookup".to_owned(), Some(json!({ "document_number": PASSPORT }))),
        ] {
            let headers = [BASIS, ("content-type", "application/json")];
            let text = body.as_ref().map(Value::to_string);
            let one = twins.with.ask(method, "custodian", &path, &headers, text.clone()).await;
            let other = twins.without.ask(method, "custodian", &path, &headers, text).await;
            assert_eq!(one.status, 200, "{method} {path}: {}", one.body);
            assert_ne!(one.body, other.body, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_show_the_same_with_a_hidden_record_and_without() {
    for twins in twins("hidden_pages").await {
        let mut numbers = twins.numbers.clone();
        numbers.extend([person(1), person(CHILD), format!("{}.{}", person(HIDDEN), person(ALIKE))]);
        let mut found = 0;
        for path in every_page(&numbers) {
            for who in ["counter", "case", "approver", "accountant", "operator"] {
                // Who reads neither persons nor cases is asked for each page once.
                if ["accountant", "operator"].contains(&who)
                    && numbers[1..].iter().any(|n| path.contains(n.as_str()))
                {
                    continue;
                }
                for lang in ["en", "lv"] {
                    if lang == "lv" && who != "case" {
                        continue;
                    }
                    let mut shown = Vec::new();
                    for house in [&twins.with, &twins.without] {
                        let mut browser = browser(house, who);
                        browser.lang = lang;
                        let page = browser.open(&format!("{path}?purpose=basis:mk134")).await;
                        // Each session has a token of its own.
                        shown.push((page.status, page.html.replace(&browser.form_token, "TOKEN")));
                    }
                    assert_eq!(shown[0].0, shown[1].0, "{who} {lang} {path}");
                    assert!(shown[0].1 == shown[1].1, "{who} {lang} {path}\n{}\n{}", shown[0].1, shown[1].1);
                    found += u32::from(shown[0].0 == 200);
                }
            }
        }
        assert!(found > 120, "{found}");
        let forms = [("q", "Zane Kalna"), ("text", "Zane Kalna"), ("purpose", "basis:mk134")];
        let mut shown = Vec::new();
        for house in [&twins.with, &twins.without] {
            let browser = browser(house, "case");
            let page = browser.send("/work/persons", &forms).await;
            shown.push(page.html.replace(&browser.form_token, "TOKEN"));
        }
        assert_eq!(shown[0], shown[1]);
    }
}

/// A repeatable choice without a crate of its own.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A word cut, doubled or misspelt.
    fn bent(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        match self.below(5) {
            0 => letters.truncate(1 + self.below(letters.len())),
            1 if letters.len() > 2 => {
                let at = self.below(letters.len() - 1);
                letters.swap(at, at + 1);
            }
            2 if letters.len() > 3 => {
                letters.remove(self.below(letters.len()));
            }
            _ => {}
        }
        letters.into_iter().collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_searches_find_the_same_with_a_hidden_record_and_without() {
    let words = [
        "Zane",
        "Kalna",
        "Kalns",
        "zane",
        "kalna",
        "Ilze",
        "Piemēra",
        "Marta",
        "Sudrabziedu",
        "iela",
        "12",
        "34",
        "Rīga",
        "1988",
        "1988-02-03",
        "399900-00004",
        "39990000004",
        PASSPORT,
        "Liepiņa",
        "Anna",
    ];
    let dates = ["1988", "1988-02", "1988-02-03", "1987", "2015-06", "1992-07-01"];
    for twins in twins("hidden_random").await {
        let mut dice = Dice(20_261_124);
        let mut differ = 0;
        for _ in 0..150 {
            let mut text: Vec<String> = Vec::new();
            for _ in 0..=dice.below(3) {
                let word = dice.one(&words);
                text.push(dice.bent(word));
            }
            let mut body = json!({ "text": text.join(" "), "include_dead": dice.below(2) == 0 });
            if dice.below(3) == 0 {
                body["birth_date"] = json!(dice.one(&dates));
            }
            let who = ["counter", "case", "approver"][dice.below(3)];
            alike(&twins.with, &twins.without, who, ("POST", "/persons/search", Some(&body))).await;
            let headers = [BASIS, ("content-type", "application/json")];
            let text = Some(body.to_string());
            let path = "/persons/search";
            let one = twins.with.ask("POST", "custodian", path, &headers, text.clone()).await;
            let other = twins.without.ask("POST", "custodian", path, &headers, text).await;
            differ += u32::from(one.body != other.body);
        }
        assert!(differ > 20, "only {differ} searches reach the hidden record at all");
    }
}

/// The fastest of many answers of each, asked in turn: what the work itself takes, whatever else the machine does.
#[allow(clippy::disallowed_methods, reason = "it is the time itself that is measured")]
async fn fastest(houses: [&House; 2], path: &str, body: Option<&Value>) -> [Duration; 2] {
    let mut best = [Duration::MAX; 2];
    let method = if body.is_some() { "POST" } else { "GET" };
    let headers = [BASIS, ("content-type", "application/json")];
    for _ in 0..60 {
        for (house, best) in houses.iter().zip(&mut best) {
            let before = Instant::now();
            house.ask(method, "case", path, &headers, body.map(Value::to_string)).await;
            *best = (*best).min(before.elapsed());
        }
    }
    best
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_record_takes_no_time_of_its_own() {
    for twins in twins("hidden_time").await {
        let search = json!({ "text": "Zane Kalna" });
        let code = json!({ "personal_code": "399900-00004" });
        for (path, body) in [
            (format!("/persons/{}", person(HIDDEN)), None),
            ("/persons/search".to_owned(), Some(&search)),
            ("/persons/lookup".to_owned(), Some(&code)),
        ] {
            let [one, other] = fastest([&twins.with, &twins.without], &path, body).await;
            let (less, more) = (one.min(other), one.max(other));
            assert!(more < less * 3 + Duration::from_millis(2), "{path}: {one:?} with, {other:?} without");
        }
    }
}

/// Offices that differ in a secret address alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_address_cannot_be_told_from_another() {
    let (here, there) = ("Senavotu iela 3-1, Rīga", "Zvirbuļkalna iela 9, Rīga");
    let mut houses = Vec::new();
    for part in ["here", "there"] {
        houses.push(testkit::databases(&format!("secret_{part}")).await.unwrap().into_iter());
    }
    while let [Some(one), Some(other)] = [houses[0].next(), houses[1].next()] {
        let one = house(one, Pace::default()).await;
        let other = house(other, Pace::default()).await;
        for (house, address) in [(&one, here), (&other, there)] {
            enter(house, 4, ("Zane", "Kalna"), "1988-02-03", vec![lives(address)]).await;
            enter(house, 6, ("Zane", "Kalna"), "1988-02-03", vec![lives(here)]).await;
            protect(house, 4, "secret-address").await;
            while house.office.look_for_duplicates().await.unwrap().behind {}
        }
        let numbers = [person(4), person(6), person(1)];
        for path in every_get(&numbers) {
            for who in ASKERS {
                alike(&one, &other, who, ("GET", &path, None)).await;
            }
        }
        let basis = why();
        let mut bodies = Vec::new();
        for address in [here, there] {
            let asked = json!({ "municipality": "LV0001000", "address": address, "from": "2026-01-01" });
            bodies.push(("/households".to_owned(), asked));
            bodies.push(("/persons/search".to_owned(), json!({ "text": address })));
            let moved = json!({
                "on": "2026-11-01", "basis": basis,
                "facts": [{ "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": address }],
            });
            // What is withheld is not overwritten, nor guessed.
            bodies.push((format!("/persons/{}/changes", person(4)), moved));
        }
        for kind in ["residence", "full"] {
            let wanted = json!({ "kind": kind, "recipient": "Bank", "intended_use": "a loan" });
            bodies.push((format!("/persons/{}/statements", person(4)), wanted));
        }
        let merge = json!({ "other": person(4), "basis": basis, "reason": "one" });
        bodies.push((format!("/persons/{}/merge", person(6)), merge));
        for (path, body) in &bodies {
            for who in ["counter", "case", "approver", "institution"] {
                alike(&one, &other, who, ("POST", path, Some(body))).await;
            }
        }
        // The reader is told that something is withheld; whoever has the right reads it, and nobody is told.
        let path = format!("/persons/{}", person(4));
        let read = one.get("case", &path, &[BASIS]).await;
        assert_eq!(read.body["warnings"], json!(["withheld"]), "{}", read.body);
        assert!(read.body["residence"].is_null() && !read.body.to_string().contains("Senavotu"));
        let whole = one.get("custodian", &path, &[BASIS]).await;
        assert_eq!(whole.body["residence"]["address"], here, "{}", whole.body);
        assert_eq!(whole.body["warnings"], json!([]));
        // From the day of its end on everybody reads it again.
        let lift = json!({ "number": 1, "on": "2026-11-24", "basis": basis, "reason": "no threat any more" });
        let lifted = one.post("custodian", &format!("{path}/protections/lift"), &[BASIS], lift).await;
        assert_eq!(lifted.status, 200, "{}", lifted.body);
        let again = one.get("case", &path, &[BASIS]).await;
        assert_eq!(again.body["residence"]["address"], here);
        let found =
            one.post("case", "/persons/search", &[BASIS], json!({ "text": "Zane Kalna Senavotu" })).await;
        assert_eq!(found.body["items"][0]["person"]["id"], person(4), "{}", found.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asylum_seeker_is_nobody_to_institutions_and_has_no_case_for_officers() {
    for twins in twins("asylum_seeker").await {
        let house = &twins.without;
        let seeker = person(CHILD);
        let path = format!("/persons/{seeker}");
        let institution =
            [("x-client-subject", "CN=register,O=Municipality,C=LV"), ("purpose", "basis:fprl")];
        assert_eq!(house.get("", &path, &institution).await.status, 200);
        let begun = json!({
            "service": "passport.citizen", "subject": seeker, "applicant": person(1), "office": "riga-4", "lang": "en",
            "declared": { "speed": "normal" },
        });
        let case = house.post("counter", "/cases", &[BASIS], begun).await;
        protect(house, CHILD, "asylum").await;
        assert_eq!(house.get("", &path, &institution).await.status, 404);
        assert_eq!(house.get("case", &path, &[BASIS]).await.status, 200);
        if case.status == 201 {
            let at = format!("/cases/{}", case.body["id"].as_str().unwrap());
            assert_eq!(house.get("case", &at, &[BASIS]).await.status, 404);
            assert_eq!(house.get("custodian", &at, &[BASIS]).await.status, 200);
            let list = house.get("case", "/cases", &[BASIS]).await;
            assert_eq!(list.body["items"], json!([]), "{}", list.body);
        }
    }
}

/// A personal code that is taken is refused in the same words, whether its holder is hidden or not.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_in_use_is_refused_in_the_same_words() {
    for twins in twins("hidden_code").await {
        let mut said = Vec::new();
        for code in ["399900-00004", "399900-00006"] {
            let change = json!({
                "on": "2026-11-01", "facts": [{ "kind": "code", "code": code.replace('-', "") }], "basis": why(),
            });
            let path = format!("/persons/{}/changes", person(2));
            let refused = twins.with.post("case", &path, &[BASIS], change).await;
            assert_eq!(refused.status, 409, "{}", refused.body);
            said.push((refused.body["type"].clone(), refused.body["detail"].clone()));
        }
        assert_eq!(said[0], said[1]);
    }
}
