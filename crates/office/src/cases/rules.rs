//! What a command does to a case: facts in, events out. Pure; most tests of a case live here.
//!
//! [`allowed`] says which commands are open to whom now; [`decide`] carries one out. Everything that
//! comes from outside (ids, numbers, the day) is in the [`Context`].

mod assign;
mod contest;
mod counter;
mod documents;
mod effects;
mod examine;
mod filing;
mod invoice;
mod opens;
mod propose;
mod stages;
mod takes_effect;
mod terms;
mod undo;
mod why_not;

pub(crate) use counter::{Transferred, settle};
pub(crate) use filing::may_attach;
pub use opens::NewCase;
pub(crate) use opens::before;
pub use stages::{StageLine, StageState, lines as stage_lines};

use crate::access::rights::{Action, actor_may};
use crate::actor::{Actor, Officer};
use crate::cases::case::{Case, DocumentStage, Phase};
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::register::{PersonEvent, PersonHistory};
use kernel::{
    AttachmentId, Calendar, CaseId, Country, Day, DocumentId, DocumentNumber, LetterId, OfficerId,
    PersonalCode,
};
use law::{Assessment, Facts, FeeAnswer, LawBook, Procedure};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything a command is decided on.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The case.
    pub case: &'a Case,
    /// The procedure in the version that binds the case.
    pub procedure: &'a Procedure,
    /// The law, for cases that begin.
    pub law: &'a LawBook,
    /// Facts of the case today.
    pub facts: &'a Facts,
    /// What the law says to them.
    pub assessment: &'a Assessment,
    /// The subject.
    pub subject: &'a PersonHistory,
    /// The applicant.
    pub applicant: &'a PersonHistory,
    /// The case that led to this one.
    pub parent: Option<&'a ParentCase<'a>>,
    /// Who acts.
    pub actor: &'a Actor,
    /// Whether the case is the client's, as [`crate::access`] found it.
    pub own: bool,
    /// Today.
    pub today: Day,
    /// Fresh ids.
    pub fresh: &'a Fresh,
    /// The staff list.
    pub staff: &'a [Officer],
    /// Procedures under which the subject has an open case.
    pub open: &'a BTreeSet<String>,
    /// Whether documents are specimens.
    pub specimen: bool,
}

impl Context<'_> {
    fn country(&self) -> &Country {
        self.law.country()
    }

    fn calendar(&self) -> &Calendar {
        &self.law.country().calendar
    }
}

/// The case that led to another.
#[derive(Debug, Clone)]
pub struct ParentCase<'a> {
    /// The case.
    pub case: Case,
    /// The procedure in the version that binds it.
    pub procedure: &'a Procedure,
    /// Its subject.
    pub subject: Arc<PersonHistory>,
}

/// Ids drawn before a command is decided: what comes from chance comes in.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// For a letter.
    pub letter: LetterId,
    /// For a file that comes in.
    pub attachment: AttachmentId,
    /// For documents, with numbers.
    pub documents: Vec<(DocumentId, DocumentNumber)>,
    /// For cases that begin.
    pub cases: Vec<CaseId>,
    /// For a person; `None` when the country has no form of code that can be drawn.
    pub code: Option<PersonalCode>,
}

impl Fresh {
    /// Ids for a question that writes nothing.
    #[must_use]
    pub const fn none() -> Self {
        let (letter, attachment) = (LetterId::from_u64(0), AttachmentId::from_u64(0));
        Self { letter, attachment, documents: Vec::new(), cases: Vec::new(), code: None }
    }
}

/// What a command does, to be committed together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// Entries in the case's file.
    pub events: Vec<CaseEvent>,
    /// The effects in the register, on the subject.
    pub person: Vec<PersonEvent>,
    /// What happens to documents.
    pub documents: Vec<(DocumentId, DocumentEvent)>,
    /// Letters to be written afterwards.
    pub letters: Vec<LetterId>,
    /// Documents to be made afterwards.
    pub to_make: Vec<DocumentId>,
    /// Cases that begin.
    pub children: Vec<NewCase>,
    /// Entries in the file of the case that led to this one.
    pub parent: Vec<CaseEvent>,
    /// Entries about the subject of that case, where it is somebody else.
    pub parent_person: Vec<PersonEvent>,
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
        return Err(why_not::why_not(context, command.code()));
    }
    carried_out(context, command).map(|step| invoice::follow(context, step))
}

