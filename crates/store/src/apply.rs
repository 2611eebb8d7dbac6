//! Writes rows and changes of projections inside a transaction, many rows a statement.

use crate::db::Tx;
use crate::error::StoreError;
use crate::log::Change;
use crate::statement::Table;
use crate::value::{Kind, Value};

/// Rows a statement at most: below the engines' limits of parameters (32,766) for every table.
const ROWS: usize = 200;

/// Inserts rows; `suffix` is an `ON CONFLICT` clause or empty. Answers how many were inserted.
pub(crate) async fn insert(
    tx: &mut Tx,
    table: &Table,
    rows: &[Vec<Value>],
    suffix: &str,
) -> Result<u64, StoreError> {
    let kinds = table.kinds();
    let mut count = 0;
    for chunk in rows.chunks(ROWS) {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", table.name, table.column_list());
        let mut next = 1;
        for (i, _) in chunk.iter().enumerate() {
            sql.push_str(if i == 0 { "(" } else { ", (" });
            for (j, _) in kinds.iter().enumerate() {
                sql.push_str(if j == 0 { "$" } else { ", $" });
                sql.push_str(&next.to_string());
                next += 1;
            }
            sql.push(')');
        }
        sql.push_str(suffix);
        let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
        let all: Vec<Kind> = chunk.iter().flat_map(|_| kinds.iter().copied()).collect();
        count += tx.run(table.name, &sql, &values, &all).await?;
    }
    Ok(count)
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
    Ok(insert(tx, table, &[row.to_vec()], " ON CONFLICT DO NOTHING").await? == 1)
}

/// Removes the row with this key.
pub(crate) async fn delete(tx: &mut Tx, table: &Table, key: &[Value]) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE {}", table.name, where_key(table, 1));
    tx.run(table.name, &sql, key, &table.kinds()).await.map(|_| ())
}

/// Carries out changes in order; runs of new rows for one table go in together.
/// `claims` says whether claims are carried out too (a rebuild) or were already (a commit).
pub(crate) async fn changes(tx: &mut Tx, list: &[Change], claims: bool) -> Result<(), StoreError> {
    let mut pending: Option<(&'static Table, Vec<Vec<Value>>)> = None;
    for change in list {
        let put = match change {
            Change::Put(table, row) => Some((*table, row)),
            Change::Claim(table, row) if claims => Some((*table, row)),
            Change::Claim(..) => continue,
            Change::Set(..) | Change::Delete(..) => None,
        };
        if let Some((table, row)) = put {
            match &mut pending {
                // Two rows with one key cannot stand in one statement.
                Some((open, rows))
                    if open.name == table.name
                        && rows.len() < ROWS
                        && !rows
                            .iter()
                            .any(|r| r.iter().take(table.key_len).eq(row.iter().take(table.key_len))) =>
                {
                    rows.push(row.clone());
                }
                _ => {
                    flush(tx, pending.take()).await?;
                    pending = Some((table, vec![row.clone()]));
                }
            }
            continue;
        }
        flush(tx, pending.take()).await?;
        match change {
            Change::Delete(table, key) => delete(tx, table, key).await?,
            Change::Set(table, key, columns) => set(tx, table, key, columns).await?,
            Change::Put(..) | Change::Claim(..) => {}
        }
    }
    flush(tx, pending).await
}

async fn flush(tx: &mut Tx, rows: Option<(&'static Table, Vec<Vec<Value>>)>) -> Result<(), StoreError> {
    if let Some((table, rows)) = rows {
        insert(tx, table, &rows, &upsert(table)).await?;
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
