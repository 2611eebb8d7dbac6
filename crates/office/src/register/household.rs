//! Who lived at an address, certainly or possibly: the compositions of its household over a period, as known at
//! a moment.

use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::certainty::{Bounds, in_order};
use crate::register::fact::{FactValue, ResidenceKind};
use crate::register::occupancy::{
    Composition, Household, LISTED_MAX, NotThere, Place, Resident, Stay, StayKind, occupancy,
};
use crate::register::read::{KnownAt, PersonBrief, When};
use crate::snapshot::Snapshot;
use kernel::{Day, Folding, PartialDate, Period, PersonId};
use law::Part;
use std::collections::{BTreeMap, BTreeSet};
use store::sql::register::{NOT_THERE, RESIDENTS, TURNS};
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

/// The households of an address, with those who are named in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedHouseholds {
    /// In order; nothing when there are too many persons.
    pub compositions: Vec<Composition<PersonId>>,
    /// Everybody who is listed.
    pub persons: BTreeMap<PersonId, PersonBrief>,
    /// Whether more than [`LISTED_MAX`] persons are in the answer: nobody is named then.
    pub too_many: bool,
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
        let mut access =
            self.authorise(actor, Action::SearchPersons, None, purpose.clone(), false, "residence")?;
        let mut snapshot = self.snapshot(actor).await?;
        let compositions = self.compositions(&mut snapshot, &access, query).await?;
        listed(&compositions).into_iter().for_each(|person| access.naming(person));
        drop(snapshot);
        self.answer(actor, &access, compositions).await
    }

    /// The same with the names of those who lived there; nobody is named when they are more than [`LISTED_MAX`].
    ///
    /// # Errors
    /// As [`Self::household`].
    pub async fn named_households(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        query: &HouseholdQuery,
    ) -> Result<NamedHouseholds, OfficeError> {
        let fields = "residence,name,code,birth,status";
        let mut access =
            self.authorise(actor, Action::SearchPersons, None, purpose.clone(), false, fields)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut compositions = self.compositions(&mut snapshot, &access, query).await?;
        let listed = listed(&compositions);
        let too_many = listed.len() > LISTED_MAX;
        let mut persons = BTreeMap::new();
        if too_many {
            compositions.clear();
        } else {
            for person in listed {
                if let Some(history) = access.listed(&mut snapshot, person).await? {
                    persons.insert(person, self.brief(&history));
                }
            }
        }
        drop(snapshot);
        self.answer(actor, &access, NamedHouseholds { compositions, persons, too_many }).await
    }

    async fn compositions(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        query: &HouseholdQuery,
    ) -> Result<Vec<Composition<PersonId>>, OfficeError> {
        let period = Period::new(query.from, query.to)
            .map_err(|_| OfficeError::field("to", Problem::new("last-before-first")))?;
        let when = When { as_of: None, known_at: query.known_at };
        let known_at = when.position(snapshot).await?;
        let key = address_key(&self.country().folding, &query.municipality, &query.address);
        let asked = [Value::from(key.as_str()), Value::Int(known_at)];
        let mut rows = Vec::new();
        for statement in [&RESIDENTS, &NOT_THERE, &TURNS] {
            rows.push(access.open(snapshot.guarded_rows(statement, &asked).await?));
        }
        let [stays, findings, given_up] = rows.as_slice() else { return Ok(Vec::new()) };
        let mut residents = residents(stays, findings, given_up)?;
        // Whose address is withheld does not live there, whoever counts.
        let (sight, shields) = snapshot.sight().await?;
        let hides = |person: PersonId, part| sight.hidden(&shields, person, part);
        residents.retain(|one| !hides(one.person, Part::Record) && !hides(one.person, Part::Address));
        Ok(occupancy(&Place { keys: vec![key], life: None }, period, &residents))
    }
}

/// Everybody who is listed in any of them.
fn listed(compositions: &[Composition<PersonId>]) -> BTreeSet<PersonId> {
    let persons = |composition: &Composition<PersonId>| match &composition.household {
        Household::Listed(persons) => persons.iter().map(|(person, _)| *person).collect(),
        Household::Crowded => Vec::new(),
    };
    compositions.iter().flat_map(persons).collect()
}

/// The rows of the tables, those of the stays ordered by person and entry, as lives.
fn residents(
    stays: &[Row],
    findings: &[Row],
    given_up: &[Row],
) -> Result<Vec<Resident<PersonId>>, OfficeError> {
    let mut found: BTreeMap<(i64, i64), Vec<NotThere>> = BTreeMap::new();
    for row in findings {
        let finding = NotThere { from: day(row.int(2)?)?, closed: day(row.int(3)?)? };
        found.entry((row.int(0)?, row.int(1)?)).or_default().push(finding);
    }
    // Whoever was given up for another record lived there as that one; the latest word counts.
    let mut gone = BTreeMap::new();
    for row in given_up {
        gone.insert(row.int(0)?, row.int(1)? == 1);
    }
    let mut residents: Vec<Resident<PersonId>> = Vec::new();
    for row in stays {
        let number = row.int(0)?;
        let person = PersonId::from_i64(number);
        if residents.last().is_none_or(|last| last.person != person) {
            let erroneous = gone.get(&number) == Some(&true);
            residents.push(Resident { person, stays: Vec::new(), left: None, erroneous });
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
                findings: found.remove(&(number, row.int(5)?)).unwrap_or_default(),
            }),
        }
    }
    for resident in &mut residents {
        let bounds = |stay: &Stay| Bounds { from: stay.start, to: stay.end };
        resident.stays = in_order(std::mem::take(&mut resident.stays), bounds, |_, _| true);
    }
    Ok(residents)
}

fn day(number: i64) -> Result<Day, OfficeError> {
    let day = i32::try_from(number).ok().and_then(|number| Day::from_number(number).ok());
    day.ok_or_else(|| OfficeError::Fault(format!("{number} in a projection is no day")))
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