fn carried_out(context: &Context<'_>, command: &CaseCommand) -> Result<Step, OfficeError> {
    match command {
        CaseCommand::Identify { document, reasons } => {
            counter::identify(context, document.as_deref(), reasons.as_deref())
        }
        CaseCommand::RecordEvidence { evidence, note, shows, attachment } => {
            counter::record_evidence(context, evidence, note, shows, *attachment)
        }
        CaseCommand::Attach(filing) => filing::attach(context, filing),
        CaseCommand::NoteMessage { words, arrival } => filing::note_message(context, words, arrival),
        CaseCommand::Declare { fact, value } => counter::declare(context, fact, value),
        CaseCommand::Record { fact, value, note } => examine::record(context, fact, value, note),
        CaseCommand::StateAddress { municipality, address } => {
            counter::state_address(context, municipality, address)
        }
        CaseCommand::FinishStage { stage, note, on } => stages::finish(context, stage, note, *on),
        CaseCommand::Extend(moving) => terms::extend(context, moving),
        CaseCommand::Postpone(moving) => terms::postpone(context, moving),
        CaseCommand::Suspend(moving) => terms::suspend(context, moving),
        CaseCommand::Resume { clock, reasons } => terms::resume(context, clock, reasons),
        CaseCommand::TakeFee { method, reference } => counter::take_fee(context, *method, reference),
        CaseCommand::ExemptFee {} => counter::exempt_fee(context),
        CaseCommand::Judge { fact, value, reasons } => examine::judge(context, fact, value, reasons),
        CaseCommand::InviteHearing { grounds } => examine::invite_hearing(context, grounds),
        CaseCommand::AnswerHearing { opinion } => examine::answer_hearing(context, opinion),
        CaseCommand::Propose {
            decision,
            grounds,
            reasons,
            waiver,
            waiver_why,
            weighing,
            choices,
            seen_at,
        } => {
            let proposal = propose::Proposal {
                decision,
                grounds,
                reasons,
                waiver: waiver.as_deref(),
                waiver_why: waiver_why.as_deref(),
                weighing: weighing.as_ref(),
                choices,
                seen_at: *seen_at,
            };
            propose::propose(context, &proposal)
        }
        CaseCommand::Return { reasons } => examine::send_back(context, reasons),
        CaseCommand::Approve {} => propose::approve(context),
        CaseCommand::RecordAct { number, on } => propose::record_act(context, number, *on),
        CaseCommand::Serve {} | CaseCommand::Receive {} => takes_effect::serve(context),
        CaseCommand::MarkMade { document } => documents::mark_made(context, *document),
        CaseCommand::HandOver { document } => documents::hand_over(context, *document),
        CaseCommand::Contest { words, declared, person } => {
            contest::contest(context, words, declared, *person)
        }
        CaseCommand::Assign { to } => assign::assign(context, to.as_deref()),
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
        "record-evidence" | "record" => {
            (may(Action::ServeAtCounter) || may(Action::Examine), Action::ServeAtCounter)
        }
        "judge" | "invite-hearing" | "record-act" | "postpone" | "suspend" | "resume" => {
            (may(Action::Examine), Action::Examine)
        }
        // Where the law lets it be taken without an officer, the office takes it by itself.
        "propose" => (may(Action::Examine) || is_automatic(context), Action::Examine),
        "extend" => (may(Action::Examine) || may(Action::Approve), Action::Examine),
        "finish-stage" => (may_finish(context), Action::Examine),
        "note-message" => (may(Action::Examine) || may(Action::ServeAtCounter), Action::ServeAtCounter),
        CaseCommand::ATTACH | "answer-hearing" | "declare" | "state-address" | "contest" => {
            (client || may(Action::Examine) || may(Action::ServeAtCounter), Action::Examine)
        }
        "assign" => (may(Action::Examine) || may(Action::Approve), Action::Examine),
        "return" | "approve" => (may(Action::Approve), Action::Approve),
        "serve" => (may(Action::ServeAtCounter) || may(Action::Examine), Action::ServeAtCounter),
        "receive" => (client, Action::ReadCase),
        "mark-made" => (may(Action::Personalise), Action::Personalise),
        "withdraw" => (client || may(Action::ServeAtCounter), Action::ServeAtCounter),
        _ => (false, Action::ReadCase),
    };
    if granted { Ok(()) } else { Err(crate::access::Denied::NoRight(action.code()).into()) }
}

