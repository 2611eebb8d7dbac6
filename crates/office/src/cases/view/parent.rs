//! The case that led to another, with what a contest of its decision is read on.

use super::{fold, sealed};
use crate::access::Access;
use crate::act::Office;
use crate::cases::case::Case;
use crate::cases::facts::{self, Days};
use crate::cases::rules::ParentCase;
use crate::error::OfficeError;
use crate::register::PersonHistory;
use crate::snapshot::Snapshot;
use law::Facts;
use std::sync::Arc;

impl Office {
    /// The case that led to this one, with whom it is about.
    pub(super) async fn parent_of<'o>(
        &'o self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        case: &Case,
        read: &[&Arc<PersonHistory>],
        position: i64,
    ) -> Result<Option<ParentCase<'o>>, OfficeError> {
        let Some(id) = case.begun.as_ref().and_then(|begun| begun.parent) else { return Ok(None) };
        let (parent, _) = fold(id, access.open(sealed(snapshot, id).await?))?;
        if !snapshot.sees_case([parent.applicant, parent.subject]).await? {
            return Ok(None);
        }
        let procedure = self.law().version(&parent.procedure, parent.in_force).ok_or_else(|| {
            OfficeError::Fault(format!("the law file `{}` is not loaded", parent.procedure))
        })?;
        let subject = access.whole(snapshot, parent.subject).await?;
        // What is said of whoever applied is asked only where they are read for this case anyway.
        let applicant =
            read.iter().find(|known| known.id == parent.applicant).map_or(&subject, |known| *known);
        let days = Days { received: parent.received, today: self.today(), known_at: position };
        let facts = if case.contests() {
            facts::of_case(procedure, &parent, self.persons(procedure, &subject, applicant), days)
        } else {
            Facts::new()
        };
        Ok(Some(ParentCase { case: parent, procedure, subject, facts }))
    }
}
