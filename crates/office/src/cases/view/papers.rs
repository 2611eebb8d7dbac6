//! Papers of a case: the letters that are written, and the documents that its decision ordered.

use super::{Loaded, document_stream};
use crate::access::Access;
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::appointments::{AppointmentView, VisitState};
use crate::cases::case::{Case, Phase};
use crate::error::OfficeError;
use crate::issuance::DocumentEvent;
use crate::letters::{job_id, translation_of, unwritten as no_words};
use crate::register::DocumentStatus;
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, CaseId, Day, DocumentId, DocumentNumber, Lang, LetterId};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use store::Value;
use store::sql::appointments::OF_PERSON;
use store::sql::cases::{LETTER_TRIES, LETTERS_OF_CASE};

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

/// A letter that was ordered and is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    /// Its id.
    pub id: LetterId,
    /// Kind.
    pub kind: &'static str,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl Unwritten {
    /// Whether it was tried so often that somebody must see to it.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.tries >= STUCK_AFTER
    }
}

/// Tries in vain after which a letter does not come by waiting: the third is some seconds after the first.
const STUCK_AFTER: u32 = 3;

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
    /// The visit for a case: what is to come before what was, and of these the last; one that was cancelled is none.
    pub(crate) async fn visit_of_case(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        case: &Case,
    ) -> Result<Option<AppointmentView>, OfficeError> {
        let mut ids: BTreeSet<i64> = case.appointment.iter().map(|visit| visit.as_i64()).collect();
        if matches!(case.phase, Phase::Open) {
            let key = [Value::Int(case.applicant.as_i64()), Value::from(case.received.number())];
            for row in snapshot.rows(&OF_PERSON, &key).await? {
                ids.insert(row.int(0)?);
            }
        }
        let mut visits = Vec::new();
        for id in ids.into_iter().map(AppointmentId::from_i64) {
            let events = access.open(snapshot.events(&crate::appointments::visit::stream(id)).await?);
            visits.extend(crate::appointments::visit::fold(id, events)?.map(|visit| visit.view));
        }
        let ours = |visit: &AppointmentView| {
            let chosen = Some(visit.id) == case.appointment;
            visit.state != VisitState::Cancelled && (chosen || visit.service == case.procedure)
        };
        let today = self.today();
        let comes = |visit: &AppointmentView| visit.state == VisitState::Booked && visit.day >= today;
        let visits = visits.into_iter().filter(ours);
        Ok(visits.max_by_key(|visit| (comes(visit), visit.day, visit.minute)))
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

/// Puts the letters of a case in the order of every list of letters: the newest first, each translation after its original.
pub(crate) fn newest_first(case: &Case, letters: &mut [LetterView]) {
    letters.sort_by_key(|letter| {
        let is = |id: LetterId| id == letter.id || translation_of(id) == letter.id;
        let at = case.letters.iter().position(|(id, ..)| is(*id));
        (Reverse(at), letter.lang != Lang::LV)
    });
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

/// The letters of a case that the asker may see: those that are written, the newest first, and those that are not yet.
pub(super) async fn letters_for(
    snapshot: &mut Snapshot,
    actor: &Actor,
    case: &Case,
    told: bool,
) -> Result<(Vec<LetterView>, Vec<Unwritten>), OfficeError> {
    let mut written = letters(snapshot, case.id).await?;
    let seen = |kind: &str| actor.client().is_none() || for_party(kind, told);
    let mut unwritten = Vec::new();
    for (id, kind, _) in case.letters.iter().filter(|(_, kind, _)| seen(kind)) {
        let there = |id: LetterId| written.iter().any(|letter| letter.id == id);
        let translated = case.lang == Lang::LV || *kind == OPINION || no_words(case.lang).is_some();
        if there(*id) && (translated || there(translation_of(*id))) {
            continue;
        }
        let row = snapshot.row(&LETTER_TRIES, &[Value::from(job_id(case.id, *id))]).await?;
        let tries = row.map_or(Ok(0), |row| row.int(0))?;
        unwritten.push(Unwritten { id: *id, kind, tries: u32::try_from(tries).unwrap_or(u32::MAX) });
    }
    written.retain(|letter| seen(&letter.kind));
    newest_first(case, &mut written);
    Ok((written, unwritten))
}
