-- What came in and concerns no case is put aside with a reason (office::post): 1 then, 0 otherwise.
ALTER TABLE incoming ADD COLUMN aside {int} NOT NULL DEFAULT 0;
DROP INDEX incoming_waiting;
CREATE INDEX incoming_waiting ON incoming (aside, position) WHERE case_id = 0;
