//! One code path on two engines: the only place that names `SQLite` and `PostgreSQL` drivers.

mod checkpoint;
mod postgres;
mod primary;
mod readers;
mod sqlite;

use crate::error::StoreError;
use crate::value::{Kind, Row, Value};
use std::sync::Arc;
use tokio::sync::watch;

/// What a driver says.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// `SQLite`.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// `PostgreSQL`.
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
    /// The store was closed.
    #[error("the database is closed")]
    Closed,
    /// It did not answer in time.
    #[error("the database did not answer in time")]
    Silent,
    /// Another server took over while this one was waited for.
    #[error("another server took over")]
    Turned,
}

/// Tells when another server took over.
pub(crate) struct Turn(Option<watch::Receiver<u64>>);

impl Turn {
    /// Ready when it did; never where there is only one.
    pub(crate) async fn passed(&mut self) {
        if let Some(turns) = &mut self.0
            && turns.changed().await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

/// Why the handing over of rows ended early: the database, or whoever takes them.
pub(crate) enum Stopped {
    Driver(DriverError),
    Taker(StoreError),
}

impl<E: Into<DriverError>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Driver(error.into())
    }
}

/// An open database.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// One file, one writing connection, several reading ones.
    Sqlite(Arc<sqlite::File>),
    /// A server.
    Postgres(postgres::Server),
}

/// A transaction; dropped without commit it rolls back.
pub(crate) enum Tx {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

impl Db {
    pub(crate) async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(file) = url.strip_prefix("sqlite:") {
            let file = sqlite::File::open(file).map_err(|e| StoreError::Gone(e.into()))?;
            return Ok(Self::Sqlite(Arc::new(file)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let server = postgres::Server::open(url).await.map_err(|e| StoreError::Gone(e.into()))?;
            return Ok(Self::Postgres(server));
        }
        Err(StoreError::Address(url.to_owned()))
    }

    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    /// Whether it was closed by ourselves: it will not come back.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(server) => server.is_closed(),
        }
    }

    /// From now on: whether another server takes over.
    pub(crate) fn turn(&self) -> Turn {
        match self {
            Self::Sqlite(_) => Turn(None),
            Self::Postgres(server) => Turn(Some(server.turns())),
        }
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn begin_read(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite(file) => file.begin_read().await.map(Tx::Sqlite),
            Self::Postgres(server) => server.begin_read().await.map(Tx::Postgres).map_err(Into::into),
        }
        .map_err(|e| StoreError::statement("begin", e))
    }

    /// A transaction to read from that may have begun before now, for whoever asks afterwards whether the log
    /// moved: what depends on the log alone is in it as it is now.
    pub(crate) async fn begin_held(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite(file) => {
                file.begin_held().await.map(Tx::Sqlite).map_err(|e| StoreError::statement("begin", e))
            }
            Self::Postgres(_) => self.begin_read().await,
        }
    }

    /// The log moved: what was begun before is not taken any more by [`Self::begin_held`].
    pub(crate) fn moved(&self) {
        if let Self::Sqlite(file) = self {
            file.moved();
        }
    }

    /// A transaction that writes.
    pub(crate) async fn begin_write(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite(file) => file.begin_write().await.map(Tx::Sqlite),
            Self::Postgres(server) => server.begin_write().await.map(Tx::Postgres).map_err(Into::into),
        }
        .map_err(|e| StoreError::statement("begin", e))
    }

    /// Does work beside the caller's: on a thread of its own where statements block, among the others where
    /// they do not.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        match self {
            Self::Sqlite(_) => drop(std::thread::spawn(move || futures::executor::block_on(work))),
            Self::Postgres(_) => drop(tokio::spawn(work)),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(file) => file.close().await,
            Self::Postgres(server) => server.close().await,
        }
    }
}

impl Tx {
    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs a statement, answers the number of rows it touched. `kinds` gives the kind of each value, over
    /// and over for many rows, so that a NULL has one; it may be empty where no value is NULL.
    pub(crate) async fn run<'v>(
        &mut self,
        name: &str,
        sql: &str,
        values: impl IntoIterator<Item = &'v Value>,
        kinds: &[Kind],
    ) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(tx) => tx.run(sql, values).map_err(DriverError::from),
            Self::Postgres(tx) => tx.run(sql, values, kinds).await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Runs a statement once for each of `rows`, prepared once.
    pub(crate) async fn run_each<R: AsRef<[Value]>>(
        &mut self,
        name: &str,
        sql: &str,
        rows: &[R],
    ) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(tx) => tx.run_each(sql, rows).map_err(DriverError::from),
            Self::Postgres(tx) => tx.run_each(sql, rows).await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Makes room for much that is written before the commit, and for all that the connection writes later.
    pub(crate) async fn make_room(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(_) => {
                self.script("cache", &format!("PRAGMA cache_size = -{}", sqlite::MUCH_CACHE)).await
            }
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Runs several statements without parameters, as migrations are written.
    pub(crate) async fn script(&mut self, name: &str, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.script(sql).map_err(DriverError::from),
            Self::Postgres(tx) => tx.script(sql).await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Runs a query; each row has the kinds of `outputs`.
    pub(crate) async fn rows(
        &mut self,
        name: &str,
        sql: &str,
        values: &[Value],
        kinds: &[Kind],
        outputs: &[Kind],
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(tx) => tx.rows(sql, values, outputs).map_err(DriverError::from),
            Self::Postgres(tx) => tx.rows(sql, values, kinds, outputs).await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Runs a query and hands over each row as it comes, so that no more than one is in memory.
    pub(crate) async fn each(
        &mut self,
        name: &str,
        sql: &str,
        values: &[Value],
        outputs: &[Kind],
        take: &mut (dyn FnMut(&Row) -> Result<(), StoreError> + Send),
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.each(sql, values, outputs, take),
            Self::Postgres(tx) => tx.each(sql, values, outputs, take).await,
        }
        .map_err(|stopped| match stopped {
            Stopped::Driver(error) => StoreError::statement(name, error),
            Stopped::Taker(error) => error,
        })
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().map_err(DriverError::from),
            Self::Postgres(tx) => tx.commit().await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement("commit", e))
    }
}
