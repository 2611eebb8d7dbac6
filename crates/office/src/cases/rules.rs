//! What a command does to a case: facts in, events out. Pure; most tests of a case live here.
//!
//! [`allowed`] says which commands are open to whom now; [`decide`] carries one out. Everything that
//! comes from outside (ids, numbers, the day) is in the [`Context`].

mod counter;
mod examine;
mod takes_effect;

use crate::access::rights::{Action, actor_may};
use crate::actor::Actor;
use crate::cases::case::{Case, DocumentStage, Phase};
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::register::{PersonEvent, PersonHistory};
use kernel::{Country, Day, DocumentId, DocumentNumber, LetterId, OfficerId};
use law::{Assessment, Facts, FeeAnswer, Procedure};

/// Everything a command is decided on.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The case.
    pub case: &'a Case,
    /// The procedure in the version that binds the case.
    pub procedure: &'a Procedure,
    /// The country.
    pub country: &'a Country,
    /// Name of the authority, for the basis of entries.
    pub authority: &'a str,
    /// Facts of the case today.
    pub facts: &'a Facts,
    /// What the law says to them.
    pub assessment: &'a Assessment,
    /// The subject.
    pub subject: &'a PersonHistory,
    /// The applicant.
    pub applicant: &'a PersonHistory,
    /// Who acts.
    pub actor: &'a Actor,
    /// Whether the case is the client's, as [`crate::access`] found it.
    pub own: bool,
    /// Today.
    pub today: Day,
    /// A fresh id for a letter.
    pub letter: LetterId,
    /// Fresh ids and numbers for documents.
    pub documents: &'a [(DocumentId, DocumentNumber)],
    /// Whether documents are specimens.
    pub specimen: bool,
}

/// What a command does, to be committed together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// Entries in the case's file.
    pub events: Vec<CaseEvent>,
    /// The effect in the register.
    pub person: Option<PersonEvent>,
    /// What happens to documents.
    pub documents: Vec<(DocumentId, DocumentEvent)>,
    /// Letters to be written afterwards.
    pub letters: Vec<LetterId>,
    /// Documents to be made afterwards.
    pub to_make: Vec<DocumentId>,
}

impl Step {
    fn of(event: CaseEvent) -> Self {
        Self { events: vec![event], ..Self::default() }
    }
}

/// Carries out a command.
///
/// # Errors
/// [`OfficeError`] names the rule that is in the way.
pub fn decide(context: &Context<'_>, command: &CaseCommand) -> Result<Step, OfficeError> {
    right(context, command.code())?;
    if !fits(context, command.code()) {
        return Err(why_not(context, command.code()));
    }
    match command {
        CaseCommand::Identify { document, reasons } => {
            counter::identify(context, document.as_deref(), reasons.as_deref())
        }
        CaseCommand::RecordEvidence { evidence, note } => counter::record_evidence(context, evidence, note),
        CaseCommand::TakeFee { method, reference } => counter::take_fee(context, *method, reference),
        CaseCommand::ExemptFee {} => counter::exempt_fee(context),
        CaseCommand::Judge { fact, value, reasons } => examine::judge(context, fact, value, reasons),
        CaseCommand::InviteHearing { grounds } => examine::invite_hearing(context, grounds),
        CaseCommand::AnswerHearing { opinion } => examine::answer_hearing(context, opinion),
        CaseCommand::Propose { decision, grounds, reasons, waiver, waiver_why, seen_at } => {
            let proposal = examine::Proposal {
                decision,
                grounds,
                reasons,
                waiver: waiver.as_deref(),
                waiver_why: waiver_why.as_deref(),
                seen_at: *seen_at,
            };
            examine::propose(context, &proposal)
        }
        CaseCommand::Return { reasons } => examine::send_back(context, reasons),
        CaseCommand::Approve {} => examine::approve(context),
        CaseCommand::Serve {} | CaseCommand::Receive {} => takes_effect::serve(context),
        CaseCommand::MarkMade { document } => takes_effect::mark_made(context, *document),
        CaseCommand::HandOver { document } => takes_effect::hand_over(context, *document),
        CaseCommand::Withdraw { words } => examine::withdraw(context, words),
    }
}

