//! At the counter: identity, evidence, the fee.

use super::fee::followed;
use super::sending::known_file;
use super::{Context, Step, is_identified, is_settled, note, officer, together};
use crate::cases::case::{Case, Phase};
use crate::cases::course::Stage;
use crate::cases::decision::Reasons;
use crate::cases::event::{CaseEvent, FeePaid, ForeignDocument, GivenValue, Identification, PaymentMethod};
use crate::cases::facts::wrong_value;
use crate::cases::identity::issues_documents;
use crate::cases::term::decision_due;
use crate::error::{OfficeError, Problem};
use crate::register::{DocumentStatus, FactValue};
use kernel::{AttachmentId, Day, DocumentNumber, Lang, Money, OfficerId, PaymentId};
use law::{FactSource, FeeAnswer, FeeLine};
use std::collections::BTreeMap;

const NOTE_MAX: usize = 500;
const REFERENCE_MAX: usize = 60;

/// Longest number of a travel document that is taken, in characters.
const FOREIGN_NUMBER_MAX: usize = 20;

/// Who applies stands at the counter: shown by a valid document of theirs, or known by the register.
pub(super) fn identify(
    context: &Context<'_>,
    document: Option<&str>,
    foreign: Option<&ForeignDocument>,
    reasons: Option<&str>,
) -> Result<Step, OfficeError> {
    let document = document.map(str::trim).filter(|text| !text.is_empty());
    let reasons = reasons.map(str::trim).filter(|text| !text.is_empty());
    let means = match (document, foreign, reasons) {
        (Some(text), ..) => {
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
        (None, Some(shown), _) => Identification::Foreign(of_another_state(context, shown, reasons)?),
        (None, None, Some(text)) => {
            let reasons = Reasons::new(text)
                .ok_or_else(|| OfficeError::field("reasons", Problem::new("reasons-short")))?;
            Identification::Register { reasons: note("reasons", reasons.as_str(), NOTE_MAX)? }
        }
        (None, None, None) => return Err(OfficeError::field("document", Problem::new("identify-how"))),
    };
    let by = officer(context)?;
    let complete = is_settled(context);
    let event = CaseEvent::IdentityEstablished { means, by, on: context.today, complete, due: None };
    // The fee that was paid before waited for this.
    Ok(Step::of(if complete && context.case.fee.is_some() { due(context, event)? } else { event }))
}

/// The document as it is kept: the number without spaces, all in capitals. One of this state is in the register. One of
/// a state of which the register knows no citizenship takes reasons.
fn of_another_state(
    context: &Context<'_>,
    shown: &ForeignDocument,
    reasons: Option<&str>,
) -> Result<ForeignDocument, OfficeError> {
    let wrong = |field, problem| Err(OfficeError::field(field, problem));
    let country = shown.country.trim().to_ascii_uppercase();
    if country.len() != 3 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return wrong("foreign.country", Problem::new("country-letters"));
    }
    if country == context.country().icao {
        return wrong("foreign.country", Problem::new("own-country"));
    }
    if !issues_documents(&country) {
        return wrong("foreign.country", Problem::new("country-unknown"));
    }
    let number: String = shown.number.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let fits = (1..=FOREIGN_NUMBER_MAX).contains(&number.len());
    if !fits || !number.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
        return wrong("foreign.number", Problem::new("foreign-number").with("max", FOREIGN_NUMBER_MAX));
    }
    if shown.expires_on < context.today {
        return wrong("foreign.expires_on", Problem::new("document-over").with("day", shown.expires_on));
    }
    let why = match (strange(context, &country), reasons) {
        (None, _) => None,
        (Some(known), None) => {
            return wrong("reasons", Problem::new("citizenship-other").with("known", known));
        }
        (Some(_), Some(text)) => {
            let why = Reasons::new(text)
                .ok_or_else(|| OfficeError::field("reasons", Problem::new("reasons-short")))?;
            Some(note("reasons", why.as_str(), NOTE_MAX)?)
        }
    };
    let number = number.to_ascii_uppercase();
    Ok(ForeignDocument { country, number, expires_on: shown.expires_on, why })
}

/// The citizenships of the register, when there are some and a document of `country` fits none of them.
fn strange(context: &Context<'_>, country: &str) -> Option<String> {
    let today = context.applicant.today(context.today);
    let known: Vec<String> = today
        .values()
        .filter_map(|value| match value {
            FactValue::Citizenship { country } => Some(country.clone()),
            _ => None,
        })
        .collect();
    (!known.is_empty() && known.iter().all(|known| known != country)).then(|| known.join(", "))
}

