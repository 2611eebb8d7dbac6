//! What came in by gateways, and what goes out through them, as the API takes and tells it.

use kernel::{AttachmentId, CaseId, Day, IncomingId, PersonId, Timestamp};
use office::cases::sending::{Dispatch, DispatchState};
use office::post::{IncomingLine, IncomingPage, IncomingView, WrongDispatch};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What came in and belongs to no case yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncomingList {
    /// The oldest first.
    pub items: Vec<IncomingItem>,
    /// What to send as `after` for the next page; null on the last.
    pub next: Option<i64>,
}

/// One of the list: nothing of what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncomingItem {
    /// Its number.
    #[schema(value_type = String)]
    pub id: IncomingId,
    /// The day on which it came.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// Whether the register knows who sent it.
    pub known: bool,
    /// How many files came with it.
    pub files: u64,
}

impl From<IncomingPage> for IncomingList {
    fn from(page: IncomingPage) -> Self {
        let item = |IncomingLine { id, on, known, files }| IncomingItem { id, on, known, files };
        Self { items: page.items.into_iter().map(item).collect(), next: page.next }
    }
}

/// One in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct Incoming {
    /// Its number.
    #[schema(value_type = String)]
    pub id: IncomingId,
    /// The gateway's id of it.
    pub message: String,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who sent it, as the gateway calls them.
    pub sender: String,
    /// Whom the register knows as the sender.
    #[schema(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The case that it names, as it names it.
    pub named: Option<String>,
    /// Its files.
    pub files: Vec<IncomingFileEntry>,
    /// The names of files that were not taken.
    pub refused: Vec<String>,
    /// The case that it was given to; null while it waits.
    #[schema(value_type = Option<String>)]
    pub case: Option<CaseId>,
    /// Why it was put aside; null when it was not.
    pub aside: Option<String>,
}

/// A file that came with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncomingFileEntry {
    /// Its id.
    #[schema(value_type = String)]
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// What its bytes are.
    pub media_type: String,
    /// How many bytes.
    pub bytes: u64,
}

impl From<IncomingView> for Incoming {
    fn from(view: IncomingView) -> Self {
        let came = view.received;
        let file = |file: office::post::IncomingFile| IncomingFileEntry {
            id: file.id,
            name: file.name,
            media_type: file.media_type,
            bytes: file.bytes,
        };
        Self {
            id: view.id,
            message: came.message,
            at: came.at,
            sender: came.sender,
            person: came.person,
            subject: came.subject,
            text: came.text,
            named: came.named,
            files: came.files.into_iter().map(file).collect(),
            refused: came.refused.into_iter().map(|file| file.name).collect(),
            case: view.case,
            aside: view.aside.map(|aside| aside.reason),
        }
    }
}

/// The case to give it to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignIncoming {
    /// The case.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub case: CaseId,
}

/// What its sender applies for with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginWithIncoming {
    /// The service, by its id.
    #[schema(min_length = 1, max_length = 80)]
    pub service: String,
}

/// Why it concerns no case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutIncomingAside {
    /// In words.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// A decision on its way through a gateway.
#[derive(Debug, Serialize, ToSchema)]
pub struct DispatchEntry {
    /// Its number in the case.
    pub number: u16,
    /// The way, by its id in the law files.
    pub way: String,
    /// The day on which it was ordered.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// `waiting`, `accepted`, `refused`, `troubled` or `given-up`.
    pub state: &'static str,
    /// Why the gateway refused it, or what is wrong.
    pub reason: Option<String>,
}

impl From<&Dispatch> for DispatchEntry {
    fn from(known: &Dispatch) -> Self {
        let reason = match &known.state {
            DispatchState::Refused(reason) => Some(reason.clone()),
            DispatchState::Troubled(trouble) => Some(trouble.code().to_owned()),
            _ => None,
        };
        let (way, state) = (known.way.clone(), known.state.code());
        Self { number: known.number, way, on: known.on, state, reason }
    }
}

/// Decisions that no gateway took.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrongDispatches {
    /// Those whose cases are due first first.
    pub items: Vec<WrongDispatchEntry>,
}

/// A decision that no gateway took: somebody sends it by hand, or anew.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrongDispatchEntry {
    /// The case.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// The way.
    pub way: String,
    /// `refused` by the gateway, or `troubled` on the way there.
    pub state: String,
    /// The office that keeps the case.
    pub office: String,
    /// Who examines it; null for nobody.
    pub assigned_to: Option<String>,
}

impl From<WrongDispatch> for WrongDispatchEntry {
    fn from(wrong: WrongDispatch) -> Self {
        let WrongDispatch { case, way, state, office, assigned } = wrong;
        Self { case, way, state, office, assigned_to: Some(assigned).filter(|code| !code.is_empty()) }
    }
}
