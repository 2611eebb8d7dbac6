//! ZIP containers: what their directory says is in them, and single parts of it up to a bound.

use super::FileProblem;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

pub(super) const SIGNATURE: &[u8] = b"PK\x03\x04";

/// Parts of a container at most, and their bytes when all are unpacked.
const PARTS_MAX: usize = 5000;
const UNPACKED_MAX: u64 = 500 * 1024 * 1024;

/// A container that is open.
pub(super) struct Archive<'a> {
    inner: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Archive<'a> {
    /// Opens a container and reads its directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let mut inner = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileProblem::Broken)?;
        if inner.is_empty() || inner.len() > PARTS_MAX {
            return Err(FileProblem::Broken);
        }
        let (mut names, mut unpacked) = (Vec::new(), 0_u64);
        for at in 0..inner.len() {
            let part = inner.by_index_raw(at).map_err(|_| FileProblem::Broken)?;
            if part.encrypted() {
                return Err(FileProblem::Encrypted);
            }
            unpacked = unpacked.saturating_add(part.size());
            let name = part.name().map_err(|_| FileProblem::Broken)?.into_owned();
            // Whoever unpacks it must not be led out of the folder.
            if name.starts_with('/') || name.contains(['\\', ':', '\0']) || name.split('/').any(|p| p == "..")
            {
                return Err(FileProblem::Broken);
            }
            names.push(name);
        }
        if unpacked > UNPACKED_MAX {
            return Err(FileProblem::Broken);
        }
        Ok(Self { inner, names })
    }

    /// The names of its parts, as the directory gives them.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// A part, unpacked; one that is larger than `most` is not taken.
    pub(super) fn part(&mut self, name: &str, most: u64) -> Result<Vec<u8>, FileProblem> {
        let part = self.inner.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) => FileProblem::Encrypted,
            _ => FileProblem::Broken,
        })?;
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| FileProblem::Broken)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            return Err(FileProblem::TooLarge);
        }
        Ok(bytes)
    }
}
