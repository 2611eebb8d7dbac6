//! What gateways say of items, taken in exactly once: the case keeps the hash of each receipt with what it said.

use super::outgoing::letter_hash;
use super::{Receipt, Word};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::rules::{Context, dispatch};
use crate::error::OfficeError;
use kernel::CaseId;

impl Office {
    pub(super) async fn collect_receipts(&self) -> Result<usize, OfficeError> {
        let found = self.carrier(|carrier| carrier.receipts()).await?;
        let count = found.len();
        for receipt in found {
            let wrong = self.take_receipt(&receipt).await?.err();
            self.settle(receipt.place, wrong).await?;
        }
        Ok(count)
    }

    /// Takes a receipt in; why it is wrong, if it is.
    async fn take_receipt(&self, receipt: &Receipt) -> Result<Result<(), String>, OfficeError> {
        let unknown = || Ok(Err("the office knows no such item".to_owned()));
        let (sha256, word) = match &receipt.said {
            Ok(said) => said,
            Err(why) => return Ok(Err(why.clone())),
        };
        let parts = receipt.item.split_once('-');
        let parts = parts
            .and_then(|(case, number)| Some((case.parse::<CaseId>().ok()?, number.parse::<u16>().ok()?)));
        let Some((case, number)) = parts else { return unknown() };
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = match self.load(&mut snapshot, &Actor::System, case).await {
            Ok(loaded) => loaded,
            Err(OfficeError::NotFound) => return unknown(),
            Err(other) => return Err(other),
        };
        let Some(known) = loaded.case.dispatch(number) else { return unknown() };
        let letter = letter_hash(&mut snapshot, known.letter).await?;
        drop(snapshot);
        if letter.as_deref() != Some(sha256.as_str()) {
            return Ok(Err("`sha256` is not the hash of the letter that was handed over".to_owned()));
        }
        let today = self.today();
        let day = match word {
            Word::Accepted { at, .. } | Word::Became { at, .. } => self.zone().day(*at),
            Word::Refused { .. } => today,
        };
        let hash = receipt.hash.as_str();
        let decide = |context: &Context<'_>| dispatch::word(context, number, word, hash, (day, today));
        self.entered_by_itself(case, decide).await
    }
}
