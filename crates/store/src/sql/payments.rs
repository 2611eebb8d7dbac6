//! Movements on the accounts of the office, and refunds. What payers are called and wrote stands in the log only.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] =
    &[&PAYMENTS, &PAYMENT_COUNT, &OF_PROTECTED, &PERSONS_OF_CASE, &BY_BANK_REFERENCE, &REFUNDS];

/// Ids of movements in the state `$1`, or of those that are not settled; paged by day and id.
pub const PAYMENTS: Statement = Statement::new(
    "payments",
    "SELECT id FROM payment WHERE (state = $1 OR ($1 = '' AND state = 'waiting')) \
     AND (booked_on, id) > ($2, $3) ORDER BY booked_on, id LIMIT $4",
    &[Text, Int, Int, Int],
    &[Int],
);

/// How many movements are in each state, and the sum of what nobody has disposed of.
pub const PAYMENT_COUNT: Statement = Statement::new(
    "payments counted",
    "SELECT state, CAST(COUNT(*) AS BIGINT), CAST(SUM(left_cents) AS BIGINT) FROM payment \
     GROUP BY state ORDER BY state",
    &[],
    &[Text, Int, Int],
);

/// Movements that name a case of somebody who has or had a protection: state, what nobody has disposed of, subject,
/// applicant.
pub const OF_PROTECTED: Statement = Statement::new(
    "payments of protected persons",
    "SELECT payment.state, payment.left_cents, case_file.subject, case_file.applicant \
     FROM payment JOIN case_file ON case_file.id = payment.case_id \
     WHERE case_file.subject IN (SELECT person FROM protection) \
     OR case_file.applicant IN (SELECT person FROM protection) ORDER BY payment.id",
    &[],
    &[Text, Int, Int, Int],
);

/// Whose case it is: subject and applicant.
pub const PERSONS_OF_CASE: Statement = Statement::new(
    "persons of a case",
    "SELECT subject, applicant FROM case_file WHERE id = $1",
    &[Int],
    &[Int, Int],
);

/// The movement with a bank reference on an account.
pub const BY_BANK_REFERENCE: Statement = Statement::new(
    "payment by the bank's reference",
    "SELECT id FROM payment WHERE account = $1 AND bank_ref = $2",
    &[Text, Text],
    &[Int],
);

/// Ids of refunds in the state `$1`, or of those that are not at their end.
pub const REFUNDS: Statement = Statement::new(
    "refunds",
    "SELECT id FROM refund WHERE (state = $1 OR ($1 = '' AND state IN ('ordered', 'approved', 'exported'))) \
     ORDER BY ordered_on, id LIMIT 500",
    &[Text],
    &[Int],
);
