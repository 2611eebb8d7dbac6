//! The invoice follows the facts: whatever makes a fee payable, or changes it, tells the payer in the same commit.

use super::{Context, Step};
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days, Persons};
use crate::cases::invoice::{Issuing, needed};

/// Adds the invoice that a step makes needed; `after` is the case as the step leaves it.
pub(super) fn follow(context: &Context<'_>, step: &mut Step, after: &mut Case) {
    // INVARIANT: what writes another letter settles the fee or comes after it was settled.
    if !step.letters.is_empty() || context.case.fee.is_some() {
        return;
    }
    let persons = Persons::of(context.law, context.procedure, context.subject, context.applicant);
    let days = Days { received: after.received, today: context.today, known_at: facts::LATEST };
    let fee = context.procedure.fee(&facts::of_case(context.procedure, after, persons, days));
    let issuing = Issuing {
        law: context.law,
        procedure: context.procedure,
        demonstration: context.specimen,
        today: context.today,
        letter: context.fresh.letter,
    };
    if let Some(invoice) = needed(issuing, after, &fee) {
        step.letters.push(invoice.letter);
        let issued = CaseEvent::InvoiceIssued(Box::new(invoice));
        after.apply(&issued);
        step.events.push(issued);
    }
}
