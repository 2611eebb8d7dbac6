//! Passkeys of officers, and the invitations by which the first is added. What a passkey holds is a matter of the
//! library that verifies it; the office keeps it as a text and says whose it is.

use crate::access::Denied;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::sessions::{hash, operates};
use kernel::{OfficerId, PersonId, Timestamp};
use store::sql::sign_in::{INVITATION, PASSKEY_COUNTS, PASSKEYS};
use store::{InvitationRow, PasskeyRow, Value};

/// Seconds for which an invitation stands.
pub const INVITED_SECONDS: i64 = 24 * 60 * 60;
/// Most passkeys of one officer.
pub const MOST: usize = 10;
/// Most characters of a passkey's name.
pub const NAME_LENGTH_MAX: usize = 60;

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The number under which a list names it.
    pub id: i64,
    /// The authenticator's id of it, hexadecimal.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// Public key, counter and flags, as JSON.
    pub body: String,
    /// When it was added.
    pub added: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// A passkey that is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Whose.
    pub officer: OfficerId,
    /// The authenticator's id of it, hexadecimal.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// Public key, counter and flags, as JSON.
    pub body: String,
}

impl Office {
    /// Invites an officer to add a passkey by `token`, for a day and once; answers until when. For the operator.
    ///
    /// # Errors
    /// [`Denied::NoRight`] for anybody else.
    pub async fn invite_officer(
        &self,
        actor: &Actor,
        officer: &OfficerId,
        token: &str,
    ) -> Result<Timestamp, OfficeError> {
        operates(actor)?;
        let made = self.now();
        let ends = made.plus_seconds(INVITED_SECONDS);
        let officer = officer.to_string();
        self.store().invite(&InvitationRow { token_hash: hash(token), officer, made, ends }).await?;
        Ok(ends)
    }

    /// Who is invited by `token`, while the invitation stands.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn invited(&self, token: &str) -> Result<Option<OfficerId>, OfficeError> {
        let values = [hash(token).into(), Value::Int(self.now().micros())];
        let row = self.store().snapshot().await?.row(&INVITATION, &values).await?;
        Ok(row.map(|row| row.text(0).map(str::to_owned)).transpose()?.and_then(|code| code.parse().ok()))
    }

    /// The passkeys of an officer, the oldest first.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn passkeys(&self, officer: &OfficerId) -> Result<Vec<Passkey>, OfficeError> {
        let values = [Value::from(officer.as_str())];
        let rows = self.store().snapshot().await?.rows(&PASSKEYS, &values).await?;
        let rows = rows.iter().map(PasskeyRow::read).collect::<Result<Vec<_>, _>>()?;
        let passkey = |row: PasskeyRow| Passkey {
            id: row.id,
            credential: row.credential,
            name: row.name,
            body: row.body,
            added: row.added,
            used: row.used,
        };
        Ok(rows.into_iter().map(passkey).collect())
    }

    /// How many passkeys each officer has. For the operator.
    ///
    /// # Errors
    /// [`Denied::NoRight`] for anybody else.
    pub async fn passkey_counts(&self, actor: &Actor) -> Result<Vec<(String, u64)>, OfficeError> {
        operates(actor)?;
        let rows = self.store().snapshot().await?.rows(&PASSKEY_COUNTS, &[]).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?.to_owned(), u64::try_from(row.int(1)?).unwrap_or(0))))
            .collect()
    }

    /// Adds a passkey: by an invitation, which is used up with it, or (without one) of an officer who is signed in.
    /// Answers whether it was added; not when the invitation no longer stands or the passkey is known already.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn add_passkey(
        &self,
        passkey: NewPasskey,
        invitation: Option<&str>,
    ) -> Result<bool, OfficeError> {
        let row = PasskeyRow {
            credential: passkey.credential,
            id: self.draw(|chance| PersonId::draw(chance).as_i64()),
            officer: passkey.officer.to_string(),
            name: passkey.name.trim().chars().take(NAME_LENGTH_MAX).collect(),
            body: passkey.body,
            added: self.now(),
            used: None,
        };
        let added = self.store().add_passkey(&row, invitation.map(hash).as_deref()).await?;
        if added {
            tracing::info!(officer.code = row.officer, "a passkey is added");
        }
        Ok(added)
    }

    /// Notes the use of a passkey: `after` is what it holds now. Answers whether nobody else used it since it was read.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn use_passkey(&self, passkey: &Passkey, after: &str) -> Result<bool, OfficeError> {
        Ok(self.store().use_passkey(&passkey.credential, (&passkey.body, after), self.now()).await?)
    }

    /// Removes one of the officer's own passkeys.
    ///
    /// # Errors
    /// [`Denied`] for anybody but an officer; [`OfficeError::NotFound`] when there is none of this number.
    pub async fn remove_passkey(&self, actor: &Actor, id: i64) -> Result<(), OfficeError> {
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        match self.store().remove_passkey(officer.id.as_str(), id).await? {
            true => Ok(()),
            false => Err(OfficeError::NotFound),
        }
    }
}
