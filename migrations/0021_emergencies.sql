-- What officers opened in an emergency, by whom it concerns and by what waits for review. What was said stands in the
-- streams.
CREATE TABLE emergency (
    id          {int}  NOT NULL PRIMARY KEY,
    officer     {text} NOT NULL,
    case_id     {int},
    -- The instant at which it is closed again.
    until_at    {int}  NOT NULL,
    -- Place in the log.
    position    {int}  NOT NULL,
    -- Empty until somebody reviewed it.
    verdict     {text} NOT NULL,
    reviewed_by {text} NOT NULL,
    -- Two pairs of eyes, whoever writes.
    CHECK (reviewed_by = '' OR reviewed_by <> officer)
){strict};
CREATE INDEX emergency_waiting ON emergency (verdict, position);
CREATE INDEX emergency_position ON emergency (position);
CREATE INDEX emergency_case ON emergency (officer, case_id);

CREATE TABLE emergency_person (
    emergency   {int}  NOT NULL,
    person      {int}  NOT NULL,
    PRIMARY KEY (emergency, person)
){strict};
CREATE INDEX emergency_of_person ON emergency_person (person);
