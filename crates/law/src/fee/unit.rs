//! How an amount of a fee table depends on what is counted: so much for each, or a part of money that is told.

use super::FeeRowView;
use crate::facts::{FactDef, FactKind};
use crate::procedure::Procedure;

/// How an amount depends on what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeUnit<'a> {
    /// So much for each of what the fact counts.
    Each(&'a FactDef),
    /// All of the money that the fact tells.
    Told(&'a FactDef),
    /// So many hundredths of the money that the fact tells.
    Percent(i64, &'a FactDef),
}

/// Cents in a count of money, by its unit.
fn cents_of(unit: &str) -> Option<i64> {
    match unit {
        "cents" => Some(1),
        "euros" => Some(100),
        _ => None,
    }
}

impl Procedure {
    /// How the amount of a row depends on what is counted; `None` where nothing is.
    #[must_use]
    pub fn fee_unit(&self, row: &FeeRowView) -> Option<FeeUnit<'_>> {
        let fact = self.fact(row.per.as_deref()?)?;
        let cents = match &fact.kind {
            FactKind::Int { unit } => cents_of(unit),
            _ => None,
        };
        let percent = cents.map(|cents| row.amount.cents() * 100 / cents);
        Some(match percent {
            Some(100) => FeeUnit::Told(fact),
            Some(percent) => FeeUnit::Percent(percent, fact),
            None => FeeUnit::Each(fact),
        })
    }
}
