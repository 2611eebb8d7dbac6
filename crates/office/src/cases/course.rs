//! The course of a case: how it began, where it stands, how its terms moved, and what became of its decision.

use crate::cases::particulars::Particulars;
use crate::cases::stated::{Channel, GivenValue};
use kernel::{CaseId, Citation, Day, Lang, LetterId, OfficerId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a case stands, as lists, API and texts name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Received; who applies is not yet established.
    Received,
    /// Identity is established, the fee is not settled.
    Identified,
    /// Being examined.
    Examination,
    /// The person is asked for an opinion.
    Hearing,
    /// A decision waits for a second pair of eyes.
    Proposed,
    /// A proposal waits for the act of a body outside the office.
    Submitted,
    /// Decided, not yet served.
    Decided,
    /// Refused and in force.
    Refused,
    /// A burden is in force.
    Imposed,
    /// Ended without a decision on the request.
    Discontinued,
    /// A document is ordered.
    Ordered,
    /// A document waits for its holder.
    Ready,
    /// In force; steps that follow from it are left.
    CarryingOut,
    /// Nothing is left to do.
    Completed,
    /// The decision was undone on contest.
    Undone,
    /// Withdrawn by the applicant.
    Withdrawn,
}

impl Stage {
    /// All.
    pub const ALL: [Self; 16] = [
        Self::Received,
        Self::Identified,
        Self::Examination,
        Self::Hearing,
        Self::Proposed,
        Self::Submitted,
        Self::Decided,
        Self::Refused,
        Self::Imposed,
        Self::Discontinued,
        Self::Ordered,
        Self::Ready,
        Self::CarryingOut,
        Self::Completed,
        Self::Undone,
        Self::Withdrawn,
    ];

    /// The code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Identified => "identified",
            Self::Examination => "examination",
            Self::Hearing => "hearing",
            Self::Proposed => "proposed",
            Self::Submitted => "submitted",
            Self::Decided => "decided",
            Self::Refused => "refused",
            Self::Imposed => "imposed",
            Self::Discontinued => "discontinued",
            Self::Ordered => "ordered",
            Self::Ready => "ready",
            Self::CarryingOut => "carrying-out",
            Self::Completed => "completed",
            Self::Undone => "undone",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether nobody has anything left to do.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::Imposed
                | Self::Discontinued
                | Self::Completed
                | Self::Undone
                | Self::Withdrawn
        )
    }
}

/// What comes before the examination of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Who applies is established.
    pub identity: bool,
    /// The fee is settled.
    pub fee: bool,
    /// The documents that the applicant has to bring are on file; of older cases they were not waited for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
}

impl Default for Before {
    fn default() -> Self {
        Self { identity: true, fee: true, evidence: false }
    }
}

impl Before {
    /// The stage in which a case begins.
    #[must_use]
    pub const fn first(self) -> Stage {
        match (self.identity, self.fee) {
            (true, _) => Stage::Received,
            (false, true) => Stage::Identified,
            (false, false) => Stage::Examination,
        }
    }
}

/// How a case began that nobody applied for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Id of the procedure.
    pub procedure: String,
    /// Version of the procedure: the day from which it is in force.
    pub in_force: Day,
    /// Who is party to it in the place of an applicant.
    pub applicant: PersonId,
    /// Whom it is about.
    pub subject: PersonId,
    /// As whom it was begun, an id of the procedure.
    pub capacity: String,
    /// Day.
    pub on: Day,
    /// Last day for the decision, as computed then.
    pub due: Day,
    /// What the applicant declared, in this case or in the one that led to it.
    pub declared: BTreeMap<String, GivenValue>,
    /// What the case that led to it knows.
    pub known: BTreeMap<String, GivenValue>,
    /// What it was begun on, in words.
    pub basis: String,
    /// The officer who began it; `None` when a decision did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// The case that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CaseId>,
    /// Whether it decides on a contest of the parent's decision.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contests: bool,
    /// The provision by which no fee is taken again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_fee: Option<Citation>,
    /// Whether all that is asked before the examination was settled in the case whose decision was undone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// By which way a contest came, or the application that is decided anew; nothing of other cases, and of older entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What that application says.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
    /// The letter that tells a contest or an application decided anew to its party; none of other cases and older entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterId>,
    /// Office that keeps it.
    pub office: String,
    /// Language of the letters.
    pub lang: Lang,
    /// What comes before the examination.
    pub before: Before,
    /// What tells it from other open cases of its kind; nothing where one keeps others from beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<i64>,
}

