//! A decision before a court: noted when the court tells of it, and carried out as the court ruled. A contest that was
//! decided in the office is appealed from the case in which it was.

use super::effects::Entries;
use super::onward::{Against, Onward};
use super::{Context, ParentCase, Step, note, officer, undo};
use crate::cases::case::Phase;
use crate::cases::course::Fate;
use crate::cases::court::{CourtCase, Ruling};
use crate::cases::event::CaseEvent;
use crate::error::{OfficeError, Problem};
use kernel::Day;
use std::sync::Arc;

const NUMBER_MAX: usize = 60;
const WORDS_MAX: usize = 4000;

/// The step that leads out of the office, to a court or to another body that decides as one; `None` when the decision in
/// force names none, or it was taken.
pub(super) fn route<'a>(context: &Context<'a>) -> Option<Onward<'a>> {
    let Phase::InForce { decision, .. } = &context.case.phase else { return None };
    let onward = Against::of(context).stated_in(decision).filter(|_| context.case.court.is_empty())?;
    Some(onward).filter(|onward| onward.route.opens.is_none())
}

fn number(text: &str) -> Result<String, OfficeError> {
    let number = note("number", text, NUMBER_MAX)?;
    if number.is_empty() {
        return Err(OfficeError::field("number", Problem::new("required")));
    }
    Ok(number)
}

/// A day that has come, not before `from`.
fn day_since(context: &Context<'_>, on: Day, from: Day) -> Result<Day, OfficeError> {
    if on < from || on > context.today {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", from)));
    }
    Ok(on)
}

/// Notes that the decision is before a court.
pub(super) fn take(context: &Context<'_>, at_court: &str, on: Day) -> Result<Step, OfficeError> {
    let Phase::InForce { served: (_, served), .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    let onward = route(context).ok_or_else(|| OfficeError::NotNow(Problem::new("no-court")))?;
    let (route, suspends) = (onward.route, onward.suspends());
    let on = day_since(context, on, *served)?;
    let court =
        CourtCase { route: route.id.clone(), number: number(at_court)?, suspends, on, by: officer(context)? };
    let mut step = Step::of(CaseEvent::TakenToCourt(Box::new(court)));
    if context.contested().is_some() {
        // The decision that the court looks at is the contested one.
        let (child, route) = (context.case.id, route.id.clone());
        step.parent.push(CaseEvent::Contested {
            child,
            route,
            suspends,
            if_reinstated: false,
            on,
            channel: None,
            court: true,
        });
    }
    Ok(step)
}

/// Carries out a ruling that is in force.
pub(super) fn rule(
    context: &Context<'_>,
    ruling: &str,
    (fate, parts): (Fate, &[u16]),
    words: &str,
    on: Day,
) -> Result<Step, OfficeError> {
    let court = context.case.before_court();
    let court = court.ok_or_else(|| OfficeError::NotNow(Problem::new("no-court")))?;
    let this = ParentCase {
        case: context.case.clone(),
        procedure: context.procedure,
        subject: Arc::new(context.subject.clone()),
        facts: context.facts.clone(),
    };
    // The decision that the court looks at is the contested one.
    let judged = context.contested().unwrap_or(&this);
    let parts = undo::chosen(judged, fate == Fate::PartUndone, parts)?;
    let mut ruling = Ruling {
        number: number(ruling)?,
        fate,
        words: note("words", words, WORDS_MAX)?,
        on: day_since(context, on, court.on)?,
        by: officer(context)?,
        parts: parts.clone(),
        anew: None,
    };
    let mut step = Step::default();
    let mut own = Entries::on(context, context.subject);
    match context.contested() {
        Some(parent) => undo::end(context, parent, (fate, &parts), &mut own, &mut step)?,
        None => ruling.anew = undo::undo(context, &this, (fate, &parts), &mut own, &mut step)?,
    }
    step.person = own.events;
    step.events.push(CaseEvent::CourtRuled(Box::new(ruling)));
    Ok(step)
}
