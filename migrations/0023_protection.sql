-- Protected records, the persons whom the oversight officer watches, and alerts. Projections, as in 0002: every row can be
-- computed again from the log.
CREATE TABLE protection (
    person      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    number      {int}  NOT NULL,
    class       {text} NOT NULL,
    valid_from  {int}  NOT NULL,
    valid_to    {int},
    known_from  {int}  NOT NULL,
    known_to    {int},
    PRIMARY KEY (person, seq)
){strict};
CREATE INDEX protection_known ON protection (known_from);

-- Persons of public interest, as long as they are on the list.
CREATE TABLE watched (
    person      {int}  NOT NULL PRIMARY KEY,
    since       {int}  NOT NULL
){strict};

-- Unusual readings, and who said what of them.
CREATE TABLE alert (
    id          {int}  NOT NULL PRIMARY KEY,
    rule        {text} NOT NULL,
    officer     {text} NOT NULL,
    position    {int}  NOT NULL,
    settled     {int}  NOT NULL
){strict};
CREATE INDEX alert_open ON alert (settled, position);
