//! The index: a few segments that do not change, the newest persons beside them, and the search over all.

use crate::ask::{Parsed, Query, Term};
use crate::find::Reach;
use crate::part::{Field, Hit, How, Part};
use crate::record::Record;
use crate::segment::{Builder, Segment};
use crate::weigh::{Sought, Weigher};
use kernel::{Folding, PersonId, Spelling};
use std::collections::BTreeMap;

/// Persons kept beside the segments; they are ordered anew at every change.
const FRESH_MAX: usize = 128;
/// A segment is joined with the one before it when that is not so many times greater.
const JOIN_BELOW: u32 = 8;
/// A segment of more persons than that is not joined on the way, only when the index is made compact.
const JOINED_MAX: u32 = 200_000;
/// With so many fitting persons nobody is looked for of whom something does not agree.
const ENOUGH: usize = 3;
/// Threads that put a whole country in order, where nobody says how many.
pub(crate) const THREADS: usize = 2;
/// Hits given at most, whatever is asked.
const LIMIT_MAX: usize = 100;

/// The country's letters: how names fold, how they are spelled, which endings they have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    /// Letters without their marks.
    pub folding: Folding,
    /// Spellings and endings.
    pub spelling: Spelling,
}

/// An index over persons.
#[derive(Debug)]
pub struct Index {
    pub(crate) letters: Letters,
    /// The great before the small.
    pub(crate) segments: Vec<Segment>,
    fresh: BTreeMap<PersonId, Record>,
    fresh_segment: Segment,
}

/// A person who fits, before the best are chosen: in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fitting {
    tier: u8,
    worse_by: u32,
    id: u64,
    segment: usize,
    person: u32,
}

impl Index {
    /// An index of nobody.
    #[must_use]
    pub fn new(letters: Letters) -> Self {
        Self { letters, segments: Vec::new(), fresh: BTreeMap::new(), fresh_segment: Segment::default() }
    }

    /// An index of many persons at once; nobody may come twice.
    pub fn build(letters: Letters, records: impl IntoIterator<Item = Record>) -> Self {
        let mut builder = Builder::default();
        records.into_iter().for_each(|record| builder.push(&letters, &record));
        Self::of(letters, builder, 1)
    }

    /// An index of what a builder holds.
    pub(crate) fn of(letters: Letters, builder: Builder, threads: usize) -> Self {
        let segments = vec![builder.finish(&letters, threads)];
        Self { segments, ..Self::new(letters) }
    }

