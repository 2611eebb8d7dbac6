//! The bytes of a backup: a heading, a frame for each row, the end.
//!
//! After some hundred rows at most stands the number 254 with a SHA-256 over all before it, so that damage is found
//! before a row of it is taken in, and its place can be named. Files of the first version have none of these. Files of the
//! third say after their heading when they were written and until when they may be kept, in microseconds.
//!
//! A frame is the table's number (one byte) and its values; a value is its kind (one byte) and, for an
//! integer, eight bytes, for text and bytes a length of eight bytes and the content. All numbers are
//! big-endian. The end is the number 255, the count of rows and a SHA-256 over all before it.

use super::{BackupError, Kept};
use crate::statement::Table;
use crate::value::{Kind, Value};
use kernel::Timestamp;
use sha2::{Digest, Sha256};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};

const HEADING_3: &[u8] = b"parvalde backup 3\n";
const HEADING: &[u8] = b"parvalde backup 2\n";
const HEADING_1: &[u8] = b"parvalde backup 1\n";
const CHECK: u8 = 254;
const END: u8 = 255;
const NULL: u8 = b'n';
const INT: u8 = b'i';
const TEXT: u8 = b't';
const BYTES: u8 = b'b';
/// No text or blob is longer.
const LENGTH_MAX: u64 = 1 << 30;

pub(super) struct Writer<W: Write> {
    to: BufWriter<W>,
    hash: Sha256,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(to: W, kept: Option<Kept>) -> Result<Self, BackupError> {
        let mut writer = Self { to: BufWriter::new(to), hash: Sha256::new() };
        let Some(Kept { written_at, until }) = kept else {
            writer.put(HEADING)?;
            return Ok(writer);
        };
        writer.put(HEADING_3)?;
        writer.put(&written_at.micros().to_be_bytes())?;
        writer.put(&until.micros().to_be_bytes())?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.hash.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }

    fn number(&mut self, number: u64) -> Result<(), BackupError> {
        self.put(&number.to_be_bytes())
    }

