//! A decision that is sent takes effect on the day that the law presumes, whoever looks when; and what the addressee
//! shows against it counts.

use crate::commands::evidence;
use crate::house::{client, day, houses, officer};
use crate::refusal::{hopeless, refused};
use law::FactValue;
use office::OfficeError;
use office::cases::correspondence::Party;
use office::cases::event::{Channel, ServiceChannel};
use office::cases::sending::Delivery;
use office::cases::{CaseCommand, Phase};

fn send(way: &str, reference: &str) -> CaseCommand {
    let address = "Imagined Street 4-2, Riga".to_owned();
    CaseCommand::Send { way: way.to_owned(), on: None, reference: reference.to_owned(), address }
}

fn in_force(case: &office::cases::Case) -> (ServiceChannel, kernel::Day, Option<kernel::Day>) {
    let Phase::InForce { served: (channel, on), contest_until, .. } = &case.phase else {
        panic!("{:?}", case.stage())
    };
    (*channel, *on, *contest_until)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_by_registered_post_is_served_on_the_seventh_day() {
    for house in houses("sent").await {
        let case = refused(&house).await;
        let (counter, examiner) = (officer("counter"), officer("case"));
        // Administrative Procedure Law, Art. 70(2): what burdens goes by registered post.
        assert_eq!(case.refused(&counter, send("post", "RR1LV")).await, "way-not-adverse");
        assert_eq!(case.refused(&counter, send("pigeon", "RR1LV")).await, "unknown-way");
        assert_eq!(case.refused(&counter, send("registered-post", " ")).await, "required");
        for wrong in ["<b>RR1</b>", "RR1", "RR 12/34 56", &"1".repeat(36)] {
            assert_eq!(case.refused(&counter, send("registered-post", wrong)).await, "tracking-number");
        }
        let early = CaseCommand::Send {
            way: "registered-post".to_owned(),
            on: Some(day("2026-11-01")),
            reference: "RR1LV".to_owned(),
            address: String::new(),
        };
        assert_eq!(case.refused(&counter, early).await, "act-day");
        let nothing = CaseCommand::NoteDelivery {
            delivery: Delivery::Returned,
            on: None,
            note: String::new(),
            attachment: None,
        };
        assert_eq!(case.refused(&counter, nothing).await, "not-sent");
        // Only the office itself says that the presumed day has come.
        assert_eq!(case.refused(&examiner, CaseCommand::Presume {}).await, "denied");

        let sent = case.give(&counter, send("registered-post", "RR 1234 5678 9LV")).await.unwrap();
        assert_eq!(sent.case.sent[0].reference, "RR123456789LV");
        // Notification Law, Art. 8(3): the seventh day after it was handed to the post.
        assert_eq!(sent.case.sent[0].presumed, day("2026-12-01"));
        assert_eq!(sent.case.stage(), "decided");
        house.clock.set("2026-11-30T21:59:00Z");
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(case.see(&examiner).await.case.stage(), "decided");
        // The office looks on Thursday; it took effect on Tuesday.
        house.clock.set("2026-12-03T08:00:00Z");
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let view = case.see(&client(1)).await;
        // A month after 1 December is New Year's Day, and the next working day is Monday the 4th: Friday 2 January was moved.
        assert_eq!(in_force(&view.case), (ServiceChannel::Sent, day("2026-12-01"), Some(day("2027-01-04"))));
        let decision = view.correspondence.iter().find(|item| item.kind == "decision").unwrap();
        assert_eq!(decision.channel, Channel::Post);

        let slip = CaseCommand::NoteDelivery {
            delivery: Delivery::Delivered,
            on: Some(day("2026-12-02")),
            note: "Handed to the addressee".to_owned(),
            attachment: None,
        };
        let noted = case.give(&counter, slip).await.unwrap();
        assert_eq!(in_force(&noted.case).1, day("2026-12-01"), "the presumed day stands");
        assert!(noted.correspondence.iter().any(|item| item.kind == "delivered"));
        let late = |received: &str| CaseCommand::Rebut {
            received: day(received),
            reasons: "She was in hospital from 28 November to 2 December.".to_owned(),
        };
        assert_eq!(case.refused(&examiner, late("2026-12-01")).await, "rebut-day");
        assert_eq!(case.refused(&examiner, late("2026-12-04")).await, "rebut-day");
        assert_eq!(case.refused(&counter, late("2026-12-02")).await, "denied");
        let moved = case.give(&examiner, late("2026-12-02")).await.unwrap();
        // 2 January 2027 is a Saturday.
        assert_eq!(in_force(&moved.case), (ServiceChannel::Sent, day("2026-12-02"), Some(day("2027-01-04"))));
        assert_eq!(case.refused(&examiner, late("2026-12-03")).await, "wrong-step");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_received_before_the_presumed_day_is_in_force_then() {
    for house in houses("before_presumed").await {
        let case = refused(&house).await;
        // Notification Law, Art. 9(1.1): the second working day after sending; Wednesday and Thursday.
        let sent = case.give(&officer("counter"), send("e-address", "")).await.unwrap();
        assert_eq!(sent.case.sent[0].presumed, day("2026-11-26"));
        house.clock.set("2026-11-25T08:00:00Z");
        let received = case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        assert_eq!(in_force(&received.case).0, ServiceChannel::Portal);
        house.clock.set("2026-11-27T08:00:00Z");
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let view = case.see(&client(1)).await;
        assert_eq!(in_force(&view.case).1, day("2026-11-25"));
        assert_eq!(
            case.refused(
                &officer("case"),
                CaseCommand::Rebut {
                    received: day("2026-11-26"),
                    reasons: "It was received on the portal, so nothing is presumed.".to_owned(),
                }
            )
            .await,
            "wrong-step"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_party_is_asked_for_what_is_missing_until_it_is_on_file() {
    for house in houses("requested").await {
        let case = hopeless(&house).await;
        let examiner = officer("case");
        let ask = |evidence: &[&str], until: &str| CaseCommand::RequestEvidence {
            evidence: evidence.iter().map(|id| (*id).to_owned()).collect(),
            words: "Both sides, please.".to_owned(),
            until: day(until),
        };
        const LETTER: &str = "loss-explanation";
        // Nothing that the law does not want: the passport was not lost.
        assert_eq!(case.refused(&examiner, ask(&[LETTER], "2026-12-08")).await, "nothing-wanted");
        let (fact, value) = ("document.previous".to_owned(), FactValue::Code("lost".to_owned()));
        case.give(&examiner, CaseCommand::Declare { fact, value }).await.unwrap();
        assert_eq!(case.refused(&examiner, ask(&[], "2026-12-08")).await, "required");
        assert_eq!(case.refused(&examiner, ask(&["horoscope"], "2026-12-08")).await, "unknown-evidence");
        // What is on file is not asked for.
        assert_eq!(case.refused(&examiner, ask(&["photo"], "2026-12-08")).await, "unknown-evidence");
        assert_eq!(case.refused(&examiner, ask(&[LETTER], "2026-11-24")).await, "day-ahead");
        // The case has to be decided before.
        assert_eq!(case.refused(&examiner, ask(&[LETTER], "2099-01-01")).await, "day-late");
        assert_eq!(case.refused(&client(1), ask(&[LETTER], "2026-12-08")).await, "denied");
        case.give(&examiner, ask(&[LETTER, LETTER], "2026-12-01")).await.unwrap();
        case.give(&examiner, ask(&[LETTER], "2026-12-08")).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let hers = case.see(&client(1)).await;
        let open: Vec<_> = hers.case.requested().iter().map(|(r, id)| (r.until, (*id).to_owned())).collect();
        assert_eq!(open, [(day("2026-12-08"), LETTER.to_owned())], "the last word counts");
        assert!(hers.letters.iter().any(|letter| letter.kind == "request"));
        case.give(&officer("counter"), evidence(LETTER)).await.unwrap();
        assert!(case.see(&client(1)).await.case.requested().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_body_is_asked_and_the_client_reads_nothing_of_it() {
    for house in houses("opinion").await {
        let case = hopeless(&house).await;
        let examiner = officer("case");
        let ask = |body: &str, question: &str, until: &str| CaseCommand::AskOpinion {
            body: body.to_owned(),
            question: question.to_owned(),
            until: day(until),
        };
        const QUESTION: &str = "Is there a reason not to issue a document?";
        assert_eq!(case.refused(&examiner, ask("oracle", QUESTION, "2026-12-08")).await, "unknown-body");
        assert_eq!(case.refused(&examiner, ask("police", " ", "2026-12-08")).await, "required");
        assert_eq!(case.refused(&examiner, ask("police", QUESTION, "2026-11-24")).await, "day-ahead");
        let refused = case.give(&examiner, ask("police", QUESTION, "2099-01-01")).await.unwrap_err();
        let OfficeError::Invalid(faults) = refused else { panic!("{refused:?}") };
        assert_eq!((faults[0].field, faults[0].problem.code), ("until", "day-late"));
        // The answer says which day is the last, and the day after it is too late.
        let (_, last) = faults[0].problem.args.iter().find(|(name, _)| *name == "last").unwrap();
        let late = day(last).plus_days(1).unwrap().to_string();
        assert_eq!(case.refused(&examiner, ask("police", QUESTION, &late)).await, "day-late");
        assert_eq!(case.refused(&officer("counter"), ask("police", QUESTION, "2026-12-08")).await, "denied");
        let asked = case.give(&examiner, ask("police", QUESTION, "2026-12-08")).await.unwrap();
        assert!(asked.allowed.contains(&"receive-opinion"));
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let view = case.see(&examiner).await;
        let letter = view.letters.iter().find(|letter| letter.kind == "opinion").unwrap();
        assert_eq!(
            view.letters.iter().filter(|letter| letter.kind == "opinion").count(),
            1,
            "no translation"
        );
        let item = view.correspondence.iter().find(|item| item.kind == "opinion").unwrap();
        let Party::Body(code, name) = &item.party else { panic!("{:?}", item.party) };
        assert_eq!((code.as_str(), name.get(kernel::Lang::EN)), ("police", "State Police"));

        // Nothing of it for the party: no letter, no question, no register line, no words in the history.
        let hers = case.see(&client(1)).await;
        assert!(hers.case.opinions.is_empty());
        assert!(hers.letters.iter().all(|letter| letter.kind != "opinion"));
        assert!(hers.correspondence.iter().all(|item| item.kind != "opinion"));
        assert!(hers.history.iter().all(|line| !line.note().contains(QUESTION)));
        let hidden = house.office.letter(&client(1), letter.id).await;
        assert!(matches!(hidden, Err(OfficeError::NotFound)), "{hidden:?}");

        let answer = |number| CaseCommand::ReceiveOpinion {
            number,
            words: "None is known.".to_owned(),
            attachment: None,
            on: None,
        };
        assert_eq!(case.refused(&examiner, answer(2)).await, "unknown-question");
        let answered = case.give(&officer("counter"), answer(1)).await.unwrap();
        assert_eq!(answered.case.opinion(1).unwrap().answered.as_ref().unwrap().words, "None is known.");
        assert_eq!(answered.case.day_of("opinion-received"), Some(day("2026-11-24")));
        assert_eq!(case.refused(&examiner, answer(1)).await, "nothing-asked");
    }
}
