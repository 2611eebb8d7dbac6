-- Applications that are not sent yet. They are no part of the log and no projection of it: they live until they are sent,
-- deleted by their client, or forgotten.
CREATE TABLE draft (
    client      {int}  NOT NULL,
    procedure   {text} NOT NULL,
    -- What was answered; the last who writes a field wins.
    field       {text} NOT NULL,
    value       {text} NOT NULL,
    written_at  {int}  NOT NULL,
    PRIMARY KEY (client, procedure, field)
){strict};

-- Files of a draft, with their bytes: what is deleted with a draft must leave nothing behind.
CREATE TABLE draft_file (
    client      {int}  NOT NULL,
    procedure   {text} NOT NULL,
    id          {int}  NOT NULL,
    -- The evidence that it is sent as; empty for none.
    evidence    {text} NOT NULL,
    name        {text} NOT NULL,
    media_type  {text} NOT NULL,
    hash        {text} NOT NULL,
    length      {int}  NOT NULL,
    written_at  {int}  NOT NULL,
    bytes       {bytes} NOT NULL,
    PRIMARY KEY (client, procedure, id)
){strict};
CREATE INDEX draft_written ON draft (written_at);
