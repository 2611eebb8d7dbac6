//! Who lived at an address, certainly or possibly: the compositions of its household over a period, as known at
//! a moment.

use crate::access::Purpose;
use crate::access::authorise;
use crate::access::rights::Action;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::certainty::{Bounds, in_order};
use crate::register::fact::{FactValue, ResidenceKind};
use crate::register::occupancy::{Composition, Household, Place, Resident, Stay, StayKind, occupancy};
use crate::register::read::{KnownAt, When};
use kernel::{Day, Folding, PartialDate, Period, PersonId};
use store::sql::register::RESIDENTS;
use store::{Row, Value};

/// An address and the days that are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdQuery {
    /// Code of the municipality.
    pub municipality: String,
    /// As the register writes it, in one line.
    pub address: String,
    /// First day.
    pub from: Day,
    /// The day after the last; open when absent.
    pub to: Option<Day>,
    /// The moment of knowledge; now when absent.
    pub known_at: Option<KnownAt>,
}

/// The key under which an address is found: its letters folded, with the municipality.
#[must_use]
pub fn address_key(folding: &Folding, municipality: &str, address: &str) -> String {
    format!("{municipality}|{}", folding.fold(address))
}

impl Office {
    /// The household of an address; everybody listed is named in the trace.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for a period that ends before it begins.
    pub async fn household(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        query: &HouseholdQuery,
    ) -> Result<Vec<Composition<PersonId>>, OfficeError> {
        let mut access = authorise(actor, Action::SearchPersons, None, purpose.clone(), false, "residence")?;
        let period = Period::new(query.from, query.to)
            .map_err(|why| OfficeError::field("to", Problem::new("entry").with("why", why)))?;
        let mut snapshot = self.snapshot().await?;
        let when = When { as_of: None, known_at: query.known_at };
        let known_at = when.position(&mut snapshot).await?;
        let key = address_key(&self.country().folding, &query.municipality, &query.address);
        let rows =
            snapshot.guarded_rows(&RESIDENTS, &[Value::from(key.as_str()), Value::Int(known_at)]).await?;
        let residents = residents(&access.open(rows))?;
        let place = Place { keys: vec![key], life: None };
        let compositions = occupancy(&place, period, &residents);
        for composition in &compositions {
            if let Household::Listed(persons) = &composition.household {
                persons.iter().for_each(|(person, _)| access.naming(*person));
            }
        }
        drop(snapshot);
        self.answer(actor, &access, compositions).await
    }
}

/// The rows of the table, ordered by person and entry, as lives.
fn residents(rows: &[Row]) -> Result<Vec<Resident<PersonId>>, OfficeError> {
    let mut residents: Vec<Resident<PersonId>> = Vec::new();
    for row in rows {
        let person = PersonId::from_i64(row.int(0)?);
        if residents.last().is_none_or(|last| last.person != person) {
            residents.push(Resident { person, stays: Vec::new(), left: None, erroneous: false });
        }
        let Some(resident) = residents.last_mut() else { continue };
        let (start, end) = (date(row.text(3)?)?, date(row.text(4)?)?);
        match row.text(2)? {
            "death" => resident.left = start,
            kind => resident.stays.push(Stay {
                address: row.text(1)?.to_owned(),
                kind: match kind {
                    "additional" => StayKind::Additional,
                    "abroad" => StayKind::Away,
                    _ => StayKind::Main,
                },
                start,
                end,
            }),
        }
    }
    for resident in &mut residents {
        let bounds = |stay: &Stay| Bounds { from: stay.start, to: stay.end };
        resident.stays = in_order(std::mem::take(&mut resident.stays), bounds);
    }
    Ok(residents)
}

fn date(text: &str) -> Result<Option<PartialDate>, OfficeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| OfficeError::Fault(format!("`{text}` in a projection is no date")))
}

/// The row of a stay: key of the address, and what it is; nothing for facts that are none.
#[must_use]
pub fn stay(folding: &Folding, value: &FactValue) -> Option<(String, &'static str)> {
    match value {
        FactValue::Residence { residence: ResidenceKind::Abroad, .. } => Some((String::new(), "abroad")),
        FactValue::Residence { residence, municipality, address } => {
            Some((address_key(folding, municipality, address), residence.code()))
        }
        FactValue::Death { .. } => Some((String::new(), "death")),
        _ => None,
    }
}
