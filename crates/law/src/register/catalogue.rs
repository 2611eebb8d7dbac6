//! What the office asks of the catalogue.

use super::{
    Body, Category, CivilAct, CodeList, Derived, Fact, Provision, RegisterBook, Standing, StatementKind,
};
use crate::cite::{Act, CitedNorm};

impl RegisterBook {
    /// The bodies, in the order of the file.
    #[must_use]
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// The body with this code.
    #[must_use]
    pub fn body(&self, code: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.code == code)
    }

    /// The kinds of facts, in the order of the file.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The kind of fact with this code.
    #[must_use]
    pub fn fact(&self, code: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.code == code)
    }

    /// The code lists.
    #[must_use]
    pub fn lists(&self) -> &[CodeList] {
        &self.lists
    }

    /// The code list with this name.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// Everything that is computed from facts.
    #[must_use]
    pub fn derived(&self) -> &[Derived] {
        &self.derived
    }

    /// What is computed from facts of a kind: a mark of doubt on such a fact reaches them.
    pub fn derived_from<'a>(&'a self, fact: &'a str) -> impl Iterator<Item = &'a Derived> {
        self.derived.iter().filter(move |derived| derived.from.iter().any(|code| code == fact))
    }

    /// The categories of persons, in the order in which they are tried.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category with this code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// The category that somebody belongs to: the first that fits.
    #[must_use]
    pub fn category_of(&self, standing: &Standing<'_>) -> Option<&Category> {
        self.categories.iter().find(|category| category.when.iter().any(|when| when.fits(standing)))
    }

    /// The civil events, in the order of the file.
    #[must_use]
    pub fn acts(&self) -> &[CivilAct] {
        &self.acts
    }

    /// The civil event with this code.
    #[must_use]
    pub fn act(&self, code: &str) -> Option<&CivilAct> {
        self.acts.iter().find(|act| act.code == code)
    }

    /// The kinds of statement, in the order of the file.
    #[must_use]
    pub fn statements(&self) -> &[StatementKind] {
        &self.statements
    }

    /// The kind of statement with this code.
    #[must_use]
    pub fn statement(&self, code: &str) -> Option<&StatementKind> {
        self.statements.iter().find(|kind| kind.code == code)
    }

    /// Whether a body may write facts of a kind; what is not declared, nobody may.
    #[must_use]
    pub fn may_write(&self, body: &str, fact: &str) -> bool {
        self.fact(fact).is_some_and(|fact| fact.writers.iter().any(|code| code == body))
    }

    /// Whether a body may enter persons of a category.
    #[must_use]
    pub fn may_enter(&self, body: &str, category: &str) -> bool {
        self.category(category).is_some_and(|category| category.entered_by.iter().any(|code| code == body))
    }

    /// Whether facts of a kind may be entered about persons of a category.
    #[must_use]
    pub fn permitted(&self, category: &str, fact: &str) -> bool {
        self.category(category).is_some_and(|category| category.facts.iter().any(|code| code == fact))
    }

    /// The acts of law that the catalogue cites.
    #[must_use]
    pub fn laws(&self) -> &[Act] {
        &self.laws
    }

    /// A provision as a person reads it.
    #[must_use]
    pub fn cite(&self, provision: &Provision) -> CitedNorm {
        let cite = &provision.cite;
        match self.laws.iter().find(|law| law.alias == cite.act()) {
            Some(law) => CitedNorm {
                text: law.norm(cite),
                uri: law.uri.clone(),
                verified: provision.verified && law.verified,
            },
            // The loader lets no citation through whose act is not declared.
            None => CitedNorm {
                text: kernel::Text::new(cite.to_string(), cite.to_string()),
                uri: None,
                verified: false,
            },
        }
    }
}
