//! Migrations: plain SQL with tokens for what the engines spell differently. Applied files are frozen.

use crate::db::Db;
use crate::error::StoreError;
use crate::value::{Kind, Value};
use sha2::{Digest, Sha256};

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

/// Brings the database to the newest form; answers the names of the migrations it applied.
pub(crate) async fn migrate(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let sqlite = db.is_sqlite();
    let mut tx = db.begin_write().await?;
    let table = "CREATE TABLE IF NOT EXISTS migration (name {text} NOT NULL PRIMARY KEY, hash {text} NOT NULL){strict}";
    tx.script("migration table", &spell(table, sqlite)).await?;
    if !sqlite {
        // Two nodes that start at once migrate one after the other.
        tx.script("migration lock", "LOCK TABLE migration IN EXCLUSIVE MODE").await?;
    }
    let mut applied = Vec::new();
    for migration in ALL {
        let own = if sqlite { migration.sqlite } else { migration.postgres };
        let hash = format!("{:x}", Sha256::digest([migration.both, own].concat()));
        let name = Value::from(migration.name);
        let known = tx
            .rows(
                "migration read",
                "SELECT hash FROM migration WHERE name = $1",
                std::slice::from_ref(&name),
                &[],
                &[Kind::Text],
            )
            .await?;
        match known.first() {
            Some(row) if row.text(0)? == hash => {}
            Some(_) => return Err(StoreError::Frozen(migration.name)),
            None => {
                tx.script(migration.name, &spell(migration.both, sqlite)).await?;
                if !own.is_empty() {
                    tx.script(migration.name, own).await?;
                }
                let sql = "INSERT INTO migration (name, hash) VALUES ($1, $2)";
                tx.run("migration write", sql, &[name, Value::from(hash)], &[]).await?;
                applied.push(migration.name);
            }
        }
    }
    tx.commit().await?;
    Ok(applied)
}
