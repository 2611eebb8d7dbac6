//! Sessions, what waits for its second half, passkeys and invitations. They are no part of the log and no projection; a
//! rebuild leaves them alone. Tokens are kept as hashes: whoever reads the database cannot sign in with what stands here.

mod rows;

use crate::apply::{claim, insert};
use crate::batch::enter_jobs;
use crate::error::StoreError;
use crate::log::NewJob;
use crate::store::Store;
use crate::value::{Kind, Value};
use kernel::Timestamp;
pub(crate) use rows::PASSKEY;
pub use rows::{InvitationRow, PasskeyRow, SessionRow, Waits};
use rows::{SESSION, WAITING, WAITING_FILE};

/// Seconds for which it is remembered whose a session was after it ended: what was typed in it is given back to them.
const REMEMBERED_SECONDS: i64 = 8 * 60 * 60;
/// A session that is ended has ended so long ago: no clock of another node is that far behind.
const AGO_SECONDS: i64 = 60 * 60;

/// The moment, and since when what is ended then has ended.
fn ended(now: Timestamp) -> [Value; 2] {
    [Value::Int(now.micros()), Value::Int(now.plus_seconds(-AGO_SECONDS).micros())]
}

impl Store {
    /// Opens a session; those that ended long ago go, and of the actor's others all but the `most` used last.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn open_session(&self, row: &SessionRow, most: i64) -> Result<(), StoreError> {
        const SURPLUS: &str = "DELETE FROM session WHERE actor = $1 AND ends_at > $3 AND token_hash NOT IN (\
             SELECT token_hash FROM session WHERE actor = $1 AND ends_at > $3 \
             ORDER BY seen_at DESC, id LIMIT $2)";
        let mut tx = self.db.begin_write().await?;
        let gone = [Value::Int(row.started.plus_seconds(-REMEMBERED_SECONDS).micros())];
        tx.run("sessions ended", "DELETE FROM session WHERE ends_at <= $1", &gone, &[]).await?;
        let now = Value::Int(row.started.micros());
        let actor = [Value::from(row.actor.as_str()), Value::Int(most.saturating_sub(1)), now];
        tx.run("sessions too many", SURPLUS, &actor, &[]).await?;
        insert(&mut tx, &SESSION, &[row.values()], "").await?;
        tx.commit().await
    }

    /// Notes that a session was used, and when it ends now. One that was ended meanwhile stays ended.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn touch_session(
        &self,
        token_hash: &str,
        seen: Timestamp,
        ends: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET seen_at = $2, ends_at = $3 WHERE token_hash = $1 AND ends_at >= $2";
        let values = [Value::from(token_hash), Value::Int(seen.micros()), Value::Int(ends.micros())];
        self.change("session touched", sql, &values).await.map(|_| ())
    }

    /// Notes that the person of a session showed who they are anew.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn confirm_session(&self, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE session SET confirmed_at = $2 WHERE token_hash = $1";
        let values = [Value::from(token_hash), Value::Int(at.micros())];
        self.change("session confirmed", sql, &values).await.map(|_| ())
    }

    /// Notes for whom the client of a session acts.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn session_acts_for(
        &self,
        token_hash: &str,
        person: i64,
        name: &str,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET acting_for = $2, acting_name = $3 WHERE token_hash = $1";
        let values = [Value::from(token_hash), Value::Int(person), Value::from(name)];
        self.change("session acts for", sql, &values).await.map(|_| ())
    }

    /// Ends a session. Whose it was is remembered for a while, as of those that end by themselves.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn end_session(&self, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE session SET ends_at = $3 WHERE token_hash = $1 AND ends_at > $2";
        let [now, ago] = ended(now);
        self.change("session ended", sql, &[Value::from(token_hash), now, ago]).await.map(|_| ())
    }

    /// Ends the actor's session with this number; answers whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn end_session_of(&self, actor: &str, id: i64, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE session SET ends_at = $4 WHERE actor = $1 AND id = $2 AND ends_at > $3";
        let [now, ago] = ended(now);
        Ok(self.change("session ended", sql, &[Value::from(actor), Value::Int(id), now, ago]).await? > 0)
    }

    /// Ends all sessions of an actor but the one under `except`, which may be empty; answers how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn end_sessions_of(
        &self,
        actor: &str,
        except: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let sql = "UPDATE session SET ends_at = $4 WHERE actor = $1 AND token_hash <> $2 AND ends_at > $3";
        let [now, ago] = ended(now);
        self.change("sessions ended", sql, &[Value::from(actor), Value::from(except), now, ago]).await
    }

    /// Keeps something until its second half comes; what waited too long goes. Answers whether the key was free.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn let_wait(&self, waits: &Waits, now: Timestamp) -> Result<bool, StoreError> {
        self.let_wait_with(waits, &[], None, now).await
    }

    /// The same with files beside it, and a job that forgets them when their time is over.
    ///
    /// # Errors
    /// As [`Self::let_wait`].
    pub async fn let_wait_with(
        &self,
        waits: &Waits,
        files: &[Vec<u8>],
        job: Option<&NewJob>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let now = [Value::Int(now.micros())];
        tx.run("waited too long", "DELETE FROM waiting WHERE ends_at <= $1", &now, &[]).await?;
        tx.run("files waited too long", "DELETE FROM waiting_file WHERE ends_at <= $1", &now, &[]).await?;
        let row = [
            Value::from(waits.key_hash.as_str()),
            Value::from(waits.kind.as_str()),
            Value::from(waits.body.as_str()),
            Value::Int(waits.ends.micros()),
        ];
        if !claim(&mut tx, &WAITING, &row).await? {
            return Ok(false);
        }
        for (place, bytes) in (0_i64..).zip(files) {
            let row = vec![
                Value::from(waits.key_hash.as_str()),
                Value::Int(place),
                Value::Bytes(bytes.clone()),
                Value::Int(waits.ends.micros()),
            ];
            insert(&mut tx, &WAITING_FILE, &[row], "").await?;
        }
        enter_jobs(&mut tx, job).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Deletes what waited too long.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn forget_waiting(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        let now = [Value::Int(now.micros())];
        tx.run("waited too long", "DELETE FROM waiting WHERE ends_at <= $1", &now, &[]).await?;
        tx.run("files waited too long", "DELETE FROM waiting_file WHERE ends_at <= $1", &now, &[]).await?;
        tx.commit().await
    }

    /// Takes what waits under a key, once.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn take_waiting(
        &self,
        key_hash: &str,
        kind: &str,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        const TAKE: &str =
            "DELETE FROM waiting WHERE key_hash = $1 AND kind = $2 AND ends_at > $3 RETURNING body";
        let mut tx = self.db.begin_write().await?;
        let values = [Value::from(key_hash), Value::from(kind), Value::Int(now.micros())];
        let rows = tx.rows("waiting taken", TAKE, &values, &[], &[Kind::Text]).await?;
        let of = [Value::from(key_hash)];
        tx.run("waiting files taken", "DELETE FROM waiting_file WHERE key_hash = $1", &of, &[]).await?;
        tx.commit().await?;
        Ok(rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()?)
    }

    /// Forgets invitations that ended.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn forget_invitations(&self, now: Timestamp) -> Result<u64, StoreError> {
        let sql = "DELETE FROM invitation WHERE ends_at <= $1";
        self.change("invitations ended", sql, &[Value::Int(now.micros())]).await
    }

    /// Notes the use of a passkey with what changed in it. It is written only over the body that was read: of two
    /// answers with the same counter one comes too late. Answers whether it was written.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn use_passkey(
        &self,
        credential: &str,
        (before, after): (&str, &str),
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE passkey SET body = $3, used_at = $4 WHERE credential = $1 AND body = $2";
        let values =
            [Value::from(credential), Value::from(before), Value::from(after), Value::Int(at.micros())];
        Ok(self.change("passkey used", sql, &values).await? > 0)
    }

    async fn change(&self, name: &str, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let count = tx.run(name, sql, values, &[]).await?;
        tx.commit().await?;
        Ok(count)
    }
}
