//! Cases (*lietas*): the file as a list of events, the case as their fold, the decision as a value that
//! cannot be built unlawfully.

pub mod case;
pub mod decision;
pub mod event;

pub use case::{Case, Phase};
pub use decision::{Decision, Many, Outcome, Reasons, Signed};
pub use event::CaseEvent;
