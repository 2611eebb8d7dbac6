//! A contest that an officer takes in: by which way and when it came, and what a decision on it owes to whoever contests.

use crate::commands::{ANSWER, answering, propose};
use crate::house::{House, client, day, houses, officer};
use crate::journey::Case;
use crate::pdf::text_of;
use crate::refusal::refused;
use law::FactValue;
use office::cases::event::Channel;
use office::cases::{Arrival, CaseCommand};
use std::collections::BTreeMap;

const OBJECTIONS: &str = "The register is wrong: I became a citizen in 1996.";
const REASONS: &str = "The refusal rests on an entry that was already doubted when it was taken.";

fn contest(arrival: Option<Arrival>) -> CaseCommand {
    CaseCommand::Contest { words: OBJECTIONS.to_owned(), declared: BTreeMap::new(), person: None, arrival }
}

fn by_post(on: &str) -> CaseCommand {
    contest(Some(Arrival { channel: Channel::Post, on: Some(day(on)), from: String::new() }))
}

/// The same with the answer that no missed term is to be reinstated.
fn by_post_late(on: &str) -> CaseCommand {
    let CaseCommand::Contest { words, person, arrival, .. } = by_post(on) else { unreachable!() };
    let declared = BTreeMap::from([("contest.reinstatement-asked".to_owned(), FactValue::Bool(false))]);
    CaseCommand::Contest { words, declared, person, arrival }
}

fn judge(fact: &str, value: FactValue) -> CaseCommand {
    CaseCommand::Judge { fact: fact.to_owned(), value, reasons: REASONS.to_owned() }
}

fn finding(code: &str) -> CaseCommand {
    judge("contest.finding", FactValue::Code(code.to_owned()))
}

/// A refusal in force, and the case in which it is contested so.
async fn contested<'h>(house: &'h House, arrival: CaseCommand, today: &str) -> (Case<'h>, Case<'h>) {
    let first = refused(house).await;
    first.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
    house.clock.set(&format!("{today}T10:00:00Z"));
    let view = first.give(&officer("counter"), arrival).await.unwrap();
    let id = view.case.contested().unwrap().child;
    (first, Case { house, id })
}

