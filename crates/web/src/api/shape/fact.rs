//! Facts about persons: what is said, with both axes of time and its basis; changes and corrections.

use kernel::{Day, PartialDate, PersonId};
use office::register::{AssertedFact, Basis as OfficeBasis, Certainty, FactValue, HeldFact, KnownFact};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is said of a person. `kind` tells which other fields there are.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Said {
    /// The personal code.
    Code {
        /// Eleven digits.
        code: String,
    },
    /// Names.
    Name {
        /// Given names and surname.
        name: SaidName,
    },
    /// Birth.
    Birth {
        /// The date, perhaps in part.
        date: String,
        /// The place.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// Sex.
    Sex {
        /// `female`, `male` or `unspecified`.
        sex: String,
    },
    /// Legal status.
    Status {
        /// A code of the country's list.
        status: String,
    },
    /// Citizenship of another state.
    Citizenship {
        /// Three letters.
        country: String,
    },
    /// Ethnicity.
    Ethnicity {
        /// As recorded.
        ethnicity: String,
    },
    /// An address.
    Residence {
        /// `declared`, `registered`, `indicated`, `additional` or `abroad`.
        residence: String,
        /// Code of the municipality; empty abroad.
        municipality: String,
        /// In one line.
        address: String,
    },
    /// A document. It is entered by the case that issues it, and cannot be entered by hand.
    Document {
        /// Its id.
        document: String,
        /// Its kind.
        r#type: String,
        /// The number printed on it.
        number: String,
        /// Day of issue.
        issued_on: String,
        /// Last day of validity.
        expires_on: String,
        /// Who issued it.
        issuer: String,
        /// `ordered`, `ready`, `valid` or `invalid`.
        status: String,
        /// Why it is invalid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A code by which another state knows the person.
    ForeignCode {
        /// Three letters.
        country: String,
        /// As that state writes it.
        code: String,
    },
    /// Another form of the names; either part may be missing.
    NameForm {
        /// `birth`, `historical`, `original`, `rendered` or `original-script`.
        form: String,
        /// Given names in this form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<String>,
        /// Surname in this form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        surname: Option<String>,
    },
    /// A right to reside.
    ResidenceRight {
        /// A code of the country's list.
        right: String,
        /// Number of the permit.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
    },
    /// A special status.
    SpecialStatus {
        /// A code of the country's list.
        status: String,
    },
    /// A ban, such as on leaving the state or on receiving a travel document.
    Ban {
        /// A code of the country's list.
        ban: String,
        /// Who imposed it.
        imposed_by: String,
    },
    /// A parent entitled to represent this person.
    Parent {
        /// The parent.
        #[serde(flatten)]
        of: OtherSide,
    },
    /// A child.
    Child {
        /// The child.
        #[serde(flatten)]
        of: OtherSide,
    },
    /// A spouse or partner.
    Spouse {
        /// The other.
        #[serde(flatten)]
        of: OtherSide,
        /// `marriage` or `partnership`.
        union: String,
        /// How it ended: `dissolved`, `annulled`, `death` or `converted`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ended: Option<String>,
    },
    /// The other identity of an adopted person; only the sealed view shows it.
    AdoptionLink {
        /// The other record.
        other: String,
    },
    /// A guardian or trustee.
    Guardian {
        /// Who.
        #[serde(flatten)]
        of: OtherSide,
        /// A code of the country's list.
        guardianship: String,
    },
    /// A person of whom this one is guardian or trustee.
    Ward {
        /// Whom.
        #[serde(flatten)]
        of: OtherSide,
        /// A code of the country's list.
        guardianship: String,
    },
    /// Somebody who may act for this person by a power of attorney.
    Agent {
        /// Who.
        #[serde(flatten)]
        of: OtherSide,
        /// What for.
        matters: SaidMatters,
    },
    /// Somebody for whom this person may act by a power of attorney.
    Principal {
        /// Whom.
        #[serde(flatten)]
        of: OtherSide,
        /// What for.
        matters: SaidMatters,
    },
    /// A limit of capacity to act.
    Capacity {
        /// As the court set it.
        limits: String,
    },
    /// Death.
    Death {
        /// The date, perhaps in part.
        date: String,
        /// The place.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// Found missing by a court.
    Missing {
        /// The last day on which something was heard, perhaps in part.
        last_heard: String,
    },
    /// A way to reach the person.
    Contact {
        /// A code of the country's list.
        channel: String,
        /// Number or address.
        contact: String,
    },
    /// A mark.
    Mark {
        /// A code of the country's list.
        mark: String,
    },
}

/// What a power of attorney is for: `all`, or ids of groups of services.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SaidMatters {
    /// All matters of the office.
    All,
    /// Services under these tasks of the authority.
    Groups(Vec<String>),
}

/// The other side of a relation: one of the three.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OtherSide {
    /// A person of the register, by id.
    Person(String),
    /// Somebody whom the register does not keep.
    Named(SaidNamed),
    /// `not-known`: the act leaves the place empty.
    Unknown(String),
}

/// Somebody whom the register does not keep.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaidNamed {
    /// Names.
    pub name: SaidName,
    /// Date of birth, perhaps in part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<String>,
}

