//! PDF: whole, not locked, and without anything that runs.
//!
//! Names are sought in all bytes of the file, and in what its object streams hold when they are unpacked, each in
//! whatever way it is spelt (`/J#61vaScript`). That finds more than there may be to run, and never less; it follows no
//! reference, so that no file can lead it into a circle, and it unpacks no more than a bound.

use super::FileProblem;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::io::Read as _;

/// Unpacked bytes of the head of a stream, of one object stream, and of all of a file.
const HEAD: u64 = 64;
const STREAM_MAX: u64 = 32 * 1024 * 1024;
const UNPACKED_MAX: usize = 128 * 1024 * 1024;
/// How far from the end the end may be marked.
const TAIL: usize = 2048;

/// Names of what runs, starts something, or brings other files along.
const ACTIVE: [&[u8]; 12] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"FileAttachment",
    b"RichMedia",
    b"Rendition",
    b"XFA",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
    b"Movie",
];

/// Filters that nobody puts before objects today.
const UNUSUAL: [&[u8]; 4] = [b"ASCIIHexDecode", b"ASCII85Decode", b"LZWDecode", b"RunLengthDecode"];

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

pub(super) fn check(bytes: &[u8]) -> Result<(), FileProblem> {
    let version = bytes.get(5..8).is_some_and(|v| matches!(v, [b'1' | b'2', b'.', b'0'..=b'9']));
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if !version || find(tail, b"%%EOF").is_none() || find(bytes, b"startxref").is_none() {
        return Err(FileProblem::Broken);
    }
    let mut found = Found::default();
    found.take(bytes);
    found.judge()?;
    // Objects packed in more than one way are not looked through.
    if found.objects && found.unusual {
        return Err(FileProblem::Broken);
    }
    for content in object_streams(bytes)? {
        found.take(&content);
        found.judge()?;
    }
    if found.catalog { Ok(()) } else { Err(FileProblem::Broken) }
}

/// What the names in some bytes say.
#[derive(Default)]
struct Found {
    active: bool,
    encrypted: bool,
    catalog: bool,
    objects: bool,
    unusual: bool,
}

impl Found {
    fn take(&mut self, bytes: &[u8]) {
        for name in names(bytes) {
            self.active |= ACTIVE.contains(&name.as_slice());
            self.encrypted |= name == b"Encrypt";
            self.catalog |= name == b"Catalog";
            self.objects |= name == b"ObjStm";
            self.unusual |= UNUSUAL.contains(&name.as_slice());
        }
    }

    const fn judge(&self) -> Result<(), FileProblem> {
        if self.encrypted {
            return Err(FileProblem::Encrypted);
        }
        if self.active { Err(FileProblem::Active) } else { Ok(()) }
    }
}

/// Every name (`/Like#20this`) in some bytes, as it is read; longer ones are none of those that are sought.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    const LONGEST: usize = 64;
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(move |(at, _)| {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let mut name = Vec::new();
        let mut letters = rest.iter().take(LONGEST).copied().take_while(|byte| regular(*byte));
        while let Some(letter) = letters.next() {
            if letter != b'#' {
                name.push(letter);
                continue;
            }
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            if let (Some(high), Some(low)) = (digit(letters.next()), digit(letters.next())) {
                name.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            }
        }
        name
    })
}

/// Neither white space nor a sign that ends a name.
const fn regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 0x0c
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

/// What every object stream of a file holds, unpacked.
///
/// A stream of objects begins with pairs of numbers, whatever its dictionary calls it; so each stream is unpacked as far
/// as its first bytes, and further only if they are that. Dictionaries are not asked: they can be written so that two
/// readers read them differently.
fn object_streams(bytes: &[u8]) -> Result<Vec<Vec<u8>>, FileProblem> {
    let mut list = Vec::new();
    let (mut at, mut unpacked) = (0, 0_usize);
    while let Some(next) = find(bytes.get(at..).unwrap_or_default(), b"stream") {
        at += next + b"stream".len();
        let content = bytes.get(at..).unwrap_or_default();
        let skip = content.iter().take(4).take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
        let content = content.get(skip..).unwrap_or_default();
        let Some(head) = unpack(content, HEAD) else { continue };
        match head.as_slice() {
            head if numbers(head) => {}
            // A predictor before the numbers hides what follows: nobody writes objects so.
            [0..=4, head @ ..] if numbers(head) => return Err(FileProblem::Broken),
            _ => continue,
        }
        let Some(objects) = unpack(content, STREAM_MAX) else { return Err(FileProblem::Broken) };
        unpacked = unpacked.saturating_add(objects.len());
        if u64::try_from(objects.len()).unwrap_or(u64::MAX) >= STREAM_MAX || unpacked > UNPACKED_MAX {
            return Err(FileProblem::Broken);
        }
        list.push(objects);
    }
    Ok(list)
}

/// At most `most` bytes of what is packed here; nothing when it is not packed so. What follows it is not looked at.
fn unpack(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    if ZlibDecoder::new(packed).take(most).read_to_end(&mut content).is_ok() && !content.is_empty() {
        return Some(content);
    }
    content.clear();
    DeflateDecoder::new(packed).take(most).read_to_end(&mut content).ok()?;
    (!content.is_empty()).then_some(content)
}

/// Whether bytes are numbers with white space between them.
fn numbers(head: &[u8]) -> bool {
    let is = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    let run = head.iter().take_while(|byte| is(byte)).count();
    // The first object may begin after one pair: `7 0 <<`.
    let words = head.get(..run).unwrap_or_default().split(u8::is_ascii_whitespace);
    words.filter(|word| !word.is_empty()).count() >= 2
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    let first = *sought.first()?;
    let mut at = 0;
    loop {
        let next = bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        at += next;
        if bytes.get(at..)?.starts_with(sought) {
            return Some(at);
        }
        at += 1;
    }
}
