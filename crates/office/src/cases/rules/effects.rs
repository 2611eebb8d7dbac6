//! What a decision writes into the register: facts that begin or end, for days of their own, each with the decision
//! as its basis.

use super::Context;
use crate::cases::event::StatedEffect;
use crate::cases::particulars;
use crate::error::{OfficeError, Problem};
use crate::register::change::{Lasts, Move, moved};
use crate::register::{
    Basis, DocumentFact, DocumentStatus, FactValue, KnownFact, PersonEvent, PersonHistory, ResidenceKind,
};
use kernel::{Day, Lang, PartialDate};
use law::FactValue as LawValue;
use law::clock::last_day;
use std::collections::BTreeMap;

/// Why a document ended that a decision made invalid.
const BY_DECISION: &str = "decision";
/// The kind of an entry's basis that is a case of the office.
pub(super) const CASE: &str = "case";
const RESIDENCE: &str = "residence";

/// Whether the effect enters the address that was stated.
pub(super) fn names_address(effect: &StatedEffect) -> bool {
    matches!(effect, StatedEffect::SetFact { fact, .. } if fact == RESIDENCE)
}

/// What begins and ends on one day.
#[derive(Default)]
struct Turn {
    ends: Vec<i64>,
    values: Vec<(FactValue, Option<Day>)>,
}

/// Entries of one person being put together: each is made on what the one before it left.
pub(super) struct Entries<'a> {
    context: &'a Context<'a>,
    history: PersonHistory,
    pub(super) events: Vec<PersonEvent>,
}

impl<'a> Entries<'a> {
    pub(super) fn on(context: &'a Context<'a>, history: &PersonHistory) -> Self {
        Self { context, history: history.clone(), events: Vec::new() }
    }

    pub(super) const fn history(&self) -> &PersonHistory {
        &self.history
    }

    /// Takes in one more entry.
    pub(super) fn push(&mut self, event: PersonEvent) {
        self.history = self.history.with(crate::register::person::LATEST - 1, &event);
        self.events.push(event);
    }

    /// A change on a day; nothing is entered when nothing moves.
    pub(super) fn change(
        &mut self,
        on: Day,
        ends: Vec<i64>,
        values: Vec<FactValue>,
    ) -> Result<(), OfficeError> {
        if ends.is_empty() && values.is_empty() {
            return Ok(());
        }
        let change = Move { on: on.into(), ends, values, lasts: Lasts::Open, act: String::new() };
        let event = moved(&self.history, change, basis(self.context, on)?)?;
        self.push(event);
        Ok(())
    }
}

/// The decision as the basis of an entry: the number of the case, the day, and who took it.
pub(super) fn basis(context: &Context<'_>, on: Day) -> Result<Basis, OfficeError> {
    let act = context.case.decision().and_then(|decision| decision.act.as_ref());
    let body = act.and_then(|act| {
        let rule = context.procedure.decision(context.case.decision()?.outcome.decision())?;
        rule.by.as_ref().filter(|by| by.code == act.by)
    });
    let issuer =
        body.map_or_else(|| context.law.authority().name.get(Lang::LV), |body| body.name.get(Lang::LV));
    let (number, day) = (context.case.id.grouped(), act.map_or(on, |act| act.on));
    Basis::new(CASE, &number, day, issuer, &context.country().icao)
        .map_err(|e| OfficeError::Fault(e.to_string()))
}

/// Writes what the effects say of facts; documents are ordered elsewhere and their entries come in `documents`.
pub(super) fn write(
    context: &Context<'_>,
    entries: &mut Entries<'_>,
    effects: &[StatedEffect],
    documents: Vec<FactValue>,
) -> Result<(), OfficeError> {
    let mut turns: BTreeMap<Day, Turn> = BTreeMap::new();
    for effect in effects {
        match effect {
            StatedEffect::SetFact { fact, value, from, lasts } => {
                let on = begins(context, from.as_deref())?;
                let until = lasts.map(|term| last_day(term, on, context.calendar(), false)).transpose();
                let until = until.map_err(|e| OfficeError::Fault(e.to_string()))?;
                let value = register_fact(context, fact, value)?;
                turns.entry(on).or_default().values.push((value, until));
            }
            StatedEffect::DrawFact { .. } => {
                let code =
                    context.fresh.code.ok_or_else(|| OfficeError::Fault("no code is drawn".to_owned()))?;
                turns.entry(context.today).or_default().values.push((FactValue::Code { code }, None));
            }
            StatedEffect::EndFact { fact, code } => {
                let ended = |known: &&KnownFact| ends(known, fact, code.as_deref(), context.today);
                let found = entries.history().standing().filter(ended).map(|known| known.fact.seq);
                turns.entry(context.today).or_default().ends.extend(found);
            }
            _ => {}
        }
    }
    turns.entry(context.today).or_default().values.extend(documents.into_iter().map(|value| (value, None)));
    for (on, turn) in turns {
        let held = |value: &FactValue| stands(entries.history(), value);
        let values: Vec<(FactValue, Option<Day>)> =
            turn.values.into_iter().filter(|(value, until)| until.is_some() || !held(value)).collect();
        entries.change(on, turn.ends, values.iter().map(|(value, _)| value.clone()).collect())?;
        for (value, until) in values.into_iter().filter_map(|(value, until)| Some((value, until?))) {
            // What is true for a term ends with it, and that is known from the beginning.
            let begun = entries.history().standing().filter(|known| known.fact.value == value);
            let seq = begun.filter(|known| known.fact.to.is_none()).map(|known| known.fact.seq).last();
            entries.change(until, seq.into_iter().collect(), Vec::new())?;
        }
    }
    Ok(())
}

