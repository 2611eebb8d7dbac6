//! Conditions: a tree of leaves `fact operator value`, joined by all, any and not, read in three values.
//!
//! A leaf that asks for a fact that is not known is unknown, and so is a tree that it could still turn. Conditions
//! always end: there is no arithmetic, no loop, no text to parse.

use crate::assess::{ConditionLine, Truth};
use crate::facts::{FactValue, Facts};
use kernel::{Day, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// What a procedure asks of the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Each holds; with none it always holds.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// One fact.
    Leaf(Leaf),
    /// A condition that the procedure calls by a name, such as a track.
    Named(Named),
}

/// A condition under a name: read as one line, decided by what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// The same as a line of a checklist.
    pub text: Text,
    /// The line that it does not hold.
    #[serde(skip)]
    pub denied: Text,
    /// What decides it.
    pub holds: Box<Condition>,
}

/// One fact and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Leaf {
    /// Name of the fact in the catalogue.
    pub fact: String,
    /// What is asked.
    pub test: Test,
    /// The same as a line of a checklist, in every language.
    pub text: Text,
    /// The line that it is not so.
    #[serde(skip)]
    pub denied: Text,
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Limit {
    /// A value of the file.
    Value(FactValue),
    /// Another fact of the same type.
    Fact {
        /// Its name.
        fact: String,
    },
}

/// On which side of another day a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Later than it.
    After,
    /// Earlier than it.
    Before,
}

/// What a leaf asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Exactly this value.
    Is(FactValue),
    /// One of these codes.
    In(Vec<String>),
    /// This much or more.
    AtLeast(Limit),
    /// This much or less.
    AtMost(Limit),
    /// Less than this.
    Below(Limit),
    /// A day before this one.
    Before(Limit),
    /// A day after this one.
    After(Limit),
    /// Not before the day of another fact, and not after the end of a term that starts there.
    Within {
        /// The term.
        term: Term,
        /// The fact whose day starts the term.
        of: String,
    },
    /// So far, at least or at most, from the day of another fact.
    Apart {
        /// Whether `term` is the least distance; the most otherwise.
        least: bool,
        /// The distance.
        term: Term,
        /// On which side of that day.
        side: Side,
        /// The fact whose day it is counted from.
        of: String,
    },
    /// As an officer judged it.
    Judged(FactValue),
}

impl Condition {
    /// A condition that always holds.
    #[must_use]
    pub const fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Whether the facts meet it.
    #[must_use]
    pub fn truth(&self, facts: &Facts) -> Truth {
        // One part that decides is enough: the others are not asked.
        let joined = |parts: &[Self], decides: Truth, join: fn(Truth, Truth) -> Truth| {
            let mut so_far = decides.negated();
            for part in parts {
                so_far = join(so_far, part.truth(facts));
                if so_far == decides {
                    break;
                }
            }
            so_far
        };
        match self {
            Self::All(parts) => joined(parts, Truth::NotMet, Truth::and),
            Self::Any(parts) => joined(parts, Truth::Met, Truth::or),
            Self::Not(part) => part.truth(facts).negated(),
            Self::Leaf(leaf) => leaf.truth(facts),
            Self::Named(named) => named.holds.truth(facts),
        }
    }

    /// The unknown facts that could still turn the answer, without repetition; empty when it is known.
    #[must_use]
    pub fn missing(&self, facts: &Facts) -> Vec<String> {
        let mut names = Vec::new();
        if self.truth(facts) == Truth::Unknown {
            self.collect_missing(facts, &mut names);
        }
        names.into_iter().map(str::to_owned).collect()
    }

