//! Everything said up to some position, and what it says of a day: the sentences of DOMAIN-RULES 1.3, 1.4, 1.6 and 1.7.
//!
//! Nothing is ever given an end here: a statement holds until the next one of its place begins, and "nothing" is
//! a statement too. So a statement that is taken back leaves no trace on the days.

use super::super::acts::Said;
use kernel::{DateOrder, Day, PartialDate};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub id: i64,
    pub place: Said,
    /// `None`: from then on nothing.
    pub said: Option<Said>,
    pub from: Option<PartialDate>,
}

/// A statement as the register can be told of it: what it says and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: i64,
    pub said: Said,
    pub from: Option<PartialDate>,
}

/// What is said of one person, in the order in which it came about.
pub type Life = Vec<Statement>;

#[derive(Debug, Clone)]
pub enum Deed {
    First(usize, Life),
    Put(usize, Statement),
    Instead(usize, i64, Option<Statement>),
    Doubted(usize, i64, Day),
    Settled(usize, Day),
    Merged(Vec<i64>),
    Parted(Vec<i64>),
}

#[derive(Debug, Clone)]
pub struct Doubt {
    pub whose: usize,
    pub about: Vec<i64>,
    pub from: Day,
    pub over: Option<Day>,
    /// The doubt that it repeats, of a statement that came along from the other record.
    pub lender: Option<usize>,
    /// Whether it went with it again.
    pub gone: bool,
}

/// While the second record is given up: both as they were, what was said since, and by statement of the second those
/// of the first that say it.
pub type Joined = ([Life; 2], Vec<Statement>, BTreeMap<i64, Vec<i64>>);

/// Everything said up to some position.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub lives: [Life; 2],
    entered: [bool; 2],
    pub doubts: Vec<Doubt>,
    pub joined: Option<Joined>,
}

/// Whether `a` surely lies before `b`.
pub fn before(a: PartialDate, b: PartialDate) -> bool {
    a.compare(&b) == DateOrder::Before
}

/// Whether what ends on `to` is surely over when what begins on `from` begins.
pub fn over(to: Option<PartialDate>, from: Option<PartialDate>) -> bool {
    matches!((to, from), (Some(to), Some(from)) if before(to, from) || (to == from && to.exact().is_some()))
}

impl Statement {
    pub fn target(&self) -> Option<Target> {
        self.said.map(|said| Target { id: self.id, said, from: self.from })
    }
}

impl State {
    pub fn hear(&mut self, position: i64, deed: &Deed) {
        match deed {
            Deed::First(whose, life) => {
                self.lives[*whose].clone_from(life);
                self.entered[*whose] = true;
            }
            Deed::Put(whose, statement) => {
                put(&mut self.lives[*whose], statement.clone());
                if let Some((_, since, _)) = &mut self.joined {
                    since.push(statement.clone());
                }
            }
            Deed::Instead(whose, wrong, right) => instead(&mut self.lives[*whose], *wrong, right.clone()),
            Deed::Doubted(whose, about, on) => {
                let (whose, about, from) = (*whose, vec![*about], *on);
                self.doubts.push(Doubt { whose, about, from, over: None, lender: None, gone: false });
            }
            Deed::Settled(doubt, on) => self.doubts[*doubt].over = Some(*on),
            Deed::Merged(takes) => {
                let was = self.lives.clone();
                let (life, says) = merged(position, &was, takes);
                self.lives[0] = life;
                self.lend(1, &says);
                self.joined = Some((was, Vec::new(), says));
            }
            Deed::Parted(restored) => self.part(position, restored),
        }
    }

    /// Two records again, each with what was said of it since.
    fn part(&mut self, position: i64, restored: &[i64]) {
        let Some((was, since, says)) = self.joined.take() else { return };
        let mut there: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (theirs, ours) in says {
            // What the first had said itself is not the second's.
            let brought = ours.into_iter().filter(|ours| was[0].iter().all(|own| own.id != *ours));
            there.extend(brought.map(|ours| (ours, vec![theirs])));
        }
        self.lives = was;
        for mut statement in since {
            let whose = usize::from(restored.contains(&statement.id));
            if whose == 1 {
                // There it is a statement of its own.
                let own = statement.id + 1_000 * position;
                there.insert(statement.id, vec![own]);
                statement.id = own;
            }
            put(&mut self.lives[whose], statement);
        }
        self.lend(0, &there);
        for at in 0..self.doubts.len() {
            let Doubt { whose: 0, lender: Some(lender), gone: false, over, .. } = self.doubts[at] else {
                continue;
            };
            if self.doubts[lender].whose == 1 {
                self.doubts[at].gone = true;
                let there = &mut self.doubts[lender].over;
                *there = there.or(over);
            }
        }
    }

