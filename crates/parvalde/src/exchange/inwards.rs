//! Messages in the exchange: read whole and within bounds, and taken away once the office has them.

use super::schema::MessageEnvelope;
use super::write::sync;
use super::{cannot, folders, is_plain, read, sha256};
use kernel::Timestamp;
use office::files::FILE_BYTES_MAX;
use office::post::{Found, Message};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ENVELOPE: &str = "envelope.json";
const ENVELOPE_MAX: u64 = 256 * 1024;
const FILES_MAX: usize = 20;
/// What a message was renamed to before it is taken away.
const GONE: &str = ".taken-";

/// The message that lies there first.
pub(super) fn next(root: &Path) -> Result<Option<Found>, String> {
    let inbox = root.join("in");
    let whole = |name: &String| inbox.join(name).join(ENVELOPE).exists();
    let Some(name) = folders(&inbox)?.into_iter().find(whole) else { return Ok(None) };
    let message = understood(&inbox.join(&name));
    Ok(Some(Found { place: format!("in/{name}"), message }))
}

fn understood(folder: &Path) -> Result<Message, String> {
    let bytes = read(&folder.join(ENVELOPE), ENVELOPE_MAX)?;
    let envelope: MessageEnvelope = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("the envelope does not follow its schema (line {line}, column {column})")
    })?;
    if envelope.files.len() > FILES_MAX {
        return Err(format!("a message has at most {FILES_MAX} files"));
    }
    let mut names = BTreeSet::from([ENVELOPE.to_owned()]);
    let mut files = Vec::new();
    // One byte more, so that what is too large is told as it is everywhere.
    let max = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    for file in envelope.files {
        if !is_plain(&file.name) || !names.insert(file.name.clone()) {
            return Err("the name of a file is no plain name, or stands there twice".to_owned());
        }
        let content = read(&folder.join(&file.name), max)?;
        if sha256(&content) != file.sha256 {
            return Err("a file has another hash than the envelope says".to_owned());
        }
        files.push((file.name, content));
    }
    for entry in fs::read_dir(folder).map_err(cannot("list a folder of the exchange"))? {
        let name = entry.map_err(cannot("list a folder of the exchange"))?.file_name();
        if !name.to_str().is_some_and(|name| names.contains(name)) {
            return Err("a file lies there that the envelope does not name".to_owned());
        }
    }
    Ok(Message {
        id: envelope.message,
        hash: sha256(&bytes),
        at: envelope.at.parse::<Timestamp>().map_err(|_| "`at` is no instant".to_owned())?,
        sender: envelope.sender.name,
        personal_code: envelope.sender.personal_code,
        subject: envelope.subject,
        text: envelope.text,
        case: envelope.case,
        files,
    })
}

/// Takes a message away: first out of sight, so that a half of it is never read.
pub(super) fn taken(root: &Path, place: &str) -> Result<(), String> {
    let inbox = root.join("in");
    let from = root.join(place);
    let name = from.file_name().and_then(|name| name.to_str()).ok_or("a message lies nowhere")?;
    let gone = inbox.join(format!("{GONE}{name}"));
    if gone.exists() {
        fs::remove_dir_all(&gone).map_err(cannot("take a message away"))?;
    }
    fs::rename(&from, &gone).map_err(cannot("take a message away"))?;
    fs::remove_dir_all(&gone).map_err(cannot("take a message away"))?;
    sync(&inbox)
}
