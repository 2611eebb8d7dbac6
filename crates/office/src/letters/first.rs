//! No decision reaches anybody before its letter is there: whoever serves, receives or sends one waits for it.

use crate::act::Office;
use crate::actor::Actor;
use crate::cases::case::{Case, Phase};
use crate::cases::command::CaseCommand;
use crate::error::{OfficeError, Problem};
use kernel::LetterId;
use store::Value;
use store::sql::cases::LETTER;

impl Office {
    /// Writes the letter of the decision that `command` brings to its addressee, if it is not there yet.
    ///
    /// # Errors
    /// `letter-not-written` when it cannot be written: the decision stays where it is.
    pub(crate) async fn letter_first(&self, case: &Case, command: &CaseCommand) -> Result<(), OfficeError> {
        let brings =
            matches!(command, CaseCommand::Serve {} | CaseCommand::Receive {} | CaseCommand::Send { .. });
        if !brings || !matches!(case.phase, Phase::Decided { .. }) || self.letters_later().get().is_some() {
            return Ok(());
        }
        let decision = case.letters.iter().rfind(|(_, kind, _)| *kind == "decision");
        let Some((letter, ..)) = decision else { return Ok(()) };
        if self.is_written(*letter).await? {
            return Ok(());
        }
        match self.by_itself().write_letter(case.id, *letter).await {
            Ok(()) => Ok(()),
            // Of the command itself nothing was done.
            Err(OfficeError::Gone | OfficeError::Unknown) => Err(OfficeError::Gone),
            Err(error) => {
                tracing::error!(case.id = %case.id, %error, "the letter of a decision cannot be written");
                Err(OfficeError::NotNow(Problem::new("letter-not-written")))
            }
        }
    }

    async fn is_written(&self, letter: LetterId) -> Result<bool, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        Ok(snapshot.row(&LETTER, &[Value::Int(letter.as_i64())]).await?.is_some())
    }

    /// Lets decisions take effect before their letters are written: for histories in their thousands, of which nobody
    /// reads the letters.
    #[doc(hidden)]
    pub fn write_letters_later(&self) {
        self.letters_later().set(()).ok();
    }
}
