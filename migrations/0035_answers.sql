-- Answers to requests that carry a key (store::answers), and keys of what passes (store::sealing::passing). None of it is
-- part of the log and no projection: a rebuild leaves it alone. Answers are in no backup.

-- Keys of what is not meant to stay: the answers of a day, a draft. They go with what they seal.
CREATE TABLE passing_key (
    name        {text} NOT NULL PRIMARY KEY,
    master      {text} NOT NULL REFERENCES master_key (id),
    wrapped     {bytes} NOT NULL,
    made_at     {int}  NOT NULL
){strict};

-- Written by the transaction that did what was asked for; the answer follows before it leaves.
CREATE TABLE kept_answer (
    -- A digest of who asked, the key and the path.
    slot        {text} NOT NULL PRIMARY KEY,
    -- A digest of what was asked for.
    request     {text} NOT NULL,
    kept_at     {int}  NOT NULL,
    -- The last position of what was done, and the stream of its first event.
    position    {int}  NOT NULL,
    stream      {text} NOT NULL,
    -- What the answer says that is nowhere else, and the answer, both sealed; empty until there is one.
    note        {bytes} NOT NULL,
    answer      {bytes} NOT NULL
){strict};
CREATE INDEX kept_answer_at ON kept_answer (kept_at);
