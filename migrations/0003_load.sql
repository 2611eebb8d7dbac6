-- Indexes that a load into an empty register put off, with the statement that makes each again (store::deferred).
CREATE TABLE deferred_index (
    name        {text} NOT NULL PRIMARY KEY,
    of_table    {text} NOT NULL,
    made_by     {text} NOT NULL
){strict};
