//! Ways to a person: by code, by document, by name, by parent.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&RESIDENTS, &NOT_THERE, &TURNS, &BY_CODE, &SOURCE, &CHILDREN, &COUNT];

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
    "SELECT person, address_key, kind, valid_from, valid_to, seq FROM residence \
     WHERE person IN (SELECT person FROM residence WHERE address_key = $1 AND address_key <> '') \
     AND known_from <= $2 AND (known_to IS NULL OR known_to > $2) ORDER BY person, seq",
    &[Text, Int],
    &[Int, Text, Text, Text, Text, Int],
);

/// Entries at the address `$1` of which a review, as known at `$2`, found that the person does not live there, with
/// its first day and the first day on which it was over. It holds for whatever restates the entry that was doubted:
/// the same address from the same day.
pub const NOT_THERE: Statement = Statement::new(
    "residents found not there",
    "SELECT stay.person, stay.seq, review_entry.since, not_there.closed \
     FROM residence stay \
     JOIN residence doubted ON doubted.person = stay.person AND doubted.address_key = stay.address_key \
     AND doubted.valid_from = stay.valid_from \
     JOIN review_entry ON review_entry.person = doubted.person AND review_entry.seq = doubted.seq \
     JOIN not_there ON not_there.person = review_entry.person AND not_there.review = review_entry.review \
     WHERE stay.address_key = $1 AND stay.address_key <> '' AND not_there.known_from <= $2 \
     AND (not_there.known_to IS NULL OR not_there.known_to > $2) \
     ORDER BY stay.person, stay.seq",
    &[Text, Int],
    &[Int, Int, Int, Int],
);

/// When records of those who were ever entered at the address `$1` were given up for another (1) or restored (0), as
/// known at `$2`; the latest last.
pub const TURNS: Statement = Statement::new(
    "residents given up",
    "SELECT person, given_up FROM record_turn \
     WHERE person IN (SELECT person FROM residence WHERE address_key = $1 AND address_key <> '') \
     AND known_from <= $2 ORDER BY person, known_from",
    &[Text, Int],
    &[Int, Int],
);

/// How many persons are entered.
pub const COUNT: Statement = Statement::new(
    "persons counted",
    "SELECT CAST(COUNT(DISTINCT person) AS BIGINT) FROM person_code",
    &[],
    &[Int],
);
