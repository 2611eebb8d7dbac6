//! The letter that a proposed decision would make, before anybody signs it: the same content as the letter that is set
//! once it is decided, and nothing is written down but who read it.

use super::compose;
use crate::access::rights::Action;
use crate::access::{self, Denied};
use crate::act::{Entry, Office};
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::cases::rules::{self, Fresh};
use crate::cases::view::Loaded;
use crate::error::{OfficeError, Problem};
use crate::register::write::withheld;
use documents::letter::{LetterError, Outline, outline};
use kernel::{CaseId, Lang, LetterId};

impl Office {
    /// How the letter of a decision would read: of the one that `proposal` would propose, or of the one that waits for its
    /// second signature.
    ///
    /// # Errors
    /// The rule in the way of the proposal; [`OfficeError::NotFound`] where nothing is proposed.
    pub async fn draft_letter(
        &self,
        actor: &Actor,
        id: CaseId,
        proposal: Option<&CaseCommand>,
        lang: Lang,
    ) -> Result<Outline, OfficeError> {
        if actor.officer().is_none() {
            return Err(Denied::SignIn.into());
        }
        access::check(actor, Action::ReadCase)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut loaded = self.load(&mut snapshot, actor, id).await?;
        // A letter stands under its address.
        if self.address_withheld(&mut snapshot, &loaded.case).await? {
            return Err(withheld());
        }
        drop(snapshot);
        if let Some(command) = proposal {
            let fresh = Fresh::none();
            let step = rules::decide(&self.context(actor, &loaded, &fresh), command)?;
            step.events.iter().for_each(|event| loaded.case.apply(event));
        }
        let letter = LetterId::from_u64(0);
        self.as_if_decided(actor, &mut loaded, letter)?;
        let content = compose::letter(self, (&loaded, None), letter, "decision", self.today(), lang)?;
        let read = outline(&content).map_err(|error| match error {
            LetterError::Unconfirmed(norm) => {
                OfficeError::NotNow(Problem::new("letter-unconfirmed").with("norm", norm))
            }
            other => OfficeError::Fault(other.to_string()),
        })?;
        self.answer(actor, &loaded.access, read.ok_or(OfficeError::NotFound)?).await
    }

    /// The case as it would stand once what is proposed was signed.
    fn as_if_decided(
        &self,
        actor: &Actor,
        loaded: &mut Loaded<'_>,
        letter: LetterId,
    ) -> Result<(), OfficeError> {
        let decision = match &loaded.case.phase {
            Phase::Proposed(decision)
            | Phase::Submitted { decision, .. }
            | Phase::Decided { decision, second: None, .. } => decision.clone(),
            _ => return Err(OfficeError::NotFound),
        };
        let event = CaseEvent::Decided { decision, second: None, on: self.today(), letter, due: None };
        loaded.case.apply(&event);
        let (actor, kind) = (actor.to_string(), "decided".to_owned());
        loaded.entries.push(Entry { position: loaded.position, at: self.now(), actor, kind, event });
        Ok(())
    }
}
