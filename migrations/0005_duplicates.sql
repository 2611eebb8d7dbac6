-- Records that look like one person, and what was said of them. Projections, as in 0002: every row can be computed
-- again from the log. The smaller id of a pair is `one`.
CREATE TABLE found_pair (
    one         {int}  NOT NULL,
    other       {int}  NOT NULL,
    -- Thousandths of doubt that they are one person: the surest pairs come first.
    doubt       {int}  NOT NULL,
    PRIMARY KEY (one, other)
){strict};
CREATE INDEX found_pair_order ON found_pair (doubt, one, other);

CREATE TABLE pair_verdict (
    one         {int}  NOT NULL,
    other       {int}  NOT NULL,
    verdict     {text} NOT NULL,
    position    {int}  NOT NULL,
    PRIMARY KEY (one, other)
){strict};

-- Records that were merged into another one and not parted since.
CREATE TABLE given_up (
    person      {int}  NOT NULL PRIMARY KEY,
    kept        {int}  NOT NULL
){strict};

-- Up to which position of the log the register was looked through, by what was looked for.
CREATE TABLE looked (
    what        {text} NOT NULL PRIMARY KEY,
    position    {int}  NOT NULL
){strict};
