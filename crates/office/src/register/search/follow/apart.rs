//! Protected records stand apart: in an index of their own, so that nobody learns of them from the general one.

use super::{Reached, enter};
use crate::access;
use crate::error::OfficeError;
use ::search::Record;
use kernel::PersonId;
use law::Part;
use std::collections::HashMap;
use store::sql::protection::STANDING;
use store::sql::searching::SEARCHED_OF;
use store::{Snapshot, Value};

/// The classes of everybody who has or had a protection, whatever its days.
pub(super) async fn protected(
    snapshot: &mut Snapshot,
) -> Result<HashMap<PersonId, Vec<String>>, OfficeError> {
    let mut protected: HashMap<PersonId, Vec<String>> = HashMap::new();
    for row in snapshot.rows(&STANDING, &[]).await? {
        protected.entry(PersonId::from_i64(row.int(0)?)).or_default().push(row.text(1)?.to_owned());
    }
    Ok(protected)
}

pub(super) async fn record_of(snapshot: &mut Snapshot, id: PersonId) -> Result<Record, OfficeError> {
    let mut record = Record::new(id);
    let sealed = snapshot.guarded_rows(&SEARCHED_OF, &[Value::Int(id.as_i64())]).await?;
    access::weigh(sealed, |rows| rows.iter().try_for_each(|row| enter(&mut record, row)))?;
    Ok(record)
}

/// Puts everybody who is protected apart.
pub(super) async fn stand_apart(reached: &mut Reached, snapshot: &mut Snapshot) -> Result<(), OfficeError> {
    let protected = protected(snapshot).await?;
    let mut ids: Vec<PersonId> = protected.keys().copied().collect();
    ids.sort_unstable();
    for id in ids {
        set_apart(reached, snapshot, id, &protected).await?;
    }
    Ok(())
}

/// Puts one person apart: with all that is known into the index apart, and with what everybody may find, if anything,
/// into the general one.
pub(super) async fn set_apart(
    reached: &mut Reached,
    snapshot: &mut Snapshot,
    id: PersonId,
    protected: &HashMap<PersonId, Vec<String>>,
) -> Result<(), OfficeError> {
    let whole = record_of(snapshot, id).await?;
    let classes = protected.get(&id).map(Vec::as_slice).unwrap_or_default();
    let hides = |part| {
        classes.iter().any(|code| {
            let class = reached.classes.iter().find(|class| class.code == *code);
            class.is_none_or(|class| class.hides_somewhere(part))
        })
    };
    if hides(Part::Record) {
        reached.index.remove(id);
    } else {
        let mut open = whole.clone();
        if hides(Part::Address) {
            open.addresses.clear();
        }
        if hides(Part::Documents) {
            open.documents.clear();
        }
        reached.index.put([open]);
    }
    reached.apart.put([whole]);
    Ok(())
}
