-- What two records that are joined and parted ask of doubts and verdicts.

-- When a finding that had come along with entries of another record went with them again.
ALTER TABLE not_there ADD COLUMN known_to {int};

-- What was said of a record that was given up is said of the one that stays.
CREATE INDEX given_up_kept ON given_up (kept);
