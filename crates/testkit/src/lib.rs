//! Databases for tests: one on `SQLite`, and one on `PostgreSQL` where `PARVALDE_TEST_POSTGRES` names a
//! server, as `./test` does. Only tests depend on this crate.

mod counts;
pub mod fuzz;
mod halves;
mod intruder;

pub use intruder::Intruder;

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, SqlSafeStr as _};
use std::path::PathBuf;
use std::str::FromStr as _;

/// A test's own database; an `SQLite` file is removed when the test ends, a `PostgreSQL` database when its
/// server's temporary cluster is.
pub struct Database {
    /// `sqlite:FILE` or `postgres://…`.
    pub url: String,
    folder: tempfile::TempDir,
}

impl Database {
    /// A folder of the test's own, beside the database.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// `SQLite` or `PostgreSQL`, for messages.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        if self.url.starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" }
    }
}

/// An empty database on each engine that is there. `name` (small letters and `_`) sets it apart from those
/// of other tests.
///
/// # Errors
/// A folder that cannot be made, or a server that refuses.
pub async fn databases(name: &str) -> anyhow::Result<Vec<Database>> {
    let mut list = vec![sqlite()?];
    match std::env::var("PARVALDE_TEST_POSTGRES") {
        Ok(server) => {
            let own = format!("{name}_{}", std::process::id());
            run(&server, &format!("DROP DATABASE IF EXISTS {own}")).await?;
            run(&server, &format!("CREATE DATABASE {own}")).await?;
            let (base, _) = server.rsplit_once('/').context("PARVALDE_TEST_POSTGRES is not a URL")?;
            list.push(Database { url: format!("{base}/{own}"), folder: tempfile::tempdir()? });
        }
        Err(_) => eprintln!("PARVALDE_TEST_POSTGRES is not set: only SQLite is tested"),
    }
    Ok(list)
}

/// An empty database on `SQLite`.
///
/// # Errors
/// A folder that cannot be made.
pub fn sqlite() -> anyhow::Result<Database> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    Ok(Database { url, folder })
}

/// What an intruder with the database's password changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tamper {
    /// A row of a projection: every personal code leads to somebody else.
    Projection,
    /// A row of a projection: whoever ordered a refund approves it too.
    OneSignature,
    /// A row of a projection: a refund goes to the bank without a second officer.
    NoSignature,
    /// A row of a projection: more is left of a payment than came.
    MoneyFromNowhere,
    /// A row of the log, after the guard against it was taken away: the actor of the first event.
    Log,
}

impl Database {
    /// Makes a role that may sign in and nothing else, and answers the database's address with it.
    ///
    /// # Errors
    /// What the server says.
    pub async fn role(&self, name: &str) -> anyhow::Result<String> {
        run(&self.url, &format!("DROP ROLE IF EXISTS {name}")).await?;
        run(&self.url, &format!("CREATE ROLE {name} LOGIN")).await?;
        let (_, place) = self.url.split_once('@').context("the URL names nobody")?;
        Ok(format!("postgres://{name}@{place}"))
    }

    /// What the database says to whoever changes the log over `url`; nothing when it lets it happen.
    pub async fn refuses_to_change_the_log(url: &str) -> Option<String> {
        run(url, "UPDATE event SET actor = 'nobody'").await.err().map(|error| format!("{error:#}"))
    }

    /// Changes what nobody may change.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tamper(&self, what: Tamper) -> anyhow::Result<()> {
        match what {
            Tamper::Projection => run(&self.url, "UPDATE person_code SET person = 77").await,
            Tamper::OneSignature => run(&self.url, "UPDATE refund SET approved_by = ordered_by").await,
            Tamper::NoSignature => run(&self.url, "UPDATE refund SET state = 'exported'").await,
            Tamper::MoneyFromNowhere => run(&self.url, "UPDATE payment SET left_cents = cents + 1").await,
            Tamper::Log => {
                let guard = if self.engine() == "SQLite" {
                    "DROP TRIGGER event_no_update"
                } else {
                    "DROP TRIGGER event_append_only ON event"
                };
                run(&self.url, guard).await?;
                run(&self.url, "UPDATE event SET actor = 'nobody' WHERE position = 1").await
            }
        }
    }
}

/// Runs statements outside the program, as an intruder or an administrator would.
///
/// # Errors
/// What the database says.
pub async fn run(url: &str, sql: &str) -> anyhow::Result<()> {
    if let Some(file) = url.strip_prefix("sqlite:") {
        let connection = rusqlite::Connection::open(file)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.execute_batch(sql)?;
    } else {
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        let options = sqlx::postgres::PgConnectOptions::from_str(url)?;
        options.connect().await?.execute(sqlx::raw_sql(sql)).await?;
    }
    Ok(())
}