/// The commands open to the actor now, in the order of a case.
#[must_use]
pub fn allowed(context: &Context<'_>) -> Vec<&'static str> {
    CaseCommand::CODES
        .into_iter()
        .filter(|code| right(context, code).is_ok() && fits(context, code))
        .filter(|code| *code != "approve" || !is_own_proposal(context))
        .collect()
}

/// The right to a command, whatever the state of the case.
fn right(context: &Context<'_>, code: &str) -> Result<(), OfficeError> {
    let may = |action| actor_may(context.actor, action);
    let client = context.actor.client().is_some() && context.own;
    let (granted, action) = match code {
        "identify" | "take-fee" | "exempt-fee" | "hand-over" => {
            (may(Action::ServeAtCounter), Action::ServeAtCounter)
        }
        "record-evidence" => (may(Action::ServeAtCounter) || may(Action::Examine), Action::ServeAtCounter),
        "judge" | "invite-hearing" | "propose" => (may(Action::Examine), Action::Examine),
        "answer-hearing" => (client || may(Action::Examine) || may(Action::ServeAtCounter), Action::Examine),
        "return" | "approve" => (may(Action::Approve), Action::Approve),
        "serve" => (may(Action::ServeAtCounter) || may(Action::Examine), Action::ServeAtCounter),
        "receive" => (client, Action::ReadCase),
        "mark-made" => (may(Action::Personalise), Action::Personalise),
        "withdraw" => (client || may(Action::ServeAtCounter), Action::ServeAtCounter),
        _ => (false, Action::ReadCase),
    };
    if granted { Ok(()) } else { Err(crate::access::Denied::NoRight(action.code()).into()) }
}

/// Whether a command fits where the case stands.
fn fits(context: &Context<'_>, code: &str) -> bool {
    let case = context.case;
    let open = matches!(case.phase, Phase::Open);
    let identified = case.identified.is_some();
    let settled = case.fee.is_some() || context.assessment.fee == FeeAnswer::None;
    let asked = case.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_none());
    match code {
        "identify" => open && !identified,
        "record-evidence" => open && identified,
        "take-fee" => open && identified && case.fee.is_none() && !is_exempt(context),
        "exempt-fee" => open && identified && case.fee.is_none() && is_exempt(context),
        "judge" => open && !context.procedure.judgments().is_empty(),
        "invite-hearing" => open && identified && settled && case.hearing.is_none(),
        "answer-hearing" => open && asked,
        "propose" => open && identified && settled,
        "return" | "approve" => matches!(case.phase, Phase::Proposed(_)),
        "serve" | "receive" => matches!(case.phase, Phase::Decided { .. }),
        "mark-made" => has_document(case, DocumentStage::Ordered),
        "hand-over" => has_document(case, DocumentStage::Ready),
        "withdraw" => open || matches!(case.phase, Phase::Proposed(_)),
        _ => false,
    }
}

/// The rule in the way of a command that does not fit.
fn why_not(context: &Context<'_>, code: &str) -> OfficeError {
    let case = context.case;
    let open = matches!(case.phase, Phase::Open);
    let problem = match code {
        "identify" if open => Problem::new("already-identified"),
        "record-evidence" | "take-fee" | "exempt-fee" | "propose" | "invite-hearing"
            if open && case.identified.is_none() =>
        {
            Problem::new("not-identified")
        }
        "take-fee" | "exempt-fee" if open && case.fee.is_some() => Problem::new("fee-settled"),
        "take-fee" if open => Problem::new("fee-exempt"),
        "exempt-fee" if open => match &context.assessment.fee {
            FeeAnswer::Due(line) => Problem::new("fee-not-exempt").with("amount", line.amount),
            FeeAnswer::Unknown { missing, .. } => {
                Problem::new("fee-unknown").with("missing", missing.join(", "))
            }
            FeeAnswer::None | FeeAnswer::Exempt { .. } => Problem::new("fee-none"),
        },
        "invite-hearing" if open && case.hearing.is_some() => Problem::new("hearing-done"),
        "propose" | "invite-hearing" if open => Problem::new("fee-unpaid"),
        "answer-hearing" if open => Problem::new("hearing-none"),
        _ => Problem::new("wrong-step").with("stage", case.stage()),
    };
    OfficeError::NotNow(problem)
}

fn is_exempt(context: &Context<'_>) -> bool {
    matches!(context.assessment.fee, FeeAnswer::Exempt { .. })
}

fn has_document(case: &Case, stage: DocumentStage) -> bool {
    match &case.phase {
        Phase::InForce { documents, .. } => documents.iter().any(|(_, now)| *now == stage),
        _ => false,
    }
}

fn is_own_proposal(context: &Context<'_>) -> bool {
    match (&context.case.phase, context.actor.officer()) {
        (Phase::Proposed(decision), Some(officer)) => decision.by == officer.id,
        _ => false,
    }
}

/// The officer who acts.
fn officer(context: &Context<'_>) -> Result<OfficerId, OfficeError> {
    let officer = context.actor.officer().ok_or(crate::access::Denied::SignIn)?;
    Ok(officer.id.clone())
}

/// A note of at most `max` characters.
fn note(field: &'static str, text: &str, max: usize) -> Result<String, OfficeError> {
    let text = text.trim();
    if text.chars().count() > max {
        let problem = Problem::new("too-long").with("max", max);
        return Err(OfficeError::field(field, problem));
    }
    Ok(text.to_owned())
}
