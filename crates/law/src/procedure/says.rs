//! The sentence by which a decision states itself, with the terms that the officer set in their places: `{ban:for}`.

use super::{DecisionRule, Effect};
use kernel::Lang;

/// How a term stands in a sentence; each language has its words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermForm {
    /// How long something lasts: `uz 1 gadu`, `for 1 year`.
    For,
    /// By when something must be done: `14 dienu laikā`, `within 14 days`.
    Within,
}

impl TermForm {
    /// The forms with their words in the law files.
    pub const ALL: [(&'static str, Self); 2] = [("for", Self::For), ("within", Self::Within)];
}

/// A piece of such a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// A place: the choice and, where the language knows it, the form.
    Place(&'a str, Option<TermForm>),
}

/// The pieces of a sentence in their order.
pub(crate) fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some((before, place, after)) = split(rest) {
        found.push(Piece::Words(before));
        let (choice, form) = place.split_once(':').unwrap_or((place, ""));
        let form = TermForm::ALL.iter().find(|(word, _)| *word == form).map(|(_, form)| *form);
        found.push(Piece::Place(choice, form));
        rest = after;
    }
    found.push(Piece::Words(rest));
    found
}

fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (place, after) = rest.split_once('}')?;
    Some((before, place, after))
}

impl DecisionRule {
    /// Whether it is a letter in reply, which grants nothing.
    #[must_use]
    pub fn replies(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Answer { reply: true, .. }))
    }

    /// Whether it may be taken on this ground.
    #[must_use]
    pub fn may_stand_on(&self, ground: &str) -> bool {
        self.grounds.is_empty() || self.grounds.iter().any(|own| own == ground)
    }

    /// What the decision says, without a full stop: its sentence with `words` in the places of the terms, or its name where
    /// the file has no sentence or a term is not set.
    #[must_use]
    pub fn stated(&self, lang: Lang, words: &dyn Fn(&str, TermForm) -> Option<String>) -> String {
        let sentence = self.says.as_ref().and_then(|says| {
            let pieces = pieces(says.get(lang)).into_iter();
            let filled: Option<String> = pieces
                .map(|piece| match piece {
                    Piece::Words(text) => Some(text.to_owned()),
                    Piece::Place(choice, form) => words(choice, form?),
                })
                .collect();
            filled
        });
        sentence.unwrap_or_else(|| self.name.get(lang).to_owned())
    }

    /// Whether its sentence names the terms that it sets.
    #[must_use]
    pub const fn says_its_terms(&self) -> bool {
        self.says.is_some()
    }
}
