//! How a word that was typed agrees with a word of a name: the one place that says so.

use crate::edit::one_apart;
use crate::index::Letters;
use crate::part::How;

/// Shortest skeletons that may differ in a letter.
const SIMILAR_MIN: usize = 4;
/// Shortest word in which a letter may be wrong.
const TYPO_MIN: usize = 3;

/// A word with everything under which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Small letters, as written.
    pub surface: Box<str>,
    /// Without marks.
    pub folded: Box<str>,
    /// Without its ending.
    pub stem: Box<str>,
    /// What it is reduced to, in each reading.
    pub skeletons: Box<[Box<str>]>,
    /// Letters of the folded word.
    pub length: u16,
}

impl Word {
    pub(crate) fn new(letters: &Letters, surface: &str) -> Self {
        let folded = letters.folding.fold(surface);
        let stem = letters.spelling.stem(&folded);
        let skeletons = letters.spelling.skeletons(&letters.folding, surface);
        Self {
            surface: surface.into(),
            length: u16::try_from(folded.chars().count()).unwrap_or(u16::MAX),
            folded: folded.into(),
            stem: stem.into(),
            skeletons: skeletons.into_iter().map(String::into_boxed_str).collect(),
        }
    }

    fn plain(&self) -> bool {
        self.surface == self.folded
    }
}

/// How the typed word agrees with the word of a name, and how well (up to 1000); the best of all ways.
pub(crate) fn judge(typed: &Word, name: &Word) -> Option<(How, u16)> {
    if typed.surface == name.surface {
        return Some((How::Exact, 1000));
    }
    if typed.folded == name.folded {
        // Who types no marks at all means any; who types others means others.
        return Some(if typed.plain() { (How::Folded, 995) } else { (How::Folded, 970) });
    }
    let mut best: Option<(How, u16)> = None;
    let mut offer = |how, quality| {
        if best.is_none_or(|(_, known)| quality > known) {
            best = Some((how, quality));
        }
    };
    if typed.skeletons.iter().any(|skeleton| name.skeletons.contains(skeleton)) {
        if typed.stem == name.stem { offer(How::Ending, 920) } else { offer(How::Spelling, 880) }
    }
    if name.folded.starts_with(&*typed.folded) {
        offer(How::Prefix, 700 + 200 * typed.length / name.length.max(1));
    }
    let shortest = usize::from(typed.length.min(name.length));
    if shortest >= TYPO_MIN && one_apart(&typed.folded, &name.folded) {
        offer(How::Typo, [650, 740, 800].get(shortest - TYPO_MIN).copied().unwrap_or(820));
    }
    let similar = |a: &str, b: &str| {
        a.chars().count() >= SIMILAR_MIN && b.chars().count() >= SIMILAR_MIN && one_apart(a, b)
    };
    if typed.skeletons.iter().any(|a| name.skeletons.iter().any(|b| similar(a, b))) {
        offer(How::Similar, if shortest >= 6 { 700 } else { 640 });
    }
    best
}

/// Whether this way of agreeing is as good as letter by letter.
pub(crate) const fn as_typed(how: How) -> bool {
    matches!(how, How::Exact | How::Folded)
}
