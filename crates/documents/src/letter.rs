//! Letters of the office: typed content in, PDF/A-2a + PDF/UA-1 bytes out, set by Typst.
//!
//! Start reading at [`model`]; [`render`] is the one door. Templates and fixed sentences are embedded from
//! `templates/letters`; a new language is a new `texts.<lang>.json` there.

mod glyphs;
mod model;
mod outline;
mod view;
mod world;

pub use model::*;
pub use outline::{Block, Outline, outline};

/// Templates and texts by file name, embedded when the crate is built.
pub(crate) static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// Why a letter could not be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// There is no `texts.<lang>.json` for the language.
    #[error("letters are not available in the language `{0}`")]
    Language(String),
    /// A required text is blank.
    #[error("the letter's `{0}` is blank")]
    Blank(&'static str),
    /// A norm is not verified and the letter is not a demonstration.
    #[error("the norm `{0}` is not verified and may not stand in a letter")]
    Unconfirmed(String),
    /// The fees of a receipt are in different currencies, or their sum is out of range.
    #[error("the fees of a receipt cannot be added up")]
    Total,
    /// The template was refused; a fault of the office, never of the letter's content.
    #[error("the letter's template is broken: {0}")]
    Template(String),
    /// The document could not be written in the archival form.
    #[error("the letter could not be written as an archival document: {0}")]
    Pdf(String),
}

/// Sets `letter` as a tagged PDF (PDF/A-2a and PDF/UA-1).
///
/// A character that no embedded font has is named by its number, as `[U+1F600]`.
/// Output: the document's bytes; the same letter gives the same bytes, for no time or chance enters.
/// Errors: see [`LetterError`].
pub fn render(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    if !crate::words::languages().any(|lang| lang == letter.lang) {
        return Err(LetterError::Language(letter.lang.to_string()));
    }
    let view = view::view(letter)?;
    let ident = format!("{}/{}/{}", letter.letterhead.authority, letter.reference, letter.lang);
    world::set(&view, &ident)
}

/// Whether a letter prints every character of `text`, so that none must be named by its number.
#[must_use]
pub fn printable(text: &str) -> bool {
    world::glyphs().is_ok_and(|glyphs| !glyphs.shown(text, glyphs::Signs::All).1)
}
