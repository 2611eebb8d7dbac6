//! The policies: they hold against their schema, name what the program names, and say what the tables say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use office::access::policy::{self, Limit, Policies, PolicyFault, Verdict};
use office::access::rights::{Action, role_may};
use office::access::situation::{Holder, Kind, Matter, Situation, Tie, Who, Why};
use office::actor::Role;
use office::register::protection::Protection;

const SCHEMA: &str = include_str!("../../../policies/parvalde.cedarschema");
const DUTIES: &str = include_str!("../../../policies/duties.cedar");

fn bundled() -> &'static Policies {
    policy::bundled().unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// Every situation of every action that can come up.
fn situations() -> Vec<Situation> {
    let mut roles: Vec<Who> = Role::ALL.iter().map(|role| Who::of_roles(&[*role])).collect();
    roles.push(Who::of_roles(&[]));
    roles.push(Who::of_roles(&Role::ALL));
    roles.extend(Role::ALL.iter().map(|role| Who::of_roles(&[*role, Role::Custodian])));
    roles.extend([Who::Client, Who::Program]);
    roles.extend(
        [(true, true), (true, false), (false, true)]
            .map(|(agreed, on_basis)| Who::Institution { agreed, on_basis }),
    );
    let mut all = Vec::new();
    for who in roles {
        for action in Action::ALL {
            for kind in action.kinds() {
                for tie in Tie::ALL {
                    for (nth, protection) in Protection::ALL.into_iter().enumerate() {
                        for holder in Holder::ALL {
                            // What does not bear on each other is not multiplied out.
                            let (elsewhere, by_asker, works_here) = (nth % 2 == 0, nth % 3 == 0, nth == 1);
                            let contests_asker = nth % 3 == 1;
                            let kind = *kind;
                            let matter = Matter {
                                kind,
                                tie,
                                protection,
                                works_here,
                                holder,
                                elsewhere,
                                by_asker,
                                contests_asker,
                            };
                            for (why, emergency) in Why::ALL.into_iter().zip([false, true, false, true]) {
                                all.push(Situation { who, action: *action, why, matter, emergency });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn every_situation_is_decided_without_a_fault_and_remembered_as_it_was_said() {
    let policies = bundled();
    let all = situations();
    // A part of them, spread over all: Cedar is asked anew for each.
    for situation in all.iter().step_by(61) {
        let said = policies.judge(situation).unwrap_or_else(|why| panic!("{why}: {situation:?}"));
        assert_eq!(policies.verdict(situation), said, "{situation:?}");
        assert_eq!(policies.verdict(situation), said, "{situation:?}");
    }
    assert!(all.len() > 30_000, "{}", all.len());
}

#[test]
fn an_emergency_takes_nothing_away_and_gives_no_duty() {
    let policies = bundled();
    for situation in situations().into_iter().step_by(53) {
        let plain = policies.verdict(&Situation { emergency: false, ..situation });
        let opened = policies.verdict(&Situation { emergency: true, ..situation });
        match plain {
            Verdict::Allowed => assert_eq!(opened, Verdict::Allowed, "{situation:?}"),
            Verdict::NoRight => assert_eq!(opened, Verdict::NoRight, "{situation:?}"),
            Verdict::Limited(_) => assert_ne!(opened, Verdict::NoRight, "{situation:?}"),
        }
        if situation.matter.tie == Tie::Own && matches!(situation.who, Who::Officer(_)) {
            let persons = matches!(situation.matter.kind, Kind::Person | Kind::Case | Kind::Visit);
            assert!(!persons || opened != Verdict::Allowed, "own matters stay closed: {situation:?}");
        }
    }
}

#[test]
fn whoever_has_no_duty_is_told_nothing_else() {
    let policies = bundled();
    for situation in situations().into_iter().step_by(53) {
        let Who::Officer(_) = situation.who else { continue };
        let mut plain = Situation::plain(situation.who, situation.action);
        plain.matter.kind = situation.matter.kind;
        if policies.verdict(&plain) == Verdict::NoRight {
            assert_eq!(policies.verdict(&situation), Verdict::NoRight, "{situation:?}");
        }
    }
}

#[test]
fn the_page_of_rights_is_what_the_policies_say() {
    let written = include_str!("../../../docs/rights.md");
    let now = bundled().markdown();
    assert!(
        written.trim_end() == now.trim_end(),
        "write it anew with `parvalde policy table > docs/rights.md` and read what changed:\n{now}"
    );
}

#[test]
fn each_duty_is_one_column_and_the_custodian_sees_and_decides_nothing() {
    let custody = [
        Action::ReadPerson,
        Action::SearchPersons,
        Action::ReadCase,
        Action::ReadWorkLists,
        Action::ReadProtected,
        Action::ReadSealed,
        Action::Protect,
    ];
    for row in bundled().duties() {
        for (role, given) in Role::ALL.into_iter().zip(&row.given) {
            if row.kind == row.action.main_kind() {
                assert_eq!(role_may(role, row.action), *given, "{role:?} {:?}", row.action);
            }
            assert!(role != Role::Custodian || *given == custody.contains(&row.action), "{row:?}");
        }
    }
}

fn faults(schema: &str, policies: &str) -> Vec<PolicyFault> {
    Policies::read(("a.cedarschema", schema), &[("b.cedar", policies)]).err().unwrap_or_default()
}

#[test]
fn a_fault_in_a_policy_is_told_with_file_line_and_reason() {
    assert_eq!(faults(SCHEMA, DUTIES), Vec::new());
    let with = |from: &str, to: &str| {
        assert!(DUTIES.contains(from), "{from}");
        faults(SCHEMA, &DUTIES.replacen(from, to, 1))
    };
    let line_of = |words: &str| DUTIES.lines().position(|line| line.contains(words)).unwrap() + 1;
    for (from, to, at, told) in [
        ("Role::\"counter\"", "Role::\"countr\"", "Role::\"counter\"", "countr"),
        ("Action::\"read-case\"", "Action::\"read-cases\"", "Action::\"read-case\"", "read-cases"),
        (
            "principal in Role::\"operator\",",
            "principal in ,",
            "principal in Role::\"operator\",",
            "unexpected",
        ),
        ("@because(\"The accountant sees payments and no case.\")", "", "@id(\"keep-accounts\")", "@because"),
        ("@id(\"keep-running\")", "@id(\"watch-access\")", "@id(\"watch-access\")", "two policies"),
    ] {
        let found = with(from, to);
        let fault = found.iter().find(|fault| fault.reason.contains(told));
        let fault = fault.unwrap_or_else(|| panic!("{to}: {found:#?}"));
        assert_eq!(fault.file, "b.cedar");
        // A line is struck where the text before it grew shorter.
        assert!(fault.line.abs_diff(line_of(at)) <= 3, "{fault}, not near {}", line_of(at));
    }
    let unnamed = with("@id(\"keep-running\")", "");
    assert!(unnamed[0].reason.contains("no `@id`"), "{}", unnamed[0]);
    let loud = with("@id(\"keep-running\")", "@id(\"keep-running\")\n@refusal(\"other-office\")");
    assert!(loud[0].reason.contains("`@refusal`"), "{}", loud[0]);
    let forbids =
        "@id(\"x\")\n@because(\"y\")\n@source(\"z\")\n@refusal(\"w\")\nforbid (principal, action, resource);";
    let unknown = faults(SCHEMA, forbids);
    assert!(unknown[0].reason.contains("conflict-of-interest"), "{}", unknown[0]);
}

#[test]
fn schema_and_program_name_the_same_duties_and_actions() {
    let with = |from: &str, to: &str| {
        assert!(SCHEMA.contains(from), "{from}");
        faults(&SCHEMA.replacen(from, to, 1), "")
    };
    for (from, to, told) in [
        ("    \"auditor\",\n", "", "`auditor` of the program"),
        ("    \"auditor\",\n", "    \"auditor\",\n    \"minister\",\n", "no duty `minister`"),
        ("action \"operate\"", "action \"operates\"", "`operate` of the program"),
        ("action \"operate\"", "action \"operates\"", "no action `operates`"),
        ("resource: [System]", "resource: [Trace]", "about System in the program"),
        ("entity Office;", "entity Offic;", "Office"),
    ] {
        let found = with(from, to);
        assert!(found.iter().any(|fault| fault.reason.contains(told)), "{told}: {found:#?}");
        assert!(found.iter().all(|fault| fault.file == "a.cedarschema"), "{found:?}");
    }
}

#[test]
fn what_stands_against_a_right_is_named_in_a_fixed_order() {
    let policies = bundled();
    let who = Who::of_roles(&[Role::CaseOfficer]);
    let say = |matter: Matter, why| {
        policies.verdict(&Situation { who, action: Action::ReadPerson, why, matter, emergency: false })
    };
    let plain = Matter::plain(Kind::Person);
    let limited = |limit| Verdict::Limited(limit);
    assert_eq!(say(plain, Why::Case), Verdict::Allowed);
    assert_eq!(say(plain, Why::Own), limited(Limit::NoPurpose));
    let relative = Matter { tie: Tie::Relative, ..plain };
    assert_eq!(say(relative, Why::Case), limited(Limit::Conflict));
    let both = Matter { works_here: true, ..relative };
    assert_eq!(say(both, Why::Case), limited(Limit::Conflict));
    let hidden = Matter { protection: Protection::Sealed, ..relative };
    assert_eq!(say(hidden, Why::Case), limited(Limit::NotFound), "nothing is told of who is hidden");
    let parts = Matter { protection: Protection::Parts, ..plain };
    assert_eq!(say(parts, Why::Case), Verdict::Allowed, "the rest of such a record is read as usual");
    let staff = Matter { works_here: true, ..plain };
    assert_eq!(say(staff, Why::Case), limited(Limit::Protected));
}
