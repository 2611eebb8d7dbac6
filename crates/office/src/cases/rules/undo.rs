//! What a decision on a contest does to the contested one: it stands, or a new act takes its place and the register
//! is corrected in both times.
//!
//! Nothing is rewritten: what the undone decision entered is withdrawn as never true, and what it had ended goes on.
//! A document that was made stays on record and is invalid.

use super::effects::{CASE, Entries};
use super::opens::{Beginning, begin, fresh_id, taken_over};
use super::{Context, ParentCase, Step};
use crate::cases::case::Phase;
use crate::cases::course::{ContestEnded, Fate};
use crate::cases::event::{CaseEvent, StatedEffect, StatedOutcome};
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::register::fact::AssertedFact;
use crate::register::{Basis, DocumentFact, DocumentStatus, FactValue, PersonEvent, PersonHistory};
use kernel::{CaseId, Citation, DocumentId};
use law::procedure::{DecisionKind, DecisionRule};
use law::{FactValue as LawValue, Facts};
use std::collections::BTreeSet;

/// The fact in which the officer says what becomes of the contested decision.
const FINDING: &str = "contest.finding";
/// The finding that only a part of it falls.
const PART: &str = "annul-part";

/// What becomes of the contested decision.
fn fate(context: &Context<'_>, outcome: &StatedOutcome) -> Fate {
    match outcome {
        StatedOutcome::Grant { .. } => fate_if_granted(context.facts),
        _ => Fate::Stands,
    }
}

/// What becomes of the contested decision once the contest is granted on these facts.
pub(crate) fn fate_if_granted(facts: &Facts) -> Fate {
    match facts.get(FINDING) {
        Some(LawValue::Code(code)) => match code.as_str() {
            "annul" => Fate::Undone,
            "replace" => Fate::Replaced,
            "declare" => Fate::Unlawful,
            PART => Fate::PartUndone,
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
    let (Some(parent), Some(decision)) = (context.contested(), context.case.decision()) else {
        return Ok(());
    };
    end(context, parent, (fate(context, &decision.outcome), &decision.parts), own, step)
}

/// Whether an effect can fall by itself: the answer is the decision, and falls only with the whole of it.
pub(crate) const fn is_part(effect: &StatedEffect) -> bool {
    !matches!(effect, StatedEffect::Answer { .. })
}

/// Whether this is the finding that only a part of the contested decision falls.
pub(crate) fn is_partly(fact: &str, code: &str) -> bool {
    fact == FINDING && code == PART
}

fn effects<'e>(parent: &'e ParentCase<'_>) -> &'e [StatedEffect] {
    parent.case.decision().map_or(&[], |decision| decision.outcome.effects())
}

/// The effects of a decision at these places that can fall by themselves.
fn fallen<'e>(parent: &'e ParentCase<'_>, parts: &[u16]) -> Vec<&'e StatedEffect> {
    let at = parts.iter().filter_map(|at| effects(parent).get(usize::from(*at)));
    at.filter(|effect| is_part(effect)).collect()
}

/// That a part falls of a decision that has parts: one that only answers is annulled as a whole, replaced, or stands.
pub(super) fn has_parts(context: &Context<'_>, fact: &str, value: &LawValue) -> Result<(), OfficeError> {
    let LawValue::Code(code) = value else { return Ok(()) };
    let parent = context.contested().filter(|_| is_partly(fact, code));
    match parent {
        Some(parent) if !effects(parent).iter().any(is_part) => {
            Err(OfficeError::field("value", Problem::new("part-none")))
        }
        _ => Ok(()),
    }
}

/// The parts that a proposal annuls: some of the contested decision's effects where a part is to fall, none otherwise.
pub(super) fn parts(
    context: &Context<'_>,
    rule: &DecisionRule,
    given: &[u16],
) -> Result<Vec<u16>, OfficeError> {
    let partly = matches!(context.facts.get(FINDING), Some(LawValue::Code(code)) if code == PART);
    let parent = context.contested().filter(|_| partly && rule.kind == DecisionKind::Grant);
    match parent.or_else(|| context.contested()) {
        Some(contested) => chosen(contested, parent.is_some(), given),
        None if given.is_empty() => Ok(Vec::new()),
        None => Err(OfficeError::field("parts", Problem::new("no-parts"))),
    }
}

/// The parts of a decision that were chosen to fall: some of those that it has where a part is to fall, none otherwise.
pub(super) fn chosen(parent: &ParentCase<'_>, partly: bool, given: &[u16]) -> Result<Vec<u16>, OfficeError> {
    if !partly {
        return match given.first() {
            None => Ok(Vec::new()),
            Some(_) => Err(OfficeError::field("parts", Problem::new("no-parts"))),
        };
    }
    if !effects(parent).iter().any(is_part) {
        return Err(OfficeError::field("parts", Problem::new("part-none")));
    }
    let parts: BTreeSet<u16> = given.iter().copied().collect();
    if parts.is_empty() {
        return Err(OfficeError::field("parts", Problem::new("part-needed")));
    }
    if fallen(parent, given).len() != given.len() {
        return Err(OfficeError::field("parts", Problem::new("unknown-part")));
    }
    Ok(parts.into_iter().collect())
}

/// Ends the contest or the court case of the parent's decision.
pub(super) fn end(
    context: &Context<'_>,
    parent: &ParentCase<'_>,
    (fate, parts): (Fate, &[u16]),
    own: &mut Entries<'_>,
    step: &mut Step,
) -> Result<(), OfficeError> {
    let anew = undo(context, parent, (fate, parts), own, step)?;
    let (child, on, parts) = (context.case.id, context.today, parts.to_vec());
    step.parent.push(CaseEvent::ContestEnded(ContestEnded {
        child,
        fate,
        on,
        anew,
        withdrawn: false,
        parts,
    }));
    Ok(())
}

/// Undoes a decision or a part of it, where that is its fate, and begins the case in which a new act is taken; answers that case.
pub(super) fn undo(
    context: &Context<'_>,
    parent: &ParentCase<'_>,
    (fate, parts): (Fate, &[u16]),
    own: &mut Entries<'_>,
    step: &mut Step,
) -> Result<Option<CaseId>, OfficeError> {
    if fate == Fate::PartUndone {
        reverse_of(context, parent, Some(&fallen(parent, parts)), own, step)?;
        return Ok(None);
    }
    if !fate.undoes() {
        return Ok(None);
    }
    let child = context.case.id;
    reverse_of(context, parent, None, own, step)?;
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
            came: (context.today, Some(parent.case.channel)),
            undone: Some(&parent.case),
            letter: Some(context.fresh.anew),
        };
        let id = fresh_id(context, step.children.len())?;
        step.children.push(begin(context, id, beginning)?);
        return Ok(Some(id));
    }
    Ok(None)
}

