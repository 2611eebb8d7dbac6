//! What cannot have happened: in days to come, or in a life that had not begun. Told before anything is entered, since an
//! entry that nobody meant is only ever corrected, and a death that nobody died closes a record.

use crate::appointments::book::{is_email, is_phone};
use crate::error::{OfficeError, Problem};
use crate::register::fact::{AssertedFact, Basis, FactValue};
use crate::register::person::PersonHistory;
use kernel::{DateOrder, Day, PartialDate};

/// Whether a date can have come.
fn ahead(today: Day, date: &PartialDate) -> bool {
    date.earliest().is_some_and(|earliest| earliest > today)
}

fn not_ahead(today: Day, field: &'static str, date: &PartialDate) -> Result<(), OfficeError> {
    if ahead(today, date) {
        return Err(OfficeError::field(field, Problem::new("not-happened").with("day", date)));
    }
    Ok(())
}

/// The day on which something happened, and the document that it rests on, are not ahead.
///
/// # Errors
/// [`OfficeError::Invalid`] at `on` and `basis.date`.
pub(super) fn happened(today: Day, on: Option<&PartialDate>, basis: &Basis) -> Result<(), OfficeError> {
    on.map_or(Ok(()), |on| not_ahead(today, "on", on))?;
    not_ahead(today, "basis.date", &PartialDate::Day(basis.date))
}

/// A birth is not ahead, and a contact can be reached.
///
/// # Errors
/// [`OfficeError::Invalid`] at `values`.
pub(super) fn value(today: Day, value: &FactValue) -> Result<(), OfficeError> {
    let wrong = |code| Err(OfficeError::field("values", Problem::new(code)));
    match value {
        FactValue::Birth { date, .. } => not_ahead(today, "values", date),
        FactValue::Contact { channel, contact } if channel == "email" && !is_email(contact) => {
            wrong("wrong-email")
        }
        FactValue::Contact { channel, contact } if channel == "phone" && !is_phone(contact) => {
            wrong("wrong-phone")
        }
        _ => Ok(()),
    }
}

/// Nothing begins in a life before it began.
///
/// # Errors
/// [`OfficeError::Invalid`] at `on`.
pub(super) fn in_their_life(
    history: &PersonHistory,
    on: &PartialDate,
    begins: &[AssertedFact],
) -> Result<(), OfficeError> {
    // A birth that is entered anew is what the rest is measured by.
    if begins.iter().any(|fact| matches!(fact.value, FactValue::Birth { .. })) {
        return Ok(());
    }
    after_birth(history, "on", on)
}

/// A day is not before the birth, as far as that is known.
///
/// # Errors
/// [`OfficeError::Invalid`] at `field`.
pub(crate) fn after_birth(
    history: &PersonHistory,
    field: &'static str,
    on: &PartialDate,
) -> Result<(), OfficeError> {
    let births = history.standing().filter(|known| known.fact.to.is_none());
    let birth = births.filter_map(|known| match &known.fact.value {
        FactValue::Birth { date, .. } => Some(*date),
        _ => None,
    });
    match birth.last().filter(|birth| on.compare(birth) == DateOrder::Before) {
        None => Ok(()),
        Some(birth) => {
            Err(OfficeError::field(field, Problem::new("before-birth").with("day", on).with("birth", birth)))
        }
    }
}
