//! Containers: electronically signed ones (*eDoc*, ASiC-E; ETSI EN 319 162-1), and office files, which are ZIP too.

use super::archive::Archive;
use super::{FILE_BYTES_MAX, FileKind, FileProblem, look_at, office};

/// What the part `mimetype` of a signed container says.
const SIGNED: &[u8] = b"application/vnd.etsi.asic-e+zip";
/// How deep a container may lie in another.
const DEPTH_MAX: u8 = 1;

/// What a ZIP is, if its directory says that it is what it should be.
pub(super) fn kind(bytes: &[u8], depth: u8) -> Result<FileKind, FileProblem> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("mimetype") {
        let says = archive.part("mimetype", 200)?;
        return if says.trim_ascii() == SIGNED {
            signed(&mut archive, depth).map(|()| FileKind::Asice)
        } else {
            Err(FileProblem::Kind("archive"))
        };
    }
    if archive.has("[Content_Types].xml") {
        return office::kind(&mut archive);
    }
    Err(FileProblem::Kind("archive"))
}

/// A signed container: signatures, and files that would be taken by themselves.
fn signed(archive: &mut Archive<'_>, depth: u8) -> Result<(), FileProblem> {
    if depth > DEPTH_MAX {
        return Err(FileProblem::Inside);
    }
    let meta = |name: &str| name.starts_with("META-INF/");
    let names = archive.names().to_vec();
    if !names.iter().any(|name| meta(name) && name.to_ascii_lowercase().contains("signature")) {
        return Err(FileProblem::Broken);
    }
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    let mut files = 0;
    for name in names.iter().filter(|name| *name != "mimetype" && !meta(name) && !name.ends_with('/')) {
        let bytes = archive.part(name, most)?;
        match look_at(&bytes, depth + 1) {
            Ok(_) => files += 1,
            // Words as they are do nothing.
            Err(FileProblem::Kind("text")) if plain(name) => files += 1,
            Err(FileProblem::Encrypted) => return Err(FileProblem::Encrypted),
            Err(_) => return Err(FileProblem::Inside),
        }
    }
    if files > 0 { Ok(()) } else { Err(FileProblem::Broken) }
}

fn plain(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "txt" | "csv")
}
