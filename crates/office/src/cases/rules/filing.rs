//! Filing what comes in: files, and notes of what somebody said or wrote. Neither proves anything by itself.

use super::{Context, Step, fits, note, officer, right};
use crate::cases::command::{CaseCommand, Filing};
use crate::cases::event::{CaseEvent, Channel};
use crate::cases::incoming::{Arrival, Filed, Noted, Sender, day_of_arrival};
use crate::error::{OfficeError, Problem};
use crate::files::{CASE_BYTES_MAX, FILES_MAX, StoredFile};
use kernel::Day;

/// Most files of a case, whoever files them.
const ALL_FILES_MAX: usize = 500;
const SENDER_MAX: usize = 200;
const WORDS_MAX: usize = 4000;

/// Whether the actor may file a file now.
pub(crate) fn may_attach(context: &Context<'_>) -> bool {
    right(context, CaseCommand::ATTACH).is_ok() && fits(context, CaseCommand::ATTACH)
}

/// A file that came in.
pub(super) fn attach(context: &Context<'_>, filing: &Filing) -> Result<Step, OfficeError> {
    let Filing { file, evidence, arrival } = filing;
    if let Some(id) = evidence
        && context.procedure.evidence().iter().all(|known| known.id != *id)
    {
        let problem = Problem::new("unknown-evidence").with("evidence", id);
        return Err(OfficeError::field("evidence", problem));
    }
    let evidence = evidence.clone();
    let id = context.fresh.attachment;
    if let Some(person) = context.actor.client() {
        // What a client sends comes by the portal, now.
        room(context, file)?;
        let from = Sender::Party { person };
        let filed = Filed::of(file, id, evidence, (Channel::Portal, from), (context.today, None));
        return Ok(Step::of(CaseEvent::AttachmentFiled(Box::new(filed))));
    }
    if context.case.attachments.len() >= ALL_FILES_MAX {
        return Err(OfficeError::field("file", Problem::new("file-too-many").with("max", ALL_FILES_MAX)));
    }
    let here = Arrival { channel: Channel::Counter, on: None, from: String::new() };
    let (channel, from, on) = came(context, arrival.as_ref().unwrap_or(&here))?;
    let filed = Filed::of(file, id, evidence, (channel, from), (on, Some(officer(context)?)));
    Ok(Step::of(CaseEvent::AttachmentFiled(Box::new(filed))))
}

/// Whether there is room for one more file of a client.
fn room(context: &Context<'_>, file: &StoredFile) -> Result<(), OfficeError> {
    let sent = || context.case.attachments.iter().filter(|filed| filed.channel == Channel::Portal);
    if sent().count() >= FILES_MAX {
        return Err(OfficeError::field("file", Problem::new("file-too-many").with("max", FILES_MAX)));
    }
    let bytes: u64 = sent().map(|filed| filed.bytes).sum();
    if bytes.saturating_add(file.bytes) > CASE_BYTES_MAX {
        let problem = Problem::new("file-space").with("max", CASE_BYTES_MAX / (1024 * 1024));
        return Err(OfficeError::field("file", problem));
    }
    Ok(())
}

/// What somebody said or wrote: a client by the portal, now; others as the officer who notes it says.
pub(super) fn note_message(
    context: &Context<'_>,
    words: &str,
    arrival: &Arrival,
) -> Result<Step, OfficeError> {
    let words = note("words", words, WORDS_MAX)?;
    if words.is_empty() {
        return Err(OfficeError::field("words", Problem::new("required")));
    }
    if let Some(person) = context.actor.client() {
        let (channel, from, on) = (Channel::Portal, Sender::Party { person }, context.today);
        let written = Noted { words, channel, from, on, by: None, refused: Vec::new() };
        return Ok(Step::of(CaseEvent::MessageNoted(written)));
    }
    let (channel, from, on) = came(context, arrival)?;
    let by = Some(officer(context)?);
    Ok(Step::of(CaseEvent::MessageNoted(Noted { words, channel, from, on, by, refused: Vec::new() })))
}

/// How, from whom and when it came, as the officer says it.
fn came(context: &Context<'_>, arrival: &Arrival) -> Result<(Channel, Sender, Day), OfficeError> {
    if !Channel::TAKEN_IN.contains(&arrival.channel) {
        return Err(OfficeError::field("channel", Problem::new("required")));
    }
    let name = note("from", &arrival.from, SENDER_MAX)?;
    let from = if name.is_empty() {
        Sender::Party { person: context.case.applicant }
    } else {
        Sender::Other { name }
    };
    Ok((arrival.channel, from, day_of_arrival("on", arrival.on, context.today)?))
}
