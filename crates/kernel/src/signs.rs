//! Signs that nobody sees and that are still there: they turn the text around them, or hide a text of their own.

use std::borrow::Cow;

/// Whether `c` is never shown and does more than join or break its neighbours: it turns them (U+202E), marks them, stands
/// for a blank, or is a part of a text that cannot be read. What only joins or breaks (a soft hyphen, a joiner, a variation
/// selector) is not one of them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(
        u32::from(c),
        0x61C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180E
            | 0x200E..=0x200F
            | 0x202A..=0x202E
            | 0x2061..=0x206F
            | 0x3164
            | 0xFFA0
            | 0xFFF0..=0xFFFB
            | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A
            | 0xE0000..=0xE00FF
            | 0xE01F0..=0xE0FFF
    )
}

/// `text` with the hidden signs named by their numbers, neighbours in one pair of brackets: `[U+202E]`.
#[must_use]
pub fn with_names(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut named = String::with_capacity(text.len() + 16);
    let mut within = false;
    for c in text.chars() {
        match (is_hidden(c), within) {
            (true, false) => named.push_str(&format!("[{}", name(c))),
            (true, true) => named.push_str(&format!(" {}", name(c))),
            (false, true) => {
                named.push(']');
                named.push(c);
            }
            (false, false) => named.push(c),
        }
        within = is_hidden(c);
    }
    if within {
        named.push(']');
    }
    Cow::Owned(named)
}

/// A sign by its number, such as `U+202E`.
#[must_use]
pub fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_is_named_and_what_joins_stays() {
        assert_eq!(with_names("pay \u{202E}001\u{202C} EUR"), "pay [U+202E]001[U+202C] EUR");
        assert_eq!(with_names("\u{2066}\u{2069}"), "[U+2066 U+2069]");
        for text in ["Žanete", "pār\u{AD}valde", "\u{1F468}\u{200D}\u{1F469}", "\u{2764}\u{FE0F}", "שלום"]
        {
            assert!(matches!(with_names(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }
}
