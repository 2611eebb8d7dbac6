-- Of cases with one last day, the one that came in first stands first; the order is that of the lists (office::cases::work).
DROP INDEX case_file_open;
DROP INDEX case_file_open_stage;
DROP INDEX case_file_open_office;
DROP INDEX case_file_open_office_stage;
DROP INDEX case_file_open_officer;
CREATE INDEX case_file_open ON case_file (due_on, received_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_stage ON case_file (stage, due_on, received_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_office ON case_file (office, due_on, received_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_office_stage ON case_file (office, stage, due_on, received_on, id) WHERE closed = 0;
CREATE INDEX case_file_open_officer ON case_file (assigned_to, due_on, received_on, id) WHERE closed = 0;
