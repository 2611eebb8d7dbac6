//! Parts of a case: contests, terms that were moved, the hearing, the fee, facts and where they come from.

use crate::cases::course::{Fate, TermMoved};
use crate::cases::event::{GivenValue, Hearing, PaymentMethod, StatedGround};
use kernel::{CaseId, Citation, Day, Money, OfficerId, PaymentId};
use law::clock::Suspension;

/// A contest of a decision in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// The case in which it is decided.
    pub child: CaseId,
    /// The step, by its id in the procedure.
    pub route: String,
    /// Whether it suspends the decision.
    pub suspends: bool,
    /// Whether it came late and will suspend it once the missed term is reinstated.
    pub if_reinstated: bool,
    /// Day.
    pub on: Day,
    /// What became of the decision, once that is decided.
    pub ended: Option<(Fate, Day)>,
    /// The case in which it is decided anew.
    pub anew: Option<CaseId>,
    /// Whether it was taken back before it was decided.
    pub withdrawn: bool,
    /// Whether it is the court that whoever contested in vain turned to.
    pub court: bool,
    /// The parts that fell, where a part did: places among the effects of the decision.
    pub parts: Vec<u16>,
}

/// What a contest does to the decision until it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContestEffect {
    /// It suspends the decision.
    Suspends,
    /// It came late: it suspends the decision only once the missed term is reinstated.
    IfReinstated,
    /// The decision stays in force.
    Leaves,
}

impl Contest {
    /// What it does to the decision until it is decided.
    #[must_use]
    pub const fn effect(&self) -> ContestEffect {
        match (self.suspends, self.if_reinstated) {
            (true, _) => ContestEffect::Suspends,
            (false, true) => ContestEffect::IfReinstated,
            (false, false) => ContestEffect::Leaves,
        }
    }
}

/// How a case began that nobody applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What it was begun on, in words.
    pub basis: String,
    /// The officer who began it; `None` when a decision did.
    pub by: Option<OfficerId>,
    /// The case that led to it.
    pub parent: Option<CaseId>,
    /// Whether it decides on a contest of the parent's decision.
    pub contests: bool,
}

/// How the terms of a clock were moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// Extensions in force, the newest last.
    pub extended: Vec<TermMoved>,
    /// An extension that another officer has to agree to.
    pub proposed: Option<TermMoved>,
    /// The last postponement.
    pub postponed: Option<TermMoved>,
    /// Pauses, and the first day that counts again.
    pub pauses: Vec<(TermMoved, Option<Day>)>,
    /// What was tried in vain while it stood still.
    pub attempts: Vec<TermMoved>,
    /// What the law made of it when it passed, and its last day.
    pub overdue: Option<(String, Day)>,
}

impl Moves {
    /// The pause that goes on.
    #[must_use]
    pub fn paused(&self) -> Option<&TermMoved> {
        self.pauses.last().filter(|(_, end)| end.is_none()).map(|(pause, _)| pause)
    }

    /// What was tried in vain in pauses for a reason.
    pub fn tried(&self, reason: &str) -> impl Iterator<Item = &TermMoved> {
        self.attempts.iter().filter(move |attempt| attempt.reason == reason)
    }

    /// The last attempt that a reason for a pause leaves, if it was made in vain.
    #[must_use]
    pub fn used_up(&self, reason: &Suspension) -> Option<&TermMoved> {
        self.tried(&reason.id).nth(usize::from(reason.attempts?).checked_sub(1)?)
    }
}

/// The invitation to be heard, and the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingRecord {
    /// Grounds the person was told of.
    pub grounds: Vec<StatedGround>,
    /// Day of the invitation.
    pub invited: Day,
    /// Last day for an answer.
    pub until: Day,
    /// Day and words of the answer.
    pub answer: Option<(Day, String)>,
}

impl HearingRecord {
    /// The hearing as a decision made on `today` states it; `None` while the person may still answer.
    #[must_use]
    pub fn completed(&self, today: Day) -> Option<Hearing> {
        match &self.answer {
            Some((on, words)) => {
                Some(Hearing::Heard { invited: self.invited, answered: Some(*on), opinion: words.clone() })
            }
            None if today > self.until => {
                Some(Hearing::Heard { invited: self.invited, answered: None, opinion: String::new() })
            }
            None => None,
        }
    }
}

/// A fee that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Amount.
    pub amount: Money,
    /// Row of the fee table.
    pub cite: Citation,
    /// How.
    pub method: PaymentMethod,
    /// Reference.
    pub reference: String,
    /// The movements on the account that paid it.
    pub payments: Vec<PaymentId>,
    /// Day.
    pub on: Day,
}

/// How the fee was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeSettled {
    /// Paid.
    Paid(Payment),
    /// Not due, under an exemption.
    Exempt {
        /// The provision.
        cite: Citation,
        /// Day.
        on: Day,
    },
}

/// A value a fact has in this case, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// The value.
    pub value: GivenValue,
    /// Who says so.
    pub source: FactSource,
    /// Since when it is in the file.
    pub on: Day,
}

/// Where a case fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactSource {
    /// Declared by the applicant.
    Declared,
    /// Proved by a piece of evidence.
    Evidence {
        /// Its id.
        evidence: String,
    },
    /// Recorded by an officer from the file or another register.
    Recorded {
        /// By whom.
        by: OfficerId,
        /// Where it was seen.
        note: String,
    },
    /// Known from the case that led to this one.
    Parent,
    /// Judged by an officer, with reasons.
    Judged {
        /// By whom.
        by: OfficerId,
        /// Why.
        reasons: String,
    },
}
