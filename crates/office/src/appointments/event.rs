//! What happens to a booked visit.

use crate::appointments::SEAT_MINUTES;
use crate::mail::Unsent;
use kernel::{Day, Lang, Minute, OfficerId, PersonId};
use serde::{Deserialize, Serialize};

/// A visit as it was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentBooked {
    /// Office.
    pub office: String,
    /// Service, an id of a procedure.
    pub service: String,
    /// Local day.
    pub day: Day,
    /// Local time.
    pub minute: Minute,
    /// How long it takes.
    pub minutes: u16,
    /// Which counter lane, from 0.
    pub lane: u16,
    /// The signed-in person, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Name of the visitor, as given.
    pub name: String,
    /// Phone, as given; may be empty.
    pub phone: String,
    /// E-mail, as given; may be empty.
    pub email: String,
    /// Language in which the visitor wants to be spoken to in writing.
    pub lang: Lang,
    /// Hash of the code with which the visit can be cancelled.
    pub code_hash: String,
}

impl AppointmentBooked {
    /// The minutes at which the seats begin that the visit takes.
    pub fn seats(&self) -> impl Iterator<Item = u16> + use<> {
        seats(self.minute, self.minutes)
    }
}

/// The seats that a visit of `minutes` from `minute` takes.
pub(crate) fn seats(minute: Minute, minutes: u16) -> impl Iterator<Item = u16> + use<> {
    let first = minute.minutes() / SEAT_MINUTES;
    let last = (minute.minutes() + minutes.max(1)).div_ceil(SEAT_MINUTES);
    (first..last).map(|seat| seat * SEAT_MINUTES)
}

/// An entry in a visit's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum AppointmentEvent {
    /// Booked.
    AppointmentBooked(AppointmentBooked),
    /// Cancelled; the seats are free again.
    AppointmentCancelled {
        /// Office of the seats.
        office: String,
        /// Day of the seats.
        day: Day,
        /// Lane of the seats.
        lane: u16,
        /// The seats.
        seats: Vec<u16>,
        /// Whether the office cancelled it, not the visitor.
        by_office: bool,
    },
    /// The visitor arrived and was checked in.
    VisitorArrived {
        /// By whom.
        by: OfficerId,
    },
    /// Served.
    VisitFinished {
        /// By whom.
        by: OfficerId,
    },
    /// The visitor did not come.
    VisitMissed {
        /// Noted by whom.
        by: OfficerId,
    },
    /// The visitor was reminded by e-mail.
    VisitorReminded {
        /// Day.
        on: Day,
    },
    /// The visitor wanted to be, and could not.
    VisitorNotReminded {
        /// Why.
        why: Unsent,
        /// Day.
        on: Day,
    },
}

impl AppointmentEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::AppointmentBooked(_) => "appointment-booked",
            Self::AppointmentCancelled { .. } => "appointment-cancelled",
            Self::VisitorArrived { .. } => "visitor-arrived",
            Self::VisitFinished { .. } => "visit-finished",
            Self::VisitMissed { .. } => "visit-missed",
            Self::VisitorReminded { .. } => "visitor-reminded",
            Self::VisitorNotReminded { .. } => "visitor-not-reminded",
        }
    }
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Booked, the visitor is expected.
    Booked,
    /// The visitor is here.
    CheckedIn,
    /// Served.
    Done,
    /// The visitor did not come.
    Missed,
    /// Cancelled.
    Cancelled,
}

impl VisitState {
    /// The code in API, database and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::CheckedIn => "checked-in",
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }
}
