//! A line of a case's history, and what more it says: an evidence, a reason, an amount.

use crate::cases::case::FeeAsked;
use crate::cases::event::{CaseEvent, Identification, Reinstated};
use crate::cases::particulars::Told;
use crate::cases::sending::DispatchEvent;
use kernel::{Citation, Day, Money, Timestamp};
use std::fmt;

/// Something that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// Position of the log.
    pub position: i64,
    /// Who, as the log names them.
    pub actor: String,
    /// The officer's name; `None` for clients and the system.
    pub actor_name: Option<String>,
    /// What, as the log names it.
    pub kind: String,
    /// What more it says, piece by piece; a page calls each by its name.
    pub more: Vec<Piece>,
}

impl HistoryLine {
    /// What more it says as one text, by codes: `photo: too dark`, `silence → 2026-12-02`.
    #[must_use]
    pub fn note(&self) -> String {
        self.told(" → ", Piece::to_string)
    }

    /// What more it says as one text: each piece as `say` says it, and a day after `arrow`.
    #[must_use]
    pub fn told(&self, arrow: &str, say: impl Fn(&Piece) -> String) -> String {
        let mut text = String::new();
        let mut before: Option<&Piece> = None;
        for piece in &self.more {
            text.push_str(before.map_or("", |before| before.mark(piece, arrow)));
            text.push_str(&say(piece));
            before = Some(piece);
        }
        text
    }
}

