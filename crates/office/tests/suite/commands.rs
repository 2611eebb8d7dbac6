//! Commands of a case as most tests give them.

use office::cases::CaseCommand;
use office::cases::event::PaymentMethod;
use std::collections::BTreeMap;

pub fn identify(number: &str) -> CaseCommand {
    CaseCommand::Identify { document: Some(number.to_owned()), foreign: None, reasons: None }
}

pub fn evidence(id: &str) -> CaseCommand {
    noted_evidence(id, "")
}

pub fn noted_evidence(id: &str, note: &str) -> CaseCommand {
    CaseCommand::RecordEvidence {
        evidence: id.to_owned(),
        note: note.to_owned(),
        shows: BTreeMap::new(),
        attachment: None,
        everywhere: false,
    }
}

pub fn pay() -> CaseCommand {
    CaseCommand::TakeFee { method: PaymentMethod::Card, reference: "T-100".to_owned() }
}

pub fn grant(seen_at: i64) -> CaseCommand {
    propose("grant", &[], "", seen_at)
}

/// A proposal in which the law leaves no choice.
pub fn propose(decision: &str, grounds: &[&str], reasons: &str, seen_at: i64) -> CaseCommand {
    CaseCommand::Propose {
        decision: decision.to_owned(),
        grounds: grounds.iter().map(|g| (*g).to_owned()).collect(),
        reasons: reasons.to_owned(),
        waiver: None,
        waiver_why: None,
        answer: String::new(),
        weighing: None,
        choices: BTreeMap::new(),
        seen_at,
        parts: Vec::new(),
    }
}

/// A proposal with the answer to what the person said.
pub fn answering(mut proposal: CaseCommand, words: &str) -> CaseCommand {
    let CaseCommand::Propose { answer, .. } = &mut proposal else { panic!("no proposal") };
    words.clone_into(answer);
    proposal
}

/// An answer that is long enough.
pub const ANSWER: &str = "What was said was looked at; it does not change what the register holds.";
