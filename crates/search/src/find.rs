//! The persons of a segment who are worth weighing: the shortest list first.

use crate::judge::as_typed;
use crate::segment::Segment;
use crate::weigh::{Sought, Weigher};
use std::ops::Range;

/// Persons weighed of one segment at most; the words that suit best are taken first.
const WEIGHED_MAX: usize = 20_000;
/// Persons gathered at most before those without another word are put aside.
const GATHERED_MAX: usize = 400_000;
/// From so many on it pays to put aside first.
const NARROW_FROM: usize = 6_000;
/// Up to so many words their persons are counted exactly.
const COUNTED_WORDS: usize = 256;

/// What is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those who have every word as it was typed.
    Typed,
    /// Those who have every word in some way.
    Agreeing,
    /// Those who have every word but one, or another date.
    Relaxed,
}

impl Weigher<'_> {
    /// The persons to weigh, in order, each once. Nobody who fits is left out, as long as no list is over its bound.
    pub(crate) fn gather(&self, reach: Reach) -> Vec<u32> {
        let spans: Option<Vec<Range<u32>>> = self.parsed.birth.as_ref().map(|asked| {
            asked.spans().map(|span| self.segment.born(span)).filter(|range| !range.is_empty()).collect()
        });
        let mut found = match reach {
            Reach::Typed | Reach::Agreeing => self.with_every(reach == Reach::Typed, spans.as_deref()),
            Reach::Relaxed => self.with_most(spans.as_deref()),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    fn with_every(&self, typed: bool, spans: Option<&[Range<u32>]>) -> Vec<u32> {
        let mut sizes: Vec<(u64, usize)> = (self.sought.iter().enumerate())
            .map(|(at, sought)| (size(self.segment, sought, typed, spans), at))
            .collect();
        sizes.sort_unstable();
        let Some((least, first)) = sizes.first().copied() else {
            // No word was typed: everybody who was born then.
            return spans.unwrap_or(&[]).iter().cloned().flatten().take(WEIGHED_MAX).collect();
        };
        let born = spans.map(|spans| spans.iter().map(|r| u64::from(r.end - r.start)).sum::<u64>());
        if let (Some(born), Some(spans)) = (born, spans)
            && born <= least
        {
            return self.narrowed(spans.iter().cloned().flatten().collect(), &sizes, typed);
        }
        let Some(sought) = self.sought.get(first) else { return Vec::new() };
        let found = gathered(self.segment, sought, typed, spans);
        self.narrowed(found, sizes.get(1..).unwrap_or(&[]), typed)
    }

    /// Puts aside those who have not the rarest of the other words, when there are many.
    fn narrowed(&self, mut found: Vec<u32>, others: &[(u64, usize)], typed: bool) -> Vec<u32> {
        for (size, other) in others {
            if found.len() < NARROW_FROM || *size > GATHERED_MAX as u64 {
                break;
            }
            let Some(sought) = self.sought.get(*other) else { break };
            let mut marks = vec![0_u64; self.segment.len() as usize / 64 + 1];
            for person in gathered(self.segment, sought, typed, None) {
                if let Some(word) = marks.get_mut(person as usize / 64) {
                    *word |= 1 << (person % 64);
                }
            }
            found.retain(|person| {
                marks.get(*person as usize / 64).is_some_and(|word| word >> (person % 64) & 1 == 1)
            });
        }
        found.truncate(WEIGHED_MAX);
        found
    }

    fn with_most(&self, spans: Option<&[Range<u32>]>) -> Vec<u32> {
        let to_the_day = self.parsed.birth.as_ref().is_some_and(crate::date::Asked::to_the_day);
        let mut found = Vec::new();
        if let (Some(spans), true) = (spans, to_the_day) {
            // So few are born on a day that all of them are looked at; and everybody of that name, whatever the day.
            found.extend(spans.iter().cloned().flatten().take(WEIGHED_MAX));
            found.extend(self.with_every(false, None));
            return found;
        }
        found.extend(self.with_every(false, spans));
        if self.sought.len() < 2 {
            return found;
        }
        let mut sizes: Vec<(u64, &Sought)> =
            self.sought.iter().map(|sought| (size(self.segment, sought, false, spans), sought)).collect();
        sizes.sort_unstable_by_key(|(size, _)| *size);
        // Whoever lacks at most one word has one of any two.
        for (_, sought) in sizes.iter().take(2) {
            let mut list = gathered(self.segment, sought, false, spans);
            list.truncate(WEIGHED_MAX);
            found.append(&mut list);
        }
        found
    }
}

/// The lists of persons that a typed word leads to, the best words first.
fn lists<'a>(
    segment: &'a Segment,
    sought: &'a Sought,
    typed: bool,
) -> impl Iterator<Item = &'a [u32]> + use<'a> {
    let names = sought.names.list.iter().filter(move |(.., how)| !typed || as_typed(*how));
    let places = if typed { 0..0 } else { sought.places.clone() };
    let beginning = if typed { 0..0 } else { sought.places_prefix.clone() };
    names
        .map(|(word, ..)| segment.with_word(*word))
        .chain(places.chain(beginning).map(|word| segment.with_place(word)))
}

/// The part of a list of persons that lies in the spans.
fn within<'a>(list: &'a [u32], spans: Option<&'a [Range<u32>]>) -> impl Iterator<Item = &'a [u32]> + use<'a> {
    let whole = spans.is_none().then_some(list);
    let parts = spans.unwrap_or(&[]).iter().map(move |span| {
        let from = list.partition_point(|person| *person < span.start);
        let rest = list.get(from..).unwrap_or(&[]);
        rest.get(..rest.partition_point(|person| *person < span.end)).unwrap_or(&[])
    });
    whole.into_iter().chain(parts)
}

fn size(segment: &Segment, sought: &Sought, typed: bool, spans: Option<&[Range<u32>]>) -> u64 {
    let few = sought.names.list.len() + sought.places_prefix.len() <= COUNTED_WORDS;
    let length = |list: &[u32]| list.len() as u64;
    if few {
        lists(segment, sought, typed).flat_map(|list| within(list, spans).map(length)).sum()
    } else {
        let all: u64 = lists(segment, sought, typed).map(length).sum();
        let born: Option<u64> = spans.map(|s| s.iter().map(|r| u64::from(r.end - r.start)).sum());
        born.map_or(all, |born| all * born / u64::from(segment.len()).max(1))
    }
}

fn gathered(segment: &Segment, sought: &Sought, typed: bool, spans: Option<&[Range<u32>]>) -> Vec<u32> {
    let mut found = Vec::new();
    for list in lists(segment, sought, typed) {
        within(list, spans).for_each(|part| found.extend_from_slice(part));
        if found.len() >= GATHERED_MAX {
            break;
        }
    }
    found
}
