//! Cases that are examined together, such as those of a family: each keeps its own law, terms and decision, and they
//! share who examines them and the evidence that is recorded for all.

use super::{Context, Step, counter, officer};
use crate::cases::case::Case;
use crate::cases::course::Together;
use crate::cases::event::{CaseEvent, GivenValue};
use crate::error::{OfficeError, Problem};
use kernel::CaseId;
use law::Procedure;
use std::collections::BTreeMap;

/// Most cases that are examined together.
pub(crate) const TOGETHER_MAX: usize = 12;

/// Another case that a command touches.
#[derive(Debug, Clone)]
pub struct Other<'a> {
    /// The case.
    pub case: Case,
    /// The procedure in the version that binds it.
    pub procedure: &'a Procedure,
}

/// Entries of other cases: the case, the version that was read, what happened.
pub type InOthers = Vec<(CaseId, u32, Vec<CaseEvent>)>;

/// Joins the case, and those it is joined with, with another and those that one is joined with.
pub(super) fn join(context: &Context<'_>, with: CaseId) -> Result<Step, OfficeError> {
    if with == context.case.id {
        return Err(OfficeError::field("case", Problem::new("joined-itself")));
    }
    let unknown = || OfficeError::field("case", Problem::new("unknown-case").with("case", with.grouped()));
    let other = context.others.iter().find(|other| other.case.id == with).ok_or_else(unknown)?;
    if context.case.joined.contains(&with) {
        return Err(OfficeError::field("case", Problem::new("joined-already")));
    }
    if other.case.is_closed() {
        return Err(OfficeError::field("case", Problem::new("case-closed")));
    }
    let ours: Vec<CaseId> = group(context.case);
    let theirs: Vec<CaseId> = group(&other.case);
    if ours.len() + theirs.len() > TOGETHER_MAX {
        return Err(OfficeError::field("case", Problem::new("too-many").with("max", TOGETHER_MAX)));
    }
    let (by, on) = (officer(context)?, context.today);
    let event = |with: &CaseId| CaseEvent::CasesJoined(Together { with: *with, by: by.clone(), on });
    let mut step = Step::default();
    for (members, others) in [(&ours, &theirs), (&theirs, &ours)] {
        for member in members {
            push(context, &mut step, *member, others.iter().map(&event).collect());
        }
    }
    Ok(step)
}

/// Takes the case out of those it is examined together with.
pub(super) fn part(context: &Context<'_>) -> Result<Step, OfficeError> {
    let (by, on) = (officer(context)?, context.today);
    let event = |with: CaseId| CaseEvent::CasesParted(Together { with, by: by.clone(), on });
    let mut step = Step::default();
    let leaves = context.case.joined.iter().copied().map(&event).collect();
    push(context, &mut step, context.case.id, leaves);
    for other in &context.case.joined {
        push(context, &mut step, *other, vec![event(context.case.id)]);
    }
    Ok(step)
}

/// The case and those it is joined with.
fn group(case: &Case) -> Vec<CaseId> {
    std::iter::once(case.id).chain(case.joined.iter().copied()).collect()
}

/// Entries of a case, whether it is the one at hand or another.
fn push(context: &Context<'_>, step: &mut Step, case: CaseId, events: Vec<CaseEvent>) {
    if case == context.case.id {
        step.events.extend(events);
    } else if let Some(other) = context.others.iter().find(|other| other.case.id == case) {
        step.others.push((case, other.case.version, events));
    }
}

/// The same entry in the cases that are joined with this one and are not closed.
pub(super) fn everywhere(context: &Context<'_>, event: &CaseEvent) -> InOthers {
    let joined = context.others.iter().filter(|other| context.case.joined.contains(&other.case.id));
    let open = joined.filter(|other| !other.case.is_closed());
    open.map(|other| (other.case.id, other.case.version, vec![event.clone()])).collect()
}

/// The evidence in the joined cases that know it and are still open: it shows there what their own law lets it show.
pub(super) fn evidence_everywhere(
    context: &Context<'_>,
    evidence: &str,
    shows: &BTreeMap<String, GivenValue>,
    words: &str,
) -> Result<InOthers, OfficeError> {
    let (by, on) = (officer(context)?, context.today);
    let joined = context.others.iter().filter(|other| context.case.joined.contains(&other.case.id));
    let open = joined.filter(|other| counter::takes_evidence(&other.case));
    let recorded = open.filter_map(|other| {
        let known = other.procedure.evidence_of(evidence)?;
        let mut proves: BTreeMap<String, GivenValue> = known.proven().iter().cloned().collect();
        proves.extend(
            shows
                .iter()
                .filter(|(fact, _)| known.facts().any(|spoken| spoken == *fact))
                .map(|(fact, value)| (fact.clone(), value.clone())),
        );
        let note = format!("{} {words}", context.case.id.grouped()).trim().to_owned();
        let (evidence, by) = (known.id.clone(), by.clone());
        let event = CaseEvent::EvidenceRecorded { evidence, proves, note, attachment: None, by, on };
        Some((other.case.id, other.case.version, vec![event]))
    });
    Ok(recorded.collect())
}
