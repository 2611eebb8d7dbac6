//! Where a decision is contested and appealed by the real files, and when that suspends it.

use crate::library::{bundled, day};
use law::Facts;

#[test]
fn what_follows_a_contest_and_what_suspends_is_said_by_the_law_of_the_decision() {
    let book = bundled();
    let procedure = |id: &str| book.procedure(id, day("2026-11-24")).unwrap();
    let after = |id: &str, decision: &str| {
        let step = procedure(id).route_after_contest(decision).unwrap();
        (step.term.to_string(), step.cite.to_string(), step.suspends_on(&Facts::new()))
    };
    let step = |term: &str, cite: &str, suspends: bool| (term.to_owned(), cite.to_owned(), suspends);
    // Immigration Law, Art. 50.1; Administrative Procedure Law, Art. 188.
    assert_eq!(after("return.decision", "order"), step("7 days", "imm:50.1", false));
    assert_eq!(after("entry.ban", "ban"), step("1 month", "apl:188", false));
    assert_eq!(after("passport.citizen", "refuse"), step("1 month", "apl:188", true));
    // Administrative Procedure Law, Art. 80: a contest suspends unless a law says otherwise, and of the refusal of a permit
    // none does, whoever of the family asks for it; who may stay meanwhile is another question (Immigration Law, Art. 40(4)).
    let family = procedure("permit.temporary.family").route();
    for who in ["spouse-of-citizen", "relative"] {
        let facts = law::tools::read_facts(&book, &format!(r#"{{"permit.family":"{who}"}}"#)).unwrap();
        assert!(family.suspends_on(&facts), "{who}");
    }
    assert!(family.says.is_some(), "that a contest gives no right to stay is told");
}
