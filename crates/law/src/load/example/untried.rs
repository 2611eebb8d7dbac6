//! What no example has shown.

use super::{Tried, issued};
use crate::fee::reduced_name;
use crate::load::head::Draft;
use crate::procedure::Procedure;
use kernel::{Lang, Text};

/// Notes what no example has shown.
pub(super) fn note(procedure: &Procedure, draft: &Draft<'_>, tried: &Tried) {
    let lack = |what: String| {
        draft.node.error(
            format!("no example of `{}` shows {what}", procedure.id),
            "write one: what no example shows, nobody has tried",
        );
    };
    for track in &procedure.tracks {
        if !tried.tracks.contains(&track.id) {
            lack(format!("the track `{}`", track.id));
        }
    }
    for decision in &procedure.decisions {
        let chosen =
            decision.when.is_some() || !decision.needs_grounds.is_empty() || !decision.despite.is_empty();
        if chosen && !tried.decisions.contains(&decision.id) {
            lack(format!("the decision `{}`", decision.id));
        }
    }
    for ground in procedure.grounds.all() {
        if !tried.grounds.contains(ground.id()) {
            lack(format!("the ground `{}`", ground.id()));
        }
    }
    if let Some(fees) = &procedure.fees {
        let shown = |name: &Text| tried.fees.contains(name.get(Lang::LV));
        for row in &fees.rows {
            if !shown(&row.name) {
                lack(format!("the fee `{}`", row.id));
            }
            if row.reduced.is_some() && !shown(&reduced_name(&row.name)) {
                lack(format!("the reduced fee `{}`", row.id));
            }
        }
        for extra in fees.extras.iter().filter(|extra| !tried.extras.contains(&extra.id)) {
            lack(format!("the addition `{}` to the fee", extra.id));
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
        for (at, longer) in clock.extend.iter().enumerate() {
            if longer.by_law && !tried.longer.contains(&(clock.id.clone(), at)) {
                lack(format!("the clock `{}` made longer by `{}`", clock.id, longer.id));
            }
        }
        for (at, start) in clock.starts.iter().enumerate() {
            if !tried.starts.contains(&(clock.id.clone(), at)) {
                lack(format!("the clock `{}` started by `{}`", clock.id, start.on));
            }
        }
    }
    for route in procedure.routes() {
        for (at, shorter) in route.shorten.iter().enumerate() {
            if !tried.routes.contains(&(route.id.clone(), at)) {
                lack(format!("the step of contesting `{}` shortened to {}", route.id, shorter.term));
            }
        }
        for (at, suspends) in route.suspends.iter().enumerate() {
            if !tried.suspends.contains(&(route.id.clone(), at)) {
                let what = if suspends.suspensive { "suspends" } else { "does not suspend" };
                lack(format!("that the step of contesting `{}` {what} the decision", route.id));
            }
        }
    }
}