/// A piece of what a line says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An evidence, by its id in the procedure.
    Evidence(String),
    /// A ground, by its id.
    Ground(String),
    /// A stage, by its id.
    Stage(String),
    /// A term, by its id.
    Clock(String),
    /// A notice, by its id.
    Notice(String),
    /// A way of sending, by its id in the law files.
    Way(String),
    /// A body that is asked or decides, by its code.
    Body(String),
    /// An officer, by their code.
    Officer(String),
    /// What became of a letter, by its code.
    Delivery(&'static str),
    /// What stands in the way of a letter, by its code.
    Trouble(&'static str),
    /// Why a notice by e-mail was not sent, by its code.
    Unsent(&'static str),
    /// What became of a decision that was contested, by its code.
    Fate(&'static str),
    /// A provision.
    Provision(Citation),
    /// A fact and its value, as the procedure writes them.
    Fact {
        /// Its name.
        fact: String,
        /// Its value.
        value: String,
    },
    /// What an application says of a particular, as it is written there.
    Particular {
        /// Its id.
        id: String,
        /// What is said.
        told: Told,
    },
    /// What was said of a stage, as the log writes it.
    Said {
        /// Id of the stage.
        stage: String,
        /// What was asked, by its id there.
        asked: String,
        /// What was said.
        value: String,
    },
    /// An amount.
    Amount(Money),
    /// The day until which, or on which.
    Day(Day),
    /// What somebody wrote, or a number.
    Words(String),
}

impl Piece {
    /// What stands between this piece and the next one.
    const fn mark<'a>(&self, next: &Self, arrow: &'a str) -> &'a str {
        match (self, next) {
            (_, Self::Day(_)) => arrow,
            (_, Self::Particular { .. }) | (Self::Particular { .. } | Self::Said { .. }, _) => "; ",
            (Self::Amount(_), _)
            | (Self::Evidence(_), Self::Evidence(_))
            | (Self::Ground(_), Self::Ground(_)) => ", ",
            _ => ": ",
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Evidence(text)
            | Self::Ground(text)
            | Self::Stage(text)
            | Self::Clock(text)
            | Self::Notice(text)
            | Self::Way(text)
            | Self::Body(text)
            | Self::Officer(text)
            | Self::Words(text) => f.write_str(text),
            Self::Delivery(code) | Self::Trouble(code) | Self::Unsent(code) | Self::Fate(code) => {
                f.write_str(code)
            }
            Self::Provision(cite) => cite.fmt(f),
            Self::Particular { id, told } => write!(f, "{id} = {told}"),
            Self::Fact { fact, value } => write!(f, "{fact} = {value}"),
            Self::Said { asked, value, .. } => write!(f, "{asked} = {value}"),
            Self::Amount(amount) => amount.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// What more an event says; a piece without words is left out.
pub(super) fn of(event: &CaseEvent) -> Vec<Piece> {
    use Piece::{
        Amount, Body, Clock, Delivery, Evidence, Fate, Ground, Notice, Officer, Provision, Stage, Trouble,
        Way,
    };
    let words = |text: &str| Piece::Words(text.to_owned());
    let fact = |fact: &str, value: &dyn fmt::Display| Piece::Fact {
        fact: fact.to_owned(),
        value: value.to_string(),
    };
    let pieces = match event {
        CaseEvent::IdentityEstablished { means: Identification::Register { reasons }, .. } => {
            vec![words(reasons)]
        }
        CaseEvent::EvidenceRecorded { evidence, note, .. } => vec![Evidence(evidence.clone()), words(note)],
        CaseEvent::ApplicationReceived { note, particulars, .. } => {
            let said = particulars.iter();
            let said = said.map(|(id, told)| Piece::Particular { id: id.clone(), told: told.clone() });
            said.chain([words(note)]).collect()
        }
        CaseEvent::AttachmentFiled(filed) => vec![words(&filed.name)],
        CaseEvent::MessageNoted(noted) => vec![words(&noted.words)],
        CaseEvent::FactDeclared { fact: name, value, .. } => vec![fact(name, value)],
        CaseEvent::FactJudged { fact: name, value, reasons, .. } => vec![fact(name, value), words(reasons)],
        CaseEvent::FactRecorded { fact: name, value, note, .. } => vec![fact(name, value), words(note)],
        CaseEvent::InvoiceIssued(invoice) => {
            vec![Amount(invoice.amount), words(&invoice.reference.grouped())]
        }
        CaseEvent::FeeConfirmed { payment, .. } => vec![words(&payment.grouped())],
        CaseEvent::FeeRefundOrdered { refund, amount, .. } => vec![Amount(*amount), words(&refund.grouped())],
        CaseEvent::FeeRefundEnded { refund, .. } => vec![words(&refund.grouped())],
        CaseEvent::FeePaid(paid) => vec![Amount(paid.amount), words(&paid.reference)],
        CaseEvent::FeeChanged(changed) => {
            let asked = match changed.asked {
                FeeAsked::Amount(amount) => Some(Amount(amount)),
                FeeAsked::Nothing | FeeAsked::Unknown(_) => None,
            };
            asked.into_iter().chain(changed.fallen.clone().map(Provision)).collect()
        }
        CaseEvent::FeeExempted { cite, .. } => vec![Provision(cite.clone())],
        CaseEvent::HearingInvited { grounds, until, .. } => {
            let grounds = grounds.iter().map(|ground| Ground(ground.id.clone()));
            grounds.chain([Piece::Day(*until)]).collect()
        }
        CaseEvent::HearingAnswered { opinion, .. } => vec![words(opinion)],
        CaseEvent::Assigned(given) => given.to.iter().map(|to| Officer(to.to_string())).collect(),
        CaseEvent::AddressStated { address, .. } => vec![words(address)],
        CaseEvent::StageFinished(done) => {
            let said = done.said.iter().map(|(asked, value)| Piece::Said {
                stage: done.stage.clone(),
                asked: asked.clone(),
                value: value.clone(),
            });
            [Stage(done.stage.clone())].into_iter().chain(said).chain([words(&done.note)]).collect()
        }
        CaseEvent::ExtensionProposed(moved) | CaseEvent::TermExtended(moved) => {
            let until = moved.until.map(Piece::Day);
            [Clock(moved.clock.clone()), words(&moved.why)].into_iter().chain(until).collect()
        }
        CaseEvent::ExtensionSetAside(moved)
        | CaseEvent::TermPostponed(moved)
        | CaseEvent::TermSuspended(moved)
        | CaseEvent::TermResumed(moved)
        | CaseEvent::AttemptFailed(moved) => vec![Clock(moved.clock.clone()), words(&moved.why)],
        CaseEvent::TermOverdue(passed) => vec![Clock(passed.clock.clone()), Piece::Day(passed.due)],
        CaseEvent::ProposalSubmitted { to, .. } => vec![Body(to.clone())],
        CaseEvent::Contested { child, .. } | CaseEvent::ContestReinstated(Reinstated { child, .. }) => {
            vec![words(&child.grouped())]
        }
        CaseEvent::ContestEnded(ended) => vec![words(&ended.child.grouped()), Fate(ended.fate.code())],
        CaseEvent::CaseOpened(opened) => vec![words(&opened.basis)],
        CaseEvent::NoticeGiven(given) => vec![Notice(given.notice.clone())],
        CaseEvent::EvidenceRequested(asked) => {
            let wanted = asked.evidence.iter().map(|evidence| Evidence(evidence.clone()));
            wanted.chain([Piece::Day(asked.until)]).collect()
        }
        CaseEvent::OpinionAsked(asked) => vec![Body(asked.body.clone()), words(&asked.question)],
        CaseEvent::OpinionReceived(answered) => vec![words(&answered.words)],
        CaseEvent::Dispatch(DispatchEvent::Ordered { way, .. }) => vec![Way(way.clone())],
        CaseEvent::Dispatch(DispatchEvent::Accepted { reference, .. }) => vec![words(reference)],
        CaseEvent::Dispatch(DispatchEvent::Refused { reason, .. }) => vec![words(reason)],
        CaseEvent::Dispatch(DispatchEvent::Reported { delivery, .. }) => vec![Delivery(delivery.code())],
        CaseEvent::Dispatch(DispatchEvent::Troubled { trouble, .. }) => vec![Trouble(trouble.code())],
        CaseEvent::DecisionSent(sent) => vec![Way(sent.way.clone()), Piece::Day(sent.presumed)],
        CaseEvent::DeliveryNoted(note) => vec![Delivery(note.delivery.code()), words(&note.note)],
        CaseEvent::ServiceRebutted(rebutted) => vec![words(&rebutted.reasons)],
        CaseEvent::TakenToCourt(court) => vec![words(&court.number)],
        CaseEvent::CourtRuled(ruling) => vec![words(&ruling.number), Fate(ruling.fate.code())],
        CaseEvent::CasesJoined(other) | CaseEvent::CasesParted(other) => vec![words(&other.with.grouped())],
        CaseEvent::ProposalReturned { reasons, .. } => vec![words(reasons)],
        CaseEvent::Withdrawn { words: said, .. } => vec![words(said)],
        CaseEvent::Discontinued(ended) => vec![words(&ended.reasons)],
        _ => Vec::new(),
    };
    pieces.into_iter().filter(|piece| !matches!(piece, Piece::Words(text) if text.is_empty())).collect()
}
