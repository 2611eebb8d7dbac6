-- Projections of the office. Nothing here is truth: every row can be computed again from the log.
CREATE TABLE fact (
    person      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    kind        {text} NOT NULL,
    value       {text} NOT NULL,
    -- The person on the other side of a relation.
    other       {int},
    valid_from  {int},
    valid_to    {int},
    known_from  {int}  NOT NULL,
    known_to    {int},
    basis       {text} NOT NULL,
    PRIMARY KEY (person, seq)
){strict};
CREATE INDEX fact_other ON fact (other, kind) WHERE other IS NOT NULL;

CREATE TABLE residence (
    person      {int}  NOT NULL,
    seq         {int}  NOT NULL,
    address_key {text} NOT NULL,
    kind        {text} NOT NULL,
    -- Known perhaps in part (`2015-06`); empty when nothing is said.
    valid_from  {text} NOT NULL,
    valid_to    {text} NOT NULL,
    known_from  {int}  NOT NULL,
    known_to    {int},
    PRIMARY KEY (person, seq)
){strict};
CREATE INDEX residence_address ON residence (address_key, person) WHERE address_key <> '';

CREATE TABLE person_code (
    code        {text} NOT NULL PRIMARY KEY,
    person      {int}  NOT NULL
){strict};

CREATE TABLE person_source (
    person      {int}  NOT NULL PRIMARY KEY,
    source      {text} NOT NULL
){strict};

CREATE TABLE document (
    number      {text} NOT NULL PRIMARY KEY,
    document    {int}  NOT NULL,
    person      {int}  NOT NULL,
    kind        {text} NOT NULL,
    status      {text} NOT NULL,
    expires_on  {int}  NOT NULL
){strict};

CREATE TABLE case_file (
    id          {int}  NOT NULL PRIMARY KEY,
    procedure   {text} NOT NULL,
    applicant   {int}  NOT NULL,
    subject     {int}  NOT NULL,
    office      {text} NOT NULL,
    stage       {text} NOT NULL,
    received_on {int}  NOT NULL,
    due_on      {int}  NOT NULL,
    proposed_by {text} NOT NULL,
    approved_by {text} NOT NULL,
    closed      {int}  NOT NULL,
    -- Two pairs of eyes, whoever writes.
    CHECK (approved_by = '' OR approved_by <> proposed_by)
){strict};
CREATE INDEX case_file_open ON case_file (closed, due_on, id);
CREATE INDEX case_file_stage ON case_file (stage, due_on, id);
-- One open case of a kind for one person at a time.
CREATE UNIQUE INDEX case_file_once ON case_file (subject, procedure) WHERE closed = 0;
CREATE INDEX case_file_subject ON case_file (subject);
CREATE INDEX case_file_applicant ON case_file (applicant);

-- A refusal stands on grounds, each with its provision.
CREATE TABLE refusal_ground (
    case_id     {int}  NOT NULL,
    ground      {text} NOT NULL CHECK (ground <> ''),
    cite        {text} NOT NULL CHECK (cite <> ''),
    PRIMARY KEY (case_id, ground)
){strict};

-- The key is the constraint: a seat can be taken once.
CREATE TABLE seat (
    office      {text} NOT NULL,
    day         {int}  NOT NULL,
    minute      {int}  NOT NULL,
    lane        {int}  NOT NULL,
    appointment {int}  NOT NULL,
    PRIMARY KEY (office, day, minute, lane)
){strict};

CREATE TABLE appointment (
    id          {int}  NOT NULL PRIMARY KEY,
    office      {text} NOT NULL,
    service     {text} NOT NULL,
    day         {int}  NOT NULL,
    minute      {int}  NOT NULL,
    lane        {int}  NOT NULL,
    person      {int},
    state       {text} NOT NULL
){strict};
CREATE INDEX appointment_day ON appointment (office, day, minute);
CREATE INDEX appointment_person ON appointment (person);

CREATE TABLE letter (
    id          {int}  NOT NULL PRIMARY KEY,
    case_id     {int}  NOT NULL,
    letter      {text} NOT NULL,
    lang        {text} NOT NULL,
    blob        {text} NOT NULL,
    bytes       {int}  NOT NULL,
    written_on  {int}  NOT NULL
){strict};
CREATE INDEX letter_case ON letter (case_id);
