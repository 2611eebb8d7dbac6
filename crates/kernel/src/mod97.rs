//! The check of ISO 7064 (MOD 97-10), which account numbers (ISO 13616) and creditor references (ISO 11649) share.

/// The remainder by 97 of the number that the characters stand for, letters as two digits (A is 10, Z is 35).
/// `None` for anything but digits and capital letters.
fn remainder(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0_u32;
    for c in text {
        let value = match c {
            '0'..='9' | 'A'..='Z' => c.to_digit(36)?,
            _ => return None,
        };
        let shifted = if value < 10 { rest * 10 } else { rest * 100 };
        rest = (shifted + value) % 97;
    }
    Some(rest)
}

/// Whether a code whose first four characters are moved to its end has the remainder 1, as ISO 13616 and ISO 11649 ask, and
/// its check digits, the third and fourth character, run from 02 to 98: 00, 01 and 99 would be second writings of others.
#[must_use]
pub fn holds(compact: &str) -> bool {
    let digits = compact.get(2..4).and_then(|digits| digits.parse::<u32>().ok());
    if !digits.is_some_and(|digits| (2..=98).contains(&digits)) {
        return false;
    }
    let moved = compact.chars().skip(4).chain(compact.chars().take(4));
    remainder(moved) == Some(1)
}

/// The two check digits for a code of this prefix and body.
#[must_use]
pub fn check_digits(prefix: &str, body: &str) -> Option<u32> {
    let zeroed = body.chars().chain(prefix.chars()).chain("00".chars());
    remainder(zeroed).map(|rest| 98 - rest)
}

/// The code in groups of four, as people read and type it.
#[must_use]
pub fn grouped(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() + compact.len() / 4);
    for (i, c) in compact.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}
