-- Neither lane can be edited: a correction is an entry.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER access_append_only BEFORE UPDATE OR DELETE ON access_record FOR EACH ROW EXECUTE FUNCTION append_only();
