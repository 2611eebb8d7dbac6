//! The work on a case: its steps, the hearing, what people are told, how long it is kept, which cases it is for.

use super::Actor;
use crate::condition::Condition;
use kernel::{Citation, Day, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// A step of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stage {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Who does it.
    pub by: Actor,
    /// Ids of the stages that come before.
    pub needs: Vec<String>,
    /// Ids of the decisions after which alone it comes; empty when it does not depend on the decision.
    pub after: Vec<String>,
    /// Events that it gives rise to, which start clocks.
    pub emits: Vec<String>,
    /// Ids of the requirements of which it has to be known whether they are met before the step is done.
    pub settles: Vec<String>,
    /// Whether everything that the applicant brings at once is on file before the step is done.
    pub brought: bool,
    /// What has to be said when it is done, such as day, hour and place: it goes into the notice.
    pub says: Vec<Saying>,
    /// When it is done; `None` always.
    pub when: Option<Condition>,
    /// When it is left out; `None` never.
    pub unless: Option<Condition>,
    /// The provision, where one is known.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// How something is said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SayingKind {
    /// A day to come.
    Day,
    /// A time of day.
    Time,
    /// One line.
    Line,
}

impl SayingKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Day, Self::Time, Self::Line];

    /// Its code in law files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Time => "time",
            Self::Line => "line",
        }
    }
}

/// What has to be said of a step that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Saying {
    /// Id in the step.
    pub id: String,
    /// How it is written.
    #[serde(rename = "type")]
    pub kind: SayingKind,
    /// What it is.
    pub name: Text,
}

/// How a person is heard before an adverse decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HearingRule {
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// How long the person has to answer.
    pub term: Term,
    /// Whether the law sets that term; a planning figure of ours otherwise.
    pub term_verified: bool,
    /// When the hearing may be left out.
    pub waivers: Vec<Waiver>,
}

/// A reason for which the law lets the hearing be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// Id in the procedure.
    pub id: String,
    /// The provision.
    pub cite: Citation,
    /// The reason.
    pub text: Text,
}

/// By which way a notice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeChannel {
    /// The one that the person chose.
    Chosen,
    /// The portal.
    Portal,
    /// The official electronic address.
    EAddress,
    /// Electronic mail.
    Email,
    /// The counter.
    Counter,
    /// Simple post.
    Post,
    /// Registered post.
    RegisteredPost,
    /// A published notice, when nobody knows where the person is.
    Publication,
}

/// In which language a notice is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeLanguage {
    /// The language of the state.
    State,
    /// The language of the state, with a translation that the person chose.
    Chosen,
    /// A language that the person understands.
    Understood,
}

/// What somebody is told, and when (*paziņojums*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// Id in the procedure.
    pub id: String,
    /// What it is.
    pub name: Text,
    /// What its letter tells, in whole sentences; its name where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// The event on which it goes.
    pub on: String,
    /// Ids of the decisions after which alone it goes; empty when it does not depend on the decision.
    pub after: Vec<String>,
    /// Who is told.
    pub to: Actor,
    /// By which way.
    pub channel: NoticeChannel,
    /// In which language.
    pub language: NoticeLanguage,
    /// Whether the office must be able to prove that it arrived.
    pub proof_of_service: bool,
    /// The letter that carries it, where it is no plain message.
    pub letter: Option<String>,
    /// Within which time after the event; `None` at once.
    pub within: Option<Term>,
    /// When it goes; `None` always.
    pub when: Option<Condition>,
    /// The provision, where one is known.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// Whether whoever applies online comes to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Coming {
    /// They have to.
    Must,
    /// They need not, and may.
    May,
    /// Nothing of it is done in an office.
    Never,
}

impl Coming {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Must, Self::May, Self::Never];

    /// Its code in law files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::May => "may",
            Self::Never => "never",
        }
    }
}

/// How long a visit takes: a planning figure; and whether there has to be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Visit {
    /// Minutes at the counter.
    pub minutes: u16,
    /// Whether somebody comes, where the evidence and the steps do not say it by themselves.
    pub coming: Option<Coming>,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source, or why this figure.
    pub source: Option<String>,
}

/// Minutes of a visit where the file says nothing.
const USUAL_MINUTES: u16 = 20;

impl Visit {
    /// That of a file which says nothing of it.
    pub(crate) const fn usual() -> Self {
        Self { minutes: USUAL_MINUTES, coming: None, verified: false, source: None }
    }
}

/// Who may read what is kept (*pieejamības statuss*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccessClass {
    /// Everybody.
    Open,
    /// Whoever needs it for their work, and the person.
    Restricted,
}

impl AccessClass {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Open, Self::Restricted];

    /// Its word in a law file.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted => "restricted",
        }
    }
}

/// How long the case is kept (*glabāšanas termiņš*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Retention {
    /// The term; `None` for ever.
    pub term: Option<Term>,
    /// The event it is counted from; the end of the case unless the file says otherwise.
    pub from: String,
    /// Who may read it then.
    pub class: AccessClass,
    /// The provision, where one is known.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source, or why this figure.
    pub source: Option<String>,
    /// Whether the person is told afterwards that there was a case and when it was erased.
    pub tells: bool,
}

/// Which cases a version is for (*pārejas noteikumi*): those received from and until these days, whatever the days on
/// which the version itself is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Applies {
    /// The first day of receipt; `None` from the first day of the version.
    pub from: Option<Day>,
    /// The first day of receipt that is no longer covered; `None` while the version is in force.
    pub until: Option<Day>,
    /// Procedures to turn to instead for those who come later.
    pub instead: Vec<String>,
    /// What these are called.
    #[serde(skip)]
    pub(crate) instead_names: Vec<Text>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}
