//! A grant waits for what it leads to: the check of the registers that said nothing of a fine leaves the step of paying it
//! open, and nobody grants before that is known.

use crate::guide;
use crate::house::{day, houses_of, officer};
use crate::walk::{FIRST, REASONS, Walk};
use crate::ways::{everything_offered, way};
use law::FactValue;
use office::OfficeError;
use office::cases::CaseCommand;
use std::collections::BTreeMap;

const FINE: &str = "fine.unpaid";

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_waits_for_what_its_later_steps_depend_on() {
    let law = everything_offered();
    let procedure = law.procedure("permit.temporary.family", day("2026-11-24")).unwrap();
    let rule = procedure.decision("grant").unwrap();
    let mut way = way(&law, procedure, rule).unwrap();
    way.facts.remove(FINE);
    for house in houses_of("needed", &law).await {
        let walk = Walk { house: &house, number: 700, pair: FIRST };
        let persons = walk.enter(&way, rule).await;
        let id = walk.begin(procedure, &way, persons).await;
        walk.prepare(id, procedure, &way.facts).await;
        let (office, examiner) = (&house.office, officer(FIRST.examiner));
        let view = office.case(&examiner, id).await.unwrap();
        assert_eq!(view.assessment.outcome(), law::Verdict::Grantable);
        // It is named before anybody tries, with what would prove it, and the grant is not offered.
        let named: Vec<_> =
            view.needed.iter().map(|gap| (gap.fact.as_str(), gap.proved_by.clone())).collect();
        assert_eq!(named, [(FINE, vec!["registers".to_owned()])]);
        assert!(!view.open_decisions.contains(&rule.id), "{:?}", view.open_decisions);
        let propose = |seen_at| CaseCommand::Propose {
            decision: rule.id.clone(),
            grounds: Vec::new(),
            reasons: REASONS.to_owned(),
            waiver: None,
            waiver_why: None,
            answer: String::new(),
            weighing: None,
            choices: BTreeMap::new(),
            parts: Vec::new(),
            seen_at,
        };
        let refused = office.command(&examiner, id, None, &propose(view.seen_at)).await;
        let Err(OfficeError::NotNow(problem)) = refused else { panic!("granted on an unknown fine") };
        assert_eq!(problem.code, "facts-needed");
        assert_eq!(problem.args[0], ("missing", FINE.to_owned()));
        let mut facts = way.facts.clone();
        facts.insert(FINE.to_owned(), FactValue::Bool(true));
        let (who, told) = guide::prove(procedure, &facts, FINE, &FactValue::Bool(true)).unwrap();
        let view = office.command(&who, id, None, &told).await.unwrap();
        assert!(view.needed.is_empty());
        office.command(&examiner, id, None, &propose(view.seen_at)).await.unwrap();
    }
}
