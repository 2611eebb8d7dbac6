//! What a person is told of cases that are not there any more, where the rule under which they were erased lets it.

use super::report::FIELDS;
use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use kernel::{CaseId, Day};
use store::sql::retention::ERASED_OF;
use store::{Row, Value};

/// A case that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedCase {
    /// The number it had.
    pub id: CaseId,
    /// Id of its procedure.
    pub procedure: String,
    /// The last day on which it was kept.
    pub kept_until: Day,
    /// When it was erased.
    pub on: Day,
}

fn read(row: &Row) -> Result<ErasedCase, OfficeError> {
    let day = |i: usize| -> Result<Day, OfficeError> {
        let day = i32::try_from(row.int(i)?).ok().and_then(|number| Day::from_number(number).ok());
        day.ok_or_else(|| OfficeError::Fault("a day of a projection is none".to_owned()))
    };
    let (id, procedure) = (CaseId::from_i64(row.int(0)?), row.text(1)?.to_owned());
    Ok(ErasedCase { id, procedure, kept_until: day(2)?, on: day(3)? })
}

impl Office {
    /// The client's cases that were erased under rules that let it be told, the newest first.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_erased_cases(&self, actor: &Actor) -> Result<Vec<ErasedCase>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let access = self.authorise(actor, Action::ReadCase, Some(client), Purpose::Own, true, FIELDS)?;
        let rows = self.snapshot(actor).await?.rows(&ERASED_OF, &[Value::Int(client.as_i64())]).await?;
        let list = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // Where there is none, nothing was read of anybody.
        if list.is_empty() {
            return Ok(list);
        }
        self.answer(actor, &access, list).await
    }
}
