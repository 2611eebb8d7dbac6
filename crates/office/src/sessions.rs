//! Sessions (*sesijas*): who signed in, how and since when, in the database, so that they outlive a restart and every
//! node knows them. Only the browser knows the token; the database keeps its hash. A session ends after half an hour
//! without a request and after eight hours in any case.
//!
//! Here too: what waits for the second half of a sign-in, and what may come only once.

use crate::access::rights::Action;
use crate::access::{self, Denied};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::PersonBrief;
use kernel::{OfficerId, PersonId, Timestamp};
use sha2::{Digest, Sha256};
use store::sql::sign_in::{SESSION, SESSION_COUNT, SESSIONS, WAITING, WAITING_FILES};
use store::{NewJob, SessionRow, Value, Waits};

/// Seconds without a request after which a session ends.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which a session ends in any case.
pub const WHOLE_SECONDS: i64 = 8 * 60 * 60;
/// Seconds that pass before the use of a session is written down again.
const TOUCH_SECONDS: i64 = 60;
/// Most sessions of one actor; the one used longest ago gives way.
const MOST: i64 = 200;

/// How somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By a choice from the demonstration's list: not at all.
    Demonstration,
    /// By an OpenID Connect provider.
    Provider,
    /// By a passkey.
    Passkey,
    /// A program, by an assertion signed with its key.
    Assertion,
}

impl Method {
    /// All.
    pub const ALL: [Self; 4] = [Self::Demonstration, Self::Provider, Self::Passkey, Self::Assertion];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Demonstration => "demonstration",
            Self::Provider => "provider",
            Self::Passkey => "passkey",
            Self::Assertion => "assertion",
        }
    }
}

/// Who signed in, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub actor: Actor,
    /// The name shown at the head of the page.
    pub name: String,
    /// How.
    pub method: Method,
    /// By which provider; empty where there is none.
    pub provider: String,
    /// What the provider said of how surely it knows the person; empty when it said nothing.
    pub level: String,
    /// The browser in a few words.
    pub browser: String,
    /// Seconds after which the session ends whatever happens.
    pub seconds: i64,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The number under which a list names it.
    pub id: i64,
    /// Who, as the log names them.
    pub actor: String,
    /// The name shown at the head of the page.
    pub name: String,
    /// How the person signed in.
    pub method: Method,
    /// By which provider; empty where there is none.
    pub provider: String,
    /// What the provider said of how surely it knows the person.
    pub level: String,
    /// For whom a client acts, with the name; nobody but themselves when absent.
    pub acting_for: Option<(PersonId, String)>,
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
    hash: String,
}

impl Session {
    fn read(row: SessionRow) -> Option<Self> {
        let method = Method::ALL.into_iter().find(|method| method.code() == row.method)?;
        let acting_for =
            (row.acting_for != 0).then(|| (PersonId::from_i64(row.acting_for), row.acting_name.clone()));
        Some(Self {
            id: row.id,
            actor: row.actor,
            name: row.name,
            method,
            provider: row.provider,
            level: row.level,
            acting_for,
            browser: row.browser,
            started: row.started,
            confirmed: row.confirmed,
            seen: row.seen,
            ends: row.ends,
            hash: row.token_hash,
        })
    }

    /// Whether the person showed who they are within the last `minutes`. Nobody shows anything in a demonstration.
    #[must_use]
    pub fn fresh(&self, now: Timestamp, minutes: i64) -> bool {
        self.method == Method::Demonstration || now <= self.confirmed.plus_seconds(minutes.saturating_mul(60))
    }
}

/// SHA-256 of a token, hexadecimal.
#[must_use]
pub fn hash(token: &str) -> String {
    format!("{:x}", Sha256::digest(token.as_bytes()))
}

