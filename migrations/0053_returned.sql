-- Who returned the decision that was proposed, until another is: it waits for whoever examines the case (office::cases::work).
ALTER TABLE case_file ADD COLUMN returned_by {text} NOT NULL DEFAULT '';
