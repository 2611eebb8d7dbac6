-- The keys of the two large projections as indexes by name, so that a load can put them off (store::deferred).
-- What a fact rests on stands in the log and is read there; here it filled half of the table.
-- A load that was broken off goes on with the indexes in place.
DELETE FROM deferred_index WHERE of_table IN ('fact', 'residence');

ALTER TABLE fact RENAME TO fact_with_basis;
DROP INDEX IF EXISTS fact_other;
CREATE TABLE fact (
    person      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    kind        {text} NOT NULL,
    value       {text} NOT NULL,
    -- The person on the other side of a relation.
    other       {int},
    valid_from  {int},
    valid_to    {int},
    known_from  {int}  NOT NULL,
    known_to    {int}
){strict};
INSERT INTO fact (person, seq, kind, value, other, valid_from, valid_to, known_from, known_to)
SELECT person, seq, kind, value, other, valid_from, valid_to, known_from, known_to FROM fact_with_basis;
DROP TABLE fact_with_basis;
CREATE UNIQUE INDEX fact_key ON fact (person, seq);
CREATE INDEX fact_other ON fact (other, kind) WHERE other IS NOT NULL;

ALTER TABLE residence RENAME TO residence_keyed;
DROP INDEX IF EXISTS residence_address;
CREATE TABLE residence (
    person      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    address_key {text} NOT NULL,
    kind        {text} NOT NULL,
    -- Known perhaps in part (`2015-06`); empty when nothing is said.
    valid_from  {text} NOT NULL,
    valid_to    {text} NOT NULL,
    known_from  {int}  NOT NULL,
    known_to    {int}
){strict};
INSERT INTO residence (person, seq, address_key, kind, valid_from, valid_to, known_from, known_to)
SELECT person, seq, address_key, kind, valid_from, valid_to, known_from, known_to FROM residence_keyed;
DROP TABLE residence_keyed;
CREATE UNIQUE INDEX residence_key ON residence (person, seq);
CREATE INDEX residence_address ON residence (address_key, person) WHERE address_key <> '';
