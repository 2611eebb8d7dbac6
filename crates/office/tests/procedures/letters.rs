//! What the letters of decisions say, read as their addressees read them.

use crate::contest::{contestable, contested};
use crate::house::{House, day, houses_of, officer};
use crate::pdf::text_of;
use crate::solve::choices;
use crate::walk::{FIRST, REASONS, SECOND, Walk};
use crate::ways::{everything_offered, way};
use kernel::Lang;
use law::procedure::DecisionRule;
use law::{DecisionKind, FactValue};
use office::cases::{CaseCommand, CaseView, Phase};
use office::letters::stated;
use std::collections::BTreeMap;

/// The decision's letter in the language of the state; empty where nothing reads a PDF here.
async fn letter(house: &House, view: &CaseView) -> String {
    while house.office.run_due_jobs().await.unwrap() > 0 {}
    let view = house.office.case(&officer("case"), view.case.id).await.unwrap();
    let known = view.letters.iter().find(|letter| letter.kind == "decision" && letter.lang == Lang::LV);
    let file = house.office.letter(&officer("case"), known.unwrap().id).await.unwrap();
    text_of(&file.bytes)
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.is_empty() || text.contains(part), "`{part}` is missing from: {text}");
    }
}

#[track_caller]
fn silent(text: &str, unwanted: &[&str]) {
    for part in unwanted {
        assert!(!text.contains(part), "`{part}` stands in: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_imposed_for_a_term_states_the_term_and_what_it_rests_on() {
    let law = everything_offered();
    for house in houses_of("letter_term", &law).await {
        let wanted = |rule: &DecisionRule| {
            rule.kind == DecisionKind::Impose && rule.says_its_terms() && rule.by.is_none()
        };
        let (procedure, rule, way) = contestable(&law, wanted, |_, _| true);
        let walk = Walk { house: &house, number: 900, pair: FIRST };
        let imposed = walk.go(procedure, rule, &way).await;
        let text = letter(&house, &imposed).await;
        let sentence = stated(rule, &choices(rule), Lang::LV);
        assert_ne!(sentence, rule.name.get(Lang::LV), "the sentence has the term");
        // Columns of a table are read across: the end of “amatpersonas vērtējums lietā: …” stays in one piece.
        says(&text, &[sentence.as_str(), "Ierosināšanas pamats: ", "lietā:"]);
        let numbers: Vec<String> = imposed
            .correspondence
            .iter()
            .filter(|item| item.kind == "decision")
            .map(|item| format!("Nr. {}/{}", imposed.case.id.grouped(), item.number))
            .collect();
        says(&text, &[numbers[0].as_str()]);
        // The contest quotes it by what it says, and undoes it without the words of an application that is met.
        let child = contested(&house, &walk, imposed.case.id, imposed.case.subject, "annul").await;
        let text = letter(&house, &child).await;
        // What is granted in full does not speak of contesting it.
        silent(&text, &["apstrīdēšanas kārtība", "Apstrīdēšana"]);
        says(&text, &[sentence.as_str(), "Apstrīdētais lēmums zaudē spēku.", REASONS]);
        silent(&text, &["atteikuma pamata nav", "pārsūdzēt"]);
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_called_one_and_what_is_left_unexamined_refuses_no_service() {
    let law = everything_offered();
    for house in houses_of("letter_reply", &law).await {
        let procedure = law.procedure("office.submission", day("2026-11-24")).unwrap();
        let walk = Walk { house: &house, number: 930, pair: FIRST };
        let rule = procedure.decision("answer").unwrap();
        let answered = walk.go(procedure, rule, &way(&law, procedure, rule).unwrap()).await;
        let text = letter(&house, &answered).await;
        says(&text, &["Atbilde uz iesniegumu", "Iesniegumu likuma 5. panta trešā daļa"]);
        silent(&text, &["apmierināts", "Iestāde nolemj", "lūdz sniegt pakalpojumu", "7. panta"]);
        let walk = Walk { house: &house, number: 940, pair: SECOND };
        let rule = procedure.decision("leave").unwrap();
        let left = walk.go(procedure, rule, &way(&law, procedure, rule).unwrap()).await;
        let text = letter(&house, &left).await;
        says(&text, &["Atstāt bez izskatīšanas (“Iesniegums"]);
        silent(&text, &["noraidīts", "Atteikt pakalpojumu", "Atteikuma pamati"]);
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_is_replaced_says_what_follows_and_where_to_go_on() {
    let law = everything_offered();
    for house in houses_of("letter_replaced", &law).await {
        let refuses = |rule: &DecisionRule| rule.kind == DecisionKind::Refuse && rule.by.is_none();
        let (procedure, rule, way) = contestable(&law, refuses, |_, _| true);
        let walk = Walk { house: &house, number: 950, pair: FIRST };
        let refused = walk.go(procedure, rule, &way).await;
        let child = contested(&house, &walk, refused.case.id, refused.case.subject, "replace").await;
        let text = letter(&house, &child).await;
        says(&text, &["Iesniegums ir apmierināts daļēji.", "lemj no jauna jaunā lietā", "var pārsūdzēt"]);
        silent(&text, &["atteikuma pamata nav", "apmierināts pilnībā"]);
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_contest_the_law_of_the_contested_decision_says_where_to_go_on() {
    let law = everything_offered();
    for house in houses_of("letter_way_on", &law).await {
        // Immigration Law, Art. 50 and 50.1: seven days to contest, seven days to the court, and nothing is suspended; the
        // term of departure stands on Art. 43.
        let procedure = law.procedure("return.decision", day("2026-11-24")).unwrap();
        let rule = procedure.decision("order").unwrap();
        let way = way(&law, procedure, rule).unwrap();
        let walk = Walk { house: &house, number: 970, pair: FIRST };
        let ordered = walk.go(procedure, rule, &way).await;
        // The page of the case says what the letter does.
        let page = ordered.says.iter().map(|sentence| sentence.get(Lang::LV)).collect::<Vec<_>>().join(" ");
        assert!(page.contains("no dienas, kad rīkojums stājas spēkā"), "{page}");
        let text = letter(&house, &ordered).await;
        says(&text, &["no dienas, kad rīkojums stājas spēkā", "43. pants", "neaptur lēmuma darbību"]);
        let child = contested(&house, &walk, ordered.case.id, ordered.case.subject, "uphold").await;
        let step = child.way_on.clone().unwrap();
        assert_eq!((step.court, step.term.to_string().as_str(), step.suspends), (true, "7 days", false));
        let stated = child.case.decision().unwrap().outcome.route().unwrap();
        assert_eq!(
            (stated.term.to_string().as_str(), stated.cite.to_string().as_str()),
            ("7 days", "imm:50.1")
        );
        let Phase::InForce { contest_until, .. } = &child.case.phase else { panic!("not in force") };
        assert_eq!(*contest_until, Some(day("2026-12-01")));
        let text = letter(&house, &child).await;
        says(&text, &["neaptur lēmuma darbību", "50.1"]);
        silent(&text, &["viena mēneša laikā", "tiesā aptur"]);
        let on = day("2026-11-24");
        let to_court = CaseCommand::TakeToCourt { number: "A420000226".to_owned(), on };
        house.office.command(&officer(SECOND.examiner), child.case.id, None, &to_court).await.unwrap();
        for case in [ordered.case.id, child.case.id] {
            let view = house.office.case(&officer("case"), case).await.unwrap();
            assert!(!view.case.is_suspended(), "the court suspends nothing by itself");
        }
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_says_of_suspension_what_the_law_says_on_the_facts() {
    let law = everything_offered();
    for house in houses_of("letter_suspends", &law).await {
        // Administrative Procedure Law, Art. 80: a contest suspends unless a law says otherwise, whoever of the family asks.
        let procedure = law.procedure("permit.temporary.family", day("2026-11-24")).unwrap();
        let rule = procedure.decision_of(DecisionKind::Refuse).unwrap();
        let mut way = way(&law, procedure, rule).unwrap();
        let route = procedure.route_for(rule).unwrap();
        for code in ["relative", "divorce", "spouse-of-citizen"] {
            let mut facts = way.facts.clone();
            facts.insert("permit.family".to_owned(), FactValue::Code(code.to_owned()));
            if procedure.judge(&facts).open_decisions().iter().any(|open| open.id == rule.id) {
                way.facts = facts;
                break;
            }
        }
        let walk = Walk { house: &house, number: 980, pair: FIRST };
        let refused = walk.go(procedure, rule, &way).await;
        let suspends = route.suspends_on(&refused.facts);
        assert_eq!(refused.way_on.clone().unwrap().suspends, suspends);
        let text = letter(&house, &refused).await;
        assert!(suspends, "no law says otherwise of a refusal");
        says(
            &text,
            &["Iesniegums par apstrīdēšanu aptur lēmuma darbību.", "nedod tiesības uzturēties Latvijā"],
        );
        // The confirmation names the visit for which the procedure asks later.
        let view = house.office.case(&officer("case"), refused.case.id).await.unwrap();
        let confirmed =
            view.letters.iter().find(|letter| letter.kind == "confirmation" && letter.lang == Lang::LV);
        let file = house.office.letter(&officer("case"), confirmed.unwrap().id).await.unwrap();
        says(&text_of(&file.bytes), &["Nodaļā pēc lēmuma: Fotografēšana", "Kur ierasties:"]);
        // What the letter says is what happens.
        let words = REASONS.to_owned();
        let contest = CaseCommand::Contest { words, declared: BTreeMap::new(), person: None, arrival: None };
        let view = house.office.command(&officer("case"), refused.case.id, None, &contest).await.unwrap();
        assert!(view.case.is_suspended());
        house.office.store().close().await;
    }
}
