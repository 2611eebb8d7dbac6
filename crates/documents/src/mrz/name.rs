//! The name field: surname, two fillers, given names; cut by rule when it is too long.
//!
//! Source: Doc 9303 part 4, sections 4.2.2 and 4.2.3 (parts 5, 6 and 7 alike). The standard leaves the way of
//! cutting to the issuer and fixes only this: a name that fits is not cut; a cut field ends with a letter; the
//! first letter of the first given name survives. Ours is deterministic and reproduces the standard's
//! examples of 39 characters.

use super::translit::{LetterError, Transliteration, transliterate};

/// A holder's name in the letters of the zone, in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MrzName {
    surname: String,
    given: String,
}

/// A name as one zone shows it: what the officer and the applicant see before a document is ordered.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NameField {
    /// The field, exactly as wide as the format says.
    pub field: String,
    /// The surname that stands in it, components parted by spaces.
    pub surname: String,
    /// The given names that stand in it; empty when the person has none.
    pub given_names: String,
    /// True when something was cut. The full name is kept beside the zone.
    pub truncated: bool,
}

impl MrzName {
    /// Brings a name into the letters of the zone.
    ///
    /// Input: surname and given names as registered; a person with one name has it as surname and no given
    /// names. Output: `None` when no letter remains. Errors: [`LetterError`].
    pub fn new(
        surname: &str,
        given_names: &str,
        rules: Transliteration,
    ) -> Result<Option<Self>, LetterError> {
        let surname = transliterate(surname, rules)?;
        let given = transliterate(given_names, rules)?;
        Ok(match (surname.is_empty(), given.is_empty()) {
            (true, true) => None,
            // One name alone is the primary identifier, whichever part of the register it stands in.
            (true, false) => Some(Self { surname: given, given: String::new() }),
            _ => Some(Self { surname, given }),
        })
    }

    /// The name in a field of `width` characters (39, 31 or 30).
    #[must_use]
    pub fn fit(&self, width: usize) -> NameField {
        let full = if self.given.is_empty() {
            self.surname.clone()
        } else {
            format!("{}<<{}", self.surname, self.given)
        };
        let truncated = full.len() > width;
        let text = if truncated { self.cut(width) } else { full };
        let (surname, given) = text.split_once("<<").unwrap_or((&text, ""));
        NameField {
            surname: surname.replace('<', " "),
            given_names: given.replace('<', " "),
            field: format!("{text:<<width$}"),
            truncated,
        }
    }

    fn cut(&self, width: usize) -> String {
        let surname: Vec<&str> = self.surname.split('<').collect();
        if self.given.is_empty() {
            return cut_end(&surname, width);
        }
        let given: Vec<&str> = self.given.split('<').collect();
        if self.surname.len() + 3 <= width {
            let room = width - self.surname.len() - 2;
            return format!("{}<<{}", self.surname, cut_end(&given, room));
        }
        // The surname itself is too long. Keep the first given name as far as a third of the field holds it,
        // and shorten the surname's later components evenly; then less of the given name, until it comes out.
        let wanted = self.given.split('<').next().map_or(1, str::len).min(width / 3).max(1);
        for kept in (1..=wanted).rev() {
            let text = shorten(&surname, width - 2 - kept);
            let room = width.saturating_sub(text.len() + 2);
            let whole = format!("{text}<<{}", cut_end(&given, room));
            if whole.len() == width {
                return whole;
            }
        }
        let initial = self.given.get(..1).unwrap_or_default();
        format!("{}<<{initial}", hard_cut(&self.surname, width - 3))
    }
}

/// The first `room` characters of the components, ending with a letter.
fn cut_end(parts: &[&str], room: usize) -> String {
    let whole = parts.join("<");
    if whole.len() <= room {
        return whole;
    }
    let kept = whole.get(..room).unwrap_or_default();
    if !kept.ends_with('<') {
        return kept.to_owned();
    }
    // The cut falls on a filler. Give the next component its initial and take the letter from the last
    // component that can spare one.
    let count = kept.trim_end_matches('<').split('<').count();
    let mut lengths: Vec<usize> = parts.iter().take(count).map(|part| part.len()).collect();
    if let Some(length) = lengths.iter_mut().rev().find(|length| **length > 1) {
        *length -= 1;
        lengths.push(1);
        return take(parts, &lengths);
    }
    hard_cut(&whole, room)
}

/// The first `room` characters; a filler at the end gives way to the letter after it.
fn hard_cut(text: &str, room: usize) -> String {
    let mut kept = text.get(..room).unwrap_or(text).to_owned();
    if kept.ends_with('<') {
        kept.pop();
        kept.extend(text.chars().nth(room));
    }
    kept
}

/// The components shortened to `lengths`, parted by fillers.
fn take(parts: &[&str], lengths: &[usize]) -> String {
    let cut: Vec<&str> =
        parts.iter().zip(lengths).map(|(part, length)| part.get(..*length).unwrap_or(part)).collect();
    cut.join("<")
}

/// The components within `room` characters: the first whole if it can be, the others cut evenly, what is left
/// over handed out one letter at a time from the left.
fn shorten(parts: &[&str], room: usize) -> String {
    let count = parts.len().min(room.div_ceil(2)).max(1);
    let letters = room.saturating_sub(count - 1);
    let (Some(first), rest) = (parts.first(), parts.get(1..count).unwrap_or_default()) else {
        return String::new();
    };
    let head = first.len().min(letters.saturating_sub(rest.len()));
    let mut left = letters - head;
    let mut lengths = vec![0_usize; rest.len()];
    loop {
        let before = left;
        for (length, part) in lengths.iter_mut().zip(rest) {
            if left > 0 && *length < part.len() {
                *length += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    lengths.insert(0, head);
    take(parts, &lengths)
}
