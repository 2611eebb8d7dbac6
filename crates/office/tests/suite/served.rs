//! What goes on after a decision was served: the term to leave is watched and moved, and the case waits for the departure.

use crate::commands::{ANSWER, answering, propose};
use crate::house::{House, OFFICE, citizen, client, day, houses, officer};
use crate::journey::{Case, problem};
use crate::pdf::text_of;
use kernel::{Lang, PersonId, Term};
use law::{Due, FactValue};
use office::OfficeError;
use office::cases::command::Extending;
use office::cases::{CaseCommand, CaseView, ClockLine, Opening, WorkFilter};
use office::register::{FactChange, FactValue as Entry};
use std::collections::BTreeMap;

const REASONS: &str = "The permit ended in the spring, and no other right to stay was found.";
const FACTS: [&str; 8] = [
    "stay.lawful",
    "return.other-state-permit",
    "return.readmission",
    "return.humanitarian",
    "return.entry-refused",
    "return.border-area",
    "return.court-expulsion",
    "return.extradition",
];

fn opening(procedure: &str) -> Opening {
    Opening {
        procedure: procedure.to_owned(),
        subject: PersonId::from_u64(1),
        basis: "Report No. 17 of 20 November 2026".to_owned(),
        declared: BTreeMap::new(),
        office: OFFICE.to_owned(),
        lang: Lang::EN,
    }
}

async fn foreigner(house: &House) {
    let mut who = citizen(1, "Taras", "Prykladnyi", "1988-07-01");
    who.status = "registered-foreigner";
    house.enter(who).await;
}

/// The proposal of a return order with fourteen days to leave, everything before it done.
async fn ordered(house: &House) -> (Case<'_>, CaseCommand) {
    let examiner = officer("case");
    let id = house.office.begin(&examiner, &opening("return.decision")).await.unwrap();
    let case = Case { house, id };
    for fact in FACTS {
        let (fact, value) = (fact.to_owned(), FactValue::Bool(false));
        let record = CaseCommand::Record { fact, value, note: "register of permits".to_owned() };
        case.give(&examiner, record).await.unwrap();
    }
    let judge = CaseCommand::Judge {
        fact: "return.fraud".to_owned(),
        value: FactValue::Bool(false),
        reasons: "Nothing in the file speaks of fraud.".to_owned(),
    };
    case.give(&examiner, judge).await.unwrap();
    let grounds = vec!["imm41".to_owned()];
    case.give(&examiner, CaseCommand::InviteHearing { grounds }).await.unwrap();
    let answer = CaseCommand::AnswerHearing { opinion: "I look for work.".to_owned() };
    case.give(&client(1), answer).await.unwrap();
    let order = proposal(&case).await;
    (case, order)
}

async fn in_force(house: &House) -> Case<'_> {
    let (case, order) = ordered(house).await;
    case.give(&officer("case"), CaseCommand::Assign { to: Some("case".to_owned()) }).await.unwrap();
    case.give(&officer("case"), order).await.unwrap();
    case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
    case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
    case
}

fn departure(view: &CaseView) -> &ClockLine {
    view.clocks.iter().find(|line| line.id == "departure").unwrap()
}

fn due(view: &CaseView) -> Due {
    departure(view).answer.as_ref().unwrap().due
}

async fn listed(house: &House) -> Vec<Option<kernel::Day>> {
    let examiner = officer("case");
    let mine = WorkFilter { assigned: examiner.officer().map(|own| own.id.clone()), ..WorkFilter::default() };
    let list = house.office.work_list(&examiner, &mine).await.unwrap();
    list.items.iter().map(|line| line.due).collect()
}

async fn work(house: &House) {
    while house.office.run_due_jobs().await.unwrap() > 0 {}
}

