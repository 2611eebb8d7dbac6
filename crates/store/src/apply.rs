//! Writes rows and changes of projections inside a transaction, many rows a statement.

use crate::db::Tx;
use crate::deferred;
use crate::error::StoreError;
use crate::log::Change;
use crate::statement::Table;
use crate::value::{Kind, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Rows a statement at most on `PostgreSQL`: below its limit of parameters for every table.
const ROWS: usize = 500;

/// Inserts rows; `suffix` is an `ON CONFLICT` clause or empty. Answers how many were inserted.
///
/// `PostgreSQL` takes many rows a statement, for each statement is a way to the server and back. `SQLite`
/// takes one row a statement, prepared once: that is as fast there, and needs no text of many places.
pub(crate) async fn insert<R: AsRef<[Value]>>(
    tx: &mut Tx,
    table: &Table,
    rows: &[R],
    suffix: &str,
) -> Result<u64, StoreError> {
    if tx.is_sqlite() {
        return tx.run_each(table.name, &insertion(table, 1, suffix), rows).await;
    }
    let kinds = table.kinds();
    let mut count = 0;
    let mut built = (0, String::new());
    for chunk in rows.chunks(ROWS) {
        if built.0 != chunk.len() {
            built = (chunk.len(), insertion(table, chunk.len(), suffix));
        }
        let values = chunk.iter().flat_map(|row| row.as_ref());
        count += tx.run(table.name, &built.1, values, &kinds).await?;
    }
    Ok(count)
}

/// `INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)` and the suffix.
fn insertion(table: &Table, rows: usize, suffix: &str) -> String {
    let width = table.columns.len();
    let mut sql = String::with_capacity(64 + rows * width * 6);
    sql.push_str("INSERT INTO ");
    sql.push_str(table.name);
    sql.push_str(" (");
    sql.push_str(&table.column_list());
    sql.push_str(") VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            // Writing to a String cannot fail.
            let _ = write!(sql, "{}${}", if column == 1 { "" } else { ", " }, row * width + column);
        }
        sql.push(')');
    }
    sql.push_str(suffix);
    sql
}

/// `a = $1 AND b = $2`, counted from `first`.
fn where_key(table: &Table, first: usize) -> String {
    table
        .key()
        .enumerate()
        .map(|(i, name)| format!("{name} = ${}", first + i))
        .collect::<Vec<_>>()
        .join(" AND ")
}

/// The clause that lets a later row replace an earlier one with the same key.
pub(crate) fn upsert(table: &Table) -> String {
    let keys = table.key().collect::<Vec<_>>().join(", ");
    let rest: Vec<String> = table
        .columns
        .iter()
        .skip(table.key_len)
        .map(|(name, _)| format!("{name} = excluded.{name}"))
        .collect();
    if rest.is_empty() {
        format!(" ON CONFLICT ({keys}) DO NOTHING")
    } else {
        format!(" ON CONFLICT ({keys}) DO UPDATE SET {}", rest.join(", "))
    }
}

/// Takes a key that must be free. Answers whether it was.
pub(crate) async fn claim(tx: &mut Tx, table: &Table, row: &[Value]) -> Result<bool, StoreError> {
    Ok(claim_all(tx, table, &[row]).await? == 1)
}

/// Takes keys that must be free. Answers how many were; a key that occurs twice is free once.
pub(crate) async fn claim_all<R: AsRef<[Value]>>(
    tx: &mut Tx,
    table: &Table,
    rows: &[R],
) -> Result<u64, StoreError> {
    insert(tx, table, rows, " ON CONFLICT DO NOTHING").await
}

/// Removes the row with this key; answers how many there were.
pub(crate) async fn delete(tx: &mut Tx, table: &Table, key: &[Value]) -> Result<u64, StoreError> {
    let sql = format!("DELETE FROM {} WHERE {}", table.name, where_key(table, 1));
    tx.run(table.name, &sql, key, &table.kinds()).await
}

/// New rows of one table that wait to go in together.
struct Waiting<'a> {
    table: &'static Table,
    rows: Vec<&'a [Value]>,
    keys: BTreeSet<&'a [Value]>,
    /// What is done about a row whose key is there.
    suffix: String,
}

