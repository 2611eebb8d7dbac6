//! How clients rated services.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&OF_CASE, &FIGURES];

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
