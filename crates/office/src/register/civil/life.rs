//! Death, residence, code, status: events of one life, some of which reach its relatives.

use super::{Address, CivilAct, CivilError, Deed, power, residence};
use crate::register::fact::{FactValue, ResidenceKind, UnionEnd};
use kernel::PersonId;

/// What ends with a life besides the union.
fn ends_at_death(value: &FactValue) -> bool {
    matches!(
        value,
        FactValue::Residence { .. }
            | FactValue::Contact { .. }
            | FactValue::Guardian { .. }
            | FactValue::Ward { .. }
            | FactValue::Capacity { .. }
            | FactValue::Missing { .. }
    )
}

/// Death ends residence, contact, guardianship and powers of attorney here, and what of it stands in others' records.
pub(super) fn death(deed: &mut Deed<'_>, person: PersonId, place: &str) -> Result<(), CivilError> {
    let relatives: Vec<FactValue> = deed
        .person(person)?
        .standing()
        .filter(|known| known.fact.to.is_none())
        .map(|known| known.fact.value.clone())
        .collect();
    deed.end_all(person, ends_at_death)?;
    power::died(deed, person)?;
    deed.begin(person, FactValue::Death { date: deed.on, place: place.to_owned() });
    for value in relatives {
        match value {
            FactValue::Spouse { of, union, ended: None } => {
                let end = |of| FactValue::Spouse { of, union, ended: Some(UnionEnd::Death) };
                if let Some(other) = of.person() {
                    deed.begin(other, end(person.into()));
                }
                deed.begin(person, end(of));
            }
            FactValue::Ward { of, .. } => {
                if let Some(ward) = of.person() {
                    let guards = |value: &FactValue| matches!(value, FactValue::Guardian { of, .. } if of.person() == Some(person));
                    deed.end_all(ward, guards)?;
                }
            }
            FactValue::Guardian { of, .. } => {
                if let Some(guardian) = of.person() {
                    let wards = |value: &FactValue| matches!(value, FactValue::Ward { of, .. } if of.person() == Some(person));
                    deed.end_all(guardian, wards)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Events of one record, or of several that say the same.
pub(super) fn plain(deed: &mut Deed<'_>, act: &CivilAct) -> Result<(), CivilError> {
    match act.clone() {
        CivilAct::NameChange { person, name } => deed.begin(person, FactValue::Name { name }),
        CivilAct::Missing { person } => deed.begin(person, FactValue::Missing { last_heard: deed.on }),
        CivilAct::ResidenceDeclared { persons, address } | CivilAct::Return { persons, address } => {
            for person in persons {
                deed.begin(person, residence(ResidenceKind::Declared, &address));
            }
        }
        CivilAct::ResidenceRegistered { person, address } => {
            deed.begin(person, residence(ResidenceKind::Registered, &address));
        }
        CivilAct::ResidenceCancelled { persons } => {
            let declared = |value: &FactValue| {
                matches!(value, FactValue::Residence { residence: ResidenceKind::Declared, .. })
            };
            for person in persons {
                some(deed.end_all(person, declared)?, "residence")?;
            }
        }
        CivilAct::Emigration { persons, address } => {
            let abroad = Address { municipality: String::new(), address };
            for person in persons {
                deed.begin(person, residence(ResidenceKind::Abroad, &abroad));
            }
        }
        CivilAct::CodeChange { person, code } => deed.begin(person, FactValue::Code { code }),
        CivilAct::StatusChange { person, status } => deed.begin(person, FactValue::Status { status }),
        CivilAct::EthnicityChange { person, ethnicity } => {
            deed.begin(person, FactValue::Ethnicity { ethnicity });
        }
        CivilAct::CapacityLimited { person, limits } => deed.begin(person, FactValue::Capacity { limits }),
        CivilAct::CapacityRestored { person } => {
            let ended = deed.end_all(person, |value| matches!(value, FactValue::Capacity { .. }))?;
            some(ended, "capacity")?;
        }
        CivilAct::BanImposed { person, ban, imposed_by } => {
            deed.begin(person, FactValue::Ban { ban, imposed_by });
        }
        CivilAct::BanLifted { person, ban } => {
            let lifted =
                |value: &FactValue| matches!(value, FactValue::Ban { ban: known, .. } if *known == ban);
            some(deed.end_all(person, lifted)?, "ban")?;
        }
        CivilAct::SpecialStatus { person, status } => {
            deed.begin(person, FactValue::SpecialStatus { status });
        }
        CivilAct::ContactGiven { person, channel, contact } => {
            deed.begin(person, FactValue::Contact { channel, contact });
        }
        // The others are told in the family's file.
        _ => {}
    }
    Ok(())
}

/// What is to end must have stood.
const fn some(ended: usize, what: &'static str) -> Result<(), CivilError> {
    if ended == 0 { Err(CivilError::NothingToEnd(what)) } else { Ok(()) }
}
