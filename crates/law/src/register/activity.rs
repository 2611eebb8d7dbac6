//! Active and passive records: a pure function of what is known and of a day.

use super::{Provision, RegisterBook, Standing};
use kernel::{Age, Day, LeapBirthday, PartialDate, Text};
use serde::Serialize;

/// Why a record is passive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassiveReason {
    /// The identity that was replaced by another, as by adoption.
    EarlierIdentity,
    /// The legal status was lost and no other followed.
    StatusLost,
    /// The person belongs to no category, or to one whose records are passive.
    Category,
    /// Very old, and nobody has shown that the person is alive.
    NoProofOfLife,
    /// Without a valid document for too long.
    NoDocument,
}

impl PassiveReason {
    /// All, in the order in which they are tried.
    pub const ALL: [Self; 5] =
        [Self::EarlierIdentity, Self::StatusLost, Self::Category, Self::NoProofOfLife, Self::NoDocument];

    /// Its code in files and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlierIdentity => "earlier-identity",
            Self::StatusLost => "status-lost",
            Self::Category => "category",
            Self::NoProofOfLife => "no-proof-of-life",
            Self::NoDocument => "no-document",
        }
    }
}

/// Whether a record is active.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "activity")]
pub enum Activity {
    /// Active.
    Active,
    /// Passive, with the first reason that holds.
    Passive {
        /// Why.
        because: PassiveReason,
    },
}

/// A reason as the country words it, and where the law gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassiveRule {
    /// The reason.
    pub reason: PassiveReason,
    /// In words.
    pub name: Text,
    /// The provision.
    #[serde(flatten)]
    pub provision: Provision,
}

/// The figures of the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityRules {
    /// Age from which a proof of life is needed, completed years.
    pub proof_of_life_age: u16,
    /// Age from which a document is needed, completed years.
    pub document_age: u16,
    /// How long a person may be without a valid document, years.
    pub document_years: u16,
    /// Statuses for which the missing document counts.
    pub document_statuses: Vec<String>,
    /// The reasons in words, one of each.
    pub reasons: Vec<PassiveRule>,
}

/// What is known of a person, for [`RegisterBook::activity`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ActivityFacts<'a> {
    /// Status, residence right and marks on the day.
    pub standing: Standing<'a>,
    /// Whether an earlier legal status ended and no other followed.
    pub status_lost: bool,
    /// Whether this identity was replaced by another.
    pub earlier_identity: bool,
    /// Date of birth; `None` when the register holds none.
    pub birth: Option<PartialDate>,
    /// Last day on which somebody showed that the person is alive.
    pub proof_of_life: Option<Day>,
    /// Last day of validity of the last valid document; `None` when there never was one.
    pub document_until: Option<Day>,
    /// Whether the law excuses the missing document, such as a stay abroad that was shown.
    pub document_excused: bool,
}

impl RegisterBook {
    /// The rules by which records are active or passive.
    #[must_use]
    pub fn activity_rules(&self) -> &ActivityRules {
        &self.activity
    }

    /// The reason as a person reads it.
    #[must_use]
    pub fn passive_rule(&self, reason: PassiveReason) -> Option<&PassiveRule> {
        self.activity.reasons.iter().find(|rule| rule.reason == reason)
    }

    /// Whether a record is active on `day`, as far as `facts` know.
    ///
    /// What a partial date of birth leaves open counts for the person: somebody who may be young enough is.
    #[must_use]
    pub fn activity(&self, facts: &ActivityFacts<'_>, day: Day, leap: LeapBirthday) -> Activity {
        let rules = &self.activity;
        let holds = |reason: PassiveReason| match reason {
            PassiveReason::EarlierIdentity => facts.earlier_identity,
            PassiveReason::StatusLost => facts.status_lost,
            PassiveReason::Category => {
                !self.category_of(&facts.standing).is_some_and(|category| category.active)
            }
            PassiveReason::NoProofOfLife => {
                let of_age = |day: Day| at_least(facts.birth, day, rules.proof_of_life_age, leap);
                of_age(day) && !facts.proof_of_life.is_some_and(|shown| shown <= day && of_age(shown))
            }
            PassiveReason::NoDocument => rules.no_document(facts, day, leap),
        };
        match PassiveReason::ALL.into_iter().find(|reason| holds(*reason)) {
            Some(because) => Activity::Passive { because },
            None => Activity::Active,
        }
    }
}

impl ActivityRules {
    /// Whether somebody of these statuses has been without a document for more than the years allowed. The time does
    /// not run before the age from which a document is needed.
    fn no_document(&self, facts: &ActivityFacts<'_>, day: Day, leap: LeapBirthday) -> bool {
        let counts = facts
            .standing
            .status
            .is_some_and(|status| self.document_statuses.iter().any(|code| code == status));
        if !counts || facts.document_excused {
            return false;
        }
        // More than so many years: on the day itself they are only just over.
        let Ok(limit) = day.plus_months(-12 * i32::from(self.document_years)) else { return false };
        facts.document_until.is_none_or(|last| last < limit)
            && at_least(facts.birth, limit, self.document_age, leap)
    }
}

/// Whether somebody is certainly so old on a day.
fn at_least(birth: Option<PartialDate>, day: Day, years: u16, leap: LeapBirthday) -> bool {
    let youngest = birth.and_then(|birth| birth.latest()).map(PartialDate::Day);
    matches!(youngest.map(|born| born.age_on(day, leap)), Some(Age::Years(age)) if age >= years)
}
