//! Events read back: decrypted where they are sealed, left out where their stream was erased.

use crate::error::StoreError;
use crate::guarded::Guarded;
use crate::log::{RecordedEvent, StreamId};
use crate::sealing::Sealing;
use crate::sealing::keys::{OPENED_KINDS, events_with_keys, opened};
use crate::statement::Statement;
use crate::store::Snapshot;
use crate::value::{Kind, Row, Value};
use kernel::Timestamp;

fn read_event(row: &Row) -> Result<RecordedEvent, StoreError> {
    Ok(RecordedEvent {
        position: row.int(0)?,
        stream: StreamId::from(row.text(1)?.to_owned()),
        version: u32::try_from(row.int(2)?).unwrap_or(u32::MAX),
        recorded_at: Timestamp::from_micros(row.int(3)?),
        actor: row.text(4)?.to_owned(),
        kind: row.text(5)?.to_owned(),
        body: row.bytes(6)?.to_vec(),
    })
}

/// The event of a row with its key, opened; nothing when its stream was erased.
pub(crate) fn open_event(sealing: &Sealing, row: Row) -> Result<Option<RecordedEvent>, StoreError> {
    match <[Value; 10]>::try_from(row.0) {
        Ok(
            [
                Value::Int(position),
                Value::Text(stream),
                Value::Int(version),
                Value::Int(at),
                Value::Text(actor),
                Value::Text(kind),
                Value::Bytes(body),
                master,
                wrapped,
                erased_at,
            ],
        ) => {
            let event = RecordedEvent {
                position,
                stream: StreamId::from(stream),
                version: u32::try_from(version).unwrap_or(u32::MAX),
                recorded_at: Timestamp::from_micros(at),
                actor,
                kind,
                body,
            };
            opened(sealing, event, &Row(vec![master, wrapped, erased_at]))
        }
        // The reader of single columns says what is wrong.
        Ok(values) => opened(sealing, read_event(&Row(values.into()))?, &Row(Vec::new())),
        Err(values) => opened(sealing, read_event(&Row(values))?, &Row(Vec::new())),
    }
}

impl Snapshot {
    /// The events of a stream, in order; sealed, for every stream is about somebody. None of a stream that was erased.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or an entry does not open.
    pub async fn events(&mut self, stream: &StreamId) -> Result<Guarded<Vec<RecordedEvent>>, StoreError> {
        const STREAM: Statement = Statement::new(
            "stream",
            events_with_keys!("WHERE event.stream = $1 ORDER BY event.version"),
            &[Kind::Text],
            OPENED_KINDS,
        );
        let rows = self.rows(&STREAM, &[Value::from(stream.as_str())]).await?;
        let events = rows.into_iter().filter_map(|row| open_event(&self.sealing, row).transpose());
        Ok(Guarded::new(events.collect::<Result<_, _>>()?))
    }

    /// At most `limit` events after `position`, in the order of the log; those of streams that were erased are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or an entry does not open.
    pub async fn events_after(
        &mut self,
        position: i64,
        limit: i64,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        const AFTER: Statement = Statement::new(
            "log",
            events_with_keys!("WHERE event.position > $1 ORDER BY event.position LIMIT $2"),
            &[Kind::Int, Kind::Int],
            OPENED_KINDS,
        );
        let rows = self.rows(&AFTER, &[Value::Int(position), Value::Int(limit)]).await?;
        rows.into_iter().filter_map(|row| open_event(&self.sealing, row).transpose()).collect()
    }

    /// Where at most `limit` events after `position` stand: position, stream, version. Says nothing of what they hold.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn places_after(
        &mut self,
        position: i64,
        limit: i64,
    ) -> Result<Vec<(i64, StreamId, u32)>, StoreError> {
        const PLACES: Statement = Statement::new(
            "places of the log",
            "SELECT position, stream, version FROM event WHERE position > $1 ORDER BY position LIMIT $2",
            &[Kind::Int, Kind::Int],
            &[Kind::Int, Kind::Text, Kind::Int],
        );
        let rows = self.rows(&PLACES, &[Value::Int(position), Value::Int(limit)]).await?;
        let place = |row: &Row| {
            let version = u32::try_from(row.int(2)?).unwrap_or(u32::MAX);
            Ok((row.int(0)?, StreamId::from(row.text(1)?.to_owned()), version))
        };
        rows.iter().map(place).collect()
    }
}
