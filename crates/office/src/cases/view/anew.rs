//! What a case has of others and of time: the one it takes the place of, the one that takes its place, and whether its term
//! has begun.

use super::{CaseView, Loaded};
use crate::cases::case::Phase;
use crate::cases::clocks::ClockLine;
use crate::cases::term::decision_clock;
use kernel::CaseId;
use law::Procedure;

impl CaseView {
    /// Whether the term for the decision has not begun: there is no last day yet, only how long it will be.
    #[must_use]
    pub fn awaits_its_term(&self, procedure: &Procedure) -> bool {
        self.decision_line(procedure).is_some_and(|line| line.answer.is_none())
    }

    /// The term for the decision among those of the case.
    #[must_use]
    pub fn decision_line(&self, procedure: &Procedure) -> Option<&ClockLine> {
        let decides = decision_clock(procedure).ok()?;
        self.clocks.iter().find(|line| line.id == decides.id)
    }
}

/// The case whose decision was undone by the contest that led to this one.
pub(super) fn replaced(loaded: &Loaded<'_>) -> Option<CaseId> {
    let contest = &loaded.parent.as_ref()?.case;
    contest.begun.as_ref().filter(|begun| begun.contests && !loaded.case.contests())?.parent
}

/// The case that began when this contest undid the decision.
pub(super) fn decided_anew(loaded: &Loaded<'_>) -> Option<CaseId> {
    let Phase::InForce { contests, .. } = &loaded.parent.as_ref()?.case.phase else { return None };
    contests.iter().find(|contest| contest.child == loaded.case.id)?.anew
}
