//! What the types and rights of a decision forbid, with a lending library's rules as the law.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{OfficerId, Text};
use law::{GroundKind, Grounds};
use office::access::rights::Action;
use office::access::{Denied, Purpose, check};
use office::actor::{Actor, Officer, Role};
use office::cases::decision::{Burden, Drafting, Grounds as OnGrounds, Recourse, Unweighed};
use office::cases::event::{Hearing, StatedOutcome, StatedRoute};
use office::cases::{Decision, Many, Outcome, Reasons, Signed, Weighing};
use std::collections::BTreeMap;

fn officer(code: &str) -> OfficerId {
    code.parse().unwrap()
}

fn refusal() -> Outcome {
    let text = Text::new("Grāmata jau ir izsniegta", "The book is already lent");
    let grounds = Grounds::declare([("lent".to_owned(), "lib:3(1)".parse().unwrap(), text)]).unwrap();
    Outcome::Refuse {
        decision: "refuse".to_owned(),
        burden: Burden {
            grounds: OnGrounds::new(Many::one(grounds.get("lent").unwrap()), None).unwrap(),
            reasons: Reasons::new("The only copy is lent until the end of the month.").unwrap(),
            hearing: Hearing::Waived {
                waiver: None,
                cite: "lib:9".parse().unwrap(),
                why: "nothing to add".to_owned(),
            },
            recourse: Recourse::Contest(StatedRoute {
                id: "contest".to_owned(),
                to: "head-librarian".to_owned(),
                term: "1 month".parse().unwrap(),
                cite: "lib:12".parse().unwrap(),
            }),
        },
        effects: vec![],
    }
}

fn by(code: &str, approvals: u8) -> Drafting {
    Drafting {
        by: officer(code),
        seen_at: 5,
        approvals,
        track: None,
        choices: BTreeMap::new(),
        parts: Vec::new(),
        answer: String::new(),
    }
}

#[test]
fn nobody_approves_what_they_proposed() {
    let Signed::NeedsSecond(draft) = Decision::draft(refusal(), by("juris", 2)) else { panic!("ready") };
    assert!(draft.clone().approve(officer("juris")).is_err());
    let (stated, second) = draft.approve(officer("dace")).unwrap().into_parts();
    assert_eq!((stated.by.as_str(), second.unwrap().as_str(), stated.seen_at), ("juris", "dace", 5));
    let StatedOutcome::Refuse { grounds, .. } = stated.outcome else { panic!("granted") };
    assert_eq!(grounds[0].cite.to_string(), "lib:3(1)");
}

#[test]
fn one_signature_is_enough_only_where_the_procedure_says_so() {
    assert!(matches!(Decision::draft(refusal(), by("juris", 1)), Signed::Ready(_)));
    assert!(matches!(Decision::draft(refusal(), by("juris", 2)), Signed::NeedsSecond(_)));
}

#[test]
fn a_refusal_without_ground_or_reasons_cannot_be_built() {
    assert!(Many::<law::Ground>::from_vec(vec![]).is_none());
    assert!(Reasons::new("no").is_none());
    let grounds = Grounds::declare(Vec::<law::ground::DeclaredGround>::new()).unwrap();
    assert!(grounds.get("invented").is_none());
    let twice = ["a", "a"].map(|id| (id.to_owned(), "lib:1".parse().unwrap(), Text::new("x", "x")));
    assert_eq!(Grounds::declare(twice).unwrap_err().to_string(), "the ground `a` is declared twice");
}

#[test]
fn a_ground_that_leaves_a_choice_is_weighed() {
    let ground = |kind| {
        let declared = law::ground::DeclaredGround {
            id: "crowded".to_owned(),
            cite: "lib:4".parse().unwrap(),
            text: Text::new("Lasītava ir pilna", "The reading room is full"),
            kind,
            verified: true,
            classified: false,
        };
        Many::one(Grounds::declare([declared]).unwrap().get("crowded").unwrap())
    };
    let unweighed = OnGrounds::new(ground(GroundKind::May), None).unwrap_err();
    assert_eq!(unweighed, Unweighed::Needed { ground: "crowded".to_owned() });
    let words = || "Nobody else could read otherwise.".to_owned();
    let weighing =
        Weighing { needed: words(), suitable: words(), least_restrictive: words(), balanced: words() };
    assert_eq!(
        OnGrounds::new(ground(GroundKind::Must), Some(weighing.clone())).unwrap_err(),
        Unweighed::NoChoice
    );
    assert!(OnGrounds::new(ground(GroundKind::May), Some(weighing)).is_ok());
}

fn signed_in(role: Role) -> Actor {
    Actor::Officer(Officer {
        id: officer("ilze"),
        name: "Ilze".to_owned(),
        roles: vec![role],
        office: "riga-4".to_owned(),
        person: None,
    })
}

#[test]
fn what_reads_no_person_needs_a_right_too() {
    assert_eq!(check(&signed_in(Role::Operator), Action::ReadTrace), Err(Denied::NoRight("read-trace")));
    assert_eq!(check(&signed_in(Role::Auditor), Action::ReadTrace), Ok(()));
    assert_eq!(check(&Actor::Anonymous, Action::ReadTrace), Err(Denied::SignIn));
}

#[test]
fn a_purpose_reads_back_and_a_wrong_one_says_what_it_can_be() {
    for text in ["own", "basis:apl:67(2)", "case:00000000000A"] {
        assert_eq!(text.parse::<Purpose>().unwrap().to_string(), text);
    }
    let error = "curiosity".parse::<Purpose>().unwrap_err().to_string();
    assert_eq!(error, "a purpose is `case:ID`, `basis:CITATION` or `own`");
}
