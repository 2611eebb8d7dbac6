//! Who acts for whom (*likumiskā pārstāvība*), as the register has it: guardians and trustees for their wards, parents for
//! their minor children. What is not in the register, such as a power of attorney, is shown at the counter.

use crate::register::fact::FactValue;
use crate::register::view::PersonView;
use kernel::{Age, Country, PersonId};

/// From this age on no parent represents a person by law (Convention on the Rights of the Child, Art. 1).
pub const MAJORITY_YEARS: u16 = 18;

/// By what right somebody acts for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Representation {
    /// A parent of a minor.
    Parent,
    /// A guardian of a child or a trustee of an adult.
    Guardian,
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
        (minor && guardians.is_empty() && self.parents().contains(&who)).then_some(Representation::Parent)
    }
}
