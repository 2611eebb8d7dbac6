//! An extract from the register: its entries in words.

use kernel::Day;

/// What the register holds of a person, each entry with its basis.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The day on which it is true.
    pub as_of: Day,
    /// What holds on that day.
    pub current: Vec<ExtractLine>,
    /// What held before; empty when the extract is only of the present.
    pub former: Vec<ExtractLine>,
}

/// An entry of the register, in words.
#[derive(Clone, Debug)]
pub struct ExtractLine {
    /// Which kind of entry.
    pub what: String,
    /// What it says.
    pub says: String,
    /// Since when, until when.
    pub days: String,
    /// The act or document it rests on, where that is said.
    pub basis: Option<String>,
}
