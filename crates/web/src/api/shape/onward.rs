//! The way of a case beyond its own file: opinions, cases examined together, how the decision was sent, courts.

use super::incoming::DispatchEntry;
use super::person::Brief;
use kernel::{AttachmentId, CaseId, Day};
use office::cases::court::{CourtCase, Ruling};
use office::cases::opinion::Opinion;
use office::cases::sending::{DeliveryNote, Rebutted, Sent};
use office::cases::{CaseView, JoinedCase};
use serde::Serialize;
use utoipa::ToSchema;

/// A question to another body, with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionEntry {
    /// Its number in the case.
    pub number: u16,
    /// Code of the body.
    pub body: String,
    /// What was asked.
    pub question: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub asked: Day,
    /// By when an answer was asked for.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// What the body says; null while it has not answered.
    pub answer: Option<String>,
    /// When it came.
    #[schema(value_type = Option<String>, format = Date)]
    pub answered: Option<Day>,
    /// The file with it.
    #[schema(value_type = Option<String>)]
    pub attachment: Option<AttachmentId>,
}

impl From<&Opinion> for OpinionEntry {
    fn from(opinion: &Opinion) -> Self {
        let (asked, answered) = (&opinion.asked, opinion.answered.as_ref());
        Self {
            number: asked.number,
            body: asked.body.clone(),
            question: asked.question.clone(),
            asked: asked.on,
            until: asked.until,
            answer: answered.map(|answer| answer.words.clone()),
            answered: answered.map(|answer| answer.on),
            attachment: answered.and_then(|answer| answer.attachment),
        }
    }
}

/// A case that is examined together with this one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Together {
    /// Its id.
    #[schema(value_type = String)]
    pub id: CaseId,
    /// Id of its procedure.
    pub procedure: String,
    /// Whom it is about.
    pub subject: Brief,
    /// Where it stands.
    pub stage: &'static str,
}

impl From<&JoinedCase> for Together {
    fn from(joined: &JoinedCase) -> Self {
        let JoinedCase { id, procedure, subject, stage, .. } = joined;
        Self { id: *id, procedure: procedure.clone(), subject: subject.into(), stage }
    }
}

/// A decision that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentEntry {
    /// The way, by its id in the law files.
    pub way: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// The day on which the law presumes that it arrived.
    #[schema(value_type = String, format = Date)]
    pub presumed: Day,
    /// Number of the item.
    pub reference: String,
    /// Where to.
    pub address: String,
}

impl From<&Sent> for SentEntry {
    fn from(sent: &Sent) -> Self {
        let Sent { way, on, presumed, reference, address, .. } = sent.clone();
        Self { way, on, presumed, reference, address }
    }
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryEntry {
    /// `delivered` or `returned`.
    pub delivery: &'static str,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// What the slip says.
    pub note: String,
    /// The slip.
    #[schema(value_type = Option<String>)]
    pub attachment: Option<AttachmentId>,
}

impl From<&DeliveryNote> for DeliveryEntry {
    fn from(noted: &DeliveryNote) -> Self {
        let DeliveryNote { delivery, on, note, attachment, .. } = noted.clone();
        Self { delivery: delivery.code(), on, note, attachment }
    }
}

/// What was shown against the presumed day.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebuttalEntry {
    /// The day on which the decision arrived.
    #[schema(value_type = String, format = Date)]
    pub received: Day,
    /// What was shown.
    pub reasons: String,
}

impl From<&Rebutted> for RebuttalEntry {
    fn from(rebutted: &Rebutted) -> Self {
        Self { received: rebutted.received, reasons: rebutted.reasons.clone() }
    }
}

/// The decision before a court.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourtEntry {
    /// Number of the case at the court.
    pub number: String,
    /// The step, by its id in the procedure.
    pub route: String,
    /// Whether it suspends the decision.
    pub suspends: bool,
    /// When the court received it.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// Number of the ruling; null while there is none.
    pub ruling: Option<String>,
    /// What became of the decision.
    pub fate: Option<&'static str>,
    /// When the ruling took effect.
    #[schema(value_type = Option<String>, format = Date)]
    pub ruled: Option<Day>,
}

impl From<&(CourtCase, Option<Ruling>)> for CourtEntry {
    fn from((court, ruling): &(CourtCase, Option<Ruling>)) -> Self {
        Self {
            number: court.number.clone(),
            route: court.route.clone(),
            suspends: court.suspends,
            on: court.on,
            ruling: ruling.as_ref().map(|ruling| ruling.number.clone()),
            fate: ruling.as_ref().map(|ruling| ruling.fate.code()),
            ruled: ruling.as_ref().map(|ruling| ruling.on),
        }
    }
}

/// Evidence that was asked for and is not on file.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestedEvidence {
    /// Its id in the procedure.
    pub evidence: String,
    /// By when.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// What the officer added.
    pub words: String,
}

/// All of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Onward {
    /// Evidence that was asked for and is not on file.
    pub requested: Vec<RequestedEvidence>,
    /// Questions to other bodies; none for clients.
    pub opinions: Vec<OpinionEntry>,
    /// Cases examined together with it; none for clients.
    pub joined: Vec<Together>,
    /// Its ways through gateways, the newest last; none for clients.
    pub dispatches: Vec<DispatchEntry>,
    /// How the decision was sent, the newest last.
    pub sent: Vec<SentEntry>,
    /// What became of it.
    pub deliveries: Vec<DeliveryEntry>,
    /// What was shown against the presumed day.
    pub rebutted: Option<RebuttalEntry>,
    /// The decision before courts.
    pub court: Vec<CourtEntry>,
}

impl From<&CaseView> for Onward {
    fn from(view: &CaseView) -> Self {
        let case = &view.case;
        Self {
            requested: requested(case),
            opinions: case.opinions.iter().map(Into::into).collect(),
            joined: view.joined.iter().map(Into::into).collect(),
            dispatches: case.dispatches.iter().map(Into::into).collect(),
            sent: case.sent.iter().map(Into::into).collect(),
            deliveries: case.deliveries.iter().map(Into::into).collect(),
            rebutted: case.rebutted.as_ref().map(Into::into),
            court: case.court.iter().map(Into::into).collect(),
        }
    }
}

fn requested(case: &office::cases::Case) -> Vec<RequestedEvidence> {
    let open = case.requested().into_iter();
    open.map(|(request, id)| RequestedEvidence {
        evidence: id.to_owned(),
        until: request.until,
        words: request.words.clone(),
    })
    .collect()
}