/// A piece of evidence that the procedure knows proves the facts that the procedure says it proves.
pub(super) fn record_evidence(
    context: &Context<'_>,
    evidence: &str,
    text: &str,
    shows: &BTreeMap<String, GivenValue>,
    (attachment, everywhere): (Option<AttachmentId>, bool),
) -> Result<Step, OfficeError> {
    known_file(context, attachment)?;
    let known = context.procedure.evidence_of(evidence);
    let known = known.ok_or_else(|| {
        OfficeError::field("evidence", Problem::new("unknown-evidence").with("evidence", evidence))
    })?;
    let mut proves: BTreeMap<String, GivenValue> = known.proven().iter().cloned().collect();
    for (fact, value) in shows {
        // It may also show that what it usually proves is not so.
        if !known.facts().any(|spoken| spoken == fact) {
            let problem = Problem::new("fact-not-shown").with("fact", fact);
            return Err(OfficeError::field("shows", problem));
        }
        proves.insert(fact.clone(), checked(context, "shows", fact, value)?);
    }
    let text = note("note", text, NOTE_MAX)?;
    let others = if everywhere {
        together::evidence_everywhere(context, &known.id, &proves, &text)?
    } else {
        Vec::new()
    };
    let (evidence, by, on) = (known.id.clone(), officer(context)?, context.today);
    let event = CaseEvent::EvidenceRecorded { evidence, proves, note: text, attachment, by, on };
    Ok(Step { others, ..Step::of(event) })
}

/// Whether evidence can be recorded in a case.
pub(super) fn takes_evidence(case: &Case) -> bool {
    matches!(case.phase, Phase::Open) && is_identified(case)
}

/// A value as the fact catalogue reads it.
pub(super) fn checked(
    context: &Context<'_>,
    field: &'static str,
    fact: &str,
    value: &GivenValue,
) -> Result<GivenValue, OfficeError> {
    let def = context.procedure.fact(fact);
    let def =
        def.ok_or_else(|| OfficeError::field("fact", Problem::new("unknown-fact").with("fact", fact)))?;
    // What came as text is read as its own fact reads it: an amount, a term, a code that looks like a day.
    let read = if def.kind.accepts(value) { Some(value.clone()) } else { def.kind.parse(&value.to_string()) };
    read.ok_or_else(|| OfficeError::field(field, wrong_value(def, value)))
}

/// One more answer to the questions of the procedure.
pub(super) fn declare(context: &Context<'_>, fact: &str, value: &GivenValue) -> Result<Step, OfficeError> {
    let value = checked(context, "value", fact, value)?;
    if context.procedure.fact(fact).is_some_and(|def| def.source != FactSource::Declared) {
        return Err(OfficeError::field("fact", Problem::new("not-declared").with("fact", fact)));
    }
    Ok(Step::of(CaseEvent::FactDeclared { fact: fact.to_owned(), value, on: context.today }))
}

/// The address that the decision is about.
pub(super) fn state_address(
    context: &Context<'_>,
    municipality: &str,
    address: &str,
) -> Result<Step, OfficeError> {
    let municipality = municipality.trim();
    let place = context.country().municipality(municipality);
    if !municipality.is_empty() && place.is_none_or(|place| place.ended.is_some()) {
        let problem = Problem::new("unknown-municipality").with("municipality", municipality);
        return Err(OfficeError::field("municipality", problem));
    }
    let address = note("address", address, NOTE_MAX)?;
    if address.is_empty() {
        return Err(OfficeError::field("address", Problem::new("required")));
    }
    let municipality = municipality.to_owned();
    Ok(Step::of(CaseEvent::AddressStated { municipality, address, on: context.today }))
}

/// Takes what is missing of the fee that the law sets for these facts.
pub(super) fn take_fee(
    context: &Context<'_>,
    method: PaymentMethod,
    reference: &str,
) -> Result<Step, OfficeError> {
    let reference = note("reference", reference, REFERENCE_MAX)?;
    if reference.is_empty() {
        return Err(OfficeError::field("reference", Problem::new("required")));
    }
    let (by, on) = (Some(officer(context)?), context.today);
    paid(context, Paid { method, reference, by, on, part: None, payments: Vec::new() })
}

/// How it was paid.
struct Paid {
    method: PaymentMethod,
    reference: String,
    by: Option<OfficerId>,
    on: Day,
    /// How much, where it is less than what is missing.
    part: Option<Money>,
    payments: Vec<PaymentId>,
}

