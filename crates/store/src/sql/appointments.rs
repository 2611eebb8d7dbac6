//! Seats and booked visits.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&TAKEN_SEATS, &SEAT_HOLDERS, &OF_DAY, &OF_PERSON, &ONE];

/// Taken seats of an office on days from `$2` up to and including `$3`: day, minute, lane.
pub const TAKEN_SEATS: Statement = Statement::new(
    "taken seats",
    "SELECT day, minute, lane FROM seat WHERE office = $1 AND day >= $2 AND day <= $3 \
     ORDER BY day, minute, lane",
    &[Text, Int, Int],
    &[Int, Int, Int],
);

/// Lanes taken at one office, day and minute.
pub const SEAT_HOLDERS: Statement = Statement::new(
    "seat holders",
    "SELECT lane FROM seat WHERE office = $1 AND day = $2 AND minute >= $3 AND minute < $4",
    &[Text, Int, Int, Int],
    &[Int],
);

/// Ids of the visits of an office on a day, in the order of their time.
pub const OF_DAY: Statement = Statement::new(
    "visits of a day",
    "SELECT id FROM appointment WHERE office = $1 AND day = $2 ORDER BY minute, lane, id",
    &[Text, Int],
    &[Int],
);

/// Ids of a person's visits from a day on.
pub const OF_PERSON: Statement = Statement::new(
    "visits of a person",
    "SELECT id FROM appointment WHERE person = $1 AND day >= $2 ORDER BY day, minute, id",
    &[Int, Int],
    &[Int],
);

/// Whether there is a visit with this id.
pub const ONE: Statement =
    Statement::new("visit", "SELECT id FROM appointment WHERE id = $1", &[Int], &[Int]);
