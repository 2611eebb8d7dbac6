//! Tickets (*rindas talons*): whoever is at the office waits under a number, with or without a booking, in one queue
//! whose order the office file states; a counter calls whoever is next.
//!
//! A ticket holds nothing about a person. Whoever booked has one from being checked in; it names the visit, and who that
//! is stands there alone. Somebody whose record is protected gets no number on any board: who may see them receives them.

pub mod call;
pub mod event;
pub mod read;

pub use event::{TicketEvent, TicketState, TicketTaken};
pub use read::{Board, Figures, Queue};

use crate::error::OfficeError;
use kernel::{AppointmentId, Day, Minute, TicketId, Timestamp};
use store::{Row, StreamId};

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Office.
    pub office: String,
    /// Local day; numbers begin anew each day.
    pub day: Day,
    /// The number that is called.
    pub number: u16,
    /// What the holder came for, by the task of the authority; empty when a visit says it.
    pub task: String,
    /// The visit that was booked.
    pub visit: Option<AppointmentId>,
    /// The time that was booked.
    pub booked: Option<Minute>,
    /// Whether the holder goes before those who came earlier.
    pub goes_first: bool,
    /// Where it stands.
    pub state: TicketState,
    /// The counter to which it was called, from 1.
    pub counter: Option<u8>,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// When it was called.
    pub called_at: Option<Timestamp>,
    /// Code of the officer who called it; empty before.
    pub called_by: String,
    /// Version of its stream.
    pub version: u32,
}

impl Ticket {
    /// The number as the ticket and the board show it.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.number)
    }

    fn read(row: &Row) -> Result<Self, OfficeError> {
        let wrong = || OfficeError::Fault("a ticket's row is out of range".to_owned());
        let minute = |n: i64| u16::try_from(n).ok().and_then(|n| Minute::new(n).ok()).ok_or_else(wrong);
        Ok(Self {
            id: TicketId::from_i64(row.int(0)?),
            office: row.text(1)?.to_owned(),
            day: i32::try_from(row.int(2)?).ok().and_then(|n| Day::from_number(n).ok()).ok_or_else(wrong)?,
            number: u16::try_from(row.int(3)?).map_err(|_| wrong())?,
            task: row.text(4)?.to_owned(),
            visit: row.opt_int(5)?.map(AppointmentId::from_i64),
            booked: row.opt_int(6)?.map(minute).transpose()?,
            goes_first: row.int(7)? != 0,
            state: TicketState::of(row.text(8)?).ok_or_else(wrong)?,
            counter: row.opt_int(9)?.map(u8::try_from).transpose().map_err(|_| wrong())?,
            taken_at: Timestamp::from_micros(row.int(10)?),
            called_at: row.opt_int(11)?.map(Timestamp::from_micros),
            called_by: row.text(12)?.to_owned(),
            version: u32::try_from(row.int(13)?).map_err(|_| wrong())?,
        })
    }
}

/// A number as people read it: three digits.
#[must_use]
pub fn shown(number: u16) -> String {
    format!("{number:03}")
}

pub(crate) fn stream(id: TicketId) -> StreamId {
    StreamId::new("ticket", id)
}
