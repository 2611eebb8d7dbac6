//! The text of a payment code: a transfer that a telephone reads off an invoice (European Payments Council, EPC069-12,
//! version 002).

use crate::qr::Qr;
use crate::reference::CreditorReference;
use kernel::{Currency, Iban, Money};

/// Most characters of the payee's name.
const NAME_MAX: usize = 70;
/// Most bytes of the whole.
const BYTES_MAX: usize = 331;
/// Most cents: 999,999,999.99 euro.
const CENTS_MAX: i64 = 99_999_999_999;

/// Why a transfer cannot be written as a payment code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentCodeError {
    /// Another currency than the euro.
    #[error("payment codes are in euro, not in {0}")]
    Currency(Currency),
    /// Less than a cent, or more than the scheme knows.
    #[error("a payment code is for 0.01 to 999999999.99 euro")]
    Amount,
    /// No name, too long a name, or one of several lines.
    #[error("the payee's name has 1 to 70 characters in one line")]
    Name,
    /// No business identifier code.
    #[error("`{0}` is no business identifier code of 8 or 11 characters")]
    Bic(String),
    /// More than a payment code holds.
    #[error("the payment code would be larger than 331 bytes")]
    TooLong,
}

/// A transfer as a telephone reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentCode {
    payload: String,
}

impl PaymentCode {
    /// The code for a transfer of `amount` to `account` of `payee` under `reference`.
    ///
    /// # Errors
    /// [`PaymentCodeError`] for what the scheme does not know.
    pub fn new(
        payee: &str,
        account: &Iban,
        amount: Money,
        reference: &CreditorReference,
    ) -> Result<Self, PaymentCodeError> {
        Self::with(None, payee, account, amount, "", reference)
    }

    /// The same with the two parts that may be left out: the bank's identifier code, and a purpose of four letters.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with(
        bic: Option<&str>,
        payee: &str,
        account: &Iban,
        amount: Money,
        purpose: &str,
        reference: &CreditorReference,
    ) -> Result<Self, PaymentCodeError> {
        if amount.currency() != Currency::EUR {
            return Err(PaymentCodeError::Currency(amount.currency()));
        }
        if !(1..=CENTS_MAX).contains(&amount.cents()) {
            return Err(PaymentCodeError::Amount);
        }
        let payee = payee.trim();
        let length = payee.chars().count();
        if !(1..=NAME_MAX).contains(&length) || payee.chars().any(char::is_control) {
            return Err(PaymentCodeError::Name);
        }
        if let Some(bic) = bic {
            let fits = matches!(bic.len(), 8 | 11)
                && bic.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            if !fits {
                return Err(PaymentCodeError::Bic(bic.to_owned()));
            }
        }
        let purpose: String = purpose.chars().filter(char::is_ascii_uppercase).take(4).collect();
        // Service tag, version, character set 1 (UTF-8), SEPA credit transfer, then the transfer itself.
        let amount = written(amount);
        let (bic, account, reference) = (bic.unwrap_or(""), account.as_str(), reference.as_str());
        let payload =
            ["BCD", "002", "1", "SCT", bic, payee, account, &amount, &purpose, reference].join("\n");
        if payload.len() > BYTES_MAX {
            return Err(PaymentCodeError::TooLong);
        }
        Ok(Self { payload })
    }

    /// The text, line by line.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The code as a picture. It always fits: the scheme's largest text does.
    #[must_use]
    pub fn qr(&self) -> Option<Qr> {
        Qr::of(self.payload.as_bytes())
    }
}

/// `EUR12.3`: no more digits than needed, as the scheme's examples have it.
fn written(amount: Money) -> String {
    let (whole, cents) = (amount.cents() / 100, amount.cents() % 100);
    match (cents, cents % 10) {
        (0, _) => format!("EUR{whole}"),
        (_, 0) => format!("EUR{whole}.{}", cents / 10),
        _ => format!("EUR{whole}.{cents:02}"),
    }
}
