//! Office files as they were before 2007 (MS-CFB): DOC and XLS, without macros and not locked.

use super::{FileKind, FileProblem};
use cfb::CompoundFile;
use std::io::{Cursor, Read as _};

pub(super) const SIGNATURE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The record of a workbook that says that what follows is locked (MS-XLS 2.4.117), and the first and the last of a
/// stream of records.
const FILE_PASS: u16 = 0x002f;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;

/// What it is by its streams.
pub(super) fn kind(bytes: &[u8]) -> Result<FileKind, FileProblem> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileProblem::Broken)?;
    let names: Vec<String> = file.walk().map(|entry| entry.name().to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    // A file of today that is locked by a password is packed so.
    if has("encryptedpackage") || has("encryptioninfo") {
        return Err(FileProblem::Encrypted);
    }
    if has("macros") || has("vba") || has("_vba_project") || has("_vba_project_cur") {
        return Err(FileProblem::Macros);
    }
    // Programs and other files that were dropped into the document.
    if has("objectpool") || names.iter().any(|name| name.contains("ole10native") || name.starts_with("mbd")) {
        return Err(FileProblem::Active);
    }
    if has("worddocument") {
        let head = stream(&mut file, "/WordDocument", 32)?;
        return word(&head).map(|()| FileKind::Doc);
    }
    if has("workbook") {
        let head = stream(&mut file, "/Workbook", 4096)?;
        return workbook(&head).map(|()| FileKind::Xls);
    }
    Err(FileProblem::Kind("other"))
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, path: &str, most: u64) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    let stream = file.open_stream(path).map_err(|_| FileProblem::Broken)?;
    stream.take(most).read_to_end(&mut bytes).map_err(|_| FileProblem::Broken)?;
    Ok(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    pair.try_into().ok().map(u16::from_le_bytes)
}

/// The head of a document (MS-DOC 2.5.2): its mark, and the flag that it is locked.
fn word(head: &[u8]) -> Result<(), FileProblem> {
    const MARK: u16 = 0xa5ec;
    const LOCKED: u16 = 0x0100;
    match (number(head, 0), number(head, 10)) {
        (Some(MARK), Some(flags)) if flags & LOCKED != 0 => Err(FileProblem::Encrypted),
        (Some(MARK), Some(_)) => Ok(()),
        _ => Err(FileProblem::Broken),
    }
}

/// The first records of a workbook.
fn workbook(head: &[u8]) -> Result<(), FileProblem> {
    if number(head, 0) != Some(BOF) {
        return Err(FileProblem::Broken);
    }
    let mut at = 0;
    while let (Some(kind), Some(length)) = (number(head, at), number(head, at + 2)) {
        match kind {
            FILE_PASS => return Err(FileProblem::Encrypted),
            EOF => break,
            _ => at = at + 4 + usize::from(length),
        }
    }
    Ok(())
}
