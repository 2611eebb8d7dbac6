//! Ways to a person: by code, by document, by name, by parent.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&RESIDENTS, &BY_CODE, &SOURCE, &CHILDREN, &COUNT];

/// The person of a personal code, present or former.
pub const BY_CODE: Statement =
    Statement::new("person by code", "SELECT person FROM person_code WHERE code = $1", &[Text], &[Int]);

/// The number under which another register knew the person.
pub const SOURCE: Statement =
    Statement::new("person's source", "SELECT source FROM person_source WHERE person = $1", &[Int], &[Text]);

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
