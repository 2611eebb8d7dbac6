//! Examples of a procedure file: facts given, outcome expected, run when the file is loaded.
//!
//! A procedure that does not do what its own examples say does not load; nor does one whose examples leave a ground, a
//! fee, a validity or a shorter term untried.

use crate::assess::{Assessment, Truth, Verdict, optional};
use crate::clock::{self, Due};
use crate::facts::{Catalogue, Facts};
use crate::fee::{FeeAnswer, reduced_name};
use crate::load::check::issues;
use crate::load::condition::typed;
use crate::load::parts::{list, near};
use crate::load::procedure::Draft;
use crate::procedure::{Effect, Procedure};
use crate::read::Node;
use kernel::{Calendar, Day, Money, Term};
use std::collections::BTreeMap;

/// What the examples of a procedure have shown.
#[derive(Default)]
struct Tried {
    grounds: Vec<String>,
    fees: Vec<String>,
    groups: Vec<String>,
    valid: Vec<(String, usize)>,
    shorter: Vec<(String, usize)>,
}

/// Runs the examples; output: how many there are.
pub(crate) fn run(procedure: &Procedure, draft: &Draft<'_>, facts: &Catalogue, calendar: &Calendar) -> usize {
    let mut given: BTreeMap<&str, Facts> = BTreeMap::new();
    let mut tried = Tried::default();
    let mut count = 0;
    for node in draft.node.named("example") {
        node.shape(1..=1, &["like"]);
        node.only(&["given", "without", "expect", "term", "valid"]);
        let Some(id) = node.id() else { continue };
        if given.contains_key(id) {
            node.error(format!("the example `{id}` stands here twice"), "call one of them otherwise");
            continue;
        }
        let Some(known) = facts_of(node, &given, procedure, facts) else { continue };
        count += 1;
        one(node, procedure, &known, calendar, &mut tried);
        given.insert(id, known);
    }
    untried(procedure, draft, &tried);
    count
}

/// The facts of an example: those of the example it is like, with its own over them.
fn facts_of(
    node: Node<'_>,
    given: &BTreeMap<&str, Facts>,
    procedure: &Procedure,
    catalogue: &Catalogue,
) -> Option<Facts> {
    let mut facts = match node.string("like") {
        None => Facts::new(),
        Some(other) => match given.get(other) {
            Some(facts) => facts.clone(),
            None => {
                let names: Vec<&str> = given.keys().copied().collect();
                let message = format!("there is no example `{other}` above this one");
                node.error_at("like", message, near(other, &names));
                return None;
            }
        },
    };
    let mut sound = true;
    for child in node.named("without") {
        for name in child.args() {
            if facts.remove(name).is_none() {
                child.error(format!("`{name}` was not given before"), "take it away from this line");
                sound = false;
            }
        }
    }
    for child in node.named("given") {
        child.leaf();
        for name in child.props() {
            match (procedure.fact(name), catalogue.get(name), child.value(name)) {
                (Some(def), _, Some(value)) => match typed(child, name, value, def) {
                    Some(value) => {
                        facts.insert(name.to_owned(), value);
                    }
                    None => sound = false,
                },
                (None, Some(_), _) => {
                    child.error_at(
                        name,
                        format!("nothing in this procedure asks for `{name}`"),
                        "take it away",
                    );
                    sound = false;
                }
                _ => {
                    let names: Vec<&str> = procedure.facts().iter().map(|fact| fact.name.as_str()).collect();
                    child.error_at(name, format!("there is no fact `{name}`"), near(name, &names));
                    sound = false;
                }
            }
        }
    }
    sound.then_some(facts)
}

