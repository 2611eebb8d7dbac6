//! What the index is told of a person.

use kernel::{PartialDate, PersonId};

/// When or how a name was borne.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In force.
    Current,
    /// At birth.
    Birth,
    /// Borne formerly.
    Former,
    /// As the documents of another state write it.
    Original,
    /// As the register's language renders it.
    Rendered,
}

impl Form {
    const ALL: [Self; 5] = [Self::Current, Self::Birth, Self::Former, Self::Original, Self::Rendered];

    /// The number under which the index keeps it.
    pub(crate) const fn code(self) -> u32 {
        self as u32
    }

    /// The form with this number.
    pub(crate) fn of(code: u32) -> Self {
        usize::try_from(code).ok().and_then(|at| Self::ALL.get(at)).copied().unwrap_or(Self::Former)
    }
}

/// One name of a person, in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameForm {
    /// Given names; may be empty where only a surname is known.
    pub given: String,
    /// The surname, also a double one; may be empty.
    pub surname: String,
    /// When or how it was borne.
    pub form: Form,
}

/// A person, as far as they are searched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The person.
    pub person: PersonId,
    /// All names that were ever right.
    pub names: Vec<NameForm>,
    /// Date of birth, perhaps known in part.
    pub birth: PartialDate,
    /// Personal codes, present and former; hyphens do not matter.
    pub codes: Vec<String>,
    /// Numbers of documents.
    pub documents: Vec<String>,
    /// Addresses as one line each.
    pub addresses: Vec<String>,
    /// Whether the person is dead: found by number always, by name only when the dead are asked for.
    pub dead: bool,
}

impl Record {
    /// A person of whom nothing is known yet.
    #[must_use]
    pub const fn new(person: PersonId) -> Self {
        Self {
            person,
            names: Vec::new(),
            birth: PartialDate::Unknown,
            codes: Vec::new(),
            documents: Vec::new(),
            addresses: Vec::new(),
            dead: false,
        }
    }
}
