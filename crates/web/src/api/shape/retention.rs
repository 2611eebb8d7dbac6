//! What is kept for how long, as the API says it.

use kernel::{CaseId, Day, ErasureOrderId, OfficerId};
use office::retention::{ErasureOrder, HeldCase, Report as OfficeReport, ReportLine};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is over its time.
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    /// Up to this day.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// Rules with cases that are over their time.
    pub rules: Vec<RetentionRule>,
    /// Closed cases whose procedure sets no end.
    pub kept: Vec<KeptCases>,
}

/// The rule of one version of a procedure, and what it comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRule {
    /// Id of the procedure.
    pub procedure: String,
    /// Its version: the day from which it is in force.
    #[schema(value_type = String, format = Date)]
    pub in_force: Day,
    /// How long a case is kept.
    #[schema(example = "5 years")]
    pub term: Option<String>,
    /// From which event.
    #[schema(example = "closed")]
    pub from: String,
    /// The provision, where one is known.
    pub cite: Option<String>,
    /// Whether it was read in a source; otherwise two officers have to sign.
    pub verified: bool,
    /// The source, or why this figure.
    pub source: Option<String>,
    /// How many cases are due.
    pub due: u64,
    /// The earliest last day of those.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Day>,
    /// How many are held, by what.
    pub held: Vec<HeldCount>,
}

/// How many cases something holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldCount {
    /// `officer`, `contest`, `court`, `follower`, `bar`, `visit` or `unsealed`.
    pub by: &'static str,
    /// How many.
    pub cases: u64,
}

/// How many closed cases of a procedure are kept without an end.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptCases {
    /// Id of the procedure.
    pub procedure: String,
    /// How many.
    pub cases: u64,
}

impl From<&ReportLine> for RetentionRule {
    fn from(line: &ReportLine) -> Self {
        Self {
            procedure: line.procedure.clone(),
            in_force: line.in_force,
            term: line.rule.term.map(|term| term.to_string()),
            from: line.rule.from.clone(),
            cite: line.rule.cite.as_ref().map(ToString::to_string),
            verified: line.rule.verified,
            source: line.rule.source.clone(),
            due: line.due,
            since: line.since,
            held: line.held.iter().map(|(by, cases)| HeldCount { by: by.code(), cases: *cases }).collect(),
        }
    }
}

impl From<&OfficeReport> for Report {
    fn from(report: &OfficeReport) -> Self {
        let kept = report.kept.iter();
        Self {
            until: report.until,
            rules: report.lines.iter().map(Into::into).collect(),
            kept: kept.map(|(id, cases)| KeptCases { procedure: id.clone(), cases: *cases }).collect(),
        }
    }
}

/// What is to be erased.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// What is due up to this day, which is not ahead.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// Of which procedure; of all when absent.
    pub procedure: Option<String>,
}

/// An order was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ordered {
    /// Its id.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub id: ErasureOrderId,
}

/// Why a case is held, or is not any more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldReasons {
    /// In at least twenty characters.
    #[schema(min_length = 20, max_length = 2000)]
    pub reasons: String,
}

/// Orders to erase, and cases that are held.
#[derive(Debug, Serialize, ToSchema)]
pub struct Orders {
    /// The newest first.
    pub items: Vec<Order>,
    /// Cases that officers hold.
    pub held: Vec<Hold>,
}

/// An order to erase.
#[derive(Debug, Serialize, ToSchema)]
pub struct Order {
    /// Its id.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub id: ErasureOrderId,
    /// Of which procedure; of all when null.
    pub procedure: Option<String>,
    /// What is due up to this day.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// `ordered`, `approved`, `refused` or `done`.
    pub state: &'static str,
    /// When it was ordered.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// Who ordered it.
    #[schema(value_type = String)]
    pub by: OfficerId,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// How many cases were erased under it.
    pub erased: u64,
}

impl From<&ErasureOrder> for Order {
    fn from(order: &ErasureOrder) -> Self {
        Self {
            id: order.id,
            procedure: order.procedure.clone(),
            until: order.until,
            state: order.state.code(),
            on: order.on,
            by: order.by.clone(),
            approved_by: order.approved.clone(),
            erased: order.erased,
        }
    }
}

/// A case that is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hold {
    /// The case.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub case: CaseId,
    /// Since when.
    #[schema(value_type = String, format = Date)]
    pub since: Day,
    /// By whom.
    pub by: String,
}

impl From<&HeldCase> for Hold {
    fn from(held: &HeldCase) -> Self {
        Self { case: held.case, since: held.since, by: held.by.clone() }
    }
}
