//! The statements with which the office reads its projections, by subject. A test prepares all of them on
//! both engines.

pub mod appointments;
pub mod cases;
pub mod drafts;
pub mod duplicates;
pub mod emergencies;
pub mod payments;
pub mod post;
pub mod protection;
pub mod ratings;
pub mod register;
pub mod retention;
pub mod searching;
pub mod sign_in;
pub mod statements;
pub mod tickets;

use crate::statement::Statement;

/// Every statement, for the test that prepares them.
#[must_use]
pub fn all() -> Vec<&'static Statement> {
    [
        crate::answers::ALL,
        appointments::ALL,
        cases::ALL,
        drafts::ALL,
        duplicates::ALL,
        emergencies::ALL,
        payments::ALL,
        post::ALL,
        protection::ALL,
        ratings::ALL,
        register::ALL,
        retention::ALL,
        searching::ALL,
        sign_in::ALL,
        statements::ALL,
        tickets::ALL,
    ]
    .concat()
}
