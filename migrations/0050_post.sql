-- What goes out and comes in through gateways (office::post). Projections: every row can be computed again from the log.

-- Decisions on their way to their addressees.
CREATE TABLE dispatch (
    case_id     {int}  NOT NULL,
    number      {int}  NOT NULL,
    way         {text} NOT NULL,
    state       {text} NOT NULL,
    PRIMARY KEY (case_id, number)
){strict};
CREATE INDEX dispatch_wrong ON dispatch (state, case_id) WHERE state IN ('refused', 'troubled');

-- What came in. The case is 0 while it waits for one, the person where nobody known sent it.
CREATE TABLE incoming (
    id          {int}  NOT NULL PRIMARY KEY,
    case_id     {int}  NOT NULL,
    person      {int}  NOT NULL,
    came_on     {int}  NOT NULL,
    files       {int}  NOT NULL,
    -- Place in the log.
    position    {int}  NOT NULL
){strict};
CREATE INDEX incoming_waiting ON incoming (position) WHERE case_id = 0;
CREATE INDEX incoming_of_case ON incoming (case_id) WHERE case_id <> 0;
