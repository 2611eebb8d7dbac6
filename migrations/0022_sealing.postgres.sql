-- A key that was destroyed stays destroyed, and no row of a key goes.
CREATE FUNCTION key_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a key that was destroyed stays destroyed, and no row of a key goes'; END $$;
CREATE TRIGGER stream_key_gone BEFORE UPDATE ON stream_key FOR EACH ROW WHEN (OLD.erased_at <> 0) EXECUTE FUNCTION key_stays();
CREATE TRIGGER stream_key_stays BEFORE DELETE ON stream_key FOR EACH ROW EXECUTE FUNCTION key_stays();
