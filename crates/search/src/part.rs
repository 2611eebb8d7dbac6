//! What a search answers: who, how well, and why.

use kernel::PersonId;

/// What of a person agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A given name.
    Given,
    /// A surname.
    Surname,
    /// An address.
    Address,
    /// The date of birth.
    Birth,
    /// A personal code.
    Code,
    /// The number of a document.
    Document,
    /// Not of the name in force, but of another the person bore.
    OtherName,
}

/// How it agreed; the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Letter by letter; for a date, in all that was asked.
    Exact,
    /// But for marks on letters.
    Folded,
    /// But for an ending, as a man's and a woman's surname differ.
    Ending,
    /// In another spelling.
    Spelling,
    /// It begins so.
    Prefix,
    /// But for one letter.
    Typo,
    /// But for one letter, in another spelling or ending.
    Similar,
    /// It can be so: one of two dates is known in part.
    Possible,
    /// But for one digit, or day and month exchanged.
    Near,
}

/// One reason why a person was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// What agreed.
    pub field: Field,
    /// How.
    pub how: How,
}

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The person.
    pub person: PersonId,
    /// 0 to 1000; above 666 everything agreed as it was typed, up to 333 something did not agree at all.
    pub score: u16,
    /// Why, without repetition.
    pub because: Vec<Part>,
}