/// What is left to be found before a contest is decided, but the finding.
async fn examined(contest: &Case<'_>) {
    let (examiner, note) = (officer("case-2"), "the application itself".to_owned());
    let fact = "contest.formally-complete".to_owned();
    let signed = CaseCommand::Record { fact, value: FactValue::Bool(true), note };
    contest.give(&examiner, signed).await.unwrap();
    contest.give(&examiner, judge("submission.offensive", FactValue::Bool(false))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_by_post_counts_from_the_day_on_which_it_came() {
    for house in houses("contest_came").await {
        let first = refused(&house).await;
        let counter = officer("counter");
        first.give(&counter, CaseCommand::Serve {}).await.unwrap();
        // The last day to contest is 28 December; it is entered a day later.
        house.clock.set("2026-12-29T10:00:00Z");
        assert_eq!(first.refused(&counter, by_post("2026-12-30")).await, "arrival-future");
        assert_eq!(first.refused(&counter, by_post("2026-11-23")).await, "act-day");
        // Of what came late somebody says whether the missed term is to be reinstated.
        assert_eq!(first.refused(&counter, by_post("2026-12-29")).await, "contest-late-answer");
        let portal = Arrival { channel: Channel::Portal, on: None, from: String::new() };
        assert_eq!(first.refused(&counter, contest(Some(portal))).await, "required");
        let view = first.give(&counter, by_post("2026-12-23")).await.unwrap();
        let came = day("2026-12-23");
        let known = view.case.contested().unwrap();
        assert_eq!(known.on, came);
        let child = house.office.case(&officer("case-2"), known.child).await.unwrap();
        assert_eq!(child.facts.get("contest.filed"), Some(&FactValue::Day(came)));
        assert_eq!((child.case.received, child.case.channel), (came, Channel::Post));
        assert!(!child.assessment.failing().contains(&"apl-79.3-1".to_owned()), "it came in time");
        for view in [&view, &child] {
            let item = view.correspondence.iter().find(|item| item.kind == "contest").unwrap();
            assert_eq!((item.on, item.channel), (came, Channel::Post));
        }
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_granted_in_full_has_reasons_and_an_answer() {
    for house in houses("contest_reasons").await {
        let (_, contest) = contested(&house, contest(None), "2026-11-25").await;
        let examiner = officer("case-2");
        examined(&contest).await;
        // Nothing followed from the refusal that could fall by itself.
        assert_eq!(contest.refused(&examiner, finding("annul-part")).await, "part-none");
        assert!(!contest.see(&examiner).await.may_be_judged("contest.finding", "annul-part"));
        contest.give(&examiner, finding("declare")).await.unwrap();
        let seen = contest.see(&examiner).await.seen_at;
        let bare = propose("declare", &[], "", seen);
        assert_eq!(contest.refused(&examiner, bare.clone()).await, "reasons-short");
        assert_eq!(contest.refused(&examiner, answering(bare, ANSWER)).await, "reasons-short");
        let reasoned = propose("declare", &[], REASONS, seen);
        assert_eq!(contest.refused(&examiner, reasoned.clone()).await, "answer-needed");
        let proposed = contest.give(&examiner, answering(reasoned, ANSWER)).await.unwrap();
        assert_eq!(proposed.case.stage(), "proposed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_that_came_late_is_left_on_its_term_alone() {
    for house in houses("contest_left").await {
        let (_, contest) = contested(&house, by_post_late("2026-12-29"), "2026-12-29").await;
        let examiner = officer("case-2");
        examined(&contest).await;
        contest.give(&examiner, finding("uphold")).await.unwrap();
        let view = contest.see(&examiner).await;
        assert_eq!(view.open_decisions, ["leave"]);
        let failing = view.assessment.failing();
        assert!(failing.contains(&"decision-lawful".to_owned()), "{failing:?}");
        let both = propose("leave", &["apl-79.3-1", "decision-lawful"], REASONS, view.seen_at);
        assert_eq!(contest.refused(&examiner, both).await, "ground-not-of");
        let grounds = vec!["apl-79.3-1".to_owned()];
        contest.give(&examiner, CaseCommand::InviteHearing { grounds }).await.unwrap();
        let opinion = "The post was slow.".to_owned();
        contest.give(&examiner, CaseCommand::AnswerHearing { opinion }).await.unwrap();
        let seen = contest.see(&examiner).await.seen_at;
        let left = answering(propose("leave", &["apl-79.3-1"], REASONS, seen), ANSWER);
        let proposed = contest.give(&examiner, left).await.unwrap();
        assert_eq!(proposed.case.stage(), "proposed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_is_given_to_none_of_those_who_decided_and_its_confirmation_says_what_it_is_about() {
    for house in houses("contest_given").await {
        let (first, contest) = contested(&house, contest(None), "2026-11-25").await;
        let view = contest.see(&officer("case-2")).await;
        assert_eq!(view.barred.iter().map(|known| known.as_str()).collect::<Vec<_>>(), ["case", "approver"]);
        for decider in ["case", "approver"] {
            let to = CaseCommand::Assign { to: Some(decider.to_owned()) };
            let refused = contest.refused(&officer("case-2"), to).await;
            assert!(["decided-by-them", "unknown-officer"].contains(&refused), "{refused}");
        }
        house.office.run_due_jobs().await.unwrap();
        let (letter, ..) = contest.see(&client(1)).await.case.letters[0];
        let text = text_of(&house.office.letter(&client(1), letter).await.unwrap().bytes);
        // Lines break where they break.
        let words: String = text.split_whitespace().collect();
        assert!(words.contains(&first.id.grouped()) && words.contains("acitizenin1996"), "{text}");
        // The row of the contest says it too.
        let mine = house.office.my_cases(&client(1)).await.unwrap();
        let asks = mine.iter().find(|line| line.id == contest.id).unwrap().asks.clone().unwrap();
        assert_eq!(asks.against, Some(first.id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_asked_until_a_working_day_and_the_office_does_not_ask_itself() {
    for house in houses("contest_asks").await {
        let (_, contest) = contested(&house, contest(None), "2026-11-25").await;
        let ask = |body: &str| CaseCommand::AskOpinion {
            body: body.to_owned(),
            question: "Is there a reason not to issue a document?".to_owned(),
            until: day("2026-12-06"),
        };
        let examiner = officer("case-2");
        assert_eq!(contest.refused(&examiner, ask("office")).await, "unknown-body");
        let view = contest.give(&examiner, ask("police")).await.unwrap();
        // 6 December 2026 is a Sunday.
        assert_eq!(view.case.opinions[0].asked.until, day("2026-12-07"));
    }
}
