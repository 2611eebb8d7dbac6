//! A statement from the register: who it is about, what it says, and how it can be checked.
//!
//! The addressee of the letter is who asks to see it; the subject is who it is about.

use super::{ExtractLine, Norm};
use kernel::Day;

/// Chosen things that the register says of a person.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The kind of statement, as its title.
    pub title: String,
    /// Who it is about.
    pub subject: StatementSubject,
    /// What it is for.
    pub intended_use: String,
    /// The day on which it is true.
    pub as_of: Day,
    /// The place in the register's log up to which entries were known.
    pub known_at: String,
    /// What holds on that day; may be empty.
    pub current: Vec<ExtractLine>,
    /// What held before; empty when the statement does not say so or there is nothing.
    pub former: Vec<ExtractLine>,
    /// Whether a line says that it is only possible or under review.
    pub doubtful: bool,
    /// What it stands on; absent where that was not confirmed.
    pub norm: Option<Norm>,
    /// The code by which anybody can check it.
    pub check_code: String,
}

/// Who a statement is about; what the register does not know is absent.
#[derive(Clone, Debug)]
pub struct StatementSubject {
    /// Given names and surname.
    pub name: Option<String>,
    /// The personal code with its hyphen.
    pub personal_code: Option<String>,
    /// The date of birth in words.
    pub birth: Option<String>,
}
