//! What is said of a person: one variant is one kind of fact in the catalogue of the register.
//!
//! Source: Natural Persons Register Law (*Fizisko personu reģistra likums*) Art. 11(1). Which body may write
//! which kind, and who may have it, is data: the country's `register.kdl`.

use super::document::DocumentFact;
use super::matters::Matters;
use super::relative::Relative;
use crate::tagged::tagged;
use kernel::{NamePart, PartialDate, PersonId, PersonName, PersonalCode};
use serde::{Deserialize, Serialize};

/// A person's sex as documents state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// F in the machine-readable zone.
    Female,
    /// M in the machine-readable zone.
    Male,
    /// `<` in the machine-readable zone, X in print.
    Unspecified,
}

/// Kind of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResidenceKind {
    /// Declared by the person (*deklarētā dzīvesvieta*).
    Declared,
    /// Registered by a municipality on its own initiative (*reģistrētā dzīvesvieta*).
    Registered,
    /// Indicated by the person, informative only (*norādītā dzīvesvieta*).
    Indicated,
    /// Beside the main one (*papildu adrese*).
    Additional,
    /// Abroad (*dzīvesvieta ārvalstīs*).
    Abroad,
}

impl ResidenceKind {
    /// The code in API, database and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Registered => "registered",
            Self::Indicated => "indicated",
            Self::Additional => "additional",
            Self::Abroad => "abroad",
        }
    }
}

/// A form of a name beside the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// At birth (*dzimtais uzvārds*).
    Birth,
    /// The historical form of the family's name (*vārda vai uzvārda vēsturiskā forma*).
    Historical,
    /// The original form, in Latin letters (*oriģinālforma citā valodā*).
    Original,
    /// The rendering in the language of the state (*atveide latviešu valodā*).
    Rendered,
    /// The original form in its own script.
    OriginalScript,
}

/// How a union of two persons stands in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Union {
    /// Marriage (*laulība*).
    Marriage,
    /// Partnership (*partnerība*).
    Partnership,
}

/// How a union ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnionEnd {
    /// Dissolved (*laulības šķiršana*).
    Dissolved,
    /// Found never to have been valid (*atzīta par neesošu*).
    Annulled,
    /// By the death of one.
    Death,
    /// Turned into another kind of union.
    Converted,
}

