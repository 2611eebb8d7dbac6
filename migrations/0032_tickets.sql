-- Who waits at an office (office::appointments::ticket). Projections: every row can be computed again from the log. A
-- ticket holds nothing about a person; the visit that somebody booked is named by its number alone.
CREATE TABLE ticket (
    id          {int}  NOT NULL PRIMARY KEY,
    office      {text} NOT NULL,
    day         {int}  NOT NULL,
    number      {int}  NOT NULL,
    task        {text} NOT NULL,
    visit       {int},
    booked      {int},
    goes_first  {int}  NOT NULL,
    state       {text} NOT NULL,
    counter     {int},
    taken_at    {int}  NOT NULL,
    called_at   {int},
    called_by   {text} NOT NULL,
    version     {int}  NOT NULL
){strict};
CREATE INDEX ticket_day ON ticket (office, day, number);
CREATE INDEX ticket_visit ON ticket (visit) WHERE visit IS NOT NULL;

-- A number is given once a day at an office.
CREATE TABLE ticket_number (
    office      {text} NOT NULL,
    day         {int}  NOT NULL,
    number      {int}  NOT NULL,
    ticket      {int}  NOT NULL,
    PRIMARY KEY (office, day, number)
){strict};

-- One ticket at a counter at a time.
CREATE TABLE ticket_counter (
    office      {text} NOT NULL,
    day         {int}  NOT NULL,
    counter     {int}  NOT NULL,
    ticket      {int}  NOT NULL,
    PRIMARY KEY (office, day, counter)
){strict};
