//! Migrations: plain SQL with tokens for what the engines spell differently. Applied files are frozen.

use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::value::{Kind, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

struct Migration {
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// In the order in which they are applied.
const ALL: &[Migration] = &[
    Migration {
        name: "0001_log",
        both: include_str!("../../../migrations/0001_log.sql"),
        sqlite: include_str!("../../../migrations/0001_log.sqlite.sql"),
        postgres: include_str!("../../../migrations/0001_log.postgres.sql"),
    },
    Migration {
        name: "0002_office",
        both: include_str!("../../../migrations/0002_office.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0003_load",
        both: include_str!("../../../migrations/0003_load.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0004_facts",
        both: include_str!("../../../migrations/0004_facts.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0005_duplicates",
        both: include_str!("../../../migrations/0005_duplicates.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0006_households",
        both: include_str!("../../../migrations/0006_households.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0007_statements",
        both: include_str!("../../../migrations/0007_statements.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0008_records",
        both: include_str!("../../../migrations/0008_records.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0010_cases",
        both: include_str!("../../../migrations/0010_cases.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0011_payments",
        both: include_str!("../../../migrations/0011_payments.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0012_drafts",
        both: include_str!("../../../migrations/0012_drafts.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0013_lists",
        both: include_str!("../../../migrations/0013_lists.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0014_proofs",
        both: include_str!("../../../migrations/0014_proofs.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0015_sign_in",
        both: include_str!("../../../migrations/0015_sign_in.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0020_operations",
        both: include_str!("../../../migrations/0020_operations.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0021_emergencies",
        both: include_str!("../../../migrations/0021_emergencies.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0022_sealing",
        both: include_str!("../../../migrations/0022_sealing.sql"),
        sqlite: include_str!("../../../migrations/0022_sealing.sqlite.sql"),
        postgres: include_str!("../../../migrations/0022_sealing.postgres.sql"),
    },
    Migration {
        name: "0023_protection",
        both: include_str!("../../../migrations/0023_protection.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0024_retention",
        both: include_str!("../../../migrations/0024_retention.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0030_ratings",
        both: include_str!("../../../migrations/0030_ratings.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0032_tickets",
        both: include_str!("../../../migrations/0032_tickets.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0033_case_order",
        both: include_str!("../../../migrations/0033_case_order.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0034_kept_files",
        both: include_str!("../../../migrations/0034_kept_files.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0035_answers",
        both: include_str!("../../../migrations/0035_answers.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0050_post",
        both: include_str!("../../../migrations/0050_post.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0051_put_aside",
        both: include_str!("../../../migrations/0051_put_aside.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0052_ratings_by_day",
        both: include_str!("../../../migrations/0052_ratings_by_day.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0053_returned",
        both: include_str!("../../../migrations/0053_returned.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        name: "0054_beside",
        both: include_str!("../../../migrations/0054_beside.sql"),
        sqlite: "",
        postgres: "",
    },
];

fn spell(sql: &str, sqlite: bool) -> String {
    let tokens = if sqlite {
        [
            ("{int}", "INTEGER"),
            ("{text}", "TEXT"),
            ("{bytes}", "BLOB"),
            ("{strict}", " STRICT"),
            ("{empty}", "x''"),
        ]
    } else {
        [
            ("{int}", "BIGINT"),
            ("{text}", "TEXT COLLATE \"C\""),
            ("{bytes}", "BYTEA"),
            ("{strict}", ""),
            ("{empty}", "''::bytea"),
        ]
    };
    tokens.iter().fold(sql.to_owned(), |text, (token, spelt)| text.replace(token, spelt))
}

impl Migration {
    fn own(&self, sqlite: bool) -> &'static str {
        if sqlite { self.sqlite } else { self.postgres }
    }

    fn hash(&self, sqlite: bool) -> String {
        format!("{:x}", Sha256::digest([self.both, self.own(sqlite)].concat()))
    }
}

/// The migrations that are not applied yet, in order.
async fn missing(
    tx: &mut Tx,
    sqlite: bool,
    all: &'static [Migration],
) -> Result<Vec<&'static Migration>, StoreError> {
    let there = if sqlite {
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
    } else {
        "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
    };
    let rows = tx.rows("migration table", there, &[], &[], &[Kind::Int]).await?;
    let there = rows.first().map_or(Ok(0), |row| row.int(0))? > 0;
    let mut applied = BTreeMap::new();
    if there {
        let sql = "SELECT name, hash FROM migration";
        for row in tx.rows("migration read", sql, &[], &[], &[Kind::Text, Kind::Text]).await? {
            applied.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        }
    }
    let mut missing = Vec::new();
    for migration in all {
        match applied.get(migration.name) {
            Some(hash) if *hash == migration.hash(sqlite) => {}
            Some(_) => return Err(StoreError::Frozen(migration.name)),
            None => missing.push(migration),
        }
    }
    Ok(missing)
}

/// Whether the role may make tables; on `SQLite` everybody who may write may.
async fn may_migrate(tx: &mut Tx, sqlite: bool) -> Result<bool, StoreError> {
    if sqlite {
        return Ok(true);
    }
    let sql = "SELECT CAST(CAST(has_schema_privilege(current_schema(), 'CREATE') AS int) AS BIGINT)";
    let rows = tx.rows("may migrate", sql, &[], &[], &[Kind::Int]).await?;
    Ok(rows.first().map_or(Ok(1), |row| row.int(0))? == 1)
}

/// Brings the database to the newest form; answers the names of the migrations it applied. Writes nothing when there
/// is nothing to do, so that a role that may not change tables can open what its owner prepared.
pub(crate) async fn migrate(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    migrate_to(db, ALL).await
}

/// The same for a program of before, which does not know the migrations after `last`.
pub(crate) async fn migrate_until(db: &Db, last: &str) -> Result<Vec<&'static str>, StoreError> {
    let known = ALL.iter().position(|migration| migration.name == last).map_or(ALL.len(), |at| at + 1);
    migrate_to(db, ALL.get(..known).unwrap_or(ALL)).await
}

async fn migrate_to(db: &Db, all: &'static [Migration]) -> Result<Vec<&'static str>, StoreError> {
    let sqlite = db.is_sqlite();
    let mut tx = db.begin_read().await?;
    let wanted = missing(&mut tx, sqlite, all).await?;
    let Some(first) = wanted.first() else { return Ok(Vec::new()) };
    if !may_migrate(&mut tx, sqlite).await? {
        return Err(StoreError::Unmigrated(first.name));
    }
    drop(tx);
    let mut tx = db.begin_write().await?;
    let table = "CREATE TABLE IF NOT EXISTS migration (name {text} NOT NULL PRIMARY KEY, hash {text} NOT NULL){strict}";
    tx.script("migration table", &spell(table, sqlite)).await?;
    if !sqlite {
        // Two nodes that start at once migrate one after the other.
        tx.script("migration lock", "LOCK TABLE migration IN EXCLUSIVE MODE").await?;
    }
    let mut applied = Vec::new();
    for migration in missing(&mut tx, sqlite, all).await? {
        tx.script(migration.name, &spell(migration.both, sqlite)).await?;
        let own = migration.own(sqlite);
        if !own.is_empty() {
            tx.script(migration.name, own).await?;
        }
        let sql = "INSERT INTO migration (name, hash) VALUES ($1, $2)";
        let values = [Value::from(migration.name), Value::from(migration.hash(sqlite))];
        tx.run("migration write", sql, &values, &[]).await?;
        applied.push(migration.name);
    }
    tx.commit().await?;
    Ok(applied)
}
