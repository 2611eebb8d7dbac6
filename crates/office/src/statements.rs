//! Statements from the register (*izziņas*): chosen things about a person as of a day, for somebody to whom the
//! person must show them. What was issued stays the same bytes, and anybody with its code can check it.
//!
//! Which kinds there are and what each says is data (`law::register`). The content is a pure function of the
//! person's history; [`Office::issue_statement`](crate::Office::issue_statement) is the one way to issue one.

mod check;
mod compose;
mod content;
mod event;
mod issue;
mod read;

pub use check::StatementCheck;
pub use content::{Content, changed_since};
pub use event::{IssuedStatement, StatementEvent, StatementFile};
pub use issue::StatementRequest;
pub use read::{StatementBytes, StatementView};

use kernel::StatementId;
use store::StreamId;

fn stream(id: StatementId) -> StreamId {
    StreamId::new("statement", id)
}
