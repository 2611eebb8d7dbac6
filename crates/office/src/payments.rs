//! Money on the accounts of the office: what the bank tells in its statements finds the cases that it pays, what finds
//! none waits for an officer, and what is not owed goes back.
//!
//! Start at [`Office::import_statement`](crate::Office::import_statement). Where a movement goes is one pure function
//! ([`place`]); a refund is ordered by one officer and approved by another, in types, in the log and in the database.
//! Whoever reconciles sees payments and numbers of cases, and no case and no person.

mod assign;
mod event;
mod import;
mod matched;
mod payment;
mod place;
mod read;
mod refund;
mod refunds;
mod settle;

pub use assign::Assignment;
pub use event::{Booked, PaymentEvent, PaymentState, Place, Reason};
pub use import::{ImportReport, StatementReport};
pub use payment::Payment;
pub use place::{Standing, place};
pub use read::{PaymentFilter, PaymentView, RefundView};
pub use refund::{Refund, RefundEvent, RefundOrder, RefundSource, RefundState, SamePerson, TwoOfficers};
pub use refunds::{OfBank, RefundRequest, RefundsFile};

use kernel::{PaymentId, RefundId};
use store::StreamId;

fn stream(id: PaymentId) -> StreamId {
    StreamId::new("payment", id)
}

fn refund_stream(id: RefundId) -> StreamId {
    StreamId::new("refund", id)
}
