//! Everything ever known about a person: entries on both axes, reviews, and whether the record was merged.

mod marks;

pub use marks::{Absorbed, Merged, Review};

use crate::register::certainty::{Bounds, in_order, reach};
use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, FactValue, KnownFact};
use crate::register::view::{HeldFact, PersonView};
use kernel::{Day, PersonId, Timestamp};
use std::borrow::Borrow;
use std::sync::Arc;

/// A log position after every other: the latest knowledge.
pub const LATEST: i64 = i64::MAX - 1;

/// Everything ever known about a person, on both axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonHistory {
    /// The person.
    pub id: PersonId,
    /// Version of the person's stream that this was read at.
    pub version: u32,
    /// All entries, in the order in which they came to be known.
    pub facts: Vec<Arc<KnownFact>>,
    /// All reviews.
    pub reviews: Vec<Review>,
    /// When the record was given up for another.
    pub merged: Vec<Merged>,
    /// When each entry of the log about the person was recorded; filled by whoever reads the log.
    pub recorded: Vec<(i64, Timestamp)>,
    /// Records taken in: which, at which version of this stream, and whether the split undid it.
    pub absorbed: Vec<Absorbed>,
}

impl PersonHistory {
    /// Folds the events of the person's stream, given with their log positions.
    #[must_use]
    pub fn fold<'a>(id: PersonId, events: impl IntoIterator<Item = (i64, &'a PersonEvent)>) -> Self {
        let mut history = Self {
            id,
            version: 0,
            facts: Vec::new(),
            reviews: Vec::new(),
            merged: Vec::new(),
            recorded: Vec::new(),
            absorbed: Vec::new(),
        };
        for (position, event) in events {
            history.version += 1;
            history.entries(position, event);
            history.record(position, event);
        }
        history
    }

    /// The same with one more entry of the stream, at a position after all others.
    #[must_use]
    pub fn with(&self, position: i64, event: &PersonEvent) -> Self {
        let mut history = self.clone();
        history.version += 1;
        history.entries(position, event);
        history.record(position, event);
        history
    }

    fn entries(&mut self, position: i64, event: &PersonEvent) {
        let (retired, facts, basis) = event.parts();
        for known in &mut self.facts {
            if known.known_to.is_none() && retired.contains(&known.fact.seq) {
                Arc::make_mut(known).known_to = Some(position);
            }
        }
        let basis = Arc::new(basis.clone());
        let mut left = retired.to_vec();
        for fact in facts {
            let restated = self.restated(event, fact, &mut left);
            let first = restated.map_or(fact.seq, |known| known.first);
            let order =
                restated.or_else(|| self.corrected(event, fact)).map_or(fact.seq, |known| known.order);
            // Whoever doubts an entry doubts it with another end too; and it waits as before for a word whose it is.
            if let Some(known) = restated {
                let before: Vec<i64> = self.said_before(known).map(|known| known.fact.seq).collect();
                let reviews = self.reviews.iter_mut().map(|review| &mut review.facts);
                let undecided = self.absorbed.iter_mut().map(|taken| &mut taken.undecided);
                for marked in
                    reviews.chain(undecided).filter(|marked| before.iter().any(|seq| marked.contains(seq)))
                {
                    marked.push(fact.seq);
                }
            }
            self.facts.push(Arc::new(KnownFact {
                fact: fact.clone(),
                known_from: position,
                known_to: None,
                basis: match &fact.origin {
                    Some(origin) => Arc::new(origin.basis.clone()),
                    None => Arc::clone(&basis),
                },
                first,
                order,
            }));
        }
    }

    /// The entry that `fact` says again, with another end; it is taken out of `left`, the entries retired.
    fn restated(
        &self,
        event: &PersonEvent,
        fact: &AssertedFact,
        left: &mut Vec<i64>,
    ) -> Option<&Arc<KnownFact>> {
        if let Some(origin) = &fact.origin {
            let own = |known: &&Arc<KnownFact>| known.is_of(self.id, origin);
            return match event {
                // What another record says is its own, even where it is the same.
                PersonEvent::RecordAbsorbed { .. } => {
                    self.facts.iter().find(|known| left.contains(&known.fact.seq) && own(known))
                }
                // What gave way to a record that was taken in stands again, or goes on.
                PersonEvent::RecordReleased { .. } | PersonEvent::EntriesAssigned { .. } => {
                    self.facts.iter().rfind(own)
                }
                _ => None,
            };
        }
        let again = |known: &&Arc<KnownFact>| {
            left.contains(&known.fact.seq) && known.fact.value == fact.value && known.fact.from == fact.from
        };
        let known = self.facts.iter().find(again)?;
        left.retain(|seq| *seq != known.fact.seq);
        Some(known)
    }

    /// The entry with all that it says again with another end.
    pub(crate) fn said_before(&self, known: &KnownFact) -> impl Iterator<Item = &KnownFact> {
        let first = known.first;
        self.facts.iter().map(AsRef::as_ref).filter(move |other: &&KnownFact| other.first == first)
    }

    /// The entry in whose place `fact` was true instead.
    fn corrected(&self, event: &PersonEvent, fact: &AssertedFact) -> Option<&Arc<KnownFact>> {
        let PersonEvent::FactsCorrected { withdrawn, .. } = event else { return None };
        let wrong = self.facts.iter().find(|known| withdrawn.first() == Some(&known.fact.seq))?;
        wrong.fact.value.takes_the_place_of(&fact.value).then_some(wrong)
    }

    fn record(&mut self, position: i64, event: &PersonEvent) {
        match event {
            PersonEvent::ReviewOpened { review, facts, on, reason, basis, lender } => {
                self.reviews.push(Review {
                    id: *review,
                    facts: facts.clone(),
                    from: *on,
                    closed: None,
                    reason: reason.clone(),
                    known_from: position,
                    closed_at: None,
                    basis: basis.clone(),
                    closing: None,
                    lender: lender.clone(),
                    released: None,
                })
            }
            PersonEvent::ReviewClosed { review, on, outcome, basis } => {
                if let Some(open) = self.reviews.iter_mut().find(|open| open.id == *review) {
                    open.closed = Some((*on, *outcome));
                    open.closed_at = Some(position);
                    open.closing = Some(basis.clone());
                }
            }
            PersonEvent::RecordMerged { into, .. } => {
                self.merged.push(Merged { into: *into, from: position, to: None });
            }
            PersonEvent::RecordRestored { .. } => {
                if let Some(merged) = self.merged.last_mut() {
                    merged.to = Some(position);
                }
            }
            PersonEvent::RecordAbsorbed { other, retired, .. } => self.absorbed.push(Absorbed {
                other: *other,
                version: self.version,
                retired: retired.clone(),
                released: false,
                undecided: Vec::new(),
            }),
            PersonEvent::RecordReleased { other, undecided, reviews, .. } => {
                for review in self.reviews.iter_mut().filter(|review| reviews.contains(&review.id)) {
                    review.released = Some(position);
                }
                let taken = self.absorbed.iter_mut().rev().find(|taken| taken.other == *other);
                if let Some(taken) = taken {
                    taken.released = true;
                    taken.undecided.clone_from(undecided);
                }
            }
            PersonEvent::EntriesAssigned { other, kept, withdrawn, .. } => {
                for taken in self.absorbed.iter_mut().filter(|taken| taken.other == *other) {
                    taken.undecided.retain(|seq| !kept.contains(seq) && !withdrawn.contains(seq));
                }
            }
            PersonEvent::PersonEntered { .. }
            | PersonEvent::FactsChanged { .. }
            | PersonEvent::FactsCorrected { .. } => {}
        }
    }

    /// The person as true on `day` and known at `known_at`. What takes the place of each other stands together, in
    /// the order in which it was true.
    #[must_use]
    pub fn on(&self, day: Day, known_at: i64) -> PersonView {
        let mut places: Vec<(&FactValue, Vec<&Arc<KnownFact>>)> = Vec::new();
        for fact in &self.facts {
            let value = &fact.fact.value;
            let at = places.iter().position(|(other, _)| value.takes_the_place_of(other));
            let at = at.unwrap_or_else(|| {
                places.push((value, Vec::new()));
                places.len() - 1
            });
            if let Some((_, known)) = places.get_mut(at).filter(|_| fact.known(known_at)) {
                known.push(fact);
            }
        }
        let mut facts = Vec::new();
        for (_, known) in places {
            let chain = self.chain(known);
            let bounds: Vec<Bounds> = chain.iter().map(|fact| fact.fact.bounds()).collect();
            for (fact, reach) in chain.into_iter().zip(reach(&bounds)) {
                let Some(certainty) = reach.and_then(|reach| reach.on(day)) else { continue };
                let mut reviews = self.reviews.iter().filter(|review| review.facts.contains(&fact.fact.seq));
                let found = reviews.clone().filter(|review| review.not_there(day, known_at));
                let not_there = found.map(|review| review.from).min();
                let review = reviews.find(|review| review.open(day, known_at)).map(|review| review.id);
                facts.push(HeldFact { known: Arc::clone(fact), certainty, review, not_there });
            }
        }
        PersonView { id: self.id, day, known_at, facts, merged_into: self.merged_into(known_at) }
    }

    /// The person as true on `day` by the latest knowledge.
    #[must_use]
    pub fn today(&self, day: Day) -> PersonView {
        self.on(day, LATEST)
    }

    /// The record that the person is kept under, if this one was given up, as known at `known_at`.
    #[must_use]
    pub fn merged_into(&self, known_at: i64) -> Option<PersonId> {
        let held = |merged: &&Merged| merged.from <= known_at && merged.to.is_none_or(|to| known_at < to);
        self.merged.iter().find(held).map(|merged| merged.into)
    }

    /// Records that are taken in now, and records parted from this one with entries that still wait for a word whose
    /// they are.
    #[must_use]
    pub fn others(&self) -> (Vec<PersonId>, Vec<PersonId>) {
        let (mut joined, mut unsettled) = (Vec::new(), Vec::new());
        for taken in &self.absorbed {
            let waits =
                |known: &KnownFact| taken.undecided.contains(&known.fact.seq) && !known.fact.value.sealed();
            if !taken.released {
                joined.push(taken.other);
            } else if !unsettled.contains(&taken.other) && self.standing().any(waits) {
                unsettled.push(taken.other);
            }
        }
        (joined, unsettled)
    }

    /// Whether anything was known at `known_at`.
    #[must_use]
    pub fn known_at(&self, known_at: i64) -> bool {
        self.facts.iter().any(|fact| fact.known_from <= known_at)
    }

    /// The entries that stand now (not retired, not withdrawn).
    pub fn standing(&self) -> impl Iterator<Item = &KnownFact> {
        self.facts.iter().map(AsRef::as_ref).filter(|fact: &&KnownFact| fact.known_to.is_none())
    }

    /// The standing entries of the place that `value` takes, in the order in which they were true.
    #[must_use]
    pub fn place(&self, value: &FactValue) -> Vec<&KnownFact> {
        self.chain(self.standing().filter(|known| value.takes_the_place_of(&known.fact.value)).collect())
    }

    /// The days of a standing entry, with those that follow from its neighbours: what has no first day follows the
    /// one before, what has no end gives way to the next.
    #[must_use]
    pub fn span(&self, known: &KnownFact) -> Bounds {
        let place = self.place(&known.fact.value);
        let at = place.iter().position(|other| other.fact.seq == known.fact.seq);
        let beside = |at: Option<usize>| at.and_then(|at| place.get(at)).map(|other| &other.fact);
        let (before, next) = (at.and_then(|at| at.checked_sub(1)), at.map(|at| at + 1));
        Bounds {
            from: known.fact.from.or_else(|| beside(before)?.to),
            to: known.fact.to.or_else(|| beside(next)?.from),
        }
    }

    /// Whether what ended when the entry began ended because it did: an event said both.
    #[must_use]
    pub fn succession(&self, began: &AssertedFact) -> bool {
        let place = |fact: &&AssertedFact| began.value.takes_the_place_of(&fact.value);
        let here: Vec<&AssertedFact> = self.facts.iter().map(|known| &known.fact).filter(place).collect();
        let same_event = |one: &AssertedFact, other: &AssertedFact| {
            one.seq / 1000 == other.seq / 1000 && one.seq != other.seq
        };
        here.iter()
            .filter(|ended| ended.to == began.from)
            .any(|ended| here.iter().any(|next| next.from == began.from && same_event(ended, next)))
    }

    /// Entries of one place in the order in which they were true.
    fn chain<'a, T: Borrow<KnownFact>>(&self, mut known: Vec<&'a T>) -> Vec<&'a T> {
        known.sort_by_key(|known| ((*known).borrow().order, (*known).borrow().fact.seq));
        let bounds = |known: &&T| (*known).borrow().fact.bounds();
        in_order(known, bounds, |next, ended| self.took_its_place((*next).borrow(), (*ended).borrow()))
    }

    /// Whether `next`, which began on the date on which `ended` did, took its place: that day is known, or what first
    /// said the end of the one said the beginning of the other. What began on the day on which the other began took its
    /// place too, unless it came from another record, which knew nothing of the other.
    fn took_its_place(&self, next: &KnownFact, ended: &KnownFact) -> bool {
        let said = |one: &KnownFact| {
            let order = one.order;
            self.facts.iter().map(|known| &**known).filter(move |known| known.order == order)
        };
        let known_day = next.fact.from.is_some_and(|from| from.exact().is_some());
        if ended.fact.to != next.fact.from {
            return known_day && next.fact.origin.is_none();
        }
        let ending = said(ended).find(|known| known.fact.to == ended.fact.to);
        let began = |ending: &KnownFact| {
            let same_event = |known: &KnownFact| known.fact.seq / 1000 == ending.fact.seq / 1000;
            said(next).any(|known| known.fact.from == next.fact.from && same_event(known))
        };
        known_day || ending.is_some_and(began)
    }

    /// The number the next fact of this stream gets, `index` places into the event.
    #[must_use]
    pub fn next_seq(&self, index: usize) -> i64 {
        seq(self.version + 1, index)
    }
}

/// The number of the `index`-th fact of the event with stream version `version`.
#[must_use]
pub fn seq(version: u32, index: usize) -> i64 {
    i64::from(version) * 1000 + i64::try_from(index).unwrap_or(999).min(999)
}
