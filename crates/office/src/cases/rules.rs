//! What a command does to a case: facts in, events out. Pure; most tests of a case live here.
//!
//! [`allowed`] says which commands are open to whom now; [`decide`] carries one out. Everything that
//! comes from outside (ids, numbers, the day) is in the [`Context`].

mod assign;
mod by_law;
mod contest;
mod counter;
mod court;
mod dead;
pub(crate) mod dispatch;
mod documents;
mod effects;
mod examine;
mod fee;
mod filing;
mod fits;
mod follow;
mod fresh;
mod heard;
mod notices;
mod onward;
mod opens;
mod opinions;
mod propose;
mod requests;
mod sending;
mod stages;
mod takes_effect;
pub(crate) mod terms;
mod together;
mod undo;
mod why_not;

pub(crate) use assign::hand_on;
pub(crate) use by_law::{led_to, runs_out};
pub use contest::Contesting;
pub(crate) use contest::{contesting, is_reinstated};
pub(crate) use counter::{Transferred, settle};
pub(crate) use dead::tells_of_death;
pub(crate) use fee::{end_of_refund, ordered_back};
pub(crate) use filing::may_attach;
use fits::{fits, right};
pub(crate) use follow::follow;
pub use fresh::Fresh;
pub(crate) use onward::{Against, Onward};
pub(crate) use opens::before;
pub use opens::{NewCase, comes_later, coming, wants_visit};
pub(crate) use propose::open_decisions;
pub use stages::{StageLine, StageState, lines as stage_lines};
pub use terms::{Extent, Movable};
pub use together::{InOthers, Other};
pub(crate) use undo::{anew, fate_if_granted, is_part, is_partly};
pub use why_not::{NotNow, not_allowed};

use crate::access::policy;
use crate::access::rights::Action;
use crate::access::situation::{Situation, Tie, Who, Why};
use crate::access::{Denied, Standing};
use crate::actor::{Actor, Officer};
use crate::cases::case::{Case, DocumentStage, Phase};
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::cases::naming::named;
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::register::{PersonEvent, PersonHistory};
use kernel::{Calendar, Country, Day, DocumentId, LetterId, Minute, OfficerId};
use law::{Assessment, Facts, FeeAnswer, LawBook, Procedure};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The name under which the office itself takes what the law lets it take without an officer.
const ITSELF: &str = "automatic";

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
    /// Cases that it is examined together with, and one that it may be joined with.
    pub others: &'a [Other<'a>],
    /// Who acts.
    pub actor: &'a Actor,
    /// Whether the case is the client's, as [`crate::access`] found it.
    pub own: bool,
    /// How the actor stands to the case otherwise.
    pub standing: Standing,
    /// Today.
    pub today: Day,
    /// The minute of it.
    pub minute: Minute,
    /// Fresh ids.
    pub fresh: &'a Fresh,
    /// The staff list.
    pub staff: &'a [Officer],
    /// The ways of sending for which there is a gateway.
    pub carried: &'a BTreeSet<String>,
    /// Procedures under which the subject has an open case.
    pub open: &'a BTreeSet<String>,
    /// Whether documents are specimens.
    pub specimen: bool,
}

impl<'a> Context<'a> {
    /// The case whose decision this one contests.
    fn contested(&self) -> Option<&'a ParentCase<'a>> {
        self.parent.filter(|_| self.case.contests())
    }

    /// Whether the actor may do any of these in the case.
    fn any(&self, actions: &[Action]) -> Result<(), Denied> {
        let mut told = Denied::SignIn;
        for (nth, action) in actions.iter().enumerate() {
            let Some(who) = Who::of(self.actor, *action) else { return Err(Denied::SignIn) };
            let (mut matter, mut why) = (self.standing.matter, Why::Case);
            if who == Who::Client {
                (matter.tie, why) = (if self.own { Tie::Own } else { Tie::None }, Why::Own);
            }
            let situation =
                Situation { who, action: *action, why, matter, emergency: self.standing.emergency };
            match Denied::by(policy::verdict(&situation), *action) {
                None => return Ok(()),
                // What stands against a right that is there says more than that another is not.
                Some(denied) if nth == 0 || matches!(denied, Denied::Limited(_)) => told = denied,
                Some(_) => {}
            }
        }
        Err(told)
    }

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
    /// Its facts today.
    pub facts: Facts,
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
    /// Entries in the files of cases that it is examined together with.
    pub others: InOthers,
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
    decided(context, command).map_err(|error| named(context.procedure, error))
}

fn decided(context: &Context<'_>, command: &CaseCommand) -> Result<Step, OfficeError> {
    right(context, command.code())?;
    if !fits(context, command.code()) {
        return Err(why_not::why_not(context, command.code()));
    }
    let mut step = carried_out(context, command)?;
    if !step.events.is_empty() {
        follow(context, &mut step)?;
    }
    Ok(step)
}

