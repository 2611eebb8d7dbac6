//! `POST /cases/{id}/{command}`: one path for each command that moves a case.
//!
//! Which of them are allowed depends on the case and on who asks; the links of a case say so.

mod course;
mod identity;
mod onward;

use super::Api;
use super::caller::Known;
use super::cases;
use super::failure::{Failure, Problem};
use super::input::{Body, Id, MaybeBody, Params, Seen};
use super::once::Desk;
use super::shape::Given;
use super::shape::case::Case;
use axum::response::Response;
use identity::Identify;
use kernel::{AttachmentId, CaseId, Day, DocumentId, Term};
use office::cases::event::{Channel, PaymentMethod};
use office::cases::{Arrival, CaseCommand, Weighing};
use office::{Actor, Office};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Evidence to record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordEvidence {
    /// Its id in the procedure.
    #[schema(max_length = 80)]
    evidence: String,
    /// What it was.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
    /// What it shows, by fact.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Given>)]
    shows: BTreeMap<String, law::FactValue>,
    /// The file of the case that it rests on.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    attachment: Option<AttachmentId>,
    /// Whether it counts in the cases that are examined together with this one too.
    #[serde(default)]
    everywhere: bool,
}

/// What somebody said or wrote, without a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteMessage {
    /// What it was.
    #[schema(min_length = 1, max_length = 4000)]
    words: String,
    /// How it came, as an officer says it: `counter`, `post`, `e-address`, `phone` or `office`. What a client writes comes by
    /// the portal.
    #[serde(default = "by_portal")]
    #[schema(value_type = Option<String>, pattern = "^(counter|post|e-address|phone|office)$", example = "phone")]
    channel: Channel,
    /// The day on which it came; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// From whom, in words; the applicant when empty.
    #[serde(default)]
    #[schema(max_length = 200)]
    from: String,
}

const fn by_portal() -> Channel {
    Channel::Portal
}

/// A fact that only a person can decide.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Judge {
    /// The fact.
    #[schema(max_length = 80)]
    fact: String,
    /// Its value.
    #[schema(value_type = Given)]
    value: law::FactValue,
    /// Why.
    #[schema(max_length = 4000)]
    reasons: String,
}

/// How the fee was paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeFee {
    /// `card` or `transfer`.
    #[schema(value_type = String, pattern = "^(card|transfer)$", example = "card")]
    method: PaymentMethod,
    /// The reference of the payment.
    #[schema(min_length = 1, max_length = 80)]
    reference: String,
}

/// A command that needs no words.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// On which grounds the person is asked for an opinion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteHearing {
    /// Ids of grounds of the procedure.
    #[schema(min_items = 1, max_items = 40)]
    grounds: Vec<String>,
}

/// What the person says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerHearing {
    /// In the person's words.
    #[schema(min_length = 1, max_length = 8000)]
    opinion: String,
}

/// A decision to propose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// Its id in the procedure.
    #[schema(max_length = 80)]
    decision: String,
    /// For a refusal: ids of the grounds.
    #[serde(default)]
    #[schema(max_items = 40)]
    grounds: Vec<String>,
    /// Reasons of a refusal (at least 20 characters), or considerations of a grant.
    #[serde(default)]
    #[schema(max_length = 8000)]
    reasons: String,
    /// For a refusal without hearing: id of the waiver.
    #[serde(default)]
    #[schema(max_length = 80)]
    waiver: Option<String>,
    /// Why the waiver applies.
    #[serde(default)]
    #[schema(max_length = 2000)]
    waiver_why: Option<String>,
    /// The answer to what the person argued, in at least 20 characters.
    #[serde(default)]
    #[schema(max_length = 4000)]
    answer: String,
    /// Where the law leaves a choice: the four questions of usefulness.
    #[serde(default)]
    weighing: Option<Weighed>,
    /// The terms that the decision sets, by their ids in the procedure, such as `30 days`.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    choices: BTreeMap<String, Term>,
    /// Of a contest that annuls a part: the effects of the contested decision that fall, by their place in it, from 0.
    #[serde(default)]
    #[schema(max_items = 40)]
    parts: Vec<u16>,
    /// The `seen_at` of the case that was read.
    #[schema(minimum = 0, maximum = 9007199254740991_u64)]
    seen_at: i64,
}

/// The considerations of usefulness (Administrative Procedure Law, Art. 66).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// Is the act needed to reach a lawful aim?
    #[schema(min_length = 20, max_length = 4000)]
    needed: String,
    /// Is it suitable?
    #[schema(min_length = 20, max_length = 4000)]
    suitable: String,
    /// Would a milder means do?
    #[schema(min_length = 20, max_length = 4000)]
    least_restrictive: String,
    /// Does the public gain outweigh the harm to the person?
    #[schema(min_length = 20, max_length = 4000)]
    balanced: String,
}

impl From<Weighed> for Weighing {
    fn from(weighed: Weighed) -> Self {
        let Weighed { needed, suitable, least_restrictive, balanced } = weighed;
        Self { needed, suitable, least_restrictive, balanced }
    }
}

/// Why something is sent back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// Why.
    #[schema(min_length = 1, max_length = 4000)]
    reasons: String,
}

/// Which document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Its id.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    document: DocumentId,
}

/// Why an application is withdrawn.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// In the applicant's words; may be empty.
    #[serde(default)]
    #[schema(max_length = 4000)]
    words: String,
}

async fn run(
    office: &Office,
    actor: &Actor,
    id: CaseId,
    seen: Seen,
    params: Params,
    command: CaseCommand,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let view = office.command(actor, id, seen.0, &command).await.map_err(|error| seen.judge(error.into()))?;
    cases::moved(office, &view).await
}

