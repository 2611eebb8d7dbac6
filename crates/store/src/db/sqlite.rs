//! `SQLite`: one file, one writing connection, a few reading ones.
//!
//! Statements run on the thread that asks. A reading of this office takes some microseconds from the cache;
//! handing it to another thread and back costs more than that.

use super::checkpoint::Checkpointer;
use super::readers::{Reader, Readers};
use super::{DriverError, Stopped};
use crate::error::StoreError;
use crate::value::{Kind, Row, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql};
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Readers at once; whoever comes later waits.
const READERS: usize = 8;
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 200;
/// What a connection keeps of the file in memory, in KiB: a reader the upper pages of the trees, the writer the
/// pages that a batch changes. After each commit the writer goes over all that it keeps.
const READER_CACHE: i64 = 4 * 1024;
const WRITER_CACHE: i64 = 8 * 1024;
/// The same for a writer that changes pages everywhere before it commits.
pub(super) const MUCH_CACHE: i64 = 64 * 1024;
/// Bytes of the file that are read where the system keeps them, without a copy: after each commit a reader looks
/// at its pages anew. What lies beyond is read as usual.
const MAPPED: i64 = 0x7fff_0000;
/// Pages of the WAL from which on the writer moves them into the file itself.
const WAL_PAGES: i64 = 20_000;

/// An open file.
#[derive(Debug)]
pub(crate) struct File {
    path: String,
    writer: Arc<AsyncMutex<Option<Connection>>>,
    readers: Arc<Readers>,
    seats: Arc<Semaphore>,
    /// Whether something was committed since the WAL was moved last.
    committed: Arc<AtomicBool>,
    checkpointer: Mutex<Option<Checkpointer>>,
}

fn connect(path: &str, cache: i64) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -cache)?;
    connection.pragma_update(None, "mmap_size", MAPPED)?;
    connection.pragma_update(None, "temp_store", "FILE")?;
    // What is deleted, as a key is, does not stay in free places of the pages that are written.
    connection.pragma_update(None, "secure_delete", "FAST")?;
    // For the sorting of a large index.
    connection.pragma_update(None, "threads", 2)?;
    Ok(connection)
}

impl File {
    pub(super) fn open(path: &str) -> Result<Self, rusqlite::Error> {
        let writer = connect(path, WRITER_CACHE)?;
        writer.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        let committed = Arc::<AtomicBool>::default();
        let readers = Arc::<Readers>::default();
        let (news, held) = (Arc::clone(&committed), Arc::clone(&readers));
        let checkpointer =
            Checkpointer::start(path, news, move || held.let_go(), |path| connect(path, READER_CACHE));
        Ok(Self {
            path: path.to_owned(),
            writer: Arc::new(AsyncMutex::new(Some(writer))),
            readers,
            seats: Arc::new(Semaphore::new(READERS)),
            committed,
            checkpointer: Mutex::new(Some(checkpointer)),
        })
    }

