//! Examples of a procedure file: facts given, outcome expected, run when the file is loaded.
//!
//! A procedure that does not do what its own examples say does not load; nor does one whose examples leave a ground, a
//! fee, a validity, a track or a shorter term untried. Examples of a base hold for whoever inherits it.

mod fee;
mod terms;
mod untried;

use crate::assess::{Truth, optional};
use crate::facts::{Catalogue, Facts};
use crate::judge::Judgment;
use crate::load::check::issues;
use crate::load::condition::typed;
use crate::load::head::Draft;
use crate::load::parts::{list, near};
use crate::load::procedure::Known;
use crate::procedure::{Effect, Outcome, Procedure, ValidityRow};
use crate::read::{Node, Reader};
use kernel::Term;
use std::collections::{BTreeMap, BTreeSet};

/// What the examples of a procedure have shown.
#[derive(Default)]
struct Tried {
    grounds: BTreeSet<String>,
    fees: BTreeSet<String>,
    groups: BTreeSet<String>,
    extras: BTreeSet<String>,
    valid: BTreeSet<(String, usize)>,
    shorter: BTreeSet<(String, usize)>,
    longer: BTreeSet<(String, usize)>,
    starts: BTreeSet<(String, usize)>,
    routes: BTreeSet<(String, usize)>,
    suspends: BTreeSet<(String, usize)>,
    tracks: BTreeSet<String>,
    decisions: BTreeSet<String>,
}

/// Runs the examples; output: how many there are.
pub(crate) fn run(procedure: &Procedure, draft: &Draft<'_>, nodes: &[Node<'_>], known: &Known<'_>) -> usize {
    let mut given: BTreeMap<&str, Option<Facts>> = BTreeMap::new();
    let mut tried = Tried::default();
    let mut count = 0;
    let before = draft.node.report.errors();
    let examples: Vec<&Node<'_>> = nodes.iter().filter(|node| node.word() == "example").collect();
    let version = draft.version();
    let hints: Vec<String> = examples
        .iter()
        .map(|node| {
            let id = node.arg(0).and_then(|value| value.as_string()).unwrap_or_default();
            format!(
                "{version} inherits this example: write example \"{id}\" anew there, or except \"example\" \"{id}\""
            )
        })
        .collect();
    for (node, hint) in examples.into_iter().zip(&hints) {
        let inherited = draft.inherited(node);
        let node = if inherited { node.read_for(Reader { version: &version, hint }) } else { *node };
        node.shape(1..=1, &["like"]);
        node.only(&["given", "without", "expect", "term", "valid", "appeal"]);
        let Some(id) = node.id() else { continue };
        if given.contains_key(id) {
            node.error(format!("the example `{id}` stands here twice"), "call one of them otherwise");
            continue;
        }
        let facts = facts_of(node, &given, procedure, known.facts, inherited);
        if let Some(facts) = &facts {
            count += 1;
            one(node, procedure, facts, known, &mut tried);
        }
        given.insert(id, facts);
    }
    // An example that fails shows nothing, and was told.
    if draft.node.report.errors() == before {
        untried::note(procedure, draft, &tried);
    }
    count
}

