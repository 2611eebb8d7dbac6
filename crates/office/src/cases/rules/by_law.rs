//! Decisions that the law itself leads to, since time ran out: a pause lasted as long as it may, or a term passed.

use super::Context;
use crate::cases::case::Case;
use kernel::{Day, Text};
use law::procedure::DecisionRule;
use law::{Clock, Procedure};

/// The decision to which time has led by `today`, and why, in words.
pub(crate) fn led_to<'p>(
    procedure: &'p Procedure,
    case: &Case,
    today: Day,
) -> Option<(&'p DecisionRule, Text)> {
    procedure.clocks().iter().find_map(|clock| {
        let (id, why) = ran_out(clock, case, today).or_else(|| passed(clock, case))?;
        procedure.decision(id).map(|rule| (rule, why))
    })
}

/// Why the law leads to this decision in the case; `None` when it does not.
pub(super) fn why(context: &Context<'_>, rule: &DecisionRule) -> Option<Text> {
    let (led, why) = led_to(context.procedure, context.case, context.today)?;
    (led.id == rule.id).then_some(why)
}

/// The first day on which a pause that goes on has run out, or in which nothing can be tried any more, and leads to a
/// decision.
pub(crate) fn runs_out(clock: &Clock, case: &Case) -> Option<Day> {
    let moves = case.terms.get(&clock.id)?;
    let pause = moves.paused()?;
    let reason = clock.suspend.iter().find(|reason| reason.id == pause.reason)?;
    reason.then.as_ref()?;
    moves.used_up(reason).map(|last| last.on).or_else(|| reason.ends(pause.on))
}

fn ran_out<'c>(clock: &'c Clock, case: &Case, today: Day) -> Option<(&'c str, Text)> {
    let moves = case.terms.get(&clock.id)?;
    let pause = moves.paused()?;
    let reason = clock.suspend.iter().find(|reason| reason.id == pause.reason)?;
    let then = reason.then.as_deref()?;
    if let Some(last) = moves.used_up(reason) {
        return Some((then, reason.used_up(last.on)?));
    }
    let why = reason.ran_out(pause.on)?;
    (reason.ends(pause.on)? <= today).then_some((then, why))
}

fn passed<'c>(clock: &'c Clock, case: &Case) -> Option<(&'c str, Text)> {
    let (effect, due) = case.terms.get(&clock.id)?.overdue.as_ref()?;
    let overdue = clock.on_overdue.as_ref().filter(|overdue| overdue.id == *effect)?;
    Some((overdue.decides.as_deref()?, overdue.passed(&clock.name, *due)))
}
