//! What a letter says, typed: a refusal without ground, hearing and appeal route cannot be written down.
//!
//! Every text field is in the letter's language and comes from the procedure files or from an officer; the
//! fixed sentences stand in `templates/letters/texts.<lang>.json`. Texts are set as they are, never as markup.

use kernel::{Day, Lang, Minute, Money};

mod channel;
mod extract;
mod invoice;
mod notice;
mod outcome;
mod statement;

pub use channel::Channel;
pub use extract::{Extract, ExtractLine};
pub use invoice::Invoice;
pub use notice::{EvidenceRequest, Notice, TermMoved};
pub use outcome::{AppealRoute, Ground, Hearing, Outcome};
pub use statement::{Statement, StatementSubject};

use crate::Many;

/// One letter of the office, ready to be set.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The language of every text of the letter.
    pub lang: Lang,
    /// Who writes: the authority and its address (Latvian: iestādes nosaukums un adrese).
    pub letterhead: Letterhead,
    /// The letter's own number, for example `01-12/2026-481`.
    pub reference: String,
    /// The day of the letter.
    pub date: Day,
    /// To whom (Latvian: adresāts).
    pub addressee: Addressee,
    /// Who signs, in order; empty when the letter is prepared without an officer.
    pub signatures: Vec<Signature>,
    /// True when the letter accompanies an original in another language; it then says so.
    pub translation: bool,
    /// True for specimens of a demonstration: every page says that the document has no legal force.
    pub demonstration: bool,
    /// What kind of letter it is, with what only that kind says.
    pub kind: LetterKind,
}

/// The kinds of letter and their contents.
#[derive(Clone, Debug)]
pub enum LetterKind {
    /// A decision (Latvian: lēmums, administratīvais akts).
    Decision(Box<Decision>),
    /// A receipt for a state fee (Latvian: kvīts par valsts nodevas samaksu).
    Receipt(Box<Receipt>),
    /// An invoice for a fee (Latvian: rēķins).
    Invoice(Box<Invoice>),
    /// Confirmation that an application was received (Latvian: apliecinājums par iesnieguma saņemšanu).
    Received(Box<Received>),
    /// Invitation to be heard before an adverse decision (Latvian: uzaicinājums izteikt viedokli).
    Hearing(Box<HearingInvitation>),
    /// A question to another body in a case (Latvian: atzinuma pieprasījums).
    Question(Box<Question>),
    /// Evidence that the party is asked for (Latvian: papildu dokumentu pieprasījums).
    Request(Box<EvidenceRequest>),
    /// What the law wants the party told of (Latvian: paziņojums).
    Notice(Box<Notice>),
    /// What the register holds of a person (Latvian: izraksts no reģistra).
    Extract(Box<Extract>),
    /// Chosen things that the register says of a person, to be shown to somebody (Latvian: izziņa).
    Statement(Box<Statement>),
}

/// Who writes.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The authority's name.
    pub authority: String,
    /// The line above it, for example the ministry that supervises; may be absent.
    pub parent: Option<String>,
    /// The division that handles the case; may be absent.
    pub unit: Option<String>,
    /// The postal address in one line.
    pub address: String,
    /// Phone, e-mail, web address, in this order, as they shall be printed; may be empty.
    pub contacts: Vec<String>,
    /// The place as the date line says it ("Rīgā", "Riga"); may be absent.
    pub place: Option<String>,
}

/// To whom.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// Given names and surname, in the form the letter uses.
    pub name: String,
    /// The personal code with its hyphen, where the letter may show it.
    pub personal_code: Option<String>,
    /// Postal address or e-address, one entry a line; may be empty.
    pub address: Vec<String>,
}

/// Who signs.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Given name and surname.
    pub name: String,
    /// Office held (Latvian: amats).
    pub role: String,
}

/// Which case a letter belongs to.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// The case number.
    pub number: String,
    /// The service, as the procedure file names it in the letter's language.
    pub service: String,
}

/// A norm as the letter prints it, down to part and point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Norm {
    /// The norm in words, for example `Administratīvā procesa likuma 62. panta pirmā daļa`.
    pub text: String,
    /// The address of the act, printed as a link; may be absent.
    pub source: Option<String>,
    /// False while the point is not verified. Only a demonstration letter prints an unverified norm, marked.
    pub confirmed: bool,
}

impl Norm {
    /// A verified norm without an address.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), source: None, confirmed: true }
    }
}

/// A decision with the nine points of the Administrative Procedure Law, section 67(2).
///
/// Points 1 and 2 (authority, addressee) are in [`Letter`]. The letter numbers the sections of the other points
/// in the order of the law. Points 4, 6 and 9 may be left out of a decision that grants the request in full
/// (section 67(7)); the types ask for them where they may not.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The case.
    pub case: CaseLine,
    /// Whether it is a letter in reply to what somebody wrote: it then says its words and its norms, and nothing of granting.
    pub reply: bool,
    /// Point 3: what was asked, when and how.
    pub request: Request,
    /// Point 4: opinions and arguments of the parties. May be empty: the letter then says that none were given.
    pub opinions: Vec<Opinion>,
    /// Point 5: the facts found, each with its evidence.
    pub findings: Many<Finding>,
    /// Point 6: the reasons, one paragraph an entry.
    pub reasons: Many<String>,
    /// Whether the last of them is what an officer wrote, which no translation touches.
    pub written: bool,
    /// Point 6, second half: considerations of usefulness (Latvian: lietderības apsvērumi), where the law
    /// leaves a choice.
    pub considerations: Considerations,
    /// Point 7: the list of applied norms.
    pub norms: Many<Norm>,
    /// Points 8 and 9: what is granted or refused, and where to contest.
    pub outcome: Outcome,
}

