-- Bodies sealed stream by stream (store::sealing). None of it is in the leaves of the tree: a leaf is made of the body as
-- it is stored, so that whoever verifies needs no key, and destroying one changes no leaf.

-- The master keys that wrap the keys of streams; several only while one takes over from another.
CREATE TABLE master_key (
    id          {text} NOT NULL PRIMARY KEY,
    -- Known words, wrapped: whoever unwraps them holds this key.
    proof       {bytes} NOT NULL
){strict};

-- The key of each stream, wrapped by a master key. A key that was destroyed leaves its row, without the key and with the
-- position of the entry that says why.
CREATE TABLE stream_key (
    stream      {text} NOT NULL,
    master      {text} REFERENCES master_key (id),
    wrapped     {bytes} NOT NULL,
    erased_at   {int}  NOT NULL DEFAULT 0
){strict};
-- By name, so that a load can put it off (store::deferred).
CREATE UNIQUE INDEX stream_key_key ON stream_key (stream);
CREATE INDEX stream_key_erased ON stream_key (erased_at) WHERE erased_at <> 0;

-- Files of a stream, sealed with its key: the same bytes in two streams are two rows, so that one can go.
CREATE TABLE stream_blob (
    stream      {text} NOT NULL,
    hash        {text} NOT NULL,
    media_type  {text} NOT NULL,
    bytes       {bytes} NOT NULL,
    PRIMARY KEY (stream, hash)
){strict};
