//! Civil events: what a birth, a marriage, a death changes, in every record that it touches.
//!
//! Pure: the histories of those concerned in, an event for each of their streams out. Which body may bring an
//! event, and under which statute, is data of the country's catalogue; what it does to relations is here, so
//! that a marriage is written to both and a birth to both parents. Source: Natural Persons Register Law
//! Art. 5(2), 8 and 11; DOMAIN-RULES 1.9 to 1.11.

mod family;
mod life;

use crate::register::change::{EntryError, Move, moved};
use crate::register::event::PersonEvent;
use crate::register::fact::{Basis, FactValue, Relative, ResidenceKind, Sex, Union, UnionEnd};
use crate::register::person::PersonHistory;
use kernel::{NamePart, PartialDate, PersonId, PersonName, PersonalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// Why a civil event cannot be entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CivilError {
    /// One of those concerned is not in the register.
    #[error("{0} is not in the register")]
    NotEntered(PersonId),
    /// Nobody is concerned, or one person twice.
    #[error("the act names nobody, or one person twice")]
    Persons,
    /// They are not in the union that is to end.
    #[error("the two are not entered as married or partners")]
    NoUnion,
    /// They are in such a union already.
    #[error("the two are entered as married or partners already")]
    UnionStands,
    /// What is to end does not stand.
    #[error("there is no such {0} to end")]
    NothingToEnd(&'static str),
    /// More parents than a person has.
    #[error("an act of birth names at most two parents")]
    Parents,
    /// An entry in one of the records cannot be made.
    #[error("{1}")]
    Entry(PersonId, EntryError),
}

/// What an event does: for each stream touched, the event to append.
pub type Effects = Vec<(PersonId, PersonEvent)>;

/// The histories of all concerned and of those they name as relatives.
pub type People = BTreeMap<PersonId, PersonHistory>;

/// The entries that `act` makes, on the day `on`, with the basis `basis`.
///
/// # Errors
/// [`CivilError`]; nothing is entered in part.
pub fn decide(
    act: &CivilAct,
    on: PartialDate,
    basis: &Basis,
    people: &People,
) -> Result<Effects, CivilError> {
    let concerned = act.concerned();
    let mut once = concerned.clone();
    once.sort_unstable();
    once.dedup();
    if once.len() != concerned.len() || (concerned.is_empty() && !matches!(act, CivilAct::Birth { .. })) {
        return Err(CivilError::Persons);
    }
    let mut deed = Deed { act: act.code(), on, basis, people, moves: BTreeMap::new(), whole: Vec::new() };
    match act {
        CivilAct::Birth { child, parents } => family::birth(&mut deed, child, parents)?,
        CivilAct::Parentage { child, parent } => family::parentage(&mut deed, *child, parent)?,
        CivilAct::ParentageAnnulled { child, parent } => {
            family::parentage_annulled(&mut deed, *child, *parent)?;
        }
        CivilAct::Marriage(couple) => family::union(&mut deed, couple, Union::Marriage)?,
        CivilAct::Partnership(couple) => family::union(&mut deed, couple, Union::Partnership)?,
        CivilAct::Divorce(parting) | CivilAct::PartnershipEnded(parting) => {
            family::part(&mut deed, parting, UnionEnd::Dissolved)?;
        }
        CivilAct::MarriageAnnulled(parting) => family::part(&mut deed, parting, UnionEnd::Annulled)?,
        CivilAct::Adoption { person, successor, adopters } => {
            family::adoption(&mut deed, *person, successor, adopters)?;
        }
        CivilAct::Guardianship { ward, guardian, guardianship } => {
            family::guardianship(&mut deed, *ward, guardian, guardianship);
        }
        CivilAct::GuardianshipEnded { ward, guardian } => {
            family::guardianship_ended(&mut deed, *ward, guardian)?;
        }
        CivilAct::Death { person, place } => life::death(&mut deed, *person, place)?,
        other => life::plain(&mut deed, other)?,
    }
    deed.effects()
}

/// A civil event being worked out.
struct Deed<'a> {
    act: &'static str,
    on: PartialDate,
    basis: &'a Basis,
    people: &'a People,
    /// What ends and what begins in each record.
    moves: BTreeMap<PersonId, (Vec<i64>, Vec<FactValue>)>,
    /// Events that are no change: a first entry, a correction.
    whole: Effects,
}

impl<'a> Deed<'a> {
    fn person(&self, id: PersonId) -> Result<&'a PersonHistory, CivilError> {
        self.people.get(&id).filter(|history| history.version > 0).ok_or(CivilError::NotEntered(id))
    }

    fn begin(&mut self, person: PersonId, value: FactValue) {
        self.moves.entry(person).or_default().1.push(value);
    }

    fn end(&mut self, person: PersonId, seq: i64) {
        self.moves.entry(person).or_default().0.push(seq);
    }

    /// Ends every standing, open entry of the person that `which` picks; answers how many.
    fn end_all(&mut self, person: PersonId, which: impl Fn(&FactValue) -> bool) -> Result<usize, CivilError> {
        let open =
            |known: &&crate::register::fact::KnownFact| known.fact.to.is_none() && which(&known.fact.value);
        let seqs: Vec<i64> =
            self.person(person)?.standing().filter(open).map(|known| known.fact.seq).collect();
        seqs.iter().for_each(|seq| self.end(person, *seq));
        Ok(seqs.len())
    }

    /// The same names with another surname.
    fn rename(&mut self, person: PersonId, surname: Option<&NamePart>) -> Result<(), CivilError> {
        let Some(surname) = surname else { return Ok(()) };
        let day = self.on.latest().or_else(|| self.on.earliest()).unwrap_or(self.basis.date);
        let Some(name) = self.person(person)?.today(day).name() else { return Ok(()) };
        if name.surname != *surname {
            self.begin(
                person,
                FactValue::Name { name: PersonName { given: name.given, surname: surname.clone() } },
            );
        }
        Ok(())
    }

    fn effects(self) -> Result<Effects, CivilError> {
        let mut effects = self.whole;
        for (person, (ends, values)) in self.moves {
            let history = self
                .people
                .get(&person)
                .filter(|known| known.version > 0)
                .ok_or(CivilError::NotEntered(person))?;
            let change = Move { on: self.on, ends, values, act: self.act.to_owned() };
            let event =
                moved(history, change, self.basis.clone()).map_err(|e| CivilError::Entry(person, e))?;
            effects.push((person, event));
        }
        Ok(effects)
    }
}

fn residence(kind: ResidenceKind, address: &Address) -> FactValue {
    FactValue::Residence {
        residence: kind,
        municipality: address.municipality.clone(),
        address: address.address.clone(),
    }
}
