//! Before somebody is entered: who of the register is probably the same. Whoever enters goes on only with a reason
//! why each of them is somebody else, and that is remembered with the entry.

use super::likeness::Described;
use super::verdict::{PairEvent, PersonPair, Verdict};
use super::{Candidate, Distinct};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{FieldError, OfficeError, Problem};
use crate::register::fact::{AssertedFact, Basis};
use crate::register::read::history;
use kernel::PersonId;
use store::Submission;

/// Characters of a reason at most.
const REASON_MAX: usize = 2000;

/// Somebody about to be entered.
pub(crate) struct Newcomer<'a> {
    /// The record to be.
    pub id: PersonId,
    /// What will be entered.
    pub facts: &'a [AssertedFact],
    /// Who of the register is somebody else.
    pub distinct: &'a [Distinct],
    /// What the entry rests on, and so what is said of the others.
    pub basis: &'a Basis,
}

/// What is entered beside a newcomer: what was said of those who are like them, and who was looked at.
pub(crate) struct Weighed {
    events: Vec<(PersonPair, PairEvent)>,
    access: Access,
}

impl Weighed {
    /// Puts it into the submission that enters the newcomer.
    pub fn enter(&self, submission: &mut Submission) -> Result<(), OfficeError> {
        for (pair, happened) in &self.events {
            submission.expect.push((pair.stream(), 0));
            submission.events.push(event(pair.stream(), happened.kind(), happened)?);
        }
        // Nobody was looked at: the entry has its own trace.
        if !self.access.subjects().is_empty() {
            submission.access.extend(self.access.trace());
        }
        Ok(())
    }
}

impl Office {
    /// Whether nobody of the register is probably the newcomer, but those of whom it is said that they are not.
    ///
    /// # Errors
    /// [`OfficeError::ProbablyThere`] names the others, and all who were looked at are in the trace then.
    pub(crate) async fn weighed(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        newcomer: &Newcomer<'_>,
    ) -> Result<Weighed, OfficeError> {
        let fields = "name,code,birth,status,likeness";
        let mut access =
            self.authorise(actor, Action::SearchPersons, None, purpose.clone(), false, fields)?;
        let mut who = Described::default();
        newcomer.facts.iter().for_each(|fact| who.enter(&fact.value, fact.to.is_none()));
        let mut snapshot = self.snapshot(actor).await?;
        let told = self.alike(&mut snapshot, &who, newcomer.id).await?;
        let said = |id: PersonId| newcomer.distinct.iter().any(|distinct| distinct.person == id);
        if told.iter().any(|(id, _)| !said(*id)) {
            let mut candidates = Vec::with_capacity(told.len());
            for (id, likeness) in told {
                // Whoever enters somebody like a relative of theirs is refused: a colleague enters that person.
                let person = self.brief(&*history(&mut snapshot, &mut access, id).await?);
                candidates.push(Candidate { person, likeness });
            }
            drop(snapshot);
            return self.answer(actor, &access, Err(OfficeError::ProbablyThere(candidates))).await?;
        }
        let wrong = |problem| OfficeError::Invalid(vec![FieldError::new("distinct_from", problem)]);
        let mut events: Vec<(PersonPair, PairEvent)> = Vec::with_capacity(newcomer.distinct.len());
        for Distinct { person, reason } in newcomer.distinct {
            let reason = reason.trim();
            match reason.chars().count() {
                0 => return Err(wrong(Problem::new("required"))),
                long if long > REASON_MAX => {
                    return Err(wrong(Problem::new("too-long").with("max", REASON_MAX)));
                }
                _ => {}
            }
            if let Err(error) = history(&mut snapshot, &mut access, *person).await {
                return Err(match error {
                    OfficeError::NotFound => wrong(
                        Problem::new("wrong-value")
                            .with("value", person)
                            .with("allowed", "a person's id")
                            .with("shape", "choice"),
                    ),
                    other => other,
                });
            }
            let pair =
                PersonPair::new(newcomer.id, *person).filter(|pair| events.iter().all(|(p, _)| p != pair));
            let basis = newcomer.basis.clone();
            let judged =
                PairEvent::PairJudged { verdict: Verdict::TwoPersons, basis, reason: reason.to_owned() };
            events.extend(pair.map(|pair| (pair, judged)));
        }
        Ok(Weighed { events, access })
    }
}
