//! What comes after a decision: that it arrived later than was presumed, and what a court ruled.

use super::{Case, Phase};
use crate::cases::course::Stage;
use crate::cases::court::Ruling;
use crate::cases::sending::{Dispatch, Rebutted};
use law::Happens;

impl Case {
    /// The way through a gateway with this number.
    #[must_use]
    pub fn dispatch(&self, number: u16) -> Option<&Dispatch> {
        self.dispatches.iter().find(|known| known.number == number)
    }

    /// It arrived later than was presumed: the term to contest runs from that day.
    pub(super) fn rebut(&mut self, rebutted: &Rebutted) {
        self.rebutted = Some(rebutted.clone());
        self.happen(Happens::Served, rebutted.received);
        self.happen(Happens::InForce, rebutted.received);
        if let Phase::InForce { served, contest_until, .. } = &mut self.phase {
            served.1 = rebutted.received;
            *contest_until = rebutted.contest_until;
        }
    }

    pub(super) fn ruled(&mut self, ruling: &Ruling) {
        if let Some((_, open)) = self.court.iter_mut().find(|(_, known)| known.is_none()) {
            *open = Some(ruling.clone());
        }
        if ruling.fate.undoes() {
            self.lead_to(Some(Stage::Undone));
        }
    }
}
