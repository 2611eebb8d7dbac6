//! Ways to a person: by code, by document, by name, by parent.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&RESIDENTS, &BY_CODE, &BY_SURNAME, &BY_GIVEN, &CHILDREN, &COUNT];

/// The person of a personal code, present or former.
pub const BY_CODE: Statement =
    Statement::new("person by code", "SELECT person FROM person_code WHERE code = $1", &[Text], &[Int]);

/// Persons whose folded surname lies from `$1` up to `$2` and whose folded given names from `$3` up to `$4`.
pub const BY_SURNAME: Statement = Statement::new(
    "persons by surname",
    "SELECT DISTINCT person, surname_key, given_key FROM search_name WHERE surname_key >= $1 \
     AND surname_key < $2 AND given_key >= $3 AND given_key < $4 ORDER BY surname_key, given_key, person \
     LIMIT $5",
    &[Text, Text, Text, Text, Int],
    &[Int, Text, Text],
);

/// Persons whose folded given names lie from `$1` up to `$2`.
pub const BY_GIVEN: Statement = Statement::new(
    "persons by given name",
    "SELECT DISTINCT person, surname_key, given_key FROM search_name WHERE given_key >= $1 AND given_key < $2 \
     ORDER BY given_key, surname_key, person LIMIT $3",
    &[Text, Text, Int],
    &[Int, Text, Text],
);

/// Persons who have this person as a parent, by standing entries.
pub const CHILDREN: Statement = Statement::new(
    "children",
    "SELECT DISTINCT person FROM fact WHERE other = $1 AND kind = 'parent' AND known_to IS NULL ORDER BY person",
    &[Int],
    &[Int],
);

/// Stays and deaths, as known at `$2`, of everybody who was ever entered at the address `$1`.
pub const RESIDENTS: Statement = Statement::new(
    "residents",
    "SELECT person, address_key, kind, valid_from, valid_to FROM residence \
     WHERE person IN (SELECT person FROM residence WHERE address_key = $1 AND address_key <> '') \
     AND known_from <= $2 AND (known_to IS NULL OR known_to > $2) ORDER BY person, seq",
    &[Text, Int],
    &[Int, Text, Text, Text, Text],
);

/// How many persons are entered.
pub const COUNT: Statement = Statement::new(
    "persons counted",
    "SELECT CAST(COUNT(DISTINCT person) AS BIGINT) FROM person_code",
    &[],
    &[Int],
);
