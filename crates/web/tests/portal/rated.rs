//! What clients said of services is read by who answers for their quality, who is not told who said it.

use super::browser::Browser;
use super::mine::{report, withdraw};
use super::office::{Fixture, OFFICE, anna, boriss, client, day, officer, on_each};
use super::pages::check;
use office::access::Purpose;
use office::actor::Role;
use office::ratings::RatingFilter;
use office::register::Basis;
use office::register::protection::Grant;

const PAGE: &str = "/en/work/ratings";

/// A client rates a closed matter; answers its address.
async fn rated(fixture: &Fixture, who: &str, score: &str, words: &str) -> String {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    let matter = report(&mut browser, "As in the document").await;
    withdraw(&mut browser, &matter).await;
    let form = [("score", score), ("said", words)];
    browser.fill(&matter, &format!("{matter}/rating"), &form).await.is(303);
    matter
}

async fn desk(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

#[tokio::test]
async fn words_are_read_by_service_and_office_and_nobody_is_named() {
    for fixture in on_each("rated").await {
        let first = rated(&fixture, "client-0", "2", "The queue was long").await;
        fixture.clock.forward(24 * 60 * 60);
        let last = rated(&fixture, "client-1", "5", "Kind people").await;
        rated(&fixture, "client-1", "4", "").await;
        let mut approver = desk(&fixture, "officer-2").await;
        let page = approver.get(PAGE).await;
        page.is(200).says("The queue was long").says("Kind people").says("Correction of an error");
        check(PAGE, &page.html());
        let text = page.words();
        assert!(text.find("Kind people") < text.find("The queue was long"), "the newest first: {text}");
        for matter in [&first, &last] {
            let number = matter.rsplit('/').next().unwrap();
            assert!(!page.html().contains(number), "the case would say who it was");
        }
        for name in ["Paraudziņa", "Paraugs", &anna().to_string(), &boriss().to_string()] {
            assert!(!page.html().contains(name), "{name} is named");
        }
        let none = approver.get(&format!("{PAGE}?service=passport.citizen")).await;
        none.says("No client wrote anything yet");
        approver.get(&format!("{PAGE}?office={OFFICE}")).await.says("Kind people");
        approver.get(&format!("{PAGE}?office=riga-2")).await.says("No client wrote anything yet");
        approver.get(&format!("{PAGE}?page=7")).await.says("No client wrote anything yet");
        check("/lv/work/ratings", &approver.get("/lv/work/ratings").await.html());
        desk(&fixture, "officer-5").await.get(PAGE).await.says("Kind people");
        // Nobody else, and not without a purpose of the office.
        for who in ["officer-0", "officer-1", "officer-3", "officer-4"] {
            desk(&fixture, who).await.get(PAGE).await.is(403);
        }
        desk(&fixture, "client-0").await.get(PAGE).await.is(403);
        let asked = async |role, purpose: &Purpose| {
            fixture.office.rating_words(&officer(role), purpose, &RatingFilter::default()).await
        };
        assert!(asked(Role::Approver, &Purpose::Own).await.is_err());
        assert!(asked(Role::CaseOfficer, &Purpose::Duty).await.is_err());
        assert_eq!(asked(Role::Supervisor, &Purpose::Duty).await.unwrap().items.len(), 2);
        assert_eq!(asked(Role::Approver, &"basis:mk134".parse().unwrap()).await.unwrap().items.len(), 2);
        // Whoever wrote it sees that it was read, by whom and what for.
        let log = fixture.office.access_log(&client(anna()), None).await.unwrap();
        let read = log.iter().find(|line| line.action == "read-ratings" && line.purpose == "basis:mk134");
        assert_eq!(read.unwrap().actor_name.as_deref(), Some("Testa Lēmēja"), "{log:?}");
        // What a protected person said is not there, whatever is counted.
        let grant = Grant {
            class: "witness".to_owned(),
            from: None,
            basis: Basis::new("decision", "1", day("2026-11-24"), "Police", "LVA").unwrap(),
            reason: "A threat was assessed.".to_owned(),
        };
        let purpose: Purpose = "basis:mk134".parse().unwrap();
        fixture.office.protect(&officer(Role::Custodian), &purpose, anna(), grant).await.unwrap();
        let shown = approver.get(PAGE).await;
        shown.says("Kind people");
        assert!(!shown.words().contains("The queue was long"), "{}", shown.words());
    }
}