tagged! { "kind", "FactValue":
/// What is said of a person.
pub enum FactValue {
    /// The personal code (*personas kods*).
    Code {
        /// Eleven digits.
        code: PersonalCode,
    },
    /// A code by which another state knows the person.
    ForeignCode {
        /// ICAO three-letter code of the state.
        country: String,
        /// As that state writes it.
        code: String,
    },
    /// Names.
    Name {
        /// Given names and surname.
        name: PersonName,
    },
    /// Another form of the names; either part may be missing.
    NameForm {
        /// Which form.
        form: NameForm,
        /// Given names in this form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<NamePart>,
        /// Surname in this form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        surname: Option<NamePart>,
    },
    /// Birth.
    Birth {
        /// Day of birth, perhaps known in part.
        date: PartialDate,
        /// Place, as documents print it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// Sex.
    Sex {
        /// As documents state it.
        sex: Sex,
    },
    /// Legal status (*tiesiskais statuss*), a code of the country's list.
    Status {
        /// Code such as `citizen`.
        status: String,
    },
    /// Citizenship of another state.
    Citizenship {
        /// ICAO three-letter code.
        country: String,
    },
    /// Ethnicity (*tautība*): a code of the country's list, or one of its two nulls, `not-chosen` and `unknown`.
    Ethnicity {
        /// As recorded.
        ethnicity: String,
    },
    /// An address.
    Residence {
        /// Which kind of address.
        residence: ResidenceKind,
        /// Code of the municipality; empty abroad.
        municipality: String,
        /// As one line.
        address: String,
    },
    /// A document.
    Document(DocumentFact),
    /// A right to reside (*uzturēšanās tiesības*).
    ResidenceRight {
        /// A code of the country's list.
        right: String,
        /// Number of the permit or certificate; empty where there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
    },
    /// A special status (*īpašs statuss*), a code of the country's list.
    SpecialStatus {
        /// Code.
        status: String,
    },
    /// A ban, such as on leaving the state or on receiving a travel document (*aizliegums*).
    Ban {
        /// A code of the country's list.
        ban: String,
        /// Who imposed it.
        imposed_by: String,
    },
    /// A parent of this person, entitled to represent them while they are a minor.
    Parent {
        /// The parent.
        #[serde(flatten)]
        of: Relative,
    },
    /// A child of this person.
    Child {
        /// The child.
        #[serde(flatten)]
        of: Relative,
    },
    /// A spouse or partner.
    Spouse {
        /// The other.
        #[serde(flatten)]
        of: Relative,
        /// Marriage or partnership.
        union: Union,
        /// How it ended, once it has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ended: Option<UnionEnd>,
    },
    /// The other identity of an adopted person: sealed, shown only to whom the law allows
    /// (*adopcijas noslēpums*).
    AdoptionLink {
        /// The record that the person has after the adoption, or had before it.
        other: PersonId,
    },
    /// A guardian or trustee of this person (*aizbildnis, aizgādnis*).
    Guardian {
        /// Who; an institution is named.
        #[serde(flatten)]
        of: Relative,
        /// A code of the country's list.
        guardianship: String,
    },
    /// A person of whom this one is guardian or trustee.
    Ward {
        /// Whom.
        #[serde(flatten)]
        of: Relative,
        /// A code of the country's list.
        guardianship: String,
    },
    /// Somebody whom this person authorised to act for them (*pilnvarnieks*).
    Agent {
        /// Who.
        #[serde(flatten)]
        of: Relative,
        /// What for.
        matters: Matters,
    },
    /// Somebody who authorised this person to act for them (*pilnvaras devējs*).
    Principal {
        /// Whom.
        #[serde(flatten)]
        of: Relative,
        /// What for.
        matters: Matters,
    },
    /// A limit of capacity to act (*rīcībspējas ierobežojums*).
    Capacity {
        /// As the court set it.
        limits: String,
    },
    /// Death.
    Death {
        /// Day of death, perhaps known in part.
        date: PartialDate,
        /// Place, as the act names it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// A court found the person missing (*bezvēsts prombūtnē*).
    Missing {
        /// The last day on which something was heard, as far as known.
        last_heard: PartialDate,
    },
    /// A way to reach the person.
    Contact {
        /// A code of the country's list, such as `phone`.
        channel: String,
        /// Number or address.
        contact: String,
    },
    /// A mark, such as that of a diplomat; a code of the country's list.
    Mark {
        /// Code.
        mark: String,
    },
}
}

impl FactValue {
    /// The kind's code, as the database and the API write it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::ForeignCode { .. } => "foreign-code",
            Self::Name { .. } => "name",
            Self::NameForm { .. } => "name-form",
            Self::Birth { .. } => "birth",
            Self::Sex { .. } => "sex",
            Self::Status { .. } => "status",
            Self::Citizenship { .. } => "citizenship",
            Self::Ethnicity { .. } => "ethnicity",
            Self::Residence { .. } => "residence",
            Self::Document(_) => "document",
            Self::ResidenceRight { .. } => "residence-right",
            Self::SpecialStatus { .. } => "special-status",
            Self::Ban { .. } => "ban",
            Self::Parent { .. } => "parent",
            Self::Child { .. } => "child",
            Self::Spouse { .. } => "spouse",
            Self::AdoptionLink { .. } => "adoption-link",
            Self::Guardian { .. } => "guardian",
            Self::Ward { .. } => "ward",
            Self::Agent { .. } => "agent",
            Self::Principal { .. } => "principal",
            Self::Capacity { .. } => "capacity",
            Self::Death { .. } => "death",
            Self::Missing { .. } => "missing",
            Self::Contact { .. } => "contact",
            Self::Mark { .. } => "mark",
        }
    }

    /// The person on the other side of a relation.
    #[must_use]
    pub const fn other(&self) -> Option<PersonId> {
        match self {
            Self::Parent { of }
            | Self::Child { of }
            | Self::Spouse { of, .. }
            | Self::Guardian { of, .. }
            | Self::Ward { of, .. }
            | Self::Agent { of, .. }
            | Self::Principal { of, .. } => of.person(),
            Self::AdoptionLink { other } => Some(*other),
            _ => None,
        }
    }

    /// Whether the two take the same place: a person has at most one of them at a time, so that a new one
    /// ends the old.
    #[must_use]
    pub fn takes_the_place_of(&self, old: &Self) -> bool {
        let beside = |residence: &ResidenceKind| *residence == ResidenceKind::Additional;
        match (self, old) {
            (Self::Document(new), Self::Document(old)) => new.document == old.document,
            (Self::Residence { residence: new, .. }, Self::Residence { residence: old, .. }) => {
                beside(new) == beside(old)
            }
            (Self::ForeignCode { country: new, .. }, Self::ForeignCode { country: old, .. })
            | (Self::Citizenship { country: new }, Self::Citizenship { country: old })
            | (Self::Contact { channel: new, .. }, Self::Contact { channel: old, .. })
            | (Self::SpecialStatus { status: new }, Self::SpecialStatus { status: old })
            | (Self::Ban { ban: new, .. }, Self::Ban { ban: old, .. })
            | (Self::Mark { mark: new }, Self::Mark { mark: old }) => new == old,
            (Self::NameForm { form: new, .. }, Self::NameForm { form: old, .. }) => new == old,
            (Self::Parent { of: new }, Self::Parent { of: old })
            | (Self::Child { of: new }, Self::Child { of: old })
            | (Self::Guardian { of: new, .. }, Self::Guardian { of: old, .. })
            | (Self::Ward { of: new, .. }, Self::Ward { of: old, .. })
            // Two persons have one power between them: what it is for is widened or narrowed by a new one.
            | (Self::Agent { of: new, .. }, Self::Agent { of: old, .. })
            | (Self::Principal { of: new, .. }, Self::Principal { of: old, .. })
            | (Self::Spouse { of: new, .. }, Self::Spouse { of: old, .. }) => new == old,
            (Self::AdoptionLink { other: new }, Self::AdoptionLink { other: old }) => new == old,
            _ => self.kind() == old.kind(),
        }
    }

    /// Whether it says who acts for whom by a power of attorney.
    #[must_use]
    pub const fn is_power(&self) -> bool {
        matches!(self, Self::Agent { .. } | Self::Principal { .. })
    }

    /// Whether only the sealed view shows it (DOMAIN-RULES 1.8 d).
    #[must_use]
    pub const fn sealed(&self) -> bool {
        matches!(self, Self::AdoptionLink { .. })
    }
}
