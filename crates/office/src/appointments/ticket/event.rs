//! What happens to a ticket.

use kernel::{AppointmentId, Day, Minute, OfficerId};
use serde::{Deserialize, Serialize};

/// A ticket as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketTaken {
    /// Office.
    pub office: String,
    /// Local day.
    pub day: Day,
    /// Its number, once a day at an office.
    pub number: u16,
    /// A task of the authority; empty when a visit says what for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub task: String,
    /// The visit that was booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<AppointmentId>,
    /// The time that was booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked: Option<Minute>,
    /// Whether the holder goes before those who came earlier; why is not written down.
    #[serde(default)]
    pub goes_first: bool,
    /// Given by whom.
    pub by: OfficerId,
}

/// An entry in a ticket's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum TicketEvent {
    /// Given.
    TicketTaken(TicketTaken),
    /// Called to a counter.
    TicketCalled {
        /// Office of the counter.
        office: String,
        /// Day of the counter.
        day: Day,
        /// The counter, from 1.
        counter: u8,
        /// By whom.
        by: OfficerId,
    },
    /// It is over.
    TicketEnded {
        /// Whether its holder was served; otherwise they were gone.
        served: bool,
        /// Office of the counter.
        office: String,
        /// Day of the counter.
        day: Day,
        /// The counter, which is free again; none when it was never called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counter: Option<u8>,
        /// By whom.
        by: OfficerId,
    },
}

impl TicketEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::TicketTaken(_) => "ticket-taken",
            Self::TicketCalled { .. } => "ticket-called",
            Self::TicketEnded { .. } => "ticket-ended",
        }
    }
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TicketState {
    /// Its holder waits.
    Waiting,
    /// Called to a counter, or being served there.
    Called,
    /// Served.
    Served,
    /// Gone, or did not come when called.
    Left,
}

impl TicketState {
    /// All.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Called, Self::Served, Self::Left];

    /// The code in API, database and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Served => "served",
            Self::Left => "left",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
