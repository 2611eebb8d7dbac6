//! Conditions from nodes: `person.age at-least=15`, nested by `any`, `all` and `not`.

mod line;

use crate::condition::{Condition, Leaf, Limit, Named, Side, Test};
use crate::facts::{Catalogue, FactDef, FactKind, FactSource, FactValue};
use crate::load::parts::every;
use crate::procedure::Track;
use crate::read::tree::Value;
use crate::read::{Node, known};
use crate::words::nearest;
use kernel::{Lang, Term, TermUnit, Text};
use line::{any_of, line, none_of};

/// The word that asks for the track of the case.
pub(crate) const TRACK: &str = "track";

/// What a condition may ask for: the facts of the catalogue, and the tracks of the procedure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) facts: &'a Catalogue,
    pub(crate) tracks: &'a [Track],
}

const OPERATORS: [&str; 10] =
    ["is", "in", "at-least", "at-most", "below", "before", "after", "within", "of", "judged"];

/// The children of `node` but for those with a word of `skip`, joined by "and"; `None` when a fault was noted.
pub(crate) fn all_of(node: Node<'_>, skip: &[&str], words: Words<'_>) -> Option<Condition> {
    let inner = node.children().filter(|child| !skip.contains(&child.word()));
    let mut parts = every(inner.map(|child| one(child, words)))?;
    Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
}

/// As [`all_of`], but there must be at least one.
pub(crate) fn some_of(node: Node<'_>, skip: &[&str], words: Words<'_>) -> Option<Condition> {
    if node.children().all(|child| skip.contains(&child.word())) {
        node.error(
            format!("`{}` has no condition", node.word()),
            "add at least one line such as person.age at-least=15",
        );
        return None;
    }
    all_of(node, skip, words)
}

fn one(node: Node<'_>, words: Words<'_>) -> Option<Condition> {
    match node.word() {
        "any" | "all" | "not" => {
            node.shape(0..=0, &[]);
            let inner = some_of(node, &[], words)?;
            Some(match node.word() {
                "not" => Condition::Not(Box::new(inner)),
                "any" => match inner {
                    Condition::All(parts) if node.children().count() > 1 => Condition::Any(parts),
                    other => other,
                },
                _ => inner,
            })
        }
        _ => leaf(node, words),
    }
}

