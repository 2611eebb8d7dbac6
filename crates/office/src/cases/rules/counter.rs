//! At the counter: identity, evidence, the fee.

use super::{Context, Step, note, officer};
use crate::cases::decision::Reasons;
use crate::cases::event::{CaseEvent, Identification, PaymentMethod};
use crate::cases::term::{Starts, decision_due};
use crate::error::{OfficeError, Problem};
use crate::register::DocumentStatus;
use kernel::{Day, DocumentNumber};
use law::FeeAnswer;

const NOTE_MAX: usize = 500;
const REFERENCE_MAX: usize = 60;

/// Who applies stands at the counter: shown by a valid document of theirs, or known by the register.
pub(super) fn identify(
    context: &Context<'_>,
    document: Option<&str>,
    reasons: Option<&str>,
) -> Result<Step, OfficeError> {
    let document = document.map(str::trim).filter(|text| !text.is_empty());
    let reasons = reasons.map(str::trim).filter(|text| !text.is_empty());
    let means = match (document, reasons) {
        (Some(text), _) => {
            let number: DocumentNumber =
                text.parse().map_err(|_| OfficeError::field("document", Problem::new("wrong-number")))?;
            let valid = context.applicant.today(context.today).documents().into_iter().any(|held| {
                held.number == number
                    && held.status == DocumentStatus::Valid
                    && context.today <= held.expires_on
            });
            if !valid {
                return Err(OfficeError::field("document", Problem::new("document-not-theirs")));
            }
            Identification::Document { number }
        }
        (None, Some(text)) => {
            let reasons = Reasons::new(text)
                .ok_or_else(|| OfficeError::field("reasons", Problem::new("reasons-short")))?;
            Identification::Register { reasons: note("reasons", reasons.as_str(), NOTE_MAX)? }
        }
        (None, None) => return Err(OfficeError::field("document", Problem::new("identify-how"))),
    };
    let by = officer(context)?;
    Ok(Step::of(CaseEvent::IdentityEstablished { means, by, on: context.today }))
}

/// A piece of evidence that the procedure knows proves the facts that the procedure says it proves.
pub(super) fn record_evidence(
    context: &Context<'_>,
    evidence: &str,
    text: &str,
) -> Result<Step, OfficeError> {
    let known = context.procedure.evidence().iter().find(|known| known.id == evidence);
    let known = known.ok_or_else(|| {
        OfficeError::field("evidence", Problem::new("unknown-evidence").with("evidence", evidence))
    })?;
    Ok(Step::of(CaseEvent::EvidenceRecorded {
        evidence: known.id.clone(),
        proves: known.proven().iter().cloned().collect(),
        note: note("note", text, NOTE_MAX)?,
        by: officer(context)?,
        on: context.today,
    }))
}

/// Takes the fee that the law sets for these facts.
pub(super) fn take_fee(
    context: &Context<'_>,
    method: PaymentMethod,
    reference: &str,
) -> Result<Step, OfficeError> {
    let line = match &context.assessment.fee {
        FeeAnswer::Due(line) => line,
        FeeAnswer::None => return Err(OfficeError::NotNow(Problem::new("fee-none"))),
        FeeAnswer::Exempt { .. } => return Err(OfficeError::NotNow(Problem::new("fee-exempt"))),
        FeeAnswer::Unknown { missing, .. } => {
            return Err(OfficeError::NotNow(Problem::new("fee-unknown").with("missing", missing.join(", "))));
        }
    };
    let reference = note("reference", reference, REFERENCE_MAX)?;
    if reference.is_empty() {
        return Err(OfficeError::field("reference", Problem::new("required")));
    }
    let event = CaseEvent::FeePaid {
        amount: line.amount,
        cite: line.cite.clone(),
        method,
        reference,
        by: officer(context)?,
        on: context.today,
        due: due(context)?,
        letter: context.letter,
    };
    Ok(Step { letters: vec![context.letter], ..Step::of(event) })
}

/// Records that the law takes no fee on these facts.
pub(super) fn exempt_fee(context: &Context<'_>) -> Result<Step, OfficeError> {
    let FeeAnswer::Exempt { cite, .. } = &context.assessment.fee else {
        return Err(OfficeError::NotNow(Problem::new("fee-none")));
    };
    let (cite, by) = (cite.clone(), officer(context)?);
    Ok(Step::of(CaseEvent::FeeExempted { cite, by, on: context.today, due: due(context)? }))
}

/// The last day for the decision when the case is complete today.
fn due(context: &Context<'_>) -> Result<Day, OfficeError> {
    let complete = Some(context.today);
    let starts = Starts { received: context.case.received, complete };
    decision_due(context.procedure, context.facts, starts, &context.country.calendar)
}
