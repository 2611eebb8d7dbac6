//! The pages for officers, at `/{lang}/work…`: what needs me, today's queue, cases, persons, the trace,
//! the state of the system. What a page shows and offers is what the office says is allowed.

mod acts;
mod alerts;
mod apply;
mod approvals;
mod begin;
mod case;
mod cases;
mod day;
mod decide;
mod duplicates;
pub mod emergencies;
mod entries;
mod find;
pub mod frame;
mod household;
mod incoming;
mod joining;
mod keys;
mod load;
mod parting;
mod payments;
pub mod person;
mod persons;
mod picture;
mod protection;
mod queue;
mod ratings;
mod reception;
mod refunds;
mod retention;
mod review;
mod rights;
mod start;
mod statements;
mod supervise;
mod tasks;
mod trace;
mod values;
mod visit;
mod watched;
mod words;

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::UPLOAD_BYTES_MAX;
use crate::status::Fault;
use crate::typed;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use office::actor::{Officer, Role};
use std::str::FromStr;

/// The routes of the workbench, within one language.
pub fn router() -> Router<App> {
    Router::new()
        .route("/work", get(start::page))
        .route("/work/next", get(tasks::next))
        .route("/work/find", get(find::page).post(find::send))
        .route("/work/keys", get(keys::page))
        .route("/work/kept", get(typed::find).post(typed::forget))
        .route("/work/approvals", get(approvals::page))
        .route("/work/load", get(load::page))
        .route("/work/ratings", get(ratings::page))
        .route("/work/supervise", get(supervise::page))
        .route("/work/supervise/{id}", post(supervise::give))
        .route("/work/queue", get(queue::page))
        .route("/work/office-day", get(day::page))
        .route("/work/reception", get(reception::page))
        .route("/work/reception/next", post(reception::next))
        .route("/work/reception/tickets", post(reception::take))
        .route("/work/reception/tickets/{id}/{act}", post(reception::end))
        .route("/work/visits/{id}", get(visit::page))
        .route("/work/visits/{id}/{act}", post(visit::act))
        .route("/work/apply", get(apply::page).post(apply::send))
        .route("/work/incoming", get(incoming::list))
        .route("/work/incoming/aside", get(incoming::aside))
        .route("/work/incoming/{id}", get(incoming::page))
        .route("/work/incoming/{id}/assign", post(incoming::assign))
        .route("/work/incoming/{id}/begin", post(incoming::begin))
        .route("/work/incoming/{id}/put-aside", post(incoming::put_aside))
        .route("/work/incoming/{id}/files/{file}", get(incoming::file))
        .route("/work/begin", get(begin::page).post(begin::send))
        .route("/work/cases", get(cases::page))
        .route("/work/cases/{id}", get(case::page))
        .route("/work/cases/{id}/do/{command}", post(case::act::send))
        .route("/work/cases/{id}/files", post(case::attach).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)))
        .route("/work/cases/{id}/files/{file}", get(case::file))
        .route("/work/cases/{id}/files/{file}/look", get(case::viewer::page))
        .route("/work/cases/{id}/files/{file}/shown", get(case::viewer::shown))
        .route("/work/cases/{id}/channels", get(case::reach::page).post(case::reach::save))
        .route("/work/cases/{id}/decide", get(decide::page).post(decide::send))
        .route("/work/cases/{id}/draft", get(case::draft::page))
        .route("/work/cases/{id}/review", get(review::page).post(review::send))
        .route("/work/letters/{id}", get(case::letter))
        .route("/work/persons", get(persons::page).post(persons::find))
        .route("/work/household", get(household::page).post(household::ask))
        .route("/work/persons/{id}", get(person::page))
        .route("/work/persons/{id}/merge", get(joining::choose).post(joining::find))
        .route("/work/persons/{id}/merge/{other}", get(joining::compare).post(joining::join))
        .route("/work/persons/{id}/split/{other}", get(parting::split_page).post(parting::split))
        .route("/work/persons/{id}/undecided/{other}", get(parting::settle_page).post(parting::settle))
        .route("/work/persons/{id}/acts", get(acts::list))
        .route("/work/persons/{id}/acts/{act}", get(acts::page).post(acts::enter))
        .route("/work/persons/{id}/change", get(entries::change_page).post(entries::change))
        .route("/work/persons/{id}/correct/{seq}", get(entries::correct_page).post(entries::correct))
        .route("/work/persons/{id}/protections", get(protection::page).post(protection::grant))
        .route("/work/persons/{id}/protections/lift", post(protection::lift))
        .route("/work/duplicates", get(duplicates::list))
        .route("/work/duplicates/settled", get(duplicates::settled))
        .route("/work/duplicates/{pair}", get(duplicates::page).post(duplicates::send))
        .route("/work/duplicates/{pair}/{keep}", get(duplicates::compare).post(duplicates::join))
        .route("/work/persons/{id}/statements", get(statements::page).post(statements::issue))
        .route("/work/persons/{id}/statements/{statement}/{form}", get(statements::file))
        .route(
            "/work/payments",
            get(payments::list).post(payments::take_in).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)),
        )
        .route("/work/payments/{id}", get(payments::page))
        .route("/work/payments/{id}/{act}", post(payments::act))
        .route("/work/refunds", get(refunds::list).post(refunds::order))
        .route("/work/refunds/bank", post(refunds::export))
        .route("/work/refunds/{id}", get(refunds::page))
        .route("/work/refunds/{id}/order.xml", get(refunds::file))
        .route("/work/refunds/{id}/{act}", post(refunds::act))
        .route("/work/emergency", get(emergencies::ask).post(emergencies::open))
        .route("/work/emergencies", get(emergencies::list))
        .route("/work/emergencies/{id}", get(emergencies::page).post(emergencies::review))
        .route("/work/rights", get(rights::page))
        .route("/work/retention", get(retention::page))
        .route("/work/retention/orders", post(retention::order))
        .route("/work/retention/orders/{id}/{act}", post(retention::act))
        .route("/work/retention/holds", post(retention::hold))
        .route("/work/trace", get(trace::page))
        .route("/work/alerts", get(alerts::list))
        .route("/work/alerts/{id}", get(alerts::page).post(alerts::settle))
        .route("/work/watched", get(watched::page).post(watched::add))
        .route("/work/watched/{id}/remove", post(watched::remove))
        .route("/work/system", get(trace::system))
        .route("/work/system/sign-out", post(trace::sign_out))
}

/// The officer who is signed in.
fn officer(ctx: &Ctx) -> Result<&Officer, Fault> {
    match ctx.actor() {
        office::actor::Actor::Anonymous => Err(Fault::of("sign-in")),
        actor => actor.officer().ok_or_else(|| Fault::of("no-right")),
    }
}

/// Whether the officer serves clients, examines or approves: whoever sees lists of work.
fn serves(officer: &Officer) -> bool {
    [Role::Counter, Role::CaseOfficer, Role::Approver, Role::Custodian].iter().any(|role| officer.is(*role))
}

/// Whether the officer takes in applications.
fn takes_in(officer: &Officer) -> bool {
    [Role::Counter, Role::CaseOfficer].iter().any(|role| officer.is(*role))
}

/// An id of a path; whatever is none leads nowhere.
fn id<T: FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}
