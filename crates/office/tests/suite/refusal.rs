//! A refusal: grounds, hearing, reasons, appeal. None can be left out.

use crate::commands::{ANSWER, answering, evidence, identify, pay, propose};
use crate::house::{House, citizen, client, day, houses, officer, passport};
use crate::journey::Case;
use crate::pdf::text_of;
use kernel::Lang;
use office::cases::event::{Channel, Hearing, StatedOutcome};
use office::cases::{Arrival, CaseCommand, CaseView, Phase};
use std::collections::BTreeMap;

const REASONS: &str = "The register holds the status of a non-citizen since 1995.";

fn refuse(grounds: &[&str], reasons: &str, seen_at: i64) -> CaseCommand {
    propose("refuse", grounds, reasons, seen_at)
}

/// A non-citizen who applies for a citizen's passport, served at the counter.
pub async fn hopeless(house: &House) -> Case<'_> {
    let mut who = citizen(1, "Sergejs", "Primerovs", "1968-11-09");
    who.status = "non-citizen";
    who.more.push(passport(11, "XX0000001", "2027-12-31"));
    house.enter(who).await;
    let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
    let case = Case { house, id };
    let counter = officer("counter");
    case.give(&counter, identify("XX0000001")).await.unwrap();
    case.give(&counter, evidence("photo")).await.unwrap();
    case.give(&counter, evidence("fingerprints")).await.unwrap();
    case.give(&counter, pay()).await.unwrap();
    case
}

