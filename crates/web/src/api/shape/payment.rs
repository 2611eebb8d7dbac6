//! Payments, refunds and invoices, as the API says it.

use super::Amount;
use super::law::Norm;
use kernel::{CaseId, Day, PaymentId, RefundId};
use law::Procedure;
use office::cases::Invoice;
use office::payments::{
    ImportReport, Payment as OfficePayment, PaymentState, Refund as OfficeRefund, RefundSource,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What can be paid now, and how.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceEntry {
    /// How much: the rest, where a part of the fee was paid before.
    pub amount: Amount,
    /// The whole fee, where the amount is its rest.
    pub whole: Option<Amount>,
    /// Who takes the money.
    pub payee: String,
    /// The payee's registration number.
    pub registration: String,
    /// The account (IBAN).
    pub account: String,
    /// The creditor reference (ISO 11649).
    pub reference: String,
    /// The text of the payment code (EPC069-12), to be shown as a two-dimensional code.
    pub code: Option<String>,
    /// The provision that sets the amount.
    pub law: Norm,
    /// Day from which it is due.
    #[schema(value_type = String, format = Date)]
    pub due: Day,
}

impl InvoiceEntry {
    /// The invoice as `procedure` cites it.
    pub fn of(procedure: &Procedure, invoice: &Invoice) -> Self {
        Self {
            amount: invoice.amount.into(),
            whole: invoice.whole.map(Amount::from),
            payee: invoice.payee.clone(),
            registration: invoice.registration.clone(),
            account: invoice.account.to_string(),
            reference: invoice.reference.to_string(),
            code: invoice.code().map(|code| code.payload().to_owned()),
            law: Norm::of(procedure, &invoice.cite),
            due: invoice.due,
        }
    }
}

/// What a file of statements did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Imported {
    /// Statement by statement.
    pub statements: Vec<ImportedStatement>,
}

/// What a statement did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedStatement {
    /// The bank's number of it.
    pub id: String,
    /// The account (IBAN).
    pub account: String,
    /// Movements that were new.
    pub new: usize,
    /// Of these, those that settled a fee.
    pub settled: usize,
    /// Of these, those that wait for an officer.
    pub open: usize,
    /// Movements that were known already; nothing was done about them.
    pub known: usize,
    /// Movements that the bank only announces.
    pub announced: usize,
    /// Entries of nothing: there is no money to place.
    pub empty: usize,
}

impl From<&ImportReport> for Imported {
    fn from(report: &ImportReport) -> Self {
        let statements = report.statements.iter().map(|statement| ImportedStatement {
            id: statement.id.clone(),
            account: statement.account.to_string(),
            new: statement.new.len(),
            settled: statement.count(PaymentState::Settled),
            open: statement.count(PaymentState::Waiting),
            known: statement.known,
            announced: statement.announced,
            empty: statement.empty,
        });
        Self { statements: statements.collect() }
    }
}

/// Movements, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Payments {
    /// The movements.
    pub items: Vec<Payment>,
    /// What to send as `after` for the next page; null on the last.
    pub next: Option<String>,
}

/// A movement on an account of the office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Payment {
    /// Its id.
    #[schema(value_type = String)]
    pub id: PaymentId,
    /// Its version: the `ETag`.
    pub version: u32,
    /// The account (IBAN).
    pub account: String,
    /// The bank's reference.
    pub bank_reference: String,
    /// The statement in which it was read first.
    pub statement: String,
    /// Day of booking.
    #[schema(value_type = String, format = Date)]
    pub booked_on: Day,
    /// How much.
    pub amount: Amount,
    /// Whether money came in.
    pub credit: bool,
    /// Who is on the other side, as the bank knows them.
    pub name: String,
    /// Their account (IBAN).
    pub other_account: Option<String>,
    /// The structured reference, as it was written.
    pub reference: Option<String>,
    /// What somebody wrote. It is theirs: nothing in it is ours or true.
    pub text: String,
    /// `waiting`, `part`, `settled`, `refunding`, `refunded`, `paid-out` or `set-aside`.
    pub state: &'static str,
    /// PaymentReasons it waits.
    pub reason: Option<&'static str>,
    /// The case that it names or pays.
    #[schema(value_type = Option<String>)]
    pub case: Option<CaseId>,
    /// What nobody has disposed of.
    pub left: Amount,
    /// Refunds ordered of it.
    #[schema(value_type = Vec<String>)]
    pub refunds: Vec<RefundId>,
}

