//! Law files from the disk: a folder of them, or one changed file among those built in.

use crate::ended::Usage;
use crate::out;
use anyhow::Context as _;
use law::{LawBook, LawErrors};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// A law file has some kilobytes.
const FILE_BYTES_MAX: u64 = 4 << 20;
const FILES_MAX: usize = 10_000;
/// Each country's folder has this file.
const COUNTRY: &str = "country.kdl";

/// Law files by their path below the folder of all countries, such as `lv/country.kdl`.
pub type Files = BTreeMap<String, String>;

/// The files built into the program.
pub fn bundled() -> Files {
    law::files::bundled().iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The law book of `folder`, or the one built in.
///
/// # Errors
/// The folder cannot be read, or its files are broken: every fault with its place.
pub fn book(folder: Option<&Path>) -> anyhow::Result<LawBook> {
    match folder {
        None => LawBook::bundled().context("the built-in law files are broken"),
        Some(folder) => Ok(load(&read(folder)?.files)?),
    }
}

/// Loads and proves files.
///
/// # Errors
/// [`LawErrors`] with every fault.
pub fn load(files: &Files) -> Result<LawBook, LawErrors> {
    LawBook::load(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Law files, and which of them somebody asked about.
pub struct Given {
    /// All files that are loaded together.
    pub files: Files,
    /// The paths of those that were named, alone or as a folder.
    pub asked: BTreeSet<String>,
}

/// The files of a folder. A single file, or a folder that is only a part of a country, is read together with the
/// country's folder that it lies in; one that lies in none is laid over the built-in files.
///
/// # Errors
/// There is no such place, nothing of law in it, or a file that is no text.
pub fn read(place: &Path) -> anyhow::Result<Given> {
    let place = place
        .canonicalize()
        .map_err(|_| Usage(format!("there is no file or folder `{}`", place.display())))?;
    let mut named = BTreeMap::new();
    collect(&place, &mut named)?;
    if named.is_empty() {
        return Err(Usage(format!("`{}` has no law file (name.kdl)", place.display())).into());
    }
    let homes = homes(&named);
    if place.is_dir() && !homes.is_empty() {
        alone(&homes)?;
        let files = placed(&named, &homes);
        let asked = files.keys().cloned().collect();
        return Ok(Given { files, asked });
    }
    // A file stands in the folder of its country, or in one of the folders of that.
    let around = place.ancestors().skip(1).take(2).find(|folder| folder.join(COUNTRY).is_file());
    let Some(home) = around else {
        let named = placed(&named, &[]);
        let asked = named.keys().cloned().collect();
        let mut files = bundled();
        files.extend(named);
        return Ok(Given { files, asked });
    };
    let mut all = BTreeMap::new();
    collect(home, &mut all)?;
    let homes = [home.to_owned()];
    Ok(Given { files: placed(&all, &homes), asked: placed(&named, &homes).into_keys().collect() })
}

/// The folders of countries among these files.
fn homes(found: &BTreeMap<PathBuf, String>) -> Vec<PathBuf> {
    let countries = found.keys().filter(|file| file.file_name().is_some_and(|name| name == COUNTRY));
    countries.filter_map(|file| file.parent().map(Path::to_owned)).collect()
}

/// Two folders of one country are two laws: laid over each other they would be neither.
fn alone(homes: &[PathBuf]) -> Result<(), Usage> {
    for (at, home) in homes.iter().enumerate() {
        if let Some(other) = homes.iter().take(at).find(|other| code(other) == code(home)) {
            let (one, other, code) = (other.display(), home.display(), code(home));
            return Err(Usage(format!(
                "`{one}` and `{other}` both hold the law of the country `{code}`; name one of them"
            )));
        }
    }
    Ok(())
}

/// The files by their place in the law: below the folder of their country, whatever that is called, or as the file
/// itself says.
fn placed(found: &BTreeMap<PathBuf, String>, homes: &[PathBuf]) -> Files {
    let place = |file: &Path, text: &str| {
        let home = homes.iter().find_map(|home| Some((home, file.strip_prefix(home).ok()?)));
        if let Some((home, below)) = home {
            return format!("{}/{}", code(home), joined(below));
        }
        // Beside the folder of the country: another one, which is told.
        let beside = homes.iter().find_map(|home| file.strip_prefix(home.parent()?).ok());
        beside.map_or_else(|| by_itself(file, text), joined)
    };
    found.iter().map(|(file, text)| (place(file, text), text.clone())).collect()
}

fn joined(path: &Path) -> String {
    names(path).join("/")
}

fn names(path: &Path) -> Vec<&str> {
    let name = |part| if let Component::Normal(name) = part { name.to_str() } else { None };
    path.components().filter_map(name).collect()
}

fn collect(place: &Path, found: &mut BTreeMap<PathBuf, String>) -> anyhow::Result<()> {
    if place.is_dir() {
        let entries =
            std::fs::read_dir(place).with_context(|| format!("cannot read `{}`", place.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read `{}`", place.display()))?;
            let path = entry.path();
            let kdl = path.extension().is_some_and(|e| e == "kdl");
            // A link may lead in a circle: only what lies here is read.
            let kind = entry.file_type().with_context(|| format!("cannot read `{}`", path.display()))?;
            if kind.is_dir() || (kind.is_file() && kdl) {
                collect(&path, found)?;
            }
        }
        return Ok(());
    }
    anyhow::ensure!(found.len() < FILES_MAX, "more than {FILES_MAX} law files");
    let size = place.metadata().with_context(|| format!("cannot read `{}`", place.display()))?.len();
    anyhow::ensure!(size <= FILE_BYTES_MAX, "`{}` has {size} bytes: that is no law file", place.display());
    let bytes = std::fs::read(place).with_context(|| format!("cannot read `{}`", place.display()))?;
    let text = out::text(bytes).with_context(|| format!("cannot read `{}`", place.display()))?;
    found.insert(place.to_owned(), text);
    Ok(())
}

/// Where a file that lies in no country's folder belongs. Its name tells: a day is a version of the procedure that
/// its folder is called after, a file in `facts` or `portal` stays there, any other belongs to the country, unless it
/// begins as a procedure.
fn by_itself(file: &Path, text: &str) -> String {
    let parts = names(file);
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = parts.iter().rev().nth(1).copied().unwrap_or_default();
    let depth =
        if stem.parse::<kernel::Day>().is_ok() || ["facts", "portal"].contains(&folder) { 3 } else { 2 };
    if depth == 2
        && let Some(place) = law::files::place(text)
    {
        return format!("{}/{place}", bundled_country());
    }
    let home = bundled_country();
    let mut tail: Vec<&str> = parts.get(parts.len().saturating_sub(depth)..).unwrap_or_default().to_vec();
    match tail.first_mut() {
        // `…/lv/x/2026-01-01.kdl` keeps its country; one that is no country's code gets the built-in one.
        Some(first) if is_code(first) => {}
        Some(first) => *first = &home,
        None => {}
    }
    tail.join("/")
}

/// The code of the country whose folder this is; the built-in one's where the folder is called otherwise.
fn code(home: &Path) -> String {
    let name = home.file_name().and_then(|name| name.to_str()).filter(|name| is_code(name));
    name.map_or_else(bundled_country, str::to_owned)
}

fn is_code(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|b| b.is_ascii_lowercase())
}

fn bundled_country() -> String {
    let first = law::files::bundled().first().map_or("", |(path, _)| path);
    first.split('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::by_itself;
    use std::path::Path;

    #[test]
    fn a_file_that_lies_in_no_country_finds_its_place() {
        for (path, text, place) in [
            ("/a/b/lv/loan/2026-01-01.kdl", "", "lv/loan/2026-01-01.kdl"),
            ("/draft/loan/2026-01-01.kdl", "", "lv/loan/2026-01-01.kdl"),
            ("/draft/ee/facts.kdl", "", "ee/facts.kdl"),
            ("/draft/facts.kdl", "", "lv/facts.kdl"),
            ("/draft/facts/loan.kdl", "", "lv/facts/loan.kdl"),
            ("/draft/new.kdl", "procedure \"loan\" in-force=\"2026-01-01\" { }", "lv/loan/2026-01-01.kdl"),
        ] {
            assert_eq!(by_itself(Path::new(path), text), place, "{path}");
        }
    }
}
