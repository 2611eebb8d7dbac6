//! Deciding: a proposal within what the law allows on these facts, the second pair of eyes, and the act of a body
//! outside the office where that body decides.

use super::examine::{WORDS_MAX, reasons, reasons_in, supported};
use super::onward::Against;
use super::{Context, Step, by_law, dead, effects, hand, heard, note, officer, stages, undo};
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::decision::{
    Burden, Decision, Drafting, Grounds, Outcome, Reasons, Recourse, Signed, Unweighed,
};
use crate::cases::effect;
use crate::cases::event::{CaseEvent, OutsideAct, StatedDecision, StatedEffect, Weighing};
use crate::cases::whom::fits;
use crate::error::{OfficeError, Problem};
use documents::Many;
use kernel::{Day, OfficerId, Term, Text};
use law::procedure::{DecisionKind, DecisionRule};
use law::{Ground, GroundKind, Truth, Verdict};
use std::collections::BTreeMap;

/// A proposal as it came in.
pub(super) struct Proposal<'a> {
    pub decision: &'a str,
    pub grounds: &'a [String],
    pub reasons: &'a str,
    pub waiver: Option<&'a str>,
    pub waiver_why: Option<&'a str>,
    pub answer: &'a str,
    pub weighing: Option<&'a Weighing>,
    pub choices: &'a BTreeMap<String, Term>,
    pub parts: &'a [u16],
    pub seen_at: i64,
}

/// Proposes a decision; where the procedure asks for one signature it is decided at once.
pub(super) fn propose(context: &Context<'_>, proposal: &Proposal<'_>) -> Result<Step, OfficeError> {
    let rule = context.procedure.decision(proposal.decision).ok_or_else(|| {
        OfficeError::field("decision", Problem::new("unknown-decision").with("decision", proposal.decision))
    })?;
    if dead::bars(context, rule) {
        return Err(OfficeError::field("decision", Problem::new("subject-dead")));
    }
    not_changed_since(context, proposal.seen_at)?;
    let choices = choices(rule, proposal.choices)?;
    let outcome = outcome(context, rule, proposal, &choices)?;
    // Where nothing stands against the person, usefulness is not weighed; what was written about it is not dropped in
    // silence.
    if proposal.weighing.is_some() && outcome.grounds().is_none() {
        return Err(OfficeError::field("weighing", Problem::new("nothing-weighed")));
    }
    let waits = stages::before_deciding(context, rule);
    if !waits.is_empty() && by_law::why(context, rule).is_none() && !is_certain(context, rule, proposal) {
        let problem = Problem::new("stage-needed").with("step", waits.join(", "));
        return Err(OfficeError::NotNow(problem));
    }
    let by = signer(context, rule)?;
    let drafting = Drafting {
        by,
        seen_at: proposal.seen_at,
        approvals: rule.approvals,
        track: context.assessment.track.clone(),
        choices,
        parts: undo::parts(context, rule, proposal.parts)?,
        answer: heard::answer(context, rule, proposal.answer)?,
    };
    match Decision::draft(outcome, drafting) {
        Signed::NeedsSecond(draft) => {
            Ok(Step::of(CaseEvent::DecisionProposed { decision: draft.stated().clone(), on: context.today }))
        }
        Signed::Ready(decision) => {
            let (decision, second) = decision.into_parts();
            Ok(signed(context, rule, decision, second))
        }
    }
}

/// Whether it refuses on a ground that leaves no choice: nothing that others have still to do can change that.
fn is_certain(context: &Context<'_>, rule: &DecisionRule, proposal: &Proposal<'_>) -> bool {
    let mut grounds = proposal.grounds.iter().filter_map(|id| context.procedure.ground(id));
    rule.kind == DecisionKind::Refuse && grounds.any(|ground| ground.kind() == GroundKind::Must)
}

/// Who signs first: the officer, or the office itself where the law lets it be taken without one.
fn signer(context: &Context<'_>, rule: &DecisionRule) -> Result<OfficerId, OfficeError> {
    let by_itself = rule.automatic || by_law::why(context, rule).is_some();
    if *context.actor == Actor::System && by_itself { hand(context) } else { officer(context) }
}

