-- Statements from the register by number, by check code and by person. What they say stands in their streams.
CREATE TABLE statement (
    id          {int}  NOT NULL PRIMARY KEY,
    code        {int}  NOT NULL,
    person      {int}  NOT NULL,
    -- Place in the log.
    issued_at   {int}  NOT NULL
){strict};
CREATE UNIQUE INDEX statement_code ON statement (code);
CREATE INDEX statement_person ON statement (person, issued_at);
