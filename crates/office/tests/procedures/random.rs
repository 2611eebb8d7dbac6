//! Random walks over every procedure: thousands of commands, sensible and not, by everybody, on invented people. Two
//! of three steps lead towards a decision (`guide`), the others are whatever chance makes of them. No walk reaches a
//! state that the model forbids.

use crate::guide::{self, Sight};
use crate::house::{day, officer};
use crate::people;
use crate::solve::Search;
use crate::walk::REASONS;
use crate::ways::{everything_offered, offered};
use kernel::{AttachmentId, CaseId, Chance, Day, DocumentId, LetterId, PersonId, SeededChance, Term};
use law::procedure::DecisionRule;
use law::{DecisionKind, FactValue, Facts, FeeAnswer, LawBook, Procedure, Verdict};
use office::actor::Actor;
use office::cases::course::Before;
use office::cases::event::{CaseEvent, Channel, Hearing, PaymentMethod, StatedDecision, Weighing};
use office::cases::facts::{self, Days, Persons};
use office::cases::rules::{Context, Fresh, decide};
use office::cases::{Case, CaseCommand, Moving, Phase};
use office::error::OfficeError;
use office::register::PersonHistory;
use std::collections::{BTreeMap, BTreeSet};

const WALKS: u64 = 10;
const COMMANDS: usize = 70;

struct World<'a> {
    law: &'a LawBook,
    procedure: &'a Procedure,
    rule: &'a DecisionRule,
    chance: SeededChance,
    subject: PersonHistory,
    target: Facts,
    case: Case,
    today: Day,
    position: i64,
    served: usize,
    ordered: BTreeSet<DocumentId>,
    handed: BTreeSet<DocumentId>,
    done: BTreeSet<&'static str>,
}

