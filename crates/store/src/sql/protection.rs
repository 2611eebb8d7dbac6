//! Protected records, watched persons, alerts.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] =
    &[&LAST, &STANDING, &OF_PROTECTED, &HAS_CODE, &WATCHED, &OPEN_ALERTS, &SETTLED_ALERTS, &ALERT_COUNT];

/// The last position at which something came to be known of protections; 0 when nothing did.
pub const LAST: Statement = Statement::new(
    "last protection",
    "SELECT CAST(COALESCE(MAX(known_from), 0) AS BIGINT) FROM protection",
    &[],
    &[Int],
);

/// The protections that the latest knowledge has: person, class, first day, the day after the last.
pub const STANDING: Statement = Statement::new(
    "protections",
    "SELECT person, class, valid_from, valid_to FROM protection WHERE known_to IS NULL ORDER BY person, seq",
    &[],
    &[Int, Text, Int, Int],
);

/// The open cases of persons who have or had a protection: id, stage, due day, officer, subject,
/// applicant, procedure, day of receipt, office.
pub const OF_PROTECTED: Statement = Statement::new(
    "open cases of protected persons",
    "SELECT id, stage, due_on, assigned_to, subject, applicant, procedure, received_on, office FROM case_file WHERE closed = 0 \
     AND (subject IN (SELECT person FROM protection) OR applicant IN (SELECT person FROM protection)) ORDER BY id",
    &[],
    &[Int, Text, Int, Text, Int, Int, Text, Int, Text],
);

/// Whether a person has a code: those who do are counted.
pub const HAS_CODE: Statement =
    Statement::new("person with a code", "SELECT code FROM person_code WHERE person = $1", &[Int], &[Text]);

/// Persons of public interest, and since which position of the log.
pub const WATCHED: Statement = Statement::new(
    "watched persons",
    "SELECT person, since FROM watched ORDER BY since DESC, person",
    &[],
    &[Int, Int],
);

/// Alerts of which nobody has said yet what they are, the newest first, before a place in that order.
pub const OPEN_ALERTS: Statement = Statement::new(
    "open alerts",
    "SELECT id, rule, officer, position FROM alert WHERE settled = 0 AND (position, id) < ($1, $2) \
     ORDER BY position DESC, id DESC LIMIT $3",
    &[Int, Int, Int],
    &[Int, Text, Text, Int],
);

/// Alerts that were settled, in the same way.
pub const SETTLED_ALERTS: Statement = Statement::new(
    "settled alerts",
    "SELECT id, rule, officer, position FROM alert WHERE settled = 1 AND (position, id) < ($1, $2) \
     ORDER BY position DESC, id DESC LIMIT $3",
    &[Int, Int, Int],
    &[Int, Text, Text, Int],
);

/// How many are open.
pub const ALERT_COUNT: Statement = Statement::new(
    "open alerts counted",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM alert WHERE settled = 0",
    &[],
    &[Int],
);
