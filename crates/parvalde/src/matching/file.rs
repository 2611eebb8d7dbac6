//! A file of records: CSV with a heading, parted by commas, semicolons or tabs.

use anyhow::{Context as _, bail, ensure};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A file as it was read; every value with the blanks around it taken off.
#[derive(Debug)]
pub struct Table {
    pub path: PathBuf,
    pub heading: Vec<String>,
    /// The line of the file, and the values.
    pub rows: Vec<(u64, csv::StringRecord)>,
}

impl Table {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, has no heading, a line is no UTF-8 text or has another number of values.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read `{shown}`"))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        let parts = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
        let sign = [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| parts(*sign)).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(sign).flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let heading = match reader.headers() {
            Ok(heading) => heading.iter().map(str::to_owned).collect::<Vec<_>>(),
            Err(_) => bail!("`{shown}`: the heading is not UTF-8 text; save the file as UTF-8"),
        };
        ensure!(
            heading.iter().any(|name| !name.is_empty()),
            "`{shown}` has no heading line; the first line names the columns"
        );
        let mut seen = HashSet::new();
        if let Some((at, name)) = heading.iter().enumerate().find(|(_, name)| !seen.insert(name.as_str())) {
            bail!(
                "`{shown}`: the column `{name}` occurs twice in the heading (the second is column {})",
                at + 1
            );
        }
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(true) => {
                    let line = record.position().map_or(line, csv::Position::line);
                    ensure!(
                        record.len() == heading.len(),
                        "`{shown}`, line {line}: {} values where the heading has {}",
                        record.len(),
                        heading.len()
                    );
                    rows.push((line, record.clone()));
                }
                Ok(false) => break,
                Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                    let line = error.position().map_or(line, csv::Position::line);
                    bail!("`{shown}`, line {line}: not UTF-8 text; save the file as UTF-8")
                }
                Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}` further")),
            }
        }
        Ok(Self { path: path.to_owned(), heading, rows })
    }

    /// Where a column stands.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.heading.iter().position(|name| name == column)
    }
}
