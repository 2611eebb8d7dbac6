//! Money in whole cents of one currency; amounts of two currencies never add.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why an amount cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an amount.
    #[error("`{0}` is not an amount such as 34.00 EUR")]
    NotAnAmount(String),
    /// Not a currency code.
    #[error("`{0}` is not a currency code of three capital letters (ISO 4217)")]
    NotACurrency(String),
    /// Two currencies met.
    #[error("an amount in {0} and one in {1} cannot be added")]
    Mixed(Currency, Currency),
    /// Too large.
    #[error("the amount is too large")]
    TooLarge,
}

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(MoneyError::NotACurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.to_string()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{}", char::from(*b)))
    }
}

/// An amount in cents of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    cents: i64,
    currency: Currency,
}

impl Money {
    /// `cents` hundredths of `currency`.
    #[must_use]
    pub const fn new(cents: i64, currency: Currency) -> Self {
        Self { cents, currency }
    }

    /// `cents` euro cents.
    #[must_use]
    pub const fn eur(cents: i64) -> Self {
        Self { cents, currency: Currency::EUR }
    }

    /// Hundredths of the currency.
    #[must_use]
    pub const fn cents(&self) -> i64 {
        self.cents
    }

    /// The currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Nothing to pay.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.cents == 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Mixed`] for two currencies, [`MoneyError::TooLarge`] on overflow.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let cents = self.cents.checked_add(other.cents).ok_or(MoneyError::TooLarge)?;
        Ok(Self { cents, currency: self.currency })
    }

    /// Reads an amount without its currency: `34`, `34.5` or `34.00`.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`] for anything else, also for more than two decimals.
    pub fn parse_amount(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let wrong = || MoneyError::NotAnAmount(text.to_owned());
        let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 2 {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let mut hundredths: i64 = fraction.parse().map_err(|_| wrong())?;
        if fraction.len() == 1 {
            hundredths *= 10;
        }
        let cents =
            whole.checked_mul(100).and_then(|c| c.checked_add(hundredths)).ok_or(MoneyError::TooLarge)?;
        Ok(Self { cents: sign * cents, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        write!(f, "{sign}{}.{:02} {}", cents / 100, cents % 100, self.currency)
    }
}

impl FromStr for Money {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, currency) =
            text.rsplit_once(' ').ok_or_else(|| MoneyError::NotAnAmount(text.to_owned()))?;
        Self::parse_amount(amount, currency.parse()?)
    }
}