    /// As [`Self::missing`], of a condition that is unknown, after what is in `names` already.
    pub(crate) fn collect_missing<'a>(&'a self, facts: &Facts, names: &mut Vec<&'a str>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts.iter().filter(|part| part.truth(facts) == Truth::Unknown) {
                    part.collect_missing(facts, names);
                }
            }
            Self::Not(part) => part.collect_missing(facts, names),
            Self::Named(named) => named.holds.collect_missing(facts, names),
            Self::Leaf(leaf) => {
                for name in leaf.asks().filter(|name| !facts.contains_key(*name)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
    }

    /// Every fact it asks for, without repetition.
    #[must_use]
    pub fn facts(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.each_leaf(&mut |leaf| {
            for name in leaf.asks() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        });
        names
    }

    /// The facts that make it hold, without repetition; of alternatives those that hold. Nothing of what is not known to
    /// hold.
    #[must_use]
    pub fn deciding(&self, facts: &Facts) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect_deciding(facts, true, &mut names);
        names
    }

    fn collect_deciding<'a>(&'a self, facts: &Facts, holds: bool, names: &mut Vec<&'a str>) {
        let wanted = if holds { Truth::Met } else { Truth::NotMet };
        if self.truth(facts) != wanted {
            return;
        }
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.collect_deciding(facts, holds, names));
            }
            Self::Not(part) => part.collect_deciding(facts, !holds, names),
            Self::Named(named) => named.holds.collect_deciding(facts, holds, names),
            Self::Leaf(leaf) => {
                for name in leaf.asks() {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
    }

    /// Calls `visit` with each leaf, in the order of the file.
    pub fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Leaf)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_leaf(visit)),
            Self::Not(part) => part.each_leaf(visit),
            Self::Leaf(leaf) => visit(leaf),
            Self::Named(named) => named.holds.each_leaf(visit),
        }
    }

    /// It as a checklist: one line a leaf, with a heading over alternatives. What must not be is said as what must be:
    /// each line as its contrary, and their list the other way round.
    #[must_use]
    pub fn lines(&self, facts: &Facts) -> Vec<ConditionLine> {
        self.checklist(facts).0
    }

    /// It as a checklist, and whether the facts meet it as a whole.
    pub(crate) fn checklist(&self, facts: &Facts) -> (Vec<ConditionLine>, Truth) {
        let mut lines = Vec::new();
        // The top level is read as a list: it needs no heading.
        let truth = self.write_lines(facts, true, (0, Some(true)), &mut lines);
        (lines, truth)
    }

    /// Writes that it holds, or that it does not; the lines around it are all needed (`Some(true)`), or one of them.
    fn write_lines(
        &self,
        facts: &Facts,
        holds: bool,
        (depth, around): (u8, Option<bool>),
        lines: &mut Vec<ConditionLine>,
    ) -> Truth {
        let (parts, all) = match self {
            Self::Not(part) => return part.write_lines(facts, !holds, (depth, around), lines),
            Self::Leaf(leaf) => {
                let text = if holds { &leaf.text } else { &leaf.denied };
                return line(text, leaf.truth(facts), holds, depth, lines);
            }
            Self::Named(named) => {
                let text = if holds { &named.text } else { &named.denied };
                return line(text, named.holds.truth(facts), holds, depth, lines);
            }
            // Not all of these: one of their contraries. None of these: all their contraries.
            Self::All(parts) => (parts, holds),
            Self::Any(parts) => (parts, !holds),
        };
        if let [only] = parts.as_slice() {
            return only.write_lines(facts, holds, (depth, around), lines);
        }
        let headed = around != Some(all);
        let at = lines.len();
        if headed {
            let text = if all { all_of_these() } else { one_of_these() };
            lines.push(ConditionLine { text, truth: Truth::Unknown, depth });
        }
        let below = (depth.saturating_add(u8::from(headed)), Some(all));
        let (start, join): (Truth, fn(Truth, Truth) -> Truth) =
            if all { (Truth::Met, Truth::and) } else { (Truth::NotMet, Truth::or) };
        let truth = parts
            .iter()
            .fold(start, |so_far, part| join(so_far, part.write_lines(facts, holds, below, lines)));
        if let Some(line) = lines.get_mut(at).filter(|_| headed) {
            line.truth = truth;
        }
        truth
    }
}

