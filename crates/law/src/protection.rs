//! Protected records as a country's law has them: what each class hides, from whom, and who sees it all the same.

use crate::cite::Act;
use kernel::{Citation, Text};
use serde::Serialize;

/// A part of what the office holds of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The record itself: there is no such person.
    Record,
    /// The addresses.
    Address,
    /// The documents, also where anybody asks whether one is valid.
    Documents,
    /// The link to another identity of the person.
    Link,
    /// The cases that the person applies in or is the subject of.
    Cases,
}

/// Who asks, as far as protection tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Whoever is not known.
    Public,
    /// Another person of the register.
    Clients,
    /// Officers of the authority.
    Officers,
    /// Other bodies.
    Institutions,
}

impl Audience {
    /// All.
    pub const ALL: [Self; 4] = [Self::Public, Self::Clients, Self::Officers, Self::Institutions];
}

/// The right by which somebody sees what a class hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeesBy {
    /// The right to protected records.
    Protected,
    /// The right to records that nobody is to know of.
    Sealed,
}

/// A part that is hidden, and from whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hidden {
    /// The part.
    pub part: Part,
    /// From whom.
    pub from: Vec<Audience>,
}

/// A class of protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProtectionClass {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What it hides.
    pub hides: Vec<Hidden>,
    /// Who sees it all the same.
    pub right: SeesBy,
    /// Whether those from whom something is hidden are told that something is.
    pub told: bool,
    /// Whether every reading of such a record is brought before the oversight officer.
    pub alerts: bool,
    /// The kind of fact that it follows from; such a protection is neither granted nor lifted by itself.
    pub follows: Option<String>,
    /// The provision.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl ProtectionClass {
    /// Whether it hides `part` from `audience`.
    #[must_use]
    pub fn hides(&self, part: Part, audience: Audience) -> bool {
        self.hides.iter().any(|hidden| hidden.part == part && hidden.from.contains(&audience))
    }

    /// Whether it hides `part` from anybody.
    #[must_use]
    pub fn hides_somewhere(&self, part: Part) -> bool {
        self.hides.iter().any(|hidden| hidden.part == part && !hidden.from.is_empty())
    }
}

/// The classes of protection of a country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionBook {
    pub(crate) laws: Vec<Act>,
    pub(crate) classes: Vec<ProtectionClass>,
}

impl ProtectionBook {
    /// The classes, in the order of the file.
    #[must_use]
    pub fn classes(&self) -> &[ProtectionClass] {
        &self.classes
    }

    /// The class with this code.
    #[must_use]
    pub fn class(&self, code: &str) -> Option<&ProtectionClass> {
        self.classes.iter().find(|class| class.code == code)
    }

    /// The acts that are cited.
    #[must_use]
    pub fn laws(&self) -> &[Act] {
        &self.laws
    }
}
