//! How well a person fits a query: every word that was typed takes the word of a name that suits it best.

use crate::ask::{Parsed, Term};
use crate::date::Agreement;
use crate::judge::{as_typed, judge};
use crate::part::{Field, How, Part};
use crate::record::Form;
use crate::segment::{Entry, Segment};

/// Fewest letters by whose beginning a word of an address is found.
const PLACE_PREFIX_MIN: usize = 3;
/// Of a thousand: how well a word of an address fits at most. Names go before addresses.
const PLACE_POINTS: u16 = 800;
const PLACE_PREFIX_POINTS: u16 = 700;
/// Taken off for each word of the name that nobody asked for, up to five.
const SPARE: u32 = 4;
/// Taken off for a name that is not in force, and for words of several names of one person.
const OTHER_NAME: u32 = 25;
const SEVERAL_NAMES: u32 = 60;
/// Of a thousand: what must agree when one word agrees with nothing; less when the day of birth is right.
const SHARE_MIN: u32 = 400;
const SHARE_WITH_DAY_MIN: u32 = 250;

/// The words of a segment that agree with a typed word; answers by the word in a step or two.
#[derive(Debug, Default)]
pub(crate) struct Agreeing {
    /// Word, quality and way, the best first.
    pub list: Vec<(u32, u16, How)>,
    /// Words plus one, in places that follow from the word; a power of two of them.
    slots: Vec<(u32, u32)>,
    shift: u32,
}

impl Agreeing {
    fn new(mut list: Vec<(u32, u16, How)>) -> Self {
        list.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let size = (list.len() * 2).next_power_of_two().max(4);
        let mut out = Self { list, slots: vec![(0, 0); size], shift: 32 - size.trailing_zeros() };
        for place in 0..out.list.len() {
            let Some((word, ..)) = out.list.get(place).copied() else { break };
            let mut slot = out.first_slot(word);
            while out.slots.get(slot).is_some_and(|(taken, _)| *taken != 0) {
                slot = (slot + 1) % size;
            }
            if let Some(free) = out.slots.get_mut(slot) {
                *free = (word + 1, u32::try_from(place).unwrap_or(0));
            }
        }
        out
    }

    const fn first_slot(&self, word: u32) -> usize {
        (word.wrapping_mul(0x9E37_79B9) >> self.shift) as usize
    }

    pub(crate) fn of(&self, word: u32) -> Option<(u16, How)> {
        let mut slot = self.first_slot(word);
        loop {
            let (taken, place) = self.slots.get(slot).copied()?;
            if taken == word + 1 {
                return self.list.get(place as usize).map(|(_, quality, how)| (*quality, *how));
            }
            if taken == 0 {
                return None;
            }
            slot = (slot + 1) % self.slots.len();
        }
    }
}

/// A typed word in one segment.
pub(crate) struct Sought {
    /// How much it says: the rarer, the more.
    pub weight: u32,
    /// Words of names.
    pub names: Agreeing,
    /// Words of addresses: the words themselves, and those that begin so.
    pub places: std::ops::Range<u32>,
    pub places_prefix: std::ops::Range<u32>,
}

impl Sought {
    /// `thorough` looks at every word of the segment instead of going by the lists.
    pub(crate) fn new(segment: &Segment, term: &Term, weight: u32, thorough: bool) -> Self {
        let mut list = Vec::new();
        if !term.place_only {
            let mut look = |at, word| {
                if let Some((how, quality)) = judge(&term.word, word) {
                    list.push((at, quality, how));
                }
            };
            if thorough {
                segment.words.iter().for_each(|(at, word)| look(at, word));
            } else {
                for at in segment.words.candidates(&term.word) {
                    if let Some(word) = segment.words.get(at) {
                        look(at, word);
                    }
                }
            }
        }
        let folded = &*term.word.folded;
        let prefix = !term.place_only && folded.chars().count() >= PLACE_PREFIX_MIN;
        Self {
            weight,
            names: Agreeing::new(list),
            places: segment.place_range(folded, false),
            places_prefix: if prefix { segment.place_range(folded, true) } else { 0..0 },
        }
    }

    pub(crate) fn place(&self, segment: &Segment, person: u32) -> Option<(u16, How)> {
        if self.places.is_empty() && self.places_prefix.is_empty() {
            return None;
        }
        let places = segment.places(person);
        if places.iter().any(|place| self.places.contains(place)) {
            Some((PLACE_POINTS, How::Exact))
        } else if places.iter().any(|place| self.places_prefix.contains(place)) {
            Some((PLACE_PREFIX_POINTS, How::Prefix))
        } else {
            None
        }
    }
}

/// How much a person fits; the smaller tier goes first, then the greater score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weight {
    /// 0: as it was typed; 1: everything agrees in some way; 2: something does not.
    pub tier: u8,
    /// 0 to 1000 within the tier.
    pub score: u32,
}

/// A query in one segment.
pub(crate) struct Weigher<'a> {
    pub segment: &'a Segment,
    pub parsed: &'a Parsed,
    /// In the order of their weights, the greatest first.
    pub sought: Vec<Sought>,
    /// Something that was typed led nowhere: nobody fits wholly.
    pub lost: bool,
}

/// Words given to entries of a person's names.
#[derive(Debug, Clone, Copy, Default)]
struct Given {
    points: u32,
    missing: u32,
    missing_weight: u32,
    spare: u32,
    typed: bool,
}

