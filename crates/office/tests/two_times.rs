//! The two times against a naive model: random histories of two records, asked about every day on which something
//! can change and about every position of the log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "two_times/acts.rs"]
mod acts;
#[path = "two_times/model.rs"]
mod model;

use crate::acts::{Act, First, History, Said, day, histories};
use crate::model::{Command, Model, Target, Told, shown};
use kernel::{Day, PartialDate, PersonId};
use office::register::change::enter_with_past;
use office::register::civil::{CivilAct, Effects, decide};
use office::register::merge::{MergeError, Whose, merge, split};
use office::register::{Basis, PersonEvent, PersonHistory, ReviewOutcome, change, correct, review};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn basis() -> Basis {
    Basis::parse("decision;17;2009-03-02;Registry of Imagined Acts;UTO").unwrap()
}

fn id(whose: usize) -> PersonId {
    PersonId::from_u64(whose as u64 + 1)
}

/// The register's own answer to a sequence of commands: streams, folded at need.
#[derive(Default)]
struct Streams {
    position: i64,
    streams: [Vec<(i64, PersonEvent)>; 2],
    /// The register's numbers of the doubts, in their order.
    reviews: Vec<i64>,
}

impl Streams {
    fn append(&mut self, whose: usize, event: &PersonEvent) {
        self.position += 1;
        // What the log keeps is what is read back.
        let event = serde_json::from_slice(&serde_json::to_vec(event).unwrap()).unwrap();
        self.streams[whose].push((self.position, event));
    }

    fn history(&self, whose: usize) -> PersonHistory {
        PersonHistory::fold(id(whose), self.streams[whose].iter().map(|(at, event)| (*at, event)))
    }

    fn enter(&mut self, whose: usize, first: &First) {
        let facts = first.facts.iter().map(|(said, from)| (said.value(), *from)).collect();
        let former = first.former.iter().map(|(said, from, to)| (said.value(), *from, (*to).into()));
        let event = enter_with_past(facts, former.collect(), basis(), String::new()).unwrap();
        self.append(whose, &event);
    }

    fn tell(&mut self, whose: usize, command: &Command) -> Told {
        let (ours, theirs) = (self.history(0), self.history(1));
        let history = if whose == 0 { &ours } else { &theirs };
        let seq = |history: &PersonHistory, target: &Target| {
            let said = |k: &&office::register::KnownFact| {
                k.fact.value == target.said.value() && k.fact.from == target.from
            };
            let found: Vec<i64> = history.standing().filter(said).map(|known| known.fact.seq).collect();
            assert!(!found.is_empty(), "{target:?} does not stand: {:#?}", history.facts);
            (found.len() == 1).then(|| found[0])
        };
        let event = match command {
            Command::Change { on, said } => {
                change(history, *on, vec![said.value()], basis()).map_err(|e| e.to_string())
            }
            Command::Lift { on } => {
                let act = CivilAct::BanLifted { person: id(whose), ban: "travel".to_owned() };
                let people = BTreeMap::from([(id(whose), Arc::new(history.clone()))]);
                decide(&act, *on, &basis(), &people).map(|mut e| e.remove(0).1).map_err(|e| e.to_string())
            }
            Command::Correct { wrong, right, from } => {
                let Some(wrong) = seq(history, wrong) else { return Told::Unclear };
                let right = right.map(Said::value);
                correct(history, wrong, right, *from, basis(), "misread").map_err(|e| e.to_string())
            }
            Command::Doubt { what, on } => {
                let Some(what) = seq(history, what) else { return Told::Unclear };
                let opened = review::open(history, vec![what], *on, basis(), "a letter came back");
                if let Ok(PersonEvent::ReviewOpened { review, .. }) = &opened {
                    self.reviews.push(*review);
                }
                opened.map_err(|e| e.to_string())
            }
            Command::Settle { doubt, on } => {
                let review = self.reviews[*doubt];
                review::close(history, review, *on, ReviewOutcome::Confirmed, basis())
                    .map_err(|e| e.to_string())
            }
            Command::Merge { takes } => {
                let Some(takes) = takes.iter().map(|target| seq(&theirs, target)).collect() else {
                    return Told::Unclear;
                };
                return self.both(merge(&ours, &theirs, &takes, &basis(), "the same passport"));
            }
            Command::Split { kept, restored } => {
                let kept = kept.iter().map(|target| (target, Whose::Kept));
                let restored = restored.iter().map(|target| (target, Whose::Restored));
                let whose = kept.chain(restored).map(|(target, whose)| Some((seq(&ours, target)?, whose)));
                let Some(whose) = whose.collect() else { return Told::Unclear };
                return self.both(split(&ours, &theirs, &whose, &basis(), "two sisters"));
            }
        };
        match event {
            Ok(event) => {
                self.append(whose, &event);
                Told::Taken(self.position)
            }
            Err(why) => Told::Refused(why),
        }
    }

