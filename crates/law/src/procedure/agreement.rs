//! Which answers of an application belong together, such as how many are invited and how many of them work.

use super::Procedure;
use crate::assess::Truth;
use crate::condition::Condition;
use crate::facts::{FactDef, FactValue, Facts};
use kernel::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// What the answers of an application must hold together to be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Id in the procedure.
    pub id: String,
    /// What to answer, told to whoever answers otherwise.
    pub name: Text,
    /// What must hold.
    pub holds: Condition,
}

impl Agreement {
    /// Whether it is about a fact.
    #[must_use]
    pub fn asks(&self, fact: &str) -> bool {
        self.holds.facts().contains(&fact)
    }
}

impl Procedure {
    /// Which answers belong together, in the order of the file.
    #[must_use]
    pub fn agreements(&self) -> &[Agreement] {
        &self.agreements
    }

    /// Whether an answer can be given at all: whatever else is answered, it breaks no agreement.
    #[must_use]
    pub fn admits(&self, fact: &str, value: &FactValue) -> bool {
        let alone: Facts = std::iter::once((fact.to_owned(), value.clone())).collect();
        self.broken(&alone).next().is_none()
    }

    /// A question with the answers that can be given to it.
    #[must_use]
    pub fn offered(&self, question: &FactDef) -> FactDef {
        let mut offered = question.clone();
        offered.options.retain(|(code, _)| self.admits(&question.name, &FactValue::Code(code.clone())));
        offered
    }

    /// Those that the answers break; what is not answered yet breaks none.
    pub fn broken(&self, facts: &Facts) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(|agreement| agreement.holds.truth(facts) == Truth::NotMet)
    }
}