/// The same, refused and not served yet.
pub async fn refused(house: &House) -> Case<'_> {
    let case = hopeless(house).await;
    let examiner = officer("case");
    let ids = vec!["not-a-citizen".to_owned()];
    case.give(&examiner, CaseCommand::InviteHearing { grounds: ids }).await.unwrap();
    let answer = CaseCommand::AnswerHearing { opinion: "I was born in Riga.".to_owned() };
    case.give(&client(1), answer).await.unwrap();
    let seen = case.see(&examiner).await.seen_at;
    let refusal = answering(refuse(&["not-a-citizen"], REASONS, seen), ANSWER);
    case.give(&examiner, refusal).await.unwrap();
    case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_needs_ground_hearing_and_reasons_and_says_where_to_contest() {
    for house in houses("refusal").await {
        let case = hopeless(&house).await;
        let (examiner, approver) = (officer("case"), officer("approver"));
        let seen = case.see(&examiner).await.seen_at;
        let ground = ["not-a-citizen"];
        assert_eq!(case.refused(&examiner, refuse(&[], REASONS, seen)).await, "ground-missing");
        assert_eq!(case.refused(&examiner, refuse(&["ugly-photo"], REASONS, seen)).await, "unknown-ground");
        assert_eq!(
            case.refused(&examiner, refuse(&["travel-bar"], REASONS, seen)).await,
            "ground-unsupported"
        );
        assert_eq!(case.refused(&examiner, refuse(&ground, "No.", seen)).await, "reasons-short");
        assert_eq!(case.refused(&examiner, refuse(&ground, REASONS, seen)).await, "hearing-needed");

        let invited = case
            .give(&examiner, CaseCommand::InviteHearing { grounds: vec!["not-a-citizen".to_owned()] })
            .await
            .unwrap();
        assert_eq!(invited.case.stage(), "hearing");
        assert_eq!(case.refused(&examiner, refuse(&ground, REASONS, seen)).await, "hearing-open");
        let silent = CaseCommand::AnswerHearing { opinion: "  ".to_owned() };
        assert_eq!(case.refused(&client(1), silent).await, "required");
        let answer = CaseCommand::AnswerHearing { opinion: "I was born in Riga.".to_owned() };
        case.give(&client(1), answer.clone()).await.unwrap();
        assert_eq!(case.refused(&client(1), answer).await, "hearing-none");

        // Administrative Procedure Law, Art. 67(2): what the person argued is answered.
        let refusal = refuse(&ground, REASONS, seen);
        assert_eq!(case.refused(&examiner, refusal.clone()).await, "answer-needed");
        assert_eq!(case.refused(&examiner, answering(refusal.clone(), "No.")).await, "reasons-short");
        case.give(&examiner, answering(refusal, ANSWER)).await.unwrap();
        let decided = case.give(&approver, CaseCommand::Approve {}).await.unwrap();
        let Phase::Decided { decision, second, .. } = &decided.case.phase else { panic!("undecided") };
        assert_eq!(second.as_ref().unwrap().as_str(), "approver");
        let StatedOutcome::Refuse { grounds, hearing, route, .. } = &decision.outcome else {
            panic!("granted")
        };
        assert_eq!(grounds[0].id, "not-a-citizen");
        let Hearing::Heard { opinion, .. } = hearing else { panic!("waived") };
        assert_eq!(opinion, "I was born in Riga.");
        // Administrative Procedure Law, Art. 79: one month from the day of effect.
        let route = route.as_ref().unwrap();
        assert_eq!((route.term.to_string().as_str(), route.cite.to_string().as_str()), ("1 month", "apl:79"));

        let served = case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
        let Phase::InForce { contest_until, documents, .. } = &served.case.phase else {
            panic!("not in force")
        };
        // A month after 24 November is 24 December, a holiday as are 25 and 26; 27 December is a Sunday.
        assert_eq!(*contest_until, Some(day("2026-12-28")));
        assert!(documents.is_empty());
        assert_eq!(served.case.stage(), "refused");
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        assert_eq!(letters.iter().filter(|letter| letter.kind == "decision").count(), 2);
        assert_eq!(letters.iter().filter(|letter| letter.kind == "hearing").count(), 2);
        let written = letters.iter().find(|letter| letter.kind == "decision" && letter.lang == Lang::EN);
        let file = house.office.letter(&client(1), written.unwrap().id).await.unwrap();
        let text = text_of(&file.bytes);
        assert!(
            text.contains("I was born in Riga.")
                && text.contains("In the officer’s own words, in Latvian:")
                && text.contains("does not change what the register"),
            "{text}"
        );
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn silence_is_an_answer_once_the_time_has_passed() {
    for house in houses("silence").await {
        let case = hopeless(&house).await;
        let examiner = officer("case");
        let ids = vec!["not-a-citizen".to_owned()];
        let invited = case.give(&examiner, CaseCommand::InviteHearing { grounds: ids }).await.unwrap();
        let until = invited.case.hearing.unwrap().until;
        house.clock.set(&format!("{until}T10:00:00Z"));
        let seen = case.see(&examiner).await.seen_at;
        let command = refuse(&["not-a-citizen"], REASONS, seen);
        assert_eq!(case.refused(&examiner, command.clone()).await, "hearing-open");
        house.clock.set(&format!("{}T10:00:00Z", until.plus_days(1).unwrap()));
        let late = CaseCommand::AnswerHearing { opinion: "Wait for me.".to_owned() };
        assert_eq!(case.refused(&client(1), late).await, "hearing-late");
        assert!(!case.see(&client(1)).await.allowed.contains(&"answer-hearing"));
        assert_eq!(case.refused(&examiner, answering(command.clone(), ANSWER)).await, "nothing-argued");
        let proposed = case.give(&examiner, command).await.unwrap();
        let StatedOutcome::Refuse { hearing: Hearing::Heard { answered, .. }, .. } =
            &proposed.case.decision().unwrap().outcome
        else {
            panic!("not heard")
        };
        assert_eq!(*answered, None);
    }
}

#[tokio::test]
async fn a_hearing_is_left_out_only_as_the_law_allows() {
    for house in houses("waiver").await {
        let case = hopeless(&house).await;
        let examiner = officer("case");
        let seen = case.see(&examiner).await.seen_at;
        let waive = |id: &str, why: &str| {
            let mut proposal = refuse(&["not-a-citizen"], REASONS, seen);
            let CaseCommand::Propose { waiver, waiver_why, .. } = &mut proposal else {
                panic!("no proposal")
            };
            (*waiver, *waiver_why) = (Some(id.to_owned()), Some(why.to_owned()));
            proposal
        };
        let why = "The person cannot be reached at any known address.";
        assert_eq!(case.refused(&examiner, waive("tired", why)).await, "unknown-waiver");
        assert_eq!(case.refused(&examiner, waive("impossible", "so")).await, "reasons-short");
        let proposed = case.give(&examiner, waive("impossible", why)).await.unwrap();
        let StatedOutcome::Refuse { hearing: Hearing::Waived { waiver, cite, .. }, .. } =
            &proposed.case.decision().unwrap().outcome
        else {
            panic!("not waived")
        };
        assert_eq!((waiver.as_deref(), cite.to_string().as_str()), (Some("impossible"), "apl:62"));
    }
}

/// The refusal, in force since 24 November: the last day to contest it is 28 December.
async fn in_force(house: &House) -> Case<'_> {
    let case = refused(house).await;
    case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
    case
}

async fn contested(case: &Case<'_>, asks: bool) -> CaseView {
    let declared = BTreeMap::from([("contest.reinstatement-asked".to_owned(), law::FactValue::Bool(asks))]);
    let words = "I have been a citizen since birth.".to_owned();
    case.give(&client(1), CaseCommand::Contest { words, declared, person: None, arrival: None })
        .await
        .unwrap()
}

fn delay(excused: bool) -> CaseCommand {
    CaseCommand::Judge {
        fact: "contest.delay-excused".to_owned(),
        value: law::FactValue::Bool(excused),
        reasons: "He was in hospital until 28 December.".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_on_the_last_day_suspends_the_decision_and_is_asked_nothing_of_its_delay() {
    for house in houses("contest_in_time").await {
        let case = in_force(&house).await;
        house.clock.set("2026-12-28T10:00:00Z");
        let contesting = case.see(&client(1)).await.contesting.unwrap();
        assert_eq!((contesting.last, contesting.late), (day("2026-12-28"), false));
        assert_eq!(contesting.questions, Vec::<String>::new());
        assert!(contesting.form.contains(&"contest.formally-complete".to_owned()), "{contesting:?}");
        let view = contested(&case, false).await;
        let contest = view.case.contested().unwrap();
        assert!(contest.suspends && !contest.if_reinstated && view.case.is_suspended());
        assert_eq!(view.contesting, None, "it is contested once");
    }
}

/// Whoever takes a contest back ends what it did to the decision, and may contest anew while the term runs.
#[tokio::test(flavor = "multi_thread")]
async fn a_contest_that_is_taken_back_suspends_no_longer_and_leaves_the_term_as_it_was() {
    for house in houses("contest_taken_back").await {
        let case = in_force(&house).await;
        let child = contested(&case, false).await.case.contested().unwrap().child;
        assert!(case.see(&client(1)).await.case.is_suspended());
        house.clock.set("2026-12-28T10:00:00Z");
        let child = Case { house: &house, id: child };
        child.give(&client(1), CaseCommand::Withdraw { words: String::new() }).await.unwrap();
        let view = case.see(&client(1)).await;
        assert!(!view.case.is_suspended() && view.case.contested().is_none());
        assert_eq!(view.contesting.map(|contesting| contesting.last), Some(day("2026-12-28")));
        let again = contested(&case, false).await;
        assert!(again.case.is_suspended() && again.contesting.is_none());
        assert_ne!(again.case.contested().unwrap().child, child.id);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

/// Administrative Procedure Law, Art. 80: a contest within its term suspends the decision; one that comes late does when
/// the missed term is reinstated (Art. 46 to 48).
#[tokio::test(flavor = "multi_thread")]
async fn a_late_contest_leaves_the_decision_in_force_until_the_missed_term_is_reinstated() {
    for house in houses("contest_late").await {
        let case = in_force(&house).await;
        house.clock.set("2026-12-29T10:00:00Z");
        let contesting = case.see(&client(1)).await.contesting.unwrap();
        assert!(contesting.late);
        assert_eq!(contesting.questions, ["contest.reinstatement-asked"]);
        let view = contested(&case, true).await;
        let contest = view.case.contested().unwrap();
        assert!(!contest.suspends && contest.if_reinstated && !view.case.is_suspended());
        let child = Case { house: &house, id: contest.child };
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = child.see(&client(1)).await.letters;
        let confirmed =
            letters.iter().find(|letter| letter.kind == "confirmation" && letter.lang == Lang::EN);
        let file = house.office.letter(&client(1), confirmed.unwrap().id).await.unwrap();
        let text = text_of(&file.bytes);
        assert!(text.contains("The contest came after the last day"), "{text}");
        // Found excused, it suspends from then on.
        for excused in [false, true] {
            child.give(&officer("case-2"), delay(excused)).await.unwrap();
            assert_eq!(case.see(&client(1)).await.case.is_suspended(), excused);
        }
        // The person is told in writing, with what that makes of the decision: it is not taken back, nor told again.
        assert_eq!(child.refused(&officer("case-2"), delay(false)).await, "reinstatement-stands");
        child.give(&officer("case-2"), delay(true)).await.unwrap();
        assert!(case.see(&client(1)).await.case.is_suspended());
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = child.see(&client(1)).await.letters;
        let told: Vec<_> =
            letters.iter().filter(|letter| letter.kind == "notice" && letter.lang == Lang::EN).collect();
        assert_eq!(told.len(), 1);
        let file = house.office.letter(&client(1), told[0].id).await.unwrap();
        let text = text_of(&file.bytes);
        assert!(text.contains("The missed term to contest the decision is reinstated"), "{text}");
        assert!(text.contains("the contested decision is not carried out"), "{text}");
        let history = case.see(&officer("case-2")).await.history;
        assert_eq!(history.iter().filter(|line| line.kind == "contest-reinstated").count(), 1);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_that_came_by_post_in_time_suspends_on_whatever_day_it_is_taken_in() {
    for house in houses("contest_post").await {
        let case = in_force(&house).await;
        house.clock.set("2026-12-29T10:00:00Z");
        let came = |on: &str| CaseCommand::Contest {
            words: "I have been a citizen since birth.".to_owned(),
            declared: BTreeMap::new(),
            person: None,
            arrival: Some(Arrival { channel: Channel::Post, on: Some(day(on)), from: String::new() }),
        };
        let counter = officer("counter");
        assert_eq!(case.refused(&counter, came("2026-12-30")).await, "arrival-future");
        let view = case.give(&counter, came("2026-12-28")).await.unwrap();
        assert!(view.case.is_suspended());
        let child = Case { house: &house, id: view.case.contested().unwrap().child };
        let facts = child.see(&counter).await.facts;
        assert_eq!(facts.get("contest.filed"), Some(&law::FactValue::Day(day("2026-12-28"))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_is_excused_of_nobody_who_does_not_ask_for_it() {
    for house in houses("contest_not_asked").await {
        let case = in_force(&house).await;
        house.clock.set("2026-12-29T10:00:00Z");
        let view = contested(&case, false).await;
        let child = Case { house: &house, id: view.case.contested().unwrap().child };
        child.give(&officer("case-2"), delay(true)).await.unwrap();
        assert!(!case.see(&client(1)).await.case.is_suspended());
        // What was said later, to an officer, is said all the same.
        let asks = CaseCommand::Declare {
            fact: "contest.reinstatement-asked".to_owned(),
            value: law::FactValue::Bool(true),
        };
        child.give(&officer("counter"), asks).await.unwrap();
        assert!(case.see(&client(1)).await.case.is_suspended());
    }
}
