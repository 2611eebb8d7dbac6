//! What the log says of holds, of orders to erase, and of what was erased. Nothing here says what was in a case.

use crate::payments::TwoOfficers;
use kernel::{
    AppointmentId, Citation, Day, ErasureOrderId, IncomingId, LetterId, OfficerId, PaymentId, PersonId,
    RefundId, Term,
};
use serde::{Deserialize, Serialize};

/// An entry about a hold on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum HoldEvent {
    /// Nobody may erase the case for now.
    HoldPlaced {
        /// Why.
        reasons: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// It may be erased again when it is due.
    HoldLifted {
        /// Why.
        reasons: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
}

impl HoldEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::HoldPlaced { .. } => "hold-placed",
            Self::HoldLifted { .. } => "hold-lifted",
        }
    }
}

/// An entry about an order to erase what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum OrderEvent {
    /// Ordered.
    ErasureOrdered {
        /// Of which procedure; of all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        procedure: Option<String>,
        /// What is due up to this day.
        until: Day,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// Approved by another.
    ErasureApproved {
        /// Who ordered and who approved.
        officers: TwoOfficers,
        /// Day.
        on: Day,
    },
    /// Refused, or given up.
    ErasureRefused {
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// Carried out.
    ErasureCarriedOut {
        /// How many cases were erased under it.
        erased: u32,
        /// Day.
        on: Day,
    },
}

impl OrderEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ErasureOrdered { .. } => "erasure-ordered",
            Self::ErasureApproved { .. } => "erasure-approved",
            Self::ErasureRefused { .. } => "erasure-refused",
            Self::ErasureCarriedOut { .. } => "erasure-carried-out",
        }
    }
}

/// The rule under which a case was erased, as the law file had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// How long it was kept.
    pub term: Term,
    /// From which event.
    pub from: String,
    /// The provision, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verified: bool,
}

/// A visit that was booked for the case, with the seats that it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedVisit {
    /// Its id.
    pub id: AppointmentId,
    /// Office.
    pub office: String,
    /// Day.
    pub day: Day,
    /// Lane.
    pub lane: u16,
    /// The minutes of its seats.
    pub seats: Vec<u16>,
}

/// What was erased with a case, and why: numbers, a rule and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Id of the procedure.
    pub procedure: String,
    /// Version of the procedure that bound the case.
    pub in_force: Day,
    /// The rule.
    pub rule: Rule,
    /// The last day on which it was kept.
    pub kept_until: Day,
    /// Day.
    pub on: Day,
    /// The order; none where the rule was read in a source and needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<ErasureOrderId>,
    /// Whom it was about, where the rule lets the person be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<PersonId>,
    /// Letters that went with it.
    pub letters: Vec<LetterId>,
    /// How many ways through gateways it had, whose rows went with it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub dispatches: u16,
    /// What came in by a gateway and went with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<IncomingId>,
    /// Grounds whose rows went with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<String>,
    /// A bar that was over, whose row went with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<(PersonId, String)>,
    /// Movements on the accounts that named it; they stay, and name it no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<PaymentId>,
    /// Refunds that named it; they stay, and name it no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundId>,
    /// The visit that went with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<ErasedVisit>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as the serialiser calls it")]
const fn is_zero(count: &u16) -> bool {
    *count == 0
}

/// The entry that stays of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ErasureEvent {
    /// The case was erased.
    Erased(Box<Erased>),
}

impl ErasureEvent {
    /// The kind under which the log keeps it, and by which the log knows that keys were destroyed.
    pub const KIND: &'static str = "erased";
}