/// What is signed in the office is decided, or goes to the body that decides.
fn signed(
    context: &Context<'_>,
    rule: &DecisionRule,
    decision: StatedDecision,
    second: Option<OfficerId>,
) -> Step {
    match &rule.by {
        Some(body) => Step::of(CaseEvent::ProposalSubmitted {
            decision,
            second,
            to: body.code.clone(),
            on: context.today,
        }),
        None => decided(context, decision, second),
    }
}

fn decided(context: &Context<'_>, decision: StatedDecision, second: Option<OfficerId>) -> Step {
    let letter = context.fresh.letter;
    let event = CaseEvent::Decided { decision, second, on: context.today, letter, due: None };
    Step { letters: vec![letter], ..Step::of(event) }
}

/// The terms that the decision sets, each within the limits of the law.
fn choices(
    rule: &DecisionRule,
    given: &BTreeMap<String, Term>,
) -> Result<BTreeMap<String, Term>, OfficeError> {
    if let Some(unknown) = given.keys().find(|id| !rule.choices.iter().any(|choice| choice.id == **id)) {
        return Err(OfficeError::field("choices", Problem::new("unknown-choice").with("choice", unknown)));
    }
    let mut chosen = BTreeMap::new();
    for choice in &rule.choices {
        let limits = || format!("{} – {}", choice.at_least, choice.at_most);
        let term = given.get(&choice.id).copied().ok_or_else(|| {
            let problem = Problem::new("choice-needed").with("choice", &choice.id);
            OfficeError::field("choices", problem.with("allowed", limits()).with("shape", "term"))
        })?;
        if !choice.allows(term) {
            let code = if choice.mixes(term) { "choice-unit" } else { "choice-range" };
            let problem = Problem::new(code).with("choice", &choice.id).with("value", term);
            let problem = problem.with("least", choice.at_least).with("most", choice.at_most);
            return Err(OfficeError::field("choices", problem.with("allowed", limits())));
        }
        chosen.insert(choice.id.clone(), term);
    }
    Ok(chosen)
}

fn outcome(
    context: &Context<'_>,
    rule: &DecisionRule,
    proposal: &Proposal<'_>,
    choices: &BTreeMap<String, Term>,
) -> Result<Outcome, OfficeError> {
    let decision = rule.id.clone();
    match rule.kind {
        DecisionKind::Grant => grant(context, rule, proposal, choices),
        DecisionKind::Refuse => {
            let burden = burden(context, rule, proposal)?;
            open(context, rule)?;
            Ok(Outcome::Refuse { decision, burden, effects: follows(context, rule, choices)? })
        }
        DecisionKind::Impose => {
            let burden = burden(context, rule, proposal)?;
            open(context, rule)?;
            let effects = at_least_one(rule, follows(context, rule, choices)?)?;
            Ok(Outcome::Impose { decision, burden, effects })
        }
        DecisionKind::Discontinue => {
            let reasons = match by_law::why(context, rule) {
                Some(why) => led_to(context, rule, &why, proposal)?,
                None => {
                    open(context, rule)?;
                    reasons(proposal.reasons)?
                }
            };
            let (recourse, effects) = (recourse(context, rule)?, follows(context, rule, choices)?);
            Ok(Outcome::Discontinue { decision, reasons, recourse, effects })
        }
    }
}

/// Reasons of a decision to which time has led: what the officer says, or what the law says by itself.
fn led_to(
    context: &Context<'_>,
    rule: &DecisionRule,
    why: &Text,
    proposal: &Proposal<'_>,
) -> Result<Reasons, OfficeError> {
    if !proposal.reasons.trim().is_empty() {
        return reasons(proposal.reasons);
    }
    let cite = rule.cite.as_ref().map(|cite| context.procedure.cite_text(cite).text);
    let cited = cite.map(|text| format!(" {}.", text.get(context.case.lang))).unwrap_or_default();
    reasons(&format!("{}{cited}", why.get(context.case.lang)))
}

/// Ids of the decisions that the office would take on these facts: allowed by the law, with what they lead to known.
pub(crate) fn open_decisions(context: &Context<'_>) -> Vec<String> {
    let open = context.procedure.judge(context.facts).open_decisions().into_iter();
    let known = |rule: &&DecisionRule| {
        rule.kind != DecisionKind::Grant || context.procedure.needed_by(rule, context.facts).is_empty()
    };
    open.filter(known).filter(|rule| !dead::bars(context, rule)).map(|rule| rule.id.clone()).collect()
}

