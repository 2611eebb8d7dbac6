//! Who of the register is like somebody: by number first, then by the search over all name forms with the date of
//! birth, each judged part by part.

use super::likeness::{Described, Likeness, TOLD_FROM, judge, likeness};
use crate::access;
use crate::act::Office;
use crate::error::OfficeError;
use crate::register::fact::FactValue;
use crate::snapshot::Snapshot;
use ::search::Query;
use kernel::PersonId;
use law::Part;
use std::collections::BTreeSet;
use store::sql::cases::DOCUMENT_BY_NUMBER;
use store::sql::duplicates::{COMPARED_OF, GIVEN_UP};
use store::sql::register::BY_CODE;
use store::{Row, Value};

/// Persons looked at for each name.
const SEARCHED: usize = 20;
/// Names searched by at most.
const NAMES: usize = 4;
/// Persons told at most.
const TOLD_MAX: usize = 10;

/// Enters a row of what is compared: person, seq, value, last day.
pub(super) fn enter(described: &mut Described, row: &Row) -> Result<(), OfficeError> {
    let value: FactValue = serde_json::from_str(row.text(2)?)
        .map_err(|_| OfficeError::Fault("a fact in the projection cannot be read".to_owned()))?;
    described.enter(&value, row.opt_int(3)?.is_none());
    Ok(())
}

/// The same without what is withheld from whoever reads.
fn enter_but(
    described: &mut Described,
    row: &Row,
    address: bool,
    documents: bool,
) -> Result<(), OfficeError> {
    let value: FactValue = serde_json::from_str(row.text(2)?)
        .map_err(|_| OfficeError::Fault("a fact in the projection cannot be read".to_owned()))?;
    let withheld = match &value {
        FactValue::Residence { .. } => address,
        FactValue::Document(_) => documents,
        _ => false,
    };
    if !withheld {
        described.enter(&value, row.opt_int(3)?.is_none());
    }
    Ok(())
}

/// What a person is compared by, as far as whoever reads may see it; nothing of a record that is hidden from them. Looked
/// at to decide what may be told; what is told passes a right and a trace.
pub(super) async fn described(snapshot: &mut Snapshot, id: PersonId) -> Result<Described, OfficeError> {
    let sealed = snapshot.guarded_rows(&COMPARED_OF, &[Value::Int(id.as_i64())]).await?;
    let mut described = Described::default();
    if !snapshot.sees(id).await? {
        return Ok(described);
    }
    let address = snapshot.hides(id, Part::Address).await?;
    let documents = snapshot.hides(id, Part::Documents).await?;
    access::weigh(sealed, |rows| {
        rows.iter().try_for_each(|row| enter_but(&mut described, row, address, documents))
    })?;
    Ok(described)
}

/// The record that the person is kept under.
pub(super) async fn kept(snapshot: &mut Snapshot, id: PersonId) -> Result<PersonId, OfficeError> {
    let mut kept = id;
    while let Some(row) = snapshot.row(&GIVEN_UP, &[Value::Int(kept.as_i64())]).await? {
        kept = PersonId::from_i64(row.int(0)?);
    }
    Ok(kept)
}

impl Office {
    /// Those who are rather one person with `who` than not, the likest first. `own` is the record of `who`,
    /// which is there or will be.
    pub(super) async fn alike(
        &self,
        snapshot: &mut Snapshot,
        who: &Described,
        own: PersonId,
    ) -> Result<Vec<(PersonId, Likeness)>, OfficeError> {
        let (sight, shields) = snapshot.sight().await?;
        let (found, persons) = {
            let reading = self.follower().caught_up(snapshot).await?;
            let Some(index) = reading.index() else { return Ok(Vec::new()) };
            let ask = |text: String| Query { text, birth: who.birth, dead: true, day: false };
            let names = who.names.iter().take(NAMES).map(|name| ask(name.clone()));
            let foreign = who.foreign_codes().map(|code| ask(code.to_owned()));
            let finds = |person| sight.finds(&shields, person);
            let hits = names.chain(foreign).flat_map(|query| reading.search(&query, SEARCHED, finds));
            (hits.map(|hit| hit.person).collect::<BTreeSet<_>>(), index.len())
        };
        let mut candidates = BTreeSet::new();
        for id in self.by_numbers(snapshot, who).await?.into_iter().chain(found) {
            if snapshot.sees(id).await? {
                candidates.insert(kept(snapshot, id).await?);
            }
        }
        let judge = judge(persons)?;
        let mut told = Vec::new();
        for id in candidates.into_iter().filter(|id| *id != own) {
            let there = described(snapshot, id).await?;
            if there.is_empty() || who.apart(own, &there, id) {
                continue;
            }
            let likeness = likeness(&judge, who, &there);
            if likeness.likely >= TOLD_FROM {
                told.push((id, likeness));
            }
        }
        told.sort_by_key(|(id, likeness)| (std::cmp::Reverse(likeness.likely), *id));
        told.truncate(TOLD_MAX);
        Ok(told)
    }

    async fn by_numbers(
        &self,
        snapshot: &mut Snapshot,
        who: &Described,
    ) -> Result<BTreeSet<PersonId>, OfficeError> {
        let codes = who.codes().iter().map(|code| (&BY_CODE, code, 0));
        let documents = who.documents().iter().map(|number| (&DOCUMENT_BY_NUMBER, number, 1));
        let mut found = BTreeSet::new();
        for (statement, number, column) in codes.chain(documents) {
            if let Some(row) = snapshot.row(statement, &[Value::from(number.as_str())]).await? {
                found.insert(PersonId::from_i64(row.int(column)?));
            }
        }
        Ok(found)
    }
}
