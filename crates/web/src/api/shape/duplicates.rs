//! Records that look like one person, as the API says it.

use super::Words;
use super::fact::Basis;
use super::person::Brief;
use kernel::PersonId;
use office::register::duplicates::{
    Candidate as OfficeCandidate, Duplicate as OfficeDuplicate, Duplicates as OfficeDuplicates, Likeness,
    Part, Verdict as OfficeVerdict,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody of the register who is like a person about to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Distinct {
    /// Who of the register is somebody else.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub person: PersonId,
    /// How that is known, in words; it is remembered.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// What one part of two persons says.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agreement {
    /// Which part: `given-names`, `surname`, `birth-date`, `sex`, `birth-place`, `address`, `parents`,
    /// `foreign-code`, `personal-code` or `document`.
    pub part: &'static str,
    /// `agrees`, `partly` or `differs`.
    pub mark: &'static str,
    /// The same in words.
    pub words: Words,
    /// What that tells, in tenths of a bit: above 0 for the same person.
    pub tenths_of_bits: i32,
}

impl From<&Part> for Agreement {
    fn from(part: &Part) -> Self {
        let (field, mark) = (part.field, part.mark.code());
        Self { part: field, mark, words: (&part.words).into(), tenths_of_bits: part.tenths }
    }
}

fn agreements(likeness: &Likeness) -> Vec<Agreement> {
    likeness.parts.iter().map(Agreement::from).collect()
}

/// Somebody of the register who is probably the person about to be entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct Candidate {
    /// Who.
    pub person: Brief,
    /// How likely they are one person, in thousandths.
    #[schema(maximum = 1000)]
    pub likely: u16,
    /// Why, part by part; what only one of them has is left out.
    pub because: Vec<Agreement>,
}

impl From<&OfficeCandidate> for Candidate {
    fn from(candidate: &OfficeCandidate) -> Self {
        let likeness = &candidate.likeness;
        Self { person: (&candidate.person).into(), likely: likeness.likely, because: agreements(likeness) }
    }
}

/// A page of the pairs that wait.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duplicates {
    /// Pairs, the surest first.
    pub items: Vec<Duplicate>,
    /// For `after`: where the next page begins; null on the last.
    pub next: Option<String>,
    /// Up to which position of the log the register was looked through.
    pub looked_to: i64,
    /// Whether something came in about persons since.
    pub behind: bool,
}

/// Two records that look like one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duplicate {
    /// The one.
    pub one: Brief,
    /// The other.
    pub other: Brief,
    /// How likely they are one person, in thousandths.
    #[schema(maximum = 1000)]
    pub likely: u16,
    /// Why, part by part; what only one of them has is left out.
    pub because: Vec<Agreement>,
}

impl From<&OfficeDuplicate> for Duplicate {
    fn from(pair: &OfficeDuplicate) -> Self {
        Self {
            one: (&pair.one).into(),
            other: (&pair.other).into(),
            likely: pair.likeness.likely,
            because: agreements(&pair.likeness),
        }
    }
}

impl From<&OfficeDuplicates> for Duplicates {
    fn from(page: &OfficeDuplicates) -> Self {
        Self {
            items: page.items.iter().map(Duplicate::from).collect(),
            next: page.next.clone(),
            looked_to: page.looked_to,
            behind: page.behind,
        }
    }
}

/// What two records are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairVerdict {
    /// A record.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub one: PersonId,
    /// The other record; which is named first does not matter.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub other: PersonId,
    /// `two-persons`, or `open` to take back what was said. Two records of one person are merged instead.
    #[schema(value_type = String, pattern = "^(two-persons|open)$")]
    pub verdict: OfficeVerdict,
    /// Where that is known from.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Where a verdict is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Remembered {
    /// Position of the log that holds it.
    pub position: i64,
}
