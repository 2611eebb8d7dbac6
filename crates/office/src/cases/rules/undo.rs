//! What a decision on a contest does to the contested one: it stands, or a new act takes its place and the register
//! is corrected in both times.
//!
//! Nothing is rewritten: what the undone decision entered is withdrawn as never true, and what it had ended goes on.
//! A document that was made stays on record and is invalid.

use super::effects::{self, CASE, Entries};
use super::opens::{Beginning, begin, fresh_id, taken_over};
use super::{Context, ParentCase, Step};
use crate::cases::case::Phase;
use crate::cases::course::Fate;
use crate::cases::event::{CaseEvent, StatedOutcome};
use crate::error::OfficeError;
use crate::issuance::DocumentEvent;
use crate::register::fact::AssertedFact;
use crate::register::{Basis, DocumentFact, DocumentStatus, FactValue, PersonEvent, PersonHistory};
use kernel::{Citation, DocumentId};
use law::FactValue as LawValue;

/// The fact in which the officer says what becomes of the contested decision.
const FINDING: &str = "contest.finding";

/// What becomes of the contested decision.
fn fate(context: &Context<'_>, outcome: &StatedOutcome) -> Fate {
    if !matches!(outcome, StatedOutcome::Grant { .. }) {
        return Fate::Stands;
    }
    match context.facts.get(FINDING) {
        Some(LawValue::Code(code)) => match code.as_str() {
            "annul" => Fate::Undone,
            "replace" => Fate::Replaced,
            "declare" => Fate::Unlawful,
            "annul-part" => Fate::PartUndone,
            _ => Fate::Stands,
        },
        _ => Fate::Stands,
    }
}

/// Settles the contest that this case decides on; nothing happens in other cases.
pub(super) fn settle(
    context: &Context<'_>,
    own: &mut Entries<'_>,
    step: &mut Step,
) -> Result<(), OfficeError> {
    let contests = context.case.begun.as_ref().is_some_and(|begun| begun.contests);
    let (Some(parent), Some(decision)) = (context.parent.filter(|_| contests), context.case.decision())
    else {
        return Ok(());
    };
    let fate = fate(context, &decision.outcome);
    let child = context.case.id;
    step.parent.push(CaseEvent::ContestEnded { child, fate, on: context.today });
    if !fate.undoes() {
        return Ok(());
    }
    if parent.subject.id == own.history().id {
        reverse(context, parent, own, step)?;
    } else {
        let mut entries = Entries::on(context, &parent.subject);
        reverse(context, parent, &mut entries, step)?;
        step.parent_person = entries.events;
    }
    if let Some(cite) = anew(parent, fate) {
        let procedure = context.law.version(&parent.case.procedure, parent.case.in_force);
        let procedure = procedure.ok_or_else(|| {
            OfficeError::Fault("the law file of the contested case is not loaded".to_owned())
        })?;
        let (declared, known) = taken_over(&parent.case, procedure);
        let beginning = Beginning {
            procedure,
            persons: (parent.case.applicant, parent.case.subject),
            declared,
            known,
            basis: child.grouped(),
            parent: child,
            contests: false,
            no_fee: Some(cite),
        };
        if !context.open.contains(&parent.case.procedure) {
            step.children.push(begin(context, fresh_id(context, step.children.len())?, beginning)?);
        }
    }
    Ok(())
}

/// Whether a new act is to be taken, and the provision by which no fee is taken again: what was refused unlawfully is
/// still asked for, and what is replaced is decided anew.
fn anew(parent: &ParentCase<'_>, fate: Fate) -> Option<Citation> {
    let outcome = &parent.case.decision()?.outcome;
    let asked = matches!(outcome, StatedOutcome::Refuse { .. } | StatedOutcome::Discontinue { .. });
    let cite = outcome.route().map(|route| route.cite.clone());
    let cite = cite.or_else(|| Some(parent.procedure.route().cite.clone()));
    (asked || fate == Fate::Replaced).then_some(cite).flatten()
}

/// Reverses what the contested decision wrote.
fn reverse(
    context: &Context<'_>,
    parent: &ParentCase<'_>,
    entries: &mut Entries<'_>,
    step: &mut Step,
) -> Result<(), OfficeError> {
    let Phase::InForce { documents, .. } = &parent.case.phase else { return Ok(()) };
    let issued: Vec<DocumentId> = documents.iter().map(|(id, _)| *id).collect();
    let basis = effects::basis(context, context.today)?;
    let number = parent.case.id.grouped();
    if let Some(event) = withdrawn(entries.history(), &number, &issued, basis) {
        entries.push(event);
    }
    let held = entries.history().today(context.today).documents().into_iter();
    let ours: Vec<DocumentFact> = held
        .filter(|held| issued.contains(&held.document) && held.status != DocumentStatus::Invalid)
        .collect();
    let mut values = Vec::new();
    for document in ours {
        let (ended, reason) = effects::ended(document);
        let event = DocumentEvent::DocumentInvalidated { reason: reason.to_owned(), on: context.today };
        step.documents.push((ended.document, event));
        values.push(FactValue::Document(ended));
    }
    entries.change(context.today, Vec::new(), values)
}

/// The correction that takes back every standing entry that rests on the case `number`, but those on the documents it
/// made: what was entered goes, and what was only given an end gets back the one it had.
fn withdrawn(
    history: &PersonHistory,
    number: &str,
    issued: &[DocumentId],
    basis: Basis,
) -> Option<PersonEvent> {
    let rests = |basis: &Basis| basis.kind == CASE && basis.number == number;
    let of_document = |value: &FactValue| matches!(value, FactValue::Document(document) if issued.contains(&document.document));
    let ours: Vec<_> =
        history.standing().filter(|known| rests(&known.basis) && !of_document(&known.fact.value)).collect();
    let mut facts = Vec::new();
    for known in ours.iter().filter(|known| known.first != known.fact.seq) {
        let before =
            history.facts.iter().rev().find(|earlier| earlier.first == known.first && !rests(&earlier.basis));
        if let Some(before) = before {
            facts.push(AssertedFact {
                seq: history.next_seq(facts.len()),
                value: before.fact.value.clone(),
                from: before.fact.from,
                to: before.fact.to,
                origin: None,
            });
        }
    }
    if ours.is_empty() {
        return None;
    }
    let withdrawn = ours.iter().map(|known| known.fact.seq).collect();
    let reason = format!("{CASE} {number}");
    Some(PersonEvent::FactsCorrected { withdrawn, facts, basis, reason })
}
