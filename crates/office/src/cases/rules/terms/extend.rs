//! Extending a term: by as much as the law says, or to the last day that the office says within it; where two officers
//! must agree, the first proposes it and another one extends.

use super::{Extent, choices, clock, entered, holds, moves, unknown};
use crate::cases::case::{Case, Moves};
use crate::cases::clocks;
use crate::cases::command::{Extending, Moving};
use crate::cases::event::{CaseEvent, TermMoved};
use crate::cases::rules::{Context, Step, hand};
use crate::error::{OfficeError, Problem};
use kernel::Day;
use law::clock::Longer;
use law::{Clock, Due};

/// Whether a term can be extended for this reason now.
pub(super) fn may_extend(context: &Context<'_>, clock: &Clock, longer: &Longer) -> Result<(), OfficeError> {
    if longer.by_law || !holds(context, longer.when.as_ref()) {
        return Err(unknown(&longer.id));
    }
    let used = moves(context, clock)
        .map_or(0, |moves| moves.extended.iter().filter(|moved| moved.reason == longer.id).count());
    if longer.times.is_some_and(|times| used >= usize::from(times.max(1))) {
        return Err(OfficeError::NotNow(Problem::new("term-used").with("reason", &longer.id)));
    }
    let own = proposed(context, clock, longer);
    if own.is_some_and(|first| context.actor.officer().is_some_and(|officer| officer.id == first.by)) {
        return Err(OfficeError::NotNow(Problem::new("same-person")));
    }
    let until = own.and_then(|first| first.until);
    let Some((stands, then)) = before_and_after(context, context.case, clock, longer, until)? else {
        return Ok(());
    };
    match (stands, then) {
        (Due::On(stands), Due::On(_)) if longer.chosen && stands < context.today => {
            Err(OfficeError::NotNow(Problem::new("term-passed").with("last", stands)))
        }
        // A term that stands still has no last day that could be said.
        (Due::Paused { .. }, _) if longer.chosen => {
            Err(OfficeError::NotNow(Problem::new("term-stopped").with("clock", &clock.id)))
        }
        (Due::On(stands), Due::On(then)) if then <= stands => {
            Err(OfficeError::NotNow(Problem::new("term-not-longer").with("last", stands)))
        }
        (Due::Paused { left_days: stands }, Due::Paused { left_days: then }) if then <= stands => {
            Err(OfficeError::NotNow(Problem::new("term-longer-already")))
        }
        _ => Ok(()),
    }
}

/// What another officer proposed for this reason.
fn proposed<'a>(context: &Context<'a>, clock: &Clock, longer: &Longer) -> Option<&'a TermMoved> {
    let first = moves(context, clock).and_then(|moves: &Moves| moves.proposed.as_ref());
    first.filter(|first| longer.approvals > 1 && first.reason == longer.id)
}

/// Where a term of `case` stands, and where it would once it was extended, as far as the law lets it unless a day is
/// given; `None` while it has not begun. An extension never brings the last day nearer, whoever set it before.
fn before_and_after(
    context: &Context<'_>,
    case: &Case,
    clock: &Clock,
    longer: &Longer,
    until: Option<Day>,
) -> Result<Option<(Due, Due)>, OfficeError> {
    let Some(from) = clocks::start(clock, case, context.facts) else { return Ok(None) };
    let counted = |case: &Case| clocks::counted(clock, case, context.facts, from, context.calendar());
    let mut after = case.clone();
    after.apply(&CaseEvent::TermExtended(TermMoved {
        clock: clock.id.clone(),
        reason: longer.id.clone(),
        why: String::new(),
        by: hand(context)?,
        second: None,
        on: context.today,
        until,
        due: None,
    }));
    Ok(Some((counted(case)?.due, counted(&after)?.due)))
}

/// Which last days are lawful, where the office says it.
fn extent(context: &Context<'_>, clock: &Clock, longer: &Longer) -> Result<Option<Extent>, OfficeError> {
    if !longer.chosen {
        return Ok(None);
    }
    let Some((Due::On(stands), Due::On(last))) =
        before_and_after(context, context.case, clock, longer, None)?
    else {
        return Ok(None);
    };
    let first = stands.plus_days(1).map_err(|e| OfficeError::Fault(e.to_string()))?;
    let proposed = proposed(context, clock, longer).and_then(|first| first.until);
    Ok(Some(Extent { first, last, proposed }))
}

