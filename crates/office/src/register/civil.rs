//! Civil events: what a birth, a marriage, a death changes, in every record that it touches.
//!
//! Pure: the histories of those concerned in, an event for each of their streams out. Which body may bring an
//! event, and under which statute, is data of the country's catalogue; what it does to relations is here, so
//! that a marriage is written to both and a birth to both parents. Source: Natural Persons Register Law
//! Art. 5(2), 8 and 11; DOMAIN-RULES 1.9 to 1.11.

mod act;
mod family;
mod life;
mod power;

pub use act::{Address, CivilAct, Couple, Newcomer, Parting};

use crate::register::change::{EntryError, Lasts, Move, moved};
use crate::register::event::PersonEvent;
use crate::register::fact::{Basis, FactValue, KnownFact, ResidenceKind, Union, UnionEnd};
use crate::register::person::PersonHistory;
use kernel::{Day, NamePart, PartialDate, PersonId, PersonName};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// One of them is in such a union with somebody else.
    #[error("one of the two is entered as married or a partner of somebody else")]
    OtherUnion,
    /// What is to end does not stand.
    #[error("there is no such {0} to end")]
    NothingToEnd(&'static str),
    /// The last day lies before the first.
    #[error("its last day {last} lies before its first")]
    LastDay {
        /// The last day.
        last: Day,
    },
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
pub type People = BTreeMap<PersonId, Arc<PersonHistory>>;

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
    let mut deed = Deed {
        act: act.code(),
        on,
        basis,
        people,
        moves: BTreeMap::new(),
        lasts: Lasts::Open,
        whole: Vec::new(),
    };
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
        CivilAct::AttorneyGiven { principal, agent, matters, until } => {
            power::given(&mut deed, *principal, agent, matters, *until)?;
        }
        CivilAct::AttorneyRevoked { principal, agent } => power::revoked(&mut deed, *principal, agent)?,
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
    /// How long what begins goes on.
    lasts: Lasts,
    /// Events that are no change: a first entry, a correction.
    whole: Effects,
}

impl<'a> Deed<'a> {
    fn person(&self, id: PersonId) -> Result<&'a PersonHistory, CivilError> {
        let history = self.people.get(&id).map(AsRef::as_ref);
        history.filter(|history: &&PersonHistory| history.version > 0).ok_or(CivilError::NotEntered(id))
    }

    fn begin(&mut self, person: PersonId, value: FactValue) {
        self.moves.entry(person).or_default().1.push(value);
    }

    fn end(&mut self, person: PersonId, seq: i64) {
        self.moves.entry(person).or_default().0.push(seq);
    }

    /// Ends every standing, open entry of the person that `which` picks; answers how many.
    fn end_all(&mut self, person: PersonId, which: impl Fn(&FactValue) -> bool) -> Result<usize, CivilError> {
        self.end_those(person, |known| known.fact.to.is_none() && which(&known.fact.value))
    }

    /// The same of what still runs on the day, also what has a last day of its own.
    fn end_running(
        &mut self,
        person: PersonId,
        which: impl Fn(&FactValue) -> bool,
    ) -> Result<usize, CivilError> {
        let on = self.on;
        self.end_those(person, |known| known.runs_after(&on) && which(&known.fact.value))
    }

    fn end_those(
        &mut self,
        person: PersonId,
        open: impl Fn(&KnownFact) -> bool,
    ) -> Result<usize, CivilError> {
        let open = |known: &&KnownFact| open(known);
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
            let change = Move { on: self.on, ends, values, lasts: self.lasts, act: self.act.to_owned() };
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