    /// Events in both records; it is known when all are there.
    fn both(&mut self, both: Result<Effects, MergeError>) -> Told {
        match both {
            Ok(effects) => {
                for (person, event) in &effects {
                    self.append(usize::from(*person == id(1)), event);
                }
                Told::Taken(self.position)
            }
            Err(why) => Told::Refused(why.to_string()),
        }
    }
}

/// A command told to the register, and the model that hears of it.
fn tell(streams: &mut Streams, model: &mut Model, whose: usize, command: &Command) -> bool {
    let into = match command {
        Command::Merge { .. } => Some(streams.history(0).version),
        Command::Split { .. } => Some(streams.history(1).version),
        _ => None,
    };
    let told = streams.tell(whose, command);
    let clear = !matches!(told, Told::Unclear);
    let taken = matches!(told, Told::Taken(_));
    model.heard(whose, command, told);
    if let Some(entries) = into.filter(|_| taken) {
        let lent = model.lent(streams.reviews.len(), entries);
        streams.reviews.extend(lent);
    }
    clear
}

/// Both records entered and everything done that can be: the register's streams and the model.
fn told(history: &History) -> (Streams, Model) {
    let (mut streams, mut model) = (Streams::default(), Model::default());
    for (whose, first) in history.first.iter().enumerate() {
        streams.enter(whose, first);
        model.enter(streams.position, whose, first);
    }
    for (whose, act) in &history.acts {
        if let Some(command) = model.command(*whose, act) {
            tell(&mut streams, &mut model, *whose, &command);
        }
    }
    (streams, model)
}

/// The register says the same as the model, of each record, on every day, as known at every position.
fn agree(history: &History) {
    let (streams, model) = told(history);
    let registers = [streams.history(0), streams.history(1)];
    for known_at in model.positions() {
        let state = model.state(known_at);
        assert_eq!(registers[1].merged_into(known_at), state.given_up().then_some(id(0)));
        for (whose, register) in registers.iter().enumerate() {
            assert_eq!(register.known_at(known_at), state.entered(whose));
            for on in model.days() {
                let found = shown(&register.on(on, known_at));
                let said = model.told.join("\n");
                assert_eq!(
                    found,
                    state.on(whose, on),
                    "record {whose} on {on} as known at {known_at}, after\n{said}"
                );
            }
        }
    }
}

/// Everything that a reader is shown of both records, day by day, but for the numbers under which it was entered.
fn read(streams: &Streams, days: &[Day]) -> Vec<String> {
    let entered = ["seq", "known_from", "known_to", "origin"];
    let view = |whose: usize, on: &Day| {
        let view = streams.history(whose).today(*on);
        let mut facts = serde_json::to_value(&view.facts).unwrap();
        for fact in facts.as_array_mut().unwrap() {
            fact.as_object_mut().unwrap().retain(|name, _| !entered.contains(&name.as_str()));
        }
        format!("{on} {:?} {facts}", view.merged_into)
    };
    days.iter().flat_map(|on| [view(0, on), view(1, on)]).collect()
}

/// What is joined and parted again says what it said before, to the byte and in the same order.
fn part_again(mut history: History, takes: u16) {
    history.acts.retain(|(_, act)| !matches!(act, Act::Merge { .. } | Act::Split { .. }));
    let (mut streams, mut model) = told(&history);
    let days = model.days();
    let before = read(&streams, &days);
    // Twice: what was parted can be joined again.
    for _ in 0..2 {
        for act in [Act::Merge { takes }, Act::Split { whose: 0 }] {
            let command = model.command(0, &act).unwrap();
            if !tell(&mut streams, &mut model, 0, &command) {
                return;
            }
        }
        for (now, then) in read(&streams, &days).iter().zip(&before) {
            assert_eq!(now, then, "after\n{}", model.told.join("\n"));
        }
    }
}

/// A ban that may have been lifted is imposed again as of the day on which it began, and lifted as of that day: nothing
/// of it is left, neither of the second nor of the first.
#[test]
fn what_is_lifted_on_the_day_on_which_it_began_leaves_nothing_of_what_it_followed() {
    let (began, ban) = (PartialDate::Day(day("2010-06-02")), Said::Ban(0));
    let first = |said, from| First { facts: vec![(said, from)], former: None };
    let again = Act::Change { on: began, said: ban };
    let acts = [Act::Lift { on: PartialDate::Unknown }, again, Act::Lift { on: began }];
    let acts = acts.map(|act| (0, act)).to_vec();
    agree(&History { first: [first(ban, Some(began)), first(Said::Name(0), None)], acts });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_register_says_what_was_said(history in histories()) {
        agree(&history);
    }

    #[test]
    fn a_split_restores_both_exactly(history in histories(), takes in any::<u16>()) {
        part_again(history, takes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    #[ignore = "slow: 20,000 histories, for ./test --full"]
    fn the_register_says_what_was_said_in_20_000_histories(history in histories()) {
        agree(&history);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    #[ignore = "slow: 10,000 pairs, for ./test --full"]
    fn a_split_restores_10_000_pairs_exactly(history in histories(), takes in any::<u16>()) {
        part_again(history, takes);
    }
}
