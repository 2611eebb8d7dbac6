//! A decision that goes to its addressee through a gateway: what was ordered, and what the gateway said of it. Its number
//! and the moment of sending come from the gateway; the presumed day follows from them as from those of an officer.

use super::Delivery;
use kernel::{Day, LetterId, OfficerId, Timestamp};
use serde::{Deserialize, Serialize};

/// Why somebody has to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// It could not be handed to the gateway, however often that was tried.
    NotHandedOver,
    /// The gateway has not said for a day whether it took it.
    NoAnswer,
    /// The address is withheld: no gateway may know it.
    Withheld,
}

impl Trouble {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotHandedOver => "not-handed-over",
            Self::NoAnswer => "no-answer",
            Self::Withheld => "withheld",
        }
    }
}

/// What happens to it on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "dispatch", rename_all = "kebab-case")]
pub enum DispatchEvent {
    /// It is to go through a gateway.
    Ordered {
        /// Its number in the case, from 1.
        number: u16,
        /// The way, by its id in the law files.
        way: String,
        /// Where to; empty where the gateway finds the addressee by the personal code.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        address: String,
        /// The letter with the decision.
        letter: LetterId,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// The gateway took it.
    Accepted {
        /// Which.
        number: u16,
        /// The number that proves sending.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
        /// When.
        at: Timestamp,
        /// SHA-256 of the receipt.
        receipt: String,
    },
    /// The gateway did not take it.
    Refused {
        /// Which.
        number: u16,
        /// Why, in the words of the gateway.
        reason: String,
        /// SHA-256 of the receipt.
        receipt: String,
        /// Day.
        on: Day,
    },
    /// The gateway told what became of it.
    Reported {
        /// Which.
        number: u16,
        /// What.
        delivery: Delivery,
        /// SHA-256 of the receipt.
        receipt: String,
        /// Day.
        on: Day,
    },
    /// Somebody has to look at it.
    Troubled {
        /// Which.
        number: u16,
        /// Why.
        trouble: Trouble,
        /// Day.
        on: Day,
    },
    /// Nobody waits for it any more: it was received before, or sent in another way.
    GivenUp {
        /// Which.
        number: u16,
        /// Day.
        on: Day,
    },
}

impl DispatchEvent {
    /// Its number in the case.
    #[must_use]
    pub const fn number(&self) -> u16 {
        match self {
            Self::Ordered { number, .. }
            | Self::Accepted { number, .. }
            | Self::Refused { number, .. }
            | Self::Reported { number, .. }
            | Self::Troubled { number, .. }
            | Self::GivenUp { number, .. } => *number,
        }
    }

    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Ordered { .. } => "dispatch-ordered",
            Self::Accepted { .. } => "dispatch-accepted",
            Self::Refused { .. } => "dispatch-refused",
            Self::Reported { .. } => "dispatch-reported",
            Self::Troubled { .. } => "dispatch-troubled",
            Self::GivenUp { .. } => "dispatch-given-up",
        }
    }
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DispatchState {
    /// On its way to the gateway, or waiting for its word.
    Waiting,
    /// The gateway took it.
    Accepted,
    /// The gateway did not, and why.
    Refused(String),
    /// Somebody has to look at it.
    Troubled(Trouble),
    /// Nobody waits for it any more.
    GivenUp,
}

impl DispatchState {
    /// Its code in lists, API and texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Refused(_) => "refused",
            Self::Troubled(_) => "troubled",
            Self::GivenUp => "given-up",
        }
    }

    /// Whether somebody has to do something.
    #[must_use]
    pub const fn is_wrong(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Troubled(_))
    }
}

/// A decision on its way through a gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// Its number in the case, from 1.
    pub number: u16,
    /// The way.
    pub way: String,
    /// Where to.
    pub address: String,
    /// The letter.
    pub letter: LetterId,
    /// By whom.
    pub by: OfficerId,
    /// The day on which it was ordered.
    pub on: Day,
    /// Where it stands.
    pub state: DispatchState,
    /// Whether the gateway told what became of it.
    pub reported: bool,
    /// SHA-256 of each receipt that was taken in.
    pub receipts: Vec<String>,
}

/// Takes in what happened to one of `list`.
pub(in crate::cases) fn apply(list: &mut Vec<Dispatch>, event: &DispatchEvent) {
    if let DispatchEvent::Ordered { number, way, address, letter, by, on } = event {
        list.push(Dispatch {
            number: *number,
            way: way.clone(),
            address: address.clone(),
            letter: *letter,
            by: by.clone(),
            on: *on,
            state: DispatchState::Waiting,
            reported: false,
            receipts: Vec::new(),
        });
        return;
    }
    let Some(known) = list.iter_mut().find(|known| known.number == event.number()) else { return };
    match event {
        DispatchEvent::Ordered { .. } => {}
        DispatchEvent::Accepted { receipt, .. } => {
            known.state = DispatchState::Accepted;
            known.receipts.push(receipt.clone());
        }
        DispatchEvent::Refused { reason, receipt, .. } => {
            known.state = DispatchState::Refused(reason.clone());
            known.receipts.push(receipt.clone());
        }
        DispatchEvent::Reported { receipt, .. } => {
            known.reported = true;
            known.receipts.push(receipt.clone());
        }
        DispatchEvent::Troubled { trouble, .. } => known.state = DispatchState::Troubled(*trouble),
        DispatchEvent::GivenUp { .. } => known.state = DispatchState::GivenUp,
    }
}