    /// What is doubted of `whose` is doubted of the other, where it is said there from now on.
    fn lend(&mut self, whose: usize, says: &BTreeMap<i64, Vec<i64>>) {
        for at in 0..self.doubts.len() {
            let doubt = &self.doubts[at];
            let about: Vec<i64> =
                doubt.about.iter().filter_map(|id| says.get(id)).flatten().copied().collect();
            let came = doubt.lender.is_some_and(|lender| self.doubts[lender].whose != whose) && whose == 0;
            if doubt.whose == whose && !doubt.gone && !came && !about.is_empty() {
                let (from, over, lender) = (doubt.from, doubt.over, Some(at));
                self.doubts.push(Doubt { whose: 1 - whose, about, from, over, lender, gone: false });
            }
        }
    }

    /// Whether the doubt is one of that record, and open.
    pub fn open(whose: usize, doubt: &Doubt) -> bool {
        doubt.whose == whose && !doubt.gone && doubt.over.is_none()
    }

    /// Whether anything was known of the person.
    pub fn entered(&self, whose: usize) -> bool {
        self.entered[whose]
    }

    pub fn given_up(&self) -> bool {
        self.joined.is_some()
    }

    /// What is true of the person on `on`, a line each: what is said, since when, whether surely, whether doubted.
    pub fn on(&self, whose: usize, on: Day) -> Vec<String> {
        let mut by_place: BTreeMap<Said, Vec<&Statement>> = BTreeMap::new();
        for statement in &self.lives[whose] {
            by_place.entry(statement.place).or_default().push(statement);
        }
        let mut held = Vec::new();
        for place in by_place.values() {
            for (at, statement) in place.iter().enumerate() {
                let Some(said) = statement.said else { continue };
                let ended = (at + 1..place.len()).map(|later| began(place, later, on)).max().unwrap_or(0);
                let surely = began(place, at, on).min(2 - ended);
                if surely > 0 {
                    let doubted = self.doubts.iter().any(|doubt| {
                        doubt.whose == whose
                            && !doubt.gone
                            && doubt.about.contains(&statement.id)
                            && doubt.from <= on
                            && doubt.over.is_none_or(|over| on < over)
                    });
                    held.push(format!("{:?}", (said.value(), statement.from, surely == 2, doubted)));
                }
            }
        }
        held.sort();
        held
    }
}

/// Its first day. Where nothing is said of it, it follows the nothing after the one before.
pub fn begins(place: &[&Statement], at: usize) -> Option<PartialDate> {
    place[at].from.or_else(|| place[at.checked_sub(1)?].from)
}

/// 0 not yet, 1 perhaps, 2 surely: whether the statement at `at` has begun by `on`.
fn began(place: &[&Statement], at: usize, on: Day) -> u8 {
    let Some(date) = begins(place, at) else { return 2 };
    if let PartialDate::Day(day) = date {
        return if day <= on { 2 } else { 0 };
    }
    let not_yet = |earlier: &&Statement| match (earlier.from, earlier.said) {
        // On the first certain day of an earlier one, that one is true; after a nothing something may begin at once.
        (Some(PartialDate::Day(day)), Some(_)) => on <= day,
        (Some(date), _) => date.earliest().is_some_and(|first| on < first),
        (None, _) => false,
    };
    if date.earliest().is_some_and(|first| on < first) || place[..at].iter().any(not_yet) {
        0
    } else if date.latest().is_some_and(|last| last < on) {
        2
    } else {
        1
    }
}

/// The world moved: a statement more, after all others; but a later nothing stays later.
fn put(life: &mut Life, statement: Statement) {
    let later = |s: &Statement| {
        s.place == statement.place
            && s.said.is_none()
            && matches!((statement.from, s.from), (Some(own), Some(nothing)) if before(own, nothing))
    };
    let at = life.iter().position(later).unwrap_or(life.len());
    life.insert(at, statement);
}

