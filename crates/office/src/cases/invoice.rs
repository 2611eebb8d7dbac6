//! The invoice of a case (*rēķins*): what the law's fee answer makes payable, told with everything that a payer needs.
//!
//! It is an entry of the file and not computed when it is shown: what somebody was told to pay stays provable. Whether
//! it still holds is computed, for facts change with an entry and with a birthday.

use crate::cases::case::{Case, FeeSettled, Phase};
use crate::cases::view::CaseView;
use kernel::{Citation, Day, Iban, LetterId, Money, RefundId};
use law::{FeeAnswer, LawBook, Procedure};
use payments::{CreditorReference, PaymentCode};
use serde::{Deserialize, Serialize};

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// What the payer writes.
    pub reference: CreditorReference,
    /// How much.
    pub amount: Money,
    /// The provision that sets it.
    pub cite: Citation,
    /// Who takes the money.
    pub payee: String,
    /// The payee's registration number.
    pub registration: String,
    /// Where to.
    pub account: Iban,
    /// Day from which it is due: that of the event by which the law makes it due.
    pub due: Day,
    /// Day of the invoice.
    pub on: Day,
    /// The letter.
    pub letter: LetterId,
    /// Whether it takes the place of an earlier one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaces: bool,
    /// The whole fee, where a part of it was paid before and this asks for the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Money>,
}

/// The fee of a case on its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeRefund {
    /// The order.
    pub refund: RefundId,
    /// How much.
    pub amount: Money,
    /// Since when.
    pub on: Day,
    /// Whether it was paid back; `None` while that is not known.
    pub paid: Option<bool>,
}

impl Invoice {
    /// What a telephone reads.
    #[must_use]
    pub fn code(&self) -> Option<PaymentCode> {
        PaymentCode::new(&self.payee, &self.account, self.amount, &self.reference).ok()
    }

    /// Whether it can still be paid: this much is missing of what the law asks for now.
    #[must_use]
    pub fn holds(&self, case: &Case, fee: &FeeAnswer) -> bool {
        case.fee_missing(fee) == Some(self.amount) && case.phase == Phase::Open
    }

    /// The whole fee and what was paid of it before, where this asks for the rest.
    #[must_use]
    pub fn rest(&self) -> Option<(Money, Money)> {
        let whole = self.whole?;
        Some((whole, Money::new(whole.cents() - self.amount.cents(), whole.currency())))
    }

    /// The same to be paid, whenever it was told.
    fn same(&self, other: &Self) -> bool {
        (self.amount, self.whole, &self.cite, &self.account)
            == (other.amount, other.whole, &other.cite, &other.account)
    }
}

impl CaseView {
    /// The invoice that can be paid now.
    #[must_use]
    pub fn payable(&self) -> Option<&Invoice> {
        self.case.invoice.as_ref().filter(|invoice| invoice.holds(&self.case, &self.assessment.fee))
    }

    /// What is due when a part of it was paid: the whole fee, what was paid of it, and what is missing.
    #[must_use]
    pub fn fee_short(&self) -> Option<(Money, Money, Money)> {
        let FeeAnswer::Due(line) = &self.assessment.fee else { return None };
        let missing =
            self.case.fee_missing(&self.assessment.fee).filter(|missing| *missing != line.amount)?;
        (self.case.phase == Phase::Open).then_some((
            line.amount,
            self.case.fee_paid(line.amount.currency()),
            missing,
        ))
    }

    /// Whether what was paid or exempted is what the law asks for now.
    #[must_use]
    pub fn is_fee_settled(&self) -> bool {
        self.case.fee_settled(&self.assessment.fee)
    }

    /// What was paid too much, as far as it is not on its way back.
    #[must_use]
    pub fn fee_over(&self) -> Option<Money> {
        self.case.fee_over(&self.assessment.fee)
    }

    /// Whether facts took an exemption away that was recorded.
    #[must_use]
    pub fn exemption_fell(&self) -> bool {
        let recorded = matches!(self.case.fee, Some(FeeSettled::Exempt { .. }));
        let fell = self.case.exemption_fell() || (recorded && !self.is_fee_settled());
        self.case.phase == Phase::Open && fell
    }
}

/// What an invoice is made of, beside the case and the fee.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issuing<'a> {
    pub(crate) law: &'a LawBook,
    pub(crate) procedure: &'a Procedure,
    /// Whether the office is a demonstration, which never tells a real account.
    pub(crate) demonstration: bool,
    pub(crate) today: Day,
    /// The letter's number.
    pub(crate) letter: LetterId,
}

/// The invoice that a case needs now; `None` when nothing is due, nobody may be told where to pay, or the last one
/// says the same.
pub(crate) fn needed(issuing: Issuing<'_>, case: &Case, fee: &FeeAnswer) -> Option<Invoice> {
    let FeeAnswer::Due(line) = fee else { return None };
    let amount = case.fee_missing(fee).filter(|missing| missing.cents() > 0)?;
    if case.phase != Phase::Open {
        return None;
    }
    let whole = (amount != line.amount).then_some(line.amount);
    let to = issuing.law.pay_to(issuing.procedure)?;
    let due = case.day_of(&issuing.procedure.fees()?.due)?;
    // The rest is due from the day on which it is asked for.
    let due = if whole.is_some() { issuing.today.max(due) } else { due };
    let invoice = Invoice {
        reference: CreditorReference::of_case(case.id),
        amount,
        cite: line.cite.clone(),
        payee: to.payee.clone(),
        registration: to.registration.clone(),
        account: to.account(issuing.demonstration)?.clone(),
        due,
        on: issuing.today,
        letter: issuing.letter,
        replaces: case.invoice.is_some(),
        whole,
    };
    let told = case.invoice.as_ref().is_some_and(|last| last.same(&invoice));
    (!told).then_some(invoice)
}
