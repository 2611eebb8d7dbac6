//! Cases as the supervisor of an office knows them.

use kernel::{CaseId, Day, OfficerId};
use office::cases::{LoadLine, Page, SupervisedCase as OfficeCase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To whom a case is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveTo {
    /// Code of the officer; to all of them when left out.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub to: Option<String>,
}

/// A case by its number.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisedCase {
    /// Its id.
    #[schema(value_type = String)]
    pub id: CaseId,
    /// Id of the procedure.
    pub procedure: String,
    /// Where it stands.
    pub stage: String,
    /// Day of receipt.
    #[schema(value_type = String, format = Date)]
    pub received: Day,
    /// The last day of the term that runs; null when none does.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Day>,
    /// Who examines it.
    #[schema(value_type = Option<String>)]
    pub assigned: Option<OfficerId>,
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisedCases {
    /// The cases.
    pub items: Vec<SupervisedCase>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl From<Page<OfficeCase>> for SupervisedCases {
    fn from(page: Page<OfficeCase>) -> Self {
        let shown = |case: OfficeCase| {
            let OfficeCase { id, procedure, stage, received, due, assigned } = case;
            SupervisedCase { id, procedure, stage, received, due, assigned }
        };
        Self { items: page.items.into_iter().map(shown).collect(), next: page.next }
    }
}

/// Open cases that are alike in all of this.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadShare {
    /// Who examines them.
    #[schema(value_type = Option<String>)]
    pub officer: Option<OfficerId>,
    /// Id of the procedure.
    pub procedure: String,
    /// `overdue`, `soon` or `in-time`.
    pub term: &'static str,
    /// `new`, `middle` or `old`.
    pub age: &'static str,
    /// How many.
    pub cases: u64,
}

/// How the work is spread.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadLines {
    /// The parts.
    pub items: Vec<LoadShare>,
}

impl From<Vec<LoadLine>> for LoadLines {
    fn from(lines: Vec<LoadLine>) -> Self {
        let shown = |line: LoadLine| LoadShare {
            officer: line.officer,
            procedure: line.procedure,
            term: line.term.code(),
            age: line.age.code(),
            cases: line.cases,
        };
        Self { items: lines.into_iter().map(shown).collect() }
    }
}