/// Whether the law allows the decision on these facts.
fn open(context: &Context<'_>, rule: &DecisionRule) -> Result<(), OfficeError> {
    let open = context.procedure.judge(context.facts).open_decisions();
    if open.iter().any(|known| known.id == rule.id) {
        return Ok(());
    }
    let ids: Vec<&str> = open.iter().map(|known| known.id.as_str()).collect();
    let problem = Problem::new("decision-not-open").with("decision", &rule.id);
    Err(OfficeError::NotNow(problem.with("open", ids.join(", "))))
}

fn not_grantable(why: &[String]) -> OfficeError {
    OfficeError::NotNow(Problem::new("not-grantable").with("why", why.join(", ")))
}

/// Nothing is against it, but these are not known: whoever records them can go on.
fn facts_needed(missing: &[String]) -> OfficeError {
    OfficeError::NotNow(Problem::new("facts-needed").with("missing", missing.join(", ")))
}

fn grant(
    context: &Context<'_>,
    rule: &DecisionRule,
    proposal: &Proposal<'_>,
    choices: &BTreeMap<String, Term>,
) -> Result<Outcome, OfficeError> {
    if let Some(why) = by_law::why(context, rule) {
        let effects = at_least_one(rule, follows(context, rule, choices)?)?;
        let reasons = led_to(context, rule, &why, proposal)?.as_str().to_owned();
        return Ok(Outcome::Grant { decision: rule.id.clone(), effects, reasons });
    }
    let against = match context.assessment.outcome() {
        Verdict::Grantable => Vec::new(),
        Verdict::Refusable(grounds) if grounds.iter().all(|ground| rule.despite.contains(ground)) => grounds,
        Verdict::Refusable(grounds) => return Err(not_grantable(&grounds)),
        Verdict::Unknown(missing) => return Err(facts_needed(&missing)),
    };
    open(context, rule)?;
    if !acts_rightly(context) {
        return Err(OfficeError::NotNow(Problem::new("capacity-unproven")));
    }
    // What a later step depends on is known before there can be one.
    let needed = context.procedure.needed_by(rule, context.facts);
    if !needed.is_empty() {
        return Err(facts_needed(&needed));
    }
    let effects = at_least_one(rule, follows(context, rule, choices)?)?;
    let decision = rule.id.clone();
    let minted: Vec<Ground> = against.iter().filter_map(|id| context.procedure.ground(id)).collect();
    match Many::from_vec(minted) {
        None if heard::grants_partly(context, rule) => {
            let reasons = reasons(proposal.reasons)?.as_str().to_owned();
            Ok(Outcome::Grant { decision, effects, reasons })
        }
        None => {
            Ok(Outcome::Grant { decision, effects, reasons: note("reasons", proposal.reasons, WORDS_MAX)? })
        }
        Some(list) => {
            let grounds = weighed(list, proposal)?;
            Ok(Outcome::GrantDespite { decision, effects, grounds, reasons: reasons(proposal.reasons)? })
        }
    }
}

/// Whether the applicant acts in a capacity that the law knows; who began as one may go on as another, such as a child
/// that came of age. Of a case that nobody applied for it is not asked.
fn acts_rightly(context: &Context<'_>) -> bool {
    let for_self = context.case.applicant == context.case.subject;
    context.case.begun.is_some()
        || context
            .assessment
            .capacities
            .iter()
            .any(|(id, truth)| *truth == Truth::Met && fits(context.procedure, id, for_self))
}

fn at_least_one(rule: &DecisionRule, effects: Vec<StatedEffect>) -> Result<Many<StatedEffect>, OfficeError> {
    Many::from_vec(effects).ok_or_else(|| {
        OfficeError::Fault(format!("the decision `{}` of the law file has no effect", rule.id))
    })
}

/// What follows, as far as everything that it needs is known.
fn follows(
    context: &Context<'_>,
    rule: &DecisionRule,
    choices: &BTreeMap<String, Term>,
) -> Result<Vec<StatedEffect>, OfficeError> {
    let stated = effect::stated(rule, context.facts, choices).map_err(|missing| facts_needed(&missing))?;
    if context.case.address.is_none() && stated.iter().any(effects::names_address) {
        return Err(OfficeError::NotNow(Problem::new("address-needed")));
    }
    Ok(stated)
}

