//! One code path on two engines: the only place that names `SQLite` and `PostgreSQL` drivers.

mod checkpoint;
mod postgres;
mod primary;
mod readers;
mod sqlite;

use crate::error::StoreError;
use crate::faults::{Moment, Struck, let_others, meet};
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
    /// A simulation made it fail.
    #[error("made to fail at {0:?}")]
    Struck(Moment),
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
pub(crate) struct Db {
    engine: Engine,
    faults: Struck,
}

#[derive(Debug, Clone)]
enum Engine {
    /// One file, one writing connection, several reading ones.
    Sqlite(Arc<sqlite::File>),
    /// A server.
    Postgres(postgres::Server),
}

/// A transaction; dropped without commit it rolls back.
pub(crate) struct Tx {
    work: Work,
    faults: Struck,
}

enum Work {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

impl Db {
    pub(crate) async fn open(url: &str, faults: Struck) -> Result<Self, StoreError> {
        let engine = if let Some(file) = url.strip_prefix("sqlite:") {
            Engine::Sqlite(Arc::new(sqlite::File::open(file).map_err(|e| StoreError::Gone(e.into()))?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Engine::Postgres(postgres::Server::open(url).await.map_err(|e| StoreError::Gone(e.into()))?)
        } else {
            return Err(StoreError::Address(url.to_owned()));
        };
        Ok(Self { engine, faults })
    }

    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite { .. })
    }

    /// Whether it was closed by ourselves: it will not come back.
    pub(crate) fn is_closed(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(_) => false,
            Engine::Postgres(server) => server.is_closed(),
        }
    }

    /// From now on: whether another server takes over.
    pub(crate) fn turn(&self) -> Turn {
        match &self.engine {
            Engine::Sqlite(_) => Turn(None),
            Engine::Postgres(server) => Turn(Some(server.turns())),
        }
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn begin_read(&self) -> Result<Tx, StoreError> {
        self.about_to_begin().await?;
        let begun = match &self.engine {
            Engine::Sqlite(file) => file.begin_read().await.map(Work::Sqlite),
            Engine::Postgres(server) => server.begin_read().await.map(Work::Postgres).map_err(Into::into),
        };
        self.begun(begun)
    }

    /// A transaction to read from that may have begun before now, for whoever asks afterwards whether the log
    /// moved: what depends on the log alone is in it as it is now.
    pub(crate) async fn begin_held(&self) -> Result<Tx, StoreError> {
        match &self.engine {
            Engine::Sqlite(file) => {
                self.about_to_begin().await?;
                self.begun(file.begin_held().await.map(Work::Sqlite))
            }
            Engine::Postgres(_) => self.begin_read().await,
        }
    }

    /// The log moved: what was begun before is not taken any more by [`Self::begin_held`].
    pub(crate) fn moved(&self) {
        if let Engine::Sqlite(file) = &self.engine {
            file.moved();
        }
    }

    /// A transaction that writes.
    pub(crate) async fn begin_write(&self) -> Result<Tx, StoreError> {
        self.about_to_begin().await?;
        let begun = match &self.engine {
            Engine::Sqlite(file) => file.begin_write().await.map(Work::Sqlite),
            Engine::Postgres(server) => server.begin_write().await.map(Work::Postgres).map_err(Into::into),
        };
        self.begun(begun)
    }

    async fn about_to_begin(&self) -> Result<(), StoreError> {
        let_others(&self.faults).await;
        meet(&self.faults, Moment::Begin).map_err(|e| StoreError::statement("begin", e))
    }

    fn begun(&self, begun: Result<Work, DriverError>) -> Result<Tx, StoreError> {
        let work = begun.map_err(|e| StoreError::statement("begin", e))?;
        Ok(Tx { work, faults: self.faults.clone() })
    }

    /// Does work beside the caller's: on a thread of its own where statements block, among the others where
    /// they do not.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        match &self.engine {
            // A simulation has one thread, so that it goes the same way every time.
            Engine::Sqlite(_) if self.faults.is_none() => {
                drop(std::thread::spawn(move || futures::executor::block_on(work)));
            }
            Engine::Sqlite(_) | Engine::Postgres(_) => drop(tokio::spawn(work)),
        }
    }

    pub(crate) async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(file) => file.close().await,
            Engine::Postgres(server) => server.close().await,
        }
    }
}

impl Tx {
    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self.work, Work::Sqlite(_))
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
        self.about_to(name)?;
        match &mut self.work {
            Work::Sqlite(tx) => tx.run(sql, values).map_err(DriverError::from),
            Work::Postgres(tx) => tx.run(sql, values, kinds).await.map_err(DriverError::from),
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
        self.about_to(name)?;
        match &mut self.work {
            Work::Sqlite(tx) => tx.run_each(sql, rows).map_err(DriverError::from),
            Work::Postgres(tx) => tx.run_each(sql, rows).await.map_err(DriverError::from),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Makes room for much that is written before the commit, and for all that the connection writes later.
    pub(crate) async fn make_room(&mut self) -> Result<(), StoreError> {
        match &mut self.work {
            Work::Sqlite(_) => {
                self.script("cache", &format!("PRAGMA cache_size = -{}", sqlite::MUCH_CACHE)).await
            }
            Work::Postgres(_) => Ok(()),
        }
    }

    /// Runs several statements without parameters, as migrations are written.
    pub(crate) async fn script(&mut self, name: &str, sql: &str) -> Result<(), StoreError> {
        match &mut self.work {
            Work::Sqlite(tx) => tx.script(sql).map_err(DriverError::from),
            Work::Postgres(tx) => tx.script(sql).await.map_err(DriverError::from),
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
        self.about_to(name)?;
        match &mut self.work {
            Work::Sqlite(tx) => tx.rows(sql, values, outputs).map_err(DriverError::from),
            Work::Postgres(tx) => tx.rows(sql, values, kinds, outputs).await.map_err(DriverError::from),
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
        self.about_to(name)?;
        match &mut self.work {
            Work::Sqlite(tx) => tx.each(sql, values, outputs, take),
            Work::Postgres(tx) => tx.each(sql, values, outputs, take).await,
        }
        .map_err(|stopped| match stopped {
            Stopped::Driver(error) => StoreError::statement(name, error),
            Stopped::Taker(error) => error,
        })
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let Self { work, faults } = self;
        let committed = match meet(&faults, Moment::Commit) {
            Err(struck) => Err(struck),
            Ok(()) => match work {
                Work::Sqlite(tx) => tx.commit().map_err(DriverError::from),
                Work::Postgres(tx) => tx.commit().await.map_err(DriverError::from),
            },
        };
        committed
            .and_then(|()| meet(&faults, Moment::Committed))
            .map_err(|e| StoreError::statement("commit", e))
    }

    fn about_to(&self, name: &str) -> Result<(), StoreError> {
        meet(&self.faults, Moment::Statement).map_err(|e| StoreError::statement(name, e))
    }
}
