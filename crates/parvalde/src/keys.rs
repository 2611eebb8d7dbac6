//! `parvalde key`, and how a master key comes from its file to the store.

use crate::cli::{Db, InToken, Key, Keys};
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::token::{TokenKey, TokenPlace};
use crate::{log, out};
use anyhow::Context as _;
use kernel::{Chance as _, OsChance};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use store::{Keyring, MasterKey, Sealing, SecretMasterKey, StoreError};
use zeroize::Zeroizing;

/// Does what was asked.
///
/// # Errors
/// A file or the database cannot be had.
pub async fn run(task: &Key) -> anyhow::Result<Ended> {
    match task {
        Key::Make { file, within: Some(InToken { pkcs11, token, pin_file }) } => {
            let mut chance = OsChance::new().context("the system gives no randomness")?;
            anyhow::ensure!(!file.exists(), "cannot make `{}`: it exists", file.display());
            let place = TokenKey::make(pkcs11.clone(), token.clone(), pin_file.clone(), &mut chance)?;
            log::keep(file, &place.to_string())?;
            out::line(TokenKey::open(place)?.id())?;
            Ok(Ended::Done)
        }
        Key::Make { file, within: None } => {
            out::line(make(file)?.id())?;
            Ok(Ended::Done)
        }
        Key::Rotate { db } => rotate(db).await,
    }
}

/// What is done about bodies: sealed with the key that is named, or with the one beside a `SQLite` file, or clear.
///
/// # Errors
/// A file of a key cannot be read, or others may read it.
pub fn sealing(url: &str, keys: &Keys) -> anyhow::Result<Sealing> {
    let keys = found(url, keys);
    let Some(file) = keys.master_key else { return Ok(Sealing::Clear) };
    let others = keys.other_master_key.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let chance = Box::new(OsChance::new().context("the system gives no randomness")?);
    Ok(Sealing::with(Keyring::new(read(&file)?, others, chance)))
}

/// The keys as they are named, or the one that stands beside a `SQLite` file.
#[must_use]
pub fn found(url: &str, keys: &Keys) -> Keys {
    let beside = || beside(url).filter(|file| file.exists());
    Keys { master_key: keys.master_key.clone().or_else(beside), ..keys.clone() }
}

/// Sees to it that a demonstration in a file has a master key beside it.
///
/// # Errors
/// The file cannot be made.
pub fn of_demonstration(url: &str, keys: &Keys) -> anyhow::Result<()> {
    if let Some(file) = beside(url).filter(|file| keys.master_key.is_none() && !file.exists()) {
        make(&file)?;
    }
    Ok(())
}

/// Where the key of a `SQLite` file stands when none is named.
fn beside(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite:").map(|file| PathBuf::from(format!("{file}.master-key")))
}

fn read(file: &Path) -> anyhow::Result<Arc<dyn MasterKey>> {
    not_open_to_others(file)?;
    Ok(match log::read::<Named>(file)? {
        Named::Here(key) => Arc::new(key),
        Named::InToken(place) => Arc::new(TokenKey::open(place)?),
    })
}

/// What the file of a master key holds: the key, or in which token it is.
enum Named {
    Here(SecretMasterKey),
    InToken(TokenPlace),
}

impl FromStr for Named {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if TokenPlace::is_named_in(text) {
            return text.parse().map(Self::InToken).map_err(|error| format!("{error}"));
        }
        text.parse().map(Self::Here).map_err(|error| format!("{error}"))
    }
}

/// # Errors
/// Others than its owner may read the file, or there is none.
pub fn not_open_to_others(file: &Path) -> anyhow::Result<()> {
    let mode = std::fs::metadata(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let open = mode.permissions().mode() & 0o077 != 0;
    anyhow::ensure!(
        !open,
        "others may read the secret `{0}`; `chmod 600 {0}` lets nobody but its owner",
        file.display()
    );
    Ok(())
}

fn make(file: &Path) -> anyhow::Result<SecretMasterKey> {
    let mut chance = OsChance::new().context("the system gives no randomness")?;
    let mut secret = Zeroizing::new([0; 32]);
    for part in secret.chunks_mut(8) {
        part.copy_from_slice(&chance.next_u64().to_le_bytes());
    }
    let key = SecretMasterKey::from_secret(secret);
    log::keep(file, &key.to_secret_text())?;
    Ok(key)
}

async fn rotate(db: &Db) -> anyhow::Result<Ended> {
    if db.keys.master_key.is_none() {
        return Err(Usage(
            "name the new key with --master-key, the old one with --other-master-key".to_owned(),
        )
        .into());
    }
    let office = database::open(db, Wanted::Existing).await?;
    let rewrapped = office.store().rewrap(|keys| eprintln!("{keys} keys are wrapped anew")).await;
    office.store().close().await;
    let rewrapped = rewrapped.map_err(|error| match error {
        StoreError::Statement { .. } => anyhow::Error::new(error)
            .context("somebody still wraps keys with the old master key: give every node the new one, and rotate again"),
        other => other.into(),
    })?;
    out::line(format_args!("{} keys are wrapped anew", rewrapped.keys))?;
    for id in rewrapped.retired {
        out::line(format_args!("the master key `{id}` opens nothing in this database any more"))?;
    }
    Ok(Ended::Done)
}
