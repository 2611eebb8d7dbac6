//! Somebody with the database's password: takes the guards away, looks at rows byte by byte, changes them.

use crate::Database;
use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _, SqlSafeStr as _};
use std::str::FromStr as _;
use std::time::Duration;

/// An open connection beside the program.
#[derive(Debug)]
pub enum Intruder {
    /// To a file.
    File(rusqlite::Connection),
    /// To a server.
    Server(PgConnection),
}

impl Intruder {
    /// Connects, and only looks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn look(url: &str) -> anyhow::Result<Self> {
        Ok(if let Some(file) = url.strip_prefix("sqlite:") {
            let connection = rusqlite::Connection::open(file)?;
            connection.busy_timeout(Duration::from_secs(10))?;
            Self::File(connection)
        } else {
            Self::Server(PgConnectOptions::from_str(url)?.connect().await?)
        })
    }

    /// Connects and takes away what keeps log and trace from being edited.
    ///
    /// # Errors
    /// What the database says.
    pub async fn enter(database: &Database) -> anyhow::Result<Self> {
        let mut intruder = Self::look(&database.url).await?;
        let guards = match intruder {
            Self::File(_) => {
                "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; \
                 DROP TRIGGER access_no_update; DROP TRIGGER access_no_delete"
            }
            Self::Server(_) => {
                "DROP TRIGGER event_append_only ON event; DROP TRIGGER access_append_only ON access_record"
            }
        };
        intruder.run(guards).await?;
        Ok(intruder)
    }

    /// Runs statements.
    ///
    /// # Errors
    /// What the database says.
    pub async fn run(&mut self, sql: &str) -> anyhow::Result<()> {
        match self {
            Self::File(connection) => connection.execute_batch(sql)?,
            Self::Server(connection) => {
                connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()).into_sql_str())).await?;
            }
        }
        Ok(())
    }

    /// The one number that a statement answers.
    ///
    /// # Errors
    /// What the database says, or no number.
    pub async fn number(&mut self, sql: &str) -> anyhow::Result<i64> {
        Ok(match self {
            Self::File(connection) => connection.query_row(sql, [], |row| row.get(0))?,
            Self::Server(connection) => {
                let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
                connection.fetch_one(sqlx::raw_sql(sql)).await?.try_get(0)?
            }
        })
    }

    /// The texts that a statement answers in its first column.
    ///
    /// # Errors
    /// What the database says.
    pub async fn texts(&mut self, sql: &str) -> anyhow::Result<Vec<String>> {
        Ok(match self {
            Self::File(connection) => {
                let mut statement = connection.prepare(sql)?;
                let rows = statement.query_map([], |row| row.get(0))?;
                rows.collect::<Result<_, _>>()?
            }
            Self::Server(connection) => {
                let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
                let rows = connection.fetch_all(sqlx::raw_sql(sql)).await?;
                rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
            }
        })
    }

    /// How the body of an event is read as text in a statement.
    #[must_use]
    pub const fn body_text(&self) -> &'static str {
        match self {
            Self::File(_) => "CAST(body AS TEXT)",
            Self::Server(_) => "convert_from(body, 'UTF8')",
        }
    }

    /// The bytes of the one text or byte string at `column` of the row that `whose` names.
    ///
    /// # Errors
    /// What the database says, or no such row.
    pub async fn bytes(&mut self, table: &str, column: &str, whose: &str) -> anyhow::Result<Vec<u8>> {
        let hex: String = match self {
            Self::File(connection) => {
                let sql = format!("SELECT hex({column}) FROM {table} WHERE {whose}");
                connection.query_row(&sql, [], |row| row.get(0))?
            }
            Self::Server(connection) => {
                // `textsend` leaves text as it is stored; what is bytes already stays so.
                let raw = format!(
                    "SELECT encode(CASE WHEN pg_typeof({column}) = 'bytea'::regtype \
                     THEN decode(substr({column}::text, 3), 'hex') ELSE textsend({column}::text) END, 'hex') \
                     FROM {table} WHERE {whose}"
                );
                let sql = AssertSqlSafe(raw).into_sql_str();
                connection.fetch_one(sqlx::raw_sql(sql)).await?.try_get(0)?
            }
        };
        (0..hex.len())
            .step_by(2)
            .map(|at| {
                let pair = hex.get(at..at + 2).context("half a byte")?;
                Ok(u8::from_str_radix(pair, 16)?)
            })
            .collect()
    }

    /// How a text of these bytes is written in a statement, whether they are well-formed or not.
    #[must_use]
    pub fn text_literal(&self, bytes: &[u8]) -> String {
        match self {
            Self::File(_) => format!("CAST(X'{}' AS TEXT)", hex(bytes)),
            Self::Server(_) => format!("convert_from('\\x{}'::bytea, 'UTF8')", hex(bytes)),
        }
    }

    /// How these bytes are written in a statement.
    #[must_use]
    pub fn bytes_literal(&self, bytes: &[u8]) -> String {
        match self {
            Self::File(_) => format!("X'{}'", hex(bytes)),
            Self::Server(_) => format!("'\\x{}'::bytea", hex(bytes)),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
