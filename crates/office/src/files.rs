//! Files that come in: what each is by its bytes, and whether the office takes it. A name is never believed.
//!
//! [`CheckedFile::check`] is the one way to a file that may be kept; it is pure. What it refuses, it says why, and what
//! would be right. It is no scanner for viruses: it lets in the few kinds that people need to send, and of them only
//! those that carry nothing that runs ([decision 22](../../../docs/decisions/0022-incoming.md)).

mod archive;
mod container;
mod name;
mod office;
mod ole;
mod pdf;
mod picture;

use crate::act::Office;
use crate::cases::view::stream;
use crate::error::{OfficeError, Problem};
use kernel::CaseId;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::Blob;

/// Most bytes of a file.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Most files that a client sends for one case.
pub const FILES_MAX: usize = 20;
/// Most bytes that a client sends for one case.
pub const CASE_BYTES_MAX: u64 = 50 * 1024 * 1024;

/// The kinds of file that the office takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A document as it is printed.
    Pdf,
    /// A photograph or scan.
    Jpeg,
    /// A picture.
    Png,
    /// A text document of today.
    Docx,
    /// A spreadsheet of today.
    Xlsx,
    /// A text document as it was before 2007.
    Doc,
    /// A spreadsheet as it was before 2007.
    Xls,
    /// An electronically signed container (*eDoc*, ASiC-E).
    Asice,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Pdf, Self::Jpeg, Self::Png, Self::Docx, Self::Xlsx, Self::Doc, Self::Xls, Self::Asice];

    /// The media type under which it is kept and handed out.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Asice => "application/vnd.etsi.asic-e+zip",
        }
    }

    /// The endings that its name may have; the first is the usual one.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Doc => &["doc"],
            Self::Xls => &["xls"],
            Self::Asice => &["edoc", "asice", "sce"],
        }
    }

    /// The kind with this media type.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Nothing is in it.
    Empty,
    /// It is too large.
    TooLarge,
    /// It is of another kind: a code of what it seems to be.
    Kind(&'static str),
    /// It carries macros.
    Macros,
    /// It is locked by a password.
    Encrypted,
    /// It cannot be read to its end.
    Broken,
    /// It carries scripts, starts programs, or hides other files.
    Active,
    /// It loads something from elsewhere.
    Outside,
    /// Something in the container is not taken.
    Inside,
}

impl FileProblem {
    /// The same in the words of the office.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Empty => Problem::new("file-empty"),
            Self::TooLarge => Problem::new("file-too-large").with("max", FILE_BYTES_MAX / (1024 * 1024)),
            Self::Kind(found) => Problem::new("file-kind").with("found", found),
            Self::Macros => Problem::new("file-macros"),
            Self::Encrypted => Problem::new("file-encrypted"),
            Self::Broken => Problem::new("file-broken"),
            Self::Active => Problem::new("file-active"),
            Self::Outside => Problem::new("file-outside"),
            Self::Inside => Problem::new("file-inside"),
        }
    }
}

/// What kind of file these bytes are.
///
/// # Errors
/// [`FileProblem`]: why the office does not take them.
pub fn look(bytes: &[u8]) -> Result<FileKind, FileProblem> {
    look_at(bytes, 0)
}

/// `depth` says how many containers the bytes came out of.
fn look_at(bytes: &[u8], depth: u8) -> Result<FileKind, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileProblem::TooLarge);
    }
    if pdf::is(bytes) {
        return pdf::check(bytes).map(|()| FileKind::Pdf);
    }
    if bytes.starts_with(picture::JPEG) {
        return picture::jpeg(bytes).map(|()| FileKind::Jpeg);
    }
    if bytes.starts_with(picture::PNG) {
        return picture::png(bytes).map(|()| FileKind::Png);
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return ole::kind(bytes);
    }
    if bytes.starts_with(archive::SIGNATURE) {
        return container::kind(bytes, depth);
    }
    Err(FileProblem::Kind(seems(bytes)))
}

/// What bytes of another kind seem to be, as a code that the texts know.
fn seems(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..512).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if text.starts_with("#!") || text.starts_with("@echo") {
        return "program";
    }
    if text.starts_with("<!doctype html") || text.starts_with("<html") || text.contains("<script") {
        return "web-page";
    }
    if text.contains("<svg") {
        return "drawing";
    }
    if text.starts_with("{\\rtf") {
        return "rtf";
    }
    match infer::get(bytes) {
        Some(kind) => match (kind.extension(), kind.matcher_type()) {
            ("heic" | "heif" | "avif", _) => "heic",
            (_, infer::MatcherType::App) => "program",
            (_, infer::MatcherType::Image) => "picture",
            (_, infer::MatcherType::Video) => "video",
            (_, infer::MatcherType::Audio) => "sound",
            (_, infer::MatcherType::Archive) => "archive",
            _ => "other",
        },
        None if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => "text",
        None => "other",
    }
}

/// A file that was checked: its kind is what its bytes say, its name is clean. There is no other way to one.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckedFile {
    name: String,
    kind: FileKind,
    bytes: Vec<u8>,
}

impl CheckedFile {
    /// Checks a file that somebody sends under a name.
    ///
    /// # Errors
    /// [`FileProblem`]: why the office does not take it.
    pub fn check(name: &str, bytes: Vec<u8>) -> Result<Self, FileProblem> {
        let kind = look(&bytes)?;
        Ok(Self { name: name::clean(name, kind), kind, bytes })
    }

    /// Its name, cleaned, with an ending of its kind.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FileKind {
        self.kind
    }

    /// How many bytes it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Never: an empty file is not taken.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Neither name nor bytes belong in a log.
impl std::fmt::Debug for CheckedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckedFile({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// A file that came by a gateway and is none that the office takes; whoever runs the gateway has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// What the sender calls it.
    pub name: String,
    /// Why, as a code of the texts.
    pub why: String,
}

/// What is said of a checked file: an event names it by the hash under which its bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: u64,
    pub(crate) hash: String,
}

impl StoredFile {
    /// What an event says of a file whose bytes are kept before it commits.
    pub(crate) fn of(file: &CheckedFile) -> Self {
        Self {
            name: file.name.clone(),
            media_type: file.kind.media_type().to_owned(),
            bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            hash: format!("{:x}", Sha256::digest(&file.bytes)),
        }
    }
}

impl Office {
    /// Keeps the bytes of a file of a case. An event that names them is committed afterwards, so that none names what is
    /// not there.
    pub(crate) async fn keep_file(&self, case: CaseId, file: CheckedFile) -> Result<(), OfficeError> {
        let blob = Blob { media_type: file.kind.media_type().to_owned(), bytes: file.bytes };
        self.store().put_blob(&stream(case), &blob).await?;
        Ok(())
    }
}
