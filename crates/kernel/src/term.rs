//! Terms of law: a count and a unit. A month is not thirty days.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why a text is no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a term; write a count and working-days, days, months or years, such as 10 working-days"
)]
pub struct TermError(String);

/// What a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TermUnit {
    WorkingDays,
    Days,
    Months,
    Years,
}

/// A span such as ten working days or one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    /// How many; 0 to 1000.
    pub count: u16,
    /// Of what.
    pub unit: TermUnit,
}

impl FromStr for Term {
    type Err = TermError;
    fn from_str(text: &str) -> Result<Self, TermError> {
        let wrong = || TermError(text.to_owned());
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let count = count.parse::<u16>().ok().filter(|n| *n <= 1000).ok_or_else(wrong)?;
        let unit = match unit {
            "working-days" | "working-day" => TermUnit::WorkingDays,
            "days" | "day" => TermUnit::Days,
            "months" | "month" => TermUnit::Months,
            "years" | "year" => TermUnit::Years,
            _ => return Err(wrong()),
        };
        Ok(Self { count, unit })
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;
    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            TermUnit::WorkingDays => "working-day",
            TermUnit::Days => "day",
            TermUnit::Months => "month",
            TermUnit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
