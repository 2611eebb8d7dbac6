//! The exchange folder: where every gateway can be connected, whatever it is written in. A way is connected when it has a
//! folder in `out`.
//!
//! ```text
//! out/WAY/ID/envelope.json, decision-lv.pdf   the office: something to send, renamed into place whole
//! out/WAY/ID/receipt.json                     the gateway: taken, refused, delivered, returned
//! in/ID/envelope.json, FILES                  the gateway: a message, renamed into place whole
//! set-aside/…, REASON.txt                     the office: what was wrong, and why
//! ```
//!
//! Names that begin with a dot are nobody's yet. What is read is first renamed, so that a receipt written meanwhile is
//! never taken away unread; after a `kill -9` everything is found again where it was.

mod inwards;
mod receipts;
mod schema;
mod write;

use crate::cli::ExchangeFile;
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use office::Office;
use office::post::{Carrier, Found, Item, Receipt};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// An exchange folder.
struct Exchange {
    root: PathBuf,
}

/// Connects the office with the exchange folder at `root`; makes what is missing of it.
///
/// # Errors
/// It cannot be made or read.
pub fn connect(office: &Office, root: &Path) -> anyhow::Result<()> {
    for part in ["out", "in", "set-aside"] {
        let path = root.join(part);
        fs::create_dir_all(&path)
            .with_context(|| format!("cannot make the folder `{}` of the exchange", path.display()))?;
    }
    let exchange = Exchange { root: root.to_owned() };
    let (known, unknown): (Vec<String>, Vec<String>) =
        exchange.ways().into_iter().partition(|way| office.law().notification().way(way).is_some());
    for way in unknown {
        tracing::warn!(
            exchange.way = way,
            "the law files know no such way of sending; its folder is not used"
        );
    }
    tracing::info!(exchange.ways = known.join(", "), "the exchange folder is connected");
    office.connect_post(Arc::new(exchange));
    Ok(())
}

/// Prints the schema of a file of the exchange.
///
/// # Errors
/// Nobody reads.
pub fn schema(file: ExchangeFile) -> anyhow::Result<Ended> {
    let schema = match file {
        ExchangeFile::Item => schemars::schema_for!(schema::ItemEnvelope),
        ExchangeFile::Receipt => schemars::schema_for!(schema::ReceiptFile),
        ExchangeFile::Message => schemars::schema_for!(schema::MessageEnvelope),
    };
    out::json(&schema).map(|()| Ended::Done)
}

impl Carrier for Exchange {
    fn ways(&self) -> BTreeSet<String> {
        folders(&self.root.join("out")).unwrap_or_default().into_iter().collect()
    }

    fn hand_over(&self, item: &Item) -> Result<(), String> {
        write::hand_over(&self.root, item)
    }

    fn receipts(&self) -> Result<Vec<Receipt>, String> {
        receipts::find(&self.root)
    }

    fn message(&self) -> Result<Option<Found>, String> {
        inwards::next(&self.root)
    }

    fn taken(&self, place: &str) -> Result<(), String> {
        if place.starts_with("out/") {
            receipts::taken(&self.root, place)
        } else {
            inwards::taken(&self.root, place)
        }
    }

    fn set_aside(&self, place: &str, why: &str) -> Result<(), String> {
        write::set_aside(&self.root, place, why)
    }
}

/// A failure of the file system, with what was done: no names of files, which outsiders choose.
fn cannot(what: &'static str) -> impl Fn(std::io::Error) -> String {
    move |error| format!("cannot {what}: {error}")
}

/// The names of the folders in a folder, in their order, without those that are nobody's yet.
fn folders(path: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot("list a folder of the exchange"))? {
        let entry = entry.map_err(cannot("list a folder of the exchange"))?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if let Some(name) = entry.file_name().to_str().filter(|name| is_folder && !name.starts_with('.')) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Reads a file of at most `max` bytes; links are followed nowhere.
fn read(path: &Path, max: u64) -> Result<Vec<u8>, String> {
    let kind = fs::symlink_metadata(path).map_err(cannot("read a file of the exchange"))?;
    if !kind.is_file() {
        return Err("a file is no plain file".to_owned());
    }
    let file = fs::File::open(path).map_err(cannot("read a file of the exchange"))?;
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes).map_err(cannot("read a file of the exchange"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max {
        return Err(format!("a file is larger than {max} bytes"));
    }
    Ok(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Whether a text is one plain name of a file and nothing more.
fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let one = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    one && !name.starts_with('.') && !name.contains(['/', '\\', '\0']) && name.len() <= 255
}
