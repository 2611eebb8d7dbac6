//! A refund (*atmaksa*): ordered by one officer on a ground that they cite, approved by another, written into an order
//! to the bank, and done when the bank tells that the money went.

use kernel::{CaseId, Day, Iban, Money, OfficerId, PaymentId, RefundId};
use serde::{Deserialize, Serialize};

/// What is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "kebab-case")]
pub enum RefundSource {
    /// What is left of a movement: too much, or for nothing.
    Payment(PaymentId),
    /// The fee of a case.
    Case(CaseId),
}

/// An order to pay back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundOrder {
    /// What.
    pub source: RefundSource,
    /// How much.
    pub amount: Money,
    /// From which account of the office.
    pub from: Iban,
    /// To whom.
    pub payee: String,
    /// Where to.
    pub account: Iban,
    /// The legal ground, as the officer cites it; the office knows none by itself.
    pub ground: String,
    /// Why.
    pub reasons: String,
    /// Who orders it.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}

/// One officer signed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a refund is approved by another officer than the one who ordered it")]
pub struct SamePerson;

/// Two officers who are not one: the only way to an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Signatures", into = "Signatures")]
pub struct TwoOfficers {
    ordered: OfficerId,
    approved: OfficerId,
}

/// As the log keeps them.
#[derive(Serialize, Deserialize)]
struct Signatures {
    ordered: OfficerId,
    approved: OfficerId,
}

impl TwoOfficers {
    /// The two.
    ///
    /// # Errors
    /// [`SamePerson`] when they are one.
    pub fn new(ordered: OfficerId, approved: OfficerId) -> Result<Self, SamePerson> {
        if ordered == approved { Err(SamePerson) } else { Ok(Self { ordered, approved }) }
    }

    /// Who approved.
    #[must_use]
    pub const fn approved(&self) -> &OfficerId {
        &self.approved
    }
}

impl TryFrom<Signatures> for TwoOfficers {
    type Error = SamePerson;
    fn try_from(signatures: Signatures) -> Result<Self, SamePerson> {
        Self::new(signatures.ordered, signatures.approved)
    }
}

impl From<TwoOfficers> for Signatures {
    fn from(two: TwoOfficers) -> Self {
        Self { ordered: two.ordered, approved: two.approved }
    }
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefundState {
    /// It waits for a second officer.
    Ordered,
    /// It waits to be written into an order to the bank.
    Approved,
    /// The order to the bank was written.
    Exported,
    /// The bank paid it.
    Paid,
    /// It was refused.
    Refused,
}

impl RefundState {
    /// All states, in the order of a refund.
    pub const ALL: [Self; 5] = [Self::Ordered, Self::Approved, Self::Exported, Self::Paid, Self::Refused];

    /// Its code in lists, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Approved => "approved",
            Self::Exported => "exported",
            Self::Paid => "paid",
            Self::Refused => "refused",
        }
    }
}

/// An entry about a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum RefundEvent {
    /// Ordered.
    RefundOrdered(Box<RefundOrder>),
    /// Approved by another.
    RefundApproved {
        /// Who ordered and who approved.
        officers: TwoOfficers,
        /// Day.
        on: Day,
    },
    /// Refused, or given up.
    RefundRefused {
        /// By whom.
        by: OfficerId,
        /// Why.
        reasons: String,
        /// Day.
        on: Day,
    },
    /// Written into an order to the bank.
    RefundExported {
        /// The order's number.
        message: RefundId,
        /// SHA-256 of the file, hexadecimal.
        blob: String,
        /// By whom; nobody, from the command line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OfficerId>,
        /// Day.
        on: Day,
    },
    /// The bank paid it.
    RefundPaid {
        /// The movement by which it did.
        payment: PaymentId,
        /// Day of booking.
        on: Day,
    },
}

impl RefundEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::RefundOrdered(_) => "refund-ordered",
            Self::RefundApproved { .. } => "refund-approved",
            Self::RefundRefused { .. } => "refund-refused",
            Self::RefundExported { .. } => "refund-exported",
            Self::RefundPaid { .. } => "refund-paid",
        }
    }
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Version of its stream.
    pub version: u32,
    /// The order.
    pub order: RefundOrder,
    /// Where it stands.
    pub state: RefundState,
    /// Who approved it, and when.
    pub approved: Option<(OfficerId, Day)>,
    /// Who refused it, why, and when.
    pub refused: Option<(OfficerId, String, Day)>,
    /// The order to the bank: its number and the hash of its file.
    pub exported: Option<(RefundId, String, Day)>,
    /// The movement that paid it, and when.
    pub paid: Option<(PaymentId, Day)>,
}

impl Refund {
    /// Folds the entries of a refund; `None` when there are none.
    #[must_use]
    pub fn fold<'a>(id: RefundId, events: impl IntoIterator<Item = &'a RefundEvent>) -> Option<Self> {
        let mut events = events.into_iter();
        let RefundEvent::RefundOrdered(order) = events.next()? else { return None };
        let mut refund = Self {
            id,
            version: 1,
            order: (**order).clone(),
            state: RefundState::Ordered,
            approved: None,
            refused: None,
            exported: None,
            paid: None,
        };
        events.for_each(|event| refund.apply(event));
        Some(refund)
    }

    fn apply(&mut self, event: &RefundEvent) {
        self.version += 1;
        match event {
            RefundEvent::RefundOrdered(_) => {}
            RefundEvent::RefundApproved { officers, on } => {
                self.state = RefundState::Approved;
                self.approved = Some((officers.approved().clone(), *on));
            }
            RefundEvent::RefundRefused { by, reasons, on } => {
                self.state = RefundState::Refused;
                self.refused = Some((by.clone(), reasons.clone(), *on));
            }
            RefundEvent::RefundExported { message, blob, on, .. } => {
                self.state = RefundState::Exported;
                self.exported = Some((*message, blob.clone(), *on));
            }
            RefundEvent::RefundPaid { payment, on } => {
                self.state = RefundState::Paid;
                self.paid = Some((*payment, *on));
            }
        }
    }

    /// The approval by `officer`.
    ///
    /// # Errors
    /// [`SamePerson`] when the officer ordered it.
    pub fn approval(&self, officer: &OfficerId) -> Result<TwoOfficers, SamePerson> {
        TwoOfficers::new(self.order.by.clone(), officer.clone())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn nobody_approves_alone_not_even_by_the_log() {
        let one: OfficerId = "one".parse().unwrap();
        let two: OfficerId = "two".parse().unwrap();
        assert_eq!(TwoOfficers::new(one.clone(), one.clone()), Err(SamePerson));
        let both = TwoOfficers::new(one, two).unwrap();
        let written = serde_json::to_string(&both).unwrap();
        assert_eq!(serde_json::from_str::<TwoOfficers>(&written).unwrap(), both);
        let forged = written.replace("two", "one");
        assert!(serde_json::from_str::<TwoOfficers>(&forged).is_err());
    }
}
