//! A case as it stood when a letter was due.

use super::Loaded;
use crate::act::{Entry, Office};
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days};
use crate::error::OfficeError;
use kernel::LetterId;

impl Office {
    /// The same case as it stood when a letter was due: a letter written late says what it would have said.
    pub(crate) fn when_due<'l>(
        &'l self,
        loaded: Loaded<'l>,
        letter: LetterId,
    ) -> Result<Loaded<'l>, OfficeError> {
        let gave_rise = |entry: &Entry<CaseEvent>| entry.event.letter() == Some(letter);
        let at = loaded.entries.iter().position(gave_rise);
        let at = at.ok_or_else(|| OfficeError::Fault(format!("the case has no letter {letter}")))?;
        let entries: Vec<_> = loaded.entries.into_iter().take(at + 1).collect();
        let case = Case::fold(loaded.case.id, entries.iter().map(|entry| &entry.event))
            .ok_or(OfficeError::NotFound)?;
        let (position, today) =
            entries.last().map_or((0, self.today()), |entry| (entry.position, self.zone().day(entry.at)));
        let persons = self.persons(loaded.procedure, &loaded.subject, &loaded.applicant);
        let days = Days { received: case.received, today, known_at: position };
        let facts = facts::of_case(loaded.procedure, &case, persons, days);
        let assessment = loaded.procedure.assess(&facts);
        Ok(Loaded { case, entries, facts, assessment, position, ..loaded })
    }
}
