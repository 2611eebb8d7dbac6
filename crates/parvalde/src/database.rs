//! Opening the office on a database named by its address.

use crate::cli::{Db, InForce, Keys};
use crate::ended::Usage;
use crate::{keys, lawfiles, policy};
use anyhow::Context as _;
use kernel::{Clock, OsChance, SystemClock};
use law::LawBook;
use office::{Office, OfficeConfig, Officer};
use std::path::Path;
use std::sync::Arc;
use store::Sealing;

/// Whether a database may begin to exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A file that is not there is made.
    New,
    /// A file that is not there is an error: an empty office is not what was asked about.
    Existing,
    /// As `New`, for a bulk load that may go on with one that was broken off.
    Load,
    /// As `Existing`, for what reads no body and so needs no key.
    Unopened,
    /// As `Existing`, for what was erased after the backup that was taken in.
    Replay,
}

/// With what an office is opened beside its database.
pub struct With {
    /// The law in force.
    pub law: LawBook,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The staff list.
    pub staff: Vec<Officer>,
    /// Whether letters and documents are specimens.
    pub demonstration: bool,
}

impl With {
    /// The law in force, the machine's clock and nobody on the staff list.
    ///
    /// # Errors
    /// The law files cannot be read or are broken.
    pub fn of(law: &InForce) -> anyhow::Result<Self> {
        let law = lawfiles::book(law.procedures.as_deref())?;
        Ok(Self { law, clock: Arc::new(SystemClock), staff: Vec::new(), demonstration: false })
    }
}

/// Opens the office with the machine's clock and nobody on the staff list.
///
/// # Errors
/// No address of a database, no such file, not the key of this database, or the database does not answer.
pub async fn open(db: &Db, wanted: Wanted) -> anyhow::Result<Office> {
    open_with(&db.url, wanted, &db.keys, With::of(&db.law)?).await
}

/// Opens the office at `url`, if its policies hold.
///
/// # Errors
/// As [`open`].
pub async fn open_with(url: &str, wanted: Wanted, keys: &Keys, with: With) -> anyhow::Result<Office> {
    check(url, wanted)?;
    policy::in_force()?;
    let chance = Box::new(OsChance::new().context("the system gives no randomness")?);
    let sealing = if wanted == Wanted::Unopened { Sealing::Unopened } else { keys::sealing(url, keys)? };
    let With { law, clock, staff, demonstration } = with;
    let config = OfficeConfig { db: url.to_owned(), law, clock, chance, staff, demonstration, sealing };
    let opened = match wanted {
        Wanted::Load => Office::open_to_load(config).await,
        _ => Office::open(config).await,
    };
    let office = opened.with_context(|| format!("cannot open `{}`", shown(url)))?;
    if !matches!(wanted, Wanted::Unopened | Wanted::Replay) && office.store().erasures_due().await? {
        office.store().close().await;
        anyhow::bail!(
            "a backup was taken into `{}`, and what was erased since is not erased again yet; \
             `parvalde retention replay JOURNAL` does it",
            shown(url)
        );
    }
    Ok(office)
}

fn check(url: &str, wanted: Wanted) -> anyhow::Result<()> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(());
    }
    let Some(file) = url.strip_prefix("sqlite:").filter(|file| !file.is_empty()) else {
        let shown = shown(url);
        let message =
            format!("`{shown}` is no database; write sqlite:FILE or postgres://USER@HOST:PORT/NAME");
        return Err(Usage(message).into());
    };
    let path = Path::new(file);
    anyhow::ensure!(!path.is_dir(), "`{file}` is a folder; name a file in it");
    if matches!(wanted, Wanted::Existing | Wanted::Unopened | Wanted::Replay) {
        anyhow::ensure!(
            path.exists(),
            "there is no database `{file}`; `parvalde migrate --db {url}` makes one"
        );
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        anyhow::ensure!(folder.is_dir(), "there is no folder `{}` for the database", folder.display());
    }
    Ok(())
}

/// The address without user, password and parameters, for messages.
pub fn shown(url: &str) -> String {
    let bare = url.split('?').next().unwrap_or(url);
    match bare.split_once("://") {
        Some((scheme, rest)) => {
            let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
            format!("{scheme}://{place}")
        }
        None => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(shown("postgres://me:se@cret@host:5432/db?password=x"), "postgres://host:5432/db");
        assert_eq!(shown("postgres://host/db"), "postgres://host/db");
        assert_eq!(shown("sqlite:data/demo.db"), "sqlite:data/demo.db");
    }
}
