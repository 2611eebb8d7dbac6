//! Commands on the course of a case: what is told and recorded, steps of the work, terms, the act of another body, and
//! contest.

use super::super::Api;
use super::super::caller::Known;
use super::super::failure::{Failure, Problem};
use super::super::input::{Body, Id, MaybeBody, Params, Seen};
use super::super::once::Desk;
use super::super::shape::Given;
use super::super::shape::case::Case;
use super::{command, run};
use axum::response::Response;
use kernel::{CaseId, Day, PersonId};
use office::cases::event::Channel;
use office::cases::{Arrival, CaseCommand, Extending, Moving};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// One more answer to the questions of the procedure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Declare {
    /// The fact.
    #[schema(max_length = 80)]
    fact: String,
    /// Its value.
    #[schema(value_type = Given)]
    value: law::FactValue,
}

/// A fact that the file or another register shows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The fact.
    #[schema(max_length = 80)]
    fact: String,
    /// Its value.
    #[schema(value_type = Given)]
    value: law::FactValue,
    /// Where it was seen.
    #[schema(min_length = 1, max_length = 4000)]
    note: String,
}

/// The address that the decision is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateAddress {
    /// Code of the municipality; empty abroad.
    #[serde(default)]
    #[schema(max_length = 20)]
    municipality: String,
    /// As one line.
    #[schema(min_length = 1, max_length = 500)]
    address: String,
}

/// A step of the work that is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishStage {
    /// Its id in the procedure.
    #[schema(max_length = 80)]
    stage: String,
    /// What was done.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
    /// When; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// What the procedure asks to be said of it, by its ids: such as day, hour and place.
    #[serde(default)]
    says: BTreeMap<String, String>,
}

/// How a term is extended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendTerm {
    /// Id of the clock.
    #[schema(max_length = 80)]
    clock: String,
    /// The reason, by its id in the procedure.
    #[schema(max_length = 80)]
    reason: String,
    /// The new last day: needed where `extensions` of the clock say which days are lawful, and left out where the law
    /// itself says how much longer the term is. Whoever agrees to what another officer proposed may leave it out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// Why it applies.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

impl From<ExtendTerm> for Extending {
    fn from(extended: ExtendTerm) -> Self {
        let ExtendTerm { clock, reason, until, reasons } = extended;
        Self { clock, reason, until, reasons }
    }
}

/// How a term is moved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTerm {
    /// Id of the clock.
    #[schema(max_length = 80)]
    clock: String,
    /// The reason, by its id in the procedure.
    #[schema(max_length = 80)]
    reason: String,
    /// Why it applies.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

impl From<MoveTerm> for Moving {
    fn from(moved: MoveTerm) -> Self {
        let MoveTerm { clock, reason, reasons } = moved;
        Self { clock, reason, reasons }
    }
}

/// The term that runs again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeTerm {
    /// Id of the clock.
    #[schema(max_length = 80)]
    clock: String,
    /// What happened.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

/// What was tried in vain while a term stands still for it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteAttempt {
    /// Id of the clock.
    #[schema(max_length = 80)]
    clock: String,
    /// What happened.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

/// The act of the body outside the office that takes the decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAct {
    /// Its number.
    #[schema(min_length = 1, max_length = 60)]
    number: String,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    on: Day,
}

/// Why a case is ended without a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Discontinue {
    /// What shows that its subject died.
    #[schema(min_length = 20, max_length = 4000)]
    reasons: String,
}

/// Who examines the case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignCase {
    /// Code of the officer; left out, everybody may take it.
    #[serde(default)]
    #[schema(max_length = 40)]
    to: Option<String>,
}

/// A contest of the decision in force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContestCase {
    /// The objections.
    #[schema(min_length = 1, max_length = 8000)]
    words: String,
    /// Answers to the questions of the case that decides on it, by fact. What came after the last day to contest answers
    /// with `contest.reinstatement-asked` whether the missed term is to be reinstated.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Given>)]
    declared: BTreeMap<String, law::FactValue>,
    /// Who contests, when an officer takes it in from somebody who is not the addressee.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    person: Option<PersonId>,
    /// By which way it came, when an officer takes it in: `counter`, `post`, `e-address`, `phone` or `office`; at the
    /// counter when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(counter|post|e-address|phone|office)$", example = "post")]
    channel: Option<Channel>,
    /// On which day it came, when an officer takes it in; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
}

