//! Texts of a node, in every language.

use super::Node;
use kernel::{Lang, Text};

impl Node<'_> {
    /// The text in this node's own properties `lv`, `en` and others of two letters.
    pub(crate) fn own_text(&self) -> Option<Text> {
        let mut complete = true;
        for lang in ["lv", "en"] {
            if self.value(lang).is_none() {
                self.error(
                    format!("`{}` has no text in `{lang}`", self.word()),
                    "every text stands in Latvian and in English: lv=\"…\" en=\"…\"",
                );
                complete = false;
            }
        }
        let (lv, en) = (self.string("lv"), self.string("en"));
        let mut text = Text::new(lv?, en?);
        for key in self.props().filter(|key| key.len() == 2 && *key != "lv" && *key != "en") {
            if let (Ok(lang), Some(words)) = (key.parse::<Lang>(), self.string(key)) {
                text = text.with(lang, words);
            }
        }
        complete.then_some(text)
    }

    /// The text of a child such as `name lv="…" en="…"`, if it is there.
    pub(crate) fn text(&self, word: &'static str) -> Option<Text> {
        let child = self.child(word)?;
        let languages: Vec<&str> = child.props().filter(|key| key.len() == 2).collect();
        child.shape(0..=0, &languages);
        child.leaf();
        child.own_text()
    }

    /// The text of a child that must be there.
    pub(crate) fn need_text(&self, word: &'static str) -> Option<Text> {
        if self.named(word).next().is_none() {
            self.error(
                format!("`{}` has no `{word}`", self.word()),
                format!("add {word} lv=\"…\" en=\"…\" inside it"),
            );
            return None;
        }
        self.text(word)
    }
}
