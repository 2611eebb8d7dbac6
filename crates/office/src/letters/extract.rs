//! The person's own extract from the register: every entry in words, with its days and its basis.

use super::entries::{Others, Words};
use super::{head, set};
use crate::access::Denied;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::{KnownFact, OwnPage};
use documents::letter as doc;
use kernel::Lang;
use serde_json::{Value, json};

impl Office {
    /// What the register holds of the client, now and before, as a tagged PDF.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn my_extract(&self, actor: &Actor, lang: Lang) -> Result<Vec<u8>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let OwnPage { record, powers, relatives: mut names, .. } = self.my_page(actor).await?;
        let timeline = self.timeline(actor, &crate::access::Purpose::Own, client).await?;
        let named = powers.agents.into_iter().chain(powers.principals);
        names.extend(named.filter_map(|power| power.other.zip(power.name)));
        let words = Words { office: self, lang, others: Others::Names(&names), basis: true };
        let view = &record.view;
        let held: Vec<i64> = view.facts.iter().map(|held| held.known.fact.seq).collect();
        let former = timeline
            .iter()
            .filter(|known| {
                known.known_to.is_none() && !held.contains(&known.fact.seq) && !known.fact.never()
            })
            .map(|known| words.line(known))
            .collect();
        let letter = doc::Letter {
            lang,
            letterhead: head::letterhead(self, None, lang),
            reference: format!("{}-{}", client.grouped(), view.known_at),
            date: self.today(),
            addressee: head::addressee(view),
            signatures: Vec::new(),
            translation: lang != Lang::LV,
            demonstration: self.is_demonstration(),
            kind: doc::LetterKind::Extract(Box::new(doc::Extract {
                as_of: view.day,
                current: view.facts.iter().map(|held| words.held(held)).collect(),
                former,
            })),
        };
        set(letter).await?.map_err(|e| OfficeError::Fault(format!("the extract cannot be set: {e}")))
    }

    /// The same as JSON: what holds, and every entry ever made, on both axes of time.
    ///
    /// # Errors
    /// As [`Self::my_extract`].
    pub async fn my_extract_json(&self, actor: &Actor) -> Result<Value, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let record = self.my_record(actor).await?;
        let timeline = self.timeline(actor, &crate::access::Purpose::Own, client).await?;
        Ok(json!({
            "person": client,
            "as_of": record.view.day,
            "known_at": record.view.known_at,
            "facts": record.view.facts,
            "entries": timeline.iter().map(AsRef::as_ref).collect::<Vec<&KnownFact>>(),
        }))
    }
}
