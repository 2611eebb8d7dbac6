//! The law files that come with the office: every `.kdl` under `procedures/`, embedded when the crate is built.

use crate::read::tree::{self, Element};
use kernel::Day;

/// Path and text, by path.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The files parsed, one after the other, and where each begins and ends; one that is no KDL has no length.
static TREES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/trees.bin"));
static PLACES: &[(usize, usize)] = include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// Path (relative to `procedures/`, such as `lv/country.kdl`) and text of every law file.
#[must_use]
pub fn bundled() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// The tree of a file, when it is one of those built in, unchanged, and was KDL.
pub(crate) fn built_in(path: &str, text: &str) -> Option<Vec<Element<'static>>> {
    let at = FILES.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
    FILES.get(at).filter(|(_, known)| *known == text)?;
    let (from, to) = *PLACES.get(at)?;
    postcard::from_bytes(TREES.get(from..to)?).ok()
}

/// Where a procedure file stands below its country, by its own first words: `id/2026-01-01.kdl`.
#[must_use]
pub fn place(text: &str) -> Option<String> {
    let document = tree::parse(text).ok()?;
    let head = document.first().filter(|head| head.word == "procedure")?;
    let said = |name: Option<&str>| {
        let entry = head.entries.iter().find(|entry| entry.name.as_deref() == name)?;
        entry.value.as_string()
    };
    Some(format!("{}/{}.kdl", said(None)?, said(Some("in-force"))?.parse::<Day>().ok()?))
}