    /// A transaction that sees the state of now.
    pub(super) async fn begin_read(&self) -> Result<Transaction, DriverError> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(|_| DriverError::Closed)?;
        let connection = match self.readers.fresh() {
            Some(reader) => reader.connection,
            None => connect(&self.path, READER_CACHE)?,
        };
        run(&connection, "BEGIN", [])?;
        Ok(self.reading(Reader { connection, holds: None }, seat))
    }

    /// A transaction that may see a state of before, but none that the log of now does not have.
    pub(super) async fn begin_held(&self) -> Result<Transaction, DriverError> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(|_| DriverError::Closed)?;
        let (reader, era) = self.readers.holding();
        let reader = match reader {
            Some(reader) if reader.holds.is_some() => return Ok(self.reading(reader, seat)),
            Some(reader) => reader.connection,
            None => connect(&self.path, READER_CACHE)?,
        };
        run(&reader, "BEGIN", [])?;
        Ok(self.reading(Reader { connection: reader, holds: Some(era) }, seat))
    }

    fn reading(&self, reader: Reader, seat: OwnedSemaphorePermit) -> Transaction {
        Transaction(Some(Held::Reader { reader, home: Arc::clone(&self.readers), _seat: seat }))
    }

    /// The log moved: states of before are held no longer.
    pub(super) fn moved(&self) {
        self.readers.turn();
    }

    pub(super) async fn begin_write(&self) -> Result<Transaction, DriverError> {
        let writer = Arc::clone(&self.writer).lock_owned().await;
        run(writer.as_ref().ok_or(DriverError::Closed)?, "BEGIN IMMEDIATE", [])?;
        let committed = Arc::clone(&self.committed);
        Ok(Transaction(Some(Held::Writer { connection: writer, committed })))
    }

    /// Waits for the readers and the writer, then lets the file go; the last connection empties the WAL.
    pub(super) async fn close(&self) {
        let everyone = u32::try_from(READERS).unwrap_or(u32::MAX);
        drop(self.seats.acquire_many(everyone).await);
        self.seats.close();
        self.readers.close();
        drop(self.checkpointer.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.writer.lock().await.take();
    }
}

enum Held {
    Reader { reader: Reader, home: Arc<Readers>, _seat: OwnedSemaphorePermit },
    Writer { connection: OwnedMutexGuard<Option<Connection>>, committed: Arc<AtomicBool> },
}

impl Held {
    fn connection(&self) -> Result<&Connection, rusqlite::Error> {
        match self {
            Self::Reader { reader, .. } => Some(&reader.connection),
            Self::Writer { connection, .. } => connection.as_ref(),
        }
        .ok_or(rusqlite::Error::InvalidQuery)
    }
}

/// A transaction; dropped without commit it rolls back.
pub(crate) struct Transaction(Option<Held>);

impl Transaction {
    fn connection(&self) -> Result<&Connection, rusqlite::Error> {
        self.0.as_ref().ok_or(rusqlite::Error::InvalidQuery)?.connection()
    }

    pub(super) fn run<'v>(
        &mut self,
        sql: &str,
        values: impl IntoIterator<Item = &'v Value>,
    ) -> Result<u64, rusqlite::Error> {
        run(self.connection()?, sql, values)
    }

    /// Runs a statement once for each of `rows`.
    pub(super) fn run_each<R: AsRef<[Value]>>(
        &mut self,
        sql: &str,
        rows: &[R],
    ) -> Result<u64, rusqlite::Error> {
        let mut statement = self.connection()?.prepare_cached(&numbered(sql))?;
        let mut touched = 0;
        for row in rows {
            bind(&mut statement, row.as_ref())?;
            touched += statement.raw_execute()?;
        }
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<(), rusqlite::Error> {
        self.connection()?.execute_batch(sql)
    }

    pub(super) fn rows(
        &mut self,
        sql: &str,
        values: &[Value],
        outputs: &[Kind],
    ) -> Result<Vec<Row>, rusqlite::Error> {
        let mut statement = self.connection()?.prepare_cached(&numbered(sql))?;
        bind(&mut statement, values)?;
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let read = |(i, kind): (usize, &Kind)| read(row.get_ref(i)?, i, *kind);
            rows.push(Row(outputs.iter().enumerate().map(read).collect::<Result<_, _>>()?));
        }
        Ok(rows)
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        outputs: &[Kind],
        take: &mut (dyn FnMut(&Row) -> Result<(), StoreError> + Send),
    ) -> Result<(), Stopped> {
        let mut statement = self.connection()?.prepare_cached(&numbered(sql))?;
        bind(&mut statement, values)?;
        let mut found = statement.raw_query();
        let mut kept = Row(vec![Value::Null; outputs.len()]);
        while let Some(row) = found.next()? {
            for (i, (place, kind)) in kept.0.iter_mut().zip(outputs).enumerate() {
                reread(row.get_ref(i)?, i, *kind, place)?;
            }
            take(&kept).map_err(Stopped::Taker)?;
        }
        Ok(())
    }

    pub(super) fn commit(mut self) -> Result<(), rusqlite::Error> {
        // On failure the transaction is still open, and dropping it rolls back.
        run(self.connection()?, "COMMIT", [])?;
        if let Some(Held::Writer { committed, .. }) = &self.0 {
            committed.store(true, Ordering::Relaxed);
        }
        self.leave();
        Ok(())
    }

    fn leave(&mut self) {
        if let Some(Held::Reader { reader, home, .. }) = self.0.take() {
            home.back(reader);
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let open = match &self.0 {
            None => return,
            // Whether its state is held on to is decided where it is kept.
            Some(Held::Reader { .. }) => true,
            Some(Held::Writer { connection, .. }) => connection.as_ref().is_some_and(|connection| {
                connection.is_autocommit() || run(connection, "ROLLBACK", []).is_ok()
            }),
        };
        // A connection that cannot roll back is of no more use.
        if open {
            self.leave();
        }
    }
}

