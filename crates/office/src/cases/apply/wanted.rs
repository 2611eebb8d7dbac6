//! An application as it comes in.

use crate::cases::event::{Channel, GivenValue};
use crate::cases::particulars::Particulars;
use crate::files::StoredFile;
use kernel::{AppointmentId, Day, Lang, PersonId};
use std::collections::BTreeMap;

/// How an application came that an officer takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intake {
    /// By which way.
    pub channel: Channel,
    /// On which day; today when absent. The law counts from it.
    pub received: Option<Day>,
    /// That the version of the law applies that was in force on that day, where it is not the one of today.
    pub older_law: bool,
}

/// A file that comes with an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// The file.
    pub file: StoredFile,
    /// The evidence that it is sent as.
    pub evidence: Option<String>,
}

/// An application as somebody wants to send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Id of the procedure.
    pub service: String,
    /// For whom.
    pub subject: PersonId,
    /// Answers to the procedure's questions.
    pub declared: BTreeMap<String, GivenValue>,
    /// Office where the document is collected.
    pub office: String,
    /// Language of the letters.
    pub lang: Lang,
    /// The visit booked for it.
    pub appointment: Option<AppointmentId>,
    /// Who applies, when an officer takes the application in; `None` for clients.
    pub applicant: Option<PersonId>,
    /// How it came, when an officer takes it in; at the counter, today, when absent.
    pub intake: Option<Intake>,
    /// What the applicant adds in words.
    pub note: String,
    /// What it says in words and data, by the particulars of the procedure.
    pub particulars: Particulars,
    /// Files of the client's draft that come with it.
    pub files: Vec<Enclosed>,
}