impl World<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.chance.below(u64::try_from(n.max(1)).unwrap())).unwrap()
    }

    fn often(&mut self) -> bool {
        self.below(5) > 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let at = self.below(list.len());
        list.get(at).cloned()
    }

    fn facts(&self) -> Facts {
        let persons =
            Persons { subject: &self.subject, applicant: &self.subject, country: self.law.country() };
        let days = Days { received: self.case.received, today: self.today, known_at: facts::LATEST };
        facts::of_case(self.procedure, &self.case, persons, days)
    }

    fn value(&mut self, fact: &str) -> FactValue {
        match self.target.get(fact).cloned() {
            Some(value) if self.often() => value,
            _ => [FactValue::Bool(true), FactValue::Bool(false), FactValue::Int(3)][self.below(3)].clone(),
        }
    }

    fn command(&mut self, verdict: &Verdict, open: &[String]) -> CaseCommand {
        let procedure = self.procedure;
        let names: Vec<String> = procedure.facts().iter().map(|def| def.name.clone()).collect();
        let fact = self.pick(&names).unwrap_or_default();
        let value = self.value(&fact);
        let words = if self.often() { REASONS.to_owned() } else { "no".to_owned() };
        let documents: Vec<DocumentId> = self.ordered.iter().copied().collect();
        let document = self.pick(&documents).unwrap_or(DocumentId::from_u64(9));
        let stages: Vec<String> = procedure.stages().iter().map(|stage| stage.id.clone()).collect();
        match self.below(26) {
            0 => CaseCommand::Identify { document: None, reasons: Some(words) },
            1..=4 => {
                let evidence = self.pick(procedure.evidence());
                let Some(evidence) = evidence else { return CaseCommand::ExemptFee {} };
                let spoken: Vec<String> = evidence.facts().map(str::to_owned).collect();
                let shows = spoken.into_iter().map(|fact| (fact.clone(), self.value(&fact))).collect();
                CaseCommand::RecordEvidence {
                    evidence: evidence.id,
                    note: String::new(),
                    shows,
                    attachment: None,
                }
            }
            5 | 6 => CaseCommand::Judge { fact, value, reasons: words },
            7 => CaseCommand::Record { fact, value, note: words },
            8 => CaseCommand::Declare { fact, value },
            9 => CaseCommand::TakeFee { method: PaymentMethod::Card, reference: "T-1".to_owned() },
            10 => CaseCommand::ExemptFee {},
            11 => CaseCommand::InviteHearing { grounds: self.grounds(verdict) },
            12 => CaseCommand::AnswerHearing { opinion: words },
            13 | 14 => CaseCommand::FinishStage {
                stage: self.pick(&stages).unwrap_or_default(),
                note: words,
                on: None,
            },
            15..=18 => self.proposal(verdict, open, words),
            19 => CaseCommand::Approve {},
            20 => CaseCommand::RecordAct { number: "512".to_owned(), on: self.today },
            21 => [CaseCommand::Serve {}, CaseCommand::Receive {}][self.below(2)].clone(),
            22 => CaseCommand::MarkMade { document },
            23 => CaseCommand::HandOver { document },
            24 => self.moving(words),
            _ => match self.below(7) {
                0 => CaseCommand::Withdraw { words },
                1 => CaseCommand::Return { reasons: words },
                3 => CaseCommand::Assign {
                    to: self.pick(&["case".to_owned(), "case-2".to_owned(), "auditor".to_owned()]),
                },
                2 => CaseCommand::Contest { words, declared: BTreeMap::new(), person: None },
                _ => CaseCommand::StateAddress {
                    municipality: "LV0001000".to_owned(),
                    address: "Imaginary Street 1".to_owned(),
                },
            },
        }
    }

    fn grounds(&mut self, verdict: &Verdict) -> Vec<String> {
        let all: Vec<String> = self.procedure.grounds().iter().map(|ground| ground.id().to_owned()).collect();
        match verdict {
            Verdict::Refusable(grounds) if self.often() => grounds.clone(),
            _ => self.pick(&all).into_iter().collect(),
        }
    }

    fn proposal(&mut self, verdict: &Verdict, open: &[String], reasons: String) -> CaseCommand {
        let all: Vec<String> = self.procedure.decisions().iter().map(|rule| rule.id.clone()).collect();
        let decision = if self.often() { self.pick(open) } else { self.pick(&all) };
        let decision = decision.or_else(|| self.pick(&all)).unwrap_or_default();
        let rule = self.procedure.decision(&decision);
        let choices = rule.map(|rule| {
            rule.choices
                .iter()
                .map(|choice| (choice.id.clone(), choice.at_least))
                .collect::<BTreeMap<_, Term>>()
        });
        let waivers: Vec<String> =
            self.procedure.hearing().waivers.iter().map(|waiver| waiver.id.clone()).collect();
        let waived = self.below(4) == 0;
        let waiver = if waived { self.pick(&waivers) } else { None };
        let words = || REASONS.to_owned();
        let weighing =
            Weighing { needed: words(), suitable: words(), least_restrictive: words(), balanced: words() };
        let weighing = self.often().then_some(weighing);
        CaseCommand::Propose {
            decision,
            grounds: self.grounds(verdict),
            reasons,
            waiver_why: waiver.as_ref().map(|_| words()),
            waiver,
            weighing,
            choices: choices.unwrap_or_default(),
            seen_at: self.position,
        }
    }

    fn moving(&mut self, reasons: String) -> CaseCommand {
        let clocks = self.procedure.clocks();
        let at = self.below(clocks.len());
        let Some(clock) = clocks.get(at) else { return CaseCommand::ExemptFee {} };
        let mut moves: Vec<CaseCommand> = Vec::new();
        let moving = |reason: &str| Moving {
            clock: clock.id.clone(),
            reason: reason.to_owned(),
            reasons: reasons.clone(),
        };
        moves.extend(clock.extend.iter().map(|longer| CaseCommand::Extend(moving(&longer.id))));
        moves.extend(clock.postpone.iter().map(|reason| CaseCommand::Postpone(moving(&reason.id))));
        moves.extend(clock.suspend.iter().map(|reason| CaseCommand::Suspend(moving(&reason.id))));
        moves.push(CaseCommand::Resume { clock: clock.id.clone(), reasons: reasons.clone() });
        self.pick(&moves).unwrap()
    }

    fn actor(&mut self) -> Actor {
        let officers = ["case", "case", "counter", "approver", "both", "case-2", "auditor"];
        match self.below(9) {
            0 => Actor::Client { person: self.subject.id },
            1 => Actor::System,
            _ => officer(self.pick(&officers).unwrap()),
        }
    }

    fn turn(&mut self, number: u64) {
        if self.below(10) == 0 {
            let days = i32::try_from(self.below(12)).unwrap();
            self.today = self.today.plus_days(days).unwrap();
        }
        let facts = self.facts();
        let assessment = self.procedure.assess(&facts);
        let verdict = assessment.outcome();
        let open: Vec<String> =
            self.procedure.judge(&facts).open_decisions().iter().map(|rule| rule.id.clone()).collect();
        let sight = Sight {
            procedure: self.procedure,
            case: &self.case,
            facts: &facts,
            target: &self.target,
            rule: self.rule,
            open: &open,
            verdict: &verdict,
            today: self.today,
            position: self.position,
            exempt: matches!(assessment.fee, FeeAnswer::Exempt { .. }),
        };
        let led = self.chance.below(3) > 0;
        let sensible = led.then(|| guide::next(&sight, &mut self.chance)).flatten();
        let (actor, command) = match sensible {
            Some(sensible) => sensible,
            None => (self.actor(), self.command(&verdict, &open)),
        };
        let id = |n: u64| number * 20 + n;
        let fresh = Fresh {
            letter: LetterId::from_u64(id(0)),
            attachment: AttachmentId::from_u64(id(0)),
            documents: (0..4)
                .map(|n| {
                    (DocumentId::from_u64(id(n)), format!("XX{:07}", id(n) % 10_000_000).parse().unwrap())
                })
                .collect(),
            cases: (0..8).map(|n| CaseId::from_u64(id(n))).collect(),
            code: self.law.country().codes.parse("39990000017").ok(),
        };
        let staff = crate::house::staff();
        let context = Context {
            case: &self.case,
            procedure: self.procedure,
            law: self.law,
            facts: &facts,
            assessment: &assessment,
            subject: &self.subject,
            applicant: &self.subject,
            parent: None,
            actor: &actor,
            own: true,
            today: self.today,
            fresh: &fresh,
            open: &BTreeSet::new(),
            staff: &staff,
            specimen: true,
        };
        let step = match decide(&context, &command) {
            Ok(step) => step,
            Err(OfficeError::Fault(why)) => panic!("{} {command:?}: {why}", self.procedure.id()),
            Err(_) => return,
        };
        self.done.insert(command.code());
        if let CaseCommand::Propose { decision, .. } = &command {
            assert!(open.contains(decision), "{} was not open", decision);
            let rule = self.procedure.decision(decision).unwrap();
            let granted = rule.kind == DecisionKind::Grant;
            assert!(!granted || !matches!(verdict, Verdict::Unknown(_)), "granted on an unknown");
            assert!(!rule.kind.on_grounds() || matches!(verdict, Verdict::Refusable(_)));
        }
        for event in &step.events {
            self.check(event);
            self.case.apply(event);
        }
        for event in &step.person {
            self.position += 1;
            self.subject = self.subject.with(self.position, event);
        }
    }

    /// What the model forbids.
    fn check(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::Decided { decision, second, .. } => self.check_decision(decision, second.is_some()),
            CaseEvent::DecisionServed { documents, .. } => {
                assert!(matches!(self.case.phase, Phase::Decided { .. }), "in force without a decision");
                self.served += 1;
                assert_eq!(self.served, 1, "the effects came twice");
                self.ordered.extend(documents);
            }
            CaseEvent::DocumentHandedOver { document, .. } => {
                assert!(self.ordered.contains(document) && self.handed.insert(*document));
            }
            _ => {}
        }
    }

    fn check_decision(&self, decision: &StatedDecision, second: bool) {
        let rule = self.procedure.decision(decision.outcome.decision()).unwrap();
        assert_eq!(rule.approvals > 1, second, "signatures of {}", rule.id);
        assert_eq!(rule.by.is_some(), decision.act.is_some(), "who took {}", rule.id);
        let grounds = decision.outcome.grounds();
        let minted = |id: &str| self.procedure.ground(id).unwrap();
        if grounds.iter().any(|ground| minted(&ground.id).kind() == law::GroundKind::May) {
            assert!(decision.weighing.is_some(), "{} was not weighed", rule.id);
        }
        if rule.kind.on_grounds() {
            assert!(!grounds.is_empty() && decision.outcome.reasons().len() >= 20);
            assert_eq!(decision.outcome.route().is_none(), rule.is_final, "recourse of {}", rule.id);
            match decision.outcome.hearing().unwrap() {
                Hearing::Waived { why, .. } => assert!(!why.is_empty()),
                Hearing::Heard { invited, .. } => {
                    let record = self.case.hearing.as_ref().unwrap();
                    assert_eq!(record.invited, *invited);
                    let told = |id: &str| record.grounds.iter().any(|ground| ground.id == id);
                    assert!(grounds.iter().all(|ground| told(&ground.id)), "not told of a ground");
                }
            }
        } else {
            assert!(!decision.outcome.effects().is_empty() || rule.kind == DecisionKind::Discontinue);
        }
    }
}

