//! The next sensible step of a random walk: towards the facts of a decision, through it, to the end of the case.

use crate::house::officer;
use crate::solve::choices;
use crate::walk::REASONS;
use kernel::{Chance, Day, DocumentId, SeededChance};
use law::procedure::{DecisionRule, SayingKind};
use law::{FactSource, Facts, GroundKind, Procedure, Verdict};
use office::actor::Actor;
use office::cases::case::Phase;
use office::cases::event::{PaymentMethod, Weighing};
use office::cases::rules::stage_lines;
use office::cases::{Case, CaseCommand, DocumentStage, StageLine, StageState};
use std::collections::BTreeMap;

/// What the guide sees of the walk.
pub struct Sight<'a> {
    pub procedure: &'a Procedure,
    pub case: &'a Case,
    pub facts: &'a Facts,
    pub target: &'a Facts,
    pub rule: &'a DecisionRule,
    pub open: &'a [String],
    pub verdict: &'a Verdict,
    pub today: Day,
    pub position: i64,
    pub exempt: bool,
    pub settled: bool,
}

fn reasons() -> String {
    REASONS.to_owned()
}

fn by(code: &str, command: CaseCommand) -> Option<(Actor, CaseCommand)> {
    Some((officer(code), command))
}

/// Who should do what next; `None` when nothing leads on.
pub fn next(sight: &Sight<'_>, chance: &mut SeededChance) -> Option<(Actor, CaseCommand)> {
    match &sight.case.phase {
        Phase::Open => before_a_proposal(sight, chance),
        Phase::Proposed(_) if chance.below(4) == 0 => {
            by("approver", CaseCommand::Return { reasons: reasons() })
        }
        Phase::Proposed(_) => by("approver", CaseCommand::Approve {}),
        Phase::Submitted { .. } => {
            by("case", CaseCommand::RecordAct { number: "512".to_owned(), on: sight.today })
        }
        Phase::Decided { .. } => match sight.case.sent.last() {
            Some(sent) if sent.presumed <= sight.today => Some((Actor::System, CaseCommand::Presume {})),
            None if chance.below(3) == 0 => by(
                "counter",
                CaseCommand::Send {
                    way: "registered-post".to_owned(),
                    on: None,
                    reference: "RR1LV".to_owned(),
                    address: "Imaginary Street 1".to_owned(),
                },
            ),
            Some(_) if chance.below(4) > 0 => None,
            _ => by("counter", CaseCommand::Serve {}),
        },
        Phase::InForce { documents, .. } => {
            let made = |id: DocumentId, stage: DocumentStage| match stage {
                DocumentStage::Ordered => by("counter", CaseCommand::MarkMade { document: id }),
                DocumentStage::Ready => by("counter", CaseCommand::HandOver { document: id }),
                DocumentStage::HandedOver => None,
            };
            stage(sight).or_else(|| documents.iter().find_map(|(id, stage)| made(*id, *stage)))
        }
        Phase::Withdrawn { .. } | Phase::Ended { .. } => None,
    }
}

fn before_a_proposal(sight: &Sight<'_>, chance: &mut SeededChance) -> Option<(Actor, CaseCommand)> {
    let case = sight.case;
    if case.before.identity && case.identified.is_none() {
        return by(
            "counter",
            CaseCommand::Identify { document: None, foreign: None, reasons: Some(reasons()) },
        );
    }
    let missing: Vec<(&String, &law::FactValue)> = sight
        .target
        .iter()
        .filter(|(name, value)| sight.facts.get(*name) != Some(value) && sight.procedure.fact(name).is_some())
        .collect();
    if !missing.is_empty() {
        let at = usize::try_from(chance.below(u64::try_from(missing.len()).ok()?)).ok()?;
        let (name, value) = missing.get(at)?;
        return prove(sight.procedure, sight.target, name, value);
    }
    if case.before.fee && !sight.settled {
        return if sight.exempt {
            by("counter", CaseCommand::ExemptFee {})
        } else {
            let (method, reference) = (PaymentMethod::Card, "T-1".to_owned());
            by("counter", CaseCommand::TakeFee { method, reference })
        };
    }
    if case.address.is_none() && chance.below(4) == 0 {
        let (municipality, address) = ("LV0001000".to_owned(), "Imaginary Street 1".to_owned());
        return by("counter", CaseCommand::StateAddress { municipality, address });
    }
    if let Some(step) = stage(sight) {
        return Some(step);
    }
    let adverse = sight.rule.kind.on_grounds();
    let mut grounds = sight.rule.needs_grounds.clone();
    if let (true, Verdict::Refusable(all)) = (grounds.is_empty(), sight.verdict) {
        grounds.extend(all.iter().filter(|ground| sight.rule.may_stand_on(ground)).cloned());
    }
    match (&case.hearing, adverse) {
        (None, true) => return by("case", CaseCommand::InviteHearing { grounds }),
        (Some(hearing), true) if hearing.answer.is_none() => {
            return by("case", CaseCommand::AnswerHearing { opinion: "I see it otherwise.".to_owned() });
        }
        _ => {}
    }
    let weighing = weighing(sight.procedure, sight.rule, &grounds, sight.verdict);
    let propose = CaseCommand::Propose {
        decision: sight.rule.id.clone(),
        grounds: if adverse { grounds } else { Vec::new() },
        reasons: reasons(),
        waiver: None,
        waiver_why: None,
        answer: answer(case, sight.rule),
        weighing,
        choices: choices(sight.rule),
        seen_at: sight.position,
        parts: Vec::new(),
    };
    sight.open.contains(&sight.rule.id).then(|| by("case", propose)).flatten()
}

