//! A case as a row of the lists.

use crate::error::OfficeError;
use kernel::{CaseId, Day, OfficerId, PersonId};
use store::Row;

/// A case as the lists have it, before anybody is opened.
pub(in crate::cases) struct CaseRow {
    pub(in crate::cases) id: CaseId,
    pub(in crate::cases) procedure: String,
    pub(in crate::cases) subject: PersonId,
    pub(in crate::cases) applicant: PersonId,
    pub(in crate::cases) office: String,
    pub(in crate::cases) stage: String,
    pub(in crate::cases) received: Day,
    pub(in crate::cases) due: Day,
    pub(in crate::cases) proposed_by: Option<OfficerId>,
    pub(in crate::cases) assigned: Option<OfficerId>,
    pub(in crate::cases) returned_by: Option<OfficerId>,
}

impl CaseRow {
    /// The last day of the term that runs.
    pub(in crate::cases) fn runs(&self) -> Option<Day> {
        Some(self.due).filter(|due| *due < Day::MAX)
    }
}

pub(super) fn read(row: &Row) -> Result<CaseRow, OfficeError> {
    let day = |i: usize| -> Result<Day, OfficeError> {
        let number = i32::try_from(row.int(i)?).ok().and_then(|number| Day::from_number(number).ok());
        number.ok_or_else(|| OfficeError::Fault("a case's day is out of range".to_owned()))
    };
    Ok(CaseRow {
        id: CaseId::from_i64(row.int(0)?),
        procedure: row.text(1)?.to_owned(),
        subject: PersonId::from_i64(row.int(2)?),
        office: row.text(3)?.to_owned(),
        stage: row.text(4)?.to_owned(),
        received: day(5)?,
        due: day(6)?,
        proposed_by: row.text(7)?.parse().ok(),
        assigned: row.text(8)?.parse().ok(),
        applicant: PersonId::from_i64(row.int(9)?),
        returned_by: row.text(10)?.parse().ok(),
    })
}
