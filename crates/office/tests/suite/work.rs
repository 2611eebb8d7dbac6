//! Whose work it is: cases are taken and handed on, services are found, past cases are given for what-if.

use crate::commands::{evidence, identify, pay};
use crate::house::{citizen, client, day, houses, officer, passport};
use crate::journey::Case;
use office::OfficeError;
use office::access::Purpose;
use office::actor::Actor;
use office::cases::{CaseCommand, WorkFilter};

fn to(code: &str) -> CaseCommand {
    CaseCommand::Assign { to: Some(code.to_owned()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_taken_handed_on_and_given_back() {
    for house in houses("assign").await {
        for number in [1, 2] {
            let mut who = citizen(number, "Ilze", "Piemēra", "1990-03-02");
            who.more.push(passport(10 + number, &format!("XX000000{number}"), "2027-12-31"));
            house.enter(who).await;
        }
        let first =
            Case { house: &house, id: house.office.apply(&client(1), &house.application(1)).await.unwrap() };
        let second = house.office.apply(&client(2), &house.application(2)).await.unwrap();
        let (case, other, approver, counter) =
            (officer("case"), officer("case-2"), officer("approver"), officer("counter"));
        let mine = |actor: &Actor| WorkFilter {
            assigned: Some(actor.officer().unwrap().id.clone()),
            ..WorkFilter::default()
        };

        let seen = first.give(&case, to("case")).await.unwrap();
        assert_eq!(seen.case.assigned.as_ref().unwrap().as_str(), "case");
        let list = house.office.work_list(&case, &mine(&case)).await.unwrap();
        assert_eq!(list.items.iter().map(|line| line.id).collect::<Vec<_>>(), [first.id]);
        let all = house.office.work_list(&case, &WorkFilter::default()).await.unwrap();
        let holder = |id| all.items.iter().find(|line| line.id == id).unwrap().assigned.clone();
        assert_eq!(holder(first.id).unwrap().as_str(), "case");
        assert_eq!(holder(second), None);

        // Not to whom does not examine, not twice, and not out of a colleague's hands.
        assert_eq!(first.refused(&case, to("auditor")).await, "unknown-officer");
        assert_eq!(first.refused(&case, to("nobody")).await, "unknown-officer");
        assert_eq!(first.refused(&case, to("case")).await, "assigned-so");
        assert_eq!(first.refused(&other, to("case-2")).await, "assigned-elsewhere");
        let denied = house.office.command(&counter, first.id, None, &to("case-2")).await;
        assert!(matches!(denied, Err(OfficeError::Denied(_))), "{denied:?}");
        // Who has it hands it on; who approves distributes.
        first.give(&case, to("case-2")).await.unwrap();
        assert!(house.office.work_list(&case, &mine(&case)).await.unwrap().items.is_empty());
        let back = first.give(&approver, CaseCommand::Assign { to: None }).await.unwrap();
        assert_eq!(back.case.assigned, None);
        // The rows say the same when they are made anew.
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn past_cases_say_what_was_known_and_name_nobody() {
    for house in houses("past_cases").await {
        let mut who = citizen(1, "Ilze", "Piemēra", "1990-03-02");
        who.more.push(passport(11, "XX0000001", "2027-12-31"));
        house.enter(who).await;
        let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let case = Case { house: &house, id };
        case.give(&officer("counter"), identify("XX0000001")).await.unwrap();
        case.give(&officer("counter"), pay()).await.unwrap();
        case.give(&officer("counter"), evidence("photo")).await.unwrap();
        case.give(&officer("counter"), evidence("fingerprints")).await.unwrap();
        let asked = CaseCommand::AskOpinion {
            body: "police".to_owned(),
            question: "Is there a reason not to issue a document?".to_owned(),
            until: day("2026-12-08"),
        };
        case.give(&officer("case"), asked).await.unwrap();
        let purpose: Purpose = "basis:register-law:5".parse().unwrap();
        let mut lines = Vec::new();
        let take = |past: law::what_if::PastCase| -> Result<(), OfficeError> {
            lines.push(past);
            Ok(())
        };
        let count = house.office.past_cases(&Actor::System, &purpose, &[], take).await.unwrap();
        assert_eq!(count, 1);
        let past = &lines[0];
        assert_eq!((past.procedure.as_deref(), past.received), (Some("passport.citizen"), day("2026-11-24")));
        assert_eq!(past.facts["person.age"], law::FactValue::Int(36));
        assert_eq!(past.facts["identity.established"], law::FactValue::Bool(true));
        assert_eq!(past.events["evidence-complete"], day("2026-11-24"));
        // What happens by itself is what comparisons under a draft of the law know.
        assert!(past.events.contains_key("opinion-asked"), "{:?}", past.events);
        let procedure = house.office.law().procedure("passport.citizen", past.received).unwrap();
        let emitted = |event: &str| {
            procedure.stages().iter().any(|stage| stage.emits.iter().any(|known| known == event))
        };
        for event in past.events.keys().filter(|event| *event != "received" && !emitted(event)) {
            assert!(law::Happens::CODES.contains(&event.as_str()), "{event}");
        }
        // As a line of the file it is read again, and says nothing of whom it is about.
        let text = serde_json::to_string(past).unwrap();
        assert_eq!(law::what_if::read_cases(&text)[0].read.as_ref().unwrap(), past);
        assert!(!text.contains("Piem") && !text.contains("3999") && !text.contains("XX00"), "{text}");
        // Of another procedure there is none, and without the right there is nothing.
        let none = |_: law::what_if::PastCase| -> Result<(), OfficeError> { panic!("there is none") };
        let others = ["register.extract".to_owned()];
        assert_eq!(house.office.past_cases(&Actor::System, &purpose, &others, none).await.unwrap(), 0);
        let auditor = house.office.past_cases(&officer("auditor"), &purpose, &[], none).await;
        assert!(matches!(auditor, Err(OfficeError::Denied(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_applies_for_themselves_to_what_is_asked_about_others() {
    for house in houses("about_others").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let today = day("2026-11-24");
        let law = house.office.law();
        let may = |id: &'static str| {
            let procedure = law.procedure(id, today).unwrap();
            async { house.office.may_apply_for(&client(1), procedure).await.unwrap().len() }
        };
        assert_eq!(may("passport.citizen").await, 1);
        // A statement about somebody else is not asked for about oneself.
        assert_eq!(may("register.statement.other").await, 0);
        assert_eq!(may("residence.cancellation").await, 0);
    }
}

#[tokio::test]
async fn of_cases_with_one_last_day_the_one_that_came_in_first_stands_first_on_every_page() {
    for house in houses("order").await {
        for number in 1..=8 {
            let mut who = citizen(number, "Ilze", "Piemēra", "1990-03-02");
            who.more.push(passport(10 + number, &format!("XX000000{number}"), "2027-12-31"));
            house.enter(who).await;
        }
        // Working days are counted from a Saturday as from the Sunday after it.
        for (numbers, at) in [(1..=4, "2026-11-28T08:00:00Z"), (5..=8, "2026-11-29T08:00:00Z")] {
            house.clock.set(at);
            for number in numbers {
                house.office.apply(&client(number), &house.application(number)).await.unwrap();
            }
        }
        let all = house.office.work_list(&officer("case"), &WorkFilter::default()).await.unwrap().items;
        assert_eq!(all.len(), 8);
        assert!(all.iter().all(|line| line.due == all[0].due), "{all:?}");
        assert!(all.is_sorted_by_key(|line| line.received) && all[0].received < all[7].received, "{all:?}");
        // In pages of three it is the same list.
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let filter = WorkFilter { after, limit: 3, ..WorkFilter::default() };
            let page = house.office.work_list(&officer("case"), &filter).await.unwrap();
            paged.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(paged, all);
        let filter = WorkFilter { after: Some("2026-12-01.x".to_owned()), ..WorkFilter::default() };
        assert!(matches!(
            house.office.work_list(&officer("case"), &filter).await,
            Err(OfficeError::Invalid(_))
        ));
    }
}