impl From<ContestCase> for CaseCommand {
    fn from(contest: ContestCase) -> Self {
        let ContestCase { words, declared, person, channel, on } = contest;
        let said = channel.is_some() || on.is_some();
        let channel = channel.unwrap_or(Channel::Counter);
        let arrival = said.then(|| Arrival { channel, on, from: String::new() });
        Self::Contest { words, declared, person, arrival }
    }
}

command!(
    /// Answers one more question of the procedure.
    declare, "/api/v1/cases/{id}/declare", Body, Declare,
    |Declare { fact, value }| CaseCommand::Declare { fact, value }
);
command!(
    /// Records a fact that the file or another register shows and the office does not compute.
    record, "/api/v1/cases/{id}/record", Body, Record,
    |Record { fact, value, note }| CaseCommand::Record { fact, value, note }
);
command!(
    /// States the address that the decision is about.
    state_address, "/api/v1/cases/{id}/state-address", Body, StateAddress,
    |StateAddress { municipality, address }| CaseCommand::StateAddress { municipality, address }
);
command!(
    /// Notes that a step of the work is done.
    finish_stage, "/api/v1/cases/{id}/finish-stage", Body, FinishStage,
    |FinishStage { stage, note, on, says }| CaseCommand::FinishStage { stage, note, on, says }
);
command!(
    /// Extends a term for a reason that the law allows, to a day within it where the law leaves the length to the office;
    /// where two officers must agree, the second does it again.
    extend, "/api/v1/cases/{id}/extend", Body, ExtendTerm,
    |extended| CaseCommand::Extend(extended.into())
);
command!(
    /// Puts the decision off.
    postpone, "/api/v1/cases/{id}/postpone", Body, MoveTerm,
    |moved| CaseCommand::Postpone(moved.into())
);
command!(
    /// Stops a term.
    suspend, "/api/v1/cases/{id}/suspend", Body, MoveTerm,
    |moved| CaseCommand::Suspend(moved.into())
);
command!(
    /// Lets a term run again.
    resume, "/api/v1/cases/{id}/resume", Body, ResumeTerm,
    |ResumeTerm { clock, reasons }| CaseCommand::Resume { clock, reasons }
);
command!(
    /// Notes what was tried in vain, such as an examination; after the last attempt that the law gives, the pause is over.
    note_attempt, "/api/v1/cases/{id}/note-attempt", Body, NoteAttempt,
    |NoteAttempt { clock, reasons }| CaseCommand::NoteAttempt { clock, reasons }
);
command!(
    /// Records the act of the body outside the office that takes the decision.
    record_outside_act, "/api/v1/cases/{id}/record-act", Body, RecordAct,
    |RecordAct { number, on }| CaseCommand::RecordAct { number, on }
);
command!(
    /// Gives the case to an officer to examine, or back to all of them.
    assign, "/api/v1/cases/{id}/assign", MaybeBody, AssignCase,
    |AssignCase { to }| CaseCommand::Assign { to }
);
command!(
    /// Ends the case without a decision, since its subject died: what was proposed or decided never takes effect.
    discontinue, "/api/v1/cases/{id}/discontinue", Body, Discontinue,
    |Discontinue { reasons }| CaseCommand::Discontinue { reasons }
);
command!(
    /// Contests the decision in force: a case of its own begins.
    contest, "/api/v1/cases/{id}/contest", Body, ContestCase,
    |contest| contest.into()
);

/// The paths of these commands.
pub(super) fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(declare))
        .routes(routes!(record))
        .routes(routes!(state_address))
        .routes(routes!(finish_stage))
        .routes(routes!(extend))
        .routes(routes!(postpone))
        .routes(routes!(suspend))
        .routes(routes!(resume))
        .routes(routes!(note_attempt))
        .routes(routes!(record_outside_act))
        .routes(routes!(discontinue))
        .routes(routes!(assign))
        .routes(routes!(contest))
}
