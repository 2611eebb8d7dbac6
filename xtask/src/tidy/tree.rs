//! The files of the repository as text in memory, so that a fixture is as good as the real thing.

use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// What is built or private, not part of the repository; `.git` is a file in a worktree.
const SKIPPED: &[&str] =
    &[".git", "target", "bench/target", "fuzz/target", "fuzz/artifacts", "data", "node_modules"];

/// Text files by their path from the root, with `/` between the parts.
#[derive(Debug, Default)]
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    /// Reads every text file under `root`; files that are not UTF-8 (fonts, pictures) are left out.
    ///
    /// # Errors
    /// A folder or file that cannot be read, named in the message.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// A tree made of `files`, for fixtures.
    pub fn of<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.into(), text.into())).collect())
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> anyhow::Result<()> {
        let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().with_context(|| format!("reading {path}"))?;
            if SKIPPED.contains(&path.as_str()) {
                continue;
            }
            if kind.is_dir() {
                self.read_folder(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_file() {
                let bytes = std::fs::read(entry.path()).with_context(|| format!("reading {path}"))?;
                if let Ok(text) = String::from_utf8(bytes) {
                    self.0.insert(path, text);
                }
            }
        }
        Ok(())
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All files: path and text, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The Rust files under `folder` (such as `crates/`).
    pub fn rust(&self, folder: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".rs"))
    }
}
