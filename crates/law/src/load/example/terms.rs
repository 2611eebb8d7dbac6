//! The terms that an example expects: of clocks, and for contesting.

use super::Tried;
use crate::assess::Truth;
use crate::clock::{self, Clock, Due, Shorter};
use crate::facts::Facts;
use crate::load::parts::{list, near};
use crate::procedure::Procedure;
use crate::read::Node;
use crate::tools::read_pause;
use kernel::{Calendar, Day, Term};

/// `term "decision" from="…" due="…"`, as it is, extended or postponed, with a pause or without.
pub(super) fn run(
    node: Node<'_>,
    procedure: &Procedure,
    facts: &Facts,
    calendar: &Calendar,
    tried: &mut Tried,
) {
    node.shape(1..=1, &["from", "due", "on", "extended", "postponed", "paused"]);
    node.leaf();
    let (id, from, wanted) =
        (node.arg_str(0), node.need_parsed::<Day>("from"), node.need_parsed::<Day>("due"));
    let (Some(id), Some(from), Some(wanted)) = (id, from, wanted) else { return };
    let Some(clock) = procedure.clock(id) else {
        let ids: Vec<&str> = procedure.clocks.iter().map(|clock| clock.id.as_str()).collect();
        node.error(format!("there is no clock `{id}`"), near(id, &ids));
        return;
    };
    if clock.runs(facts) != Truth::Met {
        node.error(format!("the clock `{id}` does not run on these facts"), "");
        return;
    }
    starts(node, clock, facts, tried);
    let pauses = match node.string("paused").map(read_pause) {
        Some(Err(error)) => {
            node.error_at("paused", error.to_string(), "");
            return;
        }
        pause => pause.and_then(Result::ok).into_iter().collect::<Vec<_>>(),
    };
    let answer = match (node.string("extended"), node.string("postponed")) {
        (Some(reason), _) => clock::extended(clock, reason, from, facts, &pauses, calendar),
        (None, Some(reason)) => clock::postponed(clock, reason, from, calendar),
        (None, None) => clock::due(clock, from, facts, &pauses, calendar),
    };
    match answer {
        Ok(answer) if answer.due == Due::On(wanted) => shown(clock, facts, tried),
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

/// `on="…"`: the events that start the clock on these facts.
fn starts(node: Node<'_>, clock: &Clock, facts: &Facts, tried: &mut Tried) {
    if node.value("on").is_none() {
        return;
    }
    let wanted = list(node, "on");
    let found = clock.starts_with(facts).unwrap_or_default();
    if wanted != found {
        let found = if found.is_empty() { "not known".to_owned() } else { found.join(",") };
        node.error_at("on", format!("the clock `{}` starts with `{found}` on these facts", clock.id), "");
        return;
    }
    let at = clock.starts.iter().position(|start| start.when.truth(facts) == Truth::Met);
    tried.starts.extend(at.map(|at| (clock.id.clone(), at)));
}

fn shown(clock: &Clock, facts: &Facts, tried: &mut Tried) {
    let shorter = clock.shorten.iter().position(|shorter| shorter.when.truth(facts) == Truth::Met);
    let by_law = clock.extend.iter().position(|longer| {
        longer.by_law && longer.when.as_ref().is_some_and(|when| when.truth(facts) == Truth::Met)
    });
    if shorter.is_none() {
        tried.longer.extend(by_law.map(|at| (clock.id.clone(), at)));
    }
    tried.shorter.extend(shorter.map(|at| (clock.id.clone(), at)));
}

/// `appeal "court" term="10 days" suspensive=#false`.
pub(super) fn appeal(node: Node<'_>, procedure: &Procedure, facts: &Facts, tried: &mut Tried) {
    node.shape(1..=1, &["term", "suspensive"]);
    node.leaf();
    let Some(id) = node.arg_str(0) else { return };
    let Some(route) = procedure.routes().find(|route| route.id == id) else {
        let ids: Vec<&str> = procedure.routes().map(|route| route.id.as_str()).collect();
        node.error(format!("there is no step of contesting `{id}`"), near(id, &ids));
        return;
    };
    if let Some(wanted) = node.value("term").and_then(|_| node.parsed::<Term>("term")) {
        let (shorter, _) = Shorter::first(&route.shorten, facts);
        let found = shorter.map_or(route.term, |shorter| shorter.term);
        if found == wanted {
            let at = route.shorten.iter().position(|known| Some(known) == shorter);
            tried.routes.extend(at.map(|at| (id.to_owned(), at)));
        } else {
            node.error_at("term", format!("the term is {found}, not {wanted}"), "");
        }
    }
    if let Some(wanted) = node.boolean("suspensive") {
        let at = route.suspends.iter().position(|suspends| suspends.when.truth(facts) == Truth::Met);
        let found = at.and_then(|at| route.suspends.get(at)).map(|suspends| suspends.suspensive);
        if found.unwrap_or(route.suspensive) == wanted {
            tried.suspends.extend(at.map(|at| (id.to_owned(), at)));
        } else {
            node.error_at("suspensive", "contesting does not do so on these facts", "");
        }
    }
}
