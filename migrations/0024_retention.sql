-- What is erased when its time is over (office::retention). Projections: every row can be computed again from the log.

-- Cases that were erased, and by which rule; whom one was about only where the rule lets the person be told, else 0.
CREATE TABLE erased_case (
    id          {int}  NOT NULL PRIMARY KEY,
    subject     {int}  NOT NULL,
    procedure   {text} NOT NULL,
    kept_until  {int}  NOT NULL,
    erased_on   {int}  NOT NULL
){strict};
CREATE INDEX erased_case_subject ON erased_case (subject) WHERE subject <> 0;

-- Cases that nobody may erase for now.
CREATE TABLE legal_hold (
    case_id     {int}  NOT NULL PRIMARY KEY,
    since       {int}  NOT NULL,
    held_by     {text} NOT NULL
){strict};

-- Orders to erase what is due. Two pairs of eyes, whoever writes.
CREATE TABLE erasure_order (
    id          {int}  NOT NULL PRIMARY KEY,
    -- Empty for every procedure.
    procedure   {text} NOT NULL,
    until_on    {int}  NOT NULL,
    state       {text} NOT NULL,
    ordered_on  {int}  NOT NULL,
    ordered_by  {text} NOT NULL CHECK (ordered_by <> ''),
    approved_by {text} NOT NULL,
    erased      {int}  NOT NULL,
    CHECK (approved_by <> ordered_by),
    CHECK (state IN ('ordered', 'refused') OR approved_by <> '')
){strict};
CREATE INDEX erasure_order_state ON erasure_order (state, ordered_on, id);

-- What may be due is looked for among what came in long ago.
CREATE INDEX case_file_closed ON case_file (received_on, id) WHERE closed = 1;