fn received(procedure: &Procedure, law: &LawBook, subject: &PersonHistory) -> CaseEvent {
    let today = day("2026-11-24");
    let facts = people::computed(law, procedure, subject, subject);
    CaseEvent::ApplicationReceived {
        procedure: procedure.id().to_owned(),
        in_force: procedure.in_force(),
        applicant: subject.id,
        subject: subject.id,
        capacity: procedure.capacities()[0].id.clone(),
        channel: Channel::Counter,
        on: today,
        due: today,
        declared: BTreeMap::new(),
        office: "riga-4".to_owned(),
        lang: kernel::Lang::LV,
        appointment: None,
        letter: LetterId::from_u64(1),
        before: Before { identity: true, fee: procedure.fee(&facts) != FeeAnswer::None },
        note: String::new(),
    }
}

#[test]
fn no_walk_reaches_a_state_that_the_model_forbids() {
    let law = everything_offered();
    let (mut served, mut done) = (BTreeSet::new(), BTreeSet::new());
    for (index, procedure) in offered(&law).into_iter().enumerate() {
        for walk in 0..WALKS {
            let seed = u64::try_from(index).unwrap() * WALKS + walk;
            let mut chance = SeededChance::new(seed);
            let standings = people::standings(&law);
            let at = usize::try_from(chance.below(u64::try_from(standings.len()).unwrap())).unwrap();
            let mut standing = standings[at].clone();
            standing.by_parent = false;
            let subject = people::history(&people::person(&law, 1, &standing));
            assert_eq!(subject.id, PersonId::from_u64(1));
            let fixed = people::computed(&law, procedure, &subject, &subject);
            let rules = procedure.decisions();
            let rule = &rules[usize::try_from(walk).unwrap() % rules.len()];
            let mut search = Search::new(procedure, fixed, day("2026-11-24"), seed);
            let target = search.facts_for(rule).unwrap_or_default();
            let case = Case::fold(CaseId::from_u64(7), [&received(procedure, &law, &subject)]).unwrap();
            let mut world = World {
                law: &law,
                procedure,
                rule,
                chance,
                subject,
                target,
                case,
                today: day("2026-11-24"),
                position: 10,
                served: 0,
                ordered: BTreeSet::new(),
                handed: BTreeSet::new(),
                done: BTreeSet::new(),
            };
            for turn in 0..COMMANDS {
                world.turn(seed * 1000 + u64::try_from(turn).unwrap());
            }
            if world.served > 0 {
                served.insert(procedure.id().to_owned());
            }
            done.extend(world.done);
        }
    }
    // A walk whose people or facts lead nowhere goes on all the same; most of the procedures are walked to the end.
    let all = offered(&law).len();
    assert!(served.len() * 3 > all * 2, "only {} of {all} came into force: {served:?}", served.len());
    for command in
        ["propose", "approve", "record-act", "serve", "finish-stage", "hand-over", "return", "withdraw"]
    {
        assert!(done.contains(command), "nobody ever did `{command}`: {done:?}");
    }
}