impl From<&OfficePayment> for Payment {
    fn from(payment: &OfficePayment) -> Self {
        let booked = &payment.booked;
        Self {
            id: payment.id,
            version: payment.version,
            account: booked.account.to_string(),
            bank_reference: booked.bank_reference.clone(),
            statement: booked.statement.clone(),
            booked_on: booked.booked_on,
            amount: booked.amount.into(),
            credit: booked.credit,
            name: booked.name.clone(),
            other_account: booked.other_account.as_ref().map(ToString::to_string),
            reference: booked.reference.clone(),
            text: booked.text.clone(),
            state: payment.state.code(),
            reason: payment.reason.map(office::payments::Reason::code),
            case: payment.case,
            left: payment.left.into(),
            refunds: payment.refunds.iter().map(|(refund, ..)| *refund).collect(),
        }
    }
}

/// To which case a movement is given, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignPayment {
    /// The case.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub case: CaseId,
    /// That this case is meant though the movement bears the reference of another.
    #[serde(default)]
    pub other_reference: bool,
    /// PaymentReasons.
    #[schema(min_length = 20, max_length = 2000)]
    pub reasons: String,
}

/// PaymentReasons.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentReasons {
    /// The reasons.
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// A refund to order: of what is left of a movement, or of the fee of a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRefund {
    /// The movement.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub payment: Option<PaymentId>,
    /// The case; instead of the movement.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub case: Option<CaseId>,
    /// Hundredths of the currency in which the money came; all that can be paid back when left out. Of the fee of a
    /// case that is still examined, that is what was paid too much.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 9007199254740991_u64)]
    pub cents: Option<i64>,
    /// Who is paid.
    #[schema(min_length = 1, max_length = 70)]
    pub payee: String,
    /// Where to (IBAN).
    #[schema(min_length = 15, max_length = 42)]
    pub account: String,
    /// The legal ground, as it is cited; the office knows none by itself.
    #[schema(min_length = 1, max_length = 200)]
    pub ground: String,
    /// PaymentReasons.
    #[schema(min_length = 20, max_length = 2000)]
    pub reasons: String,
}

/// Refunds, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refunds {
    /// The refunds.
    pub items: Vec<Refund>,
}

/// A refund.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refund {
    /// Its id.
    #[schema(value_type = String)]
    pub id: RefundId,
    /// Its version: the `ETag`.
    pub version: u32,
    /// `ordered`, `approved`, `exported`, `paid` or `refused`.
    pub state: &'static str,
    /// The movement of which it pays back.
    #[schema(value_type = Option<String>)]
    pub payment: Option<PaymentId>,
    /// The case whose fee it pays back.
    #[schema(value_type = Option<String>)]
    pub case: Option<CaseId>,
    /// How much.
    pub amount: Amount,
    /// Who is paid.
    pub payee: String,
    /// Where to (IBAN).
    pub account: String,
    /// The legal ground, as the officer cited it.
    pub ground: String,
    /// PaymentReasons.
    pub reasons: String,
    /// Who ordered it.
    pub ordered_by: String,
    /// Who approved it: somebody else.
    pub approved_by: Option<String>,
    /// The order to the bank in which it was written.
    #[schema(value_type = Option<String>)]
    pub message: Option<RefundId>,
    /// Day on which the bank paid it.
    #[schema(value_type = Option<String>, format = Date)]
    pub paid_on: Option<Day>,
}

impl From<&OfficeRefund> for Refund {
    fn from(refund: &OfficeRefund) -> Self {
        let order = &refund.order;
        let (payment, case) = match order.source {
            RefundSource::Payment(payment) => (Some(payment), None),
            RefundSource::Case(case) => (None, Some(case)),
        };
        Self {
            id: refund.id,
            version: refund.version,
            state: refund.state.code(),
            payment,
            case,
            amount: order.amount.into(),
            payee: order.payee.clone(),
            account: order.account.to_string(),
            ground: order.ground.clone(),
            reasons: order.reasons.clone(),
            ordered_by: order.by.to_string(),
            approved_by: refund.approved.as_ref().map(|(by, _)| by.to_string()),
            message: refund.exported.as_ref().map(|(message, ..)| *message),
            paid_on: refund.paid.map(|(_, on)| on),
        }
    }
}
