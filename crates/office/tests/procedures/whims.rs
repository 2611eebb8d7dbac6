//! What somebody in a random walk does when nobody leads: any command of any kind, sensible or not.

use crate::house::officer;
use crate::random::World;
use crate::walk::REASONS;
use kernel::{DocumentId, Term};
use law::{FactValue, Verdict};
use office::actor::Actor;
use office::cases::event::{PaymentMethod, Weighing};
use office::cases::sending::Delivery;
use office::cases::{CaseCommand, Extending, Fate, Moving};
use std::collections::BTreeMap;

impl World<'_> {
    fn value(&mut self, fact: &str) -> FactValue {
        match self.target.get(fact).cloned() {
            Some(value) if self.often() => value,
            _ => [FactValue::Bool(true), FactValue::Bool(false), FactValue::Int(3)][self.below(3)].clone(),
        }
    }

    pub fn command(&mut self, verdict: &Verdict, open: &[String]) -> CaseCommand {
        let procedure = self.procedure;
        let names: Vec<String> = procedure.facts().iter().map(|def| def.name.clone()).collect();
        let fact = self.pick(&names).unwrap_or_default();
        let value = self.value(&fact);
        let words = if self.often() { REASONS.to_owned() } else { "no".to_owned() };
        let documents: Vec<DocumentId> = self.ordered.iter().copied().collect();
        let document = self.pick(&documents).unwrap_or(DocumentId::from_u64(9));
        let stages: Vec<String> = procedure.stages().iter().map(|stage| stage.id.clone()).collect();
        match self.below(28) {
            0 => CaseCommand::Identify { document: None, foreign: None, reasons: Some(words) },
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
                    everywhere: false,
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
                says: BTreeMap::new(),
            },
            15..=18 => self.proposal(verdict, open, words),
            19 => CaseCommand::Approve {},
            20 => CaseCommand::RecordAct { number: "512".to_owned(), on: self.today },
            21 => [CaseCommand::Serve {}, CaseCommand::Receive {}][self.below(2)].clone(),
            22 => CaseCommand::MarkMade { document },
            23 => CaseCommand::HandOver { document },
            24 => self.moving(words),
            25 | 26 => self.onward(words),
            _ => match self.below(7) {
                0 => CaseCommand::Withdraw { words },
                1 => CaseCommand::Return { reasons: words },
                3 => CaseCommand::Assign {
                    to: self.pick(&["case".to_owned(), "case-2".to_owned(), "auditor".to_owned()]),
                },
                2 => CaseCommand::Contest { words, declared: BTreeMap::new(), person: None, arrival: None },
                _ => CaseCommand::StateAddress {
                    municipality: "LV0001000".to_owned(),
                    address: "Imaginary Street 1".to_owned(),
                },
            },
        }
    }

    /// Beyond the case's own file: other bodies, sending, courts.
    fn onward(&mut self, words: String) -> CaseCommand {
        let fates = [Fate::Stands, Fate::Undone, Fate::Replaced, Fate::Unlawful, Fate::PartUndone];
        let ways = ["registered-post", "e-address", "post", "pigeon"].map(str::to_owned);
        let later = self.today.plus_days(7).unwrap();
        match self.below(10) {
            0 => CaseCommand::AskOpinion { body: "police".to_owned(), question: words, until: later },
            1 => CaseCommand::ReceiveOpinion { number: 1, words, attachment: None, on: None },
            2 | 3 => CaseCommand::Send {
                way: self.pick(&ways).unwrap(),
                on: None,
                reference: "RR1LV".to_owned(),
                address: words,
            },
            4 => CaseCommand::Presume {},
            9 => {
                let evidence = self.procedure.evidence().iter().map(|evidence| evidence.id.clone());
                let evidence: Vec<String> = evidence.collect();
                let evidence = self.pick(&evidence).into_iter().collect();
                CaseCommand::RequestEvidence { evidence, words, until: later }
            }
            5 => CaseCommand::NoteDelivery {
                delivery: Delivery::Returned,
                on: None,
                note: words,
                attachment: None,
            },
            6 => CaseCommand::Rebut { received: self.today, reasons: words },
            7 => CaseCommand::TakeToCourt { number: "A42".to_owned(), on: self.today },
            _ => {
                let fate = self.pick(&fates).unwrap();
                let (number, on, parts) = ("A42-1".to_owned(), self.today, Vec::new());
                CaseCommand::RecordRuling { number, fate, words, on, parts }
            }
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
        let answer = if self.often() { words() } else { String::new() };
        CaseCommand::Propose {
            decision,
            grounds: self.grounds(verdict),
            reasons,
            waiver_why: waiver.as_ref().map(|_| words()),
            waiver,
            answer,
            weighing,
            choices: choices.unwrap_or_default(),
            seen_at: self.position,
            parts: Vec::new(),
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
        let days = i32::try_from(self.below(400)).unwrap();
        let until = if self.often() { self.today.plus_days(days).ok() } else { None };
        moves.extend(clock.extend.iter().map(|longer| {
            let Moving { clock, reason, reasons } = moving(&longer.id);
            CaseCommand::Extend(Extending { clock, reason, until, reasons })
        }));
        moves.extend(clock.postpone.iter().map(|reason| CaseCommand::Postpone(moving(&reason.id))));
        moves.extend(clock.suspend.iter().map(|reason| CaseCommand::Suspend(moving(&reason.id))));
        let clock = clock.id.clone();
        moves.push(CaseCommand::NoteAttempt { clock: clock.clone(), reasons: reasons.clone() });
        moves.push(CaseCommand::Resume { clock, reasons: reasons.clone() });
        self.pick(&moves).unwrap()
    }

    pub fn actor(&mut self) -> Actor {
        let officers = ["case", "case", "counter", "approver", "both", "case-2", "auditor"];
        match self.below(9) {
            0 => Actor::Client { person: self.subject.id },
            1 => Actor::System,
            _ => officer(self.pick(&officers).unwrap()),
        }
    }
}
