-- Who is signed in, and with what. None of it is part of the log and no projection of it: a rebuild leaves it alone.
-- Passkeys are in backups; sessions, what waits and invitations are not.
CREATE TABLE session (
    -- SHA-256 of the token that only the browser knows.
    token_hash   {text} NOT NULL PRIMARY KEY,
    -- The number under which the list of sessions names it.
    id           {int}  NOT NULL,
    actor        {text} NOT NULL,
    name         {text} NOT NULL,
    -- What the provider said of how surely it knows the person; empty when it said nothing.
    level        {text} NOT NULL,
    method       {text} NOT NULL,
    provider     {text} NOT NULL,
    -- For whom a client acts; 0 for themselves.
    acting_for   {int}  NOT NULL,
    acting_name  {text} NOT NULL,
    browser      {text} NOT NULL,
    started_at   {int}  NOT NULL,
    confirmed_at {int}  NOT NULL,
    seen_at      {int}  NOT NULL,
    ends_at      {int}  NOT NULL
){strict};
CREATE INDEX session_actor ON session (actor);
CREATE INDEX session_ends ON session (ends_at);

-- What waits for its second half: a way to a provider and back, a ceremony with a passkey, a form until it is confirmed;
-- and what may come only once.
CREATE TABLE waiting (
    key_hash     {text} NOT NULL PRIMARY KEY,
    kind         {text} NOT NULL,
    body         {text} NOT NULL,
    ends_at      {int}  NOT NULL
){strict};
CREATE INDEX waiting_ends ON waiting (ends_at);

CREATE TABLE passkey (
    -- The authenticator's id of it, hexadecimal.
    credential   {text} NOT NULL PRIMARY KEY,
    id           {int}  NOT NULL,
    officer      {text} NOT NULL,
    name         {text} NOT NULL,
    -- Public key, counter and flags, as JSON.
    body         {text} NOT NULL,
    added_at     {int}  NOT NULL,
    -- 0 until it is used first.
    used_at      {int}  NOT NULL
){strict};
CREATE INDEX passkey_officer ON passkey (officer);

-- A link with which an officer adds a passkey; a row goes when it is used.
CREATE TABLE invitation (
    token_hash   {text} NOT NULL PRIMARY KEY,
    officer      {text} NOT NULL,
    made_at      {int}  NOT NULL,
    ends_at      {int}  NOT NULL
){strict};
