//! Tickets of those who wait at an office.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&OF_DAY, &ONE, &OF_VISIT, &LAST_NUMBER];

/// What is read of a ticket.
const COLUMNS: &[crate::value::Kind] =
    &[Int, Text, Int, Int, Text, Int, Int, Int, Text, Int, Int, Int, Text, Int];

/// The tickets of an office on a day, by number.
pub const OF_DAY: Statement = Statement::new(
    "tickets of a day",
    "SELECT id, office, day, number, task, visit, booked, goes_first, state, counter, taken_at, called_at, \
     called_by, version FROM ticket WHERE office = $1 AND day = $2 ORDER BY number",
    &[Text, Int],
    COLUMNS,
);

/// A ticket.
pub const ONE: Statement = Statement::new(
    "ticket",
    "SELECT id, office, day, number, task, visit, booked, goes_first, state, counter, taken_at, called_at, \
     called_by, version FROM ticket WHERE id = $1",
    &[Int],
    COLUMNS,
);

/// The tickets of a visit, the newest last.
pub const OF_VISIT: Statement = Statement::new(
    "tickets of a visit",
    "SELECT id, office, day, number, task, visit, booked, goes_first, state, counter, taken_at, called_at, \
     called_by, version FROM ticket WHERE visit = $1 ORDER BY day, number",
    &[Int],
    COLUMNS,
);

/// The highest number that was given at an office on a day.
pub const LAST_NUMBER: Statement = Statement::new(
    "last number of a day",
    "SELECT number FROM ticket_number WHERE office = $1 AND day = $2 ORDER BY number DESC LIMIT 1",
    &[Text, Int],
    &[Int],
);
