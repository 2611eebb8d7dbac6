//! Law as data: a procedure file, facts and a day in; an assessment out. Pure.
//!
//! Start reading at [`book::LawBook`]: it loads the files of `procedures/`, proves what can be proven of them, and
//! hands out [`procedure::Procedure`]s. A procedure assesses facts ([`assess`]), names its fee ([`fee`]), counts its
//! terms ([`clock`]) and explains itself. The engine knows no procedure by name.

pub mod assess;
pub mod book;
pub mod cite;
pub mod clock;
pub mod condition;
pub mod diagnostic;
pub mod facts;
pub mod fee;
pub mod files;
pub mod ground;
mod happens;
pub mod judge;
mod load;
pub mod notification;
pub mod offices;
pub mod oversight;
pub mod payment;
pub mod portal;
pub mod procedure;
pub mod protection;
pub mod queue;
mod read;
pub mod register;
pub mod tools;
pub mod what_if;
pub mod words;

pub use assess::{Assessment, ConditionLine, Finding, Missing, Truth, Verdict};
pub use book::{DocumentKind, LawBook};
pub use cite::{Act, ActKind, CitedNorm};
pub use clock::{Answer, Clock, ClockError, Due, Pause};
pub use condition::Condition;
pub use diagnostic::{Diagnostic, LawErrors, Severity};
pub use facts::{Catalogue, FactDef, FactKind, FactSource, FactValue, Facts};
pub use fee::{FeeAnswer, FeeLine, FeePart, FeeRowView, FeeTable, FeeUnit};
pub use ground::{Ground, GroundKind, Grounds};
pub use happens::Happens;
pub use judge::Judgment;
pub use notification::{Destination, Notification, Rebuttal, SentUnder, Way};
pub use offices::{Authority, Bookable, Closed, Hours, OfficeFacts, OfficeKind, Task};
pub use oversight::{AlertRule, Delay, Oversight, Unusual};
pub use payment::PayTo;
pub use portal::{EasyPart, EasyText, Figure, FigureTable, LifeEvent, Link, News, Portal};
pub use procedure::{
    AddressPlace, Agreement, AppealRoute, Capacity, Coming, DecisionKind, DecisionRule, Effect, Evidence,
    EvidenceBy, HearingRule, Notice, Outcome, Particular, ParticularKind, Procedure, Requirement, Stage,
    Track, Waiver,
};
pub use protection::{Audience, Part, ProtectionBook, ProtectionClass, SeesBy};
pub use queue::{PriorityGroup, QueueRule, Turn, Waits};
pub use register::RegisterBook;