/// Whether a new act is to be taken, and the provision by which no fee is taken again: what was refused unlawfully is
/// still asked for, and what is replaced is decided anew.
pub(crate) fn anew(parent: &ParentCase<'_>, fate: Fate) -> Option<Citation> {
    let outcome = &parent.case.decision()?.outcome;
    let asked = matches!(outcome, StatedOutcome::Refuse { .. } | StatedOutcome::Discontinue { .. });
    let cite = outcome.route().map(|route| route.cite.clone());
    let cite = cite.or_else(|| Some(parent.procedure.route().cite.clone()));
    (asked || fate == Fate::Replaced).then_some(cite).flatten()
}

/// Reverses what these effects of the contested decision wrote, or all that it wrote, of whomever it was about.
fn reverse_of(
    context: &Context<'_>,
    parent: &ParentCase<'_>,
    effects: Option<&[&StatedEffect]>,
    own: &mut Entries<'_>,
    step: &mut Step,
) -> Result<(), OfficeError> {
    if parent.subject.id == own.history().id {
        return reverse(context, parent, effects, own, step);
    }
    let mut entries = Entries::on(context, &parent.subject);
    reverse(context, parent, effects, &mut entries, step)?;
    step.parent_person = entries.events;
    Ok(())
}

/// Whether one of these effects wrote or ended a fact of this kind.
fn wrote(effects: &[&StatedEffect], value: &FactValue) -> bool {
    effects.iter().any(|effect| match effect {
        StatedEffect::SetFact { fact, .. }
        | StatedEffect::DrawFact { fact }
        | StatedEffect::EndFact { fact, .. } => fact == value.kind(),
        StatedEffect::CancelPrevious { kind } => {
            matches!(value, FactValue::Document(held) if held.kind == *kind)
        }
        _ => false,
    })
}

/// Whether one of these effects ordered a document of this kind.
fn ordered(effects: &[&StatedEffect], document: &DocumentFact) -> bool {
    let kind_of = |effect: &&StatedEffect| matches!(effect, StatedEffect::IssueDocument { kind, .. } if *kind == document.kind);
    effects.iter().any(kind_of)
}

/// Reverses what these effects of the contested decision wrote, or all that it wrote.
fn reverse(
    context: &Context<'_>,
    parent: &ParentCase<'_>,
    effects: Option<&[&StatedEffect]>,
    entries: &mut Entries<'_>,
    step: &mut Step,
) -> Result<(), OfficeError> {
    let Phase::InForce { documents, .. } = &parent.case.phase else { return Ok(()) };
    let issued: Vec<DocumentId> = documents.iter().map(|(id, _)| *id).collect();
    let basis = super::effects::basis(context, context.today)?;
    let number = parent.case.id.grouped();
    let fall = |value: &FactValue| effects.is_none_or(|effects| wrote(effects, value));
    if let Some(event) = withdrawn(entries.history(), &number, &issued, basis, &fall) {
        entries.push(event);
    }
    let held = entries.history().today(context.today).documents().into_iter();
    let ours: Vec<DocumentFact> = held
        .filter(|held| issued.contains(&held.document) && held.status != DocumentStatus::Invalid)
        .filter(|held| effects.is_none_or(|effects| ordered(effects, held)))
        .collect();
    let mut values = Vec::new();
    for document in ours {
        let (ended, reason) = super::effects::ended(document);
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
    fall: &dyn Fn(&FactValue) -> bool,
) -> Option<PersonEvent> {
    let rests = |basis: &Basis| basis.kind == CASE && basis.number == number;
    let of_document = |value: &FactValue| matches!(value, FactValue::Document(document) if issued.contains(&document.document));
    let ours: Vec<_> = history
        .standing()
        .filter(|known| rests(&known.basis) && !of_document(&known.fact.value) && fall(&known.fact.value))
        .collect();
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
