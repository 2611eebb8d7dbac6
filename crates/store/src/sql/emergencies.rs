//! What officers opened in an emergency: whether it is open, and what waits for review.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&OPEN_ON_PERSON, &OPEN_ON_CASE, &WAITING, &LIST, &WAITING_COUNT];

/// The emergency in which the officer `$1` opened the person `$2`, if it lasts at the instant `$3`.
pub const OPEN_ON_PERSON: Statement = Statement::new(
    "emergency on a person",
    "SELECT emergency.id FROM emergency_person JOIN emergency ON emergency.id = emergency_person.emergency \
     WHERE emergency.officer = $1 AND emergency_person.person = $2 AND emergency.until_at > $3 \
     ORDER BY emergency.until_at DESC LIMIT 1",
    &[Text, Int, Int],
    &[Int],
);

/// The same for a case.
pub const OPEN_ON_CASE: Statement = Statement::new(
    "emergency on a case",
    "SELECT id FROM emergency WHERE officer = $1 AND case_id = $2 AND until_at > $3 \
     ORDER BY until_at DESC LIMIT 1",
    &[Text, Int, Int],
    &[Int],
);

/// Those that nobody reviewed, the oldest first, after the position `$1` of the log.
pub const WAITING: Statement = Statement::new(
    "emergencies not reviewed",
    "SELECT id, position FROM emergency WHERE verdict = '' AND position > $1 ORDER BY position LIMIT $2",
    &[Int, Int],
    &[Int, Int],
);

/// All, the newest first, before the position `$1` of the log.
pub const LIST: Statement = Statement::new(
    "emergencies",
    "SELECT id, position FROM emergency WHERE position < $1 ORDER BY position DESC LIMIT $2",
    &[Int, Int],
    &[Int, Int],
);

/// How many nobody reviewed.
pub const WAITING_COUNT: Statement = Statement::new(
    "emergencies not reviewed counted",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM emergency WHERE verdict = ''",
    &[],
    &[Int],
);
