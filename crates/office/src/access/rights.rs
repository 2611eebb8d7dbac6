//! Who may do what: one table of roles and actions. Whatever is not in it is denied.

use crate::actor::{Actor, Role};

/// Something that can be asked of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read one person of the register.
    ReadPerson,
    /// Look persons up by code, number or name.
    SearchPersons,
    /// Enter or correct facts of the register.
    WriteRegister,
    /// Join two records of one person, or part them again.
    MergeRecords,
    /// See which records look like one person, and say what they are.
    SettleDuplicates,
    /// Issue a statement from the register.
    IssueStatement,
    /// Read a case.
    ReadCase,
    /// See the lists of work.
    ReadWorkLists,
    /// Take in an application.
    ReceiveApplication,
    /// See and note how a person wants to be reached.
    ChooseChannels,
    /// Establish identity, record evidence, take a fee, check a visitor in, hand a document over.
    ServeAtCounter,
    /// Record judged facts, hear, propose a decision, serve it.
    Examine,
    /// Approve or return what another proposed.
    Approve,
    /// Mark a document as made.
    Personalise,
    /// Take in statements of the bank.
    ImportStatements,
    /// See payments, give them to cases, order refunds.
    ReconcilePayments,
    /// Approve or refuse a refund that another ordered.
    ApproveRefund,
    /// Write approved refunds into an order to the bank.
    PayRefunds,
    /// See protected records, and the parts of records that are withheld.
    ReadProtected,
    /// See records that nobody is to know of.
    ReadSealed,
    /// Grant and lift protections of records.
    Protect,
    /// See which cases are due to be erased, which are held, and the orders to erase.
    ReadRetention,
    /// Hold a case, so that it is not erased.
    HoldCase,
    /// Order that what is due be erased.
    OrderErasure,
    /// Approve or refuse that what another ordered be erased.
    ApproveErasure,
    /// Erase what is due: the office itself, under a rule or an approved order.
    CarryOutErasure,
    /// Read the trace of who looked.
    ReadTrace,
    /// See unusual readings, say what they are, and keep the list of persons of public interest.
    OverseeReading,
    /// See the state of the system.
    Operate,
}

impl Action {
    /// All actions, in the order of the table.
    pub const ALL: [Self; 29] = [
        Self::ReadPerson,
        Self::SearchPersons,
        Self::WriteRegister,
        Self::MergeRecords,
        Self::SettleDuplicates,
        Self::IssueStatement,
        Self::ReadCase,
        Self::ReadWorkLists,
        Self::ReceiveApplication,
        Self::ChooseChannels,
        Self::ServeAtCounter,
        Self::Examine,
        Self::Approve,
        Self::Personalise,
        Self::ImportStatements,
        Self::ReconcilePayments,
        Self::ApproveRefund,
        Self::PayRefunds,
        Self::ReadProtected,
        Self::ReadSealed,
        Self::Protect,
        Self::ReadRetention,
        Self::HoldCase,
        Self::OrderErasure,
        Self::ApproveErasure,
        Self::CarryOutErasure,
        Self::ReadTrace,
        Self::OverseeReading,
        Self::Operate,
    ];

    /// The action's code in the trace and in answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadPerson => "read-person",
            Self::SearchPersons => "search-persons",
            Self::WriteRegister => "write-register",
            Self::MergeRecords => "merge-records",
            Self::SettleDuplicates => "settle-duplicates",
            Self::IssueStatement => "issue-statement",
            Self::ReadCase => "read-case",
            Self::ReadWorkLists => "read-work-lists",
            Self::ReceiveApplication => "receive-application",
            Self::ChooseChannels => "choose-channels",
            Self::ServeAtCounter => "serve-at-counter",
            Self::Examine => "examine",
            Self::Approve => "approve",
            Self::Personalise => "personalise",
            Self::ImportStatements => "import-statements",
            Self::ReconcilePayments => "reconcile-payments",
            Self::ApproveRefund => "approve-refund",
            Self::PayRefunds => "pay-refunds",
            Self::ReadProtected => "read-protected",
            Self::ReadSealed => "read-sealed",
            Self::Protect => "protect",
            Self::ReadRetention => "read-retention",
            Self::HoldCase => "hold-case",
            Self::OrderErasure => "order-erasure",
            Self::ApproveErasure => "approve-erasure",
            Self::CarryOutErasure => "carry-out-erasure",
            Self::ReadTrace => "read-trace",
            Self::OverseeReading => "oversee-reading",
            Self::Operate => "operate",
        }
    }
}

/// Whether `role` may do `action`.
#[must_use]
pub const fn role_may(role: Role, action: Action) -> bool {
    match action {
        Action::ReadPerson | Action::SearchPersons | Action::ReadCase | Action::ReadWorkLists => {
            matches!(role, Role::Counter | Role::CaseOfficer | Role::Approver | Role::Custodian)
        }
        Action::ReadProtected | Action::ReadSealed | Action::Protect => matches!(role, Role::Custodian),
        Action::WriteRegister | Action::Examine => matches!(role, Role::CaseOfficer),
        Action::ReceiveApplication | Action::IssueStatement | Action::ChooseChannels => {
            matches!(role, Role::Counter | Role::CaseOfficer)
        }
        Action::ServeAtCounter | Action::Personalise => matches!(role, Role::Counter),
        Action::Approve | Action::MergeRecords | Action::SettleDuplicates => matches!(role, Role::Approver),
        Action::ImportStatements | Action::ReconcilePayments | Action::PayRefunds => {
            matches!(role, Role::Accountant)
        }
        Action::ApproveRefund => matches!(role, Role::Accountant | Role::Approver),
        Action::ReadRetention | Action::ApproveErasure => matches!(role, Role::Approver | Role::Auditor),
        Action::HoldCase => matches!(role, Role::CaseOfficer | Role::Approver),
        Action::OrderErasure => matches!(role, Role::Approver),
        // Nobody does it by hand.
        Action::CarryOutErasure => false,
        Action::ReadTrace | Action::OverseeReading => matches!(role, Role::Auditor),
        Action::Operate => matches!(role, Role::Operator),
    }
}

/// Whether an officer (or the system) may do `action`; clients have rights only over what is their own,
/// which [`super::authorise`] checks.
#[must_use]
pub fn actor_may(actor: &Actor, action: Action) -> bool {
    match actor {
        Actor::Officer(officer) => officer.roles.iter().any(|role| role_may(*role, action)),
        // Jobs after commit, and whoever runs commands on the database itself.
        Actor::System => matches!(
            action,
            Action::ReadPerson
                | Action::SearchPersons
                | Action::ReadProtected
                | Action::ReadSealed
                | Action::ReadCase
                | Action::Personalise
                | Action::ImportStatements
                | Action::PayRefunds
                | Action::ReadRetention
                | Action::CarryOutErasure
        ),
        Actor::Institution(institution) => institution.may.contains(&action),
        Actor::Anonymous | Actor::Client { .. } => false,
    }
}

/// The table as text, one line an action, for the snapshot that holds it.
#[must_use]
pub fn table() -> String {
    let mut out = String::from("action");
    for role in Role::ALL {
        out.push_str(" | ");
        out.push_str(role.code());
    }
    out.push('\n');
    for action in Action::ALL {
        out.push_str(action.code());
        for role in Role::ALL {
            out.push_str(if role_may(role, action) { " | yes" } else { " | -" });
        }
        out.push('\n');
    }
    out
}