/// The day from which an effect is true: that of its event, or today.
fn begins(context: &Context<'_>, event: Option<&str>) -> Result<Day, OfficeError> {
    match event {
        None | Some("served" | "in-force") => Ok(context.today),
        Some(event) => context
            .case
            .day_of(event)
            .ok_or_else(|| OfficeError::NotNow(Problem::new("event-needed").with("event", event))),
    }
}

/// Whether the register says so already, without an end.
fn stands(history: &PersonHistory, value: &FactValue) -> bool {
    let place = history.place(value);
    place.last().is_some_and(|known| known.fact.value == *value && known.fact.to.is_none())
}

/// Whether an entry of a kind, with a code, ends today.
fn ends(known: &KnownFact, kind: &str, code: Option<&str>, today: Day) -> bool {
    let value = &known.fact.value;
    let over = known.fact.to.and_then(|to: PartialDate| to.latest()).is_some_and(|to| to <= today);
    value.kind() == kind && !over && code.is_none_or(|code| code_of(value) == Some(code))
}

/// The code by which an entry of its kind is told from others.
fn code_of(value: &FactValue) -> Option<&str> {
    match value {
        FactValue::Status { status } | FactValue::SpecialStatus { status } => Some(status),
        FactValue::ResidenceRight { right, .. } => Some(right),
        FactValue::Mark { mark } => Some(mark),
        FactValue::Ban { ban, .. } => Some(ban),
        FactValue::Citizenship { country } => Some(country),
        FactValue::Residence { residence, .. } => Some(residence.code()),
        _ => None,
    }
}

/// A fact of law as a fact of the register.
fn register_fact(context: &Context<'_>, fact: &str, value: &LawValue) -> Result<FactValue, OfficeError> {
    let LawValue::Code(code) = value else {
        return Err(OfficeError::Fault(format!("a decision sets `{fact}` to what is no code")));
    };
    let code = code.clone();
    Ok(match fact {
        "status" => FactValue::Status { status: code },
        "special-status" => FactValue::SpecialStatus { status: code },
        "mark" => FactValue::Mark { mark: code },
        "residence-right" => FactValue::ResidenceRight { right: code, number: context.case.id.grouped() },
        "citizenship" => FactValue::Citizenship { country: code.to_uppercase() },
        "ban" => {
            FactValue::Ban { ban: code, imposed_by: context.law.authority().name.get(Lang::LV).to_owned() }
        }
        RESIDENCE => {
            let (municipality, address) = context
                .case
                .address
                .clone()
                .ok_or_else(|| OfficeError::NotNow(Problem::new("address-needed")))?;
            let kinds = [
                ResidenceKind::Declared,
                ResidenceKind::Registered,
                ResidenceKind::Indicated,
                ResidenceKind::Additional,
                ResidenceKind::Abroad,
            ];
            let residence = kinds.into_iter().find(|kind| kind.code() == code);
            let residence =
                residence.ok_or_else(|| OfficeError::Fault(format!("no residence is `{code}`")))?;
            let abroad = residence == ResidenceKind::Abroad;
            let municipality = if abroad { String::new() } else { municipality };
            FactValue::Residence { residence, municipality, address }
        }
        _ => return Err(OfficeError::Fault(format!("the register cannot take in `{fact}` from a decision"))),
    })
}

/// Whether the document that the application names was made invalid by its receipt.
pub(super) fn is_void(context: &Context<'_>) -> bool {
    let Some((_, number)) = particulars::void(context.procedure, &context.case.particulars) else {
        return false;
    };
    let held = context.subject.today(context.today).documents();
    held.iter().any(|held| held.number.to_string() == number && held.status == DocumentStatus::Invalid)
}

/// The documents that a decision ends at once: those of the kinds it cancels, when it orders none in their place. Where the
/// case is about one that the application names, it ends no other.
pub(super) fn cancelled(context: &Context<'_>, effects: &[StatedEffect]) -> Vec<DocumentFact> {
    if effects.iter().any(|effect| matches!(effect, StatedEffect::IssueDocument { .. })) {
        return Vec::new();
    }
    let kinds: Vec<&str> = cancels(effects).collect();
    let named = particulars::void(context.procedure, &context.case.particulars);
    let is_named = |held: &DocumentFact| named.is_none_or(|(_, number)| held.number.to_string() == number);
    let held = context.subject.today(context.today).documents().into_iter();
    held.filter(|held| held.status != DocumentStatus::Invalid && kinds.contains(&held.kind.as_str()))
        .filter(is_named)
        .collect()
}

/// The kinds of document that a decision cancels.
pub(super) fn cancels(effects: &[StatedEffect]) -> impl Iterator<Item = &str> {
    effects.iter().filter_map(|effect| match effect {
        StatedEffect::CancelPrevious { kind } => Some(kind.as_str()),
        _ => None,
    })
}

/// A document that is no longer valid because of a decision.
pub(super) fn ended(document: DocumentFact) -> (DocumentFact, &'static str) {
    let reason = Some(BY_DECISION.to_owned());
    (DocumentFact { status: DocumentStatus::Invalid, reason, ..document }, BY_DECISION)
}
