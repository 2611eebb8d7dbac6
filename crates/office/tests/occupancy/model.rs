//! Random histories against a model that walks day by day, and against all the moves that are possible at all.

use super::{day, lines, period, place};
use kernel::{Day, PartialDate};
use office::register::occupancy::{
    Certainty, Composition, Household, NotThere, Resident, Stay, StayKind, occupancy,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FROM: &str = "2010-01-01";
const TO: &str = "2012-01-01";

/// Dates of two years, many of them known only in part and close to each other.
fn dates() -> impl Strategy<Value = PartialDate> {
    prop_oneof![
        6 => (0_i32..730).prop_map(|n| PartialDate::Day(day("2010-01-01").plus_days(n).unwrap())),
        2 => (2010_i16..2012, 1_u8..13).prop_map(|(year, month)| PartialDate::year_month(year, month).unwrap()),
        2 => (2010_i16..2012).prop_map(|year| PartialDate::year(year).unwrap()),
        1 => Just(PartialDate::Unknown),
    ]
}

/// Reviews of some months that found the person not there.
fn findings() -> impl Strategy<Value = NotThere> {
    (0_i32..730, 0_i32..400).prop_map(|(from, length)| {
        let from = day("2010-01-01").plus_days(from).unwrap();
        NotThere { from, closed: from.plus_days(length).unwrap() }
    })
}

fn residents() -> impl Strategy<Value = Vec<Resident<u32>>> {
    let stay = (
        prop_oneof![3 => Just("A"), 1 => Just("A-1"), 2 => Just("B"), 1 => Just("C")],
        prop_oneof![8 => Just(StayKind::Main), 1 => Just(StayKind::Additional), 1 => Just(StayKind::Away)],
        dates(),
        prop::option::weighted(0.2, dates()),
        prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(findings(), 1..3)],
    );
    let person =
        (prop::collection::vec(stay, 0..5), prop::option::weighted(0.2, dates()), any::<bool>(), 0_u8..20);
    prop::collection::vec(person, 0..5).prop_map(|people| {
        people
            .into_iter()
            .zip(1_u32..)
            .map(|((stays, left, sorted, error), person)| {
                let mut stays: Vec<Stay> = stays
                    .into_iter()
                    .map(|(address, kind, start, end, findings)| Stay {
                        address: address.to_owned(),
                        kind,
                        start: Some(start),
                        end,
                        findings,
                    })
                    .collect();
                // Mostly in order, as a register has them; sometimes not, as a register has them too.
                if sorted {
                    stays.sort_by_key(|stay| stay.start.and_then(|start| start.earliest()));
                }
                Resident { person, stays, left, erroneous: error == 0 }
            })
            .collect()
    })
}

/// The model of one person: the rules sentence by sentence, for one day.
struct Model {
    stays: Vec<Modelled>,
}

/// Here or not, start, end, whether the next follows without a gap, and reviews that found the person not there;
/// the person's end has none of the last.
type Modelled = (bool, PartialDate, Option<PartialDate>, bool, Option<Vec<NotThere>>);

/// The first and last possible day.
fn bounds(date: PartialDate) -> (Day, Day) {
    (date.earliest().unwrap_or(Day::MIN), date.latest().unwrap_or(Day::MAX))
}

impl Model {
    fn new(resident: &Resident<u32>) -> Self {
        let mut stays = Vec::new();
        if !resident.erroneous {
            let counted: Vec<&Stay> =
                resident.stays.iter().filter(|stay| stay.kind != StayKind::Additional).collect();
            for (at, stay) in counted.iter().enumerate() {
                let here = stay.kind == StayKind::Main && stay.address.starts_with('A');
                let joins =
                    stay.end.is_none() || counted.get(at + 1).is_some_and(|next| next.start == stay.end);
                let joins = joins && stay.findings.is_empty();
                stays.push((here, stay.start.unwrap(), stay.end, joins, Some(stay.findings.clone())));
            }
            stays.extend(resident.left.map(|left| (false, left, None, false, None)));
        }
        // Take away, again and again, whatever starts when or after something later in the list has surely started.
        while let Some(at) = (0..stays.len())
            .find(|at| stays[at + 1..].iter().any(|later| bounds(later.1).1 <= bounds(stays[*at].1).0))
        {
            stays.remove(at);
        }
        Self { stays }
    }

    /// 0 not yet, 1 perhaps, 2 surely: whether an event of this date has happened by `on`, given that it cannot have
    /// happened on or before any of the days in `not_by`.
    fn happened(date: PartialDate, on: Day, not_by: &[Day]) -> u8 {
        if let Some(exact) = date.exact() {
            return if on >= exact { 2 } else { 0 };
        }
        let (first, last) = bounds(date);
        if on < first || not_by.iter().any(|certain| on <= *certain) {
            0
        } else if on <= last {
            1
        } else {
            2
        }
    }

    /// Days by which whatever stands at this place of the list cannot have started: those of the certain starts before
    /// it, and those on which one before it cannot have started yet.
    fn not_by(&self, at: usize) -> Vec<Day> {
        self.stays[..at]
            .iter()
            .filter_map(|stay| match stay.1.exact() {
                Some(certain) => Some(certain),
                None => stay.1.earliest()?.plus_days(-1).ok(),
            })
            .collect()
    }

