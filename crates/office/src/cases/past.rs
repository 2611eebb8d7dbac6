//! The office's own past cases, without whom they are about: what a draft of the law is tried on.

use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days};
use crate::cases::view::stream;
use crate::error::OfficeError;
use kernel::CaseId;
use law::what_if::PastCase;

/// What the trace says was read.
const FIELDS: &str = "case-facts";

impl Office {
    /// Gives every case of these procedures (of all, when none is named) to `take`, in the order in which they began:
    /// the facts as they were known when it was decided, or as they are now, and the days of its events. Nobody is
    /// named. The trace, which names the purpose, is committed before the first case is given. Returns how many.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; what `take` says.
    pub async fn past_cases<E: From<OfficeError>>(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        procedures: &[String],
        mut take: impl FnMut(PastCase) -> Result<(), E>,
    ) -> Result<u64, E> {
        let access = self
            .authorise(actor, Action::ReadCase, None, purpose.clone(), false, FIELDS)
            .map_err(OfficeError::from)?;
        self.answer(actor, &access, ()).await?;
        let mut snapshot = self.snapshot(actor).await?;
        let (mut position, mut count) = (0, 0);
        loop {
            let Some(page) = snapshot.begun::<CaseId>("case", position).await? else { return Ok(count) };
            position = page.end;
            for (_, id) in page.begun {
                let sealed = snapshot.events(&stream(id)).await.map_err(OfficeError::from)?;
                let entries = entries::<CaseEvent>(access.open(sealed))?;
                let Some(case) = Case::fold(id, entries.iter().map(|entry| &entry.event)) else { continue };
                if !procedures.is_empty() && !procedures.contains(&case.procedure) {
                    continue;
                }
                // What was known when it was decided; what happened later only counts for the days of events.
                let decided = entries.iter().position(|e| matches!(e.event, CaseEvent::Decided { .. }));
                let until = decided.map_or(entries.len(), |at| at + 1);
                let known = entries.get(..until).unwrap_or_default();
                let Some(then) = Case::fold(id, known.iter().map(|entry| &entry.event)) else { continue };
                if !snapshot.sees_case([case.applicant, case.subject]).await? {
                    continue;
                }
                let procedure = self.law().version(&case.procedure, case.in_force).ok_or_else(|| {
                    OfficeError::Fault(format!("the law file `{}` is not loaded", case.procedure))
                })?;
                let subject = access.open(snapshot.history(case.subject).await?);
                let applicant = access.open(snapshot.history(case.applicant).await?);
                let persons = self.persons(procedure, &subject, &applicant);
                let at = decided.and_then(|at| entries.get(at));
                let (known_at, today) = at.map_or((facts::LATEST, self.today()), |entry| {
                    (entry.position, self.zone().day(entry.at))
                });
                let days = Days { received: case.received, today, known_at };
                let asked = procedure.facts();
                let mut facts = facts::of_case(procedure, &then, persons, days);
                // Only what the procedure asks about: nothing else is needed, so nothing else leaves.
                facts.retain(|fact, _| asked.iter().any(|def| def.name == *fact));
                let mut events = case.happened.clone();
                events.insert("received".to_owned(), case.received);
                if let Some(day) = case.day_of("evidence-complete") {
                    events.insert("evidence-complete".to_owned(), day);
                }
                take(PastCase {
                    case: id.to_string(),
                    procedure: Some(case.procedure.clone()),
                    received: case.received,
                    facts,
                    events,
                })?;
                count += 1;
            }
        }
    }
}
