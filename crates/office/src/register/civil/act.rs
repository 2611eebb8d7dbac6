//! What can happen to a person's standing: one variant is one civil event of the country's catalogue.

use crate::register::fact::{Matters, Relative, Sex};
use kernel::{Day, NamePart, PersonId, PersonName, PersonalCode};
use serde::{Deserialize, Serialize};

/// Somebody who enters the register by the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newcomer {
    /// Drawn by the office, whatever is said here.
    #[serde(default = "not_drawn")]
    pub person: PersonId,
    /// The code given, when one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<PersonalCode>,
    /// Names.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub birth_place: String,
    /// Legal status.
    pub status: String,
}

const fn not_drawn() -> PersonId {
    PersonId::from_u64(0)
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Code of the municipality; empty abroad.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub municipality: String,
    /// As one line.
    pub address: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CivilAct {
    /// A child is born (*dzimšana*).
    Birth {
        /// The child.
        child: Newcomer,
        /// Its parents, as the act names them.
        parents: Vec<Relative>,
    },
    /// Parentage is found or acknowledged (*izcelšanās noteikšana*).
    Parentage {
        /// The child.
        child: PersonId,
        /// The parent.
        parent: Relative,
    },
    /// A court found that a parent never was one.
    ParentageAnnulled {
        /// The child.
        child: PersonId,
        /// Who was entered as parent.
        parent: PersonId,
    },
    /// Marriage (*laulība*).
    Marriage(Couple),
    /// Partnership (*partnerība*).
    Partnership(Couple),
    /// Divorce (*laulības šķiršana*).
    Divorce(Parting),
    /// The partnership ended.
    PartnershipEnded(Parting),
    /// The marriage was never valid (*laulība atzīta par neesošu*).
    MarriageAnnulled(Parting),
    /// Change of name (*vārda, uzvārda maiņa*).
    NameChange {
        /// Whose.
        person: PersonId,
        /// The new names.
        name: PersonName,
    },
    /// Adoption (*adopcija*): the person goes on under a new record; the link between the two is sealed.
    Adoption {
        /// The record until now.
        person: PersonId,
        /// The record from now on.
        successor: Newcomer,
        /// The adopters.
        adopters: Vec<PersonId>,
    },
    /// Death (*miršana*).
    Death {
        /// Who died.
        person: PersonId,
        /// Where.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// A court found the person missing.
    Missing {
        /// Who.
        person: PersonId,
    },
    /// Declaration of residence (*dzīvesvietas deklarēšana*), with minor children.
    ResidenceDeclared {
        /// All who declare it.
        persons: Vec<PersonId>,
        /// Where.
        address: Address,
    },
    /// Registration of a residence by the municipality.
    ResidenceRegistered {
        /// Whose.
        person: PersonId,
        /// Where.
        address: Address,
    },
    /// Cancellation of a declared residence (*ziņu par dzīvesvietu anulēšana*).
    ResidenceCancelled {
        /// Whose.
        persons: Vec<PersonId>,
    },
    /// Departure to live abroad.
    Emigration {
        /// Who.
        persons: Vec<PersonId>,
        /// Where to.
        address: String,
    },
    /// Return from abroad: the record is active again, nobody is entered anew.
    Return {
        /// Who.
        persons: Vec<PersonId>,
        /// Where to.
        address: Address,
    },
    /// Change of the personal code (*personas koda maiņa*); effective at once.
    CodeChange {
        /// Whose.
        person: PersonId,
        /// The new code.
        code: PersonalCode,
    },
    /// Change of legal status.
    StatusChange {
        /// Whose.
        person: PersonId,
        /// The new status.
        status: String,
    },
    /// Change of the recorded ethnicity.
    EthnicityChange {
        /// Whose.
        person: PersonId,
        /// The new entry.
        ethnicity: String,
    },
    /// Guardianship or trusteeship (*aizbildnība, aizgādnība*).
    Guardianship {
        /// The ward.
        ward: PersonId,
        /// The guardian; an institution is named.
        guardian: Relative,
        /// A code of the country's list.
        guardianship: String,
    },
    /// Its end.
    GuardianshipEnded {
        /// The ward.
        ward: PersonId,
        /// The guardian.
        guardian: Relative,
    },
    /// A power of attorney (*pilnvara*): somebody may act for the person.
    AttorneyGiven {
        /// Who authorises.
        principal: PersonId,
        /// Who is authorised; somebody whom the register does not keep is named.
        agent: Relative,
        /// What for.
        matters: Matters,
        /// The last day on which it is good, when it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    /// The power of attorney is revoked (*pilnvaras atsaukšana*).
    AttorneyRevoked {
        /// Who had authorised.
        principal: PersonId,
        /// Who was authorised.
        agent: Relative,
    },
    /// A court limits capacity to act.
    CapacityLimited {
        /// Whose.
        person: PersonId,
        /// As the court set it.
        limits: String,
    },
    /// The limits are lifted.
    CapacityRestored {
        /// Whose.
        person: PersonId,
    },
    /// A ban, such as on leaving the state.
    BanImposed {
        /// Whose.
        person: PersonId,
        /// A code of the country's list.
        ban: String,
        /// Who imposed it.
        imposed_by: String,
    },
    /// Its end.
    BanLifted {
        /// Whose.
        person: PersonId,
        /// A code of the country's list.
        ban: String,
    },
    /// A special status is granted.
    SpecialStatus {
        /// Whose.
        person: PersonId,
        /// A code of the country's list.
        status: String,
    },
    /// The person gives a way to reach them.
    ContactGiven {
        /// Whose.
        person: PersonId,
        /// A code of the country's list.
        channel: String,
        /// Number or address.
        contact: String,
    },
}

/// Two who form a union, with the names that they bear from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Couple {
    /// The first.
    pub one: PersonId,
    /// The other; somebody whom the register does not keep is named.
    pub other: Relative,
    /// New surname of the first, where it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_surname: Option<NamePart>,
    /// New surname of the other, where it changes and the register keeps them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_surname: Option<NamePart>,
}

/// Two whose union ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parting {
    /// The first.
    pub one: PersonId,
    /// The other.
    pub other: Relative,
    /// New surname of the first, where it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_surname: Option<NamePart>,
    /// New surname of the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_surname: Option<NamePart>,
}

impl CivilAct {
    /// The code in the country's catalogue.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Birth { .. } => "birth",
            Self::Parentage { .. } => "parentage",
            Self::ParentageAnnulled { .. } => "parentage-annulled",
            Self::Marriage(_) => "marriage",
            Self::Partnership(_) => "partnership",
            Self::Divorce(_) => "divorce",
            Self::PartnershipEnded(_) => "partnership-ended",
            Self::MarriageAnnulled(_) => "marriage-annulled",
            Self::NameChange { .. } => "name-change",
            Self::Adoption { .. } => "adoption",
            Self::Death { .. } => "death",
            Self::Missing { .. } => "missing",
            Self::ResidenceDeclared { .. } => "residence-declared",
            Self::ResidenceRegistered { .. } => "residence-registered",
            Self::ResidenceCancelled { .. } => "residence-cancelled",
            Self::Emigration { .. } => "emigration",
            Self::Return { .. } => "return",
            Self::CodeChange { .. } => "code-change",
            Self::StatusChange { .. } => "status-change",
            Self::EthnicityChange { .. } => "ethnicity-change",
            Self::Guardianship { .. } => "guardianship",
            Self::GuardianshipEnded { .. } => "guardianship-ended",
            Self::AttorneyGiven { .. } => "attorney-given",
            Self::AttorneyRevoked { .. } => "attorney-revoked",
            Self::CapacityLimited { .. } => "capacity-limited",
            Self::CapacityRestored { .. } => "capacity-restored",
            Self::BanImposed { .. } => "ban-imposed",
            Self::BanLifted { .. } => "ban-lifted",
            Self::SpecialStatus { .. } => "special-status",
            Self::ContactGiven { .. } => "contact-given",
        }
    }

    /// Who enters the register by the event.
    pub const fn newcomer_mut(&mut self) -> Option<&mut Newcomer> {
        match self {
            Self::Birth { child: newcomer, .. } | Self::Adoption { successor: newcomer, .. } => {
                Some(newcomer)
            }
            _ => None,
        }
    }

    /// The records whose histories the event needs, besides those that the histories name themselves.
    #[must_use]
    pub fn concerned(&self) -> Vec<PersonId> {
        let both =
            |one: &PersonId, other: &Relative| [Some(*one), other.person()].into_iter().flatten().collect();
        match self {
            Self::Birth { parents, .. } => parents.iter().filter_map(Relative::person).collect(),
            Self::Parentage { child, parent } => both(child, parent),
            Self::ParentageAnnulled { child, parent } => vec![*child, *parent],
            Self::Marriage(couple) | Self::Partnership(couple) => both(&couple.one, &couple.other),
            Self::Divorce(parting) | Self::PartnershipEnded(parting) | Self::MarriageAnnulled(parting) => {
                both(&parting.one, &parting.other)
            }
            Self::Adoption { person, adopters, .. } => {
                std::iter::once(*person).chain(adopters.iter().copied()).collect()
            }
            Self::Guardianship { ward, guardian, .. } | Self::GuardianshipEnded { ward, guardian } => {
                both(ward, guardian)
            }
            Self::AttorneyGiven { principal, agent, .. } | Self::AttorneyRevoked { principal, agent } => {
                both(principal, agent)
            }
            Self::ResidenceDeclared { persons, .. }
            | Self::ResidenceCancelled { persons }
            | Self::Emigration { persons, .. }
            | Self::Return { persons, .. } => persons.clone(),
            Self::NameChange { person, .. }
            | Self::Death { person, .. }
            | Self::Missing { person }
            | Self::ResidenceRegistered { person, .. }
            | Self::CodeChange { person, .. }
            | Self::StatusChange { person, .. }
            | Self::EthnicityChange { person, .. }
            | Self::CapacityLimited { person, .. }
            | Self::CapacityRestored { person }
            | Self::BanImposed { person, .. }
            | Self::BanLifted { person, .. }
            | Self::SpecialStatus { person, .. }
            | Self::ContactGiven { person, .. } => vec![*person],
        }
    }
}
