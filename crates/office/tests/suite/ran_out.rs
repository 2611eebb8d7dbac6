//! Time that ran out: a pause ends with what it waits for, or the law ends the case when it lasted too long.

use crate::house::{House, citizen, client, day, houses_of, officer};
use crate::journey::Case;
use law::LawBook;
use office::cases::command::Moving;
use office::cases::{CaseCommand, GivenValue, Phase};
use std::collections::BTreeMap;

const SERVICE: &str = "temporary-protection.ukraine";

/// The law with a pause that ends the case after thirty days, signed by as many officers.
fn with_an_end(approvals: u8) -> LawBook {
    with_a_pause("cap=\"30 days\" then=\"leave\"", approvals)
}

/// The law with a pause of another kind, and a decision that it may lead to.
fn with_a_pause(pause: &str, approvals: u8) -> LawBook {
    let files: Vec<(&str, String)> = law::files::bundled()
        .iter()
        .map(|(path, text)| {
            let mut text = (*text).to_owned();
            if path.contains("temporary-protection.ukraine/") {
                text = text.replace("cap=\"1 year\"", pause);
                let Some(at) = text.find("    decide \"refuse\"") else { return (*path, text) };
                let leave = format!(
                    "    decide \"leave\" kind=\"discontinue\" approvals={approvals} cite=\"apl:64(1)\" {{\n        \
                     name lv=\"Atstāt bez izskatīšanas\" en=\"Leave unexamined\"\n        when {{ person.dead is=#true }}\n    }}\n"
                );
                text.insert_str(at, &leave);
                let at = text.rfind('}').unwrap();
                let example = "    example \"left\" like=\"citizen\" {\n        given person.dead=#true\n        \
                               expect outcome=\"discontinue\" decision=\"leave\"\n    }\n";
                text.insert_str(at, example);
            }
            (*path, text)
        })
        .collect();
    LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap()
}

/// An application of Tuesday, 24 November 2026 whose term rests until the documents come.
async fn paused(house: &House) -> Case<'_> {
    let mut who = citizen(1, "Oksana", "Prykladna", "1992-07-01");
    who.status = "registered-foreigner";
    house.enter(who).await;
    let mut wanted = house.application(1);
    wanted.service = SERVICE.to_owned();
    wanted.declared = BTreeMap::from([("ukraine.group".to_owned(), GivenValue::Code("citizen".to_owned()))]);
    wanted.declared.retain(|fact, _| {
        let procedure =
            house.office.law().services(day("2026-11-24")).into_iter().find(|p| p.id() == SERVICE);
        procedure.unwrap().questions().iter().any(|def| def.name == *fact)
    });
    let id = house.office.apply(&client(1), &wanted).await.unwrap();
    let case = Case { house, id };
    let identify = CaseCommand::Identify {
        document: None,
        foreign: None,
        reasons: Some("Known to the officer by sight.".to_owned()),
    };
    case.give(&officer("counter"), identify).await.unwrap();
    case.give(&officer("case"), stop()).await.unwrap();
    case
}

fn stop() -> CaseCommand {
    CaseCommand::Suspend(Moving {
        clock: "decision".to_owned(),
        reason: "documents".to_owned(),
        reasons: "The document on citizenship is missing.".to_owned(),
    })
}

