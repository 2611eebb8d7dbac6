//! What waits for an officer, the case whose term ends first first, then the one that came in first; and one step on to the next.

use super::{officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::status::Fault;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Day;
use office::actor::{Officer, Role};
use office::cases::{CaseLine, WorkFilter};
use office::error::OfficeError;

/// The stages that wait for a role.
fn stages_of(officer: &Officer) -> Vec<&'static str> {
    let mut stages = Vec::new();
    if officer.is(Role::Approver) {
        stages.push("proposed");
    }
    if officer.is(Role::CaseOfficer) {
        stages.extend(["examination", "hearing", "decided"]);
    }
    if officer.is(Role::Counter) {
        stages.extend(["received", "identified", "decided", "ordered", "ready"]);
    }
    stages.dedup();
    stages
}

/// The `most` cases that an officer could take up now, by the day the law runs out.
pub async fn of(app: &App, ctx: &Ctx, officer: &Officer, most: u16) -> Result<Vec<CaseLine>, OfficeError> {
    let mut all = Vec::new();
    for stage in stages_of(officer) {
        let filter = WorkFilter {
            stage: Some(stage.to_owned()),
            office: officer.is(Role::Counter).then(|| officer.office.clone()),
            assigned: None,
            after: None,
            limit: most,
        };
        all.extend(app.office().work_list(ctx.actor(), &filter).await?.items);
    }
    if officer.is(Role::CaseOfficer) {
        let own = WorkFilter { assigned: Some(officer.id.clone()), limit: most, ..WorkFilter::default() };
        all.extend(app.office().work_list(ctx.actor(), &own).await?.items);
    }
    // What a colleague examines is theirs; what one has oneself stands in both lists.
    let others = |line: &CaseLine| line.assigned.as_ref().is_some_and(|holder| *holder != officer.id);
    all.retain(|line| line.stage == "proposed" || !officer.is(Role::CaseOfficer) || !others(line));
    // What one proposed oneself waits for somebody else.
    all.retain(|line| line.stage != "proposed" || line.proposed_by.as_ref() != Some(&officer.id));
    all.sort_by_key(|line| (line.due.unwrap_or(Day::MAX), line.received, line.id));
    all.dedup_by_key(|line| line.id);
    all.truncate(usize::from(most));
    Ok(all)
}

/// Where a case is taken up: an approver goes to the proposal.
pub fn place(officer: &Officer, line: &CaseLine) -> String {
    let review = line.stage == "proposed" && officer.is(Role::Approver);
    format!("/work/cases/{}{}", line.id, if review { "/review" } else { "" })
}

/// How many are looked at for the next one.
const AHEAD: u16 = 25;

/// `GET /{lang}/work/next?after=`: the next case that waits, after the one that was just worked on.
pub async fn next(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    if !serves(officer) {
        return Err(Fault::of("no-right"));
    }
    let tasks = of(&app, &ctx, officer, AHEAD).await?;
    let at = tasks.iter().position(|line| line.id.to_string() == query.get("after"));
    // Behind the last comes the first again.
    let next = at.and_then(|at| tasks.get(at + 1)).or_else(|| tasks.first());
    let next = next.filter(|line| line.id.to_string() != query.get("after"));
    let path = next.map_or_else(|| "/work".to_owned(), |line| place(officer, line));
    Ok(Redirect::to(&ctx.href(&path)).into_response())
}
