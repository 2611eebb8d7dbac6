//! What may be erased, what was, what is held, and the orders to erase.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[
    &CLOSED,
    &CLOSED_COUNT,
    &CLOSED_OF_PROTECTED,
    &IS_THERE,
    &BAR,
    &HELD,
    &HOLDS,
    &ORDERS,
    &ERASED,
    &ERASED_OF,
    &PAYMENTS_OF_CASE,
    &REFUNDS_OF_CASE,
];

/// Closed cases received up to the day `$1`, the oldest first: id, procedure, received; paged by day and id.
pub const CLOSED: Statement = Statement::new(
    "closed cases",
    "SELECT id, procedure, received_on FROM case_file WHERE closed = 1 AND received_on <= $1 \
     AND (received_on, id) > ($2, $3) ORDER BY received_on, id LIMIT $4",
    &[Int, Int, Int, Int],
    &[Int, Text, Int],
);

/// How many closed cases of each procedure there are.
pub const CLOSED_COUNT: Statement = Statement::new(
    "closed cases counted",
    "SELECT procedure, CAST(COUNT(*) AS BIGINT) FROM case_file WHERE closed = 1 GROUP BY procedure ORDER BY procedure",
    &[],
    &[Text, Int],
);

/// The closed cases of persons who have or had a protection: procedure, subject, applicant.
pub const CLOSED_OF_PROTECTED: Statement = Statement::new(
    "closed cases of protected persons",
    "SELECT procedure, subject, applicant FROM case_file WHERE closed = 1 \
     AND (subject IN (SELECT person FROM protection) OR applicant IN (SELECT person FROM protection)) ORDER BY id",
    &[],
    &[Text, Int, Int],
);

/// Whether there is a row of a case.
pub const IS_THERE: Statement =
    Statement::new("case there", "SELECT id FROM case_file WHERE id = $1", &[Int], &[Int]);

/// Until when nobody may apply again for a person under a procedure.
pub const BAR: Statement = Statement::new(
    "bar",
    "SELECT until_on FROM reapply_bar WHERE subject = $1 AND procedure = $2",
    &[Int, Text],
    &[Int],
);

/// Whether a case is held: since when, by whom.
pub const HELD: Statement = Statement::new(
    "case held",
    "SELECT since, held_by FROM legal_hold WHERE case_id = $1",
    &[Int],
    &[Int, Text],
);

/// The cases that are held, the newest first, at most `$1`: id, since when, by whom.
pub const HOLDS: Statement = Statement::new(
    "cases held",
    "SELECT case_id, since, held_by FROM legal_hold ORDER BY since DESC, case_id LIMIT $1",
    &[Int],
    &[Int, Int, Text],
);

/// Orders to erase, the newest first, of the state `$1` or, where that is empty, of all: id, procedure, until, state,
/// ordered on, ordered by, approved by, how many were erased.
pub const ORDERS: Statement = Statement::new(
    "erasure orders",
    "SELECT id, procedure, until_on, state, ordered_on, ordered_by, approved_by, erased FROM erasure_order \
     WHERE state = $1 OR $1 = '' ORDER BY ordered_on DESC, id LIMIT $2",
    &[Text, Int],
    &[Int, Text, Int, Text, Int, Text, Text, Int],
);

/// Cases that were erased, after an id.
pub const ERASED: Statement = Statement::new(
    "erased cases",
    "SELECT id FROM erased_case WHERE id > $1 ORDER BY id LIMIT $2",
    &[Int, Int],
    &[Int],
);

/// Erased cases of a person who may be told: id, procedure, kept until, erased on.
pub const ERASED_OF: Statement = Statement::new(
    "erased cases of a person",
    "SELECT id, procedure, kept_until, erased_on FROM erased_case WHERE subject = $1 AND subject <> 0 \
     ORDER BY erased_on DESC, id LIMIT 200",
    &[Int],
    &[Int, Text, Int, Int],
);

/// Movements on the accounts that name a case.
pub const PAYMENTS_OF_CASE: Statement = Statement::new(
    "payments of a case",
    "SELECT id FROM payment WHERE case_id = $1 ORDER BY id",
    &[Int],
    &[Int],
);

/// Refunds of a case.
pub const REFUNDS_OF_CASE: Statement = Statement::new(
    "refunds of a case",
    "SELECT id FROM refund WHERE case_id = $1 ORDER BY id",
    &[Int],
    &[Int],
);
