//! What can be asked of the office, by name. Who may is said by the policies ([`super::policy`]).

use super::policy;
use super::situation::{Kind, Situation, Who};
use crate::actor::{Actor, Role};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal on $($kind:ident)*;)*) => {
        /// Something that can be asked of the office.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All actions, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The action's code in policies, in the trace and in answers.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it is asked about; the first is what it is asked about when nobody is named.
            #[must_use]
            pub const fn kinds(self) -> &'static [Kind] {
                match self { $(Self::$name => &[$(Kind::$kind),*],)* }
            }
        }
    };
}

actions! {
    /// Read one person of the register.
    ReadPerson = "read-person" on Person;
    /// Look persons up by code, number or name.
    SearchPersons = "search-persons" on Register Person;
    /// Enter or correct facts of the register.
    WriteRegister = "write-register" on Person;
    /// Revoke a power of attorney that one gave.
    RevokePower = "revoke-power" on Person;
    /// Join two records of one person, or part them again.
    MergeRecords = "merge-records" on Person;
    /// See which records look like one person, and say what they are.
    SettleDuplicates = "settle-duplicates" on Register Person;
    /// Issue a statement from the register.
    IssueStatement = "issue-statement" on Person;
    /// Read a case.
    ReadCase = "read-case" on Case Person;
    /// See the lists of work.
    ReadWorkLists = "read-work-lists" on WorkList Person;
    /// Read what clients said of services.
    ReadRatings = "read-ratings" on WorkList Person;
    /// Take in an application, and what comes in for it.
    ReceiveApplication = "receive-application" on Person Case;
    /// See what came in by gateways and belongs to no case yet, and give it to one.
    SortIncoming = "sort-incoming" on WorkList Person;
    /// See and note how a person wants to be reached.
    ChooseChannels = "choose-channels" on Person;
    /// Do what the party to a case does: add, declare, answer, contest, withdraw, receive.
    TakePart = "take-part" on Case;
    /// Establish identity, record evidence, take a fee, check a visitor in.
    ServeAtCounter = "serve-at-counter" on Case Visit;
    /// Hand a document over.
    HandOver = "hand-over" on Case;
    /// Record judged facts, hear, propose a decision, serve it.
    Examine = "examine" on Case Person;
    /// Take a case, or hand it to somebody.
    AssignCase = "assign-case" on Case;
    /// See how the cases of the own office stand, by their numbers, and hand them to its officers.
    SuperviseWork = "supervise-work" on WorkList Case;
    /// Approve or return what another proposed.
    Approve = "approve" on Case;
    /// Mark a document as made.
    Personalise = "personalise" on Case;
    /// Take in statements of the bank.
    ImportStatements = "import-statements" on Account;
    /// See payments, give them to cases, order refunds.
    ReconcilePayments = "reconcile-payments" on Account;
    /// Approve or refuse a refund that another ordered.
    ApproveRefund = "approve-refund" on Account;
    /// Write approved refunds into an order to the bank.
    PayRefunds = "pay-refunds" on Account;
    /// See protected records, and the parts of records that are withheld.
    ReadProtected = "read-protected" on Person;
    /// See records that nobody is to know of.
    ReadSealed = "read-sealed" on Person;
    /// Grant and lift protections of records.
    Protect = "protect" on Person;
    /// See which cases are due to be erased, which are held, and the orders to erase.
    ReadRetention = "read-retention" on WorkList;
    /// Hold a case, so that it is not erased.
    HoldCase = "hold-case" on Case;
    /// Order that what is due be erased.
    OrderErasure = "order-erasure" on WorkList;
    /// Approve or refuse that what another ordered be erased.
    ApproveErasure = "approve-erasure" on WorkList;
    /// Erase what is due: the office itself, under a rule or an approved order.
    CarryOutErasure = "carry-out-erasure" on WorkList;
    /// Read the trace of who looked.
    ReadTrace = "read-trace" on Trace;
    /// See unusual readings, say what they are, and keep the list of persons of public interest.
    OverseeReading = "oversee-reading" on Trace;
    /// See the state of the system.
    Operate = "operate" on System;
    /// Open what is closed to one, in an emergency.
    OpenEmergency = "open-emergency" on Person;
    /// See what was opened in an emergency, and say whether it was right.
    ReviewEmergency = "review-emergency" on Emergency;
}

impl Action {
    /// What it is asked about when nobody is named.
    #[must_use]
    pub fn main_kind(self) -> Kind {
        self.kinds().first().copied().unwrap_or(Kind::System)
    }
}

/// Whether an officer with this role and no other may do `action` where nothing speaks against it.
#[must_use]
pub fn role_may(role: Role, action: Action) -> bool {
    policy::allows(&Situation::plain(Who::of_roles(&[role]), action))
}

/// Whether an officer, an institution or the system may do `action` where nothing speaks against it; clients have
/// rights only over what is their own, which [`super::Access`] is about.
#[must_use]
pub fn actor_may(actor: &Actor, action: Action) -> bool {
    match actor {
        Actor::Anonymous | Actor::Client { .. } => false,
        actor => Who::of(actor, action).is_some_and(|who| policy::allows(&Situation::plain(who, action))),
    }
}
