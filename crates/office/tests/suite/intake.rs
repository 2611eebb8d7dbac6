//! Taking in what came by post, e-address or telephone: by which way, on which day, and under which law.

use crate::house::{OFFICE, citizen, client, day, houses, officer};
use crate::journey::problem;
use kernel::PersonId;
use law::FactValue;
use office::cases::event::{CaseEvent, Channel};
use office::cases::{Application, Intake, Told};

fn came(channel: Channel, on: &str) -> Intake {
    Intake { channel, received: Some(day(on)), older_law: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_receipt_counts_and_lies_neither_in_the_future_nor_long_ago() {
    for house in houses("intake").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let office = &house.office;
        let wanted = |intake| Application {
            applicant: Some(PersonId::from_u64(1)),
            intake: Some(intake),
            ..house.application(1)
        };
        let refused =
            async |intake| problem(&office.apply(&officer("counter"), &wanted(intake)).await.unwrap_err());
        assert_eq!(refused(came(Channel::Post, "2026-11-25")).await, "arrival-future");
        assert_eq!(refused(came(Channel::Post, "2026-09-01")).await, "arrival-early");
        assert_eq!(refused(came(Channel::Portal, "2026-11-24")).await, "required");
        assert_eq!(refused(came(Channel::Office, "2026-11-24")).await, "required");
        let case =
            office.apply(&officer("counter"), &wanted(came(Channel::Post, "2026-11-19"))).await.unwrap();
        let view = office.case(&officer("case"), case).await.unwrap();
        assert_eq!((view.case.channel, view.case.received), (Channel::Post, day("2026-11-19")));
        // 10 working days from Thursday 19 November, not from the Tuesday on which it was taken in.
        assert_eq!(view.case.due_at_receipt, day("2026-12-03"));
        assert_eq!(view.correspondence[0].channel, Channel::Post);
        // Its confirmation is of the day on which it was made, and goes the way the applicant wrote.
        let confirmed = view.correspondence.iter().find(|item| item.kind == "confirmation").unwrap();
        assert_eq!((confirmed.on, confirmed.channel), (day("2026-11-24"), Channel::Post));
        while office.run_due_jobs().await.unwrap() > 0 {}
        let view = office.case(&officer("case"), case).await.unwrap();
        assert!(view.letters.iter().all(|letter| letter.written_on == day("2026-11-24")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_cannot_say_when_or_how_something_came() {
    for house in houses("intake_client").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let intake = Some(came(Channel::Post, "2026-11-02"));
        let wanted = Application { intake, ..house.application(1) };
        let case = house.office.apply(&client(1), &wanted).await.unwrap();
        let view = house.office.case(&officer("case"), case).await.unwrap();
        assert_eq!((view.case.channel, view.case.received), (Channel::Portal, day("2026-11-24")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn under_another_version_of_the_law_a_case_comes_only_when_somebody_says_so() {
    for house in houses("intake_law").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let office = &house.office;
        // A service that changed: the day before its newest version belongs to the one before.
        let law = office.law();
        let changed = law.all().find_map(|now| {
            let then = now.first_received().plus_days(-1).ok()?;
            let before = law.services(then).into_iter().find(|known| known.id() == now.id())?;
            let serves = law.office(OFFICE).is_some_and(|office| office.serves(now.id()));
            (now.is_service() && law.offers(now) && serves && before.in_force() != now.in_force())
                .then(|| (now.id().to_owned(), now.first_received(), then))
        });
        let Some((service, first, then)) = changed else { panic!("no service ever changed") };
        house.clock.set(&format!("{}T08:00:00Z", first.plus_days(2).unwrap()));
        let wanted = |older_law| Application {
            service: service.clone(),
            applicant: Some(PersonId::from_u64(1)),
            intake: Some(Intake { channel: Channel::Post, received: Some(then), older_law }),
            ..house.application(1)
        };
        let told = office.apply(&officer("counter"), &wanted(false)).await.unwrap_err();
        assert_eq!(problem(&told), "older-law", "{service}");
        // Said so, the older version binds it, if the person may apply under it at all.
        match office.apply(&officer("counter"), &wanted(true)).await {
            Ok(case) => {
                let view = office.case(&officer("case"), case).await.unwrap();
                assert!(view.case.in_force < first);
                assert_eq!(view.case.received, then);
            }
            Err(error) => assert_ne!(problem(&error), "older-law"),
        }
    }
}

/// Entries of cases as they were written before files, notes and further channels.
#[test]
fn entries_of_before_are_still_read() {
    let received = r#"{"event":"application-received","procedure":"passport.citizen","in_force":"2024-02-12",
        "applicant":"000000000001","subject":"000000000001","capacity":"self","channel":"counter","on":"2026-11-24",
        "due":"2026-12-08","declared":{},"office":"riga-4","lang":"lv","letter":"000000000002"}"#;
    let evidence = r#"{"event":"evidence-recorded","evidence":"photo","proves":{"biometric.face":true},"note":"",
        "by":"counter","on":"2026-11-24"}"#;
    for text in [received, evidence] {
        let event: CaseEvent = serde_json::from_str(text).unwrap();
        let again: CaseEvent = serde_json::from_str(&serde_json::to_string(&event).unwrap()).unwrap();
        assert_eq!(event, again);
        // What was not said then is not said now.
        let json = serde_json::to_string(&event).unwrap();
        assert!(!json.contains("\"note\":\"x") && !json.contains("attachment"), "{json}");
    }
    for channel in ["portal", "counter", "office"] {
        assert_eq!(serde_json::from_str::<Channel>(&format!("\"{channel}\"")).unwrap().code(), channel);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_lie_back_is_compared_with_the_day_of_receipt() {
    for house in houses("intake_back").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let invites = async |from: &str| {
            let said = [("invited", "Persona A"), ("visit", "Darbs"), ("from", from), ("to", "2027-01-10")];
            let said = said.map(|(id, words)| (id.to_owned(), Told::Words(words.to_owned())));
            let kind = ("inviter.kind".to_owned(), FactValue::Code("citizen".to_owned()));
            let wanted = Application {
                service: "invitation.approval".to_owned(),
                applicant: Some(PersonId::from_u64(1)),
                declared: [kind].into(),
                particulars: said.into(),
                intake: Some(came(Channel::Post, "2026-11-19")),
                ..house.application(1)
            };
            house.office.apply(&officer("counter"), &wanted).await
        };
        // Taken in on the 24th: the paper came on the 19th.
        assert_eq!(problem(&invites("2026-11-18").await.unwrap_err()), "particular-day-back");
        invites("2026-11-20").await.unwrap();
        // Whoever invites one guest may invite another before that is decided.
        invites("2026-12-01").await.unwrap();
    }
}
