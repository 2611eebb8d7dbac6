//! What the search index is fed with.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&SEARCHED, &SEARCHED_OF, &PERSONS_CHANGED];

/// What persons are searched by: person, seq, kind, value, last day; of all, person by person.
pub const SEARCHED: Statement = Statement::new(
    "searched facts",
    "SELECT person, seq, kind, value, valid_to FROM fact WHERE known_to IS NULL \
     AND kind IN ('name', 'name-form', 'birth', 'code', 'foreign-code', 'document', 'residence', 'death') \
     ORDER BY person, seq",
    &[],
    &[Int, Int, Text, Text, Int],
);

/// What one person is searched by; columns as [`SEARCHED`].
pub const SEARCHED_OF: Statement = Statement::new(
    "searched facts of a person",
    "SELECT person, seq, kind, value, valid_to FROM fact WHERE person = $1 AND known_to IS NULL \
     AND kind IN ('name', 'name-form', 'birth', 'code', 'foreign-code', 'document', 'residence', 'death') \
     ORDER BY seq",
    &[Int],
    &[Int, Int, Text, Text, Int],
);

/// The streams of persons about whom something came in after `$1` and up to `$2`, or whose protection changed.
pub const PERSONS_CHANGED: Statement = Statement::new(
    "persons changed",
    "SELECT DISTINCT stream FROM event WHERE position > $1 AND position <= $2 \
     AND (stream LIKE 'person:%' OR stream LIKE 'protection:%')",
    &[Int, Int],
    &[Text],
);
