-- Neither lane can be edited: a correction is an entry.
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER access_no_update BEFORE UPDATE ON access_record BEGIN SELECT RAISE(ABORT, 'the trace is append-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access_record BEGIN SELECT RAISE(ABORT, 'the trace is append-only'); END;
