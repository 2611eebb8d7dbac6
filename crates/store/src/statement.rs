//! Named statements with declared inputs and outputs.
//!
//! `SQLite` takes a missing bind for NULL without a word, so the count of `$n` in the text is compared with
//! the declared inputs when the constant is compiled.

use crate::value::Kind;

/// A read that both engines can prepare.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Name in errors and tests.
    pub name: &'static str,
    /// Text with `$1`, `$2`, … .
    pub sql: &'static str,
    /// Kinds of `$1`, `$2`, … .
    pub inputs: &'static [Kind],
    /// Kinds of the columns of an answer.
    pub outputs: &'static [Kind],
}

impl Statement {
    /// A statement. Does not compile when `sql` uses another number of parameters than `inputs` declares.
    #[must_use]
    pub const fn new(
        name: &'static str,
        sql: &'static str,
        inputs: &'static [Kind],
        outputs: &'static [Kind],
    ) -> Self {
        assert!(
            highest_parameter(sql) == inputs.len(),
            "the statement's parameters are not those it declares"
        );
        Self { name, sql, inputs, outputs }
    }
}

const fn highest_parameter(sql: &str) -> usize {
    let bytes = sql.as_bytes();
    let mut highest = 0;
    let mut at = 0;
    while at < bytes.len() {
        #[allow(clippy::indexing_slicing, reason = "at < len; const code has no get()")]
        let byte = bytes[at];
        at += 1;
        if byte == b'$' {
            let mut number = 0;
            #[allow(clippy::indexing_slicing, reason = "at < len; const code has no get()")]
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                number = number * 10 + (bytes[at] - b'0') as usize;
                at += 1;
            }
            if number > highest {
                highest = number;
            }
        }
    }
    highest
}

/// A projection: its columns, the first `key_len` of which are its key.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Name in the database.
    pub name: &'static str,
    /// Columns in order.
    pub columns: &'static [(&'static str, Kind)],
    /// How many of them are the key.
    pub key_len: usize,
}

impl Table {
    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn key(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().take(self.key_len).map(|(name, _)| *name)
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        self.columns.iter().map(|(_, kind)| *kind).collect()
    }
}
