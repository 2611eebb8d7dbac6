//! What the office answers when it cannot do what it was asked, by what the asker can do about it.
//!
//! A [`Problem`] is a code with arguments: pages say it in the user's language, the API carries the code.
//! `Display` is the English sentence, for logs and the command line.

mod codes;

use crate::access::Denied;
use crate::register::duplicates::Candidate;
pub use codes::CODES;
use kernel::{Lang, Text};
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
        let problem = Problem::new("wrong-value")
            .with("value", text)
            .with("allowed", "a cursor")
            .with("shape", "choice");
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

/// Arguments that are codes, and the arguments beside them that say the same in words.
const IN_WORDS: [(&str, [&str; 2]); 19] = [
    ("agreement", ["agreement_lv", "agreement_en"]),
    ("allowed", ["allowed_lv", "allowed_en"]),
    ("body", ["body_lv", "body_en"]),
    ("category", ["category_lv", "category_en"]),
    ("choice", ["choice_lv", "choice_en"]),
    ("clock", ["clock_lv", "clock_en"]),
    ("decision", ["decision_lv", "decision_en"]),
    ("event", ["event_lv", "event_en"]),
    ("evidence", ["evidence_lv", "evidence_en"]),
    ("fact", ["fact_lv", "fact_en"]),
    ("ground", ["ground_lv", "ground_en"]),
    ("missing", ["missing_lv", "missing_en"]),
    ("open", ["open_lv", "open_en"]),
    ("particular", ["particular_lv", "particular_en"]),
    ("reason", ["reason_lv", "reason_en"]),
    ("says", ["says_lv", "says_en"]),
    ("step", ["step_lv", "step_en"]),
    ("waiver", ["waiver_lv", "waiver_en"]),
    ("why", ["why_lv", "why_en"]),
];

impl Problem {
    /// The same problem with the codes of an argument in words too: people read these, programs the codes. What `name`
    /// knows none of stays as it is.
    #[must_use]
    pub(crate) fn in_words(mut self, arg: &str, name: impl Fn(&str) -> Option<Text>) -> Self {
        let Some((_, [lv, en])) = IN_WORDS.iter().find(|(known, _)| *known == arg) else { return self };
        let has = |wanted: &str| self.args.iter().find(|(known, _)| *known == wanted);
        let Some((_, codes)) = has(arg).filter(|_| has(lv).is_none()) else { return self };
        let named: Vec<Text> =
            codes.split(", ").map(|code| name(code).unwrap_or_else(|| Text::new(code, code))).collect();
        if codes.split(", ").all(|code| name(code).is_none()) {
            return self;
        }
        for (arg, lang) in [(lv, Lang::LV), (en, Lang::EN)] {
            let words: Vec<&str> = named.iter().map(|text| text.get(lang)).collect();
            self.args.push((arg, words.join("; ")));
        }
        self
    }

    /// The same for every argument that has a name for its codes.
    #[must_use]
    pub(crate) fn all_in_words(self, name: impl Fn(&str, &str) -> Option<Text>) -> Self {
        IN_WORDS.iter().fold(self, |problem, (arg, _)| problem.in_words(arg, |code| name(arg, code)))
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
