//! Records that look like one person: what is compared, what was found, what was said of it.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[
    &COMPARED,
    &COMPARED_OF,
    &GIVEN_UP,
    &ALL_GIVEN_UP,
    &VERDICT,
    &TWO_PERSONS,
    &FOUND,
    &WAITING,
    &LOOKED,
    &CHANGES,
];

/// What persons are compared by: person, seq, value, last day; of all, paged by person and seq.
pub const COMPARED: Statement = Statement::new(
    "compared facts",
    "SELECT person, seq, value, valid_to FROM fact WHERE known_to IS NULL \
     AND kind IN ('name', 'name-form', 'birth', 'sex', 'code', 'foreign-code', 'document', 'residence', 'parent', \
     'adoption-link') AND (person, seq) > ($1, $2) ORDER BY person, seq LIMIT $3",
    &[Int, Int, Int],
    &[Int, Int, Text, Int],
);

/// What one person is compared by; columns as [`COMPARED`].
pub const COMPARED_OF: Statement = Statement::new(
    "compared facts of a person",
    "SELECT person, seq, value, valid_to FROM fact WHERE person = $1 AND known_to IS NULL \
     AND kind IN ('name', 'name-form', 'birth', 'sex', 'code', 'foreign-code', 'document', 'residence', 'parent', \
     'adoption-link') ORDER BY seq",
    &[Int],
    &[Int, Int, Text, Int],
);

/// The record that stays, when this one was merged into it.
pub const GIVEN_UP: Statement =
    Statement::new("record given up", "SELECT kept FROM given_up WHERE person = $1", &[Int], &[Int]);

/// All records that were merged into others.
pub const ALL_GIVEN_UP: Statement =
    Statement::new("records given up", "SELECT person FROM given_up ORDER BY person", &[], &[Int]);

/// What holds of a pair of records that are kept: the verdict that they are two, said of them or of records merged
/// into them, unless it was taken back since for this very pair; or what was said last of the pair itself.
pub const VERDICT: Statement = Statement::new(
    "verdict on a pair",
    "WITH RECURSIVE ones(id) AS (SELECT CAST($1 AS BIGINT) UNION \
     SELECT given_up.person FROM given_up JOIN ones ON given_up.kept = ones.id), \
     others(id) AS (SELECT CAST($2 AS BIGINT) UNION \
     SELECT given_up.person FROM given_up JOIN others ON given_up.kept = others.id), \
     said(verdict, position, own) AS (SELECT pair_verdict.verdict, pair_verdict.position, \
     CASE WHEN ones.id = $1 AND others.id = $2 THEN 1 ELSE 0 END FROM ones, others, pair_verdict \
     WHERE pair_verdict.one = CASE WHEN ones.id < others.id THEN ones.id ELSE others.id END \
     AND pair_verdict.other = CASE WHEN ones.id < others.id THEN others.id ELSE ones.id END) \
     SELECT verdict FROM said WHERE own = 1 OR (verdict = 'two-persons' \
     AND position > (SELECT COALESCE(MAX(position), 0) FROM said WHERE own = 1 AND verdict = 'open')) \
     ORDER BY CASE WHEN verdict = 'two-persons' THEN 0 ELSE 1 END LIMIT 1",
    &[Int, Int],
    &[Text],
);

/// Pairs that are two persons, the newest verdict first, before the position `$1`.
pub const TWO_PERSONS: Statement = Statement::new(
    "pairs that are two persons",
    "SELECT one, other, position FROM pair_verdict WHERE verdict = 'two-persons' AND position < $1 \
     ORDER BY position DESC LIMIT $2",
    &[Int, Int],
    &[Int, Int, Int],
);

/// Whether a pair was found before.
pub const FOUND: Statement = Statement::new(
    "pair found",
    "SELECT doubt FROM found_pair WHERE one = $1 AND other = $2",
    &[Int, Int],
    &[Int],
);

/// Pairs of which nobody has said yet themselves what they are, the surest first, after a place in that order.
pub const WAITING: Statement = Statement::new(
    "pairs waiting",
    "SELECT one, other, doubt FROM found_pair WHERE (doubt, one, other) > ($1, $2, $3) \
     AND NOT EXISTS (SELECT 1 FROM pair_verdict WHERE pair_verdict.one = found_pair.one \
     AND pair_verdict.other = found_pair.other AND pair_verdict.verdict = 'two-persons') \
     AND NOT EXISTS (SELECT 1 FROM given_up WHERE given_up.person = found_pair.one) \
     AND NOT EXISTS (SELECT 1 FROM given_up WHERE given_up.person = found_pair.other) \
     ORDER BY doubt, one, other LIMIT $4",
    &[Int, Int, Int, Int],
    &[Int, Int, Int],
);

/// Up to which position the register was looked through.
pub const LOOKED: Statement =
    Statement::new("looked through", "SELECT position FROM looked WHERE what = $1", &[Text], &[Int]);

/// Positions and streams of what came in about persons after `$1` and up to `$2`.
pub const CHANGES: Statement = Statement::new(
    "changes of persons",
    "SELECT position, stream FROM event WHERE position > $1 AND position <= $2 AND stream LIKE 'person:%' \
     ORDER BY position LIMIT $3",
    &[Int, Int, Int],
    &[Int, Text],
);
