//! What goes between an office and a bank: accounts, references, payment codes for a telephone, statements of an
//! account and orders to pay.
//!
//! Everything here is a value: nothing reads a file or a clock. What somebody wrote into a transfer is data and is
//! never trusted; what a bank sends is checked before it is believed. Start at [`camt::read`] for statements (ISO
//! 20022 camt.053), [`pain::write`] for orders (pain.001), [`PaymentCode`] for the code on an invoice.

pub mod camt;
mod code;
pub mod pain;
mod qr;
mod reference;
mod xml;

pub use code::{PaymentCode, PaymentCodeError};
pub use kernel::{Iban, IbanError};
pub use qr::Qr;
pub use reference::{CreditorReference, ReferenceError};
