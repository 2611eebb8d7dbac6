//! The way to a person by what stands on paper: a personal code, the number of a document.

use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::person::LATEST;
use crate::register::read::{BRIEF_FIELDS, PersonBrief, history};
use crate::snapshot::Snapshot;
use kernel::{DocumentNumber, PersonId};
use law::Part;
use store::Value;
use store::sql::cases::DOCUMENT_BY_NUMBER;

/// How a person is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// By personal code, as a person writes it.
    Code(String),
    /// By the number of a document.
    Document(String),
}

/// What is looked up, as the register writes it.
enum Key {
    Code(String),
    Document(DocumentNumber),
}

impl Office {
    /// The person of a personal code or document number; former codes lead to the person too.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for what is no code or number.
    pub async fn lookup(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        by: Lookup,
    ) -> Result<Option<PersonBrief>, OfficeError> {
        let access =
            self.authorise(actor, Action::SearchPersons, None, purpose.clone(), false, BRIEF_FIELDS)?;
        let key = match by {
            Lookup::Code(text) => {
                let code = self.country().codes.parse(&text).map_err(|why| {
                    OfficeError::field("personal_code", Problem::new("wrong-code").with("why", why))
                })?;
                Key::Code(code.digits())
            }
            Lookup::Document(text) => Key::Document(
                text.parse()
                    .map_err(|_| OfficeError::field("document_number", Problem::new("wrong-number")))?,
            ),
        };
        if let Some(snapshot) = self.remembered(actor)
            && let Ok(brief) = self.lookup_from(snapshot, actor, access.clone(), &key).await
        {
            return Ok(brief);
        }
        self.lookup_from(self.snapshot(actor).await?, actor, access, &key).await
    }

    async fn lookup_from(
        &self,
        mut snapshot: Snapshot,
        actor: &Actor,
        mut access: Access,
        key: &Key,
    ) -> Result<Option<PersonBrief>, OfficeError> {
        // Before the history, so that it is remembered for this position.
        snapshot.head().await?;
        let found = match key {
            Key::Code(code) => snapshot.of_code(code).await?,
            Key::Document(number) => {
                let number = [Value::from(number.as_str())];
                let row = snapshot.ask().await?.row(&DOCUMENT_BY_NUMBER, &number).await?;
                let holder = row.map(|row| row.int(1).map(PersonId::from_i64)).transpose()?;
                match holder {
                    Some(holder) if snapshot.hides(holder, Part::Documents).await? => None,
                    Some(holder) if !snapshot.sees(holder).await? => None,
                    holder => holder,
                }
            }
        };
        let brief = match found {
            Some(id) => {
                let found = history(&mut snapshot, &mut access, id).await?;
                // A code or document of a record that was given up leads to the record that stays.
                Some(match found.merged_into(LATEST) {
                    Some(kept) => self.brief(&*history(&mut snapshot, &mut access, kept).await?),
                    None => self.brief(&found),
                })
            }
            None => None,
        };
        let seen = snapshot.seen();
        drop(snapshot);
        self.answer_seen(actor, &access, seen, brief).await
    }
}
