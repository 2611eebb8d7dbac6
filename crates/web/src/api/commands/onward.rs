//! Commands on the way of a case beyond its own file: opinions of other bodies, cases examined together, sending, courts.

use super::super::Api;
use super::super::caller::Known;
use super::super::failure::{Failure, Problem};
use super::super::input::{Body, Id, MaybeBody, Params, Seen};
use super::super::once::Desk;
use super::super::shape::case::Case;
use super::{Nothing, command, run};
use axum::response::Response;
use kernel::{AttachmentId, CaseId, Day};
use office::cases::sending::Delivery;
use office::cases::{CaseCommand, Fate};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Evidence that the party is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestEvidence {
    /// Ids of evidence of the procedure.
    #[schema(min_items = 1, max_items = 40)]
    evidence: Vec<String>,
    /// What the officer adds.
    #[serde(default)]
    #[schema(max_length = 2000)]
    words: String,
    /// By when.
    #[schema(value_type = String, format = Date)]
    until: Day,
}

/// A question to another body.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskOpinion {
    /// Code of the body.
    #[schema(max_length = 80)]
    body: String,
    /// What is asked.
    #[schema(min_length = 1, max_length = 2000)]
    question: String,
    /// By when an answer is asked for.
    #[schema(value_type = String, format = Date)]
    until: Day,
}

/// The answer of a body.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiveOpinion {
    /// Number of the question.
    #[schema(minimum = 1, maximum = 1000)]
    number: u16,
    /// What the body says.
    #[schema(min_length = 1, max_length = 4000)]
    words: String,
    /// The file with it, filed before.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    attachment: Option<AttachmentId>,
    /// When it came; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
}

/// The case to examine together with this one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Its id.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    case: CaseId,
}

/// How the decision was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// The way, by its id in the law files, such as `registered-post`.
    #[schema(max_length = 80)]
    way: String,
    /// When; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// Number of the item, where the way leaves one.
    #[serde(default)]
    #[schema(max_length = 60)]
    reference: String,
    /// Where to; the declared residence when empty.
    #[serde(default)]
    #[schema(max_length = 500)]
    address: String,
}

/// What became of a decision that was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteDelivery {
    /// `delivered` or `returned`.
    #[schema(value_type = String, pattern = "^(delivered|returned)$", example = "delivered")]
    delivery: Delivery,
    /// When; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// What the slip says.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
    /// The slip, filed before.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    attachment: Option<AttachmentId>,
}

/// What the addressee showed against the presumed day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rebut {
    /// The day on which the decision arrived.
    #[schema(value_type = String, format = Date)]
    received: Day,
    /// What was shown.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

/// An application to a court.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeToCourt {
    /// Number of the case at the court.
    #[schema(min_length = 1, max_length = 60)]
    number: String,
    /// When the court received it.
    #[schema(value_type = String, format = Date)]
    on: Day,
}

/// A ruling in force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRuling {
    /// Its number.
    #[schema(min_length = 1, max_length = 60)]
    number: String,
    /// What becomes of the decision: `stands`, `undone`, `replaced` (a new act is to be taken), `unlawful` or `part-undone`.
    #[schema(value_type = String, pattern = "^(stands|undone|replaced|unlawful|part-undone)$", example = "stands")]
    fate: Fate,
    /// Where a part is undone: the effects of the decision that fall, by their place in it, from 0.
    #[serde(default)]
    #[schema(max_items = 40)]
    parts: Vec<u16>,
    /// In words.
    #[serde(default)]
    #[schema(max_length = 4000)]
    words: String,
    /// When it took effect.
    #[schema(value_type = String, format = Date)]
    on: Day,
}

command!(
    /// Asks the party for evidence.
    request_evidence, "/api/v1/cases/{id}/request-evidence", Body, RequestEvidence,
    |RequestEvidence { evidence, words, until }| CaseCommand::RequestEvidence { evidence, words, until }
);
command!(
    /// Asks another body for an opinion.
    ask_opinion, "/api/v1/cases/{id}/ask-opinion", Body, AskOpinion,
    |AskOpinion { body, question, until }| CaseCommand::AskOpinion { body, question, until }
);
command!(
    /// Takes in the opinion that was asked for.
    receive_opinion, "/api/v1/cases/{id}/receive-opinion", Body, ReceiveOpinion,
    |ReceiveOpinion { number, words, attachment, on }| {
        CaseCommand::ReceiveOpinion { number, words, attachment, on }
    }
);
command!(
    /// Examines the case, and those it is joined with, together with another.
    join, "/api/v1/cases/{id}/join", Body, Join,
    |Join { case }| CaseCommand::Join { case }
);
command!(
    /// Examines the case by itself again.
    part, "/api/v1/cases/{id}/part", MaybeBody, Nothing,
    |Nothing {}| CaseCommand::Part {}
);
command!(
    /// Notes that the decision was sent: it takes effect on the day on which the law presumes that it arrived.
    send, "/api/v1/cases/{id}/send", Body, Send,
    |Send { way, on, reference, address }| CaseCommand::Send { way, on, reference, address }
);
command!(
    /// Notes what became of a decision that was sent.
    note_delivery, "/api/v1/cases/{id}/note-delivery", Body, NoteDelivery,
    |NoteDelivery { delivery, on, note, attachment }| {
        CaseCommand::NoteDelivery { delivery, on, note, attachment }
    }
);
command!(
    /// Accepts that the decision arrived later than the law presumes; the term to contest runs from that day.
    rebut, "/api/v1/cases/{id}/rebut", Body, Rebut,
    |Rebut { received, reasons }| CaseCommand::Rebut { received, reasons }
);
command!(
    /// Notes that the decision was appealed to a court.
    take_to_court, "/api/v1/cases/{id}/take-to-court", Body, TakeToCourt,
    |TakeToCourt { number, on }| CaseCommand::TakeToCourt { number, on }
);
command!(
    /// Carries out the ruling of the court.
    record_ruling, "/api/v1/cases/{id}/record-ruling", Body, RecordRuling,
    |RecordRuling { number, fate, parts, words, on }| CaseCommand::RecordRuling { number, fate, words, on, parts }
);

/// The paths of these commands.
pub(super) fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(request_evidence))
        .routes(routes!(ask_opinion))
        .routes(routes!(receive_opinion))
        .routes(routes!(join))
        .routes(routes!(part))
        .routes(routes!(send))
        .routes(routes!(note_delivery))
        .routes(routes!(rebut))
        .routes(routes!(take_to_court))
        .routes(routes!(record_ruling))
}