fn line(text: &Text, truth: Truth, holds: bool, depth: u8, lines: &mut Vec<ConditionLine>) -> Truth {
    let truth = if holds { truth } else { truth.negated() };
    lines.push(ConditionLine { text: text.clone(), truth, depth });
    truth
}

/// A heading of a checklist, made once.
fn all_of_these() -> Text {
    static TEXT: LazyLock<Text> = LazyLock::new(|| Text::new("viss turpmākais:", "all of these:"));
    TEXT.clone()
}

fn one_of_these() -> Text {
    static TEXT: LazyLock<Text> =
        LazyLock::new(|| Text::new("vismaz viens no turpmākā:", "at least one of these:"));
    TEXT.clone()
}

impl Leaf {
    /// The facts it asks for: its own, and the one that it is compared with.
    fn asks(&self) -> impl Iterator<Item = &str> {
        let other = match &self.test {
            Test::Within { of, .. } | Test::Apart { of, .. } => Some(of.as_str()),
            Test::AtLeast(Limit::Fact { fact })
            | Test::AtMost(Limit::Fact { fact })
            | Test::Below(Limit::Fact { fact })
            | Test::Before(Limit::Fact { fact })
            | Test::After(Limit::Fact { fact }) => Some(fact.as_str()),
            _ => None,
        };
        std::iter::once(self.fact.as_str()).chain(other)
    }

    /// Whether the facts meet it. A value of another type than the catalogue's is as good as none.
    #[must_use]
    pub fn truth(&self, facts: &Facts) -> Truth {
        let Some(value) = facts.get(&self.fact) else { return Truth::Unknown };
        let compared = |limit: &Limit, wanted: fn(Ordering) -> bool| {
            let limit = match limit {
                Limit::Value(limit) => Some(limit),
                Limit::Fact { fact } => facts.get(fact),
            };
            let found = limit.and_then(|limit| value.compare(limit));
            found.map_or(Truth::Unknown, |found| wanted(found).into())
        };
        match (&self.test, value) {
            (Test::Is(wanted) | Test::Judged(wanted), value) => {
                same_type(wanted, value).map_or(Truth::Unknown, Truth::from)
            }
            (Test::In(codes), FactValue::Code(code)) => codes.contains(code).into(),
            (Test::AtLeast(limit), _) => compared(limit, Ordering::is_ge),
            (Test::AtMost(limit), _) => compared(limit, Ordering::is_le),
            (Test::Below(limit) | Test::Before(limit), _) => compared(limit, Ordering::is_lt),
            (Test::After(limit), _) => compared(limit, Ordering::is_gt),
            (Test::Within { term, of }, FactValue::Day(day)) => match facts.get(of) {
                Some(FactValue::Day(start)) => within(*day, *start, *term),
                _ => Truth::Unknown,
            },
            (Test::Apart { least, term, side, of }, FactValue::Day(day)) => match facts.get(of) {
                Some(FactValue::Day(other)) => apart(*day, *other, *term, *side, *least),
                _ => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }
}

fn same_type(wanted: &FactValue, value: &FactValue) -> Option<bool> {
    (std::mem::discriminant(wanted) == std::mem::discriminant(value)).then(|| wanted == value)
}

/// Working days need a calendar, which a condition has not: the loader refuses them here.
fn within(day: Day, start: Day, term: Term) -> Truth {
    crate::clock::calendar_end(start, term).map_or(Truth::Unknown, |end| (start <= day && day <= end).into())
}

/// Whether `day` lies `term` or more (or no more than that) to one side of `other`. The term is counted from the
/// earlier of the two days, as every term is.
fn apart(day: Day, other: Day, term: Term, side: Side, least: bool) -> Truth {
    let (earlier, later) = match side {
        Side::After => (other, day),
        Side::Before => (day, other),
    };
    let Some(end) = crate::clock::calendar_end(earlier, term) else { return Truth::Unknown };
    if least { (later >= end).into() } else { (earlier <= later && later <= end).into() }
}