/// Grounds with their weighing, each of its four questions answered in words.
fn weighed(list: Many<Ground>, proposal: &Proposal<'_>) -> Result<Grounds, OfficeError> {
    let grounds = Grounds::new(list, proposal.weighing.cloned()).map_err(|wrong| {
        let problem = match wrong {
            Unweighed::Needed { ground } => Problem::new("weighing-needed").with("ground", ground),
            Unweighed::NoChoice => Problem::new("nothing-weighed"),
        };
        OfficeError::field("weighing", problem)
    })?;
    if let Some(Weighing { needed, suitable, least_restrictive, balanced }) = proposal.weighing {
        let answers = [
            ("weighing.needed", needed),
            ("weighing.suitable", suitable),
            ("weighing.least_restrictive", least_restrictive),
            ("weighing.balanced", balanced),
        ];
        let mut wrong = Vec::new();
        for (field, words) in answers {
            match reasons_in(field, words) {
                Ok(_) => {}
                Err(OfficeError::Invalid(faults)) => wrong.extend(faults),
                Err(other) => return Err(other),
            }
        }
        if !wrong.is_empty() {
            return Err(OfficeError::Invalid(wrong));
        }
    }
    Ok(grounds)
}

fn burden(
    context: &Context<'_>,
    rule: &DecisionRule,
    proposal: &Proposal<'_>,
) -> Result<Burden, OfficeError> {
    let list = supported(context, proposal.grounds)?;
    if let Some(ground) = rule.needs_grounds.iter().find(|id| !list.iter().any(|known| known.id() == *id)) {
        return Err(OfficeError::field("grounds", Problem::new("ground-needed").with("ground", ground)));
    }
    if let Some(ground) = list.iter().find(|ground| !rule.may_stand_on(ground.id())) {
        return Err(OfficeError::field("grounds", Problem::new("ground-not-of").with("ground", ground.id())));
    }
    let reasons = reasons(proposal.reasons)?;
    let hearing = heard::hearing(context, proposal, &list)?;
    let (grounds, recourse) = (weighed(list, proposal)?, recourse(context, rule)?);
    Ok(Burden { grounds, reasons, hearing, recourse })
}

/// Where the decision is contested: the step that the law names, with the term that holds on these facts.
fn recourse(context: &Context<'_>, rule: &DecisionRule) -> Result<Recourse, OfficeError> {
    match Against::of(context).step(rule) {
        Some(onward) => Ok(Recourse::Contest(onward.stated())),
        None => match &rule.cite {
            Some(cite) => Ok(Recourse::Final(cite.clone())),
            None => Err(OfficeError::Fault(format!("nothing says why `{}` is final", rule.id))),
        },
    }
}

/// What was shown when deciding is what is known now.
pub(super) fn not_changed_since(context: &Context<'_>, seen_at: i64) -> Result<(), OfficeError> {
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
    let rule = context.procedure.decision(stated.outcome.decision());
    let rule = rule.ok_or_else(|| OfficeError::Fault("a proposal of an unknown decision".to_owned()))?;
    let decision = Decision::resume(stated.clone())
        .approve(officer(context)?)
        .map_err(|_| OfficeError::NotNow(Problem::new("same-person")))?;
    let (decision, second) = decision.into_parts();
    Ok(signed(context, rule, decision, second))
}

/// The act of the body outside the office that takes the decision.
pub(super) fn record_act(context: &Context<'_>, number: &str, on: Day) -> Result<Step, OfficeError> {
    let Phase::Submitted { decision, second, to, on: submitted } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    not_changed_since(context, decision.seen_at)?;
    let number = note("number", number, 60)?;
    if number.is_empty() {
        return Err(OfficeError::field("number", Problem::new("required")));
    }
    if on > context.today || on < *submitted {
        return Err(OfficeError::field("on", Problem::new("act-day").with("from", submitted)));
    }
    let act = OutsideAct { by: to.clone(), number, on };
    let (decision, second) = Decision::taken(decision.clone(), second.clone(), act).into_parts();
    let mut step = decided(context, decision, second);
    step.events.splice(0..0, stages::taken_outside(context, to, on)?);
    Ok(step)
}
