//! Asking the party for evidence. Whether a term stops meanwhile is the law's to say, and a command of its own.

use super::{Context, Step, note, officer};
use crate::cases::clocks;
use crate::cases::event::CaseEvent;
use crate::cases::request::EvidenceRequest;
use crate::error::{OfficeError, Problem};
use kernel::Day;
use law::procedure::Evidence;

const WORDS_MAX: usize = 2000;
/// How long an answer is waited for where no term of the case bounds it, in months.
const MONTHS_MAX: i32 = 12;

/// The evidence that the person can be asked for.
pub(super) fn wanting<'a>(context: &Context<'a>) -> Vec<&'a Evidence> {
    let wanted = context.case.wanted(context.procedure, context.facts);
    wanted.filter(|evidence| evidence.from_the_person()).collect()
}

/// The day until which somebody outside of the office is asked to answer: after today, and not after the last day on
/// which the case can lawfully be decided. Where no such day is still to come, a year is the most. A day off is put off to
/// the next working day, as the law does with every term, as long as that is no later than the last.
pub(super) fn answered_by(context: &Context<'_>, until: Day) -> Result<Day, OfficeError> {
    let today = context.today;
    if until <= today {
        return Err(OfficeError::field("until", Problem::new("day-ahead").with("today", today)));
    }
    let own = clocks::decision_day(context.procedure, context.case, context.facts, context.calendar())?;
    let last = match own.filter(|last| *last > today) {
        Some(last) => last,
        None => today.plus_months(MONTHS_MAX).map_err(|e| OfficeError::Fault(e.to_string()))?,
    };
    if until > last {
        return Err(OfficeError::field("until", Problem::new("day-late").with("last", last)));
    }
    // LAW: Administrative Procedure Law, Art. 43: a term that ends on a day off ends on the next working day.
    let calendar = context.calendar();
    if calendar.is_working_day(until) {
        return Ok(until);
    }
    let next = calendar.next_working_day(until).map_err(|e| OfficeError::Fault(e.to_string()))?;
    Ok(next.min(last))
}

/// Asks for evidence.
pub(super) fn request(
    context: &Context<'_>,
    wanted: &[String],
    words: &str,
    until: Day,
) -> Result<Step, OfficeError> {
    let known = wanting(context);
    let mut evidence: Vec<String> = Vec::new();
    for id in wanted {
        if known.iter().all(|known| known.id != *id) {
            let problem = Problem::new("unknown-evidence").with("evidence", id);
            return Err(OfficeError::field("evidence", problem));
        }
        if !evidence.contains(id) {
            evidence.push(id.clone());
        }
    }
    if evidence.is_empty() {
        return Err(OfficeError::field("evidence", Problem::new("required")));
    }
    let until = answered_by(context, until)?;
    let letter = context.fresh.letter;
    let words = note("words", words, WORDS_MAX)?;
    let (by, on) = (officer(context)?, context.today);
    let event =
        CaseEvent::EvidenceRequested(Box::new(EvidenceRequest { evidence, words, until, letter, by, on }));
    Ok(Step { letters: vec![letter], ..Step::of(event) })
}