/// Whether some officer of this kind can finish a step; which one is told when it is named.
fn may_finish(context: &Context<'_>) -> bool {
    [Action::Examine, Action::ServeAtCounter, Action::Approve, Action::Personalise]
        .into_iter()
        .any(|action| *context.actor != Actor::System && actor_may(context.actor, action))
}

fn is_automatic(context: &Context<'_>) -> bool {
    *context.actor == Actor::System && context.procedure.decisions().iter().any(|rule| rule.automatic)
}

/// Whether a command fits where the case stands.
fn fits(context: &Context<'_>, code: &str) -> bool {
    let case = context.case;
    let open = matches!(case.phase, Phase::Open);
    let ready = is_identified(case) && is_settled(context);
    let asked = case.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_none());
    let pending = matches!(case.phase, Phase::Proposed(_) | Phase::Submitted { .. });
    match code {
        "identify" => open && case.identified.is_none(),
        "declare" => open && !context.procedure.questions().is_empty(),
        "state-address" => open && effects::needs_address(context.procedure),
        "record-evidence" => open && is_identified(case) && !context.procedure.evidence().is_empty(),
        "record" => open && !examine::recordable(context.procedure).is_empty(),
        "take-fee" => {
            open && is_identified(case) && case.fee.is_none() && !is_exempt(context) && has_fee(context)
        }
        "exempt-fee" => open && is_identified(case) && case.fee.is_none() && is_exempt(context),
        "judge" => open && !context.procedure.judgments().is_empty(),
        "invite-hearing" => open && ready && case.hearing.is_none(),
        "answer-hearing" => open && asked,
        "finish-stage" => !stages::open_now(context).is_empty(),
        "extend" | "postpone" | "suspend" | "resume" => (open || pending) && terms::possible(context, code),
        "propose" => open && ready,
        "return" => pending,
        "approve" => matches!(case.phase, Phase::Proposed(_)),
        "record-act" => matches!(case.phase, Phase::Submitted { .. }),
        "serve" | "receive" => matches!(case.phase, Phase::Decided { .. }),
        "mark-made" => has_document(case, DocumentStage::Ordered) && documents::may_be_made(context),
        "hand-over" => has_document(case, DocumentStage::Ready) && !case.is_suspended(),
        "contest" => contest::route(context).is_some(),
        "assign" => !case.is_closed(),
        // Post comes for closed cases too, and is filed; a client adds to what is not decided yet.
        CaseCommand::ATTACH => open || pending || context.actor.officer().is_some(),
        "note-message" => true,
        "withdraw" => (open || matches!(case.phase, Phase::Proposed(_))) && asked_for(case),
        _ => false,
    }
}

/// Whether somebody applied, who can withdraw.
fn asked_for(case: &Case) -> bool {
    case.begun.as_ref().is_none_or(|begun| begun.by.is_none())
}

fn is_identified(case: &Case) -> bool {
    !case.before.identity || case.identified.is_some()
}

fn has_fee(context: &Context<'_>) -> bool {
    context.assessment.fee != FeeAnswer::None
}

fn is_settled(context: &Context<'_>) -> bool {
    context.case.fee.is_some() || !has_fee(context)
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
