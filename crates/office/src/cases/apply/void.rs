//! What a document loses at once: a report that meets all that the law asks makes it invalid on receipt, before anybody
//! decides.

use super::Checked;
use crate::act::{Office, event};
use crate::cases::particulars;
use crate::cases::view::document_stream;
use crate::error::OfficeError;
use crate::issuance::DocumentEvent;
use crate::register::change::change;
use crate::register::read::stream as person_stream;
use crate::register::{Basis, DocumentFact, DocumentStatus, FactValue};
use kernel::{CaseId, Lang};
use law::Verdict;
use store::Submission;

/// Why a document ended that was reported.
pub const REPORTED: &str = "reported";

impl Office {
    /// Ends the document that the application names, where its procedure says so and nothing is left to be shown.
    pub(super) fn void(
        &self,
        id: CaseId,
        checked: &Checked<'_>,
        submission: &mut Submission,
    ) -> Result<(), OfficeError> {
        let Some((_, number)) = particulars::void(checked.procedure, &checked.particulars) else {
            return Ok(());
        };
        if checked.assessment.outcome() != Verdict::Grantable {
            return Ok(());
        }
        let today = self.today();
        let held = particulars::documents(&checked.subject.today(today));
        let Some(held) = held.into_iter().find(|held| held.number.to_string() == number) else {
            return Ok(());
        };
        let document = held.document;
        let ended =
            DocumentFact { status: DocumentStatus::Invalid, reason: Some(REPORTED.to_owned()), ..held };
        let issuer = self.law().authority().name.get(Lang::LV);
        let basis = Basis::new("case", &id.grouped(), today, issuer, &self.country().icao)
            .map_err(|e| OfficeError::Fault(e.to_string()))?;
        let entered = change(&checked.subject, today, vec![FactValue::Document(ended)], basis)?;
        let happened = DocumentEvent::DocumentInvalidated { reason: REPORTED.to_owned(), on: today };
        submission.expect.push((person_stream(checked.subject.id), checked.subject.version));
        submission.events.push(event(document_stream(document), happened.kind(), &happened)?);
        submission.events.push(event(person_stream(checked.subject.id), entered.kind(), &entered)?);
        Ok(())
    }
}
