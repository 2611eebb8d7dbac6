//! Whether a client has a case about something already.

use super::read;
use crate::act::Office;
use crate::error::OfficeError;
use crate::snapshot::Snapshot;
use kernel::{CaseId, PersonId};
use store::Value;
use store::sql::cases::{OF_PERSON, OPEN_OF_SUBJECT};

impl Office {
    /// An open case about the client under a procedure, the newest, that the client may know of.
    pub(crate) async fn open_about(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        procedure: &str,
    ) -> Result<Option<CaseId>, OfficeError> {
        let person = Value::Int(client.as_i64());
        let open = snapshot.rows(&OPEN_OF_SUBJECT, &[person.clone(), procedure.into()]).await?;
        let open: Vec<i64> = open.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
        if open.is_empty() {
            return Ok(None);
        }
        for row in snapshot.rows(&OF_PERSON, &[person]).await? {
            let line = read(&row)?;
            if open.contains(&line.id.as_i64()) && snapshot.sees_case([line.subject, line.applicant]).await? {
                return Ok(Some(line.id));
            }
        }
        Ok(None)
    }
}
