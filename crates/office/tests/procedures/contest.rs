//! Contest: the case that decides on a decision in force, and what it does to it.

use crate::house::{House, day, houses_of, officer};
use crate::solve::Search;
use crate::walk::Walk;
use crate::ways::{Way, everything_offered, of_contest, offered, way};
use kernel::{CaseId, PersonId};
use law::procedure::{DecisionRule, Effect, SetValue};
use law::{DecisionKind, FactValue, LawBook, Procedure};
use office::access::Purpose;
use office::cases::{CaseCommand, CaseView, Fate, Phase};
use office::register::{KnownAt, PersonView, When};
use std::collections::BTreeMap;

const WORDS: &str = "The decision rests on facts that were not so.";

/// A decision that can be contested in the office, with a way to it.
fn contestable(
    law: &LawBook,
    wanted: impl Fn(&DecisionRule) -> bool,
    fits: impl Fn(&DecisionRule, &Way) -> bool,
) -> (&Procedure, &DecisionRule, Way) {
    for procedure in offered(law).into_iter().filter(|procedure| !of_contest(law, procedure)) {
        for rule in procedure.decisions().iter().filter(|rule| wanted(rule)) {
            if procedure.route_for(rule).is_none_or(|route| route.opens.is_none()) {
                continue;
            }
            if let Some(way) = way(law, procedure, rule).filter(|way| fits(rule, way)) {
                return (procedure, rule, way);
            }
        }
    }
    panic!("no decision can be contested");
}

/// Contests the decision of a case and decides on it so that `finding` is what comes of it.
async fn contested(
    house: &House,
    walk: &Walk<'_>,
    case: CaseId,
    person: PersonId,
    finding: &str,
) -> CaseView {
    let contest = CaseCommand::Contest { words: WORDS.to_owned(), declared: BTreeMap::new(), person: None };
    let office = &house.office;
    let parent = office.command(&officer("case"), case, None, &contest).await.unwrap();
    let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
    let child = contests[0].child;
    let again = office.command(&officer("case"), case, None, &contest).await.unwrap_err();
    assert!(matches!(again, office::OfficeError::NotNow(_)), "contested twice");
    let view = office.case(&officer("case"), child).await.unwrap();
    let law = office.law().clone();
    let procedure = law.version(&view.case.procedure, view.case.in_force).unwrap();
    assert_eq!(view.facts.get("contest.addressee"), Some(&FactValue::Bool(true)));
    assert_eq!(view.facts.get("contest.filed"), Some(&FactValue::Day(day("2026-11-24"))));
    assert_eq!(view.case.begun.as_ref().unwrap().basis, WORDS);
    let mut fixed = view.facts.clone();
    fixed.insert("contest.finding".to_owned(), FactValue::Code(finding.to_owned()));
    let mut rules = procedure.decisions().iter();
    let (rule, facts) = rules
        .find_map(|rule| {
            let facts = Search::new(procedure, fixed.clone(), day("2026-11-24"), 5).facts_for(rule)?;
            let upholds = matches!(finding, "uphold");
            (upholds == rule.kind.on_grounds() && rule.kind != DecisionKind::Discontinue)
                .then_some((rule, facts))
        })
        .expect("the contest can be decided");
    walk.decide(child, procedure, rule, &facts).await;
    walk.carry_out(child, person).await
}

async fn person(house: &House, case: CaseId, id: PersonId, known: Option<i64>) -> PersonView {
    let when = When { as_of: None, known_at: known.map(KnownAt::Position) };
    house.office.person(&officer("case"), &Purpose::Case(case), id, &when).await.unwrap().view
}

#[tokio::test(flavor = "multi_thread")]
async fn an_annulled_grant_is_taken_out_of_the_register_in_both_times() {
    let law = everything_offered();
    for house in houses_of("annulled", &law).await {
        let sets =
            |effect: &Effect| matches!(effect, Effect::Set { fact, from: None, .. } if fact == "status");
        let wanted = |rule: &DecisionRule| {
            rule.kind == DecisionKind::Grant && rule.effects.iter().any(sets) && rule.by.is_none()
        };
        let moves = |rule: &DecisionRule, way: &Way| {
            !rule.effects.iter().any(|effect| {
                let Effect::Set { value: SetValue::Code { code, .. }, .. } = effect else { return false };
                *code == way.standing.status
            })
        };
        let (procedure, rule, way) = contestable(&law, wanted, moves);
        let walk = Walk { house: &house, number: 500 };
        let before = way.standing.status.clone();
        let granted = walk.go(procedure, rule, &way).await;
        let (case, id) = (granted.case.id, granted.case.subject);
        let then = house.office.position().await.unwrap();
        let changed = person(&house, case, id, None).await.status();
        assert_ne!(changed, Some(before.clone()), "{}", procedure.id());
        contested(&house, &walk, case, id, "annul").await;
        let now = person(&house, case, id, None).await;
        assert_eq!(now.status(), Some(before), "the register says again what it said");
        assert_eq!(
            person(&house, case, id, Some(then)).await.status(),
            changed,
            "and still what it held then"
        );
        let undone = house.office.case(&officer("case"), case).await.unwrap();
        assert_eq!(undone.case.stage(), "undone");
        for document in &undone.documents {
            assert!(now.valid_document(&document.kind).is_none_or(|held| held.document != document.id));
        }
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_unlawfully_is_decided_by_a_new_act_without_a_fee() {
    let law = everything_offered();
    for house in houses_of("anew", &law).await {
        let wanted = |rule: &DecisionRule| {
            rule.kind == DecisionKind::Refuse && rule.by.is_none() && rule.bar_reapply.is_none()
        };
        let (procedure, rule, way) = contestable(&law, wanted, |_, _| true);
        let walk = Walk { house: &house, number: 600 };
        let refused = walk.go(procedure, rule, &way).await;
        let (case, id) = (refused.case.id, refused.case.subject);
        contested(&house, &walk, case, id, "annul").await;
        let cases = house.office.cases_of(&officer("case"), id).await.unwrap();
        let anew: Vec<_> =
            cases.iter().filter(|line| line.procedure == procedure.id() && line.id != case).collect();
        assert_eq!(anew.len(), 1, "one new case");
        let view = house.office.case(&officer("case"), anew[0].id).await.unwrap();
        assert!(!view.case.is_closed() && view.case.fee.is_some(), "no fee is taken again");
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upheld_decision_stands() {
    let law = everything_offered();
    for house in houses_of("upheld", &law).await {
        let refuses = |rule: &DecisionRule| rule.kind == DecisionKind::Refuse && rule.by.is_none();
        let (procedure, rule, way) = contestable(&law, refuses, |_, _| true);
        let walk = Walk { house: &house, number: 700 };
        let refused = walk.go(procedure, rule, &way).await;
        let (case, id) = (refused.case.id, refused.case.subject);
        let until = match &refused.case.phase {
            Phase::InForce { contest_until, .. } => *contest_until,
            _ => panic!("not in force"),
        };
        assert!(until.is_some_and(|until| until > day("2026-11-24")), "{}", rule.id);
        contested(&house, &walk, case, id, "uphold").await;
        let parent = house.office.case(&officer("case"), case).await.unwrap();
        let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
        assert_eq!(contests[0].ended.map(|(fate, _)| fate), Some(Fate::Stands));
        assert_eq!(parent.case.stage(), refused.case.stage());
        house.office.store().close().await;
    }
}
