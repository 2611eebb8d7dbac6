//! What the letters of decisions say, read as their addressees read them.

use crate::contest::{contestable, contested};
use crate::house::{House, houses_of, officer};
use crate::pdf::text_of;
use crate::solve::choices;
use crate::walk::{FIRST, REASONS, Walk};
use crate::ways::everything_offered;
use kernel::Lang;
use law::DecisionKind;
use law::procedure::DecisionRule;
use office::cases::CaseView;
use office::letters::stated;

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
        says(&text, &[sentence.as_str(), "Apstrīdētais lēmums zaudē spēku.", REASONS]);
        silent(&text, &["atteikuma pamata nav", "pārsūdzēt"]);
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
