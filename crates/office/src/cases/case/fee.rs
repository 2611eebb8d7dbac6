//! The fee of a case (*valsts nodeva*): what was paid of it or exempted, against what the law asks for on the facts as
//! they are now.
//!
//! A part that the bank brings is paid at once, and the rest is asked for. Facts change after a fee was paid: more is due
//! then, and the rest is asked for; or less, and what is too much can go back. What the law asks for is computed wherever
//! it matters; when it changed with an entry, the next one says so.

use super::{Case, FeeSettled, Payment, Phase};
use crate::cases::course::Stage;
use crate::cases::event::{CaseEvent, PaymentMethod};
use crate::cases::invoice::FeeRefund;
use kernel::{Citation, Currency, Day, LetterId, Money, OfficerId, PaymentId};
use law::FeeAnswer;
use serde::{Deserialize, Serialize};

/// What the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeAsked {
    /// Nothing.
    Nothing,
    /// So much.
    Amount(Money),
    /// It cannot be told; so much at most, where there is a most.
    Unknown(Option<Money>),
}

impl FeeAsked {
    /// What an answer of the law asks for.
    #[must_use]
    pub const fn of(fee: &FeeAnswer) -> Self {
        match fee {
            FeeAnswer::None | FeeAnswer::Exempt { .. } => Self::Nothing,
            FeeAnswer::Due(line) => Self::Amount(line.amount),
            FeeAnswer::Unknown { at_most, .. } => Self::Unknown(*at_most),
        }
    }
}

/// Facts changed what the law asks for, after the fee was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeChanged {
    /// What it asks for now.
    pub asked: FeeAsked,
    /// The exemption that does not hold any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallen: Option<Citation>,
    /// Day.
    pub on: Day,
    /// Last day for the decision, as far as it is known now.
    pub due: Day,
    /// Where the case stands now, when it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Stage>,
}

/// The fee was paid: all of it, what was missing, or a part that a transfer brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeePaid {
    /// Amount.
    pub amount: Money,
    /// The whole fee, where this is a part of it and more is missing still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Money>,
    /// The row of the fee table.
    pub cite: Citation,
    /// How.
    pub method: PaymentMethod,
    /// Reference of the payment.
    pub reference: String,
    /// Who took it; nobody, when a statement of the bank was read in without an officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// Day.
    pub on: Day,
    /// Last day for the decision, now that the case is complete.
    pub due: Day,
    /// The receipt.
    pub letter: LetterId,
    /// The movements on the account that paid it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<PaymentId>,
    /// Whether it came before identity was established, so that the examination still waits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub early: bool,
    /// Where the case stands now; in examination where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Stage>,
}

impl Payment {
    /// Whether an officer took a transfer for paid, and the bank has not told of it.
    #[must_use]
    pub fn awaits_transfer(&self) -> bool {
        self.method == PaymentMethod::Transfer && self.payments.is_empty()
    }
}

impl Case {
    /// What was paid of the fee, without what went back or is on its way back.
    #[must_use]
    pub fn fee_paid(&self, currency: Currency) -> Money {
        let cents = |amount: Money| if amount.currency() == currency { amount.cents() } else { 0 };
        let paid: i64 = self.paid.iter().map(|paid| cents(paid.amount)).sum();
        let back = self.refunds.iter().filter(|refund| refund.paid != Some(false));
        Money::new(paid - back.map(|refund| cents(refund.amount)).sum::<i64>(), currency)
    }

    /// Whether what was paid or exempted is enough on these facts. Of a case that did not wait for its fee, because the
    /// register and the application themselves say that nothing is to be paid, nobody has to record that.
    #[must_use]
    pub fn fee_settled(&self, fee: &FeeAnswer) -> bool {
        *fee == FeeAnswer::None || self.is_free_by_itself(fee) || self.meets(FeeAsked::of(fee))
    }

    /// Whether the law asks for nothing on what was known when the case began, and still does not.
    #[must_use]
    pub fn is_free_by_itself(&self, fee: &FeeAnswer) -> bool {
        let untold = self.fee.is_none() && self.asked.is_none();
        matches!(fee, FeeAnswer::Exempt { .. }) && untold && !self.before.fee
    }

    /// The same, as far as the file of the case says.
    pub(crate) fn fee_is_there(&self) -> bool {
        self.fee.is_some() && self.asked.is_none_or(|asked| self.meets(asked))
    }

    fn meets(&self, asked: FeeAsked) -> bool {
        let enough = |due: Money| self.fee_paid(due.currency()).cents() >= due.cents();
        match (&self.fee, asked) {
            (Some(_), _) if self.no_fee => true,
            (None, _) | (Some(FeeSettled::Exempt { .. }), FeeAsked::Unknown(_)) => false,
            (Some(_), FeeAsked::Nothing) => true,
            (Some(_), FeeAsked::Amount(due)) => enough(due),
            (Some(FeeSettled::Paid(_)), FeeAsked::Unknown(most)) => most.is_some_and(enough),
        }
    }