fn one(node: Node<'_>, procedure: &Procedure, facts: &Facts, calendar: &Calendar, tried: &mut Tried) {
    let assessment = procedure.assess(facts);
    match node.child("expect") {
        None => node.error("this example expects nothing", "add expect outcome=\"grant\", refuse or unknown"),
        Some(expect) => {
            expect.shape(0..=0, &["outcome", "ground", "missing", "fee", "at-most", "capacity"]);
            expect.leaf();
            outcome(expect, &assessment, tried);
            fee(expect, procedure, &assessment, facts, tried);
            if let Some(capacity) = expect.string("capacity") {
                let held =
                    assessment.capacities.iter().any(|(id, truth)| id == capacity && *truth == Truth::Met);
                if !held {
                    let open: Vec<&str> = assessment
                        .capacities
                        .iter()
                        .filter(|(_, truth)| *truth == Truth::Met)
                        .map(|(id, _)| id.as_str())
                        .collect();
                    let message = format!("the applicant may not act as `{capacity}` on these facts");
                    expect.error_at("capacity", message, format!("open: {}", some_or_none(&open)));
                }
            }
        }
    }
    node.named("term").for_each(|term| run_term(term, procedure, facts, calendar, tried));
    node.named("valid").for_each(|valid| run_valid(valid, procedure, facts, tried));
}

fn some_or_none(list: &[&str]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}

fn outcome(expect: Node<'_>, assessment: &Assessment, tried: &mut Tried) {
    let Some(wanted) =
        expect.choice("outcome", &[("grant", "grant"), ("refuse", "refuse"), ("unknown", "unknown")])
    else {
        return;
    };
    let (found, details) = match assessment.outcome() {
        Verdict::Grantable => ("grant", Vec::new()),
        Verdict::Refusable(grounds) => ("refuse", grounds),
        Verdict::Unknown(missing) => ("unknown", missing),
    };
    let detail = match found {
        "refuse" => format!("on the grounds: {}", details.join(", ")),
        "unknown" => format!("for want of: {}", details.join(", ")),
        _ => String::new(),
    };
    if wanted != found {
        expect.error_at(
            "outcome",
            format!("this example expects `{wanted}`, but the outcome is `{found}`"),
            detail,
        );
        return;
    }
    let key = if found == "refuse" { "ground" } else { "missing" };
    let listed = list(expect, key);
    if found != "grant" && sorted(&listed) != sorted(&details) {
        let message = format!("this example expects {key}=\"{}\", but it is otherwise", listed.join(","));
        expect.error_at(key, message, format!("{detail}; write {key}=\"{}\"", details.join(",")));
        return;
    }
    if found == "refuse" {
        tried.grounds.extend(details);
    }
}

fn sorted(list: &[String]) -> Vec<&String> {
    let mut list: Vec<&String> = list.iter().collect();
    list.sort();
    list
}

fn fee(expect: Node<'_>, procedure: &Procedure, assessment: &Assessment, facts: &Facts, tried: &mut Tried) {
    let Some(wanted) = expect.written("fee") else { return };
    let amount = |money: &Money| money.to_string().split(' ').next().unwrap_or_default().to_owned();
    let found = match &assessment.fee {
        FeeAnswer::None => "none".to_owned(),
        FeeAnswer::Exempt { .. } => "exempt".to_owned(),
        FeeAnswer::Unknown { .. } => "unknown".to_owned(),
        FeeAnswer::Due(line) => amount(&line.amount),
    };
    // `34`, `34.0` and `34.00` are one amount.
    let same = match (&assessment.fee, Money::parse_amount(&wanted, kernel::Currency::EUR)) {
        (FeeAnswer::Due(line), Ok(wanted)) => wanted.cents() == line.amount.cents(),
        _ => wanted == found,
    };
    if !same {
        expect.error_at("fee", format!("this example expects the fee `{wanted}`, but it is `{found}`"), "");
        return;
    }
    if let (FeeAnswer::Unknown { at_most, .. }, Some(wanted)) = (&assessment.fee, expect.written("at-most")) {
        let found = at_most.as_ref().map_or_else(|| "not known".to_owned(), amount);
        if found != wanted {
            expect.error_at("at-most", format!("the most it can be is `{found}`, not `{wanted}`"), "");
        }
    }
    match &assessment.fee {
        FeeAnswer::Due(line) => tried.fees.push(line.what.get(kernel::Lang::LV).to_owned()),
        FeeAnswer::Exempt { .. } => {}
        FeeAnswer::None | FeeAnswer::Unknown { .. } => return,
    }
    let groups = procedure.fees.iter().flat_map(|fees| fees.reduced.iter().chain(&fees.exempt));
    tried
        .groups
        .extend(groups.filter(|group| group.when.truth(facts) == Truth::Met).map(|group| group.id.clone()));
}