    fn on(&self, on: Day) -> Option<Certainty> {
        let mut best = 0;
        for (first, stay) in self.stays.iter().enumerate().filter(|(_, stay)| self.lived(stay)) {
            // A run of stays here is one stay.
            let mut last = first;
            while self.stays[last].3 && self.stays.get(last + 1).is_some_and(|next| self.lived(next)) {
                last += 1;
            }
            let started = Self::happened(stay.1, on, &self.not_by(first));
            let mut ended = 0;
            for (at, later) in self.stays.iter().enumerate().skip(last + 1) {
                ended = ended.max(Self::happened(later.1, on, &self.not_by(at)));
            }
            if let Some(end) = self.stays[last].2 {
                let own: Vec<Day> = self.stays[last].1.exact().into_iter().collect();
                ended = ended.max(Self::happened(end, on, &own));
            }
            best = best.max(started.min(2 - ended).min(self.not_found_away(last, on)));
        }
        match best {
            0 => None,
            1 => Some(Certainty::Possible),
            _ => Some(Certainty::Certain),
        }
    }

    /// 0 surely away, 1 perhaps, 2 not found away: what the reviews of the stay at this place of the list say of `on`.
    fn not_found_away(&self, at: usize, on: Day) -> u8 {
        let next = self.stays.get(at + 1).filter(|next| next.4.is_some());
        let begun =
            |closed: Day| next.is_some_and(|next| Self::happened(next.1, closed, &self.not_by(at + 1)) > 0);
        let findings = self.stays[at].4.iter().flatten().filter(|found| found.from <= on);
        findings.map(|found| u8::from(begun(found.closed))).min().unwrap_or(2)
    }

    #[allow(clippy::unused_self)]
    fn lived(&self, stay: &Modelled) -> bool {
        stay.0 && stay.2.is_none_or(|end| bounds(stay.1).0 < bounds(end).1)
    }
}

/// What `occupancy` says of each day.
fn by_day(compositions: &[Composition<u32>]) -> BTreeMap<Day, Vec<(u32, Certainty)>> {
    let mut days = BTreeMap::new();
    for composition in compositions {
        let Household::Listed(people) = &composition.household else { panic!("nobody is crowded here") };
        let mut on = composition.period.from();
        while composition.period.contains(on) {
            days.insert(on, people.clone());
            on = on.plus_days(1).unwrap();
        }
    }
    days
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    /// The sweep says of each day what the sentences say of it.
    #[test]
    fn the_sweep_agrees_with_the_days(people in residents()) {
        let found = occupancy(&place(&["A", "A-1"]), period(FROM, TO), &people);
        let days = by_day(&found);
        let models: Vec<(u32, Model)> = people.iter().map(|person| (person.person, Model::new(person))).collect();
        let mut on = day(FROM);
        while on < day(TO) {
            let expected: Vec<(u32, Certainty)> =
                models.iter().filter_map(|(person, model)| model.on(on).map(|c| (*person, c))).collect();
            let said = days.get(&on).cloned().unwrap_or_default();
            prop_assert_eq!(&said, &expected, "on {} of {:?}", on, lines(&found));
            on = on.plus_days(1).unwrap();
        }
        // In order, without overlap; no two neighbours are equal, and nobody is nowhere.
        for pair in found.windows(2) {
            prop_assert!(pair[0].period.to().unwrap() <= pair[1].period.from());
            prop_assert!(
                pair[0].period.to() != Some(pair[1].period.from()) || pair[0].household != pair[1].household
            );
        }
        prop_assert!(found.iter().all(|c| c.household != Household::Listed(Vec::new())));
    }

    /// Whatever the moves were, each on a later day than the one before: certain is true in all of them, and whoever
    /// is not named lives here in none of them.
    #[test]
    fn certain_is_always_so_and_unnamed_never(mut starts in prop::collection::vec(dates(), 1..6)) {
        starts.sort_by_key(|start| (start.latest(), start.earliest()));
        let stays: Vec<Stay> = starts
            .iter()
            .enumerate()
            .map(|(at, start)| Stay {
                address: at.to_string(),
                kind: StayKind::Main,
                start: Some(*start),
                end: None,
                findings: Vec::new(),
            })
            .collect();
        // The earliest and latest days on which each can have started.
        let mut earliest: Vec<i32> = Vec::new();
        for start in &starts {
            let first = bounds(*start).0.number();
            earliest.push(earliest.last().map_or(first, |before| first.max(before + 1)));
        }
        let mut latest: Vec<i32> = Vec::new();
        for start in starts.iter().rev() {
            let last = bounds(*start).1.number();
            latest.push(latest.last().map_or(last, |after| last.min(after - 1)));
        }
        latest.reverse();
        prop_assume!(earliest.iter().zip(&latest).all(|(first, last)| first <= last));
        for at in 0..starts.len() {
            let people = [Resident { person: 1, stays: stays.clone(), left: None, erroneous: false }];
            let days = by_day(&occupancy(&place(&[&at.to_string()]), period(FROM, TO), &people));
            for on in day(FROM).number()..day(TO).number() {
                let can = earliest[at] <= on && latest.get(at + 1).is_none_or(|next| on < *next);
                let must = latest[at] <= on && earliest.get(at + 1).is_none_or(|next| on < *next);
                match days.get(&Day::from_number(on).unwrap()).map(|people| people[0].1) {
                    Some(Certainty::Certain) => prop_assert!(must, "address {} on {}", at, on),
                    Some(Certainty::Possible) => {}
                    None => prop_assert!(!can, "address {} on {}", at, on),
                }
            }
        }
    }
}
