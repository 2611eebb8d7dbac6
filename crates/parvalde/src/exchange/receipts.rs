//! Receipts in the exchange: found, read, and put away once the office has them.

use super::schema::ReceiptFile;
use super::write::sync;
use super::{cannot, folders, read, sha256};
use kernel::Timestamp;
use office::cases::sending::Delivery;
use office::post::{Receipt, Word};
use std::fs;
use std::path::Path;

const RECEIPT: &str = "receipt.json";
/// A receipt that is being taken in. A gateway may write the next one meanwhile.
const TAKING: &str = ".taking.json";
/// Receipts taken at once.
const AT_ONCE: usize = 100;
const BYTES_MAX: u64 = 64 * 1024;

/// Receipts that lie there, some of them.
pub(super) fn find(root: &Path) -> Result<Vec<Receipt>, String> {
    let mut found = Vec::new();
    for way in folders(&root.join("out"))? {
        for item in folders(&root.join("out").join(&way))? {
            if found.len() >= AT_ONCE {
                return Ok(found);
            }
            let folder = root.join("out").join(&way).join(&item);
            let (receipt, taking) = (folder.join(RECEIPT), folder.join(TAKING));
            // One that was being taken in when the process was killed comes first.
            if !taking.exists() {
                if !receipt.exists() {
                    continue;
                }
                fs::rename(&receipt, &taking).map_err(cannot("take a receipt"))?;
            }
            let place = format!("out/{way}/{item}/{TAKING}");
            found.push(match read(&taking, BYTES_MAX) {
                Ok(bytes) => {
                    let said = understood(&bytes, &item);
                    Receipt { place, hash: sha256(&bytes), said, item }
                }
                Err(why) => Receipt { place, hash: String::new(), said: Err(why), item },
            });
        }
    }
    Ok(found)
}

fn parse(bytes: &[u8]) -> Result<ReceiptFile, String> {
    // Where it is wrong, not what stands there: that may be about somebody.
    serde_json::from_slice(bytes).map_err(|error| {
        format!("the receipt does not follow its schema (line {}, column {})", error.line(), error.column())
    })
}

fn understood(bytes: &[u8], folder: &str) -> Result<(String, Word), String> {
    let instant = |text: &str| text.parse::<Timestamp>().map_err(|_| "`at` is no instant".to_owned());
    let (item, sha256, word) = match parse(bytes)? {
        ReceiptFile::Accepted { item, sha256, number, at } => {
            (item, sha256, Word::Accepted { reference: number, at: instant(&at)? })
        }
        ReceiptFile::Refused { item, sha256, reason } => (item, sha256, Word::Refused { reason }),
        ReceiptFile::Delivered { item, sha256, at, note } => {
            let word = Word::Became { delivery: Delivery::Delivered, at: instant(&at)?, words: note };
            (item, sha256, word)
        }
        ReceiptFile::Returned { item, sha256, at, note } => {
            let word = Word::Became { delivery: Delivery::Returned, at: instant(&at)?, words: note };
            (item, sha256, word)
        }
    };
    if item != folder {
        return Err("the receipt names another item than the folder in which it lies".to_owned());
    }
    Ok((sha256, word))
}

/// Puts a receipt away. Of an item that was sent the letter goes too; one that nothing more is said of goes whole.
pub(super) fn taken(root: &Path, place: &str) -> Result<(), String> {
    let taking = root.join(place);
    let folder = taking.parent().ok_or("a receipt lies nowhere")?.to_owned();
    let is_sent =
        matches!(read(&taking, BYTES_MAX).and_then(|bytes| parse(&bytes)), Ok(ReceiptFile::Accepted { .. }));
    if is_sent {
        for entry in fs::read_dir(&folder).map_err(cannot("put a receipt away"))? {
            let path = entry.map_err(cannot("put a receipt away"))?.path();
            if path.extension().is_some_and(|ending| ending == "pdf") {
                fs::remove_file(&path).map_err(cannot("put a receipt away"))?;
            }
        }
        fs::rename(&taking, folder.join("accepted.json")).map_err(cannot("put a receipt away"))?;
        return sync(&folder);
    }
    // A receipt that came meanwhile is not thrown away with the rest.
    if folder.join(RECEIPT).exists() {
        fs::remove_file(&taking).map_err(cannot("put a receipt away"))?;
        return sync(&folder);
    }
    fs::remove_dir_all(&folder).map_err(cannot("put a receipt away"))?;
    folder.parent().map_or(Ok(()), sync)
}