async fn work(house: &House) {
    while house.office.run_due_jobs().await.unwrap() > 0 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_lasted_too_long_ends_the_case() {
    for house in houses_of("ran_out", &with_an_end(1)).await {
        let case = paused(&house).await;
        // Nobody leaves it unexamined before.
        let leave = CaseCommand::Propose {
            decision: "leave".to_owned(),
            grounds: vec![],
            reasons: "I would rather not look at this one.".to_owned(),
            waiver: None,
            waiver_why: None,
            answer: String::new(),
            weighing: None,
            choices: BTreeMap::new(),
            seen_at: house.office.position().await.unwrap(),
            parts: Vec::new(),
        };
        assert_eq!(case.refused(&officer("case"), leave).await, "decision-not-open");
        // The first day that does not count is the 24th, so the thirtieth is 23 December.
        house.clock.set("2026-12-23T21:59:00Z");
        work(&house).await;
        assert_eq!(case.see(&officer("case")).await.case.stage(), "examination");
        house.clock.set("2026-12-24T08:00:00Z");
        work(&house).await;
        let view = case.see(&officer("case")).await;
        let Phase::Decided { decision, second: None, .. } = &view.case.phase else {
            panic!("{:?}", view.case.stage())
        };
        assert_eq!((decision.outcome.decision(), decision.by.as_str()), ("leave", "automatic"));
        let office::cases::event::StatedOutcome::Discontinue { reasons, .. } = &decision.outcome else {
            panic!()
        };
        assert!(reasons.contains("24 November 2026") && reasons.contains("24 December 2026"), "{reasons}");
        assert!(reasons.contains("64"), "{reasons}");
        // Once is enough.
        work(&house).await;
        assert_eq!(case.see(&officer("case")).await.case.version, view.case.version);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_two_sign_the_office_drafts_and_an_officer_agrees() {
    for house in houses_of("ran_out_two", &with_an_end(2)).await {
        let case = paused(&house).await;
        house.clock.set("2027-01-05T08:00:00Z");
        work(&house).await;
        assert_eq!(case.see(&officer("case")).await.case.stage(), "proposed");
        let back = CaseCommand::Return { reasons: "She called: the paper is in the post.".to_owned() };
        case.give(&officer("approver"), back).await.unwrap();
        // The law has not changed its mind.
        work(&house).await;
        let decided = case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        assert_eq!(decided.case.stage(), "decided");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_ends_with_what_it_waits_for() {
    for house in houses_of("ran_in", &with_an_end(1)).await {
        let case = paused(&house).await;
        house.clock.set("2026-12-04T08:00:00Z");
        let finish = CaseCommand::FinishStage {
            stage: "check".to_owned(),
            note: "All papers are here.".to_owned(),
            on: None,
            says: BTreeMap::new(),
        };
        let view = case.give(&officer("case"), finish).await.unwrap();
        let (pause, end) = &view.case.terms["decision"].pauses[0];
        assert_eq!((pause.on, *end), (day("2026-11-24"), Some(day("2026-12-04"))));
        // A month from 24 November is 24 December, and ten days did not count: 25 November to 3 December are nine of them,
        // for the day of receipt is not counted anyway. 2 January is a Saturday, so Monday the 4th.
        assert_eq!(view.term.due, law::Due::On(day("2027-01-04")));
        house.clock.set("2026-12-28T08:00:00Z");
        work(&house).await;
        assert_eq!(case.see(&officer("case")).await.case.stage(), "examination");
    }
}

fn in_vain() -> CaseCommand {
    CaseCommand::NoteAttempt {
        clock: "decision".to_owned(),
        reasons: "What was brought cannot be read.".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_counted_over_all_pauses_and_then_the_term_runs_again() {
    for house in houses_of("tries", &with_a_pause("cap=\"1 year\" attempts=3", 1)).await {
        let (case, examiner) = (paused(&house).await, officer("case"));
        case.give(&examiner, in_vain()).await.unwrap();
        house.clock.set("2026-11-26T08:00:00Z");
        let again = CaseCommand::Resume {
            clock: "decision".to_owned(),
            reasons: "The person asked to be decided on what there is.".to_owned(),
        };
        case.give(&examiner, again).await.unwrap();
        // Nothing stands still, so nothing is tried; and the first attempt is not forgotten.
        assert_eq!(case.refused(&examiner, in_vain()).await, "no-attempts");
        case.give(&examiner, stop()).await.unwrap();
        case.give(&examiner, in_vain()).await.unwrap();
        house.clock.set("2026-12-01T08:00:00Z");
        let view = case.give(&examiner, in_vain()).await.unwrap();
        let moves = &view.case.terms["decision"];
        assert_eq!(moves.attempts.len(), 3);
        assert_eq!((moves.pauses[1].0.on, moves.pauses[1].1), (day("2026-11-26"), Some(day("2026-12-01"))));
        // What would be refused is not offered, and the refusal says why.
        assert!(!view.allowed.contains(&"note-attempt") && !view.allowed.contains(&"suspend"));
        assert!(view.movable.iter().all(|known| known.command != "suspend"), "{:?}", view.movable);
        assert_eq!(case.refused(&examiner, stop()).await, "attempts-used");
        assert_eq!(case.refused(&officer("counter"), in_vain()).await, "denied");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_last_attempt_the_law_takes_the_case_where_it_says() {
    for house in houses_of("tried", &with_a_pause("attempts=2 then=\"leave\"", 1)).await {
        let case = paused(&house).await;
        case.give(&officer("case"), in_vain()).await.unwrap();
        house.clock.set("2027-03-01T08:00:00Z");
        work(&house).await;
        assert_eq!(
            case.see(&officer("case")).await.case.stage(),
            "examination",
            "no limit of time was given"
        );
        case.give(&officer("case"), in_vain()).await.unwrap();
        work(&house).await;
        let view = case.see(&officer("case")).await;
        let Phase::Decided { decision, .. } = &view.case.phase else { panic!("{:?}", view.case.stage()) };
        assert_eq!((decision.outcome.decision(), decision.by.as_str()), ("leave", "automatic"));
        let office::cases::event::StatedOutcome::Discontinue { reasons, .. } = &decision.outcome else {
            panic!()
        };
        assert!(reasons.contains("allows: 2") && reasons.contains("1 March 2027"), "{reasons}");
    }
}
