//! Office files of today (ECMA-376): a document or a spreadsheet, without macros, programs and what loads from elsewhere.

use super::archive::Archive;
use super::{FileKind, FileProblem};

/// Most bytes of a part that is read.
const PART_MAX: u64 = 4 * 1024 * 1024;

/// What it is by its main part, and that nothing in it runs.
pub(super) fn kind(archive: &mut Archive<'_>) -> Result<FileKind, FileProblem> {
    let names: Vec<String> = archive.names().iter().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let kind = match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => FileKind::Docx,
        (false, true) => FileKind::Xlsx,
        _ => return Err(FileProblem::Kind("archive")),
    };
    if names
        .iter()
        .any(|name| name.contains("vbaproject") || name.contains("vbadata") || name.contains("macrosheet"))
    {
        return Err(FileProblem::Macros);
    }
    if names.iter().any(|name| name.contains("activex") || is_program(name)) {
        return Err(FileProblem::Active);
    }
    let types = text(archive, "[Content_Types].xml")?;
    if types.contains("macroenabled") || types.contains("vbaproject") {
        return Err(FileProblem::Macros);
    }
    let main = match kind {
        FileKind::Docx => "wordprocessingml.document.main+xml",
        _ => "spreadsheetml.sheet.main+xml",
    };
    if !types.contains(main) {
        return Err(FileProblem::Kind("archive"));
    }
    let relations: Vec<String> =
        archive.names().iter().filter(|name| name.to_ascii_lowercase().ends_with(".rels")).cloned().collect();
    for name in relations {
        outside(&text(archive, &name)?)?;
    }
    Ok(kind)
}

/// Parts that are programs, or that other programs are packed into.
fn is_program(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let embedded = name.contains("/embeddings/") && ending == "bin";
    embedded
        || matches!(
            ending,
            "exe"
                | "dll"
                | "com"
                | "scr"
                | "msi"
                | "bat"
                | "cmd"
                | "ps1"
                | "vbs"
                | "js"
                | "jar"
                | "hta"
                | "lnk"
                | "html"
                | "htm"
                | "svg"
        )
}

/// A part as text in small letters; what is no text cannot be read as one.
fn text(archive: &mut Archive<'_>, name: &str) -> Result<String, FileProblem> {
    let bytes = archive.part(name, PART_MAX)?;
    String::from_utf8(bytes).map(|text| text.to_ascii_lowercase()).map_err(|_| FileProblem::Broken)
}

/// Links lead outside when somebody follows them; everything else that lies outside would be loaded by itself.
fn outside(relations: &str) -> Result<(), FileProblem> {
    let loads = relations.split("<").filter(|tag| tag.contains("targetmode") && tag.contains("external"));
    let harmless = |tag: &str| {
        let link = tag.contains("/hyperlink\"") || tag.contains("/hyperlink'");
        link && !tag.contains("file:") && !tag.contains("javascript:")
    };
    if loads.into_iter().all(harmless) { Ok(()) } else { Err(FileProblem::Outside) }
}