/// The same for a reason that is open now, by its ids.
pub(super) fn extent_of(context: &Context<'_>, clock: &str, reason: &str) -> Option<Extent> {
    let clock = context.procedure.clock(clock)?;
    let longer = clock.extend.iter().find(|longer| longer.id == reason)?;
    extent(context, clock, longer).ok().flatten()
}

/// That a term passed of which the law made something: it is not made longer any more.
pub(super) fn passed(context: &Context<'_>, only: Option<&str>) -> Option<Problem> {
    let longer = |clock: &&Clock| {
        only.is_none_or(|id| clock.id == id) && clock.extend.iter().any(|longer| !longer.by_law)
    };
    let over =
        |clock: &Clock| moves(context, clock).and_then(|moves| moves.overdue.as_ref()).map(|(_, due)| *due);
    let day = context.procedure.clocks().iter().filter(longer).find_map(over)?;
    Some(Problem::new("term-passed").with("last", day))
}

/// The last day that is said of an extension: needed and within the law where the office says it, and nothing otherwise.
fn until(
    context: &Context<'_>,
    clock: &Clock,
    longer: &Longer,
    said: Option<Day>,
) -> Result<Option<Day>, OfficeError> {
    let wrong = |problem| OfficeError::field("until", problem);
    if !longer.chosen {
        return if said.is_none() { Ok(None) } else { Err(wrong(Problem::new("extend-fixed"))) };
    }
    let Some(Extent { first, last, proposed }) = extent(context, clock, longer)? else {
        return Err(OfficeError::NotNow(Problem::new("term-stopped").with("clock", &clock.id)));
    };
    if let Some(agreed) = proposed {
        let other = said.is_some_and(|said| said != agreed);
        return if other {
            Err(wrong(Problem::new("extend-agreed").with("last", agreed)))
        } else {
            Ok(Some(agreed))
        };
    }
    match said {
        Some(day) if first <= day && day <= last => Ok(Some(day)),
        _ => {
            let code = if said.is_some() { "extend-day" } else { "extend-needed" };
            Err(wrong(Problem::new(code).with("soonest", first).with("latest", last)))
        }
    }
}

/// Extends a term; where two officers must agree, the first proposes it and another one extends.
pub(in crate::cases::rules) fn extend(
    context: &Context<'_>,
    extending: &Extending,
) -> Result<Step, OfficeError> {
    let open = choices(context, "extend").iter().any(|(clock, _)| *clock == extending.clock);
    if let Some(problem) = passed(context, Some(&extending.clock)).filter(|_| !open) {
        return Err(OfficeError::NotNow(problem));
    }
    let clock = clock(context, &extending.clock)?;
    let longer = clock.extend.iter().find(|longer| longer.id == extending.reason);
    let longer = longer.ok_or_else(|| unknown(&extending.reason))?;
    may_extend(context, clock, longer)?;
    let until = until(context, clock, longer, extending.until)?;
    let Extending { clock: id, reason, reasons, .. } = extending.clone();
    let own = TermMoved { until, ..super::moved(context, &Moving { clock: id, reason, reasons })? };
    if longer.approvals <= 1 {
        return extended(context, clock, longer, own);
    }
    match proposed(context, clock, longer) {
        None => Ok(Step::of(CaseEvent::ExtensionProposed(own))),
        Some(first) => {
            let agreed = TermMoved { second: Some(own.by), on: context.today, ..first.clone() };
            extended(context, clock, longer, agreed)
        }
    }
}

/// The entry of an extension. What was proposed for another reason waits on, unless the term is as long as that now.
fn extended(
    context: &Context<'_>,
    clock: &Clock,
    longer: &Longer,
    moved: TermMoved,
) -> Result<Step, OfficeError> {
    let mut step = entered(context, moved, CaseEvent::TermExtended)?;
    let mut after = context.case.clone();
    step.events.iter().for_each(|event| after.apply(event));
    let Some(waits) = after.terms.get(&clock.id).and_then(|moves| moves.proposed.clone()) else {
        return Ok(step);
    };
    let other = clock.extend.iter().find(|other| other.id == waits.reason);
    let then = match other {
        Some(other) => before_and_after(context, &after, clock, other, waits.until)?,
        None => None,
    };
    if let Some((Due::On(stands), Due::On(then))) = then
        && then <= stands
    {
        let why = longer.name.get(context.case.lang).to_owned();
        let aside = TermMoved { why, by: hand(context)?, on: context.today, due: None, ..waits };
        step.events.push(CaseEvent::ExtensionSetAside(aside));
    }
    Ok(step)
}