fn run_term(node: Node<'_>, procedure: &Procedure, facts: &Facts, calendar: &Calendar, tried: &mut Tried) {
    node.shape(1..=1, &["from", "due"]);
    node.leaf();
    let (id, from, wanted) =
        (node.arg_str(0), node.need_parsed::<Day>("from"), node.need_parsed::<Day>("due"));
    let (Some(id), Some(from), Some(wanted)) = (id, from, wanted) else { return };
    let Some(clock) = procedure.clock(id) else {
        node.error(format!("there is no clock `{id}`"), "");
        return;
    };
    match clock::due(clock, from, facts, &[], calendar) {
        Ok(answer) if answer.due == Due::On(wanted) => {
            let taken = clock.shorten.iter().position(|shorter| shorter.when.truth(facts) == Truth::Met);
            tried.shorter.extend(taken.map(|at| (clock.id.clone(), at)));
        }
        Ok(answer) => {
            let found = match answer.due {
                Due::On(day) => day.to_string(),
                Due::Paused { left_days } => format!("paused, {left_days} left"),
            };
            node.error_at("due", format!("the term ends on {found}, not on {wanted}"), "");
        }
        Err(error) => node.error(error.to_string(), ""),
    }
}

fn run_valid(node: Node<'_>, procedure: &Procedure, facts: &Facts, tried: &mut Tried) {
    node.shape(2..=2, &[]);
    node.leaf();
    let (Some(kind), Some(wanted)) = (node.arg_str(0), node.parsed_arg::<Term>(1)) else { return };
    if !issues(procedure, kind) {
        node.error(format!("no decision issues a document `{kind}`"), "");
        return;
    }
    match procedure.validity(kind, facts) {
        Some(found) if found == wanted => {
            for (id, valid) in issued(procedure) {
                let row = valid.iter().position(|(when, _)| optional(when.as_ref(), facts) == Truth::Met);
                tried.valid.extend(row.filter(|_| id == kind).map(|at| (id.to_owned(), at)));
            }
        }
        Some(found) => node.error(format!("the document is valid for {found}, not for {wanted}"), ""),
        None => node.error("on these facts the validity is not known", ""),
    }
}

type ValidRows = Vec<(Option<crate::condition::Condition>, Term)>;

fn issued(procedure: &Procedure) -> impl Iterator<Item = (&str, &ValidRows)> {
    procedure.decisions.iter().flat_map(|decision| &decision.effects).filter_map(|effect| match effect {
        Effect::Issue { kind, valid, .. } => Some((kind.as_str(), valid)),
        _ => None,
    })
}

/// Notes what no example has shown.
fn untried(procedure: &Procedure, draft: &Draft<'_>, tried: &Tried) {
    let lack = |what: String| {
        draft.node.error(
            format!("no example of `{}` shows {what}", procedure.id),
            "write one: what no example shows, nobody has tried",
        );
    };
    for ground in procedure.grounds.all() {
        if !tried.grounds.iter().any(|id| id == ground.id()) {
            lack(format!("the ground `{}`", ground.id()));
        }
    }
    if let Some(fees) = &procedure.fees {
        let shown = |name: &kernel::Text| tried.fees.iter().any(|what| what == name.get(kernel::Lang::LV));
        for row in &fees.rows {
            if !shown(&row.name) {
                lack(format!("the fee `{}`", row.id));
            }
            if row.reduced.is_some() && !shown(&reduced_name(&row.name)) {
                lack(format!("the reduced fee `{}`", row.id));
            }
        }
        for group in fees.reduced.iter().chain(&fees.exempt) {
            if !tried.groups.contains(&group.id) {
                lack(format!("the group `{}` of the fee", group.id));
            }
        }
    }
    for (kind, rows) in issued(procedure) {
        for (at, (_, term)) in rows.iter().enumerate() {
            if !tried.valid.contains(&(kind.to_owned(), at)) {
                lack(format!("a `{kind}` valid for {term}"));
            }
        }
    }
    for clock in &procedure.clocks {
        for (at, shorter) in clock.shorten.iter().enumerate() {
            if !tried.shorter.contains(&(clock.id.clone(), at)) {
                lack(format!("the clock `{}` shortened to {}", clock.id, shorter.term));
            }
        }
    }
}
