//! Where money is paid to: who takes it, and on which account, as the law files say.

use kernel::{Iban, Text};
use serde::Serialize;

/// The kind under which a fee is paid when its procedure names no other.
pub const STATE_FEE: &str = "state-fee";

/// Where one kind of payment goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayTo {
    /// The kind, such as `state-fee`.
    pub kind: String,
    /// What it is called.
    pub name: Text,
    /// Who takes the money, as the bank knows it.
    pub payee: String,
    /// The same in every language.
    pub called: Text,
    /// Its registration number.
    pub registration: String,
    /// Where payee and number were read.
    pub source: String,
    /// Whether they were read there.
    pub verified: bool,
    /// The account; only when it was verified.
    pub account: Option<Iban>,
    /// An account that no bank has, for demonstrations.
    pub demonstration: Option<Iban>,
}

impl PayTo {
    /// The account to be told to payers: in a demonstration never a real one, elsewhere never an invented one, and
    /// none where none was verified.
    #[must_use]
    pub const fn account(&self, demonstration: bool) -> Option<&Iban> {
        if demonstration { self.demonstration.as_ref() } else { self.account.as_ref() }
    }
}
