//! What a reader sees of a state of the database: the one place in which protected records are hidden.

use super::Snapshot;
use crate::access;
use crate::error::OfficeError;
use crate::register::PersonHistory;
use crate::register::protection::{Protection, Shields, Sight};
use kernel::{CaseId, PersonId};
use law::Part;
use std::sync::Arc;
use store::sql::payments::PERSONS_OF_CASE;
use store::sql::protection::{LAST, STANDING};
use store::{Guarded, NewAccess, Value};

impl Snapshot {
    /// The protections of the register, as of this state of the log.
    pub(crate) async fn shields(&mut self) -> Result<Arc<Shields>, OfficeError> {
        if let Some(shields) = &self.shields {
            return Ok(Arc::clone(shields));
        }
        let position = self.head().await?;
        let kept = self.memory.shields().clone();
        let shields = match kept {
            Some((at, _, shields)) if at == position => shields,
            kept => {
                let last = self.ask().await?.row(&LAST, &[]).await?.map_or(Ok(0), |row| row.int(0))?;
                let shields = match kept {
                    Some((_, known, shields)) if known == last => shields,
                    _ => {
                        let mut shields = Shields::default();
                        for row in self.ask().await?.rows(&STANDING, &[]).await? {
                            let days = (row.int(2)?, row.opt_int(3)?);
                            let person = PersonId::from_i64(row.int(0)?);
                            shields.enter(self.sight.book(), person, row.text(1)?, days);
                        }
                        Arc::new(shields)
                    }
                };
                *self.memory.shields() = Some((position, last, Arc::clone(&shields)));
                shields
            }
        };
        Ok(Arc::clone(self.shields.insert(shields)))
    }

    /// Takes note of a reading that was not; one that is tried from memory is tried again.
    pub(crate) fn miss(&self, missed: NewAccess) {
        if !self.bound {
            self.memory.miss(missed);
        }
    }

    /// A history that was read by another way, as whoever reads may see it.
    pub(crate) async fn shield(&mut self, history: PersonHistory) -> Result<PersonHistory, OfficeError> {
        let shields = self.shields().await?;
        Ok(self.sight.shielded(&shields, &history).unwrap_or(history))
    }

    /// Everything known about a person, whoever reads: for what follows by law in another's record. It is not shown.
    pub(crate) async fn behind(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        self.known(id).await
    }

    /// Whether a part of what is held of a person is hidden from whoever reads.
    pub(crate) async fn hides(&mut self, person: PersonId, part: Part) -> Result<bool, OfficeError> {
        let shields = self.shields().await?;
        Ok(self.sight.hidden(&shields, person, part))
    }

    /// Whether whoever reads may know of this person's record.
    pub(crate) async fn sees(&mut self, person: PersonId) -> Result<bool, OfficeError> {
        Ok(!self.hides(person, Part::Record).await?)
    }

    /// The person a case is about and who applied, whoever reads; `None` for a case that nobody has or that was erased.
    pub(crate) async fn persons_of_case(
        &mut self,
        case: CaseId,
    ) -> Result<Option<[PersonId; 2]>, OfficeError> {
        let Some(row) = self.ask().await?.row(&PERSONS_OF_CASE, &[Value::Int(case.as_i64())]).await? else {
            return Ok(None);
        };
        Ok(Some([PersonId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?)]))
    }

    /// Whether whoever reads may know of cases in which these persons take part.
    pub(crate) async fn sees_case(&mut self, persons: [PersonId; 2]) -> Result<bool, OfficeError> {
        let shields = self.shields().await?;
        let hides = |person| {
            self.sight.hidden(&shields, person, Part::Record)
                || self.sight.hidden(&shields, person, Part::Cases)
        };
        Ok(!persons.into_iter().any(hides))
    }

    /// Whether cases of these persons are hidden from officers who have no right to protected records, whoever reads.
    pub(crate) async fn apart(&mut self, persons: [PersonId; 2]) -> Result<bool, OfficeError> {
        let shields = self.shields().await?;
        let plain = self.sight.of_plain_officer();
        let hides = |person| {
            plain.hidden(&shields, person, Part::Record) || plain.hidden(&shields, person, Part::Cases)
        };
        Ok(persons.into_iter().any(hides))
    }

    /// Whether something is withheld of a record that is read, and may be said to be.
    pub(crate) async fn withholds(&mut self, person: PersonId) -> Result<bool, OfficeError> {
        let shields = self.shields().await?;
        Ok(self.sight.withheld(&shields, person))
    }

    /// How far a record is protected today from whoever reads.
    pub(crate) async fn protection(&mut self, person: PersonId) -> Result<Protection, OfficeError> {
        let shields = self.shields().await?;
        Ok(self.sight.protection(&shields, person))
    }

    /// What whoever reads may see, with the protections: for what is read in many rows.
    pub(crate) async fn sight(&mut self) -> Result<(Sight, Arc<Shields>), OfficeError> {
        let shields = self.shields().await?;
        Ok((self.sight.clone(), shields))
    }

    /// Everything known about a person that whoever reads may see, sealed; of version 0 when there is no such person, or
    /// none that they may know of.
    pub(crate) async fn history(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        let shields = self.shields().await?;
        let known = self.known(id).await?;
        let sight = &self.sight;
        access::resealed(known, |history| Ok(sight.shielded(&shields, &history).map_or(history, Arc::new)))
    }

    /// Everything known about a person of whom whoever reads may know, also the parts that they may not see: to decide
    /// by, never to be shown.
    pub(crate) async fn whole(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        let known = self.known(id).await?;
        if self.sees(id).await? {
            return Ok(known);
        }
        access::resealed(known, |_| Ok(Arc::new(PersonHistory::fold(id, []))))
    }
}
