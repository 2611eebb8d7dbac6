//! The closed world a letter is set in: embedded templates, texts and fonts, and one file of data. No disk, no
//! network, no clock.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Value, json};
use typst::LibraryExt;
use typst_layout::PagedDocument;
use typst_library::diag::{FileError, FileResult, SourceDiagnostic};
use typst_library::foundations::{Bytes, Datetime, Duration, Smart};
use typst_library::text::{Font, FontBook};
use typst_library::{Library, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::utils::LazyHash;

use super::glyphs::{FAMILIES, Glyphs, Signs};
use super::{FILES, LetterError};

/// What every letter shares; built once.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    glyphs: Glyphs,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    main: FileId,
    data: FileId,
}

fn id(name: &str) -> Result<FileId, LetterError> {
    let path = VirtualPath::new(name).map_err(|_| LetterError::Template(format!("`{name}` is no path")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn shared() -> Result<&'static Shared, LetterError> {
    static SHARED: OnceLock<Result<Shared, LetterError>> = OnceLock::new();
    SHARED.get_or_init(build).as_ref().map_err(Clone::clone)
}

fn build() -> Result<Shared, LetterError> {
    let fonts: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    let mut book = FontBook::new();
    for font in &fonts {
        book.push(font.info().clone());
    }
    let (mut sources, mut files) = (HashMap::new(), HashMap::new());
    for (name, text) in FILES {
        let id = id(name)?;
        if name.ends_with(".typ") {
            sources.insert(id, Source::new(id, (*text).to_owned()));
        }
        files.insert(id, Bytes::new(text.as_bytes()));
    }
    Ok(Shared {
        library: LazyHash::new(Library::builder().build()),
        book: LazyHash::new(book),
        glyphs: Glyphs::of(&fonts),
        fonts,
        sources,
        files,
        main: id("letter.typ")?,
        data: id("data.json")?,
    })
}

/// One letter's world: the shared parts and its data, which the template reads as `data.json`.
struct LetterWorld {
    shared: &'static Shared,
    data: Bytes,
}

impl World for LetterWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data {
            return Ok(self.data.clone());
        }
        self.shared.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

/// What is wrong, without what is quoted from the letter: the message is noted where no person is.
fn first_message(errors: &[SourceDiagnostic]) -> String {
    errors.first().map_or_else(
        || "no reason given".to_owned(),
        |error| error.message.split('`').step_by(2).collect::<Vec<_>>().join("…"),
    )
}

/// The glyphs of the embedded fonts.
pub(super) fn glyphs() -> Result<&'static Glyphs, LetterError> {
    Ok(&shared()?.glyphs)
}

/// Sets the letter of these values.
///
/// What no embedded font has is named by its number. Where a document that keeps the rules of the archive still cannot
/// be made, for a script whose letters join or stack, all but plain letters are named.
/// `ident` names the document stably; the PDF's identifier is derived from it, so the same letter gives the
/// same bytes.
pub(super) fn set(values: &Value, ident: &str) -> Result<Vec<u8>, LetterError> {
    let shared = shared()?;
    let with = |signs| {
        let mut values = values.clone();
        shared.glyphs.show(&mut values, signs);
        if let Some(values) = values.as_object_mut() {
            values.insert("fonts".to_owned(), json!(FAMILIES));
        }
        set_data(shared, values.to_string(), ident.to_owned())
    };
    match with(Signs::All) {
        Err(LetterError::Pdf(_)) => with(Signs::Plain),
        other => other,
    }
}

fn set_data(shared: &'static Shared, data: String, ident: String) -> Result<Vec<u8>, LetterError> {
    let world = LetterWorld { shared, data: Bytes::from_string(data) };
    let compiled = typst::compile::<PagedDocument>(&world).output;
    let pdf = compiled.map_err(|errors| LetterError::Template(first_message(&errors))).and_then(|document| {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| LetterError::Pdf(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some("Pārvalde".to_owned())),
            timestamp: None,
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| LetterError::Pdf(first_message(&errors)))
    });
    // The layout cache holds personal data; it does not outlive the letter by more than a few others.
    comemo::evict(2);
    pdf
}