/// Point 3 of a decision.
#[derive(Clone, Debug)]
pub struct Request {
    /// What the person asked for, as a sentence.
    pub text: String,
    /// The day of receipt.
    pub received: Day,
    /// How it came.
    pub channel: Channel,
}

/// One opinion of a party, and the office's answer to it.
#[derive(Clone, Debug)]
pub struct Opinion {
    /// Whose opinion: "the applicant", or a name.
    pub party: String,
    /// What it says.
    pub text: String,
    /// How the office answers it; may be absent.
    pub answer: Option<String>,
}

/// What was found of one requirement of the law.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is required, or what speaks against when it is not met.
    pub requirement: String,
    /// Whether it is met.
    pub met: bool,
    /// What was found, fact by fact.
    pub facts: Vec<FactFound>,
    /// The provision; `None` where nothing is required.
    pub norm: Option<Norm>,
}

/// A fact as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactFound {
    /// What was asked.
    pub what: String,
    /// How it is.
    pub value: String,
    /// The evidence, named so that the person can check it.
    pub evidence: String,
}

/// Considerations of usefulness and proportionality (Administrative Procedure Law, sections 65 and 66).
#[derive(Clone, Debug)]
pub enum Considerations {
    /// The law leaves no choice: there is nothing to weigh.
    Bound,
    /// The law leaves a choice of the length of a term only.
    BoundButTerm,
    /// The law leaves a choice: the four questions of section 66, each answered.
    Weighed {
        /// Is the act needed to reach a lawful aim?
        needed: String,
        /// Is it suitable?
        suitable: String,
        /// Would a milder means do?
        least_restrictive: String,
        /// Does the public gain outweigh the harm to the person?
        balanced: String,
    },
}

impl Considerations {
    /// The key of the sentence that says why nothing is weighed.
    pub(super) const fn key(&self) -> &'static str {
        match self {
            Self::BoundButTerm => "bound-but-term",
            Self::Bound | Self::Weighed { .. } => "bound",
        }
    }
}

/// A receipt for a state fee.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The case.
    pub case: CaseLine,
    /// What was paid, one line a fee; all in one currency. The letter computes the total.
    pub lines: Many<FeeLine>,
    /// How it was paid.
    pub method: PaymentMethod,
    /// The day of the payment.
    pub paid_on: Day,
    /// The payment's own number at the bank or terminal; may be absent.
    pub payment_reference: Option<String>,
}

/// One fee of a receipt.
#[derive(Clone, Debug)]
pub struct FeeLine {
    /// What the fee is for.
    pub what: String,
    /// The legal basis of the amount.
    pub basis: Norm,
    /// The amount.
    pub amount: Money,
}

/// How a fee was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    /// By card at the counter.
    Card,
    /// In cash at the counter.
    Cash,
    /// By bank transfer.
    Transfer,
    /// Online.
    Online,
}

/// Confirmation that an application was received.
#[derive(Clone, Debug)]
pub struct Received {
    /// The case.
    pub case: CaseLine,
    /// The day of receipt.
    pub received: Day,
    /// How it came.
    pub channel: Channel,
    /// The last lawful day for the decision, and how it was computed.
    pub due: Due,
    /// For whom it is; absent when that is the addressee.
    pub subject: Option<String>,
    /// What the application says: what was asked, and what was written; may be empty.
    pub says: Vec<(String, String)>,
    /// What is still missing, one thing an entry; may be empty.
    pub missing: Vec<String>,
    /// What is done at the office, one thing an entry; may be empty.
    pub there: Vec<String>,
    /// The fee still due; absent when nothing is due.
    pub fee: Option<FeeLine>,
    /// What is told of a fee that is not settled yet, instead.
    pub fee_open: Option<String>,
    /// What happens next, one step an entry; may be empty.
    pub next: Vec<String>,
}

/// A last lawful day with its calculation.
#[derive(Clone, Debug)]
pub struct Due {
    /// The last lawful day; absent while the clock is paused.
    pub last_day: Option<Day>,
    /// From what the term will run and how long it is, as sentences, while it has not begun; there is no last day then,
    /// and the calculation is not printed.
    pub waits: Option<String>,
    /// The calculation in words, one step an entry.
    pub steps: Many<String>,
    /// The norm that sets the term.
    pub norm: Norm,
}

/// Invitation to be heard before an adverse decision.
#[derive(Clone, Debug)]
pub struct HearingInvitation {
    /// The case.
    pub case: CaseLine,
    /// What the office intends to decide, as a sentence.
    pub intended: String,
    /// The grounds it sees.
    pub grounds: Many<Ground>,
    /// The facts it has found so far; may be empty.
    pub findings: Vec<Finding>,
    /// The last day for the answer.
    pub respond_by: Day,
    /// How to answer, one way an entry.
    pub ways: Many<String>,
    /// A meeting, where one is offered.
    pub meeting: Option<Meeting>,
    /// The norm that gives the right to be heard.
    pub norm: Norm,
}

/// A question to another body in a case.
#[derive(Clone, Debug)]
pub struct Question {
    /// The case.
    pub case: CaseLine,
    /// Whom it is about: name and personal code.
    pub person: (String, Option<String>),
    /// What is asked.
    pub question: String,
    /// By when an answer is asked for.
    pub respond_by: Day,
    /// Where to answer: the office's address for post and e-mail.
    pub answer_to: String,
}

/// A meeting at the office.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The day.
    pub day: Day,
    /// The local time.
    pub time: Minute,
    /// Where.
    pub place: String,
}
