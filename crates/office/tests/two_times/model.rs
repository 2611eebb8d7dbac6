//! The naive model: a list of what was said, in its order. To answer, it is read again from the start up to the
//! position asked about (`state.rs`).

mod state;

pub use state::Target;

use super::acts::{Act, First, Said, day};
use kernel::{DateOrder, Day, PartialDate};
use office::register::{Certainty, HeldFact, PersonView};
use state::{Deed, Life, State, Statement, before, begins, over};

/// An act, with what it picked.
#[derive(Debug, Clone)]
pub enum Command {
    Change { on: PartialDate, said: Said },
    Lift { on: PartialDate },
    Correct { wrong: Target, right: Option<Said>, from: Option<PartialDate> },
    Doubt { what: Target, on: Day },
    Settle { doubt: usize, on: Day },
    Merge { takes: Vec<Target> },
    Split { kept: Vec<Target>, restored: Vec<Target> },
}

#[derive(Debug, Default)]
pub struct Model {
    log: Vec<(i64, Deed)>,
    ids: i64,
    /// What was told so far, for messages.
    pub told: Vec<String>,
}

impl Model {
    fn id(&mut self) -> i64 {
        self.ids += 1;
        self.ids
    }

    pub fn enter(&mut self, position: i64, whose: usize, first: &First) {
        self.told.push(format!("{position}: {whose} {first:?}"));
        let mut life = Life::new();
        if let Some((said, from, to)) = first.former {
            let place = said.again(0);
            life.push(Statement { id: self.id(), place, said: Some(said), from });
            life.push(Statement { id: self.id(), place, said: None, from: Some(to.into()) });
        }
        for (said, from) in &first.facts {
            life.push(Statement { id: self.id(), place: said.again(0), said: Some(*said), from: *from });
        }
        // What begins when nothing would have begun leaves no room for nothing.
        let begins: Vec<_> = life.iter().filter(|s| s.said.is_some()).map(|s| (s.place, s.from)).collect();
        life.retain(|s| s.said.is_some() || !begins.contains(&(s.place, s.from)));
        self.log.push((position, Deed::First(whose, life)));
    }

    /// What the act comes to now; `None` when there is nothing that it could be about.
    pub fn command(&mut self, whose: usize, act: &Act) -> Option<Command> {
        let now = self.state(i64::MAX);
        let joined = now.joined.is_some();
        let real = |whose: usize| now.lives[whose].iter().filter_map(Statement::target).collect::<Vec<_>>();
        let pick = |which: u8| {
            let all = real(whose);
            all.get(usize::from(which) % all.len().max(1)).cloned()
        };
        Some(match act {
            // What happens between joining and parting happens later than all else.
            Act::Change { said, .. } if joined => {
                let n = i32::try_from(self.log.len()).unwrap() / 2;
                Command::Change { on: day("2031-01-01").plus_days(n).unwrap().into(), said: *said }
            }
            Act::Lift { .. } | Act::Correct { .. } if joined && whose == 0 => return None,
            Act::Change { on, said } => Command::Change { on: *on, said: *said },
            Act::Lift { on } => Command::Lift { on: *on },
            Act::Correct { which, right, from } => {
                let wrong = pick(*which)?;
                let right = right.map(|right| wrong.said.again(right));
                Command::Correct { wrong, right, from: *from }
            }
            Act::Doubt { which, on } => Command::Doubt { what: pick(*which)?, on: *on },
            Act::Settle { which, days } => {
                let open = |doubt: &&usize| State::open(whose, &now.doubts[**doubt]);
                let all: Vec<usize> = (0..now.doubts.len()).collect();
                let open: Vec<&usize> = all.iter().filter(open).collect();
                let doubt = **open.get(usize::from(*which) % open.len().max(1))?;
                Command::Settle { doubt, on: now.doubts[doubt].from.plus_days(*days).unwrap() }
            }
            Act::Merge { takes } => {
                let picked = real(1).into_iter().enumerate().filter(|(i, _)| takes >> (i % 16) & 1 == 1);
                Command::Merge { takes: picked.map(|(_, target)| target).collect() }
            }
            Act::Split { whose } => {
                let since = now.joined.as_ref()?.1.iter().filter_map(Statement::target).enumerate();
                let (mut kept, mut restored) = (Vec::new(), Vec::new());
                for (i, target) in since {
                    // One in four is left undecided, and stays.
                    match whose >> (i % 16 * 2) & 3 {
                        0 => kept.push(target),
                        1 | 2 => restored.push(target),
                        _ => {}
                    }
                }
                Command::Split { kept, restored }
            }
        })
    }

