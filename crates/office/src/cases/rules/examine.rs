//! Examination: judging facts, hearing, proposing, approving, sending back, withdrawing.

use super::{Context, Step, note, officer};
use crate::cases::case::Phase;
use crate::cases::decision::{Decision, Outcome, Reasons, Signed, state_ground};
use crate::cases::effect;
use crate::cases::event::{CaseEvent, Channel, GivenValue, Hearing, StatedDecision, StatedRoute};
use crate::error::{OfficeError, Problem};
use documents::Many;
use kernel::OfficerId;
use law::procedure::DecisionKind;
use law::{Ground, GroundKind, Truth, Verdict};

const WORDS_MAX: usize = 4000;

fn reasons(text: &str) -> Result<Reasons, OfficeError> {
    let text = note("reasons", text, WORDS_MAX)?;
    Reasons::new(&text).ok_or_else(|| OfficeError::field("reasons", Problem::new("reasons-short")))
}

/// An officer's judgment of a fact that only a person can decide.
pub(super) fn judge(
    context: &Context<'_>,
    fact: &str,
    value: &GivenValue,
    why: &str,
) -> Result<Step, OfficeError> {
    let judged = context.procedure.judgments().into_iter().find(|def| def.name == fact);
    let Some(def) = judged else {
        return Err(match context.procedure.fact(fact) {
            Some(def) => {
                let source = format!("{:?}", def.source).to_lowercase();
                OfficeError::field("fact", Problem::new("not-judged").with("source", source))
            }
            None => OfficeError::field("fact", Problem::new("unknown-fact").with("fact", fact)),
        });
    };
    if !def.kind.accepts(value) {
        let problem = Problem::new("wrong-value").with("value", value).with("allowed", def.kind.wanted());
        return Err(OfficeError::field("value", problem));
    }
    Ok(Step::of(CaseEvent::FactJudged {
        fact: fact.to_owned(),
        value: value.clone(),
        reasons: reasons(why)?.as_str().to_owned(),
        by: officer(context)?,
        on: context.today,
    }))
}

/// The grounds by their ids, each supported by a requirement that is not met.
fn supported(context: &Context<'_>, ids: &[String]) -> Result<Many<Ground>, OfficeError> {
    let mut grounds = Vec::new();
    for id in ids {
        let ground = context.procedure.ground(id).ok_or_else(|| {
            OfficeError::field("grounds", Problem::new("unknown-ground").with("ground", id))
        })?;
        let stands = context
            .assessment
            .findings
            .iter()
            .any(|finding| finding.ground == *id && finding.truth == Truth::NotMet);
        if !stands {
            return Err(OfficeError::field("grounds", Problem::new("ground-unsupported").with("ground", id)));
        }
        if !grounds.iter().any(|known: &Ground| known.id() == ground.id()) {
            grounds.push(ground);
        }
    }
    Many::from_vec(grounds).ok_or_else(|| OfficeError::field("grounds", Problem::new("ground-missing")))
}

/// Asks the person for an opinion before an adverse decision.
pub(super) fn invite_hearing(context: &Context<'_>, ids: &[String]) -> Result<Step, OfficeError> {
    let grounds = supported(context, ids)?;
    let rule = context.procedure.hearing();
    let until = law::clock::last_day(rule.term, context.today, &context.country.calendar, true)
        .map_err(|e| OfficeError::Fault(e.to_string()))?;
    let event = CaseEvent::HearingInvited {
        grounds: grounds.iter().map(state_ground).collect(),
        until,
        by: officer(context)?,
        on: context.today,
        letter: context.letter,
    };
    Ok(Step { letters: vec![context.letter], ..Step::of(event) })
}

/// The person's answer, by the person or written down by an officer.
pub(super) fn answer_hearing(context: &Context<'_>, opinion: &str) -> Result<Step, OfficeError> {
    let hearing = context.case.hearing.as_ref();
    let until = hearing.map(|h| h.until).ok_or_else(|| OfficeError::NotNow(Problem::new("hearing-none")))?;
    if context.today > until {
        return Err(OfficeError::NotNow(Problem::new("hearing-late").with("until", until)));
    }
    let opinion = note("opinion", opinion, WORDS_MAX)?;
    if opinion.is_empty() {
        return Err(OfficeError::field("opinion", Problem::new("required")));
    }
    let channel = if context.actor.client().is_some() { Channel::Portal } else { Channel::Counter };
    Ok(Step::of(CaseEvent::HearingAnswered { opinion, channel, on: context.today }))
}

/// A proposal as it came in.
pub(super) struct Proposal<'a> {
    pub decision: &'a str,
    pub grounds: &'a [String],
    pub reasons: &'a str,
    pub waiver: Option<&'a str>,
    pub waiver_why: Option<&'a str>,
    pub seen_at: i64,
}

/// Proposes a decision; where the procedure asks for one signature it is decided at once.
pub(super) fn propose(context: &Context<'_>, proposal: &Proposal<'_>) -> Result<Step, OfficeError> {
    let rule = context.procedure.decision(proposal.decision).ok_or_else(|| {
        OfficeError::field("decision", Problem::new("unknown-decision").with("decision", proposal.decision))
    })?;
    not_changed_since(context, proposal.seen_at)?;
    let outcome = match rule.kind {
        DecisionKind::Grant => grant(context, proposal)?,
        DecisionKind::Refuse => refuse(context, proposal)?,
        DecisionKind::Impose | DecisionKind::Discontinue => {
            let problem = Problem::new("unknown-decision").with("decision", proposal.decision);
            return Err(OfficeError::field("decision", problem));
        }
    };
    let by = officer(context)?;
    match Decision::draft(outcome, by, proposal.seen_at, rule.approvals) {
        Signed::NeedsSecond(draft) => {
            Ok(Step::of(CaseEvent::DecisionProposed { decision: draft.stated().clone(), on: context.today }))
        }
        Signed::Ready(decision) => {
            let (decision, second) = decision.into_parts();
            Ok(decided(context, decision, second))
        }
    }
}