impl<'a> Waiting<'a> {
    fn new(table: &'static Table, bare: &BTreeSet<String>) -> Self {
        let suffix = if bare.contains(table.name) { String::new() } else { upsert(table) };
        Self { table, rows: Vec::new(), keys: BTreeSet::new(), suffix }
    }

    async fn push(&mut self, tx: &mut Tx, row: &'a [Value]) -> Result<(), StoreError> {
        // Two rows with one key cannot stand in one statement. One row a statement has no such care.
        if !tx.is_sqlite() {
            let key = row.get(..self.table.key_len).unwrap_or(row);
            if !self.keys.insert(key) {
                self.flush(tx).await?;
                self.keys.insert(key);
            }
        }
        self.rows.push(row);
        Ok(())
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        if !self.rows.is_empty() {
            insert(tx, self.table, &self.rows, &self.suffix).await?;
        }
        self.rows.clear();
        self.keys.clear();
        Ok(())
    }
}

/// Carries out changes in order; new rows for one table go in together. Tables do not refer to each other,
/// so that only the order within each of them is kept.
/// `claims` says whether claims are carried out too (a rebuild) or were already (a commit). `bare` names the
/// tables whose key has no index for the time being: their rows are new, and go in as they are. The first
/// change of a row that is there brings the index back.
pub(crate) async fn changes(
    tx: &mut Tx,
    list: &[Change],
    claims: bool,
    bare: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    let mut waiting: Vec<Waiting<'_>> = Vec::new();
    for change in list {
        let (table, row) = match change {
            Change::Put(table, row) => (*table, row.as_slice()),
            Change::Claim(table, row) if claims => (*table, row.as_slice()),
            Change::Claim(..) => continue,
            Change::Set(table, key, columns) => {
                flush(tx, &mut waiting, table).await?;
                found_by_key(tx, &mut waiting, table, bare).await?;
                set(tx, table, key, columns).await?;
                continue;
            }
            Change::Delete(table, key) => {
                flush(tx, &mut waiting, table).await?;
                found_by_key(tx, &mut waiting, table, bare).await?;
                delete(tx, table, key).await?;
                continue;
            }
        };
        let at = match waiting.iter().position(|open| std::ptr::eq(open.table, table)) {
            Some(at) => at,
            None => {
                waiting.push(Waiting::new(table, bare));
                waiting.len() - 1
            }
        };
        if let Some(open) = waiting.get_mut(at) {
            open.push(tx, row).await?;
        }
    }
    for open in &mut waiting {
        open.flush(tx).await?;
    }
    Ok(())
}

async fn flush(tx: &mut Tx, waiting: &mut [Waiting<'_>], table: &Table) -> Result<(), StoreError> {
    for open in waiting.iter_mut().filter(|open| std::ptr::eq(open.table, table)) {
        open.flush(tx).await?;
    }
    Ok(())
}

/// Sees to it that rows of the table are found by key.
async fn found_by_key(
    tx: &mut Tx,
    waiting: &mut Vec<Waiting<'_>>,
    table: &Table,
    bare: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    if bare.remove(table.name) {
        waiting.retain(|open| !std::ptr::eq(open.table, table));
        deferred::make_key(tx, table).await?;
    }
    Ok(())
}

async fn set(
    tx: &mut Tx,
    table: &Table,
    key: &[Value],
    columns: &[(&'static str, Value)],
) -> Result<(), StoreError> {
    let list: Vec<String> =
        columns.iter().enumerate().map(|(i, (name, _))| format!("{name} = ${}", i + 1)).collect();
    let sql = format!(
        "UPDATE {} SET {} WHERE {}",
        table.name,
        list.join(", "),
        where_key(table, columns.len() + 1)
    );
    let values: Vec<Value> =
        columns.iter().map(|(_, value)| value.clone()).chain(key.iter().cloned()).collect();
    let kind_of =
        |name: &str| table.columns.iter().find(|(c, _)| *c == name).map_or(Kind::Int, |(_, kind)| *kind);
    let kinds: Vec<Kind> = columns.iter().map(|(name, _)| kind_of(name)).chain(table.kinds()).collect();
    tx.run(table.name, &sql, &values, &kinds).await.map(|_| ())
}