fn leaf(node: Node<'_>, words: Words<'_>) -> Option<Condition> {
    if node.word() == TRACK {
        return track(node, words.tracks);
    }
    let facts = words.facts;
    let Some(def) = facts.get(node.word()) else {
        let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
        let near = nearest(node.word(), names.iter().copied());
        let hint = near.map_or_else(
            || "add it to the fact catalogue, with its type, source and text".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        node.error(format!("there is no fact `{}`", node.word()), hint);
        return None;
    };
    node.leaf();
    node.shape(0..=0, &OPERATORS);
    let operators: Vec<&str> = node.props().filter(|key| OPERATORS.contains(key) && *key != "of").collect();
    if operators.is_empty() {
        node.error(
            format!("nothing is asked of `{}`", def.name),
            "add an operator: is, in, at-least, at-most, below, before, after, within, judged",
        );
        return None;
    }
    let distance = ["at-least", "at-most"].into_iter().filter(|key| operators.contains(key));
    let distances: Vec<&str> = distance.filter(|_| def.kind == FactKind::Day).collect();
    let tests = if distances.is_empty() {
        every(operators.into_iter().map(|operator| test(node, operator, def, facts)))
    } else {
        every(distances.into_iter().map(|operator| apart(node, operator, def, facts)))
    };
    let leaf = |test: Test| {
        let (text, denied) = (line(def, &test, facts, true), line(def, &test, facts, false));
        Condition::Leaf(Leaf { fact: def.name.clone(), test, text, denied })
    };
    let mut leaves: Vec<Condition> = tests?.into_iter().map(leaf).collect();
    Some(if leaves.len() == 1 { leaves.remove(0) } else { Condition::All(leaves) })
}

/// `track is="…"` or `track in="…,…"`: met when the case takes one of these tracks.
fn track(node: Node<'_>, tracks: &[Track]) -> Option<Condition> {
    node.leaf();
    node.shape(0..=0, &["is", "in"]);
    let names: Vec<&str> = tracks.iter().map(|track| track.id.as_str()).collect();
    let (key, text) = match (node.string("is"), node.string("in")) {
        (Some(one), None) => ("is", one),
        (None, Some(several)) => ("in", several),
        _ => {
            node.error("nothing is asked of the track", "write track is=\"…\", or track in=\"…,…\"");
            return None;
        }
    };
    let wanted = every(text.split(',').map(str::trim).map(|id| {
        let found = tracks.iter().find(|track| track.id == id);
        if found.is_none() {
            let hint = if names.is_empty() {
                "declare it by `track`; a track may ask only for tracks above it".to_owned()
            } else {
                known(id, &names)
            };
            node.error_at(key, format!("there is no track `{id}`"), hint);
        }
        found
    }))?;
    let names: Vec<Text> = wanted.iter().map(|track| track.name.clone()).collect();
    let (one, none) = (any_of(&names), none_of(&names));
    let says = |words: &Text| {
        Text::new(
            format!("Izskatīšanas kārtība: {}", words.get(Lang::LV)),
            format!("Track: {}", words.get(Lang::EN)),
        )
    };
    let (text, denied) = (says(&one), says(&none));
    let holds = Condition::Any(wanted.iter().map(|track| track.holds.clone()).collect());
    Some(Condition::Named(Named { text, denied, holds: Box::new(holds) }))
}

fn test(node: Node<'_>, operator: &str, def: &FactDef, facts: &Catalogue) -> Option<Test> {
    let wrong = |wanted: &str| {
        node.error_at(
            operator,
            format!("`{operator}` cannot be asked of `{}`", def.name),
            format!("`{operator}` is for {wanted}; this fact is {}", def.kind.wanted()),
        );
        None
    };
    let amount = |make: fn(Limit) -> Test| {
        if def.kind.ordered() {
            limit(node, operator, def, facts).map(make)
        } else {
            wrong("numbers, terms and amounts")
        }
    };
    let day = |make: fn(Limit) -> Test| match def.kind {
        FactKind::Day => limit(node, operator, def, facts).map(make),
        _ => wrong("days"),
    };
    let value = || node.value(operator).and_then(|value| typed(node, operator, value, def));
    match operator {
        "is" if def.source == FactSource::Judged => {
            let example = match &def.kind {
                FactKind::Bool => "write judged=#true or judged=#false",
                _ => "write judged=… with the value",
            };
            node.error_at(operator, format!("`{}` is judged by an officer", def.name), example);
            None
        }
        "is" => value().map(Test::Is),
        "in" => match &def.kind {
            FactKind::Code { options } => {
                let codes: Vec<&str> = node.string(operator)?.split(',').map(str::trim).collect();
                let unknown: Vec<&&str> =
                    codes.iter().filter(|code| !options.iter().any(|option| option == **code)).collect();
                let names: Vec<&str> = options.iter().map(String::as_str).collect();
                for code in &unknown {
                    let message = format!("`{}` has no code `{code}`", def.name);
                    node.error_at(operator, message, known(code, &names));
                }
                unknown.is_empty().then(|| Test::In(codes.into_iter().map(str::to_owned).collect()))
            }
            _ => wrong("codes"),
        },
        "at-least" => amount(Test::AtLeast),
        "at-most" => amount(Test::AtMost),
        "below" => amount(Test::Below),
        "before" => day(Test::Before),
        "after" => day(Test::After),
        "within" => {
            let (term, of) = (span(node, "within")?, node.need("of")?);
            both_days(node, "within", def, of, facts)?;
            Some(Test::Within { term, of: of.to_owned() })
        }
        _ if def.source == FactSource::Judged => value().map(Test::Judged),
        _ => wrong("facts that an officer judges"),
    }
}

/// A value of the fact's own type, or the name of another fact of that type.
fn limit(node: Node<'_>, key: &str, def: &FactDef, facts: &Catalogue) -> Option<Limit> {
    let value = node.value(key)?;
    let other = value.as_string().and_then(|name| facts.get(name));
    match other {
        Some(other) if std::mem::discriminant(&other.kind) == std::mem::discriminant(&def.kind) => {
            Some(Limit::Fact { fact: other.name.clone() })
        }
        Some(other) => {
            let message = format!("`{}` cannot be compared with `{}`", def.name, other.name);
            let hint = format!("the one is {}, the other {}", def.kind.wanted(), other.kind.wanted());
            node.error_at(key, message, hint);
            None
        }
        None => typed(node, key, value, def).map(Limit::Value),
    }
}

/// `at-least="3 months" after="fact"`: how far a day lies from the day of another fact.
fn apart(node: Node<'_>, operator: &str, def: &FactDef, facts: &Catalogue) -> Option<Test> {
    let (side, key) = match (node.string("after"), node.string("before")) {
        (Some(_), None) => (Side::After, "after"),
        (None, Some(_)) => (Side::Before, "before"),
        _ => {
            node.error_at(
                operator,
                format!(
                    "`{}` is a day, and `{operator}` does not say from which other day it is counted",
                    def.name
                ),
                "write at-least=\"3 months\" after=\"…\" (or before=\"…\") with the name of another day",
            );
            return None;
        }
    };
    let (term, of) = (span(node, operator)?, node.string(key)?);
    both_days(node, key, def, of, facts)?;
    Some(Test::Apart { least: operator == "at-least", term, side, of: of.to_owned() })
}

/// A term in days, months or years.
fn span(node: Node<'_>, key: &str) -> Option<Term> {
    let term: Term = node.parsed(key)?;
    if term.unit == TermUnit::WorkingDays {
        node.error_at(key, "a condition cannot count working days", "use days, months or years");
        return None;
    }
    Some(term)
}

fn both_days(node: Node<'_>, key: &str, def: &FactDef, of: &str, facts: &Catalogue) -> Option<()> {
    let is_day = |name: &str| facts.get(name).is_some_and(|fact| fact.kind == FactKind::Day);
    if is_day(&def.name) && is_day(of) {
        return Some(());
    }
    node.error_at(
        key,
        format!("`{}` and `{of}` are not both days", def.name),
        "the distance is between the days of two facts of the catalogue",
    );
    None
}

/// A value of a file as the type of the fact; another type is noted.
pub(crate) fn typed(node: Node<'_>, key: &str, value: &Value<'_>, def: &FactDef) -> Option<FactValue> {
    let given = match (value, &def.kind) {
        (Value::Bool(value), _) => Some(FactValue::Bool(*value)),
        (Value::Whole(number), _) => i64::try_from(*number).ok().map(FactValue::Int),
        (Value::Text(text), kind) => kind.parse(text),
        _ => None,
    };
    // An amount is read as it is written: 740.10 has no exact binary value.
    let given = match &def.kind {
        FactKind::Money { .. } => node.written(key).and_then(|text| def.kind.parse(&text)),
        _ => given,
    };
    let fits = given.filter(|value| def.kind.accepts(value));
    if fits.is_none() {
        let hint = match (&def.kind, value) {
            (FactKind::Code { options }, Value::Text(text)) => {
                known(text, &options.iter().map(String::as_str).collect::<Vec<_>>())
            }
            (FactKind::Bool, _) => "write #true or #false".to_owned(),
            _ => format!("it is {}", def.kind.wanted()),
        };
        node.error_at(key, format!("`{}` cannot be {value}", def.name), hint);
    }
    fits
}
