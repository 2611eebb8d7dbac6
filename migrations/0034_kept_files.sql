-- Files of a form that came after its session ended, beside what was typed (table waiting). Each is sealed under a secret that
-- the browser alone keeps; a job deletes them when their time is over. No part of the log, no projection, in no backup.
CREATE TABLE waiting_file (
    key_hash     {text}  NOT NULL,
    place        {int}   NOT NULL,
    bytes        {bytes} NOT NULL,
    ends_at      {int}   NOT NULL,
    PRIMARY KEY (key_hash, place)
){strict};
CREATE INDEX waiting_file_ends ON waiting_file (ends_at);
