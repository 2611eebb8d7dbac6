//! How a service went, in the client's own words: a rating from 1 to 5 and a word, once for each case that is closed.
//! It is an event in a stream of its own beside the case, is erased with the case, and is published as figures alone; the
//! words are read by those who answer for the quality of services.

mod words;

pub use words::{PAGE, RatingFilter, RatingPage, RatingWords};

use crate::access::rights::Action;
use crate::access::situation::Tie;
use crate::access::{Denied, Standing};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day};
use serde::{Deserialize, Serialize};
use store::sql::ratings::{FIGURES, OF_CASE};
use store::{StreamId, Value};

/// The best rating; 1 is the worst.
pub const SCORE_MAX: u8 = 5;
/// Most characters of what is said with it.
pub const WORDS_MAX: usize = 500;
/// From so many ratings on a figure is published: of fewer it could tell who gave which.
pub const PUBLISHED_FROM: u32 = 5;

/// An entry in the stream of a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum RatingEvent {
    /// The client said how the service went.
    ServiceRated {
        /// Id of the procedure.
        procedure: String,
        /// From 1 to 5.
        score: u8,
        /// In words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
        /// Day.
        on: Day,
    },
}

impl RatingEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ServiceRated { .. } => "service-rated",
        }
    }
}

/// How clients rated a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingFigure {
    /// Id of the procedure.
    pub procedure: String,
    /// How many rated.
    pub count: u32,
    /// The sum of their ratings.
    pub sum: u32,
}

impl RatingFigure {
    /// The mean in tenths, rounded: 43 is 4.3.
    #[must_use]
    pub fn tenths(&self) -> u32 {
        (self.sum * 10 + self.count / 2).checked_div(self.count).unwrap_or(0)
    }
}

/// Where the rating of a case is kept.
pub(crate) fn stream(case: CaseId) -> StreamId {
    StreamId::new("rating", case)
}

/// The rating that was given for a case.
async fn of_case(snapshot: &mut Snapshot, case: CaseId) -> Result<Option<u8>, OfficeError> {
    let row = snapshot.row(&OF_CASE, &[Value::Int(case.as_i64())]).await?;
    let score = row.map(|row| row.int(0)).transpose()?;
    Ok(score.and_then(|score| u8::try_from(score).ok()))
}

/// The same, where a client asks.
pub(crate) async fn for_client(
    snapshot: &mut Snapshot,
    actor: &Actor,
    case: CaseId,
) -> Result<Option<u8>, OfficeError> {
    if actor.client().is_some() { of_case(snapshot, case).await } else { Ok(None) }
}

impl Office {
    /// Takes down how the service went.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for a case that is not the client's; [`OfficeError::Invalid`] for a rating that is none or
    /// too many words; [`OfficeError::NotNow`] while the case is open, or when it was rated.
    pub async fn rate(&self, actor: &Actor, case: CaseId, score: u8, words: &str) -> Result<(), OfficeError> {
        if actor.client().is_none() {
            return Err(Denied::SignIn.into());
        }
        let mut snapshot = self.snapshot(actor).await?;
        let loaded = self.load(&mut snapshot, actor, case).await?;
        let rated = of_case(&mut snapshot, case).await?;
        drop(snapshot);
        // Who is let in as the client's own case is a party to it.
        let mut standing: Standing = loaded.standing;
        standing.matter.tie = Tie::Own;
        loaded.access.may(Action::TakePart, &standing)?;
        let words = words.trim();
        if !(1..=SCORE_MAX).contains(&score) {
            return Err(OfficeError::field("score", Problem::new("rating-score")));
        }
        if words.chars().count() > WORDS_MAX {
            return Err(OfficeError::field("words", Problem::new("too-long").with("max", WORDS_MAX)));
        }
        if !loaded.case.is_closed() {
            return Err(OfficeError::NotNow(Problem::new("rating-early")));
        }
        if rated.is_some() {
            return Err(OfficeError::NotNow(Problem::new("rated-already")));
        }
        let given = RatingEvent::ServiceRated {
            procedure: loaded.case.procedure.clone(),
            score,
            words: words.to_owned(),
            on: self.today(),
        };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(case), 0));
        submission.events.push(event(stream(case), given.kind(), &given)?);
        self.commit(Some(&loaded.access), submission).await?;
        Ok(())
    }

    /// How clients rated each service, by its id. There are no persons and no words in it, so that everybody may see it.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn rating_figures(&self) -> Result<Vec<RatingFigure>, OfficeError> {
        let rows = self.snapshot(&Actor::Anonymous).await?.rows(&FIGURES, &[]).await?;
        let number = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        rows.iter()
            .map(|row| {
                Ok(RatingFigure {
                    procedure: row.text(0)?.to_owned(),
                    count: number(row.int(1)?),
                    sum: number(row.int(2)?),
                })
            })
            .collect()
    }
}
