//! What a case states in words that stay: how things came, what was decided, on which grounds, and what follows.

use kernel::{Citation, Day, OfficerId, Term};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How an application or an answer came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The portal.
    Portal,
    /// A counter.
    Counter,
    /// Post.
    Post,
    /// The official electronic address (*oficiālā elektroniskā adrese*).
    EAddress,
    /// The telephone.
    Phone,
    /// Nobody asked: the office began the case, or added something to it, itself (*pēc iestādes iniciatīvas*).
    Office,
}

impl Channel {
    /// Those by which something comes that an officer takes in.
    pub const TAKEN_IN: [Self; 5] = [Self::Counter, Self::Post, Self::EAddress, Self::Phone, Self::Office];

    /// Its code in events, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Counter => "counter",
            Self::Post => "post",
            Self::EAddress => "e-address",
            Self::Phone => "phone",
            Self::Office => "office",
        }
    }

    /// The channel with this code, of those by which an officer takes something in.
    #[must_use]
    pub fn taken_in(code: &str) -> Option<Self> {
        Self::TAKEN_IN.into_iter().find(|channel| channel.code() == code)
    }
}

/// How a decision reached its addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceChannel {
    /// In person, at signature: in force that day.
    Counter,
    /// In the client's matters on the portal.
    Portal,
    /// Sent: it arrived on the day that the law presumes.
    Sent,
}

/// How a fee was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentMethod {
    /// By card at the counter.
    Card,
    /// By transfer to the Treasury.
    Transfer,
}

/// A value of a fact of law, as an event keeps it.
pub use law::FactValue as GivenValue;

/// The right to be heard, as evidence that it was honoured (Administrative Procedure Law, Art. 62).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hearing", rename_all = "kebab-case")]
pub enum Hearing {
    /// The person was invited, and answered or let the time pass.
    Heard {
        /// Day of the invitation.
        invited: Day,
        /// Day of the answer; `None` when none came in time.
        answered: Option<Day>,
        /// What the person said.
        opinion: String,
    },
    /// Not needed, under a provision that the procedure names.
    Waived {
        /// Id of the exception in the procedure, where it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiver: Option<String>,
        /// The provision.
        cite: Citation,
        /// Why it applies.
        why: String,
    },
}

/// A ground of refusal as the decision states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedGround {
    /// Id in the procedure.
    pub id: String,
    /// The provision it stands on.
    pub cite: Citation,
}

/// Where and until when a decision can be contested, as the decision states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedRoute {
    /// Id of the route in the procedure.
    pub id: String,
    /// To whom, as the procedure names it.
    pub to: String,
    /// The term, such as `1 month`.
    pub term: Term,
    /// The provision.
    pub cite: Citation,
}

/// The considerations of usefulness (*lietderības apsvērumi*) where the law leaves a choice: the four questions of
/// Administrative Procedure Law, Art. 66, each answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// Is the act needed to reach a lawful aim?
    pub needed: String,
    /// Is it suitable?
    pub suitable: String,
    /// Would a milder means do?
    pub least_restrictive: String,
    /// Does the public gain outweigh the harm to the person?
    pub balanced: String,
}

/// The act of a body outside the office that takes the decision, such as an order of the government.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideAct {
    /// Code of the body.
    pub by: String,
    /// Number of the act.
    pub number: String,
    /// Its day.
    pub on: Day,
}

/// What a decision does, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum StatedOutcome {
    /// Granted.
    Grant {
        /// Id of the decision in the procedure.
        decision: String,
        /// Effects that follow when it takes effect.
        effects: Vec<StatedEffect>,
        /// Considerations, when the officer wrote any.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reasons: String,
        /// Grounds in spite of which it is granted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        despite: Vec<StatedGround>,
    },
    /// Refused.
    Refuse {
        /// Id of the decision in the procedure.
        decision: String,
        /// At least one.
        grounds: Vec<StatedGround>,
        /// The officer's reasons.
        reasons: String,
        /// How the person was heard.
        hearing: Hearing,
        /// Where to contest; nowhere when the law says that it is final.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<StatedRoute>,
        /// What follows from a refusal.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        effects: Vec<StatedEffect>,
    },
    /// The office burdens somebody by itself.
    Impose {
        /// Id of the decision in the procedure.
        decision: String,
        /// At least one.
        grounds: Vec<StatedGround>,
        /// The officer's reasons.
        reasons: String,
        /// How the person was heard.
        hearing: Hearing,
        /// Where to contest; nowhere when the law says that it is final.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<StatedRoute>,
        /// What follows.
        effects: Vec<StatedEffect>,
    },
    /// The case ends without a decision on the request.
    Discontinue {
        /// Id of the decision in the procedure.
        decision: String,
        /// The officer's reasons.
        reasons: String,
        /// Where to contest; nowhere when the law says that it is final.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<StatedRoute>,
        /// What follows.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        effects: Vec<StatedEffect>,
    },
}