/// The facts of an example: those of the example it is like, with its own over them; `None` when they are wrong. An
/// inherited one may speak of facts that nothing asks for here.
fn facts_of(
    node: Node<'_>,
    given: &BTreeMap<&str, Option<Facts>>,
    procedure: &Procedure,
    catalogue: &Catalogue,
    inherited: bool,
) -> Option<Facts> {
    let mut facts = match node.string("like") {
        None => Facts::new(),
        Some(other) => match given.get(other) {
            // One whose facts are wrong was told; those like it would only say so again.
            Some(facts) => facts.clone()?,
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
            if facts.remove(name).is_none() && !inherited {
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
                (None, Some(_), _) if inherited => {}
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

fn one(node: Node<'_>, procedure: &Procedure, facts: &Facts, known: &Known<'_>, tried: &mut Tried) {
    let judgment = procedure.judge(facts);
    match node.child("expect") {
        None => node.error("this example expects nothing", "add expect outcome=\"grant\", refuse or unknown"),
        Some(expect) => {
            let props =
                ["outcome", "ground", "missing", "fee", "at-most", "capacity", "track", "decision", "choice"];
            expect.shape(0..=0, &props);
            expect.leaf();
            outcome(expect, &judgment, tried);
            fee::expected(expect, procedure, facts, tried);
            capacity(expect, procedure, facts);
            track(expect, procedure, facts, tried);
            decision(expect, &judgment, tried);
            if let Some(wanted) =
                expect.boolean("choice").filter(|wanted| *wanted != judgment.leaves_choice())
            {
                let what = if wanted { "no choice" } else { "a choice" };
                expect.error_at("choice", format!("on these facts the law leaves {what}"), "");
            }
        }
    }
    let calendar = &known.country.calendar;
    node.named("term").for_each(|term| terms::run(term, procedure, facts, calendar, tried));
    node.named("appeal").for_each(|appeal| terms::appeal(appeal, procedure, facts, tried));
    node.named("valid").for_each(|valid| run_valid(valid, procedure, facts, tried));
}

fn capacity(expect: Node<'_>, procedure: &Procedure, facts: &Facts) {
    let Some(capacity) = expect.string("capacity") else { return };
    let may = procedure.capacities().iter().filter(|capacity| capacity.condition.truth(facts) == Truth::Met);
    let open: Vec<&str> = may.map(|capacity| capacity.id.as_str()).collect();
    if !open.contains(&capacity) {
        let message = format!("the applicant may not act as `{capacity}` on these facts");
        expect.error_at("capacity", message, format!("open: {}", some_or_none(&open)));
    }
}

fn track(expect: Node<'_>, procedure: &Procedure, facts: &Facts, tried: &mut Tried) {
    let Some(wanted) = expect.string("track") else { return };
    let found = procedure.track(facts).map_or("unknown", |track| track.id.as_str());
    if found == wanted {
        tried.tracks.insert(wanted.to_owned());
    } else {
        expect.error_at(
            "track",
            format!("this example expects the track `{wanted}`, but it is `{found}`"),
            "",
        );
    }
}

fn decision(expect: Node<'_>, judgment: &Judgment<'_, '_>, tried: &mut Tried) {
    let Some(wanted) = expect.string("decision") else { return };
    let open = judgment.open_decisions();
    let open: Vec<&str> = open.iter().map(|rule| rule.id.as_str()).collect();
    if open.contains(&wanted) {
        tried.decisions.insert(wanted.to_owned());
    } else {
        let message = format!("the decision `{wanted}` is not open on these facts");
        expect.error_at("decision", message, format!("open: {}", some_or_none(&open)));
    }
}

fn some_or_none(list: &[&str]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}

fn outcome(expect: Node<'_>, judgment: &Judgment<'_, '_>, tried: &mut Tried) {
    let words = ["grant", "refuse", "impose", "discontinue", "unknown"].map(|word| (word, word));
    let Some(wanted) = expect.choice("outcome", &words) else { return };
    let outcome = judgment.outcome();
    let found = outcome.word();
    let details = match outcome {
        Outcome::Grant | Outcome::Discontinue => Vec::new(),
        Outcome::Refuse(details) | Outcome::Impose(details) | Outcome::Unknown(details) => details,
    };
    let detail = match found {
        "refuse" | "impose" => format!("on the grounds: {}", details.join(", ")),
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
    let on_grounds = matches!(found, "refuse" | "impose");
    let key = if on_grounds { "ground" } else { "missing" };
    let listed = list(expect, key);
    if (on_grounds || found == "unknown") && sorted(&listed) != sorted(&details) {
        let message = format!("this example expects {key}=\"{}\", but it is otherwise", listed.join(","));
        expect.error_at(key, message, format!("{detail}; write {key}=\"{}\"", details.join(",")));
        return;
    }
    if on_grounds {
        tried.grounds.extend(details);
    }
}

fn sorted(list: &[String]) -> Vec<&String> {
    let mut list: Vec<&String> = list.iter().collect();
    list.sort();
    list
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

fn issued(procedure: &Procedure) -> impl Iterator<Item = (&str, &Vec<ValidityRow>)> {
    procedure.decisions.iter().flat_map(|decision| &decision.effects).filter_map(|effect| match effect {
        Effect::Issue { kind, valid, .. } => Some((kind.as_str(), valid)),
        _ => None,
    })
}
