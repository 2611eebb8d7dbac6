//! The stream of a record's protections: granted, lifted, each with a basis and a reason.

use crate::act::Entry;
use crate::register::fact::Basis;
use kernel::{Day, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use store::StreamId;

/// An entry in the stream of a record's protections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ProtectionEvent {
    /// The record is protected.
    ProtectionGranted {
        /// A class of the country.
        class: String,
        /// From this day on.
        from: Day,
        /// What it rests on.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
    /// A protection ends.
    ProtectionLifted {
        /// Its number: the version of the stream at which it was granted.
        number: u32,
        /// Its class, said again.
        class: String,
        /// Its first day, said again.
        from: Day,
        /// The first day without it.
        on: Day,
        /// What that rests on.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
}

impl ProtectionEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ProtectionGranted { .. } => "protection-granted",
            Self::ProtectionLifted { .. } => "protection-lifted",
        }
    }
}

/// A protection as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Its number within the record.
    pub number: u32,
    /// Its class.
    pub class: String,
    /// First day.
    pub from: Day,
    /// First day without it, once that is known.
    pub to: Option<Day>,
    /// What it rests on.
    pub basis: Basis,
    /// Why.
    pub reason: String,
    /// Who granted it, as the log names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Position of the log at which it came to be known.
    pub known_from: i64,
    /// Position at which its end came to be known.
    pub ended_at: Option<i64>,
    /// What its end rests on, and why.
    pub lifted: Option<(Basis, String)>,
}

impl Granted {
    /// Whether it is in force on `day`, by the latest knowledge.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// All protections of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionHistory {
    /// Version of the stream.
    pub version: u32,
    /// In the order in which they were granted.
    pub granted: Vec<Granted>,
}

impl ProtectionHistory {
    /// Folds the entries of the stream.
    pub(crate) fn fold(entries: Vec<Entry<ProtectionEvent>>) -> Self {
        let mut history = Self::default();
        for Entry { position, at, actor, event, .. } in entries {
            history.version += 1;
            match event {
                ProtectionEvent::ProtectionGranted { class, from, basis, reason } => {
                    history.granted.push(Granted {
                        number: history.version,
                        class,
                        from,
                        to: None,
                        basis,
                        reason,
                        by: actor,
                        at,
                        known_from: position,
                        ended_at: None,
                        lifted: None,
                    });
                }
                ProtectionEvent::ProtectionLifted { number, on, basis, reason, .. } => {
                    if let Some(known) = history.granted.iter_mut().find(|known| known.number == number) {
                        known.to = Some(on);
                        known.ended_at = Some(position);
                        known.lifted = Some((basis, reason));
                    }
                }
            }
        }
        history
    }

    /// The protection with this number.
    #[must_use]
    pub fn find(&self, number: u32) -> Option<&Granted> {
        self.granted.iter().find(|known| known.number == number)
    }
}

/// The stream of a person's protections.
pub(crate) fn stream(person: PersonId) -> StreamId {
    StreamId::new("protection", person)
}
