-- Roots inside the trees of both lanes, of 256 leaves, of 65,536 and so on: what proofs are made of.
CREATE TABLE tree_node (
    lane        {text} NOT NULL,
    level       {int}  NOT NULL,
    place       {int}  NOT NULL,
    hash        {bytes} NOT NULL,
    PRIMARY KEY (lane, level, place)
){strict};

-- Checkpoints as they were signed, with what witnesses added.
CREATE TABLE signed_checkpoint (
    lane        {text} NOT NULL,
    size        {int}  NOT NULL,
    note        {text} NOT NULL,
    signed_at   {int}  NOT NULL,
    PRIMARY KEY (lane, size)
){strict};
