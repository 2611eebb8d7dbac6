//! One code path on two engines: the only place that names `SQLite` and `PostgreSQL` drivers.

use crate::error::StoreError;
use crate::value::{Kind, Row, Value};
use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Postgres, Row as _, SqlSafeStr as _, Sqlite, Transaction};
use std::time::Duration;

/// An open database.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// One file, one writing connection, several reading ones.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// A server.
    Postgres(PgPool),
}

/// A transaction; dropped without commit it rolls back.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    pub(crate) async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(file) = url.strip_prefix("sqlite:") {
            let options = SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10));
            let open = |connections| SqlitePoolOptions::new().max_connections(connections);
            let write = open(1).connect_with(options.clone()).await.map_err(StoreError::Gone)?;
            let read = open(8).connect_with(options).await.map_err(StoreError::Gone)?;
            return Ok(Self::Sqlite { write, read });
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(5))
                .connect(url)
                .await
                .map_err(StoreError::Gone)?;
            return Ok(Self::Postgres(pool));
        }
        Err(StoreError::Address(url.to_owned()))
    }

    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn begin_read(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite { read, .. } => read.begin().await.map(Tx::Sqlite),
            Self::Postgres(pool) => {
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.map(Tx::Postgres)
            }
        }
        .map_err(|e| StoreError::statement("begin", e))
    }

    /// A transaction that writes.
    pub(crate) async fn begin_write(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite { write, .. } => write.begin_with("BEGIN IMMEDIATE").await.map(Tx::Sqlite),
            Self::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
        .map_err(|e| StoreError::statement("begin", e))
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
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
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match self {
            Self::Sqlite(tx) => bind_sqlite(sqlx::query(text), values, kinds)
                .execute(&mut **tx)
                .await
                .map(|r| r.rows_affected()),
            Self::Postgres(tx) => bind_postgres(sqlx::query(text), values, kinds)
                .execute(&mut **tx)
                .await
                .map(|r| r.rows_affected()),
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    /// Runs several statements without parameters, as migrations are written.
    pub(crate) async fn script(&mut self, name: &str, sql: &str) -> Result<(), StoreError> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match self {
            Self::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ()),
            Self::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ()),
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
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match self {
            Self::Sqlite(tx) => {
                let rows = bind_sqlite(sqlx::query(text), values, kinds).fetch_all(&mut **tx).await;
                rows.and_then(|rows| rows.iter().map(|row| read_sqlite(row, outputs)).collect())
            }
            Self::Postgres(tx) => {
                let rows = bind_postgres(sqlx::query(text), values, kinds).fetch_all(&mut **tx).await;
                rows.and_then(|rows| rows.iter().map(|row| read_postgres(row, outputs)).collect())
            }
        }
        .map_err(|e| StoreError::statement(name, e))
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(|e| StoreError::statement("commit", e))
    }
}

macro_rules! engine {
    ($bind:ident, $read:ident, $db:ty, $arguments:ty, $row:ty) => {
        fn $bind<'q, 'v>(
            mut query: Query<'q, $db, $arguments>,
            values: impl IntoIterator<Item = &'v Value>,
            kinds: &[Kind],
        ) -> Query<'q, $db, $arguments> {
            let mut kinds = kinds.iter().cycle();
            for value in values {
                let kind = kinds.next();
                query = match value {
                    // PostgreSQL wants to know of which kind a nothing is.
                    Value::Null => match kind {
                        Some(Kind::Text) => query.bind(None::<String>),
                        Some(Kind::Bytes) => query.bind(None::<Vec<u8>>),
                        _ => query.bind(None::<i64>),
                    },
                    Value::Int(value) => query.bind(*value),
                    Value::Text(value) => query.bind(value.clone()),
                    Value::Bytes(value) => query.bind(value.clone()),
                };
            }
            query
        }

        fn $read(row: &$row, outputs: &[Kind]) -> Result<Row, sqlx::Error> {
            let read = |(i, kind): (usize, &Kind)| {
                Ok(match kind {
                    Kind::Int => row.try_get::<Option<i64>, _>(i)?.map_or(Value::Null, Value::Int),
                    Kind::Text => row.try_get::<Option<String>, _>(i)?.map_or(Value::Null, Value::Text),
                    Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(i)?.map_or(Value::Null, Value::Bytes),
                })
            };
            outputs.iter().enumerate().map(read).collect::<Result<Vec<_>, sqlx::Error>>().map(Row)
        }
    };
}

engine!(bind_sqlite, read_sqlite, Sqlite, SqliteArguments, SqliteRow);
engine!(bind_postgres, read_postgres, Postgres, PgArguments, PgRow);
