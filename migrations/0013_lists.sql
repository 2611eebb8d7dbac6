-- A page of work costs the same however many cases there are: each filter of the list has an index of its own.
DROP INDEX case_file_open;
DROP INDEX case_file_stage;
CREATE INDEX case_file_open ON case_file (due_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_stage ON case_file (stage, due_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_office ON case_file (office, due_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_office_stage ON case_file (office, stage, due_on, id) WHERE closed = 0;

-- Who examines the case; empty while nobody has it.
ALTER TABLE case_file ADD COLUMN assigned_to {text} NOT NULL DEFAULT '';
CREATE INDEX case_file_open_officer ON case_file (assigned_to, due_on, id) WHERE closed = 0;