    /// What is still to be paid on these facts.
    #[must_use]
    pub fn fee_missing(&self, fee: &FeeAnswer) -> Option<Money> {
        let FeeAnswer::Due(line) = fee else { return None };
        let currency = line.amount.currency();
        let missing = Money::new(line.amount.cents() - self.fee_paid(currency).cents(), currency);
        (!self.no_fee && (missing.cents() > 0 || self.fee.is_none())).then_some(missing)
    }

    /// What was paid too much: on these facts while the case is being examined, and then on those of the file.
    #[must_use]
    pub fn fee_over(&self, fee: &FeeAnswer) -> Option<Money> {
        let currency = self.paid.last()?.amount.currency();
        let asked = match self.phase {
            Phase::Open | Phase::Proposed(_) | Phase::Submitted { .. } => FeeAsked::of(fee),
            Phase::Decided { .. } | Phase::InForce { .. } | Phase::Withdrawn { .. } | Phase::Ended { .. } => {
                self.asked?
            }
        };
        let due = match asked {
            FeeAsked::Nothing => 0,
            FeeAsked::Amount(due) | FeeAsked::Unknown(Some(due)) if due.currency() == currency => due.cents(),
            FeeAsked::Amount(_) | FeeAsked::Unknown(_) => return None,
        };
        let over = self.fee_paid(currency).cents() - due;
        (over > 0).then(|| Money::new(over, currency))
    }

    /// Whether an exemption was recorded that facts took away since.
    pub(crate) const fn exemption_fell(&self) -> bool {
        self.fee.is_none() && self.asked.is_some()
    }

    /// The fee on its way back, as ordered last.
    #[must_use]
    pub fn refund(&self) -> Option<&FeeRefund> {
        self.refunds.last()
    }

    /// What happens to the fee.
    pub(super) fn fee_event(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::InvoiceIssued(invoice) => {
                self.letters.push((invoice.letter, "invoice", invoice.on));
                self.invoice = Some((**invoice).clone());
            }
            CaseEvent::FeePaid(paid) => self.pay(paid),
            CaseEvent::FeeConfirmed { payment, amount, .. } => {
                let told = |paid: &&mut Payment| amount.is_none_or(|amount| amount == paid.amount);
                let mut awaited: Vec<&mut Payment> =
                    self.paid.iter_mut().filter(|paid| paid.awaits_transfer()).collect();
                let at = awaited.iter().position(told).unwrap_or(0);
                if let Some(paid) = awaited.get_mut(at) {
                    paid.payments.push(*payment);
                }
                if let Some(FeeSettled::Paid(paid)) = &mut self.fee {
                    paid.payments.push(*payment);
                }
            }
            CaseEvent::FeeRefundOrdered { refund, amount, on } => {
                self.refunds.push(FeeRefund { refund: *refund, amount: *amount, on: *on, paid: None });
            }
            CaseEvent::FeeRefundEnded { refund, paid, .. } => {
                for known in self.refunds.iter_mut().filter(|known| known.refund == *refund) {
                    known.paid = Some(*paid);
                }
            }
            CaseEvent::FeeExempted { cite, on, .. } => {
                self.fee = Some(FeeSettled::Exempt { cite: cite.clone(), on: *on });
                self.asked = Some(FeeAsked::Nothing);
            }
            CaseEvent::FeeChanged(changed) => {
                self.asked = Some(changed.asked);
                if changed.fallen.is_some() {
                    self.fee = None;
                }
            }
            _ => {}
        }
    }

    fn pay(&mut self, event: &FeePaid) {
        let own = Payment {
            payments: event.payments.clone(),
            amount: event.amount,
            cite: event.cite.clone(),
            method: event.method,
            reference: event.reference.clone(),
            on: event.on,
        };
        self.letters.push((event.letter, "receipt", event.on));
        self.paid.push(own.clone());
        let mut whole = own;
        if let Some(FeeSettled::Paid(before)) = self.fee.take() {
            whole.amount = before.amount.checked_add(whole.amount).unwrap_or(whole.amount);
            whole.on = before.on.max(whole.on);
            whole.payments = before.payments.into_iter().chain(whole.payments).collect();
        }
        // INVARIANT: without a whole, exactly what was missing is taken: what is there is what was asked for.
        let asked = event.whole.unwrap_or_else(|| self.fee_paid(whole.amount.currency()));
        self.asked = Some(FeeAsked::Amount(asked));
        self.fee = Some(FeeSettled::Paid(whole));
        // What comes next asks for more, and takes the place of nothing; after a part, it takes that of the whole.
        self.invoice = self.invoice.take().filter(|_| event.whole.is_some());
    }
}
