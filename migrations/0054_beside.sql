-- What tells a case from other open cases of its kind where the law lets a person have several; 0 where one keeps others from
-- beginning (office::cases::apply).
ALTER TABLE case_file ADD COLUMN beside {int} NOT NULL DEFAULT 0;
DROP INDEX case_file_once;
CREATE UNIQUE INDEX case_file_once ON case_file (subject, procedure, contested, beside) WHERE closed = 0;