impl StatedOutcome {
    /// Id of the decision in the procedure.
    #[must_use]
    pub fn decision(&self) -> &str {
        match self {
            Self::Grant { decision, .. }
            | Self::Refuse { decision, .. }
            | Self::Impose { decision, .. }
            | Self::Discontinue { decision, .. } => decision,
        }
    }

    /// What follows when it takes effect.
    #[must_use]
    pub fn effects(&self) -> &[StatedEffect] {
        match self {
            Self::Grant { effects, .. }
            | Self::Refuse { effects, .. }
            | Self::Impose { effects, .. }
            | Self::Discontinue { effects, .. } => effects,
        }
    }

    /// The grounds it stands on, or in spite of which it was taken.
    #[must_use]
    pub fn grounds(&self) -> &[StatedGround] {
        match self {
            Self::Refuse { grounds, .. } | Self::Impose { grounds, .. } => grounds,
            Self::Grant { despite, .. } => despite,
            Self::Discontinue { .. } => &[],
        }
    }

    /// The reasons in words.
    #[must_use]
    pub fn reasons(&self) -> &str {
        match self {
            Self::Grant { reasons, .. }
            | Self::Refuse { reasons, .. }
            | Self::Impose { reasons, .. }
            | Self::Discontinue { reasons, .. } => reasons,
        }
    }

    /// How the person was heard, where the law asks for it.
    #[must_use]
    pub const fn hearing(&self) -> Option<&Hearing> {
        match self {
            Self::Refuse { hearing, .. } | Self::Impose { hearing, .. } => Some(hearing),
            Self::Grant { .. } | Self::Discontinue { .. } => None,
        }
    }

    /// Where it is contested, as the letter says.
    #[must_use]
    pub const fn route(&self) -> Option<&StatedRoute> {
        match self {
            Self::Refuse { route, .. } | Self::Impose { route, .. } | Self::Discontinue { route, .. } => {
                route.as_ref()
            }
            Self::Grant { .. } => None,
        }
    }

    /// Its code: `grant`, `refuse`, `impose`, `discontinue`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Grant { .. } => "grant",
            Self::Refuse { .. } => "refuse",
            Self::Impose { .. } => "impose",
            Self::Discontinue { .. } => "discontinue",
        }
    }
}

/// What follows from a decision, with the facts of the case filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "kebab-case")]
pub enum StatedEffect {
    /// Order a document.
    IssueDocument {
        /// Kind of document.
        kind: String,
        /// Document code of the machine-readable zone; `None` when it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mrz_code: Option<String>,
        /// How long it is valid; `None` when it states how things were on a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid: Option<Term>,
        /// The provision.
        cite: Citation,
    },
    /// The documents of this kind held until now end: when the new one is handed over, or at once when there is none.
    CancelPrevious {
        /// Kind of document.
        kind: String,
    },
    /// The register takes in a fact about the subject.
    SetFact {
        /// Its kind in the catalogue of the register.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// The event from which it is true; `None` from the day on which the decision takes effect.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// How long it is true; `None` until something ends it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lasts: Option<Term>,
    },
    /// The register takes in what the office draws when the decision takes effect.
    DrawFact {
        /// Its kind in the catalogue of the register.
        fact: String,
    },
    /// What the register holds of this kind ends.
    EndFact {
        /// Its kind in the catalogue of the register.
        fact: String,
        /// Only entries with this code; `None` for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// A case of another procedure begins.
    OpenCase {
        /// Id of the procedure.
        procedure: String,
    },
    /// Nothing but the answer itself.
    Answer {
        /// The letter that carries it, where it is not the decision's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<String>,
    },
    /// For so long no new application is taken.
    BarReapply {
        /// The term, from the day on which the decision takes effect.
        term: Term,
        /// The provision.
        cite: Citation,
    },
}

/// A decision as the log keeps it: everything that the letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDecision {
    /// What was decided.
    #[serde(flatten)]
    pub outcome: StatedOutcome,
    /// Who proposed it.
    pub by: OfficerId,
    /// Log position of the register that the officer was shown.
    pub seen_at: i64,
    /// The way in which the case was examined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// Terms that the officer set within the limits of the law.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Term>,
    /// The answer to what the person argued.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The considerations, where the law leaves a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighing: Option<Weighing>,
    /// Of a contest that annuls a part: which of the effects of the contested decision fall, by their place in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<u16>,
    /// The act of the body outside the office that took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<OutsideAct>,
}
