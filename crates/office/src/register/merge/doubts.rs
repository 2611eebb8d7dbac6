//! Doubts go along with the entries that they are about: into the record that stays when two are joined, and to the
//! record that is restored when they are parted. Source: DOMAIN-RULES 1.7 and 1.14.

use crate::register::event::{Lender, PersonEvent};
use crate::register::person::{PersonHistory, Review, seq};
use std::collections::BTreeMap;

/// By entry of the one record, the entries of the other that say it there.
pub(super) type Marks = BTreeMap<i64, Vec<i64>>;

/// Doubts on their way from one record into the other, which gets `after` events before them.
pub(super) struct Travel<'a> {
    pub from: &'a PersonHistory,
    pub into: &'a PersonHistory,
    pub after: u32,
}

impl Travel<'_> {
    /// Every doubt about an entry that is marked, with what was found.
    pub fn over(&self, marks: &Marks) -> Vec<PersonEvent> {
        let standing = self.from.reviews.iter().filter(|review| review.released.is_none());
        self.told(standing, marks)
    }

    /// The same on the way back: what was lent to the record that stayed is there already, and is over there when it
    /// was found to be over here.
    pub fn back(&self, marks: &Marks) -> Vec<PersonEvent> {
        let (lent, own): (Vec<&Review>, Vec<&Review>) = self
            .from
            .reviews
            .iter()
            .filter(|review| review.released.is_none())
            .partition(|review| review.lent_by(self.into.id));
        let mut events = self.told(own.into_iter(), marks);
        for review in lent {
            let lender = review.lender.as_ref().map(|lender| lender.review);
            let open = |theirs: &&Review| Some(theirs.id) == lender && theirs.closed.is_none();
            if let Some(theirs) = self.into.reviews.iter().find(open) {
                events.extend(closing(theirs.id, review));
            }
        }
        events
    }

    fn told<'r>(&self, reviews: impl Iterator<Item = &'r Review>, marks: &Marks) -> Vec<PersonEvent> {
        let mut events = Vec::new();
        for review in reviews {
            let mut facts: Vec<i64> =
                review.facts.iter().filter_map(|seq| marks.get(seq)).flatten().copied().collect();
            facts.sort_unstable();
            facts.dedup();
            if facts.is_empty() {
                continue;
            }
            let before = u32::try_from(events.len()).unwrap_or(u32::MAX);
            let id = seq(self.into.version + self.after + before + 1, 0);
            events.push(PersonEvent::ReviewOpened {
                review: id,
                facts,
                on: review.from,
                basis: review.basis.clone(),
                reason: review.reason.clone(),
                lender: Some(Lender { person: self.from.id, review: review.id }),
            });
            events.extend(closing(id, review));
        }
        events
    }
}

/// The end of the review `id`, as that of `review` was.
fn closing(id: i64, review: &Review) -> Option<PersonEvent> {
    let (on, outcome) = review.closed?;
    let basis = review.closing.clone()?;
    Some(PersonEvent::ReviewClosed { review: id, on, outcome, basis })
}
