//! A client's letters from all of their cases, as one list.

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::view::{LetterView, fold, papers, stream};
use crate::error::OfficeError;
use kernel::CaseId;

/// Most letters of the list.
pub const LETTERS_MAX: usize = 200;

/// A letter and the case that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLetter {
    /// The case.
    pub case: CaseId,
    /// Id of the procedure.
    pub procedure: String,
    /// The letter.
    pub letter: LetterView,
}

impl Office {
    /// The letters that a client may read, the newest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for anybody but a client.
    pub async fn my_letters(&self, actor: &Actor) -> Result<Vec<OwnLetter>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let access =
            self.authorise(actor, Action::ReadCase, Some(client), Purpose::Own, true, "letter,case")?;
        let cases = self.my_cases(actor).await?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut list = Vec::new();
        for line in cases {
            let mut written = papers::letters(&mut snapshot, line.id).await?;
            if written.is_empty() {
                continue;
            }
            let (case, _) = fold(line.id, access.open(snapshot.events(&stream(line.id)).await?))?;
            let told = matches!(case.phase, Phase::InForce { .. });
            papers::newest_first(&case, &mut written);
            let own = written.into_iter().filter(|letter| letter.for_party(told));
            list.extend(own.map(|letter| OwnLetter {
                case: line.id,
                procedure: line.procedure.clone(),
                letter,
            }));
        }
        drop(snapshot);
        list.sort_by_key(|own| std::cmp::Reverse(own.letter.written_on));
        list.truncate(LETTERS_MAX);
        self.answer(actor, &access, list).await
    }
}
