-- What clients said is read with the newest first (store::sql::ratings::NEWEST).
CREATE INDEX rating_newest ON rating (given_on, case_id);
