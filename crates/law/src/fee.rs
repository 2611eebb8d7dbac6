//! State fees (*valsts nodeva*): a table of rows, who pays less, who pays nothing.
//!
//! The first row whose condition holds is due. While something is unknown the answer says what, and how much it can
//! be at most.

mod unit;

pub use unit::FeeUnit;

use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::{FactValue, Facts};
use crate::judge::push_once;
use crate::payment::STATE_FEE;
use crate::procedure::Procedure;
use kernel::{Citation, Currency, Money, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// The fees of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeeTable {
    /// The event by which the fee is due, such as `received`.
    pub due: String,
    /// As what it is paid: a kind of `payment` of the authority, such as `state-fee`.
    pub pays: String,
    /// Rows; the first whose condition holds is due.
    pub rows: Vec<FeeRow>,
    /// What comes on top of the row, each when its condition holds.
    pub extras: Vec<FeeExtra>,
    /// Who pays the reduced amount of a row.
    pub reduced: Vec<FeeGroup>,
    /// Who pays nothing.
    pub exempt: Vec<FeeGroup>,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeeRow {
    /// Id in the procedure.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// The amount.
    pub amount: Money,
    /// The amount for those who pay less; `None` when nobody does.
    pub reduced: Option<Money>,
    /// When the row applies; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether the amount was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// What comes on top, such as an amount for each person invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeeExtra {
    /// Id in the procedure.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// The amount, or the amount for one.
    pub amount: Money,
    /// The fact that says how many; `None` for one.
    pub per: Option<String>,
    /// When it applies; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether the amount was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// A group of persons who pay less, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeeGroup {
    /// Id in the procedure.
    pub id: String,
    /// Who they are.
    pub name: Text,
    /// Who belongs to it.
    pub when: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether the group was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// What is due on the facts given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeAnswer {
    /// The procedure has no fee.
    None,
    /// This much.
    Due(FeeLine),
    /// Nothing, by an exemption.
    Exempt {
        /// The provision.
        cite: Citation,
        /// Who is exempt.
        text: Text,
    },
    /// Facts are missing.
    Unknown {
        /// Their names.
        missing: Vec<String>,
        /// The most it can be.
        at_most: Option<Money>,
    },
}

/// The row that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeLine {
    /// The amount.
    pub amount: Money,
    /// The provision.
    pub cite: Citation,
    /// What it is for.
    pub what: Text,
    /// Whether it is the reduced amount.
    pub reduced: bool,
    /// Whether amount and group were read in a source.
    pub verified: bool,
    /// What it is made of: the row, and what comes on top of it. They add up to the amount.
    pub parts: Vec<FeePart>,
}

/// A part of what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeePart {
    /// The amount.
    pub amount: Money,
    /// What it is for.
    pub what: Text,
    /// The provision.
    pub cite: Citation,
    /// Whether amount and group were read in a source.
    pub verified: bool,
}

/// A row as the page of a service shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeRowView {
    /// The amount; zero for an exemption.
    pub amount: Money,
    /// What it is for, and for whom.
    pub what: Text,
    /// The fact that says how many, where the amount is for each.
    pub per: Option<String>,
    /// Whether it comes on top of the others.
    pub on_top: bool,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl Procedure {
    /// The fee on these facts.
    #[must_use]
    pub fn fee(&self, facts: &Facts) -> FeeAnswer {
        self.fees().map_or(FeeAnswer::None, |table| table.answer(facts))
    }

    /// The fees as a table: every amount with what it is for, the reduced ones after the full ones of their row.
    #[must_use]
    pub fn fee_table(&self) -> Vec<FeeRowView> {
        self.fees().map(FeeTable::view).unwrap_or_default()
    }
}

impl FeeTable {
    /// Whether it is a state fee, and no price of a service.
    #[must_use]
    pub fn is_state_fee(&self) -> bool {
        self.pays == STATE_FEE
    }

    fn answer(&self, facts: &Facts) -> FeeAnswer {
        let mut missing: Vec<&str> = Vec::new();
        if let Some(group) = first(&self.exempt, facts, &mut missing) {
            return FeeAnswer::Exempt { cite: group.cite.clone(), text: group.name.clone() };
        }
        let mut unsure_of_group = Vec::new();
        let reduced = first(&self.reduced, facts, &mut unsure_of_group);
        let mut possible: Vec<&FeeRow> = Vec::new();
        for row in &self.rows {
            match optional(row.when.as_ref(), facts) {
                Truth::NotMet => {}
                Truth::Unknown => {
                    possible.push(row);
                    if let Some(when) = &row.when {
                        when.collect_missing(facts, &mut missing);
                    }
                }
                Truth::Met => {
                    possible.push(row);
                    break;
                }
            }
        }
        if possible.iter().any(|row| row.reduced.is_some()) {
            unsure_of_group.into_iter().for_each(|fact| push_once(&mut missing, fact));
        }
        let extra = self.extra(facts, &mut missing);
        match (possible.as_slice(), extra) {
            ([row], Some(extra)) if missing.is_empty() => {
                FeeAnswer::Due(row.line(reduced, extra, self.on_top(facts)))
            }
            (_, extra) => {
                let amount = |row: &&FeeRow| match (reduced, row.reduced) {
                    (Some(_), Some(less)) => less,
                    _ => row.amount,
                };
                let most = possible.iter().map(amount).max_by_key(Money::cents);
                let at_most = most.zip(extra).and_then(|(row, extra)| row.checked_add(extra).ok());
                FeeAnswer::Unknown { missing: missing.into_iter().map(str::to_owned).collect(), at_most }
            }
        }
    }

