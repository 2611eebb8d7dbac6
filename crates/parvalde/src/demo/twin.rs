//! One person with two records, as they come about when somebody is entered from a paper without a personal code: the list
//! of likely duplicates has something to look at, also in a small country.

use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId, SeededChance};
use office::Office;
use office::register::{Basis, FactValue, NewPerson};
use office::synthetic::{self, Place, SyntheticPerson};

/// The second record of the last grown-up of `persons` who can have one; the same seed gives the same.
pub fn second(
    office: &Office,
    persons: &[SyntheticPerson],
    basis: &Basis,
    seed: u64,
    today: Day,
) -> Option<NewPerson> {
    let fits = |person: &&SyntheticPerson| {
        let grown = matches!(person.birth.age_on(today, LeapBirthday::March1), Age::Years(20..=80));
        let at_home = matches!(person.residence.place, Place::Declared { .. });
        grown && at_home && matches!(person.birth, PartialDate::Day(_)) && person.death.is_none()
    };
    let first = persons.iter().rev().find(fits)?;
    let mut chance = SeededChance::new(seed.wrapping_add(2));
    let mut second = synthetic::entry(first, office.country(), basis, &mut chance);
    second.id = PersonId::draw(&mut chance);
    second.former.clear();
    second.facts.retain(|(fact, _)| {
        matches!(
            fact,
            FactValue::Name { .. }
                | FactValue::Birth { .. }
                | FactValue::Sex { .. }
                | FactValue::Status { .. }
                | FactValue::Residence { .. }
        )
    });
    Some(second)
}
