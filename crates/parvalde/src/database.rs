//! Opening the office on a database named by its address.

use crate::ended::Usage;
use crate::policy;
use anyhow::Context as _;
use kernel::{Clock, OsChance, SystemClock};
use law::LawBook;
use office::{Office, OfficeConfig, Officer};
use std::path::Path;
use std::sync::Arc;

/// Whether a database may begin to exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A file that is not there is made.
    New,
    /// A file that is not there is an error: an empty office is not what was asked about.
    Existing,
    /// As `New`, for a bulk load that may go on with one that was broken off.
    Load,
}

/// Opens the office at `url` with the machine's clock and nobody on the staff list.
///
/// # Errors
/// No address of a database, no such file, or the database does not answer.
pub async fn open(url: &str, wanted: Wanted) -> anyhow::Result<Office> {
    open_for(url, wanted, Vec::new()).await
}

/// The same with a staff list.
///
/// # Errors
/// As [`open`].
pub async fn open_for(url: &str, wanted: Wanted, staff: Vec<Officer>) -> anyhow::Result<Office> {
    let law = LawBook::bundled().context("the built-in law files are broken")?;
    open_with(url, wanted, law, Arc::new(SystemClock), staff, false).await
}

/// Opens the office at `url`, if its policies hold.
///
/// # Errors
/// As [`open`].
pub async fn open_with(
    url: &str,
    wanted: Wanted,
    law: LawBook,
    clock: Arc<dyn Clock>,
    staff: Vec<Officer>,
    demonstration: bool,
) -> anyhow::Result<Office> {
    check(url, wanted)?;
    policy::in_force()?;
    let chance = Box::new(OsChance::new().context("the system gives no randomness")?);
    let config = OfficeConfig { db: url.to_owned(), law, clock, chance, staff, demonstration };
    let opened = match wanted {
        Wanted::Load => Office::open_to_load(config).await,
        Wanted::New | Wanted::Existing => Office::open(config).await,
    };
    opened.with_context(|| format!("cannot open `{}`", shown(url)))
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
    if wanted == Wanted::Existing {
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