fn longer(until: &str) -> CaseCommand {
    CaseCommand::Extend(Extending {
        clock: "departure".to_owned(),
        reason: "longer".to_owned(),
        until: until.parse().ok(),
        reasons: "The child finishes the school year here.".to_owned(),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_term_to_leave_is_watched_after_service_and_the_case_waits_for_the_departure() {
    for house in houses("departure").await {
        foreigner(&house).await;
        let case = in_force(&house).await;
        let view = case.see(&officer("case")).await;
        // Served on Tuesday, 24 November: fourteen days later it is 8 December.
        assert_eq!(view.case.stage(), "carrying-out");
        assert_eq!(due(&view), Due::On(day("2026-12-08")));
        assert!(departure(&view).runs);
        assert_eq!(listed(&house).await, [Some(day("2026-12-08"))]);
        house.clock.set("2026-12-08T21:00:00Z");
        work(&house).await;
        assert_eq!(departure(&case.see(&officer("case")).await).overdue, None);
        house.clock.set("2026-12-09T08:00:00Z");
        work(&house).await;
        let view = case.see(&officer("case")).await;
        assert_eq!(departure(&view).overdue.as_deref(), Some("not-departed"));
        assert_eq!(view.case.day_of("not-departed"), Some(day("2026-12-09")));
        assert!(!view.allowed.contains(&"extend"), "what has passed is not made longer");
        assert_eq!(case.refused(&officer("case"), longer("2027-02-01")).await, "term-passed");
        assert_eq!(listed(&house).await, [Some(day("2026-12-08"))], "somebody has to go on with it");
        let gone = CaseCommand::FinishStage {
            stage: "departure".to_owned(),
            note: "Crossed the border at Terehova.".to_owned(),
            on: None,
            says: BTreeMap::new(),
        };
        let view = case.give(&officer("case"), gone).await.unwrap();
        assert_eq!(view.case.stage(), "imposed");
        assert!(listed(&house).await.is_empty());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_term_to_leave_is_extended_after_service_and_not_before_the_decision() {
    for house in houses("departure_longer").await {
        foreigner(&house).await;
        let (case, order) = ordered(&house).await;
        let offered = |view: &CaseView| {
            view.movable.iter().any(|known| known.command == "extend" && known.clock == "departure")
        };
        assert!(!offered(&case.see(&officer("case")).await));
        assert_eq!(case.refused(&officer("case"), longer("2027-02-01")).await, "unknown-clock");
        let mut outside = order.clone();
        if let CaseCommand::Propose { choices, .. } = &mut outside {
            choices.insert("departure".to_owned(), "45 days".parse::<Term>().unwrap());
        }
        assert_eq!(case.refused(&officer("case"), outside).await, "choice-range");
        case.give(&officer("case"), order).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        assert!(!offered(&case.see(&officer("case")).await));
        case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
        assert!(offered(&case.see(&officer("case")).await));
        let notices =
            |view: &CaseView| view.case.letters.iter().filter(|(_, kind, _)| *kind == "notice").count();
        let before = notices(&case.see(&officer("case")).await);
        // Fourteen days end on 8 December; the law lets the term last a year, and the office says how long.
        let view = case.see(&officer("case")).await;
        let until = view.movable.iter().find(|known| known.command == "extend").unwrap().until.unwrap();
        assert_eq!((until.first, until.last), (day("2026-12-09"), day("2027-11-24")));
        assert_eq!(case.refused(&officer("case"), longer("")).await, "extend-needed");
        for wrong in ["2026-12-08", "2027-11-25"] {
            assert_eq!(case.refused(&officer("case"), longer(wrong)).await, "extend-day", "{wrong}");
        }
        let view = case.give(&officer("case"), longer("2027-06-10")).await.unwrap();
        assert_eq!(due(&view), Due::On(day("2027-06-10")));
        assert_eq!(notices(&view), before + 1, "the person is told");
        work(&house).await;
        let letters = case.see(&client(1)).await.letters;
        let told = letters.iter().find(|letter| letter.kind == "notice" && letter.lang == Lang::EN).unwrap();
        let text = text_of(&house.office.letter(&client(1), told.id).await.unwrap().bytes);
        assert!(text.contains("The term that you were given is extended."), "{text}");
        assert!(text.contains("Art. 43") && !text.contains("possible to decide"), "{text}");
        assert!(text.contains("10 June 2027"), "{text}");
        house.clock.set("2026-12-20T08:00:00Z");
        work(&house).await;
        assert_eq!(departure(&case.see(&officer("case")).await).overdue, None, "the old day does not count");
        // Within the year it can be made longer again, as often as the person's circumstances ask for it.
        assert_eq!(case.refused(&officer("case"), longer("2027-11-25")).await, "extend-day");
        for until in ["2027-08-31", "2027-11-24"] {
            let view = case.give(&officer("case"), longer(until)).await.unwrap();
            assert_eq!(due(&view), Due::On(day(until)));
        }
        assert_eq!(case.refused(&officer("case"), longer("2027-11-25")).await, "term-not-longer");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

/// The proposal of fourteen days on what is known now.
async fn proposal(case: &Case<'_>) -> CaseCommand {
    let seen = case.see(&officer("case")).await.seen_at;
    let mut order = answering(propose("order", &["imm41"], REASONS, seen), ANSWER);
    if let CaseCommand::Propose { choices, .. } = &mut order {
        choices.insert("departure".to_owned(), "14 days".parse::<Term>().unwrap());
    }
    order
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_never_brings_the_last_day_nearer_and_the_party_hears_of_each() {
    for house in houses("never_nearer").await {
        foreigner(&house).await;
        let (case, _) = ordered(&house).await;
        let extend = |reason: &str| {
            CaseCommand::Extend(Extending {
                clock: "decision".to_owned(),
                reason: reason.to_owned(),
                until: Some(day(if reason == "objective-reasons" { "2027-03-24" } else { "2027-11-24" })),
                reasons: "The archives of two states answer slowly.".to_owned(),
            })
        };
        let notices =
            |view: &CaseView| view.case.letters.iter().filter(|(_, kind, _)| *kind == "notice").count();
        let first = case.give(&officer("case"), extend("long-fact-finding")).await.unwrap();
        assert_eq!(notices(&first), 0, "nothing is extended yet");
        let offered: Vec<&str> = first.movable.iter().map(|known| known.reason.as_str()).collect();
        assert!(!offered.contains(&"long-fact-finding"), "nobody agrees with themselves: {offered:?}");
        assert_eq!(case.refused(&officer("case"), extend("long-fact-finding")).await, "same-person");
        let view = case.give(&officer("approver"), extend("long-fact-finding")).await.unwrap();
        assert_eq!(view.term.due, Due::On(day("2027-11-24")));
        assert_eq!(notices(&view), 1);
        // Four months from the receipt would end in March: one officer does not undo what two decided.
        let view = case.see(&officer("case")).await;
        assert!(!view.allowed.contains(&"extend"), "{:?}", view.movable);
        let OfficeError::NotNow(why) =
            case.give(&officer("case"), extend("objective-reasons")).await.unwrap_err()
        else {
            panic!("something else is in the way")
        };
        assert_eq!(why.code, "term-not-longer");
        assert_eq!(why.args, [("last", "2027-11-24".to_owned())]);
        assert_eq!(case.see(&officer("case")).await.term.due, Due::On(day("2027-11-24")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposed_extension_waits_until_the_term_is_as_long_for_another_reason() {
    let extend = |reason: &str, until: &str| {
        CaseCommand::Extend(Extending {
            clock: "decision".to_owned(),
            reason: reason.to_owned(),
            until: until.parse().ok(),
            reasons: "The archives of two states answer slowly.".to_owned(),
        })
    };
    let proposed = |view: &CaseView| {
        let line = view.clocks.iter().find(|line| line.id == "decision").unwrap();
        (line.proposed.clone(), line.proposed_until)
    };
    let waits = |until: &str| (Some("long-fact-finding".to_owned()), Some(day(until)));
    for house in houses("proposal_waits").await {
        foreigner(&house).await;
        let (case, _) = ordered(&house).await;
        case.give(&officer("case"), extend("long-fact-finding", "2027-06-01")).await.unwrap();
        let view = case.give(&officer("case"), extend("objective-reasons", "2027-02-01")).await.unwrap();
        assert_eq!(view.term.due, Due::On(day("2027-02-01")));
        assert_eq!(proposed(&view), waits("2027-06-01"), "a longer one is still to be agreed to");
        let other = extend("long-fact-finding", "2027-07-01");
        assert_eq!(case.refused(&officer("approver"), other).await, "extend-agreed");
        let view = case.give(&officer("approver"), extend("long-fact-finding", "")).await.unwrap();
        assert_eq!((view.term.due, proposed(&view)), (Due::On(day("2027-06-01")), (None, None)));
    }
    for house in houses("proposal_aside").await {
        foreigner(&house).await;
        let (case, _) = ordered(&house).await;
        case.give(&officer("case"), extend("long-fact-finding", "2027-02-01")).await.unwrap();
        let view = case.give(&officer("case"), extend("objective-reasons", "2027-03-01")).await.unwrap();
        assert_eq!(proposed(&view), (None, None));
        let aside = view.history.iter().filter(|line| line.kind == "extension-set-aside").count();
        assert_eq!(aside, 1, "the file says why nobody is asked any more");
    }
}

pub async fn dies(house: &House) {
    let died = FactChange {
        on: day("2026-11-23").into(),
        values: vec![Entry::Death { date: "2026-11-23".parse().unwrap(), place: String::new() }],
        basis: crate::house::basis(),
    };
    let purpose = "basis:mk134".parse().unwrap();
    house.office.change_facts(&officer("case"), &purpose, PersonId::from_u64(1), None, died).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_begun_proposed_approved_or_served_about_the_dead() {
    for house in houses("dead_begun").await {
        foreigner(&house).await;
        dies(&house).await;
        let begun = house.office.begin(&officer("case"), &opening("return.decision")).await;
        assert_eq!(problem(&begun.unwrap_err()), "subject-dead");
        // Where the law itself asks whether the person is dead, the case begins.
        house.office.begin(&officer("case"), &opening("document.invalidation")).await.unwrap();
    }
    for house in houses("dead_proposed").await {
        foreigner(&house).await;
        let (case, _) = ordered(&house).await;
        dies(&house).await;
        let order = proposal(&case).await;
        assert_eq!(case.refused(&officer("case"), order).await, "subject-dead");
        // The case ends without an order, and that takes effect.
        let seen = case.see(&officer("case")).await.seen_at;
        case.give(&officer("case"), propose("end", &[], "The person died on 23 November.", seen))
            .await
            .unwrap();
        let ended = case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
        assert_eq!(ended.case.stage(), "discontinued");
        // Nobody was ordered to leave, and nobody is told what follows from an order.
        assert!(ended.case.letters.iter().all(|(_, kind, _)| *kind != "notice"), "{:?}", ended.case.letters);
        assert!(ended.clocks.iter().all(|clock| clock.id != "departure" || !clock.runs));
    }
    for house in houses("dead_approved").await {
        foreigner(&house).await;
        let (case, order) = ordered(&house).await;
        case.give(&officer("case"), order).await.unwrap();
        dies(&house).await;
        assert_eq!(case.refused(&officer("approver"), CaseCommand::Approve {}).await, "subject-dead");
    }
    for house in houses("dead_served").await {
        foreigner(&house).await;
        let (case, order) = ordered(&house).await;
        case.give(&officer("case"), order).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        dies(&house).await;
        assert!(!case.see(&officer("counter")).await.allowed.contains(&"serve"));
        assert_eq!(case.refused(&officer("counter"), CaseCommand::Serve {}).await, "subject-dead");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_whose_subject_died_before_service_ends_without_its_decision() {
    let end = || CaseCommand::Discontinue {
        reasons: "Entry 114 of the register of deaths, 23 November.".to_owned(),
    };
    for house in houses("dead_ends").await {
        foreigner(&house).await;
        let (case, order) = ordered(&house).await;
        case.give(&officer("case"), order).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        assert_eq!(case.refused(&officer("case"), end()).await, "subject-not-dead");
        dies(&house).await;
        assert!(case.see(&officer("case")).await.allowed.contains(&"discontinue"));
        // Whoever has no such right sees that others end it.
        let counter = case.see(&officer("counter")).await;
        assert!(counter.not_allowed.contains(&("discontinue", office::cases::NotNow::Others)));
        let short = CaseCommand::Discontinue { reasons: "dead".to_owned() };
        assert_eq!(case.refused(&officer("case"), short).await, "reasons-short");
        let view = case.give(&officer("case"), end()).await.unwrap();
        assert_eq!(view.case.stage(), "discontinued");
        assert!(view.case.is_closed() && view.case.decision().is_none());
        assert!(view.clocks.iter().all(|line| !line.runs), "{:?}", view.clocks);
        assert!(view.case.day_of("in-force").is_none() && view.case.day_of("decided").is_none());
        let last = view.history.iter().find(|line| line.kind == "discontinued").unwrap();
        assert!(last.note().contains("register of deaths"), "{}", last.note());
        assert_eq!(case.refused(&officer("counter"), CaseCommand::Serve {}).await, "wrong-step");
        assert!(listed(&house).await.is_empty());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_orders_a_citizen_to_leave_or_takes_from_a_foreigner_what_only_citizens_have() {
    for house in houses("not_for_citizens").await {
        foreigner(&house).await;
        house.enter(citizen(2, "Zane", "Paraugkalne", "1990-03-04")).await;
        let begins = async |procedure: &str, number: u64| {
            let wanted = Opening { subject: PersonId::from_u64(number), ..opening(procedure) };
            house.office.begin(&officer("case"), &wanted).await
        };
        for procedure in ["return.decision", "return.removal", "entry.ban"] {
            let refused = begins(procedure, 2).await.unwrap_err();
            assert!(
                matches!(&refused, OfficeError::Invalid(wrong) if wrong[0].problem.code == "not-begun"),
                "{refused:?}"
            );
            begins(procedure, 1).await.unwrap();
        }
        begins("citizenship.revocation", 1).await.unwrap_err();
        begins("citizenship.revocation", 2).await.unwrap();
    }
}