    fn long(&mut self, kind: u8, bytes: &[u8]) -> Result<(), BackupError> {
        self.put(&[kind])?;
        self.number(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        self.put(bytes)
    }

    pub(super) fn row(&mut self, table: usize, row: &[Value]) -> Result<(), BackupError> {
        self.put(&[u8::try_from(table).unwrap_or(END)])?;
        for value in row {
            match value {
                Value::Null => self.put(&[NULL])?,
                Value::Int(value) => {
                    self.put(&[INT])?;
                    self.put(&value.to_be_bytes())?;
                }
                Value::Text(text) => self.long(TEXT, text.as_bytes())?,
                Value::Bytes(bytes) => self.long(BYTES, bytes)?,
            }
        }
        Ok(())
    }

    /// Says what all before it comes to.
    pub(super) fn check(&mut self) -> Result<(), BackupError> {
        self.put(&[CHECK])?;
        let digest = self.hash.clone().finalize();
        self.put(&digest)
    }

    pub(super) fn end(mut self, rows: u64) -> Result<(), BackupError> {
        self.put(&[END])?;
        self.number(rows)?;
        let digest = self.hash.clone().finalize();
        self.to.write_all(&digest)?;
        Ok(self.to.flush()?)
    }
}

/// What comes next in a backup.
pub(super) enum Next {
    /// A row, with its table's number.
    Row(usize, Vec<Value>),
    /// All before this is as it was written.
    Checked,
    /// The end.
    End,
}

pub(super) struct Reader<R: Read> {
    from: BufReader<R>,
    hash: Sha256,
    /// Whether it has checks between rows.
    pub(super) checks: bool,
    /// When it was written and until when it may be kept, where it says so.
    pub(super) kept: Option<Kept>,
    /// Table and number of the last row read, and of the last that a check covers.
    last: (&'static str, u64),
    proved: (&'static str, u64),
}

impl<R: Read> Reader<R> {
    pub(super) fn begin(from: R) -> Result<Self, BackupError> {
        let nowhere = ("", 0);
        let (from, hash) = (BufReader::new(from), Sha256::new());
        let mut reader = Self { from, hash, checks: true, kept: None, last: nowhere, proved: nowhere };
        match reader.take::<{ HEADING.len() }>() {
            Ok(heading) if heading == HEADING => Ok(reader),
            Ok(heading) if heading == HEADING_1 => Ok(Self { checks: false, ..reader }),
            Ok(heading) if heading == HEADING_3 => {
                let written_at = Timestamp::from_micros(i64::from_be_bytes(reader.take()?));
                let until = Timestamp::from_micros(i64::from_be_bytes(reader.take()?));
                Ok(Self { kept: Some(Kept { written_at, until }), ..reader })
            }
            Ok(_) | Err(BackupError::Damaged(_)) => Err(BackupError::NotABackup),
            Err(error) => Err(error),
        }
    }

    /// What is wrong, and where.
    pub(super) fn damaged(&self, why: &str) -> BackupError {
        BackupError::Damaged(match self.proved {
            _ if !self.checks => why.to_owned(),
            ("", _) => format!("{why}, among the first rows"),
            (table, row) => format!("{why}, somewhere after row {row} of `{table}`"),
        })
    }

    /// A file that ends too early is damaged, not unreadable.
    fn cut(&self, error: std::io::Error) -> BackupError {
        if error.kind() == ErrorKind::UnexpectedEof {
            self.damaged("it ends too early")
        } else {
            error.into()
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        let mut bytes = [0; N];
        if let Err(error) = self.from.read_exact(&mut bytes) {
            return Err(self.cut(error));
        }
        self.hash.update(bytes);
        Ok(bytes)
    }

    fn byte(&mut self) -> Result<u8, BackupError> {
        self.take().map(|[byte]| byte)
    }

    fn long(&mut self) -> Result<Vec<u8>, BackupError> {
        let length = u64::from_be_bytes(self.take()?);
        if length > LENGTH_MAX {
            return Err(self.damaged("a value is too long"));
        }
        let mut bytes = Vec::new();
        (&mut self.from).take(length).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).unwrap_or(0) != length {
            return Err(self.damaged("it ends too early"));
        }
        self.hash.update(&bytes);
        Ok(bytes)
    }

    /// What comes next.
    pub(super) fn next(&mut self, tables: &[&'static Table]) -> Result<Next, BackupError> {
        let number = self.byte()?;
        if number == END {
            return Ok(Next::End);
        }
        if number == CHECK && self.checks {
            let computed: [u8; 32] = self.hash.clone().finalize().into();
            if self.take::<32>()? != computed {
                return Err(self.damaged("a check sum does not match"));
            }
            self.proved = self.last;
            return Ok(Next::Checked);
        }
        let number = usize::from(number);
        let Some(table) = tables.get(number) else { return Err(self.damaged("a row of an unknown table")) };
        let mut row = Vec::with_capacity(table.columns.len());
        for (_, kind) in table.columns {
            row.push(match (self.byte()?, kind) {
                (NULL, _) => Value::Null,
                (INT, Kind::Int) => Value::Int(i64::from_be_bytes(self.take()?)),
                (TEXT, Kind::Text) => match String::from_utf8(self.long()?) {
                    Ok(text) => Value::Text(text),
                    Err(_) => return Err(self.damaged("a text that is no UTF-8")),
                },
                (BYTES, Kind::Bytes) => Value::Bytes(self.long()?),
                _ => return Err(self.damaged("a value of another kind than its column")),
            });
        }
        self.last = if self.last.0 == table.name { (table.name, self.last.1 + 1) } else { (table.name, 1) };
        Ok(Next::Row(number, row))
    }

    /// Checks what stands at the end: the count of rows, the hash, and nothing after it.
    pub(super) fn end(mut self, rows: u64) -> Result<(), BackupError> {
        let counted = u64::from_be_bytes(self.take()?);
        let computed: [u8; 32] = self.hash.clone().finalize().into();
        let promised: [u8; 32] = self.take()?;
        if counted != rows || computed != promised {
            return Err(self.damaged("its check sum does not match"));
        }
        let mut more = [0];
        if self.from.read(&mut more)? > 0 {
            return Err(self.damaged("something follows its end"));
        }
        Ok(())
    }
}
