//! Personal codes that cannot be issued.
//!
//! A form with a date of birth: the date, a serial of three digits, and a last digit that the country's
//! public check formula contradicts ([`kernel::CheckDigit::Differs`]). A form without one: the prefix of
//! `synthetic/settings.csv`, and a last digit that a formula, where the form has one, contradicts.
//! Serials whose first digit is 9 belong to the demo cast, so that it never meets a generated person.
//! Why this and how far it protects: `docs/decisions/0007-synthetic-codes.md`.

use super::dice::Dice;
use kernel::{CheckDigit, CodeScheme, Day, PersonalCode};

/// First digit of the serials of the demo cast.
const CAST: u32 = 9;

/// Who a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Series {
    /// A generated person: the serial begins with 0 to 8.
    Generated,
    /// The demo cast: the serial begins with 9.
    Cast,
}

/// A code for somebody born on `birth`, in the form given at that time; `None` as `birth` asks for a
/// form without a date. Only `None` when no form of the country fits.
pub(super) fn draw(
    codes: &CodeScheme,
    prefix: &str,
    birth: Option<Day>,
    series: Series,
    dice: &mut Dice,
) -> Option<PersonalCode> {
    let first = match series {
        Series::Generated => dice.below(CAST),
        Series::Cast => CAST,
    };
    let given =
        |day: Day| codes.forms().iter().rev().find(|form| form.given_from.is_none_or(|from| from <= day));
    let dated = birth.and_then(|day| given(day).and_then(|form| form.centuries.as_deref()).map(|c| (day, c)));
    let body = match dated {
        Some((day, centuries)) => {
            let century = day.year() - day.year() % 100;
            let (digit, _) = centuries.iter().find(|(_, first)| *first == century)?;
            let (day_of_month, month, year) = (day.day(), day.month(), day.year() % 100);
            format!("{day_of_month:02}{month:02}{year:02}{digit}{first}{:02}", dice.below(100))
        }
        None => {
            let places = 9_usize.checked_sub(prefix.len())?;
            let bound = 10_u32.checked_pow(u32::try_from(places).ok()?)?;
            format!("{prefix}{first}{:0places$}", dice.below(bound))
        }
    };
    let last = dice.below(10);
    (0..10).map(|step| (last + step) % 10).find_map(|last| {
        let code = codes.parse(&format!("{body}{last}")).ok()?;
        (codes.check_digit(&code) != CheckDigit::Matches).then_some(code)
    })
}
