//! Writing into the exchange so that nobody ever sees half of anything.

use super::schema::{Addressee, FileEntry, ItemEnvelope};
use super::{cannot, is_plain};
use office::post::Item;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

/// Puts a file on the disk.
fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let mut file = File::create(path).map_err(cannot("write to the exchange"))?;
    file.write_all(bytes).map_err(cannot("write to the exchange"))?;
    file.sync_all().map_err(cannot("write to the exchange"))
}

/// What was renamed in a folder stays renamed.
pub(super) fn sync(folder: &Path) -> Result<(), String> {
    let folder = File::open(folder).map_err(cannot("write to the exchange"))?;
    folder.sync_all().map_err(cannot("write to the exchange"))
}

/// Writes an item beside its place and renames it there. One that is there already is left as it is.
pub(super) fn hand_over(root: &Path, item: &Item) -> Result<(), String> {
    if !is_plain(&item.way) || !is_plain(&item.id) {
        return Err("the item has no plain name".to_owned());
    }
    let folder = root.join("out").join(&item.way);
    if !folder.is_dir() {
        return Err(format!("there is no gateway for `{}`: its folder is missing", item.way));
    }
    let place = folder.join(&item.id);
    if place.exists() {
        return Ok(());
    }
    let beside = folder.join(format!(".{}", item.id));
    if beside.exists() {
        // Left behind by a process that was killed.
        fs::remove_dir_all(&beside).map_err(cannot("write to the exchange"))?;
    }
    fs::create_dir(&beside).map_err(cannot("write to the exchange"))?;
    for file in &item.files {
        put(&beside.join(&file.name), &file.bytes)?;
    }
    let entry =
        |file: &office::post::ItemFile| FileEntry { name: file.name.clone(), sha256: file.sha256.clone() };
    let envelope = ItemEnvelope {
        item: item.id.clone(),
        way: item.way.clone(),
        addressee: Addressee { name: item.addressee.clone(), personal_code: item.personal_code.clone() },
        address: item.address.clone(),
        case: item.case.to_string(),
        reference: item.case.grouped(),
        language: item.lang.code().to_owned(),
        ordered: item.ordered.to_string(),
        files: item.files.iter().map(entry).collect(),
    };
    let text = serde_json::to_vec_pretty(&envelope).map_err(|error| error.to_string())?;
    put(&beside.join("envelope.json"), &text)?;
    sync(&beside)?;
    fs::rename(&beside, &place).map_err(cannot("write to the exchange"))?;
    sync(&folder)
}

/// Moves what is wrong out of the way, with the reason beside it.
pub(super) fn set_aside(root: &Path, place: &str, why: &str) -> Result<(), String> {
    let from = root.join(place);
    // `out/WAY/ID/.taking.json` becomes `out.WAY.ID`, `in/ID` becomes `in.ID`; what came before is kept.
    let parts = place.split('/').filter(|part| !part.starts_with('.'));
    let stem = parts.collect::<Vec<_>>().join(".");
    let ending = if from.is_dir() { "" } else { ".json" };
    let aside = root.join("set-aside");
    let free = |number: &u32| !aside.join(format!("{stem}-{number}{ending}")).exists();
    let number = (1..u32::MAX).find(free).ok_or("too much was set aside under one name")?;
    put(&aside.join(format!("{stem}-{number}.reason.txt")), format!("{why}\n").as_bytes())?;
    fs::rename(&from, aside.join(format!("{stem}-{number}{ending}")))
        .map_err(cannot("set something of the exchange aside"))?;
    sync(&aside)?;
    from.parent().map_or(Ok(()), sync)
}
