//! How clients rated services.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&OF_CASE, &FIGURES, &NEWEST];

/// The rating given for the case `$1`.
pub const OF_CASE: Statement =
    Statement::new("rating of a case", "SELECT score FROM rating WHERE case_id = $1", &[Int], &[Int]);

/// Ratings counted and summed by procedure.
pub const FIGURES: Statement = Statement::new(
    "ratings by procedure",
    "SELECT procedure, CAST(COUNT(*) AS BIGINT), CAST(SUM(score) AS BIGINT) FROM rating \
     GROUP BY procedure ORDER BY procedure",
    &[],
    &[Text, Int, Int],
);

/// Ratings, the newest first: procedure, office, score, day, case, subject, applicant; `$1` is a procedure and `$2` an
/// office, or empty; `$3` rows from row `$4` on.
pub const NEWEST: Statement = Statement::new(
    "ratings, the newest first",
    "SELECT r.procedure, c.office, r.score, r.given_on, r.case_id, c.subject, c.applicant \
     FROM rating r JOIN case_file c ON c.id = r.case_id \
     WHERE ($1 = '' OR r.procedure = $1) AND ($2 = '' OR c.office = $2) \
     ORDER BY r.given_on DESC, r.case_id DESC LIMIT $3 OFFSET $4",
    &[Text, Text, Int, Int],
    &[Text, Text, Int, Int, Int, Int, Int],
);
