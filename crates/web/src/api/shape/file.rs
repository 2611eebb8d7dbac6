//! What is on the file of a case: identity, facts, evidence, fee, hearing, decision.

use super::law::Norm;
use super::{Amount, Given};
use kernel::{AttachmentId, Day, LetterId};
use law::Procedure;
use office::cases::case::{CaseFact as OfficeFact, FactSource, FeeSettled, HearingRecord};
use office::cases::event::{Hearing, Identification, ServiceChannel, StatedDecision};
use office::cases::{CaseView, Item, Party, Phase};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How identity was established.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identity {
    /// `document`, `register` or `foreign`.
    pub means: &'static str,
    /// The state whose document it is, by three letters, where it is another one.
    pub country: Option<String>,
    /// The document's number.
    pub document_number: Option<String>,
    /// What was compared with the register.
    pub reasons: Option<String>,
    /// The officer.
    pub by: String,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// A fact of the case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseFact {
    /// Its value.
    pub value: Given,
    /// `declared`, `evidence`, `recorded`, `parent` (the case that led to this one) or `judged`.
    pub source: &'static str,
    /// The evidence.
    pub evidence: Option<String>,
    /// The officer who judged.
    pub by: Option<String>,
    /// The officer's reasons.
    pub reasons: Option<String>,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// Evidence on file.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceEntry {
    /// Its id in the procedure.
    pub evidence: String,
    /// What it was.
    pub note: String,
    /// The file that it rests on.
    #[schema(value_type = Option<String>)]
    pub attachment: Option<AttachmentId>,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// An entry of the register of correspondence.
#[derive(Debug, Serialize, ToSchema)]
pub struct CorrespondenceEntry {
    /// Its number in the case.
    pub number: u32,
    /// `in` or `out`.
    pub way: &'static str,
    /// `application`, `attachment`, `message`, `answer`, `withdrawal`, `contest`, `opened`, or the kind of a letter.
    pub kind: &'static str,
    /// The day on which it came, or was written.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// By which way.
    pub channel: &'static str,
    /// `applicant`, `office`, or who else, in words.
    pub party: String,
    /// In words: the name of a file, what was said.
    pub what: String,
    /// The file.
    #[schema(value_type = Option<String>)]
    pub attachment: Option<AttachmentId>,
    /// The letter.
    #[schema(value_type = Option<String>)]
    pub letter: Option<LetterId>,
    /// The names of files that came with it and were not taken.
    pub refused: Vec<String>,
}

impl From<&Item> for CorrespondenceEntry {
    fn from(item: &Item) -> Self {
        Self {
            number: item.number,
            way: if item.incoming { "in" } else { "out" },
            kind: item.kind,
            on: item.on,
            channel: item.channel.code(),
            party: match &item.party {
                Party::Applicant => "applicant".to_owned(),
                Party::Office => "office".to_owned(),
                Party::Body(code, _) => code.clone(),
                Party::Other(name) => name.clone(),
            },
            what: item.what.clone(),
            attachment: item.attachment,
            letter: item.letter,
            refused: item.refused.clone(),
        }
    }
}

/// How the fee was settled.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeeEntry {
    /// `paid` or `exempt`.
    pub settled: &'static str,
    /// How much was paid, in all.
    pub amount: Option<Amount>,
    /// How much is missing now, where facts made more due than was paid: until then nothing is decided.
    pub missing: Option<Amount>,
    /// How much was paid too much, where facts made less due; it can be ordered back.
    pub over: Option<Amount>,
    /// The reference of the payment.
    pub reference: Option<String>,
    /// The provision.
    pub law: Norm,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// The hearing.
#[derive(Debug, Serialize, ToSchema)]
pub struct HearingEntry {
    /// The grounds that the person was told of.
    pub grounds: Vec<String>,
    /// Day of the invitation.
    #[schema(value_type = String, format = Date)]
    pub invited: Day,
    /// Last day for an answer.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// Day of the answer.
    #[schema(value_type = Option<String>, format = Date)]
    pub answered: Option<Day>,
    /// The answer.
    pub opinion: Option<String>,
}

/// Why a proposal was returned.
#[derive(Debug, Serialize, ToSchema)]
pub struct Returned {
    /// The officer.
    pub by: String,
    /// Why.
    pub reasons: String,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// A decision, as far as it got.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// `proposed`, `submitted` (to the body that decides), `decided` or `in-force`.
    pub state: &'static str,
    /// `grant`, `refuse`, `impose` or `discontinue`.
    pub outcome: &'static str,
    /// Its id in the procedure.
    pub decision: String,
    /// The grounds it stands on, or in spite of which it was taken.
    pub grounds: Vec<GroundStated>,
    /// Reasons or considerations.
    pub reasons: String,
    /// The answer to what the person argued.
    pub answer: String,
    /// The terms that it sets, by their ids in the procedure.
    pub choices: BTreeMap<String, String>,
    /// The act of the body outside the office that took it.
    pub act: Option<Act>,
    /// How the person was heard before a refusal or a burden: `heard` or `waived`.
    pub hearing: Option<&'static str>,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who signed second.
    pub approved_by: Option<String>,
    /// Day of the decision.
    #[schema(value_type = Option<String>, format = Date)]
    pub decided_on: Option<Day>,
    /// How it was served: `counter`, `portal` or `sent`.
    #[schema(value_type = Option<String>)]
    pub served_by: Option<ServiceChannel>,
    /// Day on which it took effect.
    #[schema(value_type = Option<String>, format = Date)]
    pub in_force: Option<Day>,
    /// Last day to contest it.
    #[schema(value_type = Option<String>, format = Date)]
    pub contest_until: Option<Day>,
}

/// The act of a body outside the office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Act {
    /// The body.
    pub by: String,
    /// Its number.
    pub number: String,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
}