/// A statement was never true; perhaps another was.
fn instead(life: &mut Life, wrong: i64, right: Option<Statement>) {
    let at = life.iter().position(|s| s.id == wrong).unwrap();
    let place = life[at].place;
    let same = |i: &usize| life[*i].place == place;
    let (earlier, next) = ((0..at).rfind(same), (at + 1..life.len()).find(same));
    let nothing = |i: Option<usize>| i.filter(|i| life[*i].said.is_none());
    match right {
        Some(right) => {
            let crossed = nothing(earlier).filter(
                |i| matches!((right.from, life[*i].from), (Some(own), Some(nothing)) if before(own, nothing)),
            );
            life[at] = right;
            if let Some(crossed) = crossed {
                life.remove(crossed);
            }
        }
        None => {
            // Where nothing was there before, nothing ends either.
            let idle = nothing(next).filter(|_| earlier.is_none() || nothing(earlier).is_some());
            if let Some(idle) = idle {
                life.remove(idle);
            }
            life.remove(at);
        }
    }
}

/// Both records as one: where they speak of the same days, the first wins, but for what is taken. And by statement of
/// the second those that say it now.
fn merged(position: i64, lives: &[Life; 2], takes: &[i64]) -> (Life, BTreeMap<i64, Vec<i64>>) {
    let [ours, theirs] = [spans(&lives[0]), spans(&lives[1])];
    let clash =
        |a: &Span, b: &Span| a.what.place == b.what.place && !over(a.to, b.begins) && !over(b.to, a.begins);
    let same = |theirs: &Span| ours.iter().any(|o| clash(theirs, o) && o.what.said == theirs.what.said);
    let wins = |theirs: &&Span| takes.contains(&theirs.what.id) && !same(theirs);
    let stays = |ours: &Span| !theirs.iter().filter(wins).any(|theirs| clash(theirs, ours));
    let mut kept = Vec::new();
    for (at, own) in ours.iter().enumerate().filter(|(_, own)| stays(own)) {
        let mut own = own.clone();
        // What only followed another keeps its beginning when that one gives way.
        if ours[..at]
            .iter()
            .rfind(|before| before.what.place == own.what.place)
            .is_some_and(|before| !stays(before))
        {
            own.what.from = own.begins;
        }
        kept.push(own);
    }
    let (taken, met): (Vec<Span>, Vec<Span>) =
        theirs.iter().cloned().partition(|theirs| !kept.iter().any(|ours| clash(theirs, ours)));
    let mut says = BTreeMap::new();
    for theirs in met {
        let agrees = kept.iter().filter(|ours| clash(&theirs, ours) && ours.what.said == theirs.what.said);
        says.insert(theirs.what.id, agrees.map(|ours| ours.what.id).collect());
    }
    for mut theirs in taken {
        says.insert(theirs.what.id, vec![theirs.what.id + 1_000 * position]);
        theirs.what.id += 1_000 * position;
        theirs.what.from = theirs.begins;
        let after = |ours: &Span| ours.what.place == theirs.what.place && over(theirs.to, ours.begins);
        let at = kept.iter().position(after).unwrap_or(kept.len());
        kept.insert(at, theirs);
    }
    let mut life = Life::new();
    for (at, span) in kept.iter().enumerate() {
        let place = span.what.place;
        life.push(span.what.clone());
        let next = kept[at + 1..].iter().find(|next| next.what.place == place);
        if span.to.is_some() && next.is_none_or(|next| next.what.from != span.to) {
            life.push(Statement { id: 0, place, said: None, from: span.to });
        }
    }
    (life, says)
}

#[derive(Debug, Clone)]
struct Span {
    what: Statement,
    begins: Option<PartialDate>,
    to: Option<PartialDate>,
}

/// What is said, with the days that follow from the neighbours.
fn spans(life: &Life) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, what) in life.iter().enumerate().filter(|(_, s)| s.said.is_some()) {
        let same = |s: &&Statement| s.place == what.place;
        let earlier = life[..at].iter().rfind(same).and_then(|s| s.from);
        let to = life[at + 1..].iter().find(same).and_then(|s| s.from);
        spans.push(Span { what: what.clone(), begins: what.from.or(earlier), to });
    }
    spans
}
