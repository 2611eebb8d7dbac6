//! Powers of attorney: given, revoked, and ended by a death; written to the record of both.

use super::{CivilError, Deed};
use crate::register::change::Lasts;
use crate::register::fact::{FactValue, Matters, Relative};
use kernel::{Day, PersonId};

/// A new power takes the place of one that the two have between them already.
pub(super) fn given(
    deed: &mut Deed<'_>,
    principal: PersonId,
    agent: &Relative,
    matters: &Matters,
    until: Option<Day>,
) -> Result<(), CivilError> {
    if matches!(agent, Relative::Unknown(_)) {
        return Err(CivilError::Persons);
    }
    let after = match until {
        None => None,
        Some(last) if deed.on.earliest().is_some_and(|first| last < first) => {
            return Err(CivilError::LastDay { last });
        }
        // Facts end on the first day on which they are not true any more.
        Some(last) => Some(last.plus_days(1).map_err(|_| CivilError::LastDay { last })?.into()),
    };
    deed.lasts = Lasts::Said(after);
    deed.begin(principal, FactValue::Agent { of: agent.clone(), matters: matters.clone() });
    if let Some(agent) = agent.person() {
        deed.begin(agent, FactValue::Principal { of: principal.into(), matters: matters.clone() });
    }
    Ok(())
}

/// It was good until now: a change, and no correction.
pub(super) fn revoked(deed: &mut Deed<'_>, principal: PersonId, agent: &Relative) -> Result<(), CivilError> {
    if deed.end_running(principal, |value| matches!(value, FactValue::Agent { of, .. } if of == agent))? == 0
    {
        return Err(CivilError::NothingToEnd("power of attorney"));
    }
    match agent.person() {
        Some(agent) => ends_there(deed, agent, principal),
        None => Ok(()),
    }
}

/// Every power of somebody who died ends, in both records.
pub(super) fn died(deed: &mut Deed<'_>, person: PersonId) -> Result<(), CivilError> {
    let on = deed.on;
    let powers = deed.person(person)?.standing().filter(|known| known.runs_after(&on));
    let others: Vec<PersonId> = powers
        .filter(|known| known.fact.value.is_power())
        .filter_map(|known| known.fact.value.other())
        .collect();
    deed.end_running(person, FactValue::is_power)?;
    for other in others {
        ends_there(deed, other, person)?;
    }
    Ok(())
}

/// Ends in one record what it says of a power between the two.
fn ends_there(deed: &mut Deed<'_>, person: PersonId, other: PersonId) -> Result<(), CivilError> {
    deed.end_running(person, |value| value.is_power() && value.other() == Some(other)).map(|_| ())
}
