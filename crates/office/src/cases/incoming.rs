//! What comes in for a case beside its application: files, and what somebody said or wrote without one. The event names
//! the hash of a file; its bytes were kept before.

use crate::cases::stated::Channel;
use crate::error::{OfficeError, Problem};
use crate::files::{RefusedFile, StoredFile};
use kernel::{AttachmentId, Day, OfficerId, PersonId};
use serde::{Deserialize, Serialize};

/// From whom something came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sender", rename_all = "kebab-case")]
pub enum Sender {
    /// The applicant, or who acts for them.
    Party {
        /// Who.
        person: PersonId,
    },
    /// Somebody else, as the officer who filed it calls them.
    Other {
        /// In words.
        name: String,
    },
}

/// A file that was filed (*pielikums*). It proves nothing by itself: an officer records evidence that may rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Its id.
    pub id: AttachmentId,
    /// The evidence that it is sent as, by its id in the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Its name, cleaned.
    pub name: String,
    /// What its bytes are.
    pub media_type: String,
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// How it came.
    pub channel: Channel,
    /// From whom.
    pub from: Sender,
    /// The day on which it came.
    pub on: Day,
    /// The officer who filed it; `None` when the client sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
}

impl Filed {
    /// A file that was kept, filed.
    pub(crate) fn of(
        file: &StoredFile,
        id: AttachmentId,
        evidence: Option<String>,
        (channel, from): (Channel, Sender),
        (on, by): (Day, Option<OfficerId>),
    ) -> Self {
        Self {
            id,
            evidence,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            hash: file.hash.clone(),
            channel,
            from,
            on,
            by,
        }
    }
}

/// What somebody said or wrote: a call that an officer notes, a message through the e-address, what the client writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What it was.
    pub words: String,
    /// How it came.
    pub channel: Channel,
    /// From whom.
    pub from: Sender,
    /// The day on which it came.
    pub on: Day,
    /// The officer who noted it; `None` when the client wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// Files that came with it and were not taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedFile>,
}

/// How many days back something may have come that is filed today. The law counts from the day on which it came.
pub const DAYS_BACK: i32 = 60;

/// How and when something came that an officer files: what the form of filing asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// How.
    pub channel: Channel,
    /// On which day; today when absent.
    #[serde(default)]
    pub on: Option<Day>,
    /// From whom, in words; the applicant when empty.
    #[serde(default)]
    pub from: String,
}

impl Arrival {
    /// By the portal, now: how everything of a client comes.
    #[must_use]
    pub const fn by_portal() -> Self {
        Self { channel: Channel::Portal, on: None, from: String::new() }
    }
}

/// The day on which something came that is filed today: not later, and not long ago.
///
/// # Errors
/// [`OfficeError::Invalid`] at `field`.
pub(crate) fn day_of_arrival(field: &'static str, on: Option<Day>, today: Day) -> Result<Day, OfficeError> {
    let on = on.unwrap_or(today);
    if on > today {
        return Err(OfficeError::field(field, Problem::new("arrival-future")));
    }
    let earliest = today.plus_days(-DAYS_BACK).map_err(|e| OfficeError::Fault(e.to_string()))?;
    if on < earliest {
        let problem = Problem::new("arrival-early").with("days", DAYS_BACK).with("earliest", earliest);
        return Err(OfficeError::field(field, problem));
    }
    Ok(on)
}
