-- How clients rated services (office::ratings). A projection; what they said in words stands in the streams alone.
CREATE TABLE rating (
    case_id     {int}  NOT NULL PRIMARY KEY,
    procedure   {text} NOT NULL,
    score       {int}  NOT NULL CHECK (score BETWEEN 1 AND 5),
    given_on    {int}  NOT NULL
){strict};
CREATE INDEX rating_procedure ON rating (procedure, score);