    /// Whether the register should take it.
    fn allows(&self, whose: usize, command: &Command) -> bool {
        let now = self.state(i64::MAX);
        let life = &now.lives[whose];
        let given_up = whose == 1 && now.joined.is_some();
        match command {
            Command::Change { on, said } => {
                let place: Vec<&Statement> = life.iter().filter(|s| s.place == said.again(0)).collect();
                let later = |at: &usize| begins(&place, *at).is_some_and(|from| before(*on, from));
                let present = (0..place.len()).rfind(|at| !later(at)).map(|at| place[at]);
                !given_up
                    // Whatever is true now, it began after all that was said before it.
                    && (0..place.len())
                        .rfind(|at| place[*at].said.is_some())
                        .is_none_or(|last| !(0..=last).any(|at| later(&at)))
                    && present.is_none_or(|s| s.said != Some(*said))
            }
            Command::Lift { on } => {
                let place: Vec<&Statement> =
                    life.iter().filter(|s| matches!(s.place, Said::Ban(_))).collect();
                let later = |s: &&Statement| s.from.is_some_and(|from| before(*on, from));
                let stands = place.last().is_some_and(|last| last.said.is_some());
                !given_up && stands && !place.iter().any(later)
            }
            Command::Correct { wrong, right, from } => {
                let unchanged = *right == Some(wrong.said) && (from.is_none() || *from == wrong.from);
                let place: Vec<&Statement> = life.iter().filter(|s| s.place == wrong.said.again(0)).collect();
                let at = place.iter().position(|s| s.id == wrong.id).unwrap();
                let fits = match (right, from) {
                    (Some(_), Some(from)) => {
                        // The nothing before it can be crossed.
                        let crossed = at.checked_sub(1).filter(|at| place[*at].said.is_none());
                        let mut earlier = (0..crossed.unwrap_or(at)).filter_map(|at| begins(&place, at));
                        let mut next = place[at + 1..].iter().filter_map(|s| s.from);
                        !earlier.any(|earlier| before(*from, earlier))
                            && !next.any(|next| {
                                next.compare(from) == DateOrder::Before || over(Some(next), Some(*from))
                            })
                    }
                    _ => true,
                };
                !given_up && !unchanged && fits
            }
            Command::Doubt { what, .. } => {
                !given_up && !now.doubts.iter().any(|d| State::open(whose, d) && d.about.contains(&what.id))
            }
            Command::Settle { .. } => !given_up,
            Command::Merge { .. } => now.joined.is_none(),
            Command::Split { .. } => now.joined.is_some(),
        }
    }

    /// What the register made of a command: it must take what is allowed, and nothing else.
    pub fn heard(&mut self, whose: usize, command: &Command, told: Told) {
        let said = self.told.join("\n");
        match (told, self.allows(whose, command)) {
            (Told::Taken(position), true) => {
                self.happened(position, whose, command);
                self.told.push(format!("{position}: {whose} {command:?}"));
            }
            (Told::Taken(_), false) => panic!("the register took {command:?} of {whose} after\n{said}"),
            (Told::Refused(why), true) => {
                panic!("the register refused {command:?} of {whose}: {why}\nafter\n{said}")
            }
            (Told::Refused(_), false) | (Told::Unclear, _) => {}
        }
    }

    /// It was taken, and stands at this position of the log.
    fn happened(&mut self, position: i64, whose: usize, command: &Command) {
        let deed = match command.clone() {
            Command::Change { on, said } => {
                let id = self.id();
                Deed::Put(whose, Statement { id, place: said.again(0), said: Some(said), from: Some(on) })
            }
            Command::Lift { on } => {
                let id = self.id();
                Deed::Put(whose, Statement { id, place: Said::Ban(0), said: None, from: Some(on) })
            }
            Command::Correct { wrong, right, from } => {
                let place = wrong.said.again(0);
                let right = right.map(|said| Statement {
                    id: self.id(),
                    place,
                    said: Some(said),
                    from: from.or(wrong.from),
                });
                Deed::Instead(whose, wrong.id, right)
            }
            Command::Doubt { what, on } => Deed::Doubted(whose, what.id, on),
            Command::Settle { doubt, on } => Deed::Settled(doubt, on),
            Command::Merge { takes } => Deed::Merged(takes.iter().map(|target| target.id).collect()),
            Command::Split { restored, .. } => {
                Deed::Parted(restored.iter().map(|target| target.id).collect())
            }
        };
        self.log.push((position, deed));
    }

    /// Everything said up to `known_at`.
    pub fn state(&self, known_at: i64) -> State {
        let mut state = State::default();
        for (position, deed) in self.log.iter().filter(|(position, _)| *position <= known_at) {
            state.hear(*position, deed);
        }
        state
    }

    /// The register's numbers of the doubts that went along with the last merge or split, into a record that had so
    /// many entries before it.
    pub fn lent(&self, known: usize, entries: u32) -> Vec<i64> {
        let (mut at, mut numbers) = (i64::from(entries) + 1, Vec::new());
        for doubt in &self.state(i64::MAX).doubts[known..] {
            at += 1;
            numbers.push(at * 1_000);
            at += i64::from(doubt.over.is_some());
        }
        numbers
    }

    /// Before anything was said, and wherever something was.
    pub fn positions(&self) -> Vec<i64> {
        let said = self.log.iter().map(|(position, _)| *position);
        said.clone().take(1).map(|first| first - 1).chain(said).collect()
    }

    /// Every day on which an answer can change, with its neighbours.
    pub fn days(&self) -> Vec<Day> {
        let mut days = Vec::new();
        for (_, deed) in &self.log {
            let dates: Vec<PartialDate> = match deed {
                Deed::First(_, life) => life.iter().filter_map(|s| s.from).collect(),
                Deed::Put(_, s) | Deed::Instead(_, _, Some(s)) => s.from.into_iter().collect(),
                Deed::Doubted(_, _, on) | Deed::Settled(_, on) => vec![(*on).into()],
                _ => Vec::new(),
            };
            days.extend(dates.iter().flat_map(|date| [date.earliest(), date.latest()]).flatten());
        }
        let around = |day: Day| [-1, 0, 1].map(|n| day.plus_days(n).unwrap());
        let mut days: Vec<Day> = days.into_iter().flat_map(around).chain([day("2000-01-01")]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// What the register shows, in the same words.
pub fn shown(view: &PersonView) -> Vec<String> {
    let line = |held: &HeldFact| {
        let fact = &held.known.fact;
        let certain = held.certainty == Certainty::Certain;
        format!("{:?}", (&fact.value, fact.from, certain, held.review.is_some()))
    };
    let mut lines: Vec<String> = view.facts.iter().map(line).collect();
    lines.sort();
    lines
}

/// What the register made of a command.
pub enum Told {
    Taken(i64),
    Refused(String),
    /// Two entries say the same since the same day: which is meant cannot be said.
    Unclear,
}
