//! Indexes that a load into an empty log puts off and makes again at its end.
//!
//! A tree that grows in the order of its keys is cheap; one that grows at random is not, and most of the work
//! of a large load would go there. What is put off is written down in the same transaction, so that a load
//! that was broken off can be gone on with, and whatever opens the store otherwise makes the indexes again
//! first. Keys that must be free (codes, numbers, streams) are never put off.

use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::statement::Table;
use crate::value::{Kind, Value};
use std::collections::BTreeSet;

/// A key index that may be put off is called so after its table.
fn key_index(table: &str) -> String {
    format!("{table}_key")
}

/// The tables whose key has no index now.
pub(crate) async fn bare_tables(tx: &mut Tx) -> Result<BTreeSet<String>, StoreError> {
    let sql = "SELECT name, of_table FROM deferred_index";
    let rows = tx.rows("deferred indexes", sql, &[], &[], &[Kind::Text, Kind::Text]).await?;
    let mut bare = BTreeSet::new();
    for row in &rows {
        if row.text(0)? == key_index(row.text(1)?) {
            bare.insert(row.text(1)?.to_owned());
        }
    }
    Ok(bare)
}

/// Puts off the indexes of tables that hold nothing free; `is` says of which tables.
pub(crate) async fn put_off(tx: &mut Tx, is: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    for (name, table, made_by) in droppable(tx).await? {
        if !is(&table) {
            continue;
        }
        tx.script(&name, &format!("DROP INDEX {name}")).await?;
        let sql = "INSERT INTO deferred_index (name, of_table, made_by) VALUES ($1, $2, $3)";
        tx.run("defer an index", sql, &[Value::from(name), Value::from(table), Value::from(made_by)], &[])
            .await?;
    }
    Ok(())
}

/// Name, table and statement of each index that may be put off.
async fn droppable(tx: &mut Tx) -> Result<Vec<(String, String, String)>, StoreError> {
    let sql = if tx.is_sqlite() {
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    } else {
        "SELECT indexname::text, tablename::text, indexdef FROM pg_indexes WHERE schemaname = current_schema() \
         AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname) ORDER BY indexname"
    };
    let mut found = Vec::new();
    for row in tx.rows("indexes", sql, &[], &[], &[Kind::Text, Kind::Text, Kind::Text]).await? {
        let (name, table, made_by) = (row.text(0)?, row.text(1)?, row.text(2)?);
        let unique = made_by.to_ascii_uppercase().starts_with("CREATE UNIQUE");
        if !unique || name == key_index(table) {
            found.push((name.to_owned(), table.to_owned(), made_by.to_owned()));
        }
    }
    Ok(found)
}

/// Makes all again that were put off, inside a transaction.
pub(crate) async fn make(tx: &mut Tx) -> Result<(), StoreError> {
    while let Some(name) = next(tx).await? {
        make_one(tx, &name).await?;
    }
    Ok(())
}

/// Makes the index of a table's key again.
pub(crate) async fn make_key(tx: &mut Tx, table: &Table) -> Result<(), StoreError> {
    make_one(tx, &key_index(table.name)).await
}

/// Makes all again, each in a transaction of its own, so that little is lost when it is broken off.
pub(crate) async fn make_each(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.begin_read().await?;
    while let Some(name) = next(&mut tx).await? {
        drop(tx);
        let mut writing = db.begin_write().await?;
        make_one(&mut writing, &name).await?;
        writing.commit().await?;
        tx = db.begin_read().await?;
    }
    Ok(())
}

async fn next(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    let sql = "SELECT name FROM deferred_index ORDER BY name LIMIT 1";
    let rows = tx.rows("deferred indexes", sql, &[], &[], &[Kind::Text]).await?;
    Ok(rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()?)
}

/// Somebody else may have made it meanwhile.
async fn make_one(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    let sql = "SELECT made_by FROM deferred_index WHERE name = $1";
    for row in tx.rows("deferred index", sql, &[Value::from(name)], &[], &[Kind::Text]).await? {
        tracing::info!(index = name, "makes an index again");
        tx.script(name, row.text(0)?).await?;
    }
    tx.run("index made", "DELETE FROM deferred_index WHERE name = $1", &[Value::from(name)], &[]).await?;
    Ok(())
}
