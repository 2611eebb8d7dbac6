//! The trace of what was asked for and not answered, and the chance that hides an entry until its person may hear of it.

use super::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::snapshot::Memory;
use kernel::PersonId;
use store::{NewAccess, Submission};
use tokio::sync::MutexGuard;

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

    /// Writes into the trace what was asked for and not found, or refused. What another request carries there at this
    /// moment has arrived, too, when this answers: nothing is told of before it is written.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer; the entries are kept and written later.
    pub async fn note_missed(&self) -> Result<(), OfficeError> {
        let memory = &self.0.memory;
        let mut carried = Carried::take(memory, memory.turn().await);
        if !carried.entries.is_empty() {
            let access = carried.entries.clone();
            let committed = self.submit(Submission { access, ..self.submission(&Actor::System) }).await?;
            carried.arrived();
            memory.hear(committed.position);
        }
        Ok(())
    }

    /// What waits for the trace, to go there with the next commit.
    pub(super) async fn misses_carried(&self) -> Carried<'_> {
        let memory = &self.0.memory;
        if memory.has_missed() {
            Carried::take(memory, memory.turn().await)
        } else {
            Carried { memory, entries: Vec::new(), _turn: None }
        }
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

/// Entries on their way into the trace. Whatever happens to the request that carries them, they go back to wait unless
/// they arrived; one whose arrival is not known may stand in the trace twice.
pub(super) struct Carried<'a> {
    memory: &'a Memory,
    entries: Vec<NewAccess>,
    /// Whoever must know that nothing is on its way waits for it.
    _turn: Option<MutexGuard<'a, ()>>,
}

impl<'a> Carried<'a> {
    fn take(memory: &'a Memory, turn: MutexGuard<'a, ()>) -> Self {
        Self { memory, entries: memory.take_missed(), _turn: Some(turn) }
    }

    pub(super) fn entries(&self) -> &[NewAccess] {
        &self.entries
    }

    /// They are in the trace.
    pub(super) fn arrived(&mut self) {
        self.entries.clear();
    }
}

impl Drop for Carried<'_> {
    fn drop(&mut self) {
        self.entries.drain(..).for_each(|entry| self.memory.miss(entry));
    }
}
