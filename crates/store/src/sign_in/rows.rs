//! The rows of sessions, passkeys and invitations, and their tables.

use crate::log::Beside;
use crate::statement::Table;
use crate::value::{Kind, Row, RowError, Value};
use kernel::Timestamp;

pub(super) static SESSION: Table = Table {
    name: "session",
    columns: &[
        ("token_hash", Kind::Text),
        ("id", Kind::Int),
        ("actor", Kind::Text),
        ("name", Kind::Text),
        ("level", Kind::Text),
        ("method", Kind::Text),
        ("provider", Kind::Text),
        ("acting_for", Kind::Int),
        ("acting_name", Kind::Text),
        ("browser", Kind::Text),
        ("started_at", Kind::Int),
        ("confirmed_at", Kind::Int),
        ("seen_at", Kind::Int),
        ("ends_at", Kind::Int),
    ],
    key_len: 1,
};
pub(super) static WAITING: Table = Table {
    name: "waiting",
    columns: &[("key_hash", Kind::Text), ("kind", Kind::Text), ("body", Kind::Text), ("ends_at", Kind::Int)],
    key_len: 1,
};
pub(super) static WAITING_FILE: Table = Table {
    name: "waiting_file",
    columns: &[
        ("key_hash", Kind::Text),
        ("place", Kind::Int),
        ("bytes", Kind::Bytes),
        ("ends_at", Kind::Int),
    ],
    key_len: 2,
};
pub(crate) static PASSKEY: Table = Table {
    name: "passkey",
    columns: &[
        ("credential", Kind::Text),
        ("id", Kind::Int),
        ("officer", Kind::Text),
        ("name", Kind::Text),
        ("body", Kind::Text),
        ("added_at", Kind::Int),
        ("used_at", Kind::Int),
    ],
    key_len: 1,
};
pub(super) static INVITATION: Table = Table {
    name: "invitation",
    columns: &[
        ("token_hash", Kind::Text),
        ("officer", Kind::Text),
        ("made_at", Kind::Int),
        ("ends_at", Kind::Int),
    ],
    key_len: 1,
};

/// A session as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: String,
    /// The number under which a list names it.
    pub id: i64,
    /// Who, as the log names them.
    pub actor: String,
    /// The name shown at the head of the page.
    pub name: String,
    /// What the provider said of how surely it knows the person.
    pub level: String,
    /// How: a code of the office.
    pub method: String,
    /// By which provider; empty where there is none.
    pub provider: String,
    /// For whom a client acts; 0 for themselves.
    pub acting_for: i64,
    /// The name of whom the client acts for; empty for themselves.
    pub acting_name: String,
    /// The browser in a few words.
    pub browser: String,
    /// When it began.
    pub started: Timestamp,
    /// When the person last showed who they are.
    pub confirmed: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// When it ends if it is not used again.
    pub ends: Timestamp,
}

impl SessionRow {
    /// The row that a statement of [`crate::sql::sign_in`] answers.
    ///
    /// # Errors
    /// [`RowError`] when it is of another shape.
    pub fn read(row: &Row) -> Result<Self, RowError> {
        let text = |i| row.text(i).map(str::to_owned);
        let at = |i| row.int(i).map(Timestamp::from_micros);
        Ok(Self {
            token_hash: text(0)?,
            id: row.int(1)?,
            actor: text(2)?,
            name: text(3)?,
            level: text(4)?,
            method: text(5)?,
            provider: text(6)?,
            acting_for: row.int(7)?,
            acting_name: text(8)?,
            browser: text(9)?,
            started: at(10)?,
            confirmed: at(11)?,
            seen: at(12)?,
            ends: at(13)?,
        })
    }

    pub(super) fn values(&self) -> Vec<Value> {
        vec![
            Value::from(self.token_hash.as_str()),
            Value::Int(self.id),
            Value::from(self.actor.as_str()),
            Value::from(self.name.as_str()),
            Value::from(self.level.as_str()),
            Value::from(self.method.as_str()),
            Value::from(self.provider.as_str()),
            Value::Int(self.acting_for),
            Value::from(self.acting_name.as_str()),
            Value::from(self.browser.as_str()),
            Value::Int(self.started.micros()),
            Value::Int(self.confirmed.micros()),
            Value::Int(self.seen.micros()),
            Value::Int(self.ends.micros()),
        ]
    }
}

/// Something that waits for its second half, or may come only once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// SHA-256 of the key, hexadecimal.
    pub key_hash: String,
    /// Of which kind.
    pub kind: String,
    /// What is kept.
    pub body: String,
    /// Until when.
    pub ends: Timestamp,
}

/// A passkey as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// The authenticator's id of it, hexadecimal.
    pub credential: String,
    /// The number under which a list names it.
    pub id: i64,
    /// Whose.
    pub officer: String,
    /// What its owner calls it.
    pub name: String,
    /// Public key, counter and flags, as JSON.
    pub body: String,
    /// When it was added.
    pub added: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

impl PasskeyRow {
    /// The row that a statement of [`crate::sql::sign_in`] answers.
    ///
    /// # Errors
    /// [`RowError`] when it is of another shape.
    pub fn read(row: &Row) -> Result<Self, RowError> {
        let text = |i| row.text(i).map(str::to_owned);
        Ok(Self {
            credential: text(0)?,
            id: row.int(1)?,
            officer: text(2)?,
            name: text(3)?,
            body: text(4)?,
            added: Timestamp::from_micros(row.int(5)?),
            used: Some(row.int(6)?).filter(|at| *at != 0).map(Timestamp::from_micros),
        })
    }

    /// The row, beside the log, unless a passkey has this credential.
    #[must_use]
    pub fn claim(&self) -> Beside {
        let row = vec![
            Value::from(self.credential.as_str()),
            Value::Int(self.id),
            Value::from(self.officer.as_str()),
            Value::from(self.name.as_str()),
            Value::from(self.body.as_str()),
            Value::Int(self.added.micros()),
            Value::Int(self.used.map_or(0, Timestamp::micros)),
        ];
        Beside::Claim(&PASSKEY, row)
    }

    /// The passkey with this credential goes.
    #[must_use]
    pub fn take(credential: &str) -> Beside {
        Beside::Take(&PASSKEY, vec![credential.into()])
    }
}

/// An invitation to add a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: String,
    /// Who is invited.
    pub officer: String,
    /// When it was made.
    pub made: Timestamp,
    /// Until when it can be used.
    pub ends: Timestamp,
}

impl InvitationRow {
    /// The row, beside the log.
    #[must_use]
    pub fn claim(&self) -> Beside {
        let row = vec![
            Value::from(self.token_hash.as_str()),
            Value::from(self.officer.as_str()),
            Value::Int(self.made.micros()),
            Value::Int(self.ends.micros()),
        ];
        Beside::Claim(&INVITATION, row)
    }

    /// The invitation under this hash is used up.
    #[must_use]
    pub fn take(token_hash: &str) -> Beside {
        Beside::Take(&INVITATION, vec![token_hash.into()])
    }
}
