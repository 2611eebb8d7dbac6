//! The lines of a case's history, and whether its addresses are withheld.

use super::{HistoryLine, Loaded, Piece, note};
use crate::act::{Entry, Office};
use crate::actor::Actor;
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::incoming::Sender;
use crate::error::OfficeError;
use crate::mail;
use crate::snapshot::Snapshot;
use law::Part;

impl Office {
    /// Whether the address of whom the case is about, or of its applicant, is withheld from whoever reads.
    pub(crate) async fn address_withheld(
        &self,
        snapshot: &mut Snapshot,
        case: &Case,
    ) -> Result<bool, OfficeError> {
        Ok(snapshot.hides(case.subject, Part::Address).await?
            || snapshot.hides(case.applicant, Part::Address).await?)
    }

    pub(super) fn history_line(&self, actor: &Actor, entry: &Entry<CaseEvent>) -> HistoryLine {
        let of_others = match &entry.event {
            CaseEvent::AttachmentFiled(filed) => !filed.of_party(),
            CaseEvent::MessageNoted(noted) => !matches!(noted.from, Sender::Party { .. }),
            CaseEvent::OpinionAsked(_) | CaseEvent::OpinionReceived(_) | CaseEvent::Dispatch(_) => true,
            CaseEvent::CasesJoined(_) | CaseEvent::CasesParted(_) | CaseEvent::ProposalReturned { .. } => {
                true
            }
            _ => false,
        };
        let hidden = of_others && actor.client().is_some();
        let officer = entry.actor.strip_prefix("officer:").and_then(|code| self.officer(code));
        HistoryLine {
            at: entry.at,
            position: entry.position,
            actor: entry.actor.clone(),
            actor_name: officer.map(|officer| officer.name),
            kind: match &entry.event {
                CaseEvent::Contested { court: true, .. } => "taken-to-court".to_owned(),
                _ => entry.kind.clone(),
            },
            more: if hidden { Vec::new() } else { note::of(&entry.event) },
        }
    }
}

/// What was sent by e-mail about a case. Neither whom it reached nor where stands in it; why nothing was sent is for officers.
pub(super) async fn mail_lines(
    snapshot: &mut Snapshot,
    actor: &Actor,
    loaded: &Loaded<'_>,
) -> Result<Vec<HistoryLine>, OfficeError> {
    let sent = mail::entered(snapshot, &loaded.access, loaded.case.id).await?;
    let line = |entry: Entry<mail::MailEvent>| {
        let why = entry.event.unsent().filter(|_| actor.client().is_none());
        HistoryLine {
            at: entry.at,
            position: entry.position,
            actor: entry.actor,
            actor_name: None,
            kind: entry.kind,
            more: why.map(|why| Piece::Unsent(why.code())).into_iter().collect(),
        }
    };
    Ok(sent.into_iter().map(line).collect())
}
