//! What pages say of notices by e-mail: that none are sent where none are, and what became of those that are.

use super::browser::Browser;
use super::office::{anna, client, day, officer, on_each};
use super::pages::check;
use office::access::Purpose;
use office::actor::Role;
use office::channels::{Channels, Reach};
use office::mail::{Notice, Relay, Sending};
use office::register::{Basis, FactChange, FactValue};
use std::sync::Arc;

/// A relay that takes everything.
struct Everywhere;

impl Relay for Everywhere {
    fn send<'a>(&'a self, _: &'a Notice) -> Sending<'a> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn a_page_does_not_promise_e_mail_that_nobody_sends_and_tells_what_was_sent() {
    for fixture in on_each("mail").await {
        let (office, purpose) = (&fixture.office, "basis:mk134".parse::<Purpose>().unwrap());
        let contact =
            FactValue::Contact { channel: "email".to_owned(), contact: "anna@example.lv".to_owned() };
        let change = FactChange {
            on: day("2026-11-01").into(),
            values: vec![contact],
            basis: Basis::new("declaration", "5", day("2026-11-01"), "Office", "LVA").unwrap(),
        };
        office.change_facts(&officer(Role::CaseOfficer), &purpose, anna(), None, change).await.unwrap();
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let page = "/lv/my-data/channels";
        browser.get(page).await.says("Pašlaik Pārvalde paziņojumus pa e-pastu nesūta");

        office.connect_mail(Arc::new(Everywhere));
        let shown = browser.get(page).await;
        shown.says("E-pastā ir rakstīts tikai tas, ka portālā ir kas jauns").says("anna@example.lv");
        check(page, &shown.html());
        let wanted =
            Channels { questions: Reach::Portal, messages: Reach::EMail, delivery: "portal".to_owned() };
        office.choose_channels(&client(anna()), &Purpose::Own, anna(), wanted).await.unwrap();
        let case = fixture.apply(anna()).await;
        fixture.write_letters().await;
        fixture.clock.forward(60);
        fixture.write_letters().await;
        let matter = browser.get(&format!("/lv/matters/{case}")).await;
        matter.says("Paziņojums nosūtīts pa e-pastu");
        assert!(!matter.html().contains("anna@example.lv"), "{}", matter.words());
        let figures = browser.get("/metrics").await.html();
        assert!(figures.contains("parvalde_mails_total{outcome=\"sent\"} 1"), "{figures}");
    }
}
