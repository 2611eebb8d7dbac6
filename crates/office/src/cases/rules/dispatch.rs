//! What a decision that goes through a gateway does to its case: the order, the word of the gateway, and what goes wrong.

use super::{Context, Step, hand};
use crate::cases::case::{Case, Phase};
use crate::cases::event::CaseEvent;
use crate::cases::sending::{Delivery, DeliveryNote, Dispatch, DispatchEvent, DispatchState, Sent, Trouble};
use crate::error::{OfficeError, Problem};
use kernel::{Day, Timestamp};
use law::Way;

/// Longest number and reason that a gateway may give.
const REFERENCE_MAX: usize = 60;
const WORDS_MAX: usize = 500;

/// What a gateway says of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It took it: the number that proves sending, and when.
    Accepted {
        /// The number; empty where the way leaves none.
        reference: String,
        /// When.
        at: Timestamp,
    },
    /// It did not take it, and why.
    Refused {
        /// Why.
        reason: String,
    },
    /// What became of it.
    Became {
        /// What.
        delivery: Delivery,
        /// When.
        at: Timestamp,
        /// In its words.
        words: String,
    },
}

/// Whether a decision goes through a gateway: there is one for the way, and no officer says that it was sent already.
pub(super) fn is_carried(context: &Context<'_>, way: &Way, reference: &str, on: Option<Day>) -> bool {
    context.carried.contains(&way.id) && reference.trim().is_empty() && on.is_none()
}

/// Nothing is sent a second time while a gateway may still have it.
pub(super) fn not_under_way(case: &Case) -> Result<(), OfficeError> {
    match case.dispatches.last() {
        Some(last) if last.state == DispatchState::Waiting => {
            Err(OfficeError::NotNow(Problem::new("dispatch-waits")))
        }
        _ => Ok(()),
    }
}

/// What waits for an officer is settled by sending anew.
pub(super) fn given_up(context: &Context<'_>) -> impl Iterator<Item = CaseEvent> {
    let wrong = context.case.dispatches.iter().filter(|known| known.state.is_wrong());
    let on = context.today;
    wrong.map(move |known| CaseEvent::Dispatch(DispatchEvent::GivenUp { number: known.number, on }))
}

/// Orders that the decision goes through the gateway.
pub(super) fn order(context: &Context<'_>, way: &Way, address: String) -> Result<Step, OfficeError> {
    let letter = context.case.letters.iter().rfind(|(_, kind, _)| *kind == "decision");
    let letter = letter
        .map(|(letter, ..)| *letter)
        .ok_or_else(|| OfficeError::Fault("a decision without a letter cannot be sent".to_owned()))?;
    let number = u16::try_from(context.case.dispatches.len() + 1)
        .map_err(|_| OfficeError::Fault("too many items in one case".to_owned()))?;
    let (by, on) = (hand(context)?, context.today);
    let mut step = Step { events: given_up(context).collect(), ..Step::default() };
    let ordered = DispatchEvent::Ordered { number, way: way.id.clone(), address, letter, by, on };
    step.events.push(CaseEvent::Dispatch(ordered));
    Ok(step)
}

/// Somebody has to look at it; nothing when it is settled already.
pub(crate) fn trouble(context: &Context<'_>, number: u16, trouble: Trouble) -> Option<Step> {
    let known = context.case.dispatch(number)?;
    if known.state != DispatchState::Waiting {
        return None;
    }
    let on = context.today;
    // Whoever holds the decision already needs nothing sent.
    let event = if matches!(context.case.phase, Phase::Decided { .. }) {
        DispatchEvent::Troubled { number, trouble, on }
    } else {
        DispatchEvent::GivenUp { number, on }
    };
    Some(Step::of(CaseEvent::Dispatch(event)))
}

/// Nothing is handed over that nobody needs any more.
pub(crate) fn needless(context: &Context<'_>, number: u16) -> Step {
    Step::of(CaseEvent::Dispatch(DispatchEvent::GivenUp { number, on: context.today }))
}

