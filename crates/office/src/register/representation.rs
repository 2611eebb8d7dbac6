//! Who acts for whom (*likumiskā pārstāvība, pilnvarojums*), as the register has it: guardians and trustees for their wards,
//! parents for their minor children, agents for whoever gave them a power of attorney. What is not in the register is
//! shown at the counter.

use crate::register::certainty::Certainty;
use crate::register::fact::{FactValue, Matters};
use crate::register::view::PersonView;
use kernel::{Age, Country, PersonId};

/// From this age on no parent represents a person by law (Convention on the Rights of the Child, Art. 1).
pub const MAJORITY_YEARS: u16 = 18;

/// By what right somebody acts for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Representation {
    /// A parent of a minor.
    Parent,
    /// A guardian of a child or a trustee of an adult.
    Guardian,
    /// Somebody with a power of attorney, for what it is for.
    Agent(Matters),
}

impl Representation {
    /// Whether it reaches a procedure under this task of the authority.
    #[must_use]
    pub fn covers(&self, task: Option<&str>) -> bool {
        match self {
            Self::Parent | Self::Guardian => true,
            Self::Agent(matters) => matters.cover(task),
        }
    }

    /// Whether it reaches everything, and so the person's data in the register too.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        !matches!(self, Self::Agent(Matters::Groups(_)))
    }
}

impl PersonView {
    /// Those who act for this person as guardians, as far as the register keeps them.
    #[must_use]
    pub fn guardians(&self, country: &Country) -> Vec<PersonId> {
        let of = |value: &FactValue| match value {
            FactValue::Guardian { of, guardianship } if country.representing.contains(guardianship) => {
                of.person()
            }
            _ => None,
        };
        self.values().filter_map(of).collect()
    }

    /// Those for whom this person is a guardian or carer of any kind.
    #[must_use]
    pub fn wards(&self) -> Vec<PersonId> {
        let of = |value: &FactValue| if let FactValue::Ward { of, .. } = value { of.person() } else { None };
        self.values().filter_map(of).collect()
    }

    /// By what right `who` acts for this person; a guardian takes the place of the parents.
    #[must_use]
    pub fn represented_by(&self, who: PersonId, country: &Country) -> Option<Representation> {
        let guardians = self.guardians(country);
        if guardians.contains(&who) {
            return Some(Representation::Guardian);
        }
        let minor = matches!(self.age(country.leap_birthday), Age::Years(years) if years < MAJORITY_YEARS);
        if minor && guardians.is_empty() && self.parents().contains(&who) {
            return Some(Representation::Parent);
        }
        self.power_of(who).cloned().map(Representation::Agent)
    }

    /// What `who` may do for this person by a power of attorney. One whose days are known only in part is no power on a
    /// day on which it is only possible, and nobody acts for the dead.
    #[must_use]
    pub fn power_of(&self, who: PersonId) -> Option<&Matters> {
        let held =
            |value: &FactValue| matches!(value, FactValue::Agent { of, .. } if of.person() == Some(who));
        let certain = self.facts.iter().filter(|held| held.certainty == Certainty::Certain);
        let matters = certain.map(|held| &held.known.fact.value).find(|value| held(value)).and_then(
            |value| match value {
                FactValue::Agent { matters, .. } => Some(matters),
                _ => None,
            },
        );
        matters.filter(|_| self.death().is_none())
    }

    /// Those who gave this person a power of attorney, as far as the register keeps them.
    #[must_use]
    pub fn principals(&self) -> Vec<PersonId> {
        let of =
            |value: &FactValue| if let FactValue::Principal { of, .. } = value { of.person() } else { None };
        self.values().filter_map(of).collect()
    }
}
