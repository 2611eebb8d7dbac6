//! What goes out and comes in through gateways.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&WRONG, &INCOMING_WAITING, &INCOMING_COUNT, &INCOMING_OF_CASE];

/// Decisions that somebody has to look at because a gateway did not take them, the case whose term ends first first:
/// case, number, way, state, office, officer, applicant, subject. Only as long as the case still waits for it.
pub const WRONG: Statement = Statement::new(
    "dispatches that went wrong",
    "SELECT dispatch.case_id, dispatch.number, dispatch.way, dispatch.state, case_file.office, case_file.assigned_to, \
     case_file.applicant, case_file.subject \
     FROM dispatch JOIN case_file ON case_file.id = dispatch.case_id \
     WHERE dispatch.state IN ('refused', 'troubled') AND case_file.stage = 'decided' \
     ORDER BY case_file.due_on, dispatch.case_id, dispatch.number LIMIT $1",
    &[Int],
    &[Int, Int, Text, Text, Text, Text, Int, Int],
);

/// What came in and belongs to no case, the oldest first, after the position `$1`; what waits (`$2` is 0) or what was put
/// aside (1): id, person (0 for nobody known), day, files, position.
pub const INCOMING_WAITING: Statement = Statement::new(
    "incoming waiting",
    "SELECT id, person, came_on, files, position FROM incoming \
     WHERE case_id = 0 AND aside = $2 AND position > $1 ORDER BY position LIMIT $3",
    &[Int, Int, Int],
    &[Int, Int, Int, Int, Int],
);

/// How many wait.
pub const INCOMING_COUNT: Statement = Statement::new(
    "incoming waiting counted",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM incoming WHERE case_id = 0 AND aside = 0",
    &[],
    &[Int],
);

/// What came in and was given to the case `$1`.
pub const INCOMING_OF_CASE: Statement = Statement::new(
    "incoming of a case",
    "SELECT id FROM incoming WHERE case_id = $1 ORDER BY id",
    &[Int],
    &[Int],
);
