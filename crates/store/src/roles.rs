//! What the role may do that serves the office on `PostgreSQL`: no more than the work needs. It owns no table, makes
//! none, and cannot change or delete what is in the log, in the trace or in the tree over both.

use crate::error::StoreError;
use crate::statement::Table;
use crate::store::Store;
use crate::value::{Kind, Value};

/// What the role may do with the tables that are no projections. A table that is not named here gets no right at all.
const RIGHTS: &[(&str, &str)] = &[
    ("event", "SELECT, INSERT"),
    ("access_record", "SELECT, INSERT"),
    ("checkpoint", "SELECT, INSERT"),
    ("submission", "SELECT, INSERT"),
    ("tree_node", "SELECT, INSERT"),
    // A witness adds its signature to a checkpoint that was signed.
    ("signed_checkpoint", "SELECT, INSERT, UPDATE"),
    ("session", "SELECT, INSERT, UPDATE, DELETE"),
    ("waiting", "SELECT, INSERT, UPDATE, DELETE"),
    ("waiting_file", "SELECT, INSERT, UPDATE, DELETE"),
    ("passkey", "SELECT, INSERT, UPDATE, DELETE"),
    ("invitation", "SELECT, INSERT, UPDATE, DELETE"),
    // A key is wrapped anew or destroyed; its row stays. Master keys are entered by the owner.
    ("master_key", "SELECT"),
    ("stream_key", "SELECT, INSERT, UPDATE"),
    ("stream_blob", "SELECT, INSERT, DELETE"),
    ("log_head", "SELECT, UPDATE"),
    ("blob", "SELECT, INSERT"),
    ("job", "SELECT, INSERT, UPDATE, DELETE"),
    ("operation", "SELECT, INSERT, UPDATE"),
    // Keys of what passes go with it, and so do answers.
    ("passing_key", "SELECT, INSERT, UPDATE, DELETE"),
    ("kept_answer", "SELECT, INSERT, UPDATE, DELETE"),
    ("draft", "SELECT, INSERT, UPDATE, DELETE"),
    ("draft_file", "SELECT, INSERT, UPDATE, DELETE"),
    // Made and dropped with the indexes themselves, which is the owner's business.
    ("deferred_index", "SELECT"),
    ("migration", "SELECT"),
];

/// What it may do with a projection, which can be computed again from the log.
const PROJECTION: &str = "SELECT, INSERT, UPDATE, DELETE";

/// Whether a name can stand in a statement as it is.
fn is_plain(role: &str) -> bool {
    let mut letters = role.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase() || first == '_')
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && role.len() <= 63
}

fn right(table: &str, projections: &[&Table]) -> Option<&'static str> {
    let own = RIGHTS.iter().find(|(name, _)| *name == table).map(|(_, right)| *right);
    own.or_else(|| projections.iter().any(|known| known.name == table).then_some(PROJECTION))
}

impl Store {
    /// Gives `role` what serving needs and takes everything else away; answers the tables that it may not touch.
    ///
    /// # Errors
    /// [`StoreError::Role`] when there are no roles, none of this name, or this one owns the tables; a failed statement
    /// when the caller's role owns them not.
    pub async fn let_serve(&self, role: &str) -> Result<Vec<String>, StoreError> {
        let refuse = |why: &str| StoreError::Role { role: role.to_owned(), why: why.to_owned() };
        if self.db.is_sqlite() {
            return Err(refuse("a file has no roles; who may write it is the business of the system"));
        }
        if !is_plain(role) {
            return Err(refuse("its name is to be small letters, digits and `_`"));
        }
        let mut tx = self.db.begin_write().await?;
        let sql = "SELECT CAST(CAST(rolsuper OR rolname = current_user AS int) AS BIGINT) \
                   FROM pg_roles WHERE rolname = $1";
        let found = tx.rows("role", sql, &[Value::from(role)], &[], &[Kind::Int]).await?;
        match found.first().map(|row| row.int(0)).transpose()? {
            None => return Err(refuse(&format!("there is none; CREATE ROLE {role} LOGIN makes it"))),
            Some(1) => return Err(refuse("it may do everything; serving takes a role that owns nothing")),
            Some(_) => {}
        }
        let sql = "SELECT tablename::text, quote_ident(current_schema())::text FROM pg_tables \
                   WHERE schemaname = current_schema() ORDER BY tablename";
        let tables = tx.rows("tables", sql, &[], &[], &[Kind::Text, Kind::Text]).await?;
        let mut untouched = Vec::new();
        for row in &tables {
            let (table, schema) = (row.text(0)?, row.text(1)?);
            tx.script("revoke", &format!("REVOKE ALL ON {schema}.{table} FROM {role}, PUBLIC")).await?;
            match right(table, self.scribe.projector.tables()) {
                Some(right) => {
                    tx.script("grant", &format!("GRANT {right} ON {schema}.{table} TO {role}")).await?;
                }
                None => untouched.push(table.to_owned()),
            }
        }
        if let Some(row) = tables.first() {
            let schema = row.text(1)?;
            tx.script("schema", &format!("REVOKE CREATE ON SCHEMA {schema} FROM {role}, PUBLIC")).await?;
            tx.script("schema", &format!("GRANT USAGE ON SCHEMA {schema} TO {role}")).await?;
        }
        tx.commit().await?;
        Ok(untouched)
    }
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_name_that_could_be_more_than_a_name_is_refused() {
        assert!(is_plain("parvalde_serving"));
        for role in ["", "1a", "a b", "a;b", "a\"b", "Ā", "A"] {
            assert!(!is_plain(role), "{role}");
        }
    }
}
