//! In which order those who wait at an office are called: a rule of `offices.kdl`, and its arithmetic.

use kernel::{Minute, Text};
use serde::Serialize;

/// Whose turn comes before whose: the first that fits somebody is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Whoever booked and is here for it: by the time that was booked.
    Booked {
        /// From how many minutes before that time on.
        early: u16,
        /// How many minutes after it one may still arrive for it.
        late: u16,
    },
    /// Whoever belongs to a group that goes first: by arrival.
    Priority,
    /// Everybody else, also whoever came too late for what was booked: by arrival.
    Arrival,
}

/// Somebody who goes before others who came earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorityGroup {
    /// Id.
    pub id: String,
    /// Who it is.
    pub name: Text,
    /// Whether a source says so.
    pub verified: bool,
}

/// The order of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QueueRule {
    /// The turns, first to last.
    pub turns: Vec<Turn>,
    /// Who goes first by what they are.
    pub priority: Vec<PriorityGroup>,
    /// Whether a source says so.
    pub verified: bool,
}

/// One of those who wait, as far as the order depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// The time that was booked, where one was.
    pub booked: Option<Minute>,
    /// When they came.
    pub arrived: Minute,
    /// Whether they belong to a group that goes first.
    pub priority: bool,
}

impl Default for QueueRule {
    /// Where the files say nothing: whoever came first is called first.
    fn default() -> Self {
        Self { turns: vec![Turn::Arrival], priority: Vec::new(), verified: false }
    }
}

impl QueueRule {
    /// The place of somebody in the order at `now`: smaller is sooner; among equals whoever came first.
    #[must_use]
    pub fn place(&self, waits: &Waits, now: Minute) -> (usize, u16) {
        let fits = |turn: &Turn| match (turn, waits.booked) {
            (Turn::Booked { early, late }, Some(booked)) => {
                now.minutes().saturating_add(*early) >= booked.minutes()
                    && waits.arrived.minutes() <= booked.minutes().saturating_add(*late)
            }
            (Turn::Booked { .. }, None) => false,
            (Turn::Priority, _) => waits.priority,
            (Turn::Arrival, _) => true,
        };
        let turn = self.turns.iter().position(fits).unwrap_or(self.turns.len());
        let by = match (self.turns.get(turn), waits.booked) {
            (Some(Turn::Booked { .. }), Some(booked)) => booked,
            _ => waits.arrived,
        };
        (turn, by.minutes())
    }
}
