//! Letters about money: what is to be paid, and what was.

use super::{View, text};
use crate::letter::{Invoice, LetterError, PaymentMethod, Receipt};
use crate::words::DateForm;
use serde_json::{Value, json};

impl View {
    pub(super) fn receipt(&self, receipt: &Receipt) -> Result<Value, LetterError> {
        let total = receipt
            .lines
            .rest
            .iter()
            .try_fold(receipt.lines.first.amount, |sum, line| sum.checked_add(line.amount))
            .map_err(|_| LetterError::Total)?;
        Ok(json!({
            "case": self.case(&receipt.case)?,
            "lines": receipt.lines.iter().map(|line| self.fee(line)).collect::<Result<Vec<_>, _>>()?,
            "total": self.amount(total),
            "method": match receipt.method {
                PaymentMethod::Card => "card",
                PaymentMethod::Cash => "cash",
                PaymentMethod::Transfer => "transfer",
                PaymentMethod::Online => "online",
            },
            "paid-on": self.date(receipt.paid_on, DateForm::Nominative),
            "payment-reference": receipt.payment_reference,
        }))
    }

    pub(super) fn invoice(&self, invoice: &Invoice) -> Result<Value, LetterError> {
        Ok(json!({
            "case": self.case(&invoice.case)?,
            "line": self.fee(&invoice.line)?,
            "due": self.date(invoice.due, DateForm::Genitive),
            "payee": text("payee", &invoice.payee)?,
            "registration": text("registration", &invoice.registration)?,
            // An account and a reference do not break between their groups.
            "account": text("account", &invoice.account)?.replace(' ', "\u{a0}"),
            "reference": text("reference", &invoice.reference)?.replace(' ', "\u{a0}"),
            "qr": text("code", &invoice.code)?,
            "replaces": invoice.replaces,
            "rest": invoice.rest.map(|(whole, paid)| {
                json!({"whole": self.amount(whole), "paid": self.amount(paid)})
            }),
        }))
    }
}
