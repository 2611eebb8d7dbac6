//! What the embedded fonts can show. An archival document may hold no sign without a glyph, and the letter is written
//! whatever somebody typed: a character that no font has, or that turns or hides what stands around it, is named by its
//! number, as `[U+1F600]`.

use kernel::signs::{is_hidden, name};
use serde_json::Value;
use typst_library::layout::Abs;
use typst_library::text::{Font, FontInstance, FontVariations};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The embedded families, in the order in which letters ask them for a glyph.
pub(super) const FAMILIES: [&str; 4] =
    ["Libertinus Serif", "New Computer Modern", "New Computer Modern Math", "DejaVu Sans Mono"];

/// Which characters a letter prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// All that some family has.
    All,
    /// Single letters of Latin, Greek and Cyrillic, with figures and punctuation: they are set without any shaping.
    Plain,
}

/// The glyphs of the embedded fonts: by family, all of its faces.
pub(super) struct Glyphs(Vec<Vec<FontInstance>>);

impl Glyphs {
    pub(super) fn of(fonts: &[Font]) -> Self {
        let faces = |family: &&str| {
            let of_family = fonts.iter().filter(|font| font.info().family == **family);
            of_family
                .map(|font| {
                    let variant = font.info().variant;
                    font.clone().instantiate(variant, Abs::pt(11.0), &FontVariations::default())
                })
                .collect()
        };
        Self(FAMILIES.iter().map(faces).collect())
    }

    /// Whether one family has all of `cluster` in every face, so that it stays together whatever its style.
    fn have(&self, cluster: &[char], signs: Signs) -> bool {
        let has = |face: &FontInstance, c: char| face.ttf().glyph_index(c).is_some_and(|glyph| glyph.0 != 0);
        let shows = |faces: &Vec<FontInstance>| {
            !faces.is_empty() && faces.iter().all(|face| cluster.iter().all(|c| has(face, *c)))
        };
        match signs {
            Signs::All => self.0.iter().any(shows),
            Signs::Plain => cluster.iter().all(|c| is_plain(*c)) && self.0.first().is_some_and(shows),
        }
    }

    /// `text` as a letter prints it; and whether that names a character instead of showing it.
    pub(super) fn shown(&self, text: &str, signs: Signs) -> (String, bool) {
        if text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)) {
            return (text.to_owned(), false);
        }
        let chars: Vec<char> = text.replace("\r\n", "\n").nfc().collect();
        let mut page = Page::default();
        let mut rest = chars.as_slice();
        while let [first, after @ ..] = rest {
            let marks = after.iter().take_while(|c| is_combining_mark(**c) || is_invisible(**c)).count();
            let (marks, next) = after.split_at(marks);
            if is_break(*first) {
                page.put('\n');
            } else if is_invisible(*first) {
                page.leave_out(*first);
                rest = after;
                continue;
            } else if first.is_whitespace() {
                page.put(if self.have(&[*first], signs) { *first } else { ' ' });
            } else if first.is_control()
                || is_private(*first)
                || is_hidden(*first)
                || is_combining_mark(*first)
            {
                page.name(*first);
            } else {
                let cluster: Vec<char> =
                    std::iter::once(first).chain(marks).filter(|c| !is_invisible(**c)).copied().collect();
                if self.have(&cluster, signs) {
                    cluster.into_iter().for_each(|c| page.put(c));
                    rest = next;
                    continue;
                }
                if self.have(&[*first], signs) { page.put(*first) } else { page.name(*first) }
            }
            // A mark that stands on nothing that is shown with it is named.
            for mark in marks {
                if is_invisible(*mark) { page.leave_out(*mark) } else { page.name(*mark) }
            }
            rest = next;
        }
        let (shown, named) = page.end();
        if shown.trim().is_empty() && !text.trim().is_empty() {
            // Nothing but what nobody sees: it is named, for what was written is not blank.
            let mut page = Page::default();
            chars.iter().filter(|c| !c.is_whitespace()).for_each(|c| page.name(*c));
            return page.end();
        }
        (shown, named)
    }

    /// Puts every text within `value` as a letter prints it.
    pub(super) fn show(&self, value: &mut Value, signs: Signs) {
        match value {
            Value::String(text) => *text = self.shown(text, signs).0,
            Value::Array(items) => items.iter_mut().for_each(|item| self.show(item, signs)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.show(field, signs)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// A text that is being put together. Neighbours that are named stand in one pair of brackets.
#[derive(Default)]
struct Page {
    text: String,
    run: Vec<char>,
    named: bool,
}

impl Page {
    fn put(&mut self, c: char) {
        self.close();
        self.text.push(c);
    }

    fn name(&mut self, c: char) {
        self.run.push(c);
    }

    /// What nobody sees is part of a sequence that is named, and left out elsewhere.
    fn leave_out(&mut self, c: char) {
        if !self.run.is_empty() {
            self.run.push(c);
        }
    }

    fn close(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let names: Vec<String> = self.run.drain(..).map(name).collect();
        self.text.push_str(&format!("[{}]", names.join(" ")));
        self.named = true;
    }

    fn end(mut self) -> (String, bool) {
        self.close();
        (self.text, self.named)
    }
}

/// What ends a line.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Those of Unicode's default ignorables that only say how their neighbours are joined or broken; what the others do is told
/// ([`is_hidden`]).
fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x34F
            | 0x180B..=0x180D
            | 0x180F
            | 0x200B..=0x200D
            | 0x2060
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xE0100..=0xE01EF
    )
}

/// Characters that mean what somebody agreed on; an archival document may hold none, glyph or not.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..=0x10FFFF)
}

fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{a0}'..='\u{ac}'
            | '\u{ae}'..='\u{17f}'
            | '\u{218}'..='\u{21b}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{386}'..='\u{3ce}'
            | '\u{400}'..='\u{45f}'
            | '\u{490}'..='\u{491}'
            | '\u{2010}'..='\u{2027}'
            | '\u{202f}'..='\u{203a}'
            | '€'
            | '№'
            | '−'
    )
}