    /// The most that can come on top, and what is missing to know it; `None` when there is no most.
    fn extra<'a>(&'a self, facts: &Facts, missing: &mut Vec<&'a str>) -> Option<Money> {
        let mut most = Some(Money::new(0, self.currency()));
        for extra in &self.extras {
            match optional(extra.when.as_ref(), facts) {
                Truth::NotMet => continue,
                Truth::Met => {}
                Truth::Unknown => {
                    extra.when.iter().for_each(|when| when.collect_missing(facts, missing));
                }
            }
            let amount = extra.due(facts);
            if let Some(fact) = extra.per.as_ref().filter(|_| amount.is_none()) {
                push_once(missing, fact);
            }
            most = most.zip(amount).and_then(|(most, amount)| most.checked_add(amount).ok());
        }
        most
    }

    /// What certainly comes on top, each by itself; what is for nobody is left out.
    fn on_top(&self, facts: &Facts) -> Vec<FeePart> {
        let certain = self.extras.iter().filter(|extra| optional(extra.when.as_ref(), facts) == Truth::Met);
        let part = |extra: &FeeExtra| {
            Some(FeePart {
                amount: extra.due(facts).filter(|amount| !amount.is_zero())?,
                what: extra.name.clone(),
                cite: extra.cite.clone(),
                verified: extra.verified,
            })
        };
        certain.filter_map(part).collect()
    }

    fn currency(&self) -> Currency {
        self.rows.first().map_or(Currency::EUR, |row| row.amount.currency())
    }

    fn view(&self) -> Vec<FeeRowView> {
        let mut rows = Vec::new();
        for row in &self.rows {
            rows.push(FeeRowView {
                amount: row.amount,
                what: row.name.clone(),
                per: None,
                on_top: false,
                cite: row.cite.clone(),
                verified: row.verified,
            });
            if let Some(amount) = row.reduced {
                rows.push(FeeRowView {
                    amount,
                    what: reduced_name(&row.name),
                    per: None,
                    on_top: false,
                    cite: row.cite.clone(),
                    verified: row.verified,
                });
            }
        }
        rows.extend(self.extras.iter().map(|extra| FeeRowView {
            amount: extra.amount,
            what: extra.name.clone(),
            per: extra.per.clone(),
            on_top: true,
            cite: extra.cite.clone(),
            verified: extra.verified,
        }));
        let currency = self.currency();
        rows.extend(self.exempt.iter().map(|group| FeeRowView {
            amount: Money::new(0, currency),
            what: group.name.clone(),
            per: None,
            on_top: false,
            cite: group.cite.clone(),
            verified: group.verified,
        }));
        rows
    }
}

impl FeeExtra {
    /// What it comes to; `None` when it is not known for how many.
    fn due(&self, facts: &Facts) -> Option<Money> {
        let count = match &self.per {
            None => 1,
            Some(fact) => match facts.get(fact) {
                Some(FactValue::Int(count)) => (*count).max(0),
                _ => return None,
            },
        };
        let cents = self.amount.cents().checked_mul(count)?;
        Some(Money::new(cents, self.amount.currency()))
    }
}

impl FeeRow {
    /// The line of this row for somebody of `group`, with `extra` on top, which `more` says by its parts.
    fn line(&self, group: Option<&FeeGroup>, extra: Money, more: Vec<FeePart>) -> FeeLine {
        let (own, reduced) = match (self.reduced, group) {
            (Some(amount), Some(group)) => {
                let (cite, what) = (group.cite.clone(), reduced_name(&self.name));
                (FeePart { amount, what, cite, verified: self.verified && group.verified }, true)
            }
            _ => {
                let (cite, what) = (self.cite.clone(), self.name.clone());
                (FeePart { amount: self.amount, what, cite, verified: self.verified }, false)
            }
        };
        FeeLine {
            // One country, one currency: amounts of two never meet here.
            amount: own.amount.checked_add(extra).unwrap_or(own.amount),
            cite: own.cite.clone(),
            what: own.what.clone(),
            reduced,
            verified: own.verified,
            parts: std::iter::once(own).chain(more).collect(),
        }
    }
}

pub(crate) fn reduced_name(name: &Text) -> Text {
    use kernel::Lang;
    Text::new(
        format!("{} (samazināta nodeva)", name.get(Lang::LV)),
        format!("{} (reduced fee)", name.get(Lang::EN)),
    )
}

/// The first group that the facts certainly belong to; otherwise what is missing to know goes to `missing`.
fn first<'a>(groups: &'a [FeeGroup], facts: &Facts, missing: &mut Vec<&'a str>) -> Option<&'a FeeGroup> {
    let certain = groups.iter().find(|group| group.when.truth(facts) == Truth::Met);
    if certain.is_none() {
        let open = groups.iter().filter(|group| group.when.truth(facts) == Truth::Unknown);
        open.for_each(|group| group.when.collect_missing(facts, missing));
    }
    certain
}