fn carried_out(context: &Context<'_>, command: &CaseCommand) -> Result<Step, OfficeError> {
    match command {
        CaseCommand::Identify { document, foreign, reasons } => {
            counter::identify(context, document.as_deref(), foreign.as_ref(), reasons.as_deref())
        }
        CaseCommand::RecordEvidence { evidence, note, shows, attachment, everywhere } => {
            counter::record_evidence(context, evidence, note, shows, (*attachment, *everywhere))
        }
        CaseCommand::Attach(filing) => filing::attach(context, filing),
        CaseCommand::NoteMessage { words, arrival } => filing::note_message(context, words, arrival),
        CaseCommand::Declare { fact, value } => counter::declare(context, fact, value),
        CaseCommand::Record { fact, value, note } => examine::record(context, fact, value, note),
        CaseCommand::StateAddress { municipality, address } => {
            counter::state_address(context, municipality, address)
        }
        CaseCommand::FinishStage { stage, note, on, says } => {
            stages::finish(context, stage, (note, says), *on)
        }
        CaseCommand::Extend(extending) => terms::extend::extend(context, extending),
        CaseCommand::Postpone(moving) => terms::postpone(context, moving),
        CaseCommand::Suspend(moving) => terms::suspend(context, moving),
        CaseCommand::Resume { clock, reasons } => terms::resume(context, clock, reasons),
        CaseCommand::NoteAttempt { clock, reasons } => terms::note_attempt(context, clock, reasons),
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
            answer,
            weighing,
            choices,
            parts,
            seen_at,
        } => {
            let proposal = propose::Proposal {
                decision,
                grounds,
                reasons,
                waiver: waiver.as_deref(),
                waiver_why: waiver_why.as_deref(),
                answer,
                weighing: weighing.as_ref(),
                choices,
                parts,
                seen_at: *seen_at,
            };
            propose::propose(context, &proposal)
        }
        CaseCommand::Return { reasons } => examine::send_back(context, reasons),
        CaseCommand::Approve {} => propose::approve(context),
        CaseCommand::RecordAct { number, on } => propose::record_act(context, number, *on),
        CaseCommand::Serve {} | CaseCommand::Receive {} => takes_effect::serve(context),
        CaseCommand::Presume {} => takes_effect::presume(context),
        CaseCommand::Send { way, on, reference, address } => {
            sending::send(context, way, *on, reference, address)
        }
        CaseCommand::NoteDelivery { delivery, on, note, attachment } => {
            sending::note_delivery(context, *delivery, *on, note, *attachment)
        }
        CaseCommand::Rebut { received, reasons } => sending::rebut(context, *received, reasons),
        CaseCommand::RequestEvidence { evidence, words, until } => {
            requests::request(context, evidence, words, *until)
        }
        CaseCommand::AskOpinion { body, question, until } => opinions::ask(context, body, question, *until),
        CaseCommand::ReceiveOpinion { number, words, attachment, on } => {
            opinions::receive(context, *number, words, *attachment, *on)
        }
        CaseCommand::TakeToCourt { number, on } => court::take(context, number, *on),
        CaseCommand::RecordRuling { number, fate, words, on, parts } => {
            court::rule(context, number, (*fate, parts), words, *on)
        }
        CaseCommand::Join { case } => together::join(context, *case),
        CaseCommand::Part {} => together::part(context),
        CaseCommand::MarkMade { document } => documents::mark_made(context, *document),
        CaseCommand::HandOver { document } => documents::hand_over(context, *document),
        CaseCommand::Contest { words, declared, person, arrival } => {
            contest::contest(context, words, declared, *person, arrival.as_ref())
        }
        CaseCommand::Assign { to } => assign::assign(context, to.as_deref()),
        CaseCommand::Withdraw { words } => examine::withdraw(context, words),
        CaseCommand::Discontinue { reasons } => dead::discontinue(context, reasons),
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

/// Whether somebody applied, who can withdraw.
fn asked_for(case: &Case) -> bool {
    case.begun.as_ref().is_none_or(|begun| begun.by.is_none())
}

fn is_identified(case: &Case) -> bool {
    !case.before.identity || case.identified.is_some()
}

fn is_settled(context: &Context<'_>) -> bool {
    context.case.fee_settled(&context.assessment.fee)
}

fn is_exempt(context: &Context<'_>) -> bool {
    matches!(context.assessment.fee, FeeAnswer::Exempt { .. })
}

fn has_document(case: &Case, stage: DocumentStage) -> bool {
    matches!(&case.phase, Phase::InForce { documents, .. } if documents.iter().any(|(_, now)| *now == stage))
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

/// Under whose name it goes into the file: the officer who acts, or the office itself.
fn hand(context: &Context<'_>) -> Result<OfficerId, OfficeError> {
    officer(context)
        .or_else(|_| ITSELF.parse().map_err(|e: kernel::IdError| OfficeError::Fault(e.to_string())))
}

/// A note of at most `max` characters.
pub(crate) fn note(field: &'static str, text: &str, max: usize) -> Result<String, OfficeError> {
    let text = text.trim();
    if text.chars().count() > max {
        let problem = Problem::new("too-long").with("max", max);
        return Err(OfficeError::field(field, problem));
    }
    Ok(text.to_owned())
}