/// A ground as a decision states it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroundStated {
    /// Its id in the procedure.
    pub id: String,
    /// The provision.
    pub law: Norm,
}

/// How identity was established.
pub fn identity(means: &Identification, by: &str, on: Day) -> Identity {
    let (means, country, document_number, reasons) = match means {
        Identification::Document { number } => ("document", None, Some(number.to_string()), None),
        Identification::Register { reasons } => ("register", None, None, Some(reasons.clone())),
        Identification::Foreign(shown) => {
            ("foreign", Some(shown.country.clone()), Some(shown.number.clone()), shown.why.clone())
        }
    };
    Identity { means, country, document_number, reasons, by: by.to_owned(), on }
}

impl From<&OfficeFact> for CaseFact {
    fn from(fact: &OfficeFact) -> Self {
        let (source, evidence, by, reasons) = match &fact.source {
            FactSource::Declared => ("declared", None, None, None),
            FactSource::Evidence { evidence } => ("evidence", Some(evidence.clone()), None, None),
            FactSource::Recorded { by, note } => ("recorded", None, Some(by.to_string()), Some(note.clone())),
            FactSource::Parent => ("parent", None, None, None),
            FactSource::Judged { by, reasons } => {
                ("judged", None, Some(by.to_string()), Some(reasons.clone()))
            }
        };
        Self { value: (&fact.value).into(), source, evidence, by, reasons, on: fact.on }
    }
}

/// How the fee was settled, as `procedure` cites it.
pub fn fee(procedure: &Procedure, view: &CaseView, settled: &FeeSettled) -> FeeEntry {
    let missing = view.fee_short().map(|(_, _, missing)| missing.into());
    let over = view.fee_over().map(Amount::from);
    match settled {
        FeeSettled::Paid(payment) => FeeEntry {
            settled: "paid",
            amount: Some(payment.amount.into()),
            missing,
            over,
            reference: Some(payment.reference.clone()),
            law: Norm::of(procedure, &payment.cite),
            on: payment.on,
        },
        FeeSettled::Exempt { cite, on } => FeeEntry {
            settled: "exempt",
            amount: None,
            missing,
            over,
            reference: None,
            law: Norm::of(procedure, cite),
            on: *on,
        },
    }
}

impl From<&HearingRecord> for HearingEntry {
    fn from(record: &HearingRecord) -> Self {
        Self {
            grounds: record.grounds.iter().map(|ground| ground.id.clone()).collect(),
            invited: record.invited,
            until: record.until,
            answered: record.answer.as_ref().map(|(on, _)| *on),
            opinion: record.answer.as_ref().map(|(_, words)| words.clone()),
        }
    }
}

/// The decision, as far as it got.
pub fn decision(procedure: &Procedure, phase: &Phase) -> Option<Decision> {
    let state = |state, stated: &StatedDecision| worded(procedure, state, stated);
    match phase {
        Phase::Open | Phase::Withdrawn { .. } | Phase::Ended { .. } => None,
        Phase::Proposed(stated) => Some(state("proposed", stated)),
        Phase::Submitted { decision, second, .. } => Some(Decision {
            approved_by: second.as_ref().map(ToString::to_string),
            ..state("submitted", decision)
        }),
        Phase::Decided { decision, second, on } => Some(Decision {
            approved_by: second.as_ref().map(ToString::to_string),
            decided_on: Some(*on),
            ..state("decided", decision)
        }),
        Phase::InForce { decision, second, decided_on, served, contest_until, .. } => Some(Decision {
            approved_by: second.as_ref().map(ToString::to_string),
            decided_on: Some(*decided_on),
            served_by: Some(served.0),
            in_force: Some(served.1),
            contest_until: *contest_until,
            ..state("in-force", decision)
        }),
    }
}

fn worded(procedure: &Procedure, state: &'static str, stated: &StatedDecision) -> Decision {
    let outcome = &stated.outcome;
    let hearing = outcome.hearing().map(|hearing| match hearing {
        Hearing::Heard { .. } => "heard",
        Hearing::Waived { .. } => "waived",
    });
    Decision {
        state,
        outcome: outcome.code(),
        decision: outcome.decision().to_owned(),
        grounds: outcome
            .grounds()
            .iter()
            .map(|ground| GroundStated { id: ground.id.clone(), law: Norm::of(procedure, &ground.cite) })
            .collect(),
        reasons: outcome.reasons().to_owned(),
        answer: stated.answer.clone(),
        choices: stated.choices.iter().map(|(id, term)| (id.clone(), term.to_string())).collect(),
        act: stated.act.as_ref().map(|act| Act {
            by: act.by.clone(),
            number: act.number.clone(),
            on: act.on,
        }),
        hearing,
        proposed_by: stated.by.to_string(),
        approved_by: None,
        decided_on: None,
        served_by: None,
        in_force: None,
        contest_until: None,
    }
}
