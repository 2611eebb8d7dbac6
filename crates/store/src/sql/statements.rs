//! Statements from the register: by number, by check code, by person.

use crate::statement::Statement;
use crate::value::Kind::Int;

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&BY_ID, &BY_CODE, &OF_PERSON, &EVER_CHILDREN];

/// Whom a statement is about.
pub const BY_ID: Statement =
    Statement::new("statement", "SELECT person FROM statement WHERE id = $1", &[Int], &[Int]);

/// The statement with a check code: number, person.
pub const BY_CODE: Statement = Statement::new(
    "statement by code",
    "SELECT id, person FROM statement WHERE code = $1",
    &[Int],
    &[Int, Int],
);

/// The statements about a person, the newest first, at most a hundred.
pub const OF_PERSON: Statement = Statement::new(
    "statements of a person",
    "SELECT id FROM statement WHERE person = $1 ORDER BY issued_at DESC LIMIT 100",
    &[Int],
    &[Int],
);

/// Everybody of whom it was ever entered that this person is a parent.
pub const EVER_CHILDREN: Statement = Statement::new(
    "children ever entered",
    "SELECT DISTINCT person FROM fact WHERE other = $1 AND kind = 'parent' ORDER BY person",
    &[Int],
    &[Int],
);