impl Office {
    /// Opens a session under `token`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn open_session(&self, token: &str, who: &SignedIn) -> Result<(), OfficeError> {
        let now = self.now();
        let seconds =
            who.seconds.min(if who.method == Method::Assertion { who.seconds } else { IDLE_SECONDS });
        let row = SessionRow {
            token_hash: hash(token),
            id: self.draw(|chance| PersonId::draw(chance).as_i64()),
            actor: who.actor.to_string(),
            name: who.name.clone(),
            level: who.level.clone(),
            method: who.method.code().to_owned(),
            provider: who.provider.clone(),
            acting_for: 0,
            acting_name: String::new(),
            browser: who.browser.clone(),
            started: now,
            confirmed: now,
            seen: now,
            ends: now.plus_seconds(seconds),
        };
        self.store().open_session(&row, MOST).await?;
        tracing::info!(session.method = who.method.code(), "a session begins");
        Ok(())
    }

    /// The session under `token`, if it has not ended. Its use is written down, at most once a minute.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, OfficeError> {
        let hash = hash(token);
        let row = self.store().snapshot().await?.row(&SESSION, &[Value::from(hash.as_str())]).await?;
        let Some(mut session) = row.map(|row| SessionRow::read(&row)).transpose()?.and_then(Session::read)
        else {
            return Ok(None);
        };
        // Whom the client acts for is asked of the register every time: what ended is no right any more.
        if let Some((person, _)) = &session.acting_for
            && !self.still_acts_for(&session.actor, *person).await?
        {
            session.acting_for = None;
        }
        let now = self.now();
        // Whose it was stays known for a while, so that what they were typing is given back to nobody else.
        if now > session.ends {
            return Ok(None);
        }
        if session.method != Method::Assertion && now >= session.seen.plus_seconds(TOUCH_SECONDS) {
            session.seen = now;
            session.ends = now.plus_seconds(IDLE_SECONDS).min(session.started.plus_seconds(WHOLE_SECONDS));
            self.store().touch_session(&hash, now, session.ends).await?;
        }
        Ok(Some(session))
    }

    /// Whether the client, as the log names them, may act for the person today. Nothing is told of the person but that.
    async fn still_acts_for(&self, client: &str, person: PersonId) -> Result<bool, OfficeError> {
        let Some(client) = client.strip_prefix("client:").and_then(|id| id.parse().ok()) else {
            return Ok(false);
        };
        let mut snapshot = self.snapshot(&Actor::Client { person: client }).await?;
        Ok(self.acts_for(&mut snapshot, client, person).await?.is_some())
    }

    /// Who had the session under `token`, if it ended not long ago, by itself or from another device.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn whose_session_ended(&self, token: &str) -> Result<Option<String>, OfficeError> {
        let row = self.store().snapshot().await?.row(&SESSION, &[hash(token).into()]).await?;
        let session = row.map(|row| SessionRow::read(&row)).transpose()?.and_then(Session::read);
        let ended =
            session.filter(|session| self.now() > session.ends && session.method != Method::Assertion);
        Ok(ended.map(|session| session.actor))
    }

    /// Notes that the person of a session showed who they are just now.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn confirm_session(&self, session: &Session) -> Result<(), OfficeError> {
        Ok(self.store().confirm_session(&session.hash, self.now()).await?)
    }

    /// Notes for whom the client of a session acts: one of those whom the register says they may.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client; a wrong field `person` for whom they may not act for.
    pub async fn act_for(
        &self,
        actor: &Actor,
        session: &Session,
        person: PersonId,
    ) -> Result<PersonBrief, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut list = self.may_act_for(actor).await?;
        let place = list.iter().position(|known| known.person.id == person);
        let Some(chosen) = place.map(|place| list.swap_remove(place).person) else {
            return Err(OfficeError::field("person", Problem::new("not-represented")));
        };
        let name = chosen.name.as_ref().map(ToString::to_string).unwrap_or_default();
        let (id, name) = if person == client { (0, "") } else { (person.as_i64(), name.as_str()) };
        self.store().session_acts_for(&session.hash, id, name).await?;
        Ok(chosen)
    }

    /// Ends the session under `token`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn end_session(&self, token: &str) -> Result<(), OfficeError> {
        Ok(self.store().end_session(&hash(token), self.now()).await?)
    }

    /// The actor's open sessions, those used last first.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for nobody known.
    pub async fn my_sessions(&self, actor: &Actor) -> Result<Vec<Session>, OfficeError> {
        let values = [known(actor)?.into(), Value::Int(self.now().micros())];
        let rows = self.store().snapshot().await?.rows(&SESSIONS, &values).await?;
        let rows = rows.iter().map(SessionRow::read).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter_map(Session::read).collect())
    }

    /// Ends one of the actor's sessions.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when the actor has none of this number.
    pub async fn end_my_session(&self, actor: &Actor, id: i64) -> Result<(), OfficeError> {
        match self.store().end_session_of(&known(actor)?, id, self.now()).await? {
            true => Ok(()),
            false => Err(OfficeError::NotFound),
        }
    }

    /// Ends the actor's sessions but this one; answers how many.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for nobody known.
    pub async fn end_my_other_sessions(&self, actor: &Actor, session: &Session) -> Result<u64, OfficeError> {
        Ok(self.store().end_sessions_of(&known(actor)?, &session.hash, self.now()).await?)
    }

    /// Ends all sessions of an officer; answers how many. For the operator.
    ///
    /// # Errors
    /// [`Denied::NoRight`] for anybody else.
    pub async fn end_sessions_of(&self, actor: &Actor, officer: &OfficerId) -> Result<u64, OfficeError> {
        operates(actor)?;
        let ended = self.store().end_sessions_of(&format!("officer:{officer}"), "", self.now()).await?;
        tracing::info!(officer.code = %officer, ended, "the sessions of an officer are ended");
        Ok(ended)
    }

    /// How many sessions are open.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn session_count(&self) -> Result<u64, OfficeError> {
        let now = [Value::Int(self.now().micros())];
        let row = self.store().snapshot().await?.row(&SESSION_COUNT, &now).await?;
        Ok(row.map_or(Ok(0), |row| row.int(0)).map(|count| u64::try_from(count).unwrap_or(0))?)
    }

    /// Keeps something under `key` for `seconds`, until its second half comes. Answers whether the key was free: who
    /// only wants to know whether something came before keeps it and looks at the answer.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn let_wait(
        &self,
        key: &str,
        kind: &str,
        body: String,
        seconds: i64,
    ) -> Result<bool, OfficeError> {
        let now = self.now();
        let waits =
            Waits { key_hash: hash(key), kind: kind.to_owned(), body, ends: now.plus_seconds(seconds) };
        Ok(self.store().let_wait(&waits, now).await?)
    }

    /// The same with files beside it, which a job deletes when their time is over.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn let_wait_with(
        &self,
        key: &str,
        kind: &str,
        body: String,
        files: &[Vec<u8>],
        seconds: i64,
    ) -> Result<bool, OfficeError> {
        let (now, key_hash) = (self.now(), hash(key));
        let ends = now.plus_seconds(seconds);
        let job = NewJob {
            id: format!("forget-waiting:{key_hash}"),
            kind: "forget-waiting".to_owned(),
            payload: String::new(),
            run_at: ends,
        };
        let waits = Waits { key_hash, kind: kind.to_owned(), body, ends };
        Ok(self.store().let_wait_with(&waits, files, Some(&job), now).await?)
    }

    /// The files that wait under `key`, as they are sealed; they stay.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn waiting_files(&self, key: &str) -> Result<Vec<Vec<u8>>, OfficeError> {
        let values = [hash(key).into(), Value::Int(self.now().micros())];
        let rows = self.store().snapshot().await?.rows(&WAITING_FILES, &values).await?;
        rows.iter().map(|row| Ok(row.bytes(0)?.to_vec())).collect()
    }

    /// Deletes what waited too long.
    pub(crate) async fn forget_waiting(&self) -> Result<(), OfficeError> {
        Ok(self.store().forget_waiting(self.now()).await?)
    }

    /// What waits under `key`; it stays.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn waiting(&self, key: &str, kind: &str) -> Result<Option<String>, OfficeError> {
        let values = [hash(key).into(), Value::from(kind), Value::Int(self.now().micros())];
        let row = self.store().snapshot().await?.row(&WAITING, &values).await?;
        Ok(row.map(|row| row.text(0).map(str::to_owned)).transpose()?)
    }

    /// Takes what waits under `key`, once.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn take_waiting(&self, key: &str, kind: &str) -> Result<Option<String>, OfficeError> {
        Ok(self.store().take_waiting(&hash(key), kind, self.now()).await?)
    }
}

fn known(actor: &Actor) -> Result<String, Denied> {
    match actor {
        Actor::Anonymous => Err(Denied::SignIn),
        actor => Ok(actor.to_string()),
    }
}

/// The operator, or whoever runs commands on the database itself.
pub(crate) fn operates(actor: &Actor) -> Result<(), Denied> {
    if *actor == Actor::System { Ok(()) } else { access::check(actor, Action::Operate) }
}