    /// How many persons it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all().map(|segment| segment.live() as usize).sum()
    }

    /// Whether it has nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it would answer faster if it were built anew.
    #[must_use]
    pub fn is_scattered(&self) -> bool {
        let removed = |segment: &Segment| u64::from(segment.len() - segment.live());
        let (all, gone) = self.all().fold((0_u64, 0_u64), |(all, gone), segment| {
            (all + u64::from(segment.len()), gone + removed(segment))
        });
        self.segments.len() > 8 || gone * 4 > all
    }

    /// Enters persons, each in place of what was known of them.
    pub fn put(&mut self, records: impl IntoIterator<Item = Record>) {
        let mut changed = false;
        for record in records {
            self.take_out(record.person);
            self.fresh.insert(record.person, record);
            changed = true;
            if self.fresh.len() >= FRESH_MAX {
                self.settle();
            }
        }
        if changed {
            self.refresh();
        }
    }

    /// Takes a person out.
    pub fn remove(&mut self, person: PersonId) {
        self.take_out(person);
        self.refresh();
    }

    /// All persons in one segment.
    pub fn compact(&mut self) {
        self.settle();
        let mut builder = Builder::default();
        for segment in self.segments.drain(..) {
            builder.take_over(&segment);
        }
        self.segments = vec![builder.finish(&self.letters, THREADS)];
        self.refresh();
    }

    fn take_out(&mut self, person: PersonId) {
        self.fresh.remove(&person);
        let id = id_of(person);
        self.segments.iter_mut().for_each(|segment| {
            segment.remove(id);
        });
    }

    fn refresh(&mut self) {
        let mut builder = Builder::default();
        self.fresh.values().for_each(|record| builder.push(&self.letters, record));
        self.fresh_segment = builder.finish(&self.letters, 1);
    }

    /// Makes a segment of the fresh persons, and joins segments of like size.
    pub(crate) fn settle(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let mut builder = Builder::default();
        std::mem::take(&mut self.fresh).values().for_each(|record| builder.push(&self.letters, record));
        self.fresh_segment = Segment::default();
        self.segments.push(builder.finish(&self.letters, 1));
        while let [.., before, last] = self.segments.as_slice() {
            if before.len() > JOINED_MAX || before.live() > last.len().saturating_mul(JOIN_BELOW) {
                break;
            }
            let mut builder = Builder::default();
            builder.take_over(before);
            builder.take_over(last);
            self.segments.truncate(self.segments.len() - 2);
            self.segments.push(builder.finish(&self.letters, 1));
        }
    }

    fn all(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().chain([&self.fresh_segment])
    }

    /// The persons who fit best, at most `limit`, the best first; the same query gives the same order.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Vec<Hit> {
        self.find(query, limit, false)
    }

    /// As [`Self::search`], but weighing everybody: slow, and the measure of it.
    #[doc(hidden)]
    #[must_use]
    pub fn scan(&self, query: &Query, limit: usize) -> Vec<Hit> {
        self.find(query, limit, true)
    }

    fn find(&self, query: &Query, limit: usize, thorough: bool) -> Vec<Hit> {
        let limit = limit.min(LIMIT_MAX);
        let mut parsed = query.parse(&self.letters);
        let by_number = self.by_number(&parsed, limit);
        if !by_number.is_empty() || limit == 0 {
            return by_number;
        }
        let lost = parsed.without_numbers();
        let weights = self.order_by_weight(&mut parsed.terms);
        // Few are born on one day: a whole date may be enough. A year alone is not.
        let to_the_day = query.day && parsed.birth.as_ref().is_some_and(crate::date::Asked::to_the_day);
        if parsed.terms.is_empty() && !to_the_day {
            return Vec::new();
        }
        let weighers: Vec<Weigher<'_>> = self
            .all()
            .map(|segment| {
                let terms = parsed.terms.iter().zip(&weights);
                let sought =
                    terms.map(|(term, weight)| Sought::new(segment, term, *weight, thorough)).collect();
                Weigher { segment, parsed: &parsed, sought, lost }
            })
            .collect();
        let mut fitting: Vec<Fitting> = Vec::new();
        for reach in [Reach::Typed, Reach::Agreeing, Reach::Relaxed] {
            let enough = if reach == Reach::Relaxed { ENOUGH.min(limit) } else { limit };
            if fitting.len() >= enough || (thorough && reach != Reach::Relaxed) {
                continue;
            }
            // Where somebody fits as it was typed, nobody is named of whom a word fits nothing.
            if reach == Reach::Relaxed && fitting.iter().any(|fit| fit.tier == 0) {
                continue;
            }
            fitting = all_fitting(&weighers, reach, thorough);
            let whole = fitting.iter().filter(|fit| fit.tier < 2).count();
            if whole >= ENOUGH || fitting.iter().any(|fit| fit.tier == 0) {
                fitting.retain(|fit| fit.tier < 2);
            }
        }
        fitting.sort_unstable();
        fitting.truncate(limit);
        fitting.into_iter().filter_map(|fit| hit(weighers.get(fit.segment)?, fit)).collect()
    }

    /// Puts the terms in the order of their weights, the greatest first; answers the weights.
    fn order_by_weight(&self, terms: &mut Vec<Term>) -> Vec<u32> {
        let persons: u64 = self.all().map(|segment| u64::from(segment.live())).sum();
        let weigh = |term: &Term| {
            let known: u64 = self.all().map(|segment| segment.count(&term.word)).sum();
            // A number of an address says little, however few live there.
            if term.place_only { 16 } else { rarity(persons, known) }
        };
        let mut weighed: Vec<(u32, Term)> =
            std::mem::take(terms).into_iter().map(|term| (weigh(&term), term)).collect();
        weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let weights = weighed.iter().map(|(weight, _)| *weight).collect();
        *terms = weighed.into_iter().map(|(_, term)| term).collect();
        weights
    }

    fn by_number(&self, parsed: &Parsed, limit: usize) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (hash, _) in &parsed.numbers {
            for segment in self.all() {
                for (holder, document) in segment.holders(*hash) {
                    let field = if document { Field::Document } else { Field::Code };
                    let person = PersonId::from_u64(segment.id(holder));
                    let because = vec![Part { field, how: How::Exact }];
                    hits.push(Hit { person, score: 1000, because });
                }
            }
        }
        hits.sort_unstable_by(|a, b| a.person.cmp(&b.person).then(a.because.cmp(&b.because)));
        hits.dedup_by_key(|hit| hit.person);
        hits.truncate(limit);
        hits
    }
}

fn id_of(person: PersonId) -> u64 {
    u64::try_from(person.as_i64()).unwrap_or(0)
}

/// 16 for what everybody has, and 16 more with every halving of those who have it.
fn rarity(persons: u64, known: u64) -> u32 {
    // Sixteenths of a binary logarithm, in whole numbers: the same on every machine.
    let ratio = ((persons + 1) << 8) / (known + 1);
    let whole = ratio.max(256).ilog2();
    let rest = (ratio.max(256) << 4 >> whole) & 15;
    16 + (whole - 8) * 16 + u32::try_from(rest).unwrap_or(0)
}

fn all_fitting(weighers: &[Weigher<'_>], reach: Reach, thorough: bool) -> Vec<Fitting> {
    let mut fitting = Vec::new();
    for (segment, weigher) in weighers.iter().enumerate() {
        let persons = if thorough { (0..weigher.segment.len()).collect() } else { weigher.gather(reach) };
        for person in persons {
            if let Some(weight) = weigher.weigh(person, reach == Reach::Relaxed)
                && (reach != Reach::Typed || weight.tier == 0)
            {
                let id = weigher.segment.id(person);
                let worse_by = 1000 - weight.score;
                fitting.push(Fitting { tier: weight.tier, worse_by, id, segment, person });
            }
        }
    }
    fitting
}

fn hit(weigher: &Weigher<'_>, fit: Fitting) -> Option<Hit> {
    let mut because = Vec::new();
    weigher.explain(fit.person, true, Some(&mut because))?;
    let score = (1000 - fit.worse_by) / 3 + u32::from(2 - fit.tier.min(2)) * 333;
    let score = u16::try_from(score.min(1000)).unwrap_or(1000);
    Some(Hit { person: PersonId::from_u64(fit.id), score, because })
}
