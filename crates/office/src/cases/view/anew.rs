//! What a case has of others and of time: the one it takes the place of, the one that takes its place, who decided the one
//! that it is about, and whether its term has begun.

use super::{CaseView, Loaded};
use crate::cases::case::{Case, Phase};
use crate::cases::clocks::ClockLine;
use crate::cases::term::decision_clock;
use kernel::{CaseId, OfficerId};
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

impl Loaded<'_> {
    /// Who took the decision that this case decides on a contest of.
    pub(super) fn deciders(&self) -> Vec<OfficerId> {
        let Some(parent) = self.parent.as_ref().filter(|_| self.case.contests()) else { return Vec::new() };
        let Phase::InForce { decision, second, .. } = &parent.case.phase else { return Vec::new() };
        std::iter::once(&decision.by).chain(second).cloned().collect()
    }

    /// The case whose decision was undone by the contest or the ruling that led to this one.
    pub(crate) fn replaced(&self) -> Option<CaseId> {
        let led = &self.parent.as_ref()?.case;
        if self.case.contests() {
            return None;
        }
        match led.begun.as_ref().filter(|begun| begun.contests) {
            Some(contest) => contest.parent,
            None => (ruled_anew(led) == Some(self.case.id)).then_some(led.id),
        }
    }
}

/// The case in which the decision is taken anew: that of this case, or the one that it decides on a contest of.
pub(super) fn decided_anew(loaded: &Loaded<'_>) -> Option<CaseId> {
    let of = |case: &Case, contest: Option<CaseId>| {
        let Phase::InForce { contests, .. } = &case.phase else { return None };
        let ours = contests.iter().filter(|known| contest.is_none_or(|contest| known.child == contest));
        ours.filter_map(|contest| contest.anew).next_back()
    };
    of(&loaded.case, None).or_else(|| ruled_anew(&loaded.case)).or_else(|| {
        let contested = loaded.parent.as_ref().filter(|_| loaded.case.contests())?;
        of(&contested.case, Some(loaded.case.id))
    })
}

/// The same where a court undid the decision of this case itself.
fn ruled_anew(case: &Case) -> Option<CaseId> {
    case.court.iter().filter_map(|(_, ruling)| ruling.as_ref()?.anew).next_back()
}
