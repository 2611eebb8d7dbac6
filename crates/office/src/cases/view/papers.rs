//! Papers of a case: the letters that are written, and the documents that its decision ordered.

use super::{Loaded, document_stream};
use crate::access::Access;
use crate::act::{Office, entries};
use crate::appointments::AppointmentView;
use crate::cases::case::Phase;
use crate::cases::event::StatedEffect;
use crate::error::OfficeError;
use crate::issuance::DocumentEvent;
use crate::register::DocumentStatus;
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, CaseId, Day, DocumentId, DocumentNumber, Lang, LetterId};
use store::Value;
use store::sql::cases::LETTERS_OF_CASE;

/// A letter that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterView {
    /// Its id.
    pub id: LetterId,
    /// Kind: `confirmation`, `receipt`, `hearing`, `decision`.
    pub kind: String,
    /// Language.
    pub lang: Lang,
    /// Day.
    pub written_on: Day,
    /// Size in bytes.
    pub bytes: u64,
}

impl LetterView {
    /// Whether the party to the case reads it: what the office asks of other bodies is not theirs, and a decision is
    /// when it was received.
    pub(crate) fn for_party(&self, received: bool) -> bool {
        for_party(&self.kind, received)
    }
}

/// Whether the party reads a letter of this kind; `received` says whether the decision was.
pub(crate) fn for_party(kind: &str, received: bool) -> bool {
    kind != OPINION && (received || kind != "decision")
}

/// The kind of a letter that asks another body.
pub(crate) const OPINION: &str = "opinion";

/// A document of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentView {
    /// Its id.
    pub id: DocumentId,
    /// Printed number.
    pub number: DocumentNumber,
    /// Kind.
    pub kind: String,
    /// Where it stands in the register.
    pub status: DocumentStatus,
    /// Day of issue.
    pub issued_on: Day,
    /// Last day of validity.
    pub expires_on: Day,
    /// Lines of the machine-readable zone.
    pub mrz: Vec<String>,
}

impl Office {
    /// The visit booked for a case.
    pub(super) async fn visit_of_case(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        visit: AppointmentId,
    ) -> Result<Option<AppointmentView>, OfficeError> {
        let events = access.open(snapshot.events(&crate::appointments::visit::stream(visit)).await?);
        Ok(crate::appointments::visit::fold(visit, events)?.map(|visit| visit.view))
    }

    pub(super) async fn documents(
        &self,
        snapshot: &mut Snapshot,
        loaded: &Loaded<'_>,
    ) -> Result<Vec<DocumentView>, OfficeError> {
        let Phase::InForce { documents, .. } = &loaded.case.phase else { return Ok(Vec::new()) };
        let held = loaded.subject.today(self.today()).documents();
        let mut list = Vec::new();
        for (id, _) in documents {
            let events = loaded.access.open(snapshot.events(&document_stream(*id)).await?);
            let events = entries::<DocumentEvent>(events)?;
            let Some(DocumentEvent::DocumentOrdered(order)) = events.first().map(|entry| &entry.event) else {
                continue;
            };
            let status = held.iter().find(|held| held.document == *id).map(|held| held.status);
            list.push(DocumentView {
                id: *id,
                number: order.number.clone(),
                kind: order.kind.clone(),
                status: status.unwrap_or(DocumentStatus::Invalid),
                issued_on: order.issued_on,
                expires_on: order.expires_on,
                mrz: order.mrz.clone(),
            });
        }
        Ok(list)
    }
}

pub(crate) async fn letters(snapshot: &mut Snapshot, case: CaseId) -> Result<Vec<LetterView>, OfficeError> {
    let rows = snapshot.rows(&LETTERS_OF_CASE, &[Value::Int(case.as_i64())]).await?;
    rows.iter()
        .map(|row| {
            let day = i32::try_from(row.int(4)?).ok().and_then(|number| Day::from_number(number).ok());
            Ok(LetterView {
                id: LetterId::from_i64(row.int(0)?),
                kind: row.text(1)?.to_owned(),
                lang: row
                    .text(2)?
                    .parse()
                    .map_err(|_| OfficeError::Fault("a letter's language".to_owned()))?,
                bytes: u64::try_from(row.int(3)?).unwrap_or(0),
                written_on: day.unwrap_or(Day::MIN),
            })
        })
        .collect()
}

/// The effects of the contested decision.
pub(super) fn contested(loaded: &Loaded<'_>) -> Vec<StatedEffect> {
    let parent = loaded.parent.as_ref().filter(|_| loaded.case.contests());
    let decision = parent.and_then(|parent| parent.case.decision());
    decision.map_or_else(Vec::new, |decision| decision.outcome.effects().to_vec())
}
