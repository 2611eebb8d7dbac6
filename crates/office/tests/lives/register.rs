//! A register in memory for tests of pure decisions: streams of events, folded at need.

use kernel::{Day, PersonId, PersonName};
use office::register::civil::{self, CivilAct, CivilError, Effects, People};
use office::register::{Basis, FactValue, PersonEvent, PersonHistory, PersonView, ResidenceKind, enter};
use std::collections::BTreeMap;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn basis(number: &str) -> Basis {
    Basis::new("civil-record", number, day("2026-05-05"), "Registry of Imagined Acts", "UTO").unwrap()
}

pub fn id(number: u64) -> PersonId {
    PersonId::from_u64(number)
}

pub fn named(given: &str, surname: &str) -> FactValue {
    FactValue::Name { name: PersonName::new(given, surname).unwrap() }
}

pub fn home(address: &str) -> FactValue {
    let municipality = "UT-1".to_owned();
    FactValue::Residence { residence: ResidenceKind::Declared, municipality, address: address.to_owned() }
}

/// A register in memory: streams of events, folded at need.
#[derive(Default)]
pub struct Register {
    pub position: i64,
    streams: BTreeMap<PersonId, Vec<(i64, PersonEvent)>>,
}

impl Register {
    pub fn of(persons: &[(u64, &str, &str)]) -> Self {
        let mut register = Self::default();
        for (number, given, surname) in persons {
            let facts = vec![
                (named(given, surname), None),
                (home("Imagined Street 1"), Some(day("2001-01-01").into())),
            ];
            register.append(vec![(id(*number), enter(facts, basis("1")).unwrap())]);
        }
        register
    }

    pub fn append(&mut self, effects: Effects) {
        for (person, event) in effects {
            self.position += 1;
            // What the log keeps is what is read back.
            let body = serde_json::to_vec(&event).unwrap();
            let event = serde_json::from_slice(&body).unwrap();
            self.streams.entry(person).or_default().push((self.position, event));
        }
    }

    pub fn history(&self, person: PersonId) -> PersonHistory {
        let events = self.streams.get(&person).map_or(&[][..], Vec::as_slice);
        PersonHistory::fold(person, events.iter().map(|(at, event)| (*at, event)))
    }

    pub fn people(&self) -> People {
        self.streams.keys().map(|person| (*person, self.history(*person).into())).collect()
    }

    pub fn act(&mut self, on: &str, act: &CivilAct) -> Result<(), CivilError> {
        let effects = civil::decide(act, on.parse().unwrap(), &basis("7"), &self.people())?;
        self.append(effects);
        Ok(())
    }

    pub fn on(&self, person: u64, on: &str) -> PersonView {
        self.history(id(person)).today(day(on))
    }
}

pub fn surname(view: &PersonView) -> String {
    view.name().unwrap().surname.to_string()
}
