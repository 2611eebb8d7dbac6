//! The commands that move a case, as the API and the pages send them.

mod codes;
mod parts;

use crate::cases::course::Fate;
use crate::cases::event::{ForeignDocument, GivenValue, PaymentMethod, Weighing};
use crate::cases::incoming::Arrival;
use crate::cases::sending::Delivery;
use kernel::{AttachmentId, CaseId, Day, DocumentId, PersonId, Term};
pub use parts::{Extending, Filing, Moving};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something an officer or the client does in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(clippy::large_enum_variant, reason = "one for each request, never kept in bulk")]
pub enum CaseCommand {
    /// Establish who stands at the counter: by a valid document of the register or of another state, or by the register
    /// with reasons.
    Identify {
        /// Number of the document shown.
        #[serde(default)]
        document: Option<String>,
        /// The travel document of another state that was shown.
        #[serde(default)]
        foreign: Option<ForeignDocument>,
        /// Why the person is known, where no document was shown.
        #[serde(default)]
        reasons: Option<String>,
    },
    /// Record a piece of evidence.
    RecordEvidence {
        /// Its id in the procedure.
        evidence: String,
        /// What it was.
        #[serde(default)]
        note: String,
        /// What it shows: values of the facts that it can say anything of.
        #[serde(default)]
        shows: BTreeMap<String, GivenValue>,
        /// The file that it rests on.
        #[serde(default)]
        attachment: Option<AttachmentId>,
        /// Whether it counts in the cases that are examined together with this one too.
        #[serde(default)]
        everywhere: bool,
    },
    /// File a file that came in. Only one that was checked and kept can be, so nobody sends this as text.
    #[serde(skip)]
    Attach(Box<Filing>),
    /// Note what somebody said or wrote; from a client, write to the case.
    NoteMessage {
        /// What it was.
        words: String,
        /// How and when it came; what a client writes comes by the portal, now.
        arrival: Arrival,
    },
    /// Answer one more question of the procedure.
    Declare {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
    },
    /// Record a fact that the file or another register shows and the office does not compute.
    Record {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Where it was seen.
        note: String,
    },
    /// State the address that the decision is about.
    StateAddress {
        /// Code of the municipality; empty abroad.
        #[serde(default)]
        municipality: String,
        /// As one line.
        address: String,
    },
    /// Note that a step of the work is done.
    FinishStage {
        /// Its id in the procedure.
        stage: String,
        /// What was done.
        note: String,
        /// When; today when absent.
        #[serde(default)]
        on: Option<Day>,
        /// What the law file asks to be said of it, by its ids: such as day, hour and place.
        #[serde(default)]
        says: BTreeMap<String, String>,
    },
    /// Extend a term, for a reason that the law allows.
    Extend(Extending),
    /// Put the decision off.
    Postpone(Moving),
    /// Stop a term.
    Suspend(Moving),
    /// Let a term run again.
    Resume {
        /// Id of the clock.
        clock: String,
        /// What happened.
        reasons: String,
    },
    /// Note that what a stopped term waits for was tried in vain, such as an examination.
    NoteAttempt {
        /// Id of the clock.
        clock: String,
        /// What happened.
        reasons: String,
    },
    /// Judge a fact that only a person can decide.
    Judge {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Why.
        reasons: String,
    },
    /// Take the fee; its amount is the law's.
    TakeFee {
        /// How it was paid.
        method: PaymentMethod,
        /// Number of the payment.
        #[serde(default)]
        reference: String,
    },
    /// Record that no fee is due.
    ExemptFee {},
    /// Ask the person for an opinion before an adverse decision.
    InviteHearing {
        /// Grounds under consideration.
        grounds: Vec<String>,
    },
    /// Answer the invitation.
    AnswerHearing {
        /// What the person says.
        opinion: String,
    },
    /// Propose a decision.
    Propose {
        /// Its id in the procedure.
        decision: String,
        /// Grounds of a refusal.
        #[serde(default)]
        grounds: Vec<String>,
        /// Reasons.
        #[serde(default)]
        reasons: String,
        /// The waiver of the hearing, by its id in the procedure.
        #[serde(default)]
        waiver: Option<String>,
        /// Why the waiver applies.
        #[serde(default)]
        waiver_why: Option<String>,
        /// The answer to what the person argued.
        #[serde(default)]
        answer: String,
        /// The considerations, where the law leaves a choice.
        #[serde(default)]
        weighing: Option<Weighing>,
        /// The terms that the decision sets, by their ids in the procedure.
        #[serde(default)]
        choices: BTreeMap<String, Term>,
        /// Of a contest that annuls a part: the effects of the contested decision that fall, by their place in it.
        #[serde(default)]
        parts: Vec<u16>,
        /// The log position that the officer was shown.
        seen_at: i64,
    },
    /// Send a proposal back.
    Return {
        /// Why.
        reasons: String,
    },
    /// Approve a proposal.
    Approve {},
    /// Record the act of the body outside the office that takes the decision.
    RecordAct {
        /// Its number.
        number: String,
        /// Its day.
        on: Day,
    },
    /// Contest the decision in force.
    Contest {
        /// The objections, in the words of who contests.
        words: String,
        /// Answers to the questions of the case that decides on it.
        #[serde(default)]
        declared: BTreeMap<String, GivenValue>,
        /// Who contests, when that is not the addressee.
        #[serde(default)]
        person: Option<PersonId>,
        /// How and when it came, when an officer takes it in; at the counter today otherwise.
        #[serde(default)]
        arrival: Option<Arrival>,
    },
    /// Ask the party for evidence.
    RequestEvidence {
        /// Ids of evidence of the procedure.
        evidence: Vec<String>,
        /// What the officer adds.
        #[serde(default)]
        words: String,
        /// By when.
        until: Day,
    },
    /// Ask another body for an opinion.
    AskOpinion {
        /// Code of the body.
        body: String,
        /// What is asked.
        question: String,
        /// By when.
        until: Day,
    },
    /// Take in the opinion that was asked for.
    ReceiveOpinion {
        /// Number of the question.
        number: u16,
        /// What the body says.
        words: String,
        /// The file with it.
        #[serde(default)]
        attachment: Option<AttachmentId>,
        /// When it came; today when absent.
        #[serde(default)]
        on: Option<Day>,
    },
    /// Examine the case together with another.
    Join {
        /// The other case.
        case: CaseId,
    },
    /// Examine the case by itself again.
    Part {},
    /// Send the decision to its addressee.
    Send {
        /// The way, by its id in the law files.
        way: String,
        /// When; today when absent.
        #[serde(default)]
        on: Option<Day>,
        /// Number of the item.
        #[serde(default)]
        reference: String,
        /// Where to; the declared residence when empty.
        #[serde(default)]
        address: String,
    },
    /// Note what became of a decision that was sent.
    NoteDelivery {
        /// What.
        delivery: Delivery,
        /// When; today when absent.
        #[serde(default)]
        on: Option<Day>,
        /// What the slip says.
        #[serde(default)]
        note: String,
        /// The slip.
        #[serde(default)]
        attachment: Option<AttachmentId>,
    },
    /// The day has come on which the decision is presumed to have arrived. Only the office itself says so.
    #[serde(skip)]
    Presume {},
    /// Accept that the decision arrived later than the law presumes.
    Rebut {
        /// The day on which it did.
        received: Day,
        /// What was shown.
        reasons: String,
    },
    /// Note that the decision was appealed to a court.
    TakeToCourt {
        /// Number of the case at the court.
        number: String,
        /// When the court received it.
        on: Day,
    },
    /// Carry out the ruling of the court.
    RecordRuling {
        /// Its number.
        number: String,
        /// What becomes of the decision.
        fate: Fate,
        /// In words.
        #[serde(default)]
        words: String,
        /// When it took effect.
        on: Day,
        /// The parts that fall, where a part does: places among the effects of the decision.
        #[serde(default)]
        parts: Vec<u16>,
    },
    /// Serve the decision at the counter.
    Serve {},
    /// Receive the decision on the portal.
    Receive {},
    /// Note that a document was made.
    MarkMade {
        /// Which.
        document: DocumentId,
    },
    /// Hand a document over.
    HandOver {
        /// Which.
        document: DocumentId,
    },
    /// Give the case to an officer to examine, or back to all of them.
    Assign {
        /// Code of the officer; `None` for nobody.
        #[serde(default)]
        to: Option<String>,
    },
    /// Withdraw the application.
    Withdraw {
        /// In the applicant's words.
        #[serde(default)]
        words: String,
    },
    /// End the case without a decision, since its subject died.
    Discontinue {
        /// What shows it.
        reasons: String,
    },
}
