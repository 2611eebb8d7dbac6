//! A decision is a value that cannot be built without what law demands of it.
//!
//! A grant needs effects; a refusal needs at least one ground minted by the procedure, reasons, a hearing
//! or a cited waiver, and a route of appeal; both need a second pair of eyes where the procedure says so,
//! and the second is never the first. Source: Administrative Procedure Law, Art. 62, 65–67, 76.

use crate::cases::event::{Hearing, StatedDecision, StatedEffect, StatedGround, StatedOutcome, StatedRoute};
use documents::Many;
use kernel::OfficerId;
use std::marker::PhantomData;

/// What is decided.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "made once a decision, never kept in bulk")]
pub enum Outcome {
    /// The request is granted.
    Grant {
        /// Id of the decision in the procedure.
        decision: String,
        /// What follows.
        effects: Many<StatedEffect>,
        /// Considerations, may be empty (Art. 67(7)).
        reasons: String,
    },
    /// The request is refused.
    Refuse {
        /// Id of the decision in the procedure.
        decision: String,
        /// Grounds, minted by the procedure.
        grounds: Many<law::Ground>,
        /// The officer's reasons.
        reasons: Reasons,
        /// How the person was heard.
        hearing: Hearing,
        /// Where to contest.
        route: StatedRoute,
    },
}

/// Reasons in words: never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons(String);

impl Reasons {
    /// Reasons of at least twenty characters: a word is no reasoning.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.chars().count() >= 20).then(|| Self(text.to_owned()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Waiting for a second pair of eyes.
#[derive(Debug, Clone, Copy)]
pub struct Drafted;
/// Ready to commit.
#[derive(Debug, Clone, Copy)]
pub struct Approved;

/// A decision in one of its two states.
#[derive(Debug, Clone)]
pub struct Decision<S> {
    stated: StatedDecision,
    second: Option<OfficerId>,
    state: PhantomData<S>,
}

/// What drafting gives: ready at once, or waiting for another officer.
#[derive(Debug, Clone)]
pub enum Signed {
    /// The procedure asks for one officer.
    Ready(Decision<Approved>),
    /// The procedure asks for two.
    NeedsSecond(Decision<Drafted>),
}

/// The approver is who proposed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a decision is approved by another officer than the one who proposed it")]
pub struct SamePerson;

impl Decision<Drafted> {
    /// Drafts a decision. `approvals` comes from the procedure, `seen_at` is the position of the register
    /// that the officer was shown.
    #[must_use]
    pub fn draft(outcome: Outcome, by: OfficerId, seen_at: i64, approvals: u8) -> Signed {
        let outcome = match outcome {
            Outcome::Grant { decision, effects, reasons } => {
                StatedOutcome::Grant { decision, effects: effects.iter().cloned().collect(), reasons }
            }
            Outcome::Refuse { decision, grounds, reasons, hearing, route } => StatedOutcome::Refuse {
                decision,
                grounds: grounds.iter().map(state_ground).collect(),
                reasons: reasons.0,
                hearing,
                route,
            },
        };
        let stated = StatedDecision { outcome, by, seen_at };
        if approvals <= 1 {
            Signed::Ready(Decision { stated, second: None, state: PhantomData })
        } else {
            Signed::NeedsSecond(Decision { stated, second: None, state: PhantomData })
        }
    }

    /// Takes up a draft that the log keeps, so that it can be approved.
    #[must_use]
    pub fn resume(stated: StatedDecision) -> Self {
        Self { stated, second: None, state: PhantomData }
    }

    /// Approves the draft.
    ///
    /// # Errors
    /// [`SamePerson`] when `by` proposed it; the draft stays as it was.
    pub fn approve(self, by: OfficerId) -> Result<Decision<Approved>, SamePerson> {
        if by == self.stated.by {
            return Err(SamePerson);
        }
        Ok(Decision { stated: self.stated, second: Some(by), state: PhantomData })
    }

    /// The draft as the log keeps it.
    #[must_use]
    pub fn stated(&self) -> &StatedDecision {
        &self.stated
    }
}

impl Decision<Approved> {
    /// The decision as the log keeps it, and who signed second, where the procedure asks for two.
    #[must_use]
    pub fn into_parts(self) -> (StatedDecision, Option<OfficerId>) {
        (self.stated, self.second)
    }
}

/// A minted ground as events keep it.
#[must_use]
pub fn state_ground(ground: &law::Ground) -> StatedGround {
    StatedGround { id: ground.id().to_owned(), cite: ground.cite().clone() }
}
