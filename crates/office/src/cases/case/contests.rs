//! How the decision of a case was contested: when it was, whether a missed term was given again, and what came of it.

use super::{Case, Contest, Phase};
use crate::cases::course::{ContestEnded, Reinstated, Stage};
use crate::cases::event::CaseEvent;
use law::Happens;

impl Case {
    /// Takes in an entry on a contest of its decision.
    pub(super) fn contest_event(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::Contested { child, route, suspends, if_reinstated, on, court, .. } => {
                if let Phase::InForce { contests, .. } = &mut self.phase {
                    let (child, route, on) = (*child, route.clone(), *on);
                    let (suspends, if_reinstated) = (*suspends, *if_reinstated);
                    // Older entries do not say that it is the court; a contest goes nowhere else a second time.
                    let court = *court || contests.iter().any(|known| known.child == child);
                    let (ended, anew, parts) = (None, None, Vec::new());
                    contests.push(Contest {
                        child,
                        route,
                        suspends,
                        if_reinstated,
                        on,
                        ended,
                        anew,
                        withdrawn: false,
                        court,
                        parts,
                    });
                }
            }
            CaseEvent::ContestReinstated(Reinstated { child, reinstated, .. }) => {
                if let Phase::InForce { contests, .. } = &mut self.phase {
                    let ours = contests.iter_mut().filter(|contest| contest.child == *child);
                    ours.for_each(|contest| contest.suspends = *reinstated && contest.if_reinstated);
                }
            }
            CaseEvent::ContestEnded(ContestEnded { child, fate, on, anew, withdrawn, parts }) => {
                if !withdrawn {
                    self.happen(Happens::ContestDecision, *on);
                }
                if let Phase::InForce { contests, stage, .. } = &mut self.phase {
                    let open = |contest: &&mut Contest| contest.child == *child && contest.ended.is_none();
                    for contest in contests.iter_mut().filter(open) {
                        contest.ended = Some((*fate, *on));
                        contest.anew = *anew;
                        contest.withdrawn = *withdrawn;
                        contest.parts.clone_from(parts);
                    }
                    if fate.undoes() {
                        *stage = Stage::Undone;
                    }
                }
            }
            _ => {}
        }
    }
}
