//! An invoice for a fee.

use super::{CaseLine, FeeLine};
use kernel::{Day, Money};

/// An invoice (Latvian: rēķins) that can be paid with a telephone.
#[derive(Clone, Debug)]
pub struct Invoice {
    /// The case.
    pub case: CaseLine,
    /// What is due.
    pub line: FeeLine,
    /// Day from which it is due.
    pub due: Day,
    /// Who takes the money.
    pub payee: String,
    /// The payee's registration number.
    pub registration: String,
    /// The account, in groups of four.
    pub account: String,
    /// What the payer writes, in groups of four.
    pub reference: String,
    /// The payment code as an SVG picture.
    pub code: String,
    /// Whether it takes the place of an earlier invoice.
    pub replaces: bool,
    /// The whole fee and what was paid of it before, where this asks for the rest.
    pub rest: Option<(Money, Money)>,
}
