//! Oversight of readings, as the API takes and tells it.

use kernel::{AlertId, PersonId, Timestamp};
use office::AccessEntry;
use office::oversight::{AlertPage, AlertView, Finding as OfficeFinding, WatchedPerson};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of the whole trace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trace {
    /// The newest first.
    pub items: Vec<TraceEntry>,
    /// What to send as `before` for the next page; null on the last.
    pub next: Option<i64>,
}

/// An entry of the trace.
#[derive(Debug, Serialize, ToSchema)]
pub struct TraceEntry {
    /// Place in the trace.
    pub position: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who, as the log names them.
    pub actor: String,
    /// The officer's name.
    pub actor_name: Option<String>,
    /// What they did.
    pub action: String,
    /// Whom it was about; empty where nobody was found.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// What they saw; `not-found` where nothing was there for them, `refused` where they had no right.
    pub fields: String,
}

impl From<AccessEntry> for TraceEntry {
    fn from(entry: AccessEntry) -> Self {
        Self {
            position: entry.position,
            at: entry.at,
            actor: entry.actor,
            actor_name: entry.actor_name,
            action: entry.action,
            subject: entry.subject,
            purpose: entry.purpose,
            fields: entry.fields,
        }
    }
}

/// A page of alerts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alerts {
    /// The newest first.
    pub items: Vec<Alert>,
    /// What to send as `after` for the next page; null on the last.
    pub next: Option<String>,
    /// How many wait.
    pub open: u64,
}

/// An unusual reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alert {
    /// Its number.
    #[schema(value_type = String)]
    pub id: AlertId,
    /// The rule that found it.
    #[schema(example = "own-family")]
    pub rule: String,
    /// Who read, as the log names them.
    pub actor: String,
    /// The officer's name.
    pub actor_name: Option<String>,
    /// Who was read; null where the number alone is unusual.
    #[schema(value_type = Option<String>)]
    pub subject: Option<PersonId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The reading's place in the trace.
    pub reading: i64,
    /// How many there were.
    pub count: u32,
    /// How many are usual.
    pub usual: u32,
    /// What somebody said of it; null while it waits.
    pub settled: Option<Settled>,
    /// Whether the caller may settle it.
    pub may_settle: bool,
}

/// What somebody said of an alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settled {
    /// `lawful`, `unlawful` or `passed-on`.
    #[schema(value_type = String)]
    pub finding: OfficeFinding,
    /// In words.
    pub words: String,
    /// Who, as the log names them.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// An alert with the reading that made it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertInFull {
    /// The alert.
    pub alert: Alert,
    /// The reading, as the trace has it.
    pub reading: Option<TraceEntry>,
}

impl From<&AlertView> for Alert {
    fn from(view: &AlertView) -> Self {
        Self {
            id: view.id,
            rule: view.rule.clone(),
            actor: view.officer.clone(),
            actor_name: view.officer_name.clone(),
            subject: view.subject,
            at: view.at,
            reading: view.reading,
            count: view.count,
            usual: view.usual,
            settled: view.settled.as_ref().map(|settled| Settled {
                finding: settled.finding,
                words: settled.words.clone(),
                by: settled.by.clone(),
                at: settled.at,
            }),
            may_settle: view.may_settle,
        }
    }
}

impl From<&AlertPage> for Alerts {
    fn from(page: &AlertPage) -> Self {
        let items = page.items.iter().map(Alert::from).collect();
        Self { items, next: page.next.clone(), open: page.open }
    }
}

/// What an alert is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// `lawful`, `unlawful` or `passed-on`.
    #[schema(value_type = String, pattern = "^(lawful|unlawful|passed-on)$")]
    pub finding: OfficeFinding,
    /// In words.
    #[schema(min_length = 1, max_length = 2000)]
    pub words: String,
}

/// The persons of public interest.
#[derive(Debug, Serialize, ToSchema)]
pub struct Watched {
    /// Those who came last first.
    pub items: Vec<WatchedOne>,
}

/// A person of public interest.
#[derive(Debug, Serialize, ToSchema)]
pub struct WatchedOne {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Who put them on the list, as the log names them.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

impl From<&WatchedPerson> for WatchedOne {
    fn from(watched: &WatchedPerson) -> Self {
        Self {
            person: watched.person,
            reason: watched.reason.clone(),
            by: watched.by.clone(),
            at: watched.at,
        }
    }
}

/// A person to be put on the list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// The personal code, or the id.
    #[schema(example = "320001-00007", min_length = 1)]
    pub person: String,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// A person to be taken off the list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unwatch {
    /// Why, in words.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: String,
}