/// What is missing of the fee was paid, or a part of it.
fn paid(context: &Context<'_>, how: Paid) -> Result<Step, OfficeError> {
    let line = line(context)?;
    let missing = context.case.fee_missing(&context.assessment.fee);
    let missing = missing.ok_or_else(|| OfficeError::NotNow(Problem::new("fee-settled")))?;
    let Paid { method, reference, by, on, part, payments } = how;
    let part = part.filter(|part| part.cents() < missing.cents());
    let event = FeePaid {
        amount: part.unwrap_or(missing),
        whole: part.map(|_| line.amount),
        cite: line.cite.clone(),
        method,
        reference,
        by,
        on,
        due: context.case.due_at_receipt,
        letter: context.fresh.letter,
        payments,
        early: !is_identified(context.case),
        leads_to: None,
    };
    let event = due(context, CaseEvent::FeePaid(Box::new(event)))?;
    Ok(Step { letters: vec![context.fresh.letter], ..Step::of(event) })
}

/// That the fee cannot be told, with what is missing, by id and in words.
pub(super) fn fee_unknown(context: &Context<'_>, missing: &[String]) -> Problem {
    let words = |lang| {
        let label = |fact: &String| {
            context.procedure.fact(fact).map_or_else(|| fact.clone(), |def| def.label.get(lang).to_owned())
        };
        missing.iter().map(label).collect::<Vec<_>>().join("; ")
    };
    let problem = Problem::new("fee-unknown").with("missing", missing.join(", "));
    problem.with("missing_lv", words(Lang::LV)).with("missing_en", words(Lang::EN))
}

/// What the law asks for on these facts.
fn line<'a>(context: &Context<'a>) -> Result<&'a FeeLine, OfficeError> {
    Err(OfficeError::NotNow(match &context.assessment.fee {
        FeeAnswer::Due(line) => return Ok(line),
        FeeAnswer::None => Problem::new("fee-none"),
        FeeAnswer::Exempt { .. } => Problem::new("fee-exempt"),
        FeeAnswer::Unknown { missing, .. } => fee_unknown(context, missing),
    }))
}

/// Money that came for a case: as much as is missing of what the law asks for, or a part of it.
pub(crate) struct Transferred {
    /// The movement on the account.
    pub(crate) payment: PaymentId,
    /// How much, where more is missing.
    pub(crate) part: Option<Money>,
    /// Day on which it was booked.
    pub(crate) booked_on: Day,
    /// The reference of the case.
    pub(crate) reference: String,
    /// Who assigned it; nobody, when the payment found its case by itself.
    pub(crate) by: Option<OfficerId>,
}

/// The fee is there, or a part of it, as the bank tells. The day that counts is that of the booking, whenever the office
/// reads of it; the rest is asked for at once.
pub(crate) fn settle(context: &Context<'_>, transfer: Transferred) -> Result<Step, OfficeError> {
    let on = transfer.booked_on.min(context.today).max(context.case.received);
    let Transferred { payment, part, reference, by, .. } = transfer;
    let how = Paid { method: PaymentMethod::Transfer, reference, by, on, part, payments: vec![payment] };
    followed(context, paid(context, how)?)
}

/// Records that the law takes no fee on these facts.
pub(super) fn exempt_fee(context: &Context<'_>) -> Result<Step, OfficeError> {
    let FeeAnswer::Exempt { cite, .. } = &context.assessment.fee else {
        return Err(OfficeError::NotNow(Problem::new("fee-none")));
    };
    let (cite, by, on) = (cite.clone(), officer(context)?, context.today);
    let event = CaseEvent::FeeExempted { cite, by, on, due: context.case.due_at_receipt };
    Ok(Step::of(due(context, event)?))
}

/// The same with the last day for the decision after it, and where the case stands then.
fn due(context: &Context<'_>, mut settled: CaseEvent) -> Result<CaseEvent, OfficeError> {
    let mut after = context.case.clone();
    after.apply(&settled);
    let last = decision_due(context.procedure, &after, context.facts, context.calendar())?;
    match &mut settled {
        CaseEvent::FeePaid(paid) => {
            paid.due = last;
            let stands = Some(after.at()).filter(|stage| *stage != Stage::Examination);
            paid.leads_to = stands.filter(|_| !paid.early);
        }
        CaseEvent::FeeExempted { due, .. } => *due = last,
        CaseEvent::IdentityEstablished { due, .. } => *due = Some(last),
        _ => {}
    }
    Ok(settled)
}
