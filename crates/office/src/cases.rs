//! Cases (*lietas*): the file as a list of events, the case as their fold, the decision as a value that
//! cannot be built unlawfully, and the commands that move a case.

pub mod apply;
pub mod case;
pub mod clocks;
pub mod command;
pub mod correspondence;
pub mod course;
pub mod court;
pub mod decision;
pub mod effect;
pub mod event;
pub mod facts;
pub mod files;
mod give;
pub mod identity;
pub mod incoming;
pub mod invoice;
mod jobs;
pub mod letters;
pub mod naming;
mod open;
pub mod opinion;
pub mod particulars;
mod past;
pub mod request;
pub mod rules;
pub mod sending;
pub mod spread;
pub mod stated;
pub mod supervise;
pub mod term;
pub mod view;
mod whom;
pub mod work;

pub use apply::{Application, Enclosed, Intake, Preview};
pub use case::{
    Case, CaseFact, DocumentStage, FactSource, FeeAsked, FeeSettled, HearingRecord, Moves, Payment, Phase,
};
pub use clocks::ClockLine;
pub use command::{CaseCommand, Extending, Moving};
pub use correspondence::{Item, Party};
pub use course::{Fate, Stage};
pub use decision::{Decision, Outcome, Reasons, Signed};
pub use documents::Many;
pub use event::{CaseEvent, GivenValue, PaymentMethod, Weighing};
pub use incoming::{Arrival, Filed, Noted, Sender};
pub use invoice::{FeeRefund, Invoice};
pub use open::Opening;
pub use particulars::{Particulars, Told};
pub use rules::{Contesting, Extent, Movable, NotNow, StageLine, StageState};
pub use spread::{CaseAge, LoadLine, TermState};
pub use supervise::SupervisedCase;
pub use view::{
    CaseView, DocumentView, HistoryLine, JoinedCase, LetterView, Part, Piece, Unwritten, WayOn, parts,
};
pub use whom::by_clients;
pub use work::{Asks, CaseLine, Challenged, Page, StageCount, WorkFilter};
