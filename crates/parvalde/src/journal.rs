//! The erasure journal as a file: a line for each case that was erased, each with a hash over it and the hash of the line
//! before, so that no line can be changed or left out in between.
//!
//! A line is on the disk before the next one is begun. One that was cut by a power failure has no end; it is taken away,
//! and written again with the next run.

use anyhow::Context as _;
use office::retention::{ErasureJournal, JournalEntry};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What the hash of the first line begins with.
const BEGINNING: &str = "parvalde erasure journal 1";
/// Largest journal that is read, in bytes: some million cases.
const BYTES_MAX: u64 = 1 << 30;

/// A journal in a file.
pub struct FileJournal {
    path: PathBuf,
    /// One writes at a time.
    open: Mutex<Open>,
}

struct Open {
    file: File,
    /// Where it ended when it was read or written last.
    tail: Option<Tail>,
}

/// Where a journal ends: the hash of its last line, and the bytes of its whole lines.
#[derive(Clone)]
struct Tail {
    last: String,
    end: u64,
}

impl FileJournal {
    /// Opens a journal, or makes an empty one.
    ///
    /// # Errors
    /// The file cannot be read or written, or was changed.
    pub fn open(path: &Path) -> anyhow::Result<Arc<Self>> {
        let cannot = || format!("cannot open the erasure journal `{}`", path.display());
        let mut open = OpenOptions::new();
        open.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = open.open(path).with_context(cannot)?;
        let journal = Self { path: path.to_owned(), open: Mutex::new(Open { file, tail: None }) };
        journal.read().map_err(anyhow::Error::msg).with_context(cannot)?;
        Ok(Arc::new(journal))
    }

    /// Reads it from its beginning.
    fn whole(&self, file: &mut File) -> Result<(Vec<JournalEntry>, Tail), String> {
        let cannot = |error: std::io::Error| format!("`{}`: {error}", self.path.display());
        let length = file.metadata().map_err(cannot)?.len();
        if length > BYTES_MAX {
            return Err(format!("`{}` is too long to be a journal", self.path.display()));
        }
        file.seek(SeekFrom::Start(0)).map_err(cannot)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(cannot)?;
        let (mut entries, mut tail) = (Vec::new(), Tail { last: BEGINNING.to_owned(), end: 0 });
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let Some(whole) = line.strip_suffix('\n') else { break };
            let changed = || format!("line {number} of `{}` was changed", self.path.display());
            let (hash, said) = whole.split_once(' ').ok_or_else(changed)?;
            if hash != chained(&tail.last, said) {
                return Err(changed());
            }
            entries.push(serde_json::from_str(said).map_err(|_| changed())?);
            hash.clone_into(&mut tail.last);
            tail.end += u64::try_from(line.len()).unwrap_or(0);
        }
        Ok((entries, tail))
    }
}

fn chained(before: &str, said: &str) -> String {
    format!("{:x}", Sha256::new().chain_update(before).chain_update("\n").chain_update(said).finalize())
}

impl ErasureJournal for FileJournal {
    fn append(&self, entry: &JournalEntry) -> Result<(), String> {
        let cannot = |error: std::io::Error| format!("`{}`: {error}", self.path.display());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let length = open.file.metadata().map_err(cannot)?.len();
        let tail = match open.tail.take().filter(|tail| tail.end == length) {
            Some(tail) => tail,
            None => self.whole(&mut open.file)?.1,
        };
        let said = serde_json::to_string(entry).map_err(|error| error.to_string())?;
        let hash = chained(&tail.last, &said);
        let line = format!("{hash} {said}\n");
        let file = &mut open.file;
        file.set_len(tail.end).map_err(cannot)?;
        file.seek(SeekFrom::Start(tail.end)).map_err(cannot)?;
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(cannot)?;
        open.tail = Some(Tail { last: hash, end: tail.end + u64::try_from(line.len()).unwrap_or(0) });
        Ok(())
    }

    fn read(&self) -> Result<Vec<JournalEntry>, String> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (entries, tail) = self.whole(&mut open.file)?;
        open.tail = Some(tail);
        Ok(entries)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::FileJournal;
    use office::retention::{ErasureJournal as _, JournalEntry};

    fn entry(number: u64) -> JournalEntry {
        let case = kernel::CaseId::from_u64(number);
        let erased = serde_json::json!({
            "procedure": "lending", "in_force": "2020-01-01", "kept_until": "2025-03-01", "on": "2025-03-02",
            "rule": { "term": "5 years", "from": "closed" }, "letters": [],
        });
        let erased = serde_json::from_value(erased).unwrap();
        JournalEntry { case, position: 7, streams: vec![format!("case:{case}")], erased }
    }

    #[test]
    fn a_line_that_was_changed_or_left_out_is_named_and_one_that_was_cut_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures");
        let journal = FileJournal::open(&path).unwrap();
        for number in 1..=3 {
            journal.append(&entry(number)).unwrap();
        }
        assert_eq!(journal.read().unwrap(), [entry(1), entry(2), entry(3)]);
        let whole = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        for (wrong, line) in [
            (whole.replacen("lending", "lendinG", 1), "line 1"),
            ([lines[0], lines[2]].concat(), "line 2"),
            ([lines[1], lines[0], lines[2]].concat(), "line 1"),
            (whole.replace("\n", "\r\n"), "line 1"),
        ] {
            std::fs::write(&path, wrong).unwrap();
            let said = journal.read().unwrap_err();
            assert!(said.contains(line), "{said}");
            assert!(FileJournal::open(&path).is_err());
        }
        for cut in [1, 40, lines[2].len() - 1] {
            std::fs::write(&path, &whole[..whole.len() - lines[2].len() + cut]).unwrap();
            let journal = FileJournal::open(&path).unwrap();
            assert_eq!(journal.read().unwrap(), [entry(1), entry(2)]);
            journal.append(&entry(3)).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
        }
    }
}
