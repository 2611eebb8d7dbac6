//! The clocks of a procedure, from their nodes.

use crate::clock::{
    Clock, Ends, Longer, Overdue, Postponement, Reach, Restart, Shorter, Start, Suspension, sum,
};
use crate::load::basis::{Basis, basis, basis_and, cited};
use crate::load::condition::some_of;
use crate::load::parts::{Context, every, lasting, list, need_lasting, when};
use crate::load::work::events;
use crate::read::Node;
use kernel::{Term, TermUnit};

const WORDS: [&str; 10] =
    ["name", "when", "start", "shorten", "extend", "postpone", "suspend", "restart", "roll", "on-overdue"];

pub(crate) fn clock(node: Node<'_>, context: &Context<'_>) -> Option<Clock> {
    node.shape(1..=1, &basis_and(&["term", "from", "ends", "after"]));
    node.only(&WORDS);
    let (id, name) = (node.id(), node.need_text("name"));
    let from = node.need("from").and_then(|_| events(node, "from")).filter(|from| !from.is_empty());
    let term = need_lasting(node, "term");
    let when = when(node, context.words);
    let starts = every(node.named("start").map(|child| start(child, context)));
    let shorten = every(node.named("shorten").map(|child| shorter(child, term, context)));
    let extend = every(node.named("extend").map(|child| longer(child, term, context)));
    let postpone = every(node.named("postpone").map(|child| postponement(child, context)));
    let suspend = every(node.named("suspend").map(|child| suspension(child, context)));
    let restart = match node.child("restart") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["on", "cite"]);
            child.leaf();
            let cite = cited(child, &context.acts);
            child.need("on").zip(cite).map(|(on, cite)| Some(Restart { on: on.to_owned(), cite }))
        }
    };
    let roll = match node.child("roll") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["cite"]);
            child.leaf();
            cited(child, &context.acts).map(Some)
        }
    };
    let on_overdue = match node.child("on-overdue") {
        None => Some(None),
        Some(child) => overdue(child, context).map(Some),
    };
    let ends = match node.value("ends") {
        None => None,
        Some(_) => Some(match node.string("ends")? {
            "never" => Ends::Never,
            event => Ends::With(event.to_owned()),
        }),
    };
    once(node);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Clock {
        id: id?.to_owned(),
        name: name?,
        when: when?,
        term: term?,
        from: from?,
        starts: starts?,
        ends,
        after: list(node, "after"),
        cite,
        verified,
        source,
        shorten: shorten?,
        extend: extend?,
        postpone: postpone?,
        suspend: suspend?,
        restart: restart?,
        roll: roll?,
        on_overdue: on_overdue?,
    })
}

/// No two reasons of a clock have one id: cases name them.
fn once(node: Node<'_>) {
    for word in ["extend", "postpone", "suspend"] {
        let mut seen: Vec<&str> = Vec::new();
        for child in node.named(word) {
            let Some(id) = child.arg(0).and_then(|value| value.as_string()) else { continue };
            if seen.contains(&id) {
                child.error(format!("`{word} \"{id}\"` stands here twice"), "keep one of them");
            }
            seen.push(id);
        }
    }
}

fn start(node: Node<'_>, context: &Context<'_>) -> Option<Start> {
    node.shape(1..=1, &basis_and(&[]));
    let (on, condition) = (node.id(), some_of(node, &[], context.words));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Start { on: on?.to_owned(), when: condition?, cite, verified })
}

/// `shorten "2 months" cite="…" { condition }`.
pub(crate) fn shorter(node: Node<'_>, usual: Option<Term>, context: &Context<'_>) -> Option<Shorter> {
    node.shape(1..=1, &basis_and(&[]));
    let (term, condition) = (node.parsed_arg::<Term>(0), some_of(node, &[], context.words));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    let term = term?;
    if term.count == 0 {
        node.error(format!("a term of {term} ends before it begins"), "write at least 1");
        return None;
    }
    if let Some(usual) = usual.filter(|usual| surely_longer(term, *usual)) {
        node.error(
            format!("{term} is longer than the term itself, which is {usual}"),
            "`shorten` gives a shorter term; a longer one is an `extend`, with by-law=#true when it applies by itself",
        );
        return None;
    }
    Some(Shorter { term, when: condition?, cite, verified })
}

/// Whether a term is longer than another in every calendar.
fn surely_longer(term: Term, other: Term) -> bool {
    if term.unit == other.unit {
        return term.count > other.count;
    }
    // The fewest and the most days of it; a week has five working days, and some weeks fewer.
    let days = |term: Term| {
        let count = u32::from(term.count);
        match term.unit {
            TermUnit::Days => (count, count),
            TermUnit::WorkingDays => (count, count * 2 + 14),
            TermUnit::Months => (count * 28, count * 31),
            TermUnit::Years => (count * 365, count * 366),
        }
    };
    days(term).0 > days(other).1
}

