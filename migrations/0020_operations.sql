-- When the office was last backed up, rehearsed, verified, rebuilt: for whoever watches. Not a projection.
CREATE TABLE operation (
    kind        {text} NOT NULL PRIMARY KEY,
    done_at     {int}  NOT NULL,
    note        {text} NOT NULL
){strict};