/// `SQLite` numbers `$2` by where it stands and `?2` by what it says.
fn numbered(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') { Cow::Owned(sql.replace('$', "?")) } else { Cow::Borrowed(sql) }
}

fn run<'v>(
    connection: &Connection,
    sql: &str,
    values: impl IntoIterator<Item = &'v Value>,
) -> Result<u64, rusqlite::Error> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    bind(&mut statement, values)?;
    let touched = if statement.column_count() > 0 {
        // A statement that answers something is run to its end.
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        count
    } else {
        statement.raw_execute()?
    };
    Ok(u64::try_from(touched).unwrap_or(u64::MAX))
}

/// Binds all places; a missing value would be a NULL without a word.
fn bind<'v>(
    statement: &mut CachedStatement<'_>,
    values: impl IntoIterator<Item = &'v Value>,
) -> Result<(), rusqlite::Error> {
    let mut count = 0;
    for value in values {
        count += 1;
        statement.raw_bind_parameter(count, value)?;
    }
    let wanted = statement.parameter_count();
    if count == wanted { Ok(()) } else { Err(rusqlite::Error::InvalidParameterCount(count, wanted)) }
}

impl ToSql for Value {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, rusqlite::Error> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn read(value: ValueRef<'_>, column: usize, kind: Kind) -> Result<Value, rusqlite::Error> {
    let text = |bytes: &[u8]| {
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|e| rusqlite::Error::Utf8Error(column, e))
    };
    Ok(match (value, kind) {
        (ValueRef::Null, _) => Value::Null,
        (ValueRef::Integer(value), Kind::Int) => Value::Int(value),
        (ValueRef::Text(bytes), Kind::Text) => Value::Text(text(bytes)?),
        (ValueRef::Blob(bytes), Kind::Bytes) => Value::Bytes(bytes.to_owned()),
        (other, _) => {
            let name = format!("column {column}");
            return Err(rusqlite::Error::InvalidColumnType(column, name, other.data_type()));
        }
    })
}

/// The same into a place that held another value, in the room it has.
fn reread(value: ValueRef<'_>, column: usize, kind: Kind, place: &mut Value) -> Result<(), rusqlite::Error> {
    match (value, kind, &mut *place) {
        (ValueRef::Text(bytes), Kind::Text, Value::Text(text)) => {
            let new = std::str::from_utf8(bytes).map_err(|e| rusqlite::Error::Utf8Error(column, e))?;
            text.clear();
            text.push_str(new);
        }
        (ValueRef::Blob(new), Kind::Bytes, Value::Bytes(bytes)) => {
            bytes.clear();
            bytes.extend_from_slice(new);
        }
        _ => *place = read(value, column, kind)?,
    }
    Ok(())
}
