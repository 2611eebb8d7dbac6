//! Who acts: a client, an officer with roles at an office, an institution, or the system itself.

use crate::access::rights::Action;
use kernel::{Citation, OfficerId, PersonId, Text};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What an officer may be (*amata pienākumi*). Rights hang on roles, never on names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Serves clients at a counter: intake, identification, fee, hand-over.
    Counter,
    /// Examines cases and proposes decisions.
    CaseOfficer,
    /// Approves what another proposed.
    Approver,
    /// Supervises the work of an office (*nodaļas vadītājs*): sees how its cases stand and hands them to its officers;
    /// reads no person.
    Supervisor,
    /// Reconciles payments and orders refunds; reads no case and no person.
    Accountant,
    /// Keeps protected records: sees them, grants and lifts protections, and reads those who work here.
    Custodian,
    /// Reads the trace, reviews emergencies and settles what is unusual, as the data-protection officer
    /// (*datu aizsardzības speciālists*) does; reads no case and no person.
    Auditor,
    /// Keeps the system running; reads no personal data.
    Operator,
}

impl Role {
    /// All roles, in the order of the table of rights.
    pub const ALL: [Self; 8] = [
        Self::Counter,
        Self::CaseOfficer,
        Self::Approver,
        Self::Supervisor,
        Self::Accountant,
        Self::Custodian,
        Self::Auditor,
        Self::Operator,
    ];

    /// The role's code in API, policies and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::CaseOfficer => "case-officer",
            Self::Approver => "approver",
            Self::Supervisor => "supervisor",
            Self::Accountant => "accountant",
            Self::Custodian => "custodian",
            Self::Auditor => "auditor",
            Self::Operator => "operator",
        }
    }
}

/// Whoever asks something of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known: may read what is public and book a time.
    Anonymous,
    /// A person of the register acting for themselves or as a parent.
    Client {
        /// The signed-in person.
        person: PersonId,
    },
    /// An official.
    Officer(Officer),
    /// Another authority or body, by a program of its own.
    Institution(Arc<Institution>),
    /// The system: jobs after commit.
    System,
}

/// An official with roles at an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Code of the staff list.
    pub id: OfficerId,
    /// Name shown to colleagues and printed in letters.
    pub name: String,
    /// What the officer may do.
    pub roles: Vec<Role>,
    /// Office where the officer works, by its id.
    pub office: String,
    /// The officer's own record in the register, where it is known: own matters and those of relatives are closed, and
    /// readings near to it are looked at.
    pub person: Option<PersonId>,
}

/// A body that asks the register by a program, under an agreement (*starpresoru vienošanās*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Its code, as the log names it.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it may ask.
    pub may: Vec<Action>,
    /// The legal bases on which it may; no other purpose is taken.
    pub bases: Vec<Citation>,
}

impl Institution {
    /// What an agreement can allow: reading of the register, and nothing else.
    pub const ACTIONS: [Action; 2] = [Action::ReadPerson, Action::SearchPersons];
}

impl Officer {
    /// Whether the officer has `role`.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl Actor {
    /// The officer, if it is one.
    #[must_use]
    pub const fn officer(&self) -> Option<&Officer> {
        match self {
            Self::Officer(officer) => Some(officer),
            _ => None,
        }
    }

    /// The client's person, if it is one.
    #[must_use]
    pub const fn client(&self) -> Option<PersonId> {
        match self {
            Self::Client { person } => Some(*person),
            _ => None,
        }
    }
}

/// As the log keeps it: `anonymous`, `client:ID`, `officer:CODE`, `institution:CODE`, `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Client { person } => write!(f, "client:{person}"),
            Self::Officer(officer) => write!(f, "officer:{}", officer.id),
            Self::Institution(institution) => write!(f, "institution:{}", institution.id),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == text)
            .ok_or_else(|| format!("`{text}` is not a role"))
    }
}
