//! Points 8 and 9 of a decision: what is decided, on which grounds, how the person was heard, where it is contested.

use super::Norm;
use crate::Many;
use kernel::{Day, Term};

/// Points 8 and 9 of a decision.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The request is granted.
    Granted {
        /// The rights granted, one sentence each.
        rights: Many<String>,
        /// Whether only a part of what was asked is granted.
        partly: bool,
        /// Where to contest; may be left out when the request is granted in full.
        appeal: Option<AppealRoute>,
    },
    /// The request is refused.
    Refused {
        /// The decision by its own name, as a sentence.
        name: String,
        /// What is refused, as a sentence.
        denied: String,
        /// The grounds, each with its norm.
        grounds: Many<Ground>,
        /// How the right to be heard was honoured.
        hearing: Hearing,
        /// Where and when to contest; `None` when the law says that the decision is final.
        appeal: Option<AppealRoute>,
    },
    /// The office burdens somebody by itself.
    Imposed {
        /// What is imposed, one sentence each.
        measures: Many<String>,
        /// The grounds, each with its norm.
        grounds: Many<Ground>,
        /// How the right to be heard was honoured.
        hearing: Hearing,
        /// Where and when to contest; `None` when the law says that the decision is final.
        appeal: Option<AppealRoute>,
    },
    /// The case ends without a decision on the request.
    Discontinued {
        /// How it ends, as a sentence.
        ended: String,
        /// Where and when to contest; `None` when the law says that the decision is final.
        appeal: Option<AppealRoute>,
    },
}

/// One ground of refusal.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The ground in words.
    pub text: String,
    /// The norm it rests on.
    pub norm: Norm,
}

/// How the right to be heard was honoured (Administrative Procedure Law, section 62).
#[derive(Clone, Debug)]
pub enum Hearing {
    /// The person was asked.
    Heard {
        /// The day of the invitation.
        invited: Day,
        /// The day of the answer; absent when none came.
        answered: Option<Day>,
        /// The norm.
        norm: Norm,
    },
    /// The hearing was left out for a reason the law allows.
    Waived {
        /// Which exception of the law was taken, where it is known.
        exception: Option<String>,
        /// Why it applies.
        why: String,
        /// The norm.
        norm: Norm,
    },
}

/// Where and when a decision can be contested.
#[derive(Clone, Debug)]
pub struct AppealRoute {
    /// To whom: "the head of the office", as the sentence "may be contested to …" needs it.
    pub authority: String,
    /// Whether that is a court: then the decision is appealed (*pārsūdzēt*) and not contested (*apstrīdēt*).
    pub court: bool,
    /// Where the submission is handed in: name and address of the office; nothing where that is whom it goes to.
    pub submit_at: Option<String>,
    /// How long, from the day the decision takes effect.
    pub term: Term,
    /// The last permitted day, when the day of service is known.
    pub last_day: Option<Day>,
    /// Whether contesting suspends the decision; `None` where the law that says so is not known any more.
    pub suspends: Option<bool>,
    /// What else whoever contests should know, in whole sentences.
    pub says: Option<String>,
    /// The norm.
    pub norm: Norm,
}