/// A step of the work that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDone {
    /// Its id in the procedure.
    pub stage: String,
    /// The events that it gives rise to.
    pub emits: Vec<String>,
    /// What was done.
    pub note: String,
    /// What the law file asks to be said of it, by its ids: day, hour and place of an examination.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
    /// By whom it was noted.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
    /// Where the case stands now, when it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Stage>,
    /// Last day of the term that runs then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// Who examines a case from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// To whom it was given; `None` for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<OfficerId>,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}

/// That a case ended without a decision, since its subject died.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discontinued {
    /// What shows it, in words.
    pub reasons: String,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}

/// A term that was moved, with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermMoved {
    /// Id of the clock.
    pub clock: String,
    /// The reason, by its id in the procedure.
    pub reason: String,
    /// Why it applies.
    pub why: String,
    /// By whom.
    pub by: OfficerId,
    /// Who agreed, where two officers must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<OfficerId>,
    /// Day: of a pause the first that does not count, of its end the first that counts again.
    pub on: Day,
    /// The last day to which it was extended, where the law leaves that to the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Last day for the decision by then; `None` while it cannot be told or another clock moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// A term that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// Id of the clock.
    pub clock: String,
    /// What the law makes of it.
    pub effect: String,
    /// The event that follows.
    pub emits: Option<String>,
    /// The last day of the term.
    pub due: Day,
    /// Day.
    pub on: Day,
}

/// A missed term to contest that was given again, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reinstated {
    /// The case in which the contest is decided.
    pub child: CaseId,
    /// Whether it is: the contest suspends the decision from then on.
    pub reinstated: bool,
    /// Day.
    pub on: Day,
}

/// A contest that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestEnded {
    /// The case in which it was.
    pub child: CaseId,
    /// What became of the decision.
    pub fate: Fate,
    /// Day.
    pub on: Day,
    /// The case in which it is decided anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anew: Option<CaseId>,
    /// Whether nobody decided on it: whoever contested took it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// The parts that fell, where a part did: places among the effects of the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<u16>,
}

/// Another case that is examined together with one, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// The other case.
    pub with: CaseId,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}

/// The party was told of something that the law wants told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeGiven {
    /// The notice, by its id in the procedure.
    pub notice: String,
    /// The clock that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// What the officer wrote of the step that made it due.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// What the law file asks to be said of that step, by its ids: day, hour and place of an examination.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
    /// What was said of it by the letter before, which this one takes the place of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaces: BTreeMap<String, String>,
    /// The letter.
    pub letter: LetterId,
    /// Day.
    pub on: Day,
}

/// Until when no new application is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Of whom.
    pub subject: PersonId,
    /// Under which procedure.
    pub procedure: String,
    /// The last day of the bar.
    pub until: Day,
}

/// What became of a decision that was contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It stands.
    Stands,
    /// It was undone, and with it what followed from it.
    Undone,
    /// It was undone and a new act is to be taken.
    Replaced,
    /// It was found unlawful; what followed stays.
    Unlawful,
    /// A part of it is undone by entries of their own.
    PartUndone,
}

impl Fate {
    /// Whether nothing of the decision is left.
    #[must_use]
    pub const fn undoes(self) -> bool {
        matches!(self, Self::Undone | Self::Replaced)
    }

    /// The code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Undone => "undone",
            Self::Replaced => "replaced",
            Self::Unlawful => "unlawful",
            Self::PartUndone => "part-undone",
        }
    }
}