fn longer(node: Node<'_>, usual: Option<Term>, context: &Context<'_>) -> Option<Longer> {
    node.shape(
        1..=1,
        &basis_and(&["upto", "by", "chosen", "times", "by-law", "approvals", "reasons", "notice"]),
    );
    node.only(&["name", "when"]);
    let (id, name, when) = (node.id(), node.need_text("name"), when(node, context.words));
    let reach = match (node.value("upto"), node.value("by")) {
        (Some(_), None) => lasting(node, "upto").map(Reach::Upto),
        (None, Some(_)) => lasting(node, "by").map(Reach::By),
        _ => {
            node.error(
                "a longer term needs `upto` or `by`",
                "add upto=\"4 months\" for the term in full, or by=\"2 months\" for what is added",
            );
            None
        }
    };
    if let (Some(Reach::By(more)), Some(usual)) = (reach, usual)
        && sum(usual, more).is_none()
    {
        node.error_at(
            "by",
            format!("{more} cannot be added to {usual}"),
            "add what the term itself counts, or write upto=… with the term in full",
        );
        return None;
    }
    let by_law = node.boolean("by-law").unwrap_or(false);
    let (when, approvals) = (when?, node.number::<u8>("approvals").unwrap_or(1));
    let chosen = node.boolean("chosen").unwrap_or(false);
    if chosen && by_law {
        node.error_at("chosen", "nobody chooses a term that is longer by law", "leave out one of the two");
        return None;
    }
    if chosen && matches!(reach, Some(Reach::By(_))) {
        node.error_at(
            "chosen",
            "an officer chooses the last day of a term up to its longest, and nothing says how long that is",
            "write upto=\"…\" with the longest term in full instead of by=, or leave `chosen` out",
        );
        return None;
    }
    if by_law && when.is_none() {
        node.error_at("by-law", "a term that is longer by law says when", "add when { … } inside it");
        return None;
    }
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Longer {
        id: id?.to_owned(),
        name: name?,
        reach: reach?,
        chosen,
        times: node.number::<u8>("times").or(if chosen { None } else { Some(1) }),
        when,
        by_law,
        approvals,
        reasons: node.boolean("reasons").unwrap_or(!by_law),
        notice: node.string("notice").map(str::to_owned),
        cite,
        verified,
    })
}

fn postponement(node: Node<'_>, context: &Context<'_>) -> Option<Postponement> {
    node.shape(1..=1, &basis_and(&["upto", "from"]));
    node.only(&["name", "when"]);
    let (id, name, upto) = (node.id(), node.need_text("name"), need_lasting(node, "upto"));
    let when = when(node, context.words);
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Postponement {
        id: id?.to_owned(),
        name: name?,
        upto: upto?,
        from: node.string("from").map(str::to_owned),
        when: when?,
        cite,
        verified,
    })
}

fn suspension(node: Node<'_>, context: &Context<'_>) -> Option<Suspension> {
    node.shape(1..=1, &basis_and(&["until", "cap", "attempts", "then"]));
    node.only(&["name", "when"]);
    let (id, name, until) = (node.id(), node.need_text("name"), node.need("until"));
    let when = when(node, context.words);
    let cap = match node.value("cap") {
        None => Some(None),
        Some(_) => lasting(node, "cap").map(Some),
    }?;
    if cap.is_some_and(|cap| cap.unit == TermUnit::WorkingDays) {
        node.error_at("cap", "the longest pause is not counted in working days", "use days, months or years");
        return None;
    }
    let then = node.string("then").map(str::to_owned);
    let attempts = match node.value("attempts") {
        None => None,
        Some(_) => Some(node.number::<u8>("attempts")?),
    };
    if attempts == Some(0) {
        node.error_at("attempts", "a pause in which nothing may be tried waits for nothing", "at least 1");
        return None;
    }
    if then.is_some() && cap.is_none() && attempts.is_none() {
        node.error_at(
            "then",
            "a pause that ends the case says how long it may last, or how often something may be tried",
            "add cap=\"…\" or attempts=…",
        );
        return None;
    }
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    let (id, name, until) = (id?.to_owned(), name?, until?.to_owned());
    Some(Suspension { id, name, until, cap, attempts, then, when: when?, cite, verified })
}

fn overdue(node: Node<'_>, context: &Context<'_>) -> Option<Overdue> {
    node.shape(1..=1, &basis_and(&["emits", "decides"]));
    node.only(&["name"]);
    let (id, name) = (node.id(), node.need_text("name"));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Overdue {
        id: id?.to_owned(),
        name: name?,
        emits: node.string("emits").map(str::to_owned),
        decides: node.string("decides").map(str::to_owned),
        cite,
        verified,
    })
}
