-- What a household asks of reviews and merges. Nothing here is truth: every row can be computed again from the log.

-- Entries under review, and since when.
CREATE TABLE review_entry (
    person      {int}  NOT NULL,
    review      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    since       {int}  NOT NULL,
    PRIMARY KEY (person, review, seq)
){strict};

-- Reviews that found that the person does not live at the address, and when they were over.
CREATE TABLE not_there (
    person      {int}  NOT NULL,
    review      {int}  NOT NULL,
    closed      {int}  NOT NULL,
    known_from  {int}  NOT NULL,
    PRIMARY KEY (person, review)
){strict};

-- When a record was given up for another (1), and when it was restored (0).
CREATE TABLE record_turn (
    person      {int}  NOT NULL,
    known_from  {int}  NOT NULL,
    given_up    {int}  NOT NULL,
    PRIMARY KEY (person, known_from)
){strict};
