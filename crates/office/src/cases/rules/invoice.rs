//! The invoice follows the facts: whatever makes a fee payable, or changes it, tells the payer in the same commit.

use super::{Context, Step};
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days, Persons};
use crate::cases::invoice::{Issuing, needed};

/// The same step, with the invoice that it makes needed.
pub(super) fn follow(context: &Context<'_>, mut step: Step) -> Step {
    // INVARIANT: what writes another letter settles the fee or comes after it was settled.
    if step.events.is_empty() || !step.letters.is_empty() || context.case.fee.is_some() {
        return step;
    }
    let mut after = context.case.clone();
    step.events.iter().for_each(|event| after.apply(event));
    let persons =
        Persons { subject: context.subject, applicant: context.applicant, country: context.country() };
    let days = Days { received: after.received, today: context.today, known_at: facts::LATEST };
    let fee = context.procedure.fee(&facts::of_case(context.procedure, &after, persons, days));
    let issuing = Issuing {
        law: context.law,
        procedure: context.procedure,
        demonstration: context.specimen,
        today: context.today,
        letter: context.fresh.letter,
    };
    if let Some(invoice) = needed(issuing, &after, &fee) {
        step.letters.push(invoice.letter);
        step.events.push(CaseEvent::InvoiceIssued(Box::new(invoice)));
    }
    step
}
