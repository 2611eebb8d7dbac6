//! What a decision in force says, sentence by sentence, as its letter does.

use super::Loaded;
use crate::act::Office;
use crate::cases::case::Phase;
use crate::letters;
use kernel::{Lang, Text};

impl Office {
    /// The sentences of the decision, once it is in force: nobody is told of one before.
    pub(super) fn says(&self, loaded: &Loaded<'_>) -> Vec<Text> {
        let Phase::InForce { decision, .. } = &loaded.case.phase else { return Vec::new() };
        let [lv, en] = [Lang::LV, Lang::EN].map(|lang| letters::said(self, loaded, decision, lang));
        lv.into_iter().zip(en).map(|(lv, en)| Text::new(lv, en)).collect()
    }
}
