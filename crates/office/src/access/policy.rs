//! The policies in force: Cedar policies of `policies/`, built into the program, read and strictly checked against their
//! schema at start. Whatever none of them permits is denied.
//!
//! The program does not ask Cedar anew for every request: a [`Situation`] is small, so what the policies say to one is
//! worked out once and remembered. The policies see nothing that is not in it.

mod ask;
mod read;
pub mod table;

use super::situation::Situation;
use cedar_policy::{Authorizer, PolicySet, Schema};
use kernel::Text;
pub use read::PolicyFault;
use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, PoisonError, RwLock};

/// The schema, by its path from the root of the repository.
const SCHEMA: (&str, &str) =
    ("policies/parvalde.cedarschema", include_str!("../../../../policies/parvalde.cedarschema"));
/// The policies.
const FILES: &[(&str, &str)] = &[
    ("policies/duties.cedar", include_str!("../../../../policies/duties.cedar")),
    ("policies/others.cedar", include_str!("../../../../policies/others.cedar")),
    ("policies/limits.cedar", include_str!("../../../../policies/limits.cedar")),
];

/// Situations remembered; there are fewer that can come up.
const REMEMBERED_MAX: usize = 65_536;

static BUNDLED: LazyLock<Result<Policies, Vec<PolicyFault>>> =
    LazyLock::new(|| Policies::read(SCHEMA, FILES));

/// Where a duty ends, in the order in which it is told: who has no right to know the rest is told the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// No purpose was named, or one that does not go with it.
    NoPurpose,
    /// As if there was nothing.
    NotFound,
    /// It is the officer's own matter, or a relative's.
    Conflict,
    /// The person is protected.
    Protected,
    /// It belongs to another office.
    OtherOffice,
    /// A colleague has it.
    Assigned,
    /// The officer proposed it.
    OwnProposal,
    /// The officer took the decision that is contested.
    OwnDecision,
    /// The officer opened it.
    OwnEmergency,
}

impl Limit {
    /// All.
    pub const ALL: [Self; 9] = [
        Self::NoPurpose,
        Self::NotFound,
        Self::Conflict,
        Self::Protected,
        Self::OtherOffice,
        Self::Assigned,
        Self::OwnProposal,
        Self::OwnDecision,
        Self::OwnEmergency,
    ];

    /// Its code in policies (`@refusal`) and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPurpose => "no-purpose",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict-of-interest",
            Self::Protected => "protected-person",
            Self::OtherOffice => "other-office",
            Self::Assigned => "assigned-to-another",
            Self::OwnProposal => "own-proposal",
            Self::OwnDecision => "own-decision",
            Self::OwnEmergency => "own-emergency",
        }
    }
}

/// What the policies say to a situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may be done.
    Allowed,
    /// No duty of the asker gives it.
    NoRight,
    /// A duty gives it, and this stands against it.
    Limited(Limit),
}

/// One policy, as its annotations tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// Whether it permits; it forbids otherwise.
    pub permits: bool,
    /// Why it is so, in a sentence: `@because` in English, `@because_lv` in Latvian.
    pub because: Text,
    /// Where that is from: a provision, `rule of the office`, or `unverified`.
    pub source: String,
    /// What the asker is told.
    pub refusal: Option<Limit>,
    /// In which file.
    pub file: String,
    /// In which line of it.
    pub line: usize,
}

/// A set of policies that holds against its schema.
pub struct Policies {
    authorizer: Authorizer,
    set: PolicySet,
    schema: Schema,
    rules: Vec<Rule>,
    said: RwLock<HashMap<u64, Verdict>>,
}

impl fmt::Debug for Policies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policies").field("rules", &self.rules.len()).finish_non_exhaustive()
    }
}

/// The policies that are built in.
///
/// # Errors
/// Everything that is wrong in them, each with file, line and reason. The office does not start then, and whoever asks
/// all the same is denied everything.
pub fn bundled() -> Result<&'static Policies, &'static [PolicyFault]> {
    BUNDLED.as_ref().map_err(Vec::as_slice)
}

/// What the built-in policies say to a situation.
#[must_use]
pub fn verdict(situation: &Situation) -> Verdict {
    bundled().map_or(Verdict::NoRight, |policies| policies.verdict(situation))
}

/// Whether they allow it.
#[must_use]
pub fn allows(situation: &Situation) -> bool {
    verdict(situation) == Verdict::Allowed
}

impl Policies {
    /// What each policy says of itself, in the order of the files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What the policies say to a situation; denied when they cannot say.
    #[must_use]
    pub fn verdict(&self, situation: &Situation) -> Verdict {
        let key = situation.key();
        let said = self.said.read().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        if let Some(said) = said {
            return said;
        }
        let said = self.judge(situation).unwrap_or_else(|why| {
            tracing::error!(why, action = situation.action.code(), "a policy cannot be evaluated");
            Verdict::NoRight
        });
        let mut remembered = self.said.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() < REMEMBERED_MAX {
            remembered.insert(key, said);
        }
        said
    }

    /// The same, asked of Cedar each time.
    ///
    /// # Errors
    /// What Cedar says when the situation does not fit the schema or a policy cannot be evaluated.
    pub fn judge(&self, situation: &Situation) -> Result<Verdict, String> {
        let (allowed, limit) = self.ask(situation)?;
        match (allowed, limit) {
            (true, _) => Ok(Verdict::Allowed),
            (false, None) => Ok(Verdict::NoRight),
            // Whoever has no duty that gives it is told no more than that.
            (false, Some(limit)) => {
                let mut plain = Situation::plain(situation.who, situation.action);
                plain.matter.kind = situation.matter.kind;
                if !matches!(situation.who, super::situation::Who::Client) && !self.ask(&plain)?.0 {
                    return Ok(Verdict::NoRight);
                }
                Ok(Verdict::Limited(limit))
            }
        }
    }
}
