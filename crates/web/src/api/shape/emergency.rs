//! What was opened in an emergency, as the API takes it and tells it.

use kernel::{CaseId, EmergencyId, PersonId, Timestamp};
use office::emergencies::event::Verdict as OfficeVerdict;
use office::emergencies::{Emergencies as OfficeEmergencies, Emergency as OfficeEmergency};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is opened, and why. One of `person` and `case` is named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenEmergency {
    /// A person who is closed to the officer.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub person: Option<PersonId>,
    /// A case that is closed to the officer, with those whom it concerns.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub case: Option<CaseId>,
    /// Why it cannot wait, in words.
    #[schema(min_length = 20, max_length = 2000)]
    pub reason: String,
}

/// Whether it was right.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgeEmergency {
    /// `justified` or `unjustified`.
    #[schema(value_type = String, pattern = "^(justified|unjustified)$")]
    pub verdict: OfficeVerdict,
    /// Why, in words.
    #[schema(min_length = 20, max_length = 2000)]
    pub words: String,
}

/// What was opened in an emergency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Emergency {
    /// Its number.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub id: EmergencyId,
    /// The officer's code.
    pub officer: String,
    /// The officer's name.
    pub officer_name: Option<String>,
    /// Whom it opened.
    #[schema(value_type = Vec<String>)]
    pub persons: Vec<PersonId>,
    /// The case, where that was opened.
    #[schema(value_type = Option<String>)]
    pub case: Option<CaseId>,
    /// What for.
    pub purpose: String,
    /// What stood against it: codes of problems.
    pub limits: Vec<String>,
    /// Why, in the officer's words.
    pub reason: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// When it was or will be closed again.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// What was said of it; null while it waits.
    pub review: Option<EmergencyReview>,
}

/// What was said of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmergencyReview {
    /// The reviewer's code.
    pub by: String,
    /// The reviewer's name.
    pub by_name: Option<String>,
    /// `justified` or `unjustified`.
    pub verdict: &'static str,
    /// In words.
    pub words: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A page of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Emergencies {
    /// Those on the page.
    pub items: Vec<Emergency>,
    /// What to send as `from` for the next page; null on the last.
    pub next: Option<i64>,
}

impl From<OfficeEmergency> for Emergency {
    fn from(known: OfficeEmergency) -> Self {
        let opened = known.opened;
        Self {
            id: known.id,
            officer: opened.officer.to_string(),
            officer_name: known.officer_name,
            persons: opened.persons,
            case: opened.case,
            purpose: opened.purpose,
            limits: opened.limits,
            reason: opened.reason,
            at: known.at,
            until: opened.until,
            review: known.review.map(|review| EmergencyReview {
                by: review.by.to_string(),
                by_name: review.by_name,
                verdict: review.verdict.code(),
                words: review.words,
                at: review.at,
            }),
        }
    }
}

impl From<OfficeEmergencies> for Emergencies {
    fn from(page: OfficeEmergencies) -> Self {
        Self { items: page.items.into_iter().map(Emergency::from).collect(), next: page.next }
    }
}