/// Takes in the word of a gateway; nothing when this very receipt was taken in before.
///
/// # Errors
/// Why the receipt is wrong, for whoever runs the gateway; without personal data.
pub(crate) fn word(
    context: &Context<'_>,
    number: u16,
    word: &Word,
    receipt: &str,
    days: (Day, Day),
) -> Result<Option<Step>, String> {
    let known = context.case.dispatch(number).ok_or("the office knows no such item")?;
    if known.receipts.iter().any(|taken| taken == receipt) {
        return Ok(None);
    }
    let (day, today) = days;
    if day < known.on || day > today {
        return Err(format!("the moment {day} does not lie between {} and {today}", known.on));
    }
    let way = context.law.notification().way(&known.way);
    let way = way.ok_or("the law files do not know the way any more")?;
    let receipt = receipt.to_owned();
    let mut step = Step::default();
    match (word, &known.state) {
        (Word::Accepted { .. }, DispatchState::Accepted) => {
            return Err("the item was accepted before, by a receipt that said something else".to_owned());
        }
        (Word::Accepted { .. } | Word::Became { .. }, DispatchState::Refused(_)) => {
            return Err("the item was refused before".to_owned());
        }
        (Word::Accepted { reference, at }, _) => {
            let reference = bounded(reference, REFERENCE_MAX, "number")?;
            if way.proof && reference.is_empty() {
                return Err(format!("sending by `{}` is proven by a number, and there is none", way.id));
            }
            let accepted = DispatchEvent::Accepted { number, reference: reference.clone(), at: *at, receipt };
            step.events.push(CaseEvent::Dispatch(accepted));
            // Sent in another way meanwhile, or received: nothing is presumed of it.
            if matches!(context.case.phase, Phase::Decided { .. }) && known.state != DispatchState::GivenUp {
                step.events
                    .push(CaseEvent::DecisionSent(Box::new(sent(context, known, way, reference, day)?)));
            }
        }
        (Word::Refused { .. }, DispatchState::Accepted | DispatchState::Refused(_)) => {
            return Err("the gateway said before what became of it".to_owned());
        }
        (Word::Refused { reason }, _) => {
            let reason = bounded(reason, WORDS_MAX, "reason")?;
            if reason.is_empty() {
                return Err("a refusal gives a reason".to_owned());
            }
            let refused = DispatchEvent::Refused { number, reason, receipt, on: context.today };
            step.events.push(CaseEvent::Dispatch(refused));
        }
        (Word::Became { delivery, words, .. }, DispatchState::Accepted) => {
            if known.reported {
                return Err("what became of the item was told before, in other words".to_owned());
            }
            let words = bounded(words, WORDS_MAX, "words")?;
            let by = hand(context).map_err(|error| error.to_string())?;
            step.events.push(CaseEvent::Dispatch(DispatchEvent::Reported {
                number,
                delivery: *delivery,
                receipt,
                on: day,
            }));
            let note = DeliveryNote { delivery: *delivery, on: day, note: words, attachment: None, by };
            step.events.push(CaseEvent::DeliveryNoted(Box::new(note)));
        }
        (Word::Became { .. }, _) => return Err("the item was not accepted yet".to_owned()),
    }
    Ok(Some(step))
}

fn sent(
    context: &Context<'_>,
    known: &Dispatch,
    way: &Way,
    reference: String,
    on: Day,
) -> Result<Sent, String> {
    let presumed = way.presumed_on(on, context.calendar()).map_err(|error| error.to_string())?;
    let (electronic, cite, address) = (way.electronic, way.under.cite.clone(), known.address.clone());
    Ok(Sent { way: way.id.clone(), cite, on, presumed, reference, electronic, address, by: known.by.clone() })
}

fn bounded(text: &str, max: usize, name: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().count() > max || text.chars().any(char::is_control) {
        return Err(format!("`{name}` has at most {max} characters on one line"));
    }
    Ok(text.to_owned())
}
