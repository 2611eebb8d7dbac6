//! A decision on its way to its addressee: how it was sent, when the law presumes that it arrived, what came back, and
//! what the addressee shows against the presumption (*paziņošana*).

mod dispatch;

pub(in crate::cases) use dispatch::apply;
pub use dispatch::{Dispatch, DispatchEvent, DispatchState, Trouble};
use kernel::{AttachmentId, Citation, Day, OfficerId};
use serde::{Deserialize, Serialize};

/// A decision that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The way, by its id in the law files.
    pub way: String,
    /// The provision by which it is presumed to arrive.
    pub cite: Citation,
    /// The day on which it was sent.
    pub on: Day,
    /// The day on which it is presumed to have arrived: the decision takes effect then.
    pub presumed: Day,
    /// Number of the item, by which sending is proven; empty where the way leaves none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Whether it went by a network.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub electronic: bool,
    /// Where to.
    pub address: String,
    /// By whom.
    pub by: OfficerId,
}

/// What came back of something sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// A slip or message that it was handed over.
    Delivered,
    /// The item itself, not handed over.
    Returned,
}

impl Delivery {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Returned => "returned",
        }
    }
}

/// Proof of what became of something sent. It does not move the presumed day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryNote {
    /// What became of it.
    pub delivery: Delivery,
    /// On which day.
    pub on: Day,
    /// In words: what the slip says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The slip, filed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AttachmentId>,
    /// By whom it was noted.
    pub by: OfficerId,
}

/// The addressee showed that the decision arrived later than the law presumes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebutted {
    /// The day on which it arrived.
    pub received: Day,
    /// What was shown.
    pub reasons: String,
    /// The last day to contest, counted from that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest_until: Option<Day>,
    /// By whom it was accepted.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}
