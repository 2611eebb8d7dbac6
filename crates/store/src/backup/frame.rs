//! The bytes of a backup: a heading, a frame for each row, the end.
//!
//! A frame is the table's number (one byte) and its values; a value is its kind (one byte) and, for an
//! integer, eight bytes, for text and bytes a length of eight bytes and the content. All numbers are
//! big-endian. The end is the number 255, the count of rows and a SHA-256 over all before it.

use super::BackupError;
use crate::statement::Table;
use crate::value::{Kind, Value};
use sha2::{Digest, Sha256};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};

const HEADING: &[u8] = b"parvalde backup 1\n";
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
    pub(super) fn begin(to: W) -> Result<Self, BackupError> {
        let mut writer = Self { to: BufWriter::new(to), hash: Sha256::new() };
        writer.put(HEADING)?;
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

    pub(super) fn end(mut self, rows: u64) -> Result<(), BackupError> {
        self.put(&[END])?;
        self.number(rows)?;
        let digest = self.hash.clone().finalize();
        self.to.write_all(&digest)?;
        Ok(self.to.flush()?)
    }
}

pub(super) struct Reader<R: Read> {
    from: BufReader<R>,
    hash: Sha256,
}

/// A file that ends too early is damaged, not unreadable.
fn cut(error: std::io::Error) -> BackupError {
    if error.kind() == ErrorKind::UnexpectedEof {
        BackupError::Damaged("it ends too early")
    } else {
        error.into()
    }
}

impl<R: Read> Reader<R> {
    pub(super) fn begin(from: R) -> Result<Self, BackupError> {
        let mut reader = Self { from: BufReader::new(from), hash: Sha256::new() };
        match reader.take::<{ HEADING.len() }>() {
            Ok(heading) if heading == HEADING => Ok(reader),
            Ok(_) | Err(BackupError::Damaged(_)) => Err(BackupError::NotABackup),
            Err(error) => Err(error),
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        let mut bytes = [0; N];
        self.from.read_exact(&mut bytes).map_err(cut)?;
        self.hash.update(bytes);
        Ok(bytes)
    }

    fn byte(&mut self) -> Result<u8, BackupError> {
        self.take().map(|[byte]| byte)
    }

    fn long(&mut self) -> Result<Vec<u8>, BackupError> {
        let length = u64::from_be_bytes(self.take()?);
        if length > LENGTH_MAX {
            return Err(BackupError::Damaged("a value is too long"));
        }
        let mut bytes = Vec::new();
        (&mut self.from).take(length).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).unwrap_or(0) != length {
            return Err(BackupError::Damaged("it ends too early"));
        }
        self.hash.update(&bytes);
        Ok(bytes)
    }

    /// The next row with its table's number; nothing at the end.
    pub(super) fn row(&mut self, tables: &[&Table]) -> Result<Option<(usize, Vec<Value>)>, BackupError> {
        let number = self.byte()?;
        if number == END {
            return Ok(None);
        }
        let number = usize::from(number);
        let table = tables.get(number).ok_or(BackupError::Damaged("a row of an unknown table"))?;
        let mut row = Vec::with_capacity(table.columns.len());
        for (_, kind) in table.columns {
            row.push(match (self.byte()?, kind) {
                (NULL, _) => Value::Null,
                (INT, Kind::Int) => Value::Int(i64::from_be_bytes(self.take()?)),
                (TEXT, Kind::Text) => {
                    let text = String::from_utf8(self.long()?);
                    Value::Text(text.map_err(|_| BackupError::Damaged("a text that is no UTF-8"))?)
                }
                (BYTES, Kind::Bytes) => Value::Bytes(self.long()?),
                _ => return Err(BackupError::Damaged("a value of another kind than its column")),
            });
        }
        Ok(Some((number, row)))
    }

    /// Checks what stands at the end: the count of rows, the hash, and nothing after it.
    pub(super) fn end(mut self, rows: u64) -> Result<(), BackupError> {
        let counted = u64::from_be_bytes(self.take()?);
        let computed: [u8; 32] = self.hash.clone().finalize().into();
        let promised: [u8; 32] = self.take()?;
        if counted != rows || computed != promised {
            return Err(BackupError::Damaged("its check sum does not match"));
        }
        let mut more = [0];
        if self.from.read(&mut more)? > 0 {
            return Err(BackupError::Damaged("something follows its end"));
        }
        Ok(())
    }
}
