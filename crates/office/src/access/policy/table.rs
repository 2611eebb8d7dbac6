//! What the policies come to, as tables: duties × actions × what they are about, and where a duty ends. Computed from
//! the policies themselves, by asking them about each case.

use super::{Policies, Verdict};
use crate::access::rights::Action;
use crate::access::situation::{Holder, Kind, Matter, Situation, Tie, Who, Why};
use crate::actor::Role;
use crate::register::protection::Protection;
use kernel::Lang;
use std::fmt::Write as _;

/// Who stands in the columns after the duties.
pub const OTHERS: [&str; 3] = ["client", "institution", "office"];

/// A line of the first table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duties {
    /// What is done.
    pub action: Action,
    /// To what.
    pub kind: Kind,
    /// Whether it is given: by each of [`Role::ALL`], then to each of [`OTHERS`].
    pub given: Vec<bool>,
}

/// What can stand against a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// It is the officer's own matter.
    Own,
    /// It is a relative's.
    Relative,
    /// The person works here.
    Staff,
    /// The person is protected so that nobody is to know that they are there.
    Hidden,
    /// A colleague has the case.
    Colleague,
    /// It belongs to another office.
    Elsewhere,
    /// The officer proposed or opened it.
    OwnDoing,
    /// It contests what the officer decided.
    OwnDecision,
}

impl Against {
    /// All, in the order of the columns.
    pub const ALL: [Self; 8] = [
        Self::Own,
        Self::Relative,
        Self::Staff,
        Self::Hidden,
        Self::Colleague,
        Self::Elsewhere,
        Self::OwnDoing,
        Self::OwnDecision,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Relative => "relative",
            Self::Staff => "staff",
            Self::Hidden => "hidden",
            Self::Colleague => "colleague",
            Self::Elsewhere => "elsewhere",
            Self::OwnDoing => "own-doing",
            Self::OwnDecision => "own-decision",
        }
    }

    /// What is asked about then; nothing where that cannot be with something of this kind.
    fn matter(self, kind: Kind) -> Option<Matter> {
        let plain = Matter::plain(kind);
        let persons = matches!(kind, Kind::Person | Kind::Case | Kind::Visit);
        match self {
            Self::Own => persons.then_some(Matter { tie: Tie::Own, ..plain }),
            Self::Relative => persons.then_some(Matter { tie: Tie::Relative, ..plain }),
            Self::Staff => {
                matches!(kind, Kind::Person | Kind::Case).then_some(Matter { works_here: true, ..plain })
            }
            Self::Hidden => matches!(kind, Kind::Person | Kind::Case)
                .then_some(Matter { protection: Protection::Sealed, ..plain }),
            Self::Colleague => (kind == Kind::Case).then_some(Matter { holder: Holder::Colleague, ..plain }),
            Self::Elsewhere => {
                matches!(kind, Kind::Case | Kind::Visit).then_some(Matter { elsewhere: true, ..plain })
            }
            Self::OwnDoing => {
                matches!(kind, Kind::Case | Kind::Emergency).then_some(Matter { by_asker: true, ..plain })
            }
            Self::OwnDecision => (kind == Kind::Case).then_some(Matter { contests_asker: true, ..plain }),
        }
    }
}

/// What becomes of a right against which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// It cannot be so.
    NotSo,
    /// It stays.
    Stays,
    /// It ends.
    Ends,
    /// It is left in an emergency.
    Emergency,
    /// It is left to whoever keeps protected records.
    Duty,
    /// It is left to them, and to others in an emergency.
    DutyOrEmergency,
}

impl Left {
    /// As the table has it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotSo => "",
            Self::Stays => "yes",
            Self::Ends => "no",
            Self::Emergency => "emergency",
            Self::Duty => "duty",
            Self::DutyOrEmergency => "duty, emergency",
        }
    }
}

/// A line of the second table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// What is done.
    pub action: Action,
    /// To what.
    pub kind: Kind,
    /// What is left of the right against each of [`Against::ALL`].
    pub left: Vec<Left>,
}

impl Policies {
    fn plainly(&self, who: Who, action: Action, kind: Kind) -> bool {
        let mut situation = Situation::plain(who, action);
        situation.matter.kind = kind;
        if who == Who::Client {
            (situation.why, situation.matter.tie) = (Why::Own, Tie::Own);
        }
        self.verdict(&situation) == Verdict::Allowed
    }

    /// What each duty gives, where nothing stands against it; to clients in their own matters, to institutions as agreed.
    #[must_use]
    pub fn duties(&self) -> Vec<Duties> {
        let rows = Action::ALL.iter().flat_map(|action| action.kinds().iter().map(|kind| (*action, *kind)));
        rows.map(|(action, kind)| {
            let roles = Role::ALL.into_iter().map(|role| Who::of_roles(&[role]));
            let others = [Who::Client, Who::Institution { agreed: true, on_basis: true }, Who::Program];
            let given = roles.chain(others).map(|who| self.plainly(who, action, kind)).collect();
            Duties { action, kind, given }
        })
        .collect()
    }

