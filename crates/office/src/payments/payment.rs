//! A movement as the fold of its entries: where it stands, and how much of it nobody has disposed of.

use super::event::{Booked, PaymentEvent, PaymentState, Place, Reason};
use kernel::{CaseId, Day, Money, OfficerId, PaymentId, RefundId};

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// Version of its stream.
    pub version: u32,
    /// What the bank said.
    pub booked: Booked,
    /// Where it stands.
    pub state: PaymentState,
    /// Why an officer has to look at it.
    pub reason: Option<Reason>,
    /// The case that it names or pays.
    pub case: Option<CaseId>,
    /// What nobody has disposed of.
    pub left: Money,
    /// Refunds that were ordered of it, with how much, and whether they ended in payment.
    pub refunds: Vec<(RefundId, Money, Option<bool>)>,
    /// What officers said of it: who, why, when.
    pub said: Vec<(Option<OfficerId>, String, Day)>,
}

impl Payment {
    /// Folds the entries of a movement; `None` when there are none.
    #[must_use]
    pub fn fold<'a>(id: PaymentId, events: impl IntoIterator<Item = &'a PaymentEvent>) -> Option<Self> {
        let mut events = events.into_iter();
        let PaymentEvent::PaymentBooked { booked, to } = events.next()? else { return None };
        let mut payment = Self {
            id,
            version: 1,
            booked: (**booked).clone(),
            state: PaymentState::Waiting,
            reason: None,
            case: None,
            left: booked.amount,
            refunds: Vec::new(),
            said: Vec::new(),
        };
        payment.goes(to);
        events.for_each(|event| payment.apply(event));
        Some(payment)
    }

    fn apply(&mut self, event: &PaymentEvent) {
        self.version += 1;
        match event {
            PaymentEvent::PaymentBooked { .. } => {}
            PaymentEvent::PaymentPlaced { to, by, reasons, on } => {
                self.goes(to);
                if !reasons.is_empty() {
                    self.said.push((by.clone(), reasons.clone(), *on));
                }
            }
            PaymentEvent::PaymentSetAside { by, reasons, on } => {
                (self.state, self.reason) = (PaymentState::SetAside, None);
                self.said.push((Some(by.clone()), reasons.clone(), *on));
            }
            PaymentEvent::PaymentReserved { refund, amount, left, state, .. } => {
                (self.left, self.state) = (*left, *state);
                self.refunds.push((*refund, *amount, None));
            }
            PaymentEvent::PaymentReleased { refund, paid, left, state, .. } => {
                (self.left, self.state) = (*left, *state);
                for (_, _, ended) in self.refunds.iter_mut().filter(|(known, ..)| known == refund) {
                    *ended = Some(*paid);
                }
                if !paid {
                    self.reason = Some(Reason::RefundRefused);
                }
            }
        }
    }

    fn goes(&mut self, to: &Place) {
        self.reason = None;
        match to {
            Place::Settles { case, left, .. } => {
                (self.case, self.left) = (Some(*case), *left);
                self.state = after_settling(*left);
                self.reason = (!left.is_zero()).then_some(Reason::Overpaid);
            }
            Place::Part { case, .. } => {
                (self.case, self.state) = (Some(*case), PaymentState::Part);
                self.left = Money::new(0, self.booked.amount.currency());
            }
            Place::Waits { reason, case } => {
                (self.case, self.reason, self.state) = (*case, Some(*reason), PaymentState::Waiting);
            }
            Place::PaysOut { .. } => {
                (self.left, self.state) =
                    (Money::new(0, self.booked.amount.currency()), PaymentState::PaidOut);
            }
        }
    }

    /// Whether a refund of it was ordered that has not ended.
    #[must_use]
    pub fn is_refunding(&self) -> bool {
        self.refunds.iter().any(|(_, _, ended)| ended.is_none())
    }

    /// What is left, and where it stands, when so much of it is paid back from now on; `None` when it is not there.
    #[must_use]
    pub fn reserve(&self, amount: Money) -> Option<(Money, PaymentState)> {
        let enough = self.booked.credit && amount.cents() > 0 && amount.currency() == self.left.currency();
        let left = self.left.cents().checked_sub(amount.cents()).filter(|left| enough && *left >= 0)?;
        let state = if left == 0 { PaymentState::Refunding } else { self.state };
        Some((Money::new(left, amount.currency()), state))
    }

    /// The same when an order ended: paid, or its money is here again.
    #[must_use]
    pub fn after_end(&self, refund: RefundId, paid: bool) -> Option<(Money, PaymentState)> {
        let (_, amount, _) =
            self.refunds.iter().find(|(known, _, ended)| *known == refund && ended.is_none())?;
        if !paid {
            return Some((self.left.checked_add(*amount).ok()?, PaymentState::Waiting));
        }
        let others = self.refunds.iter().any(|(known, _, ended)| *known != refund && ended.is_none());
        let state = match (self.left.is_zero(), others) {
            (true, false) => PaymentState::Refunded,
            (true, true) => PaymentState::Refunding,
            (false, _) => self.state,
        };
        Some((self.left, state))
    }
}

/// Where a movement stands that paid a fee.
pub(super) const fn after_settling(left: Money) -> PaymentState {
    if left.is_zero() { PaymentState::Settled } else { PaymentState::Waiting }
}
