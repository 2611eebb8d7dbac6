//! Tickets of the queue.

use kernel::{AppointmentId, Day, Minute, TicketId, Timestamp};
use office::appointments::ticket::{self, shown};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A ticket for somebody who came without a booking.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeTicket {
    /// What for: the id of a task of the authority.
    #[schema(example = "documents", max_length = 40)]
    pub task: String,
    /// Whether they go before those who came earlier, by the groups of the office file.
    #[serde(default)]
    pub goes_first: bool,
}

/// Which counter calls.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The counter, from 1.
    #[schema(example = 1, minimum = 1)]
    pub counter: u8,
}

/// How a ticket ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Whether its holder was served; otherwise they are gone.
    pub served: bool,
}

/// A ticket.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    /// Its id.
    #[schema(value_type = String)]
    pub id: TicketId,
    /// Id of the office.
    pub office: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// The number that is called.
    #[schema(example = "042")]
    pub number: String,
    /// What for; empty when a visit says it.
    pub task: String,
    /// The visit that was booked.
    #[schema(value_type = Option<String>)]
    pub visit: Option<AppointmentId>,
    /// The time that was booked.
    #[schema(value_type = Option<String>, example = "09:20")]
    pub booked: Option<Minute>,
    /// Whether its holder goes before those who came earlier.
    pub goes_first: bool,
    /// `waiting`, `called`, `served` or `left`.
    pub state: &'static str,
    /// The counter to which it was called.
    pub counter: Option<u8>,
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    pub taken_at: Timestamp,
    /// When it was called.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub called_at: Option<Timestamp>,
}

impl From<ticket::Ticket> for Ticket {
    fn from(ticket: ticket::Ticket) -> Self {
        Self {
            number: ticket.shown(),
            id: ticket.id,
            office: ticket.office,
            day: ticket.day,
            task: ticket.task,
            visit: ticket.visit,
            booked: ticket.booked,
            goes_first: ticket.goes_first,
            state: ticket.state.code(),
            counter: ticket.counter,
            taken_at: ticket.taken_at,
            called_at: ticket.called_at,
        }
    }
}

/// The queue of an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    /// Who waits, whoever is called next first.
    pub waiting: Vec<Ticket>,
    /// Who is at a counter.
    pub called: Vec<Ticket>,
    /// How many took a ticket.
    pub taken: usize,
    /// How many were served.
    pub served: usize,
    /// How many went, or did not come when called.
    pub left: usize,
    /// Minutes that half of those called waited at most.
    pub waited_half_minutes: Option<u32>,
    /// Minutes that nineteen of twenty waited at most.
    pub waited_most_minutes: Option<u32>,
}

impl From<ticket::Queue> for Queue {
    fn from(queue: ticket::Queue) -> Self {
        Self {
            waiting: queue.waiting.into_iter().map(Ticket::from).collect(),
            called: queue.called.into_iter().map(Ticket::from).collect(),
            taken: queue.figures.taken,
            served: queue.figures.served,
            left: queue.figures.left,
            waited_half_minutes: queue.figures.waited_half,
            waited_most_minutes: queue.figures.waited_most,
        }
    }
}

/// A number at a counter.
#[derive(Debug, Serialize, ToSchema)]
pub struct Called {
    /// The number.
    #[schema(example = "042")]
    pub number: String,
    /// The counter.
    pub counter: u8,
}

/// What the screen of a waiting room shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct Board {
    /// Who was called, the last first.
    pub called: Vec<Called>,
    /// How many wait.
    pub waiting: usize,
}

impl From<ticket::Board> for Board {
    fn from(board: ticket::Board) -> Self {
        let called = |(number, counter): (u16, u8)| Called { number: shown(number), counter };
        Self { called: board.called.into_iter().map(called).collect(), waiting: board.waiting }
    }
}
