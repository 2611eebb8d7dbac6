//! Everything that a decision about a right depends on, as a small value: who by their duties, what, what for, and how
//! the asker stands to it. There are few of them, so what the policies say to each is worked out once.

use super::Purpose;
use super::rights::Action;
use crate::actor::{Actor, Role};
use crate::register::protection::Protection;

/// A kind of thing that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person of the register.
    Person,
    /// A case.
    Case,
    /// A booked visit.
    Visit,
    /// The register as a whole.
    Register,
    /// Lists of cases and visits.
    WorkList,
    /// The accounts of the office.
    Account,
    /// The record of who looked.
    Trace,
    /// The state of the system.
    System,
    /// A record of something opened in an emergency.
    Emergency,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Case,
        Self::Visit,
        Self::Register,
        Self::WorkList,
        Self::Account,
        Self::Trace,
        Self::System,
        Self::Emergency,
    ];

    /// Its name in the policies.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Case => "Case",
            Self::Visit => "Visit",
            Self::Register => "Register",
            Self::WorkList => "WorkList",
            Self::Account => "Account",
            Self::Trace => "Trace",
            Self::System => "System",
            Self::Emergency => "Emergency",
        }
    }
}

/// The duties of an officer, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u16);

impl Roles {
    const fn bit(role: Role) -> u16 {
        1 << (role as u16)
    }

    /// Whether `role` is in it.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & Self::bit(role) != 0
    }
}

impl<'a> FromIterator<&'a Role> for Roles {
    fn from_iter<I: IntoIterator<Item = &'a Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | Self::bit(*role)))
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// An officer with these duties.
    Officer(Roles),
    /// A client.
    Client,
    /// Another body.
    Institution {
        /// Whether its agreement names this action.
        agreed: bool,
        /// Whether its agreement names the basis.
        on_basis: bool,
    },
    /// The office itself.
    Program,
}

impl Who {
    /// An officer with these duties.
    #[must_use]
    pub fn of_roles(roles: &[Role]) -> Self {
        Self::Officer(roles.iter().collect())
    }

    /// Whoever acts; nobody when nobody is signed in. An institution is taken to keep to its bases.
    #[must_use]
    pub fn of(actor: &Actor, action: Action) -> Option<Self> {
        match actor {
            Actor::Anonymous => None,
            Actor::Client { .. } => Some(Self::Client),
            Actor::Officer(officer) => Some(Self::Officer(officer.roles.iter().collect())),
            Actor::Institution(institution) => {
                Some(Self::Institution { agreed: institution.may.contains(&action), on_basis: true })
            }
            Actor::System => Some(Self::Program),
        }
    }
}

/// What for, without which case or provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A case.
    Case,
    /// A legal basis.
    Basis,
    /// Own data.
    Own,
    /// The officer's own list of work.
    Duty,
}

impl Why {
    /// All.
    pub const ALL: [Self; 4] = [Self::Case, Self::Basis, Self::Own, Self::Duty];

    /// Its name in the policies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Basis => "basis",
            Self::Own => "own",
            Self::Duty => "duty",
        }
    }
}

impl From<&Purpose> for Why {
    fn from(purpose: &Purpose) -> Self {
        match purpose {
            Purpose::Case(_) => Self::Case,
            Purpose::Basis(_) => Self::Basis,
            Purpose::Own => Self::Own,
            Purpose::Duty => Self::Duty,
        }
    }
}

/// How the asker stands to the persons in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tie {
    /// Not at all.
    #[default]
    None,
    /// It is the asker, or somebody for whom a client acts.
    Own,
    /// A parent, child or spouse of the officer.
    Relative,
}

impl Tie {
    /// All.
    pub const ALL: [Self; 3] = [Self::None, Self::Own, Self::Relative];
}

/// Who has the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Holder {
    /// Nobody yet.
    #[default]
    Nobody,
    /// Whoever asks.
    Asker,
    /// A colleague.
    Colleague,
}

impl Holder {
    /// All.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Asker, Self::Colleague];
}

/// What is asked about, as far as a right can depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Matter {
    /// Its kind.
    pub kind: Kind,
    /// How the asker stands to the persons in it.
    pub tie: Tie,
    /// How far their records are protected from the asker.
    pub protection: Protection,
    /// Whether one of them works here.
    pub works_here: bool,
    /// Who has it, where it is a case.
    pub holder: Holder,
    /// Whether it belongs to another office than the officer's.
    pub elsewhere: bool,
    /// Whether the officer proposed or opened it.
    pub by_asker: bool,
    /// Whether it is about a contest of what the officer decided.
    pub contests_asker: bool,
}

impl Matter {
    /// Something of this kind of which nothing speaks against the asker.
    #[must_use]
    pub const fn plain(kind: Kind) -> Self {
        Self {
            kind,
            tie: Tie::None,
            protection: Protection::Open,
            works_here: false,
            holder: Holder::Nobody,
            elsewhere: false,
            by_asker: false,
            contests_asker: false,
        }
    }
}

/// What a decision about a right depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Situation {
    /// Who asks.
    pub who: Who,
    /// For what.
    pub action: Action,
    /// What for.
    pub why: Why,
    /// About what.
    pub matter: Matter,
    /// Whether the officer opened the matter in an emergency.
    pub emergency: bool,
}

impl Situation {
    /// All of it in one number, under which what is said to it is remembered.
    pub(super) const fn key(&self) -> u64 {
        let who = match self.who {
            Who::Officer(roles) => roles.0 as u64,
            Who::Client => 1 << 16,
            Who::Institution { agreed, on_basis } => 2 << 16 | (agreed as u64) << 1 | on_basis as u64,
            Who::Program => 3 << 16,
        };
        let matter = self.matter;
        let flags = (matter.contests_asker as u64) << 4
            | (matter.works_here as u64) << 3
            | (matter.elsewhere as u64) << 2
            | (matter.by_asker as u64) << 1
            | self.emergency as u64;
        who << 40
            | (self.action as u64) << 32
            | (self.why as u64) << 28
            | (matter.kind as u64) << 24
            | (matter.tie as u64) << 20
            | (matter.protection as u64) << 16
            | (matter.holder as u64) << 12
            | flags
    }

    /// One in which nothing but the duty counts.
    #[must_use]
    pub fn plain(who: Who, action: Action) -> Self {
        let why = if matches!(who, Who::Institution { .. }) { Why::Basis } else { Why::Duty };
        Self { who, action, why, matter: Matter::plain(action.main_kind()), emergency: false }
    }
}
