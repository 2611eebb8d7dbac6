//! How long cases are kept (*glabāšanas termiņš*), and what becomes of them then: the law file of a case says from which
//! event it is kept for how long; what is due is told, ordered by one officer, approved by another, and erased.
//!
//! Start at [`Office::retention_report`](crate::Office::retention_report). Whether a case is due is one pure question
//! ([`due`]). Erasing destroys the keys of what goes and leaves an entry that says which rule did it
//! ([decision 42](../../../docs/decisions/0042-sealing-and-retention.md)).

mod due;
mod erase;
mod event;
mod hold;
mod journal;
mod orders;
mod report;
mod told;

pub use due::{Held, Standing};
pub use erase::Carried;
pub use event::{Erased, ErasedVisit, ErasureEvent, HoldEvent, OrderEvent, Rule};
pub use hold::HeldCase;
pub use journal::{ErasureJournal, JournalEntry, Replayed};
pub use orders::{ErasureOrder, OrderState};
pub use report::{Report, ReportLine};
pub use told::ErasedCase;

use kernel::{CaseId, ErasureOrderId};
use store::StreamId;

/// The stream that says why a case is not there any more. It stays.
pub(crate) fn erasure_stream(case: CaseId) -> StreamId {
    StreamId::new("erasure", case)
}

/// The stream of holds on a case; it goes with the case, for reasons may name persons.
pub(crate) fn hold_stream(case: CaseId) -> StreamId {
    StreamId::new("hold", case)
}

pub(crate) fn order_stream(order: ErasureOrderId) -> StreamId {
    StreamId::new("erasure-order", order)
}
