-- Movements on the accounts of the office. What the bank calls the other side, and what somebody wrote, stands in their
-- streams only. A movement is known by its account and the bank's reference: the same statement read twice adds nothing.
CREATE TABLE payment (
    id          {int}  NOT NULL PRIMARY KEY,
    account     {text} NOT NULL,
    bank_ref    {text} NOT NULL,
    booked_on   {int}  NOT NULL,
    cents       {int}  NOT NULL CHECK (cents >= 0),
    currency    {text} NOT NULL,
    credit      {int}  NOT NULL,
    state       {text} NOT NULL,
    -- The case that it names or pays; 0 where it names none.
    case_id     {int}  NOT NULL,
    -- What nobody has disposed of: never more than came, never less than nothing.
    left_cents  {int}  NOT NULL CHECK (left_cents >= 0),
    CHECK (left_cents <= cents)
){strict};
CREATE UNIQUE INDEX payment_once ON payment (account, bank_ref);
CREATE INDEX payment_state ON payment (state, booked_on, id);
CREATE INDEX payment_case ON payment (case_id, state);

-- Refunds. Two pairs of eyes, whoever writes: without a second officer none leaves the office, and the second is never
-- the first.
CREATE TABLE refund (
    id          {int}  NOT NULL PRIMARY KEY,
    -- The movement or the case of which it pays back; 0 for the other.
    payment     {int}  NOT NULL,
    case_id     {int}  NOT NULL,
    cents       {int}  NOT NULL CHECK (cents > 0),
    currency    {text} NOT NULL,
    state       {text} NOT NULL,
    ordered_on  {int}  NOT NULL,
    ordered_by  {text} NOT NULL CHECK (ordered_by <> ''),
    approved_by {text} NOT NULL,
    CHECK (approved_by <> ordered_by),
    CHECK (state IN ('ordered', 'refused') OR approved_by <> '')
){strict};
CREATE INDEX refund_state ON refund (state, ordered_on, id);
