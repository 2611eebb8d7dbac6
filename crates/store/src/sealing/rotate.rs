//! Another master key takes over: every key of a stream is wrapped anew, a few at a time, so that work goes on meanwhile
//! and what was broken off is gone on with. Bodies stay as they are.

use super::keys::{KEY_KINDS, STREAM_KEY};
use super::{Keyring, Sealing, passing};
use crate::error::StoreError;
use crate::store::Store;
use crate::value::{Kind, Value};

/// Keys wrapped anew in one transaction.
const AT_ONCE: i64 = 1000;

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrapped {
    /// Keys that were wrapped anew.
    pub keys: u64,
    /// Master keys that are not needed any more.
    pub retired: Vec<String>,
}

impl Store {
    /// Wraps the key of every stream with the master key in use; the others that the ring holds are needed for that, and
    /// no more afterwards. `progress` hears how many are done.
    ///
    /// # Errors
    /// [`StoreError::NoMasterKey`] without a ring; [`StoreError::MasterKeyOther`] for a key that none of its keys wrapped.
    pub async fn rewrap(&self, mut progress: impl FnMut(u64)) -> Result<Rewrapped, StoreError> {
        let Sealing::With(keyring) = &self.scribe.sealing else {
            return Err(StoreError::NoMasterKey(String::new()));
        };
        let (mut keys, mut after) = (0, String::new());
        loop {
            let mut tx = self.db.begin_write().await?;
            let sql = format!(
                "SELECT stream, master, wrapped, erased_at FROM {} WHERE stream > $1 ORDER BY stream LIMIT {AT_ONCE}",
                STREAM_KEY.name
            );
            let rows = tx.rows("keys to wrap", &sql, &[Value::from(after.as_str())], &[], KEY_KINDS).await?;
            let Some(last) = rows.last() else { break };
            after = last.text(0)?.to_owned();
            let mut wrapped = Vec::new();
            for row in &rows {
                // A key that was destroyed has none to wrap.
                let Some(master) = row.opt_text(1)?.filter(|master| *master != keyring.master()) else {
                    continue;
                };
                let stream = row.text(0)?;
                let anew = keyring.rewrap(stream, master, row.bytes(2)?)?;
                // Unless it was destroyed meanwhile.
                wrapped.push([stream.into(), keyring.master().into(), anew.into()]);
            }
            let sql = "UPDATE stream_key SET master = $2, wrapped = $3 WHERE stream = $1 AND erased_at = 0";
            keys += tx.run_each("wrap a key anew", sql, &wrapped).await?;
            tx.commit().await?;
            progress(keys);
        }
        keys += self.rewrap_passing(keyring).await?;
        progress(keys);
        let mut tx = self.db.begin_write().await?;
        let others = tx
            .rows(
                "master keys",
                "SELECT id FROM master_key WHERE id <> $1",
                &[keyring.master().into()],
                &[],
                &[Kind::Text],
            )
            .await?;
        let mut retired = Vec::new();
        for row in &others {
            // The database refuses it while a key is still wrapped by it: somebody else wrote one meanwhile.
            tx.run("master key retired", "DELETE FROM master_key WHERE id = $1", &[row.text(0)?.into()], &[])
                .await?;
            retired.push(row.text(0)?.to_owned());
        }
        tx.commit().await?;
        Ok(Rewrapped { keys, retired })
    }

    /// The keys of what passes; there are few, and those that go meanwhile need none.
    async fn rewrap_passing(&self, keyring: &Keyring) -> Result<u64, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let sql = "SELECT name, master, wrapped FROM passing_key WHERE master <> $1 ORDER BY name";
        let kinds = [Kind::Text, Kind::Text, Kind::Bytes];
        let rows = tx.rows("passing keys", sql, &[keyring.master().into()], &[], &kinds).await?;
        let mut wrapped = Vec::new();
        for row in &rows {
            let anew = keyring.rewrap(&passing::wrapped_as(row.text(0)?), row.text(1)?, row.bytes(2)?)?;
            wrapped.push([row.text(0)?.into(), keyring.master().into(), anew.into()]);
        }
        let sql = "UPDATE passing_key SET master = $2, wrapped = $3 WHERE name = $1";
        let keys = tx.run_each("wrap a passing key anew", sql, &wrapped).await?;
        tx.commit().await?;
        Ok(keys)
    }
}
