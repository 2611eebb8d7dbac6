//! Law files from the disk: a folder of them, or one changed file among those built in.

use crate::ended::Usage;
use anyhow::Context as _;
use law::{LawBook, LawErrors};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// A law file has some kilobytes.
const FILE_BYTES_MAX: u64 = 4 << 20;
const FILES_MAX: usize = 10_000;

/// Law files by their path below `procedures/`, such as `lv/country.kdl`.
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
        Some(folder) => Ok(load(&read(folder)?)?),
    }
}

/// Loads and proves files.
///
/// # Errors
/// [`LawErrors`] with every fault.
pub fn load(files: &Files) -> Result<LawBook, LawErrors> {
    LawBook::load(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// The files of a folder; a single file, or a folder that is only a part of a country, is laid over the
/// built-in ones.
///
/// # Errors
/// There is no such place, nothing of law in it, or a file that is no text.
pub fn read(place: &Path) -> anyhow::Result<Files> {
    let place = place
        .canonicalize()
        .map_err(|_| Usage(format!("there is no file or folder `{}`", place.display())))?;
    let mut found = Files::new();
    collect(&place, &mut found)?;
    if found.is_empty() {
        return Err(Usage(format!("`{}` has no law file (name.kdl)", place.display())).into());
    }
    if found.keys().any(|path| path.ends_with("/country.kdl")) && place.is_dir() {
        return Ok(found);
    }
    let mut files = bundled();
    files.extend(found);
    Ok(files)
}

fn collect(place: &Path, found: &mut Files) -> anyhow::Result<()> {
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
    let text =
        String::from_utf8(bytes).ok().with_context(|| format!("`{}` is not UTF-8 text", place.display()))?;
    found.insert(below_procedures(place), text);
    Ok(())
}

/// `…/procedures/lv/x/2026-01-01.kdl` is `lv/x/2026-01-01.kdl`. Elsewhere the file's name tells its place: a
/// day is a version of the procedure that its folder is called after, any other belongs to the country.
fn below_procedures(file: &Path) -> String {
    let parts: Vec<&str> = file
        .components()
        .filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
        .collect();
    if let Some(at) = parts.iter().rposition(|part| *part == "procedures") {
        return parts.get(at + 1..).unwrap_or_default().join("/");
    }
    let version = file.file_stem().and_then(|s| s.to_str()).is_some_and(|s| s.parse::<kernel::Day>().is_ok());
    let depth = if version { 3 } else { 2 };
    let home = bundled_country();
    let mut tail: Vec<&str> = parts.get(parts.len().saturating_sub(depth)..).unwrap_or_default().to_vec();
    match tail.first_mut() {
        // `…/lv/x/2026-01-01.kdl` keeps its country; one that is no country's code gets the built-in one.
        Some(first) if tail_is_country(first) => {}
        Some(first) => *first = &home,
        None => {}
    }
    tail.join("/")
}

fn tail_is_country(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|b| b.is_ascii_lowercase())
}

fn bundled_country() -> String {
    let first = law::files::bundled().first().map_or("", |(path, _)| path);
    first.split('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::below_procedures;
    use std::path::Path;

    #[test]
    fn a_file_finds_its_place_below_procedures() {
        for (path, place) in [
            ("/a/procedures/lv/loan/2026-01-01.kdl", "lv/loan/2026-01-01.kdl"),
            ("/a/b/lv/loan/2026-01-01.kdl", "lv/loan/2026-01-01.kdl"),
            ("/draft/loan/2026-01-01.kdl", "lv/loan/2026-01-01.kdl"),
            ("/draft/ee/facts.kdl", "ee/facts.kdl"),
            ("/draft/facts.kdl", "lv/facts.kdl"),
        ] {
            assert_eq!(below_procedures(Path::new(path)), place, "{path}");
        }
    }
}
