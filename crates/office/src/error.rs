//! What the office answers when it cannot do what it was asked, by what the asker can do about it.
//!
//! A [`Problem`] is a code with arguments: pages say it in the user's language, the API carries the code.
//! `Display` is the English sentence, for logs and the command line.

use crate::access::Denied;
use crate::register::duplicates::Candidate;
use std::fmt;
use store::{StoreError, SubmitError};

/// Why the office did not act. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficeError {
    /// No right, or not signed in.
    #[error(transparent)]
    Denied(Denied),
    /// There is no such thing, or it is not the asker's: the two look alike.
    #[error("there is nothing here under this number, or it is not yours to see")]
    NotFound,
    /// Fields that are wrong, each with what would be right.
    #[error("{}", list(.0))]
    Invalid(Vec<FieldError>),
    /// Somebody else was first, or it exists already.
    #[error("{0}")]
    Conflict(Problem),
    /// The step is not allowed where the matter stands.
    #[error("{0}")]
    NotNow(Problem),
    /// The register probably knows the person who was to be entered: these, the likest first. Whoever enters says
    /// why each is somebody else.
    #[error("the register probably knows this person already")]
    ProbablyThere(Vec<Candidate>),
    /// The database does not answer: try again later.
    #[error("the database does not answer")]
    Gone,
    /// The database was lost while it committed: whether the work is done will be seen when it is back.
    #[error("the database does not say whether it committed")]
    Unknown,
    /// A fault of ours; the text is for the log and holds no personal data.
    #[error("a fault of the office: {0}")]
    Fault(String),
}

impl OfficeError {
    /// One field is wrong.
    #[must_use]
    pub fn field(field: &'static str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// What failed after the work was committed: the database that is gone did not take the work with it.
    pub(crate) fn when_done(self) -> Self {
        if matches!(self, Self::Gone) { Self::Unknown } else { self }
    }

    /// Where a page of a list begins is not what the page before said.
    pub(crate) fn no_cursor(text: &str) -> Self {
        let problem = Problem::new("wrong-value").with("value", text).with("allowed", "a cursor");
        Self::field("after", problem)
    }
}

impl From<FieldError> for OfficeError {
    fn from(wrong: FieldError) -> Self {
        Self::Invalid(vec![wrong])
    }
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, as the API and the form call it.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// A wrong field.
    #[must_use]
    pub fn new(field: &'static str, problem: Problem) -> Self {
        Self { field, problem }
    }
}

fn list(errors: &[FieldError]) -> String {
    errors.iter().map(|e| format!("{}: {}", e.field, e.problem)).collect::<Vec<_>>().join("; ")
}

/// What is wrong, as a code of [`CODES`] with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A code of [`CODES`].
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem without arguments.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    /// The same problem with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = CODES.iter().find(|(code, _)| *code == self.code).map_or(self.code, |(_, text)| text);
        let sentence = self
            .args
            .iter()
            .fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        f.write_str(&sentence)
    }
}

