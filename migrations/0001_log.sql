-- The log, the trace, the tree over both, jobs and blobs.
CREATE TABLE event (
    position    {int}  NOT NULL PRIMARY KEY,
    stream      {text} NOT NULL,
    version     {int}  NOT NULL,
    recorded_at {int}  NOT NULL,
    actor       {text} NOT NULL,
    kind        {text} NOT NULL,
    body        {bytes} NOT NULL,
    UNIQUE (stream, version)
){strict};
CREATE INDEX event_recorded_at ON event (recorded_at);

-- Who read whom, what, why: a lane and a tree of its own.
CREATE TABLE access_record (
    position    {int}  NOT NULL PRIMARY KEY,
    recorded_at {int}  NOT NULL,
    actor       {text} NOT NULL,
    action      {text} NOT NULL,
    subject     {text} NOT NULL,
    purpose     {text} NOT NULL,
    fields      {text} NOT NULL
){strict};
CREATE INDEX access_subject ON access_record (subject, position);

-- One row a lane: the next writer takes it, so commit order is log order.
CREATE TABLE log_head (
    lane        {text} NOT NULL PRIMARY KEY,
    size        {int}  NOT NULL,
    recorded_at {int}  NOT NULL,
    frontier    {bytes} NOT NULL
){strict};
INSERT INTO log_head (lane, size, recorded_at, frontier) VALUES ('event', 0, 0, {empty}), ('access', 0, 0, {empty});

-- The root after each batch.
CREATE TABLE checkpoint (
    lane        {text} NOT NULL,
    size        {int}  NOT NULL,
    root        {bytes} NOT NULL,
    recorded_at {int}  NOT NULL,
    PRIMARY KEY (lane, size)
){strict};

-- What became of a submission whose answer was lost.
CREATE TABLE submission (
    id          {int}  NOT NULL PRIMARY KEY,
    position    {int}  NOT NULL
){strict};

CREATE TABLE job (
    id          {text} NOT NULL PRIMARY KEY,
    kind        {text} NOT NULL,
    payload     {text} NOT NULL,
    run_at      {int}  NOT NULL,
    attempts    {int}  NOT NULL,
    last_error  {text},
    done_at     {int}
){strict};
CREATE INDEX job_due ON job (run_at) WHERE done_at IS NULL;

CREATE TABLE blob (
    hash        {text} NOT NULL PRIMARY KEY,
    media_type  {text} NOT NULL,
    bytes       {bytes} NOT NULL
){strict};
