//! What goes out through gateways: each item once, each word of a gateway once; and what goes wrong comes before somebody.

use crate::gateways::{connected, proved, work};
use crate::house::{citizen, client, day, houses, officer};
use crate::journey::Case;
use crate::refusal::refused;
use kernel::{CaseId, PersonId};
use office::access::Purpose;
use office::cases::CaseCommand;
use office::cases::sending::{Delivery, DispatchState, Trouble};
use office::channels::{Channels, Reach};
use office::post::{Carrier, Receipt, Word};

fn send(way: &str, reference: &str) -> CaseCommand {
    let (on, address) = (None, String::new());
    CaseCommand::Send { way: way.to_owned(), on, reference: reference.to_owned(), address }
}

fn accepted(number: &str, at: &str) -> Word {
    Word::Accepted { reference: number.to_owned(), at: at.parse().unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_goes_by_registered_post_by_itself_and_the_printing_house_proves_it() {
    for house in houses("post_out").await {
        let gateways = connected(&house);
        let case = refused(&house).await;
        // The letter is written first.
        work(&house).await;
        let counter = officer("counter");
        // What the law says of ways holds for gateways too.
        assert_eq!(case.refused(&counter, send("post", "")).await, "way-not-adverse");
        let ordered = case.give(&counter, send("registered-post", "")).await.unwrap();
        assert_eq!(ordered.case.dispatches[0].state, DispatchState::Waiting);
        assert!(ordered.case.sent.is_empty(), "nothing is sent before the gateway says so");
        assert_eq!(case.refused(&counter, send("registered-post", "RR1LV")).await, "dispatch-waits");
        work(&house).await;
        let items = gateways.items();
        let [item] = items.as_slice() else { panic!("{} items", items.len()) };
        assert_eq!(item.address.as_deref(), Some("Sudrabziedu iela 12-34, Rīga"));
        assert_eq!((item.addressee.as_str(), item.personal_code.as_deref()), ("Sergejs Primerovs", None));
        assert_eq!(item.files.len(), 2, "the letter and its translation");
        assert!(item.files.iter().all(|file| file.bytes.starts_with(b"%PDF")));
        // Words that are wrong.
        let right = gateways.says(item, accepted("RR123456789LV", "2026-11-24T09:30:00Z"));
        gateways.taken(&right.place).unwrap();
        for (wrong, why) in [
            (
                Receipt {
                    said: Ok(("0".repeat(64), accepted("RR1", "2026-11-24T09:30:00Z"))),
                    ..right.clone()
                },
                "hash",
            ),
            (Receipt { item: "nobody-1".to_owned(), ..right.clone() }, "no such item"),
            (Receipt { item: format!("{}-9", case.id), ..right.clone() }, "no such item"),
            (Receipt { item: format!("{}-1", CaseId::from_u64(99)), ..right.clone() }, "no such item"),
            (Receipt { said: Err("cannot be read".to_owned()), ..right.clone() }, "cannot be read"),
        ] {
            gateways.lays(wrong);
            work(&house).await;
            let aside = gateways.aside();
            assert!(aside.len() == 1 && aside[0].contains(why), "{aside:?} does not say {why}");
        }
        for (word, why) in [
            (accepted("", "2026-11-24T09:30:00Z"), "proven by a number"),
            (accepted("RR1", "2026-11-20T09:30:00Z"), "does not lie between"),
            (accepted("RR1", "2026-12-20T09:30:00Z"), "does not lie between"),
            (Word::Refused { reason: " ".to_owned() }, "gives a reason"),
            (
                Word::Became {
                    delivery: Delivery::Delivered,
                    at: "2026-11-24T09:30:00Z".parse().unwrap(),
                    words: String::new(),
                },
                "not accepted yet",
            ),
        ] {
            gateways.says(item, word);
            work(&house).await;
            let aside = gateways.aside();
            assert!(aside.len() == 1 && aside[0].contains(why), "{aside:?} does not say {why}");
        }
        assert_eq!(case.see(&counter).await.case.dispatches[0].state, DispatchState::Waiting);

        // The right one, found twice because it was not put away.
        gateways.lays(right.clone());
        work(&house).await;
        let taken = case.see(&counter).await;
        assert_eq!(taken.case.sent.len(), 1);
        let sent = &taken.case.sent[0];
        // Notification Law, Art. 8(3): the seventh day after it was handed to the post.
        assert_eq!((sent.on, sent.presumed), (day("2026-11-24"), day("2026-12-01")));
        assert_eq!((sent.reference.as_str(), sent.by.as_str()), ("RR123456789LV", "counter"));
        gateways.lays(right);
        work(&house).await;
        assert_eq!(case.see(&counter).await.case.version, taken.case.version, "the same word is no news");
        assert!(gateways.aside().is_empty());
        gateways.says(item, accepted("RR999999999LV", "2026-11-24T09:30:00Z"));
        work(&house).await;
        assert!(gateways.aside()[0].contains("said something else"));

        house.clock.set("2026-11-27T08:00:00Z");
        let at = "2026-11-26T09:00:00Z".parse().unwrap();
        let slip =
            Word::Became { delivery: Delivery::Delivered, at, words: "Signed by the addressee".to_owned() };
        gateways.says(item, slip);
        work(&house).await;
        let noted = case.see(&counter).await;
        assert_eq!((noted.case.deliveries.len(), noted.case.deliveries[0].on), (1, day("2026-11-26")));
        // A slip moves nothing: the presumption is the law's.
        assert_eq!((noted.case.stage(), noted.case.sent[0].presumed), ("decided", day("2026-12-01")));
        house.clock.set("2026-12-02T08:00:00Z");
        work(&house).await;
        assert_eq!(case.see(&counter).await.case.stage(), "refused");
        // The client sees that it was sent, and nothing of gateways.
        assert!(case.see(&client(1)).await.case.dispatches.is_empty());
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_gateway_refuses_or_never_answers_comes_before_the_desk() {
    for house in houses("post_wrong").await {
        let gateways = connected(&house);
        let case = refused(&house).await;
        // The letter is written first.
        work(&house).await;
        let (counter, examiner) = (officer("counter"), officer("case"));
        let wrong = async || -> Vec<(CaseId, String)> {
            let list = house.office.wrong_dispatches(&officer("counter")).await.unwrap();
            list.into_iter().map(|one| (one.case, one.state)).collect()
        };
        case.give(&counter, send("registered-post", "")).await.unwrap();
        work(&house).await;
        assert!(wrong().await.is_empty());
        gateways.says(&gateways.items()[0], Word::Refused { reason: "No such street".to_owned() });
        work(&house).await;
        assert_eq!(wrong().await, [(case.id, "refused".to_owned())]);
        // An officer sends by hand: nobody waits for the gateway any more.
        let by_hand = case.give(&examiner, send("registered-post", "RR5LV")).await.unwrap();
        assert_eq!(by_hand.case.sent[0].reference, "RR5LV");
        assert_eq!(by_hand.case.dispatches[0].state, DispatchState::GivenUp);
        assert!(wrong().await.is_empty());

        // The folder cannot be written: tried again and again, then somebody is told, once.
        gateways.0.lock().unwrap().broken = true;
        case.give(&counter, send("e-address", "")).await.unwrap();
        let mut at: kernel::Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        for _ in 0..12 {
            at = at.plus_seconds(600);
            house.clock.set(&at.to_string());
            house.office.run_due_jobs().await.unwrap();
        }
        let state = |view: office::cases::CaseView, nr: usize| view.case.dispatches[nr].state.clone();
        let troubled = DispatchState::Troubled(Trouble::NotHandedOver);
        assert_eq!(state(case.see(&examiner).await, 1), troubled);
        assert_eq!(wrong().await, [(case.id, "troubled".to_owned())]);

        // A gateway that says nothing.
        gateways.0.lock().unwrap().broken = false;
        case.give(&counter, send("e-address", "")).await.unwrap();
        work(&house).await;
        assert_eq!(gateways.items().len(), 2);
        assert_eq!(gateways.items()[1].personal_code.as_deref(), Some("39990000001"));
        house.clock.set("2026-11-25T14:00:00Z");
        work(&house).await;
        let silent = DispatchState::Troubled(Trouble::NoAnswer);
        assert_eq!(state(case.see(&examiner).await, 2), silent);
        // It answers in the end: what it did is what counts.
        gateways.says(&gateways.items()[1], accepted("", "2026-11-25T13:00:00Z"));
        work(&house).await;
        let answered = case.see(&examiner).await;
        assert_eq!(answered.case.sent.last().unwrap().way, "e-address");
        assert!(wrong().await.is_empty());
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_goes_the_way_that_its_addressee_chose() {
    for house in houses("post_chosen").await {
        let gateways = connected(&house);
        let mut who = citizen(1, "Sergejs", "Primerovs", "1968-11-09");
        who.status = "non-citizen";
        house.enter(who).await;
        let me = PersonId::from_u64(1);
        let delivery = "e-address".to_owned();
        let wanted = Channels { questions: Reach::Portal, messages: Reach::Portal, delivery };
        house.office.choose_channels(&client(1), &Purpose::Own, me, wanted).await.unwrap();
        let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let case = Case { house: &house, id };
        walked(&case).await;
        work(&house).await;
        let view = case.see(&officer("case")).await;
        assert_eq!(view.case.dispatches.len(), 1);
        assert_eq!(view.case.dispatches[0].by.as_str(), "automatic");
        assert_eq!(gateways.items()[0].way, "e-address");
        // It is received on the portal before the gateway says a word: in force then, and the word changes nothing.
        case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        gateways.says(&gateways.items()[0], accepted("", "2026-11-24T09:00:00Z"));
        work(&house).await;
        let view = case.see(&officer("case")).await;
        assert_eq!((view.case.stage(), view.case.sent.len()), ("refused", 0));
        proved(&house).await;
    }
}

/// From the application to a refusal that was approved.
async fn walked(case: &Case<'_>) {
    let (counter, examiner) = (officer("counter"), officer("case"));
    let reasons = "Face and answers were compared with what the register holds.".to_owned();
    case.give(&counter, CaseCommand::Identify { document: None, foreign: None, reasons: Some(reasons) })
        .await
        .unwrap();
    case.give(&counter, crate::commands::evidence("photo")).await.unwrap();
    case.give(&counter, crate::commands::evidence("fingerprints")).await.unwrap();
    case.give(&counter, crate::commands::pay()).await.unwrap();
    let grounds = vec!["not-a-citizen".to_owned()];
    case.give(&examiner, CaseCommand::InviteHearing { grounds }).await.unwrap();
    let opinion = "I was born in Riga.".to_owned();
    case.give(&client(1), CaseCommand::AnswerHearing { opinion }).await.unwrap();
    let seen = case.see(&examiner).await.seen_at;
    let why = "The register holds the status of a non-citizen since 1995.";
    let refuse = crate::commands::propose("refuse", &["not-a-citizen"], why, seen);
    let refuse = crate::commands::answering(refuse, crate::commands::ANSWER);
    case.give(&examiner, refuse).await.unwrap();
    case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
}
