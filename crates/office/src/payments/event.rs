//! What happens to a movement on an account. The first entry is what the bank said, and never changes.

use kernel::{CaseId, Day, Iban, Money, OfficerId, RefundId};
use serde::{Deserialize, Serialize};

/// A movement as the bank told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// Our account.
    pub account: Iban,
    /// The bank's reference: with the account, the movement's name for good.
    pub bank_reference: String,
    /// The statement in which it was read first.
    pub statement: String,
    /// Day of booking.
    pub booked_on: Day,
    /// How much.
    pub amount: Money,
    /// Whether money came in.
    pub credit: bool,
    /// Whether it takes an earlier movement back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reversal: bool,
    /// The structured reference, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What somebody wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The reference that travels from end to end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_to_end: Option<String>,
    /// Who is on the other side, as the bank knows them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Their account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_account: Option<Iban>,
}

/// Why a movement waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It names no case.
    NoReference,
    /// It names several cases.
    SeveralReferences,
    /// It names a case that does not exist.
    UnknownCase,
    /// More than is due came.
    Overpaid,
    /// The fee was settled already.
    AlreadySettled,
    /// No fee is due.
    NoFee,
    /// The fee cannot be told yet.
    FeeUnknown,
    /// The case is closed.
    CaseClosed,
    /// The fee of the case is paid to another account.
    WrongAccount,
    /// Another currency than that of the fee.
    Currency,
    /// The bank takes an earlier movement back.
    Reversal,
    /// Money that was paid back came back.
    Returned,
    /// Money went out that no refund explains.
    UnknownDebit,
    /// It names a refund that was sent to the bank for another amount, or in another currency.
    RefundDiffers,
    /// A refund that was not paid has its money here again.
    RefundRefused,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 15] = [
        Self::NoReference,
        Self::SeveralReferences,
        Self::UnknownCase,
        Self::Overpaid,
        Self::AlreadySettled,
        Self::NoFee,
        Self::FeeUnknown,
        Self::CaseClosed,
        Self::WrongAccount,
        Self::Currency,
        Self::Reversal,
        Self::Returned,
        Self::UnknownDebit,
        Self::RefundDiffers,
        Self::RefundRefused,
    ];

    /// Its code in lists, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoReference => "no-reference",
            Self::SeveralReferences => "several-references",
            Self::UnknownCase => "unknown-case",
            Self::Overpaid => "overpaid",
            Self::AlreadySettled => "already-settled",
            Self::NoFee => "no-fee",
            Self::FeeUnknown => "fee-unknown",
            Self::CaseClosed => "case-closed",
            Self::WrongAccount => "wrong-account",
            Self::Currency => "currency",
            Self::Reversal => "reversal",
            Self::Returned => "returned",
            Self::UnknownDebit => "unknown-debit",
            Self::RefundDiffers => "refund-differs",
            Self::RefundRefused => "refund-refused",
        }
    }
}

/// Where a movement goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "kebab-case")]
pub enum Place {
    /// It pays this much of the fee of a case, which is settled with it; the rest, if any, waits.
    Settles {
        /// The case.
        case: CaseId,
        /// How much of it.
        amount: Money,
        /// What is left of it.
        left: Money,
    },
    /// It pays a part of the fee of a case, which more is needed for.
    Part {
        /// The case.
        case: CaseId,
        /// How much is missing after it.
        missing: Money,
    },
    /// An officer has to look at it.
    Waits {
        /// Why.
        reason: Reason,
        /// The case that it names, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<CaseId>,
    },
    /// It paid a refund out.
    PaysOut {
        /// Which.
        refund: RefundId,
    },
}

impl Place {
    /// Whether so much pays the fee of a case, and then how much of it is only a part of what is missing.
    pub(super) fn pays(&self, amount: Money) -> Option<Option<Money>> {
        match self {
            Self::Settles { .. } => Some(None),
            Self::Part { .. } => Some(Some(amount)),
            Self::Waits { .. } | Self::PaysOut { .. } => None,
        }
    }
}

/// Where a movement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentState {
    /// An officer has to look at it.
    Waiting,
    /// It paid a part of a fee.
    Part,
    /// It paid a fee.
    Settled,
    /// What is left of it is to be paid back.
    Refunding,
    /// It was paid back.
    Refunded,
    /// It paid a refund out.
    PaidOut,
    /// It needs nothing, as an officer found.
    SetAside,
}

impl PaymentState {
    /// All states, those that somebody has to look at first.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Part,
        Self::Settled,
        Self::Refunding,
        Self::Refunded,
        Self::PaidOut,
        Self::SetAside,
    ];

    /// Its code in lists, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Part => "part",
            Self::Settled => "settled",
            Self::Refunding => "refunding",
            Self::Refunded => "refunded",
            Self::PaidOut => "paid-out",
            Self::SetAside => "set-aside",
        }
    }

    /// Whether it is on the list of what is not settled.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting)
    }
}

/// An entry about a movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum PaymentEvent {
    /// The bank told of it.
    PaymentBooked {
        /// What it said.
        booked: Box<Booked>,
        /// Where it goes by itself.
        to: Place,
    },
    /// It went elsewhere, as an officer said.
    PaymentPlaced {
        /// Where to.
        to: Place,
        /// Who said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OfficerId>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reasons: String,
        /// Day.
        on: Day,
    },
    /// It needs nothing.
    PaymentSetAside {
        /// Who said so.
        by: OfficerId,
        /// Why.
        reasons: String,
        /// Day.
        on: Day,
    },
    /// A part of it, or all, is to be paid back.
    PaymentReserved {
        /// The order.
        refund: RefundId,
        /// How much.
        amount: Money,
        /// What is left besides.
        left: Money,
        /// Where it stands then.
        state: PaymentState,
        /// Day.
        on: Day,
    },
    /// An order to pay back ended.
    PaymentReleased {
        /// The order.
        refund: RefundId,
        /// Whether it was paid.
        paid: bool,
        /// What is left then.
        left: Money,
        /// Where it stands then.
        state: PaymentState,
        /// Day.
        on: Day,
    },
}

impl PaymentEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PaymentBooked { .. } => "payment-booked",
            Self::PaymentPlaced { .. } => "payment-placed",
            Self::PaymentSetAside { .. } => "payment-set-aside",
            Self::PaymentReserved { .. } => "payment-reserved",
            Self::PaymentReleased { .. } => "payment-released",
        }
    }
}
