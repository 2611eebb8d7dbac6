//! Pictures: JPEG and PNG, whole from the first mark to the last.

use super::FileProblem;

pub(super) const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A JPEG: segments up to the scan, and an end. What cameras put behind the end is not looked at.
pub(super) fn jpeg(bytes: &[u8]) -> Result<(), FileProblem> {
    let mut at = 2;
    let mut frame = false;
    loop {
        // A mark may have any number of fill bytes before it.
        let mark = match bytes.get(at..at + 2) {
            Some([0xff, 0xff]) => {
                at += 1;
                continue;
            }
            Some([0xff, mark]) => *mark,
            _ => return Err(FileProblem::Broken),
        };
        at += 2;
        match mark {
            // Marks without content.
            0x01 | 0xd0..=0xd7 => continue,
            0xd8 | 0xd9 => return Err(FileProblem::Broken),
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => frame = true,
            _ => {}
        }
        let length = match bytes.get(at..at + 2) {
            Some([high, low]) => usize::from(*high) * 256 + usize::from(*low),
            _ => return Err(FileProblem::Broken),
        };
        if length < 2 || at + length > bytes.len() {
            return Err(FileProblem::Broken);
        }
        at += length;
        if mark == 0xda {
            break;
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = rest.windows(2).any(|pair| pair == [0xff, 0xd9]);
    if frame && ends { Ok(()) } else { Err(FileProblem::Broken) }
}

/// A PNG: a header first, an end last, chunks in between that hold together.
pub(super) fn png(bytes: &[u8]) -> Result<(), FileProblem> {
    let mut at = PNG.len();
    let mut first = true;
    let mut image = false;
    loop {
        let (Some(length), Some(kind)) = (bytes.get(at..at + 4), bytes.get(at + 4..at + 8)) else {
            return Err(FileProblem::Broken);
        };
        let length = length.iter().fold(0_usize, |number, byte| number * 256 + usize::from(*byte));
        if first && (kind != b"IHDR" || length != 13) {
            return Err(FileProblem::Broken);
        }
        first = false;
        image |= kind == b"IDAT";
        // Length, kind and checksum stand around the content.
        at = at.saturating_add(length).saturating_add(12);
        if at > bytes.len() {
            return Err(FileProblem::Broken);
        }
        if kind == b"IEND" {
            return if image { Ok(()) } else { Err(FileProblem::Broken) };
        }
    }
}