    /// What is left of a right that a duty gives, against each thing that can stand against it.
    #[must_use]
    pub fn limits(&self) -> Vec<Limits> {
        let duties: Vec<Role> = Role::ALL.into_iter().filter(|role| *role != Role::Custodian).collect();
        let (all, plain) = (Who::of_roles(&Role::ALL), Who::of_roles(&duties));
        let rows = Action::ALL.iter().flat_map(|action| action.kinds().iter().map(|kind| (*action, *kind)));
        rows.filter(|(action, kind)| self.plainly(all, *action, *kind))
            .map(|(action, kind)| {
                // What custodians alone may do is left to them or to nobody.
                let plain = if self.plainly(plain, action, kind) { plain } else { all };
                let left = Against::ALL.map(|against| {
                    let Some(matter) = against.matter(kind) else { return Left::NotSo };
                    let may = |who, emergency| {
                        let situation = Situation { who, action, why: Why::Case, matter, emergency };
                        self.verdict(&situation) == Verdict::Allowed
                    };
                    match (may(plain, false), may(all, false), may(plain, true)) {
                        (true, _, _) => Left::Stays,
                        (false, false, false) => Left::Ends,
                        (false, false, true) => Left::Emergency,
                        (false, true, false) => Left::Duty,
                        (false, true, true) => Left::DutyOrEmergency,
                    }
                });
                Limits { action, kind, left: left.to_vec() }
            })
            .filter(|row| row.left.iter().any(|left| *left != Left::NotSo))
            .collect()
    }

    /// Both tables and the rules, as `docs/rights.md` has them.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::from(HEAD);
        out.push_str("\n## What each duty gives\n\n");
        out.push_str(DUTIES);
        let columns = Role::ALL.into_iter().map(Role::code).chain(OTHERS);
        heading(&mut out, &["action", "about"], columns);
        for row in self.duties() {
            let cells = row.given.iter().map(|given| if *given { "yes" } else { "-" });
            line(&mut out, (row.action, row.kind), cells);
        }
        out.push_str("\n## Where a duty ends\n\n");
        out.push_str(LIMITS);
        heading(&mut out, &["action", "about"], Against::ALL.into_iter().map(Against::code));
        for row in self.limits() {
            line(&mut out, (row.action, row.kind), row.left.iter().map(|left| left.words()));
        }
        out.push_str("\n## The rules\n\n");
        out.push_str(RULES);
        heading(&mut out, &["rule"], ["does", "because", "source", "file"].into_iter());
        for rule in self.rules() {
            let does = match rule.refusal {
                None => "permits".to_owned(),
                Some(limit) => format!("forbids: `{}`", limit.code()),
            };
            let _ = writeln!(
                out,
                "| `{}` | {does} | {} | {} | `{}` |",
                rule.id,
                rule.because.get(Lang::EN),
                rule.source,
                rule.file
            );
        }
        out
    }
}

const HEAD: &str = "# Who may what\n\n\
    This page is made by `parvalde policy table` from the policies in `policies/`, and a test holds the two together.\n\
    Whatever no rule permits is denied.\n";

const DUTIES: &str = "One column a duty; an officer with several duties has what each of them gives.\n\
    `client` stands for a client's own matters and those of persons for whom they act, `institution` for another body within its agreement, `office` for the office's own jobs.\n\n";

const LIMITS: &str = "What is left of a right that a duty gives.\n\n\
    - `own`: the officer's own record or case, by the person that the staff list names; `relative`: a parent, child, spouse or partner by the register.\n\
    - `staff`: somebody whom the staff list names; `hidden`: a record that is not there for whoever has no right to it.\n\
    - `colleague`: a case that a colleague has; `elsewhere`: a case or visit of another office.\n\
    - `own-doing`: what the officer proposed, or opened in an emergency; `own-decision`: a contest of what the officer decided.\n\n\
    `yes`: it stays; `no`: it ends; `emergency`: it can be opened with a reason, for some minutes, and is reviewed; `duty`: it is left to officers with the duty `custodian`; empty: it cannot be so.\n\n";

const RULES: &str = "A rule that forbids goes before every rule that permits.\n\
    `unverified` marks what no act was read for.\n\n";

fn heading<'a>(out: &mut String, first: &[&'a str], columns: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = first.iter().copied().chain(columns).collect();
    let _ = writeln!(out, "| {} |", names.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(names.len()));
}

fn line<'a>(out: &mut String, (action, kind): (Action, Kind), cells: impl Iterator<Item = &'a str>) {
    let cells: Vec<&str> = cells.collect();
    let _ = writeln!(out, "| `{}` | {} | {} |", action.code(), kind.name(), cells.join(" | "));
}