/// Every code with its English sentence; `{name}` is an argument.
pub const CODES: &[(&str, &str)] = &[
    ("required", "this is needed"),
    ("too-long", "at most {max} characters"),
    ("unknown-office", "there is no office `{office}`"),
    ("unknown-service", "there is no service `{service}`"),
    ("unknown-evidence", "the procedure knows no evidence `{evidence}`"),
    ("unknown-attachment", "the case has no such file"),
    ("arrival-future", "what came in came today or earlier"),
    ("arrival-early", "this lies more than {days} days back"),
    ("older-law", "on that day the law was in another version, in force from {from}: say that it applies"),
    ("no-law-then", "on that day this could not be applied for"),
    ("file-missing", "choose a file"),
    ("file-empty", "there is nothing in this file: choose another one"),
    ("file-too-large", "a file has at most {max} MB: send it in parts, or as a smaller picture"),
    (
        "file-kind",
        "this is {found}: send PDF, JPEG, PNG, DOCX, XLSX, DOC, XLS or an electronically signed container (EDOC, ASICE)",
    ),
    ("file-macros", "this file holds macros: save it without them, or as PDF"),
    ("file-encrypted", "this file is locked by a password: save it without one"),
    ("file-broken", "this file cannot be read to its end: open it, save it anew, and send that"),
    ("file-active", "this file holds a script, a program or other files: print it into a PDF and send that"),
    ("file-outside", "this file loads something from elsewhere: save it as PDF and send that"),
    (
        "file-inside",
        "something in this container is not taken: every file in it must be one that is taken by itself",
    ),
    ("file-too-many", "there are {max} files already: bring the others to an office"),
    ("file-space", "the files of a case have at most {max} MB together: bring the others to an office"),
    ("note-needed", "say what is wrong"),
    ("step-first", "answer what comes before first"),
    ("draft-gone", "this application was sent or deleted meanwhile"),
    ("unknown-fact", "the procedure asks nothing called `{fact}`"),
    ("unknown-decision", "the procedure knows no decision `{decision}`"),
    ("unknown-ground", "the procedure declares no ground `{ground}`"),
    ("unknown-waiver", "the procedure allows no waiver `{waiver}`"),
    ("protected-already", "the record has this protection already"),
    ("protection-lifted", "this protection was lifted before"),
    ("before-it-began", "this lies before {day}, its first day"),
    ("withheld", "addresses are withheld of this record: whoever keeps protected records does this"),
    ("alert-settled", "somebody said before what this is"),
    ("alert-own", "nobody settles an alert about themselves"),
    ("watched-already", "the person is on the list already"),
    ("not-watched", "the person is not on the list"),
    ("unknown-status", "the country has no legal status `{status}`"),
    ("not-one-of", "`{value}` is not possible here; possible are {allowed}"),
    ("unknown-act", "the register knows no event `{act}`"),
    ("body-writes-not", "`{body}` does not write facts of the kind `{fact}`"),
    (
        "not-of-category",
        "the register may not hold `{fact}` of persons of the category `{category}`; it may hold {allowed}",
    ),
    ("unknown-municipality", "there is no municipality `{municipality}`"),
    ("wrong-value", "`{value}` is not an answer here; it can be {allowed}"),
    ("wrong-code", "this is no personal code: {why}"),
    ("wrong-number", "this is no document number: two letters or digits and seven digits, such as PA1234567"),
    ("wrong-date", "this is no day of the calendar; a day is written as 2026-11-24"),
    ("future-day", "a statement speaks of today or of an earlier day"),
    ("unprintable", "this has signs that letters cannot print: write it in Latin, Greek or Cyrillic letters"),
    ("wrong-name", "this is no name: {why}"),
    ("wrong-email", "an e-mail address has one @ and a domain, such as name@example.lv"),
    ("wrong-phone", "a phone number has 8 to 15 digits, such as +371 20000000"),
    ("wrong-basis", "{why}"),
    ("contact-needed", "give a phone number or an e-mail address, so that the office can reach you"),
    ("name-needed", "write the name of the person who comes"),
    ("range", "the days asked for are at most {max}, and the last is not before the first"),
    ("past", "this time has passed"),
    ("too-far", "times can be booked up to {days} days ahead"),
    ("office-closed", "the office is closed then"),
    ("hours-unknown", "the hours of this office are not known to us: please call {phone}"),
    ("not-bookable", "this office takes no bookings here: please call {phone}"),
    ("not-a-time", "visits at this office begin every {minutes} minutes within its hours"),
    ("seat-taken", "this time has just been taken; please choose another"),
    ("stale", "somebody else changed this first: read it again and decide again"),
    ("capacity-unproven", "it is not shown yet as whom the applicant acts: prove that first"),
    ("assigned-elsewhere", "the case is with {officer}; only they or an approver can hand it on"),
    ("assigned-so", "it is so already"),
    ("no-parts", "only a decision that annuls a part names parts"),
    ("unknown-part", "the contested decision has no such part"),
    ("nothing-wanted", "on these facts the law wants no more evidence from the person"),
    ("unknown-way", "a decision cannot be sent by `{way}`"),
    ("way-not-adverse", "a decision that burdens its addressee is not sent in this way ({cite})"),
    ("not-sent", "the decision was not sent"),
    ("dispatch-waits", "the decision is with the gateway already: wait for its word"),
    ("incoming-assigned", "this was given to the case {case} already"),
    ("incoming-unknown", "the register does not know who sent this: give it to a case that is there"),
    ("rebut-day", "the day is after {from} and not later than {to}"),
    ("unknown-body", "there is no body `{body}`"),
    ("day-ahead", "the day must be after {today}"),
    ("too-many", "there may be at most {max}"),
    ("unknown-question", "there is no question {number}, or it was answered"),
    ("nothing-asked", "no body owes an answer"),
    ("no-court", "this decision is not appealed to a court now"),
    ("unknown-case", "there is no case `{case}`"),
    ("joined-already", "these cases are examined together already"),
    ("not-joined", "the case is not examined together with another"),
    ("case-closed", "the other case is closed"),
    ("unknown-officer", "there is no officer `{officer}` who examines cases"),
    ("already-open", "there is already an open case {case} for this"),
    ("already-cancelled", "this visit is cancelled already"),
    ("unknown-task", "nobody comes to this office for `{task}`"),
    ("unknown-counter", "this office has counters 1 to {most}"),
    ("counter-busy", "somebody is at this counter: end that ticket first"),
    ("queue-empty", "nobody waits whom you could call"),
    ("ticket-state", "this cannot be done: the ticket is {ticket}"),
    ("tickets-out", "all numbers of today are given"),
    ("visit-state", "this cannot be done: the visit is {state}"),
    ("not-the-day", "the visit is on {day}; a visitor is checked in on the day of the visit"),
    (
        "not-represented",
        "you can apply for yourself and for those for whom, by the register, you may act in this matter",
    ),
    ("subject-dead", "the person is dead"),
    ("not-identified", "identity is established first"),
    ("already-identified", "identity is already established"),
    ("identify-how", "give the number of the document shown, or the reasons why the person is known"),
    ("document-not-theirs", "the register knows no valid document with this number for this person"),
    ("fee-unpaid", "the state fee is paid first, or an exemption recorded"),
    ("fee-settled", "the fee is settled already"),
    ("fee-none", "this procedure has no fee"),
    ("fee-exempt", "no fee is due: record the exemption"),
    ("fee-not-exempt", "a fee of {amount} is due"),
    ("fee-unknown", "the fee cannot be told yet; missing: {missing}"),
    ("statement-wrong", "line {line}, in `{element}`: {why} ({fault})"),
    ("statement-empty", "the file holds no statement"),
    ("statement-account", "the account {account} is not one of this office"),
    (
        "statement-sum",
        "in the statement {id} the entries do not lead from the opening to the closing balance",
    ),
    ("payment-state", "this cannot be done: the payment is {payment}"),
    ("payment-debit", "money that went out cannot be given to a case or paid back"),
    ("payment-case", "there is no case {case}"),
    ("payment-elsewhere", "the fee of this case is paid to another account"),
    ("payment-fee-unknown", "the fee of this case cannot be told yet"),
    (
        "payment-held",
        "{amount} is held for this case already, which would do: pay it back or assign it first",
    ),
    ("payment-refunding", "a part of this payment is being paid back"),
    ("wrong-account", "this is no account number: {why}"),
    ("refund-amount", "at most {amount} can be paid back"),
    ("refund-state", "this cannot be done: the refund is {refund}"),
    ("refund-same-person", "a refund is approved by another officer than the one who ordered it"),
    ("refund-unpaid", "no fee was paid in this case"),
    ("refund-ordered", "the fee of this case is being paid back already"),
    ("refund-early", "a fee is paid back when the application was withdrawn or decided"),
    ("refund-no-account", "no account is known from which the fee could be paid back"),
    ("wrong-step", "this is not possible while the case is in the stage {stage}"),
    ("not-grantable", "this cannot be granted: {why}"),
    ("ground-unsupported", "the ground `{ground}` is not supported: the requirement is met or still unknown"),
    (
        "weighing-needed",
        "the ground `{ground}` leaves the office a choice: answer the four questions of usefulness",
    ),
    ("ground-needed", "this decision stands on the ground `{ground}` too"),
    ("decision-not-open", "the law does not allow the decision `{decision}` on these facts; open: {open}"),
    ("choice-needed", "the decision sets the term `{choice}`, within {allowed}"),
    ("unknown-choice", "the decision sets no term `{choice}`"),
    ("address-needed", "the decision is about an address: state it first"),
    ("address-not-asked", "this procedure asks for no address"),
    ("event-needed", "what follows begins with the event `{event}`, which has not happened"),
    ("stage-needed", "these steps come first: {stage}"),
    ("stage-waits", "the step `{stage}` is done already, or waits for others"),
    ("stage-none", "no step of the work can be noted now"),
    ("unknown-stage", "the procedure knows no step `{stage}`"),
    ("act-day", "the day lies between {from} and today"),
    ("unknown-clock", "no term `{clock}` runs in this case"),
    ("unknown-reason", "the law gives no reason `{reason}` here"),
    ("term-used", "the reason `{reason}` was used already"),
    ("term-stopped", "the term `{clock}` is stopped already"),
    ("term-runs", "the term `{clock}` is not stopped"),
    ("attempts-used", "the attempts for which the law stops a term for `{reason}` are used up"),
    ("no-attempts", "no term stands still for something that may be tried again"),
    ("term-fixed", "no term of this case can be moved so now"),
    ("nothing-declared", "this procedure asks no questions"),
    ("nothing-recorded", "the office computes everything that this procedure asks of registers"),
    ("not-declared", "the applicant is not asked for `{fact}`"),
    ("not-recorded", "`{fact}` is not for an officer to record"),
    ("no-contest", "this decision cannot be contested in the office, or not again"),
    ("suspended", "the decision is contested, and that suspends it"),
    ("barred", "a new application is taken after {until}"),
    ("not-begun", "the office cannot begin this case on what is known"),
    ("ground-missing", "a refusal needs at least one ground"),
    ("reasons-short", "write the reasons in at least 20 characters"),
    ("hearing-needed", "the person must be heard before a refusal, or a waiver the law allows be named"),
    ("hearing-open", "the person may still answer until {until}"),
    ("hearing-done", "the person has been invited already"),
    ("hearing-none", "the person was not asked for an opinion"),
    ("hearing-late", "the answer was due by {until}"),
    (
        "conflict-of-interest",
        "this matter is one that you may not handle as an officer: leave it to a colleague",
    ),
    ("protected-person", "this person is protected: officers with that duty handle the matter"),
    ("other-office", "this is done at the office to which it belongs"),
    ("assigned-to-another", "a colleague has this case: they do this, or hand it on"),
    ("own-emergency", "what you opened yourself is reviewed by somebody else"),
    ("emergency-words", "write at least {min} characters"),
    ("emergency-needless", "nothing is closed to you here: read it as always"),
    ("emergency-reviewed", "this was reviewed already"),
    ("rating-score", "choose a rating from 1 to 5"),
    ("rating-early", "a service is rated when its case is closed"),
    ("rated-already", "this case was rated already"),
    ("same-person", "a decision is approved by another officer than the one who proposed it"),
    ("not-judged", "this is not for an officer to judge: it comes from {source}"),
    ("not-seen", "the register changed since it was shown: read the case again"),
    ("document-unknown", "there is no such document in this case"),
    ("document-state", "this cannot be done while the document is {state}"),
    ("letter-unconfirmed", "the letter would stand on a provision that is not verified: {norm}"),
    ("letter-waiting", "the letter is being written; try again in a moment"),
    ("held-already", "the case is held already"),
    ("not-held", "the case is not held"),
    ("erasure-same-person", "an order to erase is approved by another officer than the one who gave it"),
    ("erasure-state", "this cannot be done: the order is {order}"),
    ("same-record", "both are the same record"),
    ("record-merged", "one of the records was given up for another already"),
    ("record-not-merged", "the two records are not joined"),
    ("records-related", "the two are entered as each other's relatives; correct that first"),
    ("not-undecided", "entry {entry} does not wait for a decision whose it is"),
    ("entry", "{why}"),
    (
        "probably-there",
        "the register probably knows this person already: compare the records, and go on only with a reason why each is somebody else",
    ),
    ("law", "the law file cannot answer: {why}"),
    ("log-unsigned", "this office does not sign its log"),
    ("tree-size", "the log has {size} entries; ask for a smaller number that is not above the other"),
    ("not-signed", "no checkpoint of {size} entries was signed"),
    ("wrong-cosignature", "this is no signature on the checkpoint by a witness that the office knows"),
];

impl From<StoreError> for OfficeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Gone(_) | StoreError::Closed => Self::Gone,
            StoreError::Unknown => Self::Unknown,
            StoreError::Erased(_) => Self::NotFound,
            other => Self::Fault(with_causes(&other)),
        }
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl From<store::RowError> for OfficeError {
    fn from(error: store::RowError) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<SubmitError> for OfficeError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Stale { .. }
            | SubmitError::Moved { .. }
            | SubmitError::Missing { .. }
            | SubmitError::Repeated => Self::Conflict(Problem::new("stale")),
            SubmitError::Gone | SubmitError::Closed => Self::Gone,
            SubmitError::Unknown => Self::Unknown,
            // What was erased is not there.
            SubmitError::Erased { .. } => Self::NotFound,
            SubmitError::Taken { table } => Self::Fault(format!("a key of {table} is taken")),
            SubmitError::Refused(why) => Self::Fault(why),
        }
    }
}