/// The answer to what was argued, where a decision burdens whoever did, and in a contest.
pub fn answer(case: &Case, rule: &DecisionRule) -> String {
    let owed = rule.kind.on_grounds() || case.contests();
    if owed && !case.arguments().is_empty() { reasons() } else { String::new() }
}

/// The four answers of usefulness, where a ground leaves the office a choice.
pub fn weighing(
    procedure: &Procedure,
    rule: &DecisionRule,
    grounds: &[String],
    verdict: &Verdict,
) -> Option<Weighing> {
    let on = match verdict {
        _ if rule.kind.on_grounds() => grounds,
        Verdict::Refusable(all) if !rule.despite.is_empty() => all,
        _ => &[],
    };
    let mut grounds = on.iter().filter_map(|id| procedure.ground(id));
    grounds.any(|ground| ground.kind() == GroundKind::May).then(|| Weighing {
        needed: reasons(),
        suitable: reasons(),
        least_restrictive: reasons(),
        balanced: reasons(),
    })
}

/// One of these facts told to the case, by the way that it comes in, by somebody who may.
pub fn prove(
    procedure: &Procedure,
    facts: &Facts,
    name: &str,
    value: &law::FactValue,
) -> Option<(Actor, CaseCommand)> {
    let (fact, value) = (name.to_owned(), value.clone());
    match procedure.fact(name)?.source {
        FactSource::Declared => by("counter", CaseCommand::Declare { fact, value }),
        FactSource::Judged => by("case", CaseCommand::Judge { fact, value, reasons: reasons() }),
        FactSource::Register | FactSource::Case => {
            by("case", CaseCommand::Record { fact, value, note: "register of another body".to_owned() })
        }
        FactSource::Evidence => {
            let evidence = procedure.evidence().iter().find(|e| e.facts().any(|f| f == name))?;
            let spoken = evidence.facts().filter_map(|f| Some((f.to_owned(), facts.get(f)?.clone())));
            let shows: BTreeMap<_, _> = spoken.collect();
            let (evidence, note) = (evidence.id.clone(), String::new());
            by(
                "counter",
                CaseCommand::RecordEvidence { evidence, note, shows, attachment: None, everywhere: false },
            )
        }
    }
}

/// Something said of everything that the law file asks to be said of a step.
pub fn says(procedure: &Procedure, stage: &str) -> BTreeMap<String, String> {
    let asked = procedure.stage(stage).into_iter().flat_map(|stage| &stage.says);
    let said = |kind: SayingKind| match kind {
        SayingKind::Day => "2099-12-09",
        SayingKind::Time => "10:00",
        SayingKind::Line => "Room 109",
    };
    asked.map(|asked| (asked.id.clone(), said(asked.kind).to_owned())).collect()
}

/// The next step of the work that can be noted.
fn stage(sight: &Sight<'_>) -> Option<(Actor, CaseCommand)> {
    let lines = stage_lines(sight.procedure, sight.case, sight.facts);
    let open = |line: &StageLine| line.noted && line.state == StageState::Open && line.lacks.is_none();
    let open = lines.into_iter().find(open)?;
    let says = says(sight.procedure, &open.id);
    by("both", CaseCommand::FinishStage { stage: open.id, note: "done".to_owned(), on: None, says })
}