impl Weigher<'_> {
    /// The person's weight; `relaxed` also takes those of whom something does not agree.
    pub(crate) fn weigh(&self, person: u32, relaxed: bool) -> Option<Weight> {
        self.explain(person, relaxed, None)
    }

    /// As [`Self::weigh`], and says which parts agreed how.
    pub(crate) fn explain(
        &self,
        person: u32,
        relaxed: bool,
        mut parts: Option<&mut Vec<Part>>,
    ) -> Option<Weight> {
        let segment = self.segment;
        if segment.is_removed(person) || (segment.is_dead(person) && !self.parsed.dead) {
            return None;
        }
        let date = match &self.parsed.birth {
            // Without a name the day is all there is, and must be right.
            Some(asked) => Some(asked.agreement(segment.birth(person), relaxed && !self.sought.is_empty())?),
            None => None,
        };
        let missing = self.sought.iter().filter(|sought| !self.anywhere(sought, person)).count();
        if missing > usize::from(relaxed) {
            return None;
        }
        let names = segment.entries(person).map(Entry::name).max().map_or(0, |last| last + 1);
        let mut best: Option<(u32, Option<u32>, Given)> = None;
        // Within one name first; then over all names of the person together.
        for name in (0..names).map(Some).chain((names != 1).then_some(None)) {
            let given = self.give(person, name, None);
            let form = name.and_then(|n| segment.entries(person).find(|entry| entry.name() == n));
            let off = match form {
                _ if name.is_none() => SEVERAL_NAMES,
                Some(entry) if entry.form() == Form::Current => 0,
                _ => OTHER_NAME,
            };
            let value = given.points.saturating_sub(off + SPARE * given.spare.min(5));
            let better = |(known, _, known_given): &(u32, _, Given)| {
                (given.missing, std::cmp::Reverse(value)) < (known_given.missing, std::cmp::Reverse(*known))
            };
            if best.as_ref().is_none_or(better) {
                best = Some((value, name, given));
            }
        }
        let (value, name, given) = best?;
        let total: u32 = self.sought.iter().map(|sought| sought.weight).sum();
        let share = 1000 * (total - given.missing_weight) / total.max(1);
        let full = date.is_none_or(|how| how == Agreement::Full);
        let tier = match (given.missing, date) {
            (0, Some(Agreement::Near)) => 2,
            (0, _) if self.lost => 2,
            (0, _) => u8::from(!(given.typed && name.is_some() && full)),
            (1, how) if self.sought.len() > 1 && how != Some(Agreement::Near) => {
                let day = full && self.parsed.birth.as_ref().is_some_and(crate::date::Asked::to_the_day);
                (share >= if day { SHARE_WITH_DAY_MIN } else { SHARE_MIN }).then_some(2)?
            }
            _ => return None,
        };
        if tier == 2 && !relaxed {
            return None;
        }
        if let Some(parts) = parts.as_mut() {
            self.give(person, name, Some(parts));
            let form = name.and_then(|n| segment.entries(person).find(|entry| entry.name() == n));
            if name.is_none_or(|_| form.is_some_and(|entry| entry.form() != Form::Current)) && names > 0 {
                parts.push(Part { field: Field::OtherName, how: How::Exact });
            }
            parts.extend(date.map(|how| Part { field: Field::Birth, how: date_how(how) }));
            parts.sort_unstable();
            parts.dedup();
        }
        let score = date.map_or(value, |how| (7 * value + 3 * how.points()) / 10);
        Some(Weight { tier, score: score.min(1000) })
    }

    fn anywhere(&self, sought: &Sought, person: u32) -> bool {
        self.segment.entries(person).any(|entry| sought.names.of(entry.word()).is_some())
            || sought.place(self.segment, person).is_some()
    }

    /// Gives each typed word the entry that suits it best, of one name or of all; each entry once.
    fn give(&self, person: u32, name: Option<u32>, mut parts: Option<&mut Vec<Part>>) -> Given {
        let mut out = Given { typed: true, ..Given::default() };
        let (mut used, mut sum, mut total) = (0_u64, 0, 0);
        let entries = self.segment.entries(person).filter(|entry| name.is_none_or(|n| n == entry.name()));
        for sought in &self.sought {
            total += sought.weight;
            let mut found: Option<(u16, How, usize, bool)> = None;
            for (place, entry) in entries.clone().enumerate().take(64) {
                if used >> place & 1 == 1 {
                    continue;
                }
                if let Some((quality, how)) = sought.names.of(entry.word())
                    && found.is_none_or(|(known, ..)| quality > known)
                {
                    found = Some((quality, how, place, entry.surname()));
                }
            }
            let part = if let Some((quality, how, place, surname)) = found {
                used |= 1 << place;
                sum += sought.weight * u32::from(quality);
                out.typed &= as_typed(how);
                Part { field: if surname { Field::Surname } else { Field::Given }, how }
            } else if let Some((quality, how)) = sought.place(self.segment, person) {
                sum += sought.weight * u32::from(quality);
                out.typed = false;
                Part { field: Field::Address, how }
            } else {
                out.missing += 1;
                out.missing_weight += sought.weight;
                continue;
            };
            if let Some(parts) = parts.as_mut() {
                parts.push(part);
            }
        }
        out.points = sum / total.max(1);
        if name.is_some() {
            let words = u32::try_from(entries.count()).unwrap_or(u32::MAX);
            out.spare = words.saturating_sub(used.count_ones());
        }
        out
    }
}

const fn date_how(how: Agreement) -> How {
    match how {
        Agreement::Full => How::Exact,
        Agreement::Possible => How::Possible,
        Agreement::Exchanged | Agreement::Near => How::Near,
    }
}