macro_rules! command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $extract:ident, $body:ty, |$given:pat_param| $command:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "cases",
            security(("bearer" = [])),
            params(
                ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
                ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
                ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
            ),
            request_body(content = $body, content_type = "application/json"),
            responses(
                (status = 200, description = "Done; the case as it stands now.", body = Case,
                    headers(("ETag" = String, description = "The new version."),
                        ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
                (status = 409, description = "Not possible where the case stands, or somebody else was first.",
                    body = Problem, content_type = "application/problem+json"),
            )
        )]
        async fn $name(
            Desk(office): Desk,
            Known(actor): Known,
            Id(id): Id<CaseId>,
            seen: Seen,
            params: Params,
            $extract(body): $extract<$body>,
        ) -> Result<Response, Failure> {
            let $given = body;
            run(&office, &actor, id, seen, params, $command).await
        }
    };
}

use command;

command!(
    /// Establishes who stands at the counter.
    identify, "/api/v1/cases/{id}/identify", Body, Identify,
    |Identify { document, foreign, reasons }| {
        CaseCommand::Identify { document, foreign: foreign.map(Into::into), reasons }
    }
);
command!(
    /// Records evidence.
    record_evidence, "/api/v1/cases/{id}/record-evidence", Body, RecordEvidence,
    |RecordEvidence { evidence, note, shows, attachment, everywhere }| {
        CaseCommand::RecordEvidence { evidence, note, shows, attachment, everywhere }
    }
);
command!(
    /// Notes what somebody said or wrote; the client writes to the case.
    note_message, "/api/v1/cases/{id}/note-message", Body, NoteMessage,
    |NoteMessage { words, channel, on, from }| {
        CaseCommand::NoteMessage { words, arrival: Arrival { channel, on, from } }
    }
);
command!(
    /// Decides a fact that only a person can decide.
    judge, "/api/v1/cases/{id}/judge", Body, Judge,
    |Judge { fact, value, reasons }| CaseCommand::Judge { fact, value, reasons }
);
command!(
    /// Takes the state fee.
    take_fee, "/api/v1/cases/{id}/take-fee", Body, TakeFee,
    |TakeFee { method, reference }| CaseCommand::TakeFee { method, reference }
);
command!(
    /// Records that no fee is due under an exemption.
    exempt_fee, "/api/v1/cases/{id}/exempt-fee", MaybeBody, Nothing,
    |Nothing {}| CaseCommand::ExemptFee {}
);
command!(
    /// Asks the person for an opinion before an adverse decision.
    invite_hearing, "/api/v1/cases/{id}/invite-hearing", Body, InviteHearing,
    |InviteHearing { grounds }| CaseCommand::InviteHearing { grounds }
);
command!(
    /// Answers that invitation.
    answer_hearing, "/api/v1/cases/{id}/answer-hearing", Body, AnswerHearing,
    |AnswerHearing { opinion }| CaseCommand::AnswerHearing { opinion }
);
command!(
    /// Proposes a decision.
    propose, "/api/v1/cases/{id}/propose", Body, Propose,
    |Propose { decision, grounds, reasons, waiver, waiver_why, answer, weighing, choices, parts, seen_at }| {
        let weighing = weighing.map(Into::into);
        CaseCommand::Propose {
            decision, grounds, reasons, waiver, waiver_why, answer, weighing, choices, parts, seen_at,
        }
    }
);
command!(
    /// Sends a proposal back.
    return_proposal, "/api/v1/cases/{id}/return", Body, Return,
    |Return { reasons }| CaseCommand::Return { reasons }
);
command!(
    /// Approves a proposal: the decision is made.
    approve, "/api/v1/cases/{id}/approve", MaybeBody, Nothing,
    |Nothing {}| CaseCommand::Approve {}
);
command!(
    /// Serves the decision at the counter: it takes effect.
    serve, "/api/v1/cases/{id}/serve", MaybeBody, Nothing,
    |Nothing {}| CaseCommand::Serve {}
);
command!(
    /// Receives the decision as its addressee: it takes effect.
    receive, "/api/v1/cases/{id}/receive", MaybeBody, Nothing,
    |Nothing {}| CaseCommand::Receive {}
);
command!(
    /// Notes that a document was made.
    mark_made, "/api/v1/cases/{id}/mark-made", Body, Which,
    |Which { document }| CaseCommand::MarkMade { document }
);
command!(
    /// Hands a document over.
    hand_over, "/api/v1/cases/{id}/hand-over", Body, Which,
    |Which { document }| CaseCommand::HandOver { document }
);
command!(
    /// Withdraws the application.
    withdraw, "/api/v1/cases/{id}/withdraw", MaybeBody, Withdraw,
    |Withdraw { words }| CaseCommand::Withdraw { words }
);

/// The paths of all commands.
pub fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(identify))
        .routes(routes!(record_evidence))
        .routes(routes!(note_message))
        .routes(routes!(judge))
        .routes(routes!(take_fee))
        .routes(routes!(exempt_fee))
        .routes(routes!(invite_hearing))
        .routes(routes!(answer_hearing))
        .routes(routes!(propose))
        .routes(routes!(return_proposal))
        .routes(routes!(approve))
        .routes(routes!(serve))
        .routes(routes!(receive))
        .routes(routes!(mark_made))
        .routes(routes!(hand_over))
        .routes(routes!(withdraw))
        .merge(course::described())
        .merge(onward::described())
}
