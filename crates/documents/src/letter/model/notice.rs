//! A notice (Latvian: paziņojums): what the law wants the party told of; and a request for evidence.

use super::{CaseLine, Ground, Norm};
use kernel::Day;

/// A notice.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The case.
    pub case: CaseLine,
    /// What is told, as a title.
    pub title: String,
    /// The same in whole sentences, where the law file has them.
    pub says: Option<String>,
    /// The term that it is about; may be absent.
    pub term: Option<TermMoved>,
    /// What the officer adds, such as the day and place of an examination; may be absent.
    pub words: Option<String>,
    /// When it was to be by an earlier letter, which this one takes the place of; may be absent.
    pub replaces: Option<String>,
    /// The norm that wants it told, where one does.
    pub norm: Option<Norm>,
}

/// A term that was moved.
#[derive(Clone, Debug)]
pub struct TermMoved {
    /// What the term is for.
    pub name: String,
    /// Whether it is the term for the decision.
    pub deciding: bool,
    /// The reason that the law allows.
    pub reason: String,
    /// Why it applies, in the officer's words.
    pub why: String,
    /// The last day now; absent while the term stands still.
    pub last_day: Option<Day>,
}

/// A request for evidence (Latvian: papildu dokumentu pieprasījums).
#[derive(Clone, Debug)]
pub struct EvidenceRequest {
    /// The case.
    pub case: CaseLine,
    /// What is to be sent, each with its norm.
    pub wanted: Vec<Ground>,
    /// What is taken or shown at the office, for which the person has to come.
    pub there: Vec<Ground>,
    /// What the officer adds; may be absent.
    pub words: Option<String>,
    /// The last day for it.
    pub respond_by: Day,
}
