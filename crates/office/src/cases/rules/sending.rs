//! Sending a decision, proving what became of it, and what the addressee shows against the presumption.

use super::takes_effect::contest_until;
use super::{Context, Step, dispatch, examine, note, officer};
use crate::actor::Actor;
use crate::appointments::book::is_email;
use crate::cases::case::Phase;
use crate::cases::event::{CaseEvent, ServiceChannel, StatedOutcome};
use crate::cases::incoming::day_of_arrival;
use crate::cases::sending::{Delivery, DeliveryNote, Rebutted, Sent};
use crate::channels::MAIL;
use crate::error::{OfficeError, Problem};
use kernel::{AttachmentId, Day};
use law::notification::Destination;

const ADDRESS_MAX: usize = 500;
const REFERENCE_MAX: usize = 60;
/// How many letters and digits the number of an item of post has.
const TRACKING: std::ops::RangeInclusive<usize> = 5..=35;

/// Sends the decision: on the presumed day it takes effect, unless it is received before.
pub(super) fn send(
    context: &Context<'_>,
    way: &str,
    on: Option<Day>,
    reference: &str,
    address: &str,
) -> Result<Step, OfficeError> {
    let Phase::Decided { decision, on: decided, .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    let rules = context.law.notification();
    let way = rules
        .way(way)
        .ok_or_else(|| OfficeError::field("way", Problem::new("unknown-way").with("way", way)))?;
    // What burdens its addressee is not sent in every way.
    let adverse = !matches!(decision.outcome, StatedOutcome::Grant { .. });
    if let Some(under) = way.not_adverse.as_ref().filter(|_| adverse) {
        let cite = rules.cite_text(under).text;
        let problem = Problem::new("way-not-adverse").with("cite", cite.get(context.case.lang));
        return Err(OfficeError::field("way", problem));
    }
    dispatch::not_under_way(context.case)?;
    let carried = dispatch::is_carried(context, way, reference, on);
    // By itself the office sends only what a gateway proves.
    if *context.actor == Actor::System && !carried {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    }
    let on = day_of_arrival("on", on, context.today)?;
    if on < *decided {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", *decided)));
    }
    let reference = note("reference", reference, REFERENCE_MAX)?;
    if way.proof && reference.is_empty() && !carried {
        return Err(OfficeError::field("reference", Problem::new("required")));
    }
    // A letter is followed by its number; what carries it electronically has references of other kinds.
    let reference = if way.electronic { reference } else { tracking_number(&reference)? };
    let address = destination(context, way.to, note("address", address, ADDRESS_MAX)?)?;
    if carried {
        return dispatch::order(context, way, address);
    }
    let presumed = way.presumed_on(on, context.calendar()).map_err(|e| OfficeError::Fault(e.to_string()))?;
    let (electronic, cite, by) = (way.electronic, way.under.cite.clone(), officer(context)?);
    let sent = Sent { way: way.id.clone(), cite, on, presumed, reference, electronic, address, by };
    let mut step = Step { events: dispatch::given_up(context).collect(), ..Step::default() };
    step.events.push(CaseEvent::DecisionSent(Box::new(sent)));
    Ok(step)
}

/// The number by which an item of post is followed, without spaces and hyphens. Only letters and digits of a sane length
/// are asked for: the form of the Universal Postal Union (S10, with its check digit) is that of posts, and couriers and
/// the posts of some states number otherwise.
fn tracking_number(text: &str) -> Result<String, OfficeError> {
    let number: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    let fits = TRACKING.contains(&number.len()) && number.bytes().all(|sign| sign.is_ascii_alphanumeric());
    if number.is_empty() || fits {
        return Ok(number);
    }
    let problem = Problem::new("tracking-number").with("min", TRACKING.start()).with("max", TRACKING.end());
    Err(OfficeError::field("reference", problem))
}

/// Where it goes, of the kind that the way leads to; what the register knows, unless something else is said.
fn destination(context: &Context<'_>, to: Destination, said: String) -> Result<String, OfficeError> {
    let known = context.applicant.today(context.today);
    let or = |known: Option<String>| {
        Some(said.clone()).filter(|said| !said.is_empty()).or(known).filter(|line| !line.is_empty())
    };
    let required = || OfficeError::field("address", Problem::new("required"));
    match to {
        // A network that finds people by their personal codes asks for no address.
        Destination::Code => Ok(said),
        Destination::Place => or(known.declared_residence().map(|(_, line)| line)).ok_or_else(required),
        Destination::Mail => {
            let mail = or(known.contact(MAIL)).ok_or_else(required)?;
            if !is_email(&mail) {
                return Err(OfficeError::field("address", Problem::new("wrong-email")));
            }
            Ok(mail)
        }
    }
}

/// What became of something sent: a slip, or the item come back.
pub(super) fn note_delivery(
    context: &Context<'_>,
    delivery: Delivery,
    on: Option<Day>,
    words: &str,
    attachment: Option<AttachmentId>,
) -> Result<Step, OfficeError> {
    let Some(sent) = context.case.sent.last() else {
        return Err(OfficeError::NotNow(Problem::new("not-sent")));
    };
    known_file(context, attachment)?;
    let on = day_of_arrival("on", on, context.today)?;
    if on < sent.on {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", sent.on)));
    }
    let words = note("note", words, ADDRESS_MAX)?;
    let noted = DeliveryNote { delivery, on, note: words, attachment, by: officer(context)? };
    let same = |known: &DeliveryNote| {
        (known.delivery, known.on, known.attachment) == (noted.delivery, noted.on, noted.attachment)
    };
    if context.case.deliveries.iter().any(same) {
        return Err(OfficeError::field("on", Problem::new("delivery-noted").with("day", on)));
    }
    Ok(Step::of(CaseEvent::DeliveryNoted(Box::new(noted))))
}

/// A file of the case, if one is named.
pub(super) fn known_file(context: &Context<'_>, attachment: Option<AttachmentId>) -> Result<(), OfficeError> {
    if attachment.is_some_and(|id| context.case.attachments.iter().all(|filed| filed.id != id)) {
        return Err(OfficeError::field("attachment", Problem::new("unknown-attachment")));
    }
    Ok(())
}

/// Whether the day of service is presumed, and nothing was shown against it yet.
pub(super) fn is_presumed(context: &Context<'_>) -> bool {
    let by_presumption = matches!(
        &context.case.phase,
        Phase::InForce { served: (ServiceChannel::Sent, _), contests, .. } if contests.is_empty()
    );
    by_presumption && context.case.rebutted.is_none() && context.law.notification().rebuttal().is_some()
}

/// The addressee showed with objective reasons that it arrived later: the term to contest runs from that day.
pub(super) fn rebut(context: &Context<'_>, received: Day, why: &str) -> Result<Step, OfficeError> {
    let Phase::InForce { decision, decided_on, served: (_, presumed), .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    if received <= *presumed || received > context.today {
        let problem = Problem::new("rebut-day").with("from", *presumed).with("to", context.today);
        return Err(OfficeError::field("received", problem));
    }
    let contest_until = contest_until(context, decision, *decided_on, received)?;
    let rebutted = Rebutted {
        received,
        reasons: examine::reasons(why)?.as_str().to_owned(),
        contest_until,
        by: officer(context)?,
        on: context.today,
    };
    Ok(Step::of(CaseEvent::ServiceRebutted(Box::new(rebutted))))
}
