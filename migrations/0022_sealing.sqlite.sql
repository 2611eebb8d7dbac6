-- A key that was destroyed stays destroyed, and no row of a key goes.
CREATE TRIGGER stream_key_gone BEFORE UPDATE ON stream_key WHEN OLD.erased_at <> 0 BEGIN SELECT RAISE(ABORT, 'a key that was destroyed stays destroyed'); END;
CREATE TRIGGER stream_key_stays BEFORE DELETE ON stream_key BEGIN SELECT RAISE(ABORT, 'the row of a key stays'); END;
