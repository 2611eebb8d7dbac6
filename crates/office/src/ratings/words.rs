//! What clients said of services, for whoever answers for their quality: the newest first, by service and office. Who said
//! it is not told; the words may hold personal data all the same, so that whoever wrote them finds the reading in their trace.

use super::{RatingEvent, stream};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, PersonId};
use store::sql::ratings::NEWEST;
use store::{Row, Value};

/// Ratings on one page.
pub const PAGE: u32 = 50;
/// Rows read at once.
const ROWS: i64 = 200;
/// What the trace says was read.
const FIELDS: &str = "rating";

/// A rating with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingWords {
    /// Id of the procedure.
    pub procedure: String,
    /// The office of the case.
    pub office: String,
    /// From 1 to 5.
    pub score: u8,
    /// Day.
    pub on: Day,
    /// What was said.
    pub words: String,
}

/// Which ratings are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingFilter {
    /// Only of this service.
    pub service: Option<String>,
    /// Only of this office.
    pub office: Option<String>,
    /// The page, from 0.
    pub page: u32,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingPage {
    /// The newest first; ratings without words are left out.
    pub items: Vec<RatingWords>,
    /// The next page; `None` at the end.
    pub next: Option<u32>,
}

impl Office {
    /// What clients said of services.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to it.
    pub async fn rating_words(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        filter: &RatingFilter,
    ) -> Result<RatingPage, OfficeError> {
        let mut access = self.authorise(actor, Action::ReadRatings, None, purpose.clone(), false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let first = usize::try_from(filter.page).unwrap_or(usize::MAX).saturating_mul(size);
        let mut rows = visible(&mut snapshot, filter, first.saturating_add(size).saturating_add(1)).await?;
        let next = (rows.len() > first.saturating_add(size)).then(|| filter.page.saturating_add(1));
        rows.truncate(first.saturating_add(size));
        let mut items = Vec::new();
        for row in rows.iter().skip(first) {
            items.extend(said(&mut snapshot, &mut access, row).await?);
        }
        drop(snapshot);
        self.answer(actor, &access, RatingPage { items, next }).await
    }
}

/// The first `wanted` rows that whoever reads may know of: of a case that is hidden there is no rating.
async fn visible(
    snapshot: &mut Snapshot,
    filter: &RatingFilter,
    wanted: usize,
) -> Result<Vec<Row>, OfficeError> {
    let text = |text: &Option<String>| Value::from(text.as_deref().unwrap_or_default());
    let (mut found, mut read) = (Vec::new(), 0);
    loop {
        let key = [text(&filter.service), text(&filter.office), Value::Int(ROWS), Value::Int(read)];
        let rows = snapshot.rows(&NEWEST, &key).await?;
        let last = i64::try_from(rows.len()).unwrap_or(ROWS) < ROWS;
        for row in rows {
            let persons = [PersonId::from_i64(row.int(5)?), PersonId::from_i64(row.int(6)?)];
            if snapshot.sees_case(persons).await? {
                found.push(row);
            }
            if found.len() == wanted {
                return Ok(found);
            }
        }
        if last {
            return Ok(found);
        }
        read += ROWS;
    }
}

/// The words of a rating, if there are any and nothing stands against it that its writer comes up.
async fn said(
    snapshot: &mut Snapshot,
    access: &mut Access,
    row: &Row,
) -> Result<Option<RatingWords>, OfficeError> {
    let case = CaseId::from_i64(row.int(4)?);
    let given = entries::<RatingEvent>(access.open(snapshot.events(&stream(case)).await?))?;
    let Some(given) = given.into_iter().next() else { return Ok(None) };
    let RatingEvent::ServiceRated { procedure, score, words, on } = given.event;
    if words.is_empty() {
        return Ok(None);
    }
    for person in [row.int(5)?, row.int(6)?] {
        if access.listed(snapshot, PersonId::from_i64(person)).await?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(RatingWords { procedure, office: row.text(1)?.to_owned(), score, on, words }))
}
