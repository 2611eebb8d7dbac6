//! Passkeys of officers, and the invitations by which the first is added. What a passkey holds is a matter of the
//! library that verifies it; the office keeps it as a text and says whose it is.
//!
//! The rows are no projection, for a key changes with each use. Who invited, added or removed is in the log
//! ([`event`]), in the commit that writes the row.

pub mod event;

use crate::access::rights::Action;
use crate::access::{self, Denied};
use crate::act::{Entry, Office, entries, event};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::sessions::{hash, operates};
use event::{OfficerEvent, Way};
use kernel::{OfficerId, PersonId, Timestamp};
use store::sql::sign_in::{INVITATION, PASSKEY_COUNTS, PASSKEYS};
use store::{InvitationRow, PasskeyRow, StreamId, Submission, SubmitError, Value};

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

/// What happened to an officer's passkeys, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyEntry {
    /// Its place in the log, by which it can be proven.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the log names them.
    pub actor: String,
    /// What.
    pub event: OfficerEvent,
}

fn stream(officer: &OfficerId) -> StreamId {
    StreamId::new("officer", officer)
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
        let row = InvitationRow { token_hash: hash(token), officer: officer.to_string(), made, ends };
        let happened = OfficerEvent::PasskeyInvited { until: ends };
        let mut submission = self.submission(actor);
        submission.events.push(event(stream(officer), happened.kind(), &happened)?);
        submission.beside.push(row.claim());
        self.store().forget_invitations(made).await?;
        self.commit(None, submission).await?;
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
        let mut submission = self.submission(&Actor::System);
        submission.actor = format!("officer:{}", passkey.officer);
        let way = match invitation {
            None => Way::SignedIn,
            Some(token) if self.invited(token).await?.as_ref() == Some(&passkey.officer) => {
                submission.beside.push(InvitationRow::take(&hash(token)));
                Way::Invitation
            }
            Some(_) => return Ok(false),
        };
        let row = PasskeyRow {
            credential: passkey.credential,
            id: self.draw(|chance| PersonId::draw(chance).as_i64()),
            officer: passkey.officer.to_string(),
            name: passkey.name.trim().chars().take(NAME_LENGTH_MAX).collect(),
            body: passkey.body,
            added: self.now(),
            used: None,
        };
        let (name, digest) = (row.name.clone(), hash(&row.credential));
        let happened = OfficerEvent::PasskeyAdded { passkey: row.id, name, digest, way };
        submission.events.push(event(stream(&passkey.officer), happened.kind(), &happened)?);
        submission.beside.push(row.claim());
        let added = self.unless_first(submission).await?;
        if added {
            tracing::info!(officer.code = row.officer, way = way.code(), "a passkey is added");
        }
        Ok(added)
    }

    /// Commits; answers whether what it takes beside the log was there and free.
    async fn unless_first(&self, submission: Submission) -> Result<bool, OfficeError> {
        match self.submit(submission).await {
            Ok(_) => Ok(true),
            Err(SubmitError::Taken { .. } | SubmitError::Missing { .. }) => Ok(false),
            Err(other) => Err(other.into()),
        }
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
        let known = self.passkeys(&officer.id).await?.into_iter().find(|passkey| passkey.id == id);
        let known = known.ok_or(OfficeError::NotFound)?;
        let happened = OfficerEvent::PasskeyRemoved { passkey: id, name: known.name };
        let mut submission = self.submission(actor);
        submission.events.push(event(stream(&officer.id), happened.kind(), &happened)?);
        submission.beside.push(PasskeyRow::take(&known.credential));
        if self.unless_first(submission).await? { Ok(()) } else { Err(OfficeError::NotFound) }
    }

    /// What happened to an officer's passkeys, the oldest first: for the officer, the operator and the auditor.
    ///
    /// # Errors
    /// [`Denied::NoRight`] for anybody else.
    pub async fn passkey_history(
        &self,
        actor: &Actor,
        officer: &OfficerId,
    ) -> Result<Vec<PasskeyEntry>, OfficeError> {
        let own = actor.officer().is_some_and(|asking| asking.id == *officer);
        let audits = actor.officer().is_some() && access::check(actor, Action::ReadTrace).is_ok();
        if !own && !audits {
            operates(actor)?;
        }
        let events = self.snapshot(actor).await?.events(&stream(officer)).await?;
        let list = entries::<OfficerEvent>(access::of_staff(events))?;
        let entry = |Entry { position, at, actor, event, .. }| PasskeyEntry { position, at, actor, event };
        Ok(list.into_iter().map(entry).collect())
    }
}