/// Names as they are entered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaidName {
    /// One or more given names.
    pub given: String,
    /// The surname.
    pub surname: String,
}

/// A fact with both axes of time and its basis.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fact<'a> {
    /// Its place in the person's entries: what a correction names.
    pub seq: i64,
    /// What is said.
    #[schema(value_type = Said)]
    pub value: &'a FactValue,
    /// First day on which it is true, perhaps known in part (`1978-05`, `1978`, `unknown`); null when it was so
    /// from the beginning.
    #[schema(value_type = Option<String>, pattern = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|unknown)$")]
    pub from: Option<PartialDate>,
    /// First day on which it is no longer true, perhaps known in part; null while it is.
    #[schema(value_type = Option<String>, pattern = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|unknown)$")]
    pub to: Option<PartialDate>,
    /// Log position at which the office came to know it.
    pub known_from: i64,
    /// Log position at which it was replaced or withdrawn; null while it stands.
    pub known_to: Option<i64>,
    /// Where it comes from.
    #[schema(value_type = Basis)]
    pub basis: Origin<'a>,
}

/// [`Basis`] as it goes out.
#[derive(Debug, Serialize)]
pub struct Origin<'a> {
    kind: &'a str,
    number: &'a str,
    date: Day,
    issuer: &'a str,
    country: &'a str,
}

/// A fact that holds on the day of the reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct Held<'a> {
    /// The entry.
    #[serde(flatten)]
    pub fact: Fact<'a>,
    /// `certain`, or `possible` where a day is known in part.
    #[schema(value_type = String)]
    pub certainty: Certainty,
    /// The review that it is under: somebody doubts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<i64>,
}

impl<'a> From<&'a HeldFact> for Held<'a> {
    fn from(held: &'a HeldFact) -> Self {
        Self { fact: held.known.as_ref().into(), certainty: held.certainty, review: held.review }
    }
}

impl<'a> From<&'a KnownFact> for Fact<'a> {
    fn from(known: &'a KnownFact) -> Self {
        let AssertedFact { seq, value, from, to, .. } = &known.fact;
        Self {
            seq: *seq,
            value,
            from: *from,
            to: *to,
            known_from: known.known_from,
            known_to: known.known_to,
            basis: known.basis.as_ref().into(),
        }
    }
}

/// Where an entry comes from: an act or a document.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Kind of act or document.
    #[schema(min_length = 1, max_length = 80)]
    pub kind: String,
    /// Its number; may be empty.
    #[serde(default)]
    #[schema(max_length = 80)]
    pub number: String,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub date: Day,
    /// Who issued it.
    #[schema(min_length = 1, max_length = 120)]
    pub issuer: String,
    /// The country, three letters.
    #[schema(pattern = "^[A-Z]{3}$", example = "LVA")]
    pub country: String,
}

impl<'a> From<&'a OfficeBasis> for Origin<'a> {
    fn from(basis: &'a OfficeBasis) -> Self {
        Self {
            kind: &basis.kind,
            number: &basis.number,
            date: basis.date,
            issuer: &basis.issuer,
            country: &basis.country,
        }
    }
}

/// The world moved: from a day on, something else is true.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The first day on which it is true, perhaps known in part (`2026-05`, `2026`).
    #[schema(value_type = String, pattern = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$")]
    pub on: PartialDate,
    /// What is true from then on.
    #[schema(value_type = Vec<Said>, min_items = 1, max_items = 20)]
    pub facts: Vec<FactValue>,
    /// Where it comes from.
    pub basis: Basis,
}

/// An entry was wrong: it was never true.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The entry that is wrong.
    #[schema(minimum = 1, maximum = 9007199254740991_u64)]
    pub seq: i64,
    /// What is right instead; left out, the entry is only withdrawn.
    #[serde(default)]
    #[schema(value_type = Option<Said>)]
    pub right: Option<FactValue>,
    /// Since when that is true, when the entry had the wrong day too.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$")]
    pub from: Option<PartialDate>,
    /// Where it comes from.
    pub basis: Basis,
    /// Why the entry was wrong.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}
/// Everything ever known about a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline<'a> {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// In the order in which the office came to know it.
    pub facts: Vec<Fact<'a>>,
}
