-- The case whose decision a case decides on; 0 where it decides on none. Two decisions of one person can be contested at
-- once, each in a case of its own.
ALTER TABLE case_file ADD COLUMN contested {int} NOT NULL DEFAULT 0;
DROP INDEX case_file_once;
CREATE UNIQUE INDEX case_file_once ON case_file (subject, procedure, contested) WHERE closed = 0;

-- Until when nobody may apply again.
CREATE TABLE reapply_bar (
    subject     {int}  NOT NULL,
    procedure   {text} NOT NULL,
    until_on    {int}  NOT NULL,
    PRIMARY KEY (subject, procedure)
){strict};
