//! `PostgreSQL`: a pool of connections to a server, or to the one of several that takes writes.

use super::Stopped;
use super::primary::Primary;
use crate::error::StoreError;
use crate::value::{Kind, Row, Value};
use futures::TryStreamExt as _;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Row as _, SqlSafeStr as _};
use tokio::sync::watch;

/// A server.
#[derive(Debug, Clone)]
pub(crate) struct Server(Primary);

/// A transaction; dropped without commit it rolls back.
pub(crate) struct Transaction(sqlx::Transaction<'static, Postgres>);

impl Server {
    pub(super) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        Primary::open(url).await.map(Self)
    }

    /// Tells when another server took over.
    pub(super) fn turns(&self) -> watch::Receiver<u64> {
        self.0.turns()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.pool().is_closed()
    }

    pub(super) async fn begin_read(&self) -> Result<Transaction, sqlx::Error> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    pub(super) async fn begin_write(&self) -> Result<Transaction, sqlx::Error> {
        self.begin("BEGIN").await
    }

    /// Whoever waits for a connection to a server that was left goes on to the one that took over.
    async fn begin(&self, how: &'static str) -> Result<Transaction, sqlx::Error> {
        loop {
            let mut turns = self.turns();
            let pool = self.0.pool();
            tokio::select! {
                begun = pool.begin_with(how) => return begun.map(Transaction),
                _ = turns.changed() => {}
            }
        }
    }

    pub(super) async fn close(&self) {
        self.0.pool().close().await;
    }
}

impl Transaction {
    pub(super) async fn run<'v>(
        &mut self,
        sql: &str,
        values: impl IntoIterator<Item = &'v Value>,
        kinds: &[Kind],
    ) -> Result<u64, sqlx::Error> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        let done = bind(sqlx::query(text), values, kinds).execute(&mut *self.0).await?;
        Ok(done.rows_affected())
    }

    pub(super) async fn run_each<R: AsRef<[Value]>>(
        &mut self,
        sql: &str,
        rows: &[R],
    ) -> Result<u64, sqlx::Error> {
        let mut touched = 0;
        for row in rows {
            touched += self.run(sql, row.as_ref(), &[]).await?;
        }
        Ok(touched)
    }

    pub(super) async fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        outputs: &[Kind],
        take: &mut (dyn FnMut(&Row) -> Result<(), StoreError> + Send),
    ) -> Result<(), Stopped> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        let mut rows = bind(sqlx::query(text), values, &[]).fetch(&mut *self.0);
        while let Some(row) = rows.try_next().await? {
            take(&read(&row, outputs)?).map_err(Stopped::Taker)?;
        }
        Ok(())
    }

    pub(super) async fn script(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        sqlx::raw_sql(text).execute(&mut *self.0).await.map(|_| ())
    }

    pub(super) async fn rows(
        &mut self,
        sql: &str,
        values: &[Value],
        kinds: &[Kind],
        outputs: &[Kind],
    ) -> Result<Vec<Row>, sqlx::Error> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        let rows = bind(sqlx::query(text), values, kinds).fetch_all(&mut *self.0).await?;
        rows.iter().map(|row| read(row, outputs)).collect()
    }

    pub(super) async fn commit(self) -> Result<(), sqlx::Error> {
        self.0.commit().await
    }
}

fn bind<'q, 'v>(
    mut query: Query<'q, Postgres, PgArguments>,
    values: impl IntoIterator<Item = &'v Value>,
    kinds: &[Kind],
) -> Query<'q, Postgres, PgArguments> {
    let mut kinds = kinds.iter().cycle();
    for value in values {
        let kind = kinds.next();
        query = match value {
            // The server wants to know of which kind a nothing is.
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

fn read(row: &PgRow, outputs: &[Kind]) -> Result<Row, sqlx::Error> {
    let read = |(i, kind): (usize, &Kind)| {
        Ok(match kind {
            Kind::Int => row.try_get::<Option<i64>, _>(i)?.map_or(Value::Null, Value::Int),
            Kind::Text => row.try_get::<Option<String>, _>(i)?.map_or(Value::Null, Value::Text),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(i)?.map_or(Value::Null, Value::Bytes),
        })
    };
    outputs.iter().enumerate().map(read).collect::<Result<Vec<_>, sqlx::Error>>().map(Row)
}
