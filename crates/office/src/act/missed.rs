//! The trace of what was asked for and not answered, and the chance that hides an entry until its person may hear of it.

use super::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use kernel::PersonId;
use store::{NewAccess, Submission};

/// What stands before the chance in the fields of an entry of which its person hears later.
pub(crate) const BLIND: &str = " #";

impl Office {
    /// Takes note of an attempt that was refused; it is in the trace before the refusal leaves.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn note_refused(
        &self,
        actor: &Actor,
        action: &str,
        subject: Option<PersonId>,
        purpose: &str,
    ) -> Result<(), OfficeError> {
        self.0.memory.miss(NewAccess {
            actor: actor.to_string(),
            action: action.to_owned(),
            subject: subject.map_or_else(String::new, |person| person.to_string()),
            purpose: purpose.to_owned(),
            fields: crate::access::REFUSED.to_owned(),
        });
        self.note_missed().await
    }

    /// Writes into the trace what was asked for and not found, or refused.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer; the entries are kept and written later.
    pub async fn note_missed(&self) -> Result<(), OfficeError> {
        if self.0.memory.has_missed() {
            self.commit(None, self.submission(&Actor::System)).await?;
        }
        Ok(())
    }

    /// Mixes chance into the entries of which their persons hear later: a proof of another entry must not let anybody
    /// guess them from a hash.
    pub(super) fn blind(&self, submission: &mut Submission) {
        let oversight = self.law().oversight();
        for entry in &mut submission.access {
            if oversight.delay(&entry.purpose, &entry.action).is_some() {
                let salt = self.draw(|chance| chance.next_u64());
                entry.fields = format!("{}{BLIND}{salt:016x}", entry.fields);
            }
        }
    }
}
