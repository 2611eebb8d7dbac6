//! Booked visits (*iepriekšējs pieraksts*): free times, booking that cannot collide, cancelling, the
//! counter's day; and the queue of everybody who is here ([`ticket`]).
//!
//! A day at an office is a grid of seats: (office, day, minute, lane). A visit takes consecutive seats of
//! one lane; the seat row is the constraint, so of two who want the same seat one is told at once.

pub mod book;
pub mod event;
pub mod ticket;
pub mod times;
pub mod visit;

pub use book::{BookTime, Booked};
pub use event::VisitState;
pub use ticket::{Ticket, TicketState};
pub use times::{ClosedWhy, FreeDay, FreeTime, NextFree};
pub use visit::{AppointmentView, Reminder};

/// Minutes of one seat.
pub const SEAT_MINUTES: u16 = 10;

/// How many days ahead times can be booked (our planning figure; no act sets one).
pub const DAYS_AHEAD: i32 = 60;
