//! A decision is a value that cannot be built without what law demands of it.
//!
//! A grant needs effects; a grant in spite of grounds needs reasons and a weighing; a refusal or a burden needs at
//! least one ground minted by the procedure, a weighing where a ground leaves a choice, reasons, a hearing or a cited
//! waiver, and a route of appeal unless the law says that it is final; ending a case needs reasons. All need a second
//! pair of eyes where the procedure says so, and the second is never the first.
//! Source: Administrative Procedure Law, Art. 62, 65–67, 76.

use crate::cases::event::{
    Hearing, OutsideAct, StatedDecision, StatedEffect, StatedGround, StatedOutcome, StatedRoute, Weighing,
};
use documents::Many;
use kernel::{Citation, OfficerId, Term};
use law::{Ground, GroundKind};
use std::collections::BTreeMap;
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
    /// The request is granted in spite of grounds (*izņēmuma lēmums*).
    GrantDespite {
        /// Id of the decision in the procedure.
        decision: String,
        /// What follows.
        effects: Many<StatedEffect>,
        /// The grounds, with the weighing.
        grounds: Grounds,
        /// The officer's reasons.
        reasons: Reasons,
    },
    /// The request is refused.
    Refuse {
        /// Id of the decision in the procedure.
        decision: String,
        /// What it takes to burden somebody.
        burden: Burden,
        /// What follows.
        effects: Vec<StatedEffect>,
    },
    /// The office burdens somebody by itself.
    Impose {
        /// Id of the decision in the procedure.
        decision: String,
        /// What it takes to burden somebody.
        burden: Burden,
        /// What follows.
        effects: Many<StatedEffect>,
    },
    /// The case ends without a decision on the request.
    Discontinue {
        /// Id of the decision in the procedure.
        decision: String,
        /// The officer's reasons.
        reasons: Reasons,
        /// Where to contest.
        recourse: Recourse,
        /// What follows.
        effects: Vec<StatedEffect>,
    },
}

impl Outcome {
    /// The grounds that it stands on, or that it is taken in spite of.
    #[must_use]
    pub const fn grounds(&self) -> Option<&Grounds> {
        match self {
            Self::Grant { .. } | Self::Discontinue { .. } => None,
            Self::GrantDespite { grounds, .. } => Some(grounds),
            Self::Refuse { burden, .. } | Self::Impose { burden, .. } => Some(&burden.grounds),
        }
    }
}

/// What it takes to decide against somebody.
#[derive(Debug, Clone)]
pub struct Burden {
    /// Grounds, minted by the procedure.
    pub grounds: Grounds,
    /// The officer's reasons.
    pub reasons: Reasons,
    /// How the person was heard.
    pub hearing: Hearing,
    /// Where to contest.
    pub recourse: Recourse,
}

/// Where a decision is contested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recourse {
    /// By this route.
    Contest(StatedRoute),
    /// Nowhere: the law says so here.
    Final(Citation),
}

impl Recourse {
    fn stated(self) -> Option<StatedRoute> {
        match self {
            Self::Contest(route) => Some(route),
            Self::Final(_) => None,
        }
    }
}

/// Why grounds and a weighing do not belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unweighed {
    /// The ground leaves the office a choice, and usefulness was not weighed.
    Needed {
        /// Id of the first such ground.
        ground: String,
    },
    /// No ground leaves a choice, so there is nothing to weigh.
    NoChoice,
}

/// At least one ground, and a weighing when, and only when, one of them leaves the office a choice (Art. 65 and 66).
#[derive(Debug, Clone)]
pub struct Grounds {
    list: Many<Ground>,
    weighing: Option<Weighing>,
}

impl Grounds {
    /// Grounds to decide on.
    ///
    /// # Errors
    /// [`Unweighed`] when a ground leaves a choice and nothing was weighed, or none does and something was.
    pub fn new(list: Many<Ground>, weighing: Option<Weighing>) -> Result<Self, Unweighed> {
        let choice = list.iter().find(|ground| ground.kind() == GroundKind::May);
        match (choice, &weighing) {
            (Some(ground), None) => Err(Unweighed::Needed { ground: ground.id().to_owned() }),
            (None, Some(_)) => Err(Unweighed::NoChoice),
            (Some(_), Some(_)) | (None, None) => Ok(Self { list, weighing }),
        }
    }

    /// The grounds.
    pub fn iter(&self) -> impl Iterator<Item = &Ground> {
        self.list.iter()
    }

    fn stated(&self) -> Vec<StatedGround> {
        self.iter().map(state_ground).collect()
    }
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

/// Who drafts, on which view of the register, by which way of examination, with which terms.
#[derive(Debug, Clone)]
pub struct Drafting {
    /// Who.
    pub by: OfficerId,
    /// The position of the register that the officer was shown.
    pub seen_at: i64,
    /// How many officers sign, as the procedure says.
    pub approvals: u8,
    /// The way of examination.
    pub track: Option<String>,
    /// The terms that the officer sets.
    pub choices: BTreeMap<String, Term>,
    /// The parts of a contested decision that fall.
    pub parts: Vec<u16>,
    /// The answer to what the person argued.
    pub answer: String,
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
    /// Drafts a decision.
    #[must_use]
    pub fn draft(outcome: Outcome, drafting: Drafting) -> Signed {
        let mut weighing = None;
        let outcome = match outcome {
            Outcome::Grant { decision, effects, reasons } => {
                StatedOutcome::Grant { decision, effects: effects.into(), reasons, despite: Vec::new() }
            }
            Outcome::GrantDespite { decision, effects, grounds, reasons } => {
                let despite = grounds.stated();
                weighing = grounds.weighing;
                StatedOutcome::Grant { decision, effects: effects.into(), reasons: reasons.0, despite }
            }
            Outcome::Refuse { decision, burden, effects } => {
                let grounds = burden.grounds.stated();
                weighing = burden.grounds.weighing;
                let (reasons, hearing, route) = (burden.reasons.0, burden.hearing, burden.recourse.stated());
                StatedOutcome::Refuse { decision, grounds, reasons, hearing, route, effects }
            }
            Outcome::Impose { decision, burden, effects } => {
                let grounds = burden.grounds.stated();
                weighing = burden.grounds.weighing;
                let (reasons, hearing, route) = (burden.reasons.0, burden.hearing, burden.recourse.stated());
                StatedOutcome::Impose { decision, grounds, reasons, hearing, route, effects: effects.into() }
            }
            Outcome::Discontinue { decision, reasons, recourse, effects } => {
                let route = recourse.stated();
                StatedOutcome::Discontinue { decision, reasons: reasons.0, route, effects }
            }
        };
        let Drafting { by, seen_at, approvals, track, choices, parts, answer } = drafting;
        let stated =
            StatedDecision { outcome, by, seen_at, track, choices, answer, weighing, parts, act: None };
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
    /// Takes up a decision that was signed in the office, with the act of the body that takes it.
    #[must_use]
    pub fn taken(stated: StatedDecision, second: Option<OfficerId>, act: OutsideAct) -> Self {
        Self { stated: StatedDecision { act: Some(act), ..stated }, second, state: PhantomData }
    }

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
