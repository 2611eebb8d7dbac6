//! `parvalde register`: the catalogue of the register. What it says is made in `law::register`.

use crate::cli::{Format, Register};
use crate::ended::Ended;
use crate::{lawfiles, out};

/// Prints the catalogue.
///
/// # Errors
/// A folder that does not exist, or law files that are broken.
pub fn run(task: &Register) -> anyhow::Result<Ended> {
    let Register::Catalogue { procedures, format } = task;
    let book = lawfiles::book(procedures.as_deref())?;
    match format {
        Format::Text => out::line(book.register().catalogue_text().trim_end())?,
        Format::Json => out::json(&book.register().catalogue_json())?,
    }
    Ok(Ended::Done)
}
