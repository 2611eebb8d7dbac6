//! Contest: the case that decides on a decision in force, and what it does to it.

use crate::house::{House, day, houses_of, officer};
use crate::solve::Search;
use crate::walk::{FIRST, SECOND, Walk};
use crate::ways::{Way, everything_offered, of_contest, offered, way};
use kernel::{CaseId, PersonId};
use law::procedure::{DecisionRule, Effect, SetValue};
use law::{DecisionKind, FactValue, LawBook, Procedure};
use office::access::policy::Limit;
use office::access::{Denied, Purpose};
use office::cases::event::StatedEffect;
use office::cases::{CaseCommand, CaseView, Challenged, Extending, Fate, NotNow, Part, Phase};
use office::error::Problem;
use office::register::{DocumentStatus, KnownAt, PersonView, When};
use std::collections::BTreeMap;

const WORDS: &str = "The decision rests on facts that were not so.";

/// A decision that can be contested in the office, with a way to it.
pub fn contestable(
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
pub async fn contested(
    house: &House,
    walk: &Walk<'_>,
    case: CaseId,
    person: PersonId,
    finding: &str,
) -> CaseView {
    let contest = CaseCommand::Contest {
        words: WORDS.to_owned(),
        declared: BTreeMap::new(),
        person: None,
        arrival: None,
    };
    let office = &house.office;
    let parent = office.command(&officer("case"), case, None, &contest).await.unwrap();
    let Phase::InForce { contests, second, .. } = &parent.case.phase else { panic!("not in force") };
    let child = contests[0].child;
    let again = office.command(&officer("case"), case, None, &contest).await.unwrap_err();
    assert!(matches!(again, office::OfficeError::NotNow(_)), "contested twice");
    let view = office.case(&officer("case"), child).await.unwrap();
    let law = office.law().clone();
    let procedure = law.version(&view.case.procedure, view.case.in_force).unwrap();
    assert_eq!(view.facts.get("contest.addressee"), Some(&FactValue::Bool(true)));
    assert_eq!(view.facts.get("contest.filed"), Some(&FactValue::Day(day("2026-11-24"))));
    assert_eq!(view.case.begun.as_ref().unwrap().basis, WORDS);
    if finding == "uphold" {
        told_of_a_longer_term(house, child).await;
    }
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
    closed_to_whoever_decided(house, &view, second.is_some()).await;
    let walk = Walk { pair: SECOND, ..*walk };
    walk.decide(child, procedure, rule, &facts).await;
    walk.carry_out(child, person).await
}

/// Those who took the contested decision neither examine nor approve what becomes of it, nor is the case given to them.
async fn closed_to_whoever_decided(house: &House, contest: &CaseView, two_signed: bool) {
    let office = &house.office;
    let judge = CaseCommand::Judge {
        fact: "contest.finding".to_owned(),
        value: FactValue::Code("uphold".to_owned()),
        reasons: WORDS.to_owned(),
    };
    let denied = office.command(&officer(FIRST.examiner), contest.case.id, None, &judge).await.unwrap_err();
    let limit = Limit::OwnDecision;
    assert_eq!(denied, office::OfficeError::Denied(Denied::Limited(limit)));
    let signed = [(FIRST.examiner, "judge"), (FIRST.approver, "approve")];
    for (who, acts) in signed.into_iter().take(if two_signed { 2 } else { 1 }) {
        let seen = office.case(&officer(who), contest.case.id).await.unwrap();
        assert!(!seen.allowed.contains(&acts), "{who} may {acts}");
        let why = seen.not_allowed.iter().find(|(code, _)| *code == acts).map(|(_, why)| why);
        assert_eq!(why, Some(&NotNow::Rule(Problem::new(limit.code()))), "{who}");
    }
    let give = CaseCommand::Assign { to: Some(FIRST.examiner.to_owned()) };
    let given = office.command(&officer("supervisor"), contest.case.id, None, &give).await;
    assert!(given.is_err(), "given to whoever decided");
}

/// Administrative Procedure Law, Art. 64(2): a term is extended up to four months, and the party is told.
async fn told_of_a_longer_term(house: &House, case: CaseId) {
    let extend = CaseCommand::Extend(Extending {
        clock: "decision".to_owned(),
        reason: "objective-reasons".to_owned(),
        until: Some(day("2027-03-24")),
        reasons: "The archive answers in January.".to_owned(),
    });
    house.office.command(&officer(SECOND.examiner), case, None, &extend).await.unwrap();
    while house.office.run_due_jobs().await.unwrap() > 0 {}
    let view = house.office.case(&officer("case"), case).await.unwrap();
    assert!(view.letters.iter().any(|letter| letter.kind == "notice"), "{:?}", view.letters);
    assert!(view.correspondence.iter().any(|item| item.kind == "notice" && !item.incoming));
    assert_eq!(view.term.due, law::Due::On(day("2027-03-24")));
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
        let walk = Walk { house: &house, number: 500, pair: FIRST };
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
async fn a_part_that_is_annulled_falls_and_the_rest_stands() {
    let law = everything_offered();
    for house in houses_of("annulled_part", &law).await {
        let set = |effect: &Effect| match effect {
            Effect::Set { fact, from: None, .. } => Some(fact.clone()),
            _ => None,
        };
        // A decision that writes something into the register and issues a document beside it.
        let wanted = |rule: &DecisionRule| {
            let issues = |effect: &Effect| matches!(effect, Effect::Issue { .. });
            let both = rule.effects.iter().any(issues) && rule.effects.iter().any(|e| set(e).is_some());
            rule.kind == DecisionKind::Grant && rule.by.is_none() && both
        };
        let (procedure, rule, way) = contestable(&law, wanted, |_, _| true);
        let walk = Walk { house: &house, number: 800, pair: FIRST };
        let granted = walk.go(procedure, rule, &way).await;
        let (case, id) = (granted.case.id, granted.case.subject);
        let kind = rule.effects.iter().find_map(set).unwrap();
        let says = |view: &PersonView| -> Vec<office::register::FactValue> {
            view.values().filter(|value| value.kind() == kind).cloned().collect()
        };
        let held = person(&house, case, id, None).await;
        assert!(!says(&held).is_empty(), "{}", procedure.id());
        let document = granted.documents[0].clone();
        let child = contested(&house, &walk, case, id, "annul-part").await;
        // What can fall is called by the law file's names, and the answer itself is no part.
        assert!(child.contested.iter().all(|part| !matches!(part.effect, StatedEffect::Answer { .. })));
        let entered =
            |part: &&Part| matches!(&part.effect, StatedEffect::SetFact { fact, .. } if *fact == kind);
        let coded = rule.effects.iter().any(|effect| {
            matches!(effect, Effect::Set { fact, value: SetValue::Code { .. }, .. } if *fact == kind)
        });
        let part = child.contested.iter().find(entered);
        assert!(!coded || part.is_some_and(|part| part.value.is_some()), "{:?}", child.contested);
        let now = person(&house, case, id, None).await;
        assert_eq!(says(&now), says(&held), "what it wrote stands");
        let fallen = now.documents().into_iter().find(|held| held.document == document.id).unwrap();
        assert_eq!(fallen.status, DocumentStatus::Invalid, "the document fell");
        let parent = house.office.case(&officer("case"), case).await.unwrap();
        assert_ne!(parent.case.stage(), "undone");
        // The contested case says which part fell.
        let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
        let fell = parent.fallen(procedure, &contests[0]);
        assert!(matches!(&fell[..], [Part { effect: StatedEffect::IssueDocument { .. }, .. }]), "{fell:?}");
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
        let walk = Walk { house: &house, number: 600, pair: FIRST };
        let refused = walk.go(procedure, rule, &way).await;
        let (case, id) = (refused.case.id, refused.case.subject);
        contested(&house, &walk, case, id, "annul").await;
        let cases = house.office.cases_of(&officer("case"), id).await.unwrap();
        let anew: Vec<_> =
            cases.iter().filter(|line| line.procedure == procedure.id() && line.id != case).collect();
        assert_eq!(anew.len(), 1, "one new case");
        let view = house.office.case(&officer("case"), anew[0].id).await.unwrap();
        assert!(!view.case.is_closed() && view.case.fee.is_some(), "no fee is taken again");
        // What was asked is still asked, in the same way; and the party is told.
        let (first, again) = (&refused.case, &view.case);
        assert_eq!((again.channel, &again.capacity), (first.channel, &first.capacity));
        assert_eq!((&again.particulars, &again.office), (&first.particulars, &first.office));
        assert_eq!(again.letters.iter().map(|(_, kind, _)| *kind).collect::<Vec<_>>(), ["confirmation"]);
        // What the first case settled counts: nobody comes to a counter again, and the term runs from the annulment.
        if refused.case.day_of("evidence-complete").is_some() {
            assert_eq!(view.case.stage(), "examination", "{}", procedure.id());
            assert!(!view.awaits_its_term(procedure), "{:?}", view.clocks);
            assert_eq!(view.case.day_of("evidence-complete"), Some(day("2026-11-24")));
            if procedure.fact("identity.established").is_some() {
                assert_eq!(view.facts.get("identity.established"), Some(&FactValue::Bool(true)));
            }
        }
        // Each of the three cases names the others.
        let parent = house.office.case(&officer("case"), case).await.unwrap();
        let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
        assert_eq!(contests[0].anew, Some(view.case.id));
        let contest = house.office.case(&officer("case"), contests[0].child).await.unwrap();
        assert_eq!((view.replaces, contest.anew), (Some(case), Some(view.case.id)));
        assert_eq!(parent.anew, Some(view.case.id));
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let told = house.office.case(&officer("case"), view.case.id).await.unwrap();
        assert!(told.letters.iter().any(|letter| letter.kind == "confirmation"), "{:?}", told.unwritten);
        house.office.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upheld_decision_stands_until_a_court_undoes_it() {
    let law = everything_offered();
    for house in houses_of("upheld", &law).await {
        let refuses = |rule: &DecisionRule| rule.kind == DecisionKind::Refuse && rule.by.is_none();
        let (procedure, rule, way) = contestable(&law, refuses, |_, _| true);
        let walk = Walk { house: &house, number: 700, pair: FIRST };
        let refused = walk.go(procedure, rule, &way).await;
        let (case, id) = (refused.case.id, refused.case.subject);
        let until = match &refused.case.phase {
            Phase::InForce { contest_until, .. } => *contest_until,
            _ => panic!("not in force"),
        };
        assert!(until.is_some_and(|until| until > day("2026-11-24")), "{}", rule.id);
        let child = contested(&house, &walk, case, id, "uphold").await;
        let examiner = officer("case");
        let parent = house.office.case(&examiner, case).await.unwrap();
        let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
        assert_eq!(contests[0].ended.map(|(fate, _)| fate), Some(Fate::Stands));
        assert_eq!(parent.case.stage(), refused.case.stage());
        assert!(!parent.allowed.contains(&"take-to-court"), "the court looks at the contest's decision");

        // Whether the application to the court suspends the decision is said by the law of the contested decision.
        let step = procedure.route_after_contest(&rule.id);
        let suspends = step.map(|step| step.suspends_on(&parent.facts));
        let today = day("2026-11-24");
        let other = officer(SECOND.examiner);
        let give = async |command| house.office.command(&other, child.case.id, None, &command).await;
        let early = CaseCommand::TakeToCourt { number: "A420000126".to_owned(), on: day("2026-11-23") };
        assert!(matches!(give(early).await, Err(office::OfficeError::Invalid(_))));
        let to_court = CaseCommand::TakeToCourt { number: "A420000126".to_owned(), on: today };
        give(to_court.clone()).await.unwrap();
        assert!(matches!(give(to_court).await, Err(office::OfficeError::NotNow(_))), "taken twice");
        let parent = house.office.case(&examiner, case).await.unwrap();
        assert_eq!(Some(parent.case.is_suspended()), suspends, "{}", procedure.id());
        let Phase::InForce { contests, .. } = &parent.case.phase else { panic!("not in force") };
        assert_eq!(contests.iter().map(|contest| contest.court).collect::<Vec<_>>(), [false, true]);
        let contest = house.office.case(&examiner, child.case.id).await.unwrap();
        for looked_at in [&parent, &contest] {
            assert_eq!(Challenged::of(&looked_at.case), Some(Challenged::Court), "both are before the court");
        }
        assert!(parent.correspondence.iter().any(|item| item.kind == "court"), "{:?}", parent.correspondence);
        let ruling = CaseCommand::RecordRuling {
            number: "A42-1".to_owned(),
            fate: Fate::Undone,
            words: "The refusal rests on facts that were not shown.".to_owned(),
            on: today,
            parts: Vec::new(),
        };
        let ruled = give(ruling).await.unwrap();
        assert_eq!(ruled.case.court[0].1.as_ref().unwrap().fate, Fate::Undone);
        let undone = house.office.case(&examiner, case).await.unwrap();
        assert_eq!(undone.case.stage(), "undone");
        assert!(undone.case.undone_by_court(), "the contest left it as it was");
        assert!(!undone.case.is_suspended());
        let cases = house.office.cases_of(&examiner, id).await.unwrap();
        let anew = cases.iter().filter(|line| line.procedure == procedure.id() && line.id != case);
        let anew: Vec<_> = anew.map(|line| line.id).collect();
        assert_eq!(anew.len(), 1, "what is still asked for is decided anew");
        assert_eq!(undone.anew, Some(anew[0]));
        assert_eq!(house.office.case(&examiner, anew[0]).await.unwrap().replaces, Some(case));
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        house.office.store().close().await;
    }
}