fn decided(context: &Context<'_>, decision: StatedDecision, second: Option<OfficerId>) -> Step {
    let event = CaseEvent::Decided { decision, second, on: context.today, letter: context.letter };
    Step { letters: vec![context.letter], ..Step::of(event) }
}

fn grant(context: &Context<'_>, proposal: &Proposal<'_>) -> Result<Outcome, OfficeError> {
    let not_grantable = |why: String| OfficeError::NotNow(Problem::new("not-grantable").with("why", why));
    match context.assessment.outcome() {
        Verdict::Grantable => {}
        Verdict::Refusable(grounds) => return Err(not_grantable(grounds.join(", "))),
        Verdict::Unknown(missing) => return Err(not_grantable(missing.join(", "))),
    }
    let rule = context.procedure.decision(proposal.decision);
    let effects = rule.map(|rule| rule.effects.as_slice()).unwrap_or_default();
    let effects = effect::stated(context.procedure, effects, context.facts).map_err(not_grantable)?;
    let effects = Many::from_vec(effects).ok_or_else(|| {
        OfficeError::Fault(format!("the decision `{}` of the law file has no effect", proposal.decision))
    })?;
    let reasons = note("reasons", proposal.reasons, WORDS_MAX)?;
    Ok(Outcome::Grant { decision: proposal.decision.to_owned(), effects, reasons })
}

fn refuse(context: &Context<'_>, proposal: &Proposal<'_>) -> Result<Outcome, OfficeError> {
    let grounds = supported(context, proposal.grounds)?;
    // A ground that leaves a choice is weighed by Art. 66 of the Administrative Procedure Law; the case
    // keeps no such weighing yet, so nothing is refused on it.
    if let Some(choice) = grounds.iter().find(|ground| ground.kind() == GroundKind::May) {
        return Err(OfficeError::NotNow(Problem::new("weighing-needed").with("ground", choice.id())));
    }
    let reasons = reasons(proposal.reasons)?;
    let hearing = hearing(context, proposal, &grounds)?;
    let route = context.procedure.route();
    let route = StatedRoute {
        id: route.id.clone(),
        to: route.to.clone(),
        term: route.term,
        cite: route.cite.clone(),
    };
    Ok(Outcome::Refuse { decision: proposal.decision.to_owned(), grounds, reasons, hearing, route })
}

/// How the right to be heard was honoured: heard on these grounds, or waived under the law.
fn hearing(
    context: &Context<'_>,
    proposal: &Proposal<'_>,
    grounds: &Many<Ground>,
) -> Result<Hearing, OfficeError> {
    let waiver = proposal.waiver.filter(|id| !id.is_empty());
    if let Some(record) = &context.case.hearing {
        let told = grounds.iter().all(|g| record.grounds.iter().any(|told| told.id == g.id()));
        match record.completed(context.today) {
            Some(hearing) if told => return Ok(hearing),
            Some(_) if waiver.is_none() => {
                return Err(OfficeError::NotNow(Problem::new("hearing-needed")));
            }
            None if waiver.is_none() => {
                return Err(OfficeError::NotNow(Problem::new("hearing-open").with("until", record.until)));
            }
            Some(_) | None => {}
        }
    }
    let Some(id) = waiver else { return Err(OfficeError::NotNow(Problem::new("hearing-needed"))) };
    let rule = context.procedure.hearing().waivers.iter().find(|waiver| waiver.id == id);
    let rule =
        rule.ok_or_else(|| OfficeError::field("waiver", Problem::new("unknown-waiver").with("waiver", id)))?;
    let why = note("waiver_why", proposal.waiver_why.unwrap_or_default(), WORDS_MAX)?;
    let why =
        Reasons::new(&why).ok_or_else(|| OfficeError::field("waiver_why", Problem::new("reasons-short")))?;
    Ok(Hearing::Waived { cite: rule.cite.clone(), why: why.as_str().to_owned() })
}

/// What was shown when deciding is what is known now.
fn not_changed_since(context: &Context<'_>, seen_at: i64) -> Result<(), OfficeError> {
    let moved = |history: &crate::register::PersonHistory| {
        history
            .facts
            .iter()
            .any(|fact| fact.known_from > seen_at || fact.known_to.is_some_and(|position| position > seen_at))
    };
    if moved(context.subject) || moved(context.applicant) {
        return Err(OfficeError::Conflict(Problem::new("not-seen")));
    }
    Ok(())
}

/// The second pair of eyes.
pub(super) fn approve(context: &Context<'_>) -> Result<Step, OfficeError> {
    let Phase::Proposed(stated) = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    not_changed_since(context, stated.seen_at)?;
    let decision = Decision::resume(stated.clone())
        .approve(officer(context)?)
        .map_err(|_| OfficeError::NotNow(Problem::new("same-person")))?;
    let (decision, second) = decision.into_parts();
    Ok(decided(context, decision, second))
}

/// The approver sends a proposal back.
pub(super) fn send_back(context: &Context<'_>, why: &str) -> Result<Step, OfficeError> {
    let reasons = reasons(why)?.as_str().to_owned();
    Ok(Step::of(CaseEvent::ProposalReturned { by: officer(context)?, reasons, on: context.today }))
}

/// The applicant withdraws.
pub(super) fn withdraw(context: &Context<'_>, words: &str) -> Result<Step, OfficeError> {
    let words = note("words", words, WORDS_MAX)?;
    Ok(Step::of(CaseEvent::Withdrawn { words, on: context.today }))
}
