//! Random walks over every procedure: thousands of commands, sensible and not, by everybody, on invented people. Two
//! of three steps lead towards a decision (`guide`), the others are whatever chance makes of them. No walk reaches a
//! state that the model forbids.

use crate::guide::{self, Sight};
use crate::house::day;
use crate::people;
use crate::solve::Search;
use crate::ways::{everything_offered, offered};
use kernel::{AttachmentId, CaseId, Chance, Day, DocumentId, LetterId, PersonId, SeededChance};
use law::procedure::DecisionRule;
use law::{DecisionKind, Facts, FeeAnswer, LawBook, Procedure, Verdict};
use office::access::Standing;
use office::cases::course::Before;
use office::cases::event::{CaseEvent, Channel, Hearing, ServiceChannel, StatedDecision};
use office::cases::facts::{self, Days, Persons};
use office::cases::rules::{Context, Fresh, decide};
use office::cases::{Case, CaseCommand, Phase};
use office::error::OfficeError;
use office::register::PersonHistory;
use std::collections::{BTreeMap, BTreeSet};

const WALKS: u64 = 10;
const COMMANDS: usize = 70;

pub struct World<'a> {
    law: &'a LawBook,
    pub procedure: &'a Procedure,
    rule: &'a DecisionRule,
    pub chance: SeededChance,
    pub subject: PersonHistory,
    pub target: Facts,
    case: Case,
    pub today: Day,
    pub position: i64,
    served: usize,
    pub ordered: BTreeSet<DocumentId>,
    handed: BTreeSet<DocumentId>,
    done: BTreeSet<&'static str>,
}

impl World<'_> {
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.chance.below(u64::try_from(n.max(1)).unwrap())).unwrap()
    }

    pub fn often(&mut self) -> bool {
        self.below(5) > 0
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let at = self.below(list.len());
        list.get(at).cloned()
    }

    fn facts(&self) -> Facts {
        let persons = Persons::of(self.law, self.procedure, &self.subject, &self.subject);
        let days = Days { received: self.case.received, today: self.today, known_at: facts::LATEST };
        facts::of_case(self.procedure, &self.case, persons, days)
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
            settled: self.case.fee_settled(&assessment.fee),
        };
        let led = self.chance.below(3) > 0;
        let sensible = led.then(|| guide::next(&sight, &mut self.chance)).flatten();
        let (actor, command) = match sensible {
            Some(sensible) => sensible,
            None => (self.actor(), self.command(&verdict, &open)),
        };
        let id = |n: u64| number * 20 + n;
        let fresh = Fresh {
            anew: LetterId::from_u64(id(9)),
            letter: LetterId::from_u64(id(0)),
            notices: (1..5).map(|n| LetterId::from_u64(id(n))).collect(),
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
            others: &[],
            actor: &actor,
            own: true,
            standing: Standing::of(&actor, &self.case),
            today: self.today,
            minute: "10:00".parse().unwrap(),
            fresh: &fresh,
            carried: &BTreeSet::new(),
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
            CaseEvent::DecisionSent(sent) => {
                assert!(sent.presumed > sent.on && !sent.address.is_empty());
                let adverse = self.case.decision().unwrap().outcome.code() != "grant";
                assert!(!adverse || sent.way != "post", "a burden by ordinary post");
            }
            CaseEvent::ServiceRebutted(rebutted) => {
                let Phase::InForce { served, .. } = &self.case.phase else { panic!("not in force") };
                assert!(served.0 == ServiceChannel::Sent && served.1 < rebutted.received);
            }
            CaseEvent::CourtRuled(_) => {
                assert!(self.case.before_court().is_some(), "a ruling on nothing");
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
        before: Before { identity: true, fee: procedure.fee(&facts) != FeeAnswer::None, evidence: false },
        note: String::new(),
        particulars: BTreeMap::new(),
        beside: None,
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
    let wanted = [
        "propose",
        "approve",
        "record-act",
        "serve",
        "finish-stage",
        "hand-over",
        "return",
        "withdraw",
        "request-evidence",
        "ask-opinion",
        "receive-opinion",
        "send",
        "presume",
        "note-delivery",
        "rebut",
        "take-to-court",
        "record-ruling",
    ];
    for command in wanted {
        assert!(done.contains(command), "nobody ever did `{command}`: {done:?}");
    }
}
