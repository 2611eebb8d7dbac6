//! Fee and invoice follow the facts: whatever makes a fee payable, or changes it, is entered and told to the payer in the
//! same commit.

use super::counter::fee_unknown;
use super::{Context, Step};
use crate::cases::case::{Case, FeeAsked, FeeChanged, FeeSettled, Phase};
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days, Persons};
use crate::cases::invoice::{Issuing, needed};
use crate::cases::term::decision_due;
use crate::error::{OfficeError, Problem};
use kernel::{Money, RefundId};
use law::FeeAnswer;

/// Adds what a step makes of a settled fee, and the invoice that it makes needed; `after` is the case as the step
/// leaves it.
pub(super) fn follow(context: &Context<'_>, step: &mut Step, after: &mut Case) -> Result<(), OfficeError> {
    if after.phase != Phase::Open {
        return Ok(());
    }
    let persons = Persons::of(context.law, context.procedure, context.subject, context.applicant);
    let days = Days { received: after.received, today: context.today, known_at: facts::LATEST };
    let facts = facts::of_case(context.procedure, after, persons, days);
    let fee = context.procedure.fee(&facts);
    if let Some(mut changed) = changed(context, after, &fee) {
        let before = after.at();
        after.apply(&CaseEvent::FeeChanged(Box::new(changed.clone())));
        changed.due = decision_due(context.procedure, after, &facts, context.calendar())?;
        changed.leads_to = Some(after.at()).filter(|now| *now != before);
        step.events.push(CaseEvent::FeeChanged(Box::new(changed)));
    }
    // What writes another letter comes after the fee was settled; what is missing then is told with the next entry. The
    // receipt of a part is told together with the rest.
    let part = |event: &CaseEvent| matches!(event, CaseEvent::FeePaid(paid) if paid.whole.is_some());
    let letter = if step.letters.is_empty() {
        Some(context.fresh.letter)
    } else {
        context.fresh.notices.last().copied().filter(|_| step.events.iter().any(part))
    };
    let Some(letter) = letter else { return Ok(()) };
    let issuing = Issuing {
        law: context.law,
        procedure: context.procedure,
        demonstration: context.specimen,
        today: context.today,
        letter,
    };
    if let Some(invoice) = needed(issuing, after, &fee) {
        step.letters.push(invoice.letter);
        let issued = CaseEvent::InvoiceIssued(Box::new(invoice));
        after.apply(&issued);
        step.events.push(issued);
    }
    Ok(())
}

/// A part of the fee is to go back.
pub(crate) fn ordered_back(
    context: &Context<'_>,
    refund: RefundId,
    amount: Money,
) -> Result<Step, OfficeError> {
    let ordered = CaseEvent::FeeRefundOrdered { refund, amount, on: context.today };
    followed(context, Step::of(ordered))
}

/// The order to pay it back ended.
pub(crate) fn end_of_refund(
    context: &Context<'_>,
    refund: RefundId,
    paid: bool,
) -> Result<Step, OfficeError> {
    let on = context.today;
    let mut after = context.case.clone();
    let before = after.at();
    after.apply(&CaseEvent::FeeRefundEnded { refund, paid, on, leads_to: None });
    let leads_to = Some(after.at()).filter(|now| *now != before);
    followed(context, Step::of(CaseEvent::FeeRefundEnded { refund, paid, on, leads_to }))
}

/// A step with what it makes of the fee.
pub(super) fn followed(context: &Context<'_>, mut step: Step) -> Result<Step, OfficeError> {
    let mut after = context.case.clone();
    step.events.iter().for_each(|event| after.apply(event));
    follow(context, &mut step, &mut after)?;
    Ok(step)
}

/// What the file does not say yet of a fee that was settled.
fn changed(context: &Context<'_>, after: &Case, fee: &FeeAnswer) -> Option<FeeChanged> {
    let asked = FeeAsked::of(fee);
    if after.fee.is_none() || after.no_fee || after.asked == Some(asked) {
        return None;
    }
    let fallen = match &after.fee {
        Some(FeeSettled::Exempt { cite, .. }) if !after.fee_settled(fee) => Some(cite.clone()),
        _ => None,
    };
    Some(FeeChanged { asked, fallen, on: context.today, due: after.due_at_receipt, leads_to: None })
}

/// What stands in the way of whatever waits for the fee.
pub(super) fn in_the_way(context: &Context<'_>) -> Problem {
    let (case, fee) = (context.case, &context.assessment.fee);
    match (&case.fee, fee) {
        (Some(FeeSettled::Paid(_)), FeeAnswer::Due(line)) => {
            let missing = case.fee_missing(fee).unwrap_or(line.amount);
            Problem::new("fee-short")
                .with("amount", line.amount)
                .with("paid", case.fee_paid(line.amount.currency()))
                .with("missing", missing)
        }
        (Some(FeeSettled::Exempt { .. }), FeeAnswer::Due(line)) => {
            Problem::new("fee-fallen").with("amount", line.amount)
        }
        (None, FeeAnswer::Due(line)) if case.exemption_fell() => {
            Problem::new("fee-fallen").with("amount", line.amount)
        }
        (_, FeeAnswer::Unknown { missing, .. }) => fee_unknown(context, missing),
        _ => Problem::new("fee-unpaid"),
    }
}
