//! Search: what officers type, without diacritics, with a typo, in either order, in another spelling, by a
//! beginning, with a date of birth known in part; a personal code, the number of a document, an address.

pub(crate) mod follow;

use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::person::LATEST;
use crate::register::read::PersonBrief;
use crate::snapshot::Snapshot;
use ::search::{Field, How, Part, Query};
use kernel::PartialDate;
use std::path::PathBuf;

/// Most answers given: who needs more asks more closely (no browsing of the register).
pub const HITS_MAX: usize = 10;
/// Longest text taken, in characters.
const TEXT_MAX: usize = 120;

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    /// One line: names in any order, in full or their beginnings, a date, a personal code, the number of a document,
    /// words of an address.
    pub text: String,
    /// Date of birth, perhaps known in part; it goes before a date in the text.
    pub birth: Option<PartialDate>,
    /// Whether the dead are searched too. By a code or number they are always found.
    pub dead: bool,
}

/// An answer of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The person.
    pub person: PersonBrief,
    /// Which parts matched and how: codes of [`MATCHED`].
    pub matched: Vec<&'static str>,
    /// 0 to 1000, higher is better; up to 333 something did not agree.
    pub score: u16,
}

/// Every way in which a part can match, as API and pages name it.
pub const MATCHED: [&str; 23] = [
    "given",
    "given-folded",
    "given-ending",
    "given-spelling",
    "given-prefix",
    "given-typo",
    "given-similar",
    "surname",
    "surname-folded",
    "surname-ending",
    "surname-spelling",
    "surname-prefix",
    "surname-typo",
    "surname-similar",
    "address",
    "address-prefix",
    "birth",
    "birth-possible",
    "birth-near",
    "code",
    "document",
    "former-name",
    "other",
];

const fn matched(part: Part) -> &'static str {
    match (part.field, part.how) {
        (Field::Given, How::Exact) => "given",
        (Field::Given, How::Folded) => "given-folded",
        (Field::Given, How::Ending) => "given-ending",
        (Field::Given, How::Spelling) => "given-spelling",
        (Field::Given, How::Prefix) => "given-prefix",
        (Field::Given, How::Typo) => "given-typo",
        (Field::Given, How::Similar) => "given-similar",
        (Field::Surname, How::Exact) => "surname",
        (Field::Surname, How::Folded) => "surname-folded",
        (Field::Surname, How::Ending) => "surname-ending",
        (Field::Surname, How::Spelling) => "surname-spelling",
        (Field::Surname, How::Prefix) => "surname-prefix",
        (Field::Surname, How::Typo) => "surname-typo",
        (Field::Surname, How::Similar) => "surname-similar",
        (Field::Address, How::Prefix) => "address-prefix",
        (Field::Address, _) => "address",
        (Field::Birth, How::Exact) => "birth",
        (Field::Birth, How::Possible) => "birth-possible",
        (Field::Birth, _) => "birth-near",
        (Field::Code, _) => "code",
        (Field::Document, _) => "document",
        (Field::OtherName, _) => "former-name",
        (Field::Given | Field::Surname, How::Possible | How::Near) => "other",
    }
}

impl Office {
    /// Persons who match, the best first, at most ten. Every person shown is named in the trace; a search that
    /// finds nobody leaves a trace too.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when there is nothing to search by.
    pub async fn search(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        query: &SearchQuery,
    ) -> Result<Vec<SearchHit>, OfficeError> {
        let access = self.authorise(
            actor,
            Action::SearchPersons,
            None,
            purpose.clone(),
            false,
            "name,code,birth,status",
        )?;
        let wrong = |problem| Err(OfficeError::field("text", problem));
        if query.text.chars().count() > TEXT_MAX {
            return wrong(Problem::new("too-long").with("max", TEXT_MAX));
        }
        if query.text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            return wrong(Problem::new("required"));
        }
        // Whoever asks from outside names somebody.
        let day = actor.officer().is_some();
        let query = Query { text: query.text.clone(), birth: query.birth, dead: query.dead, day };
        // Those found are mostly remembered.
        if let Some(snapshot) = self.remembered(actor)
            && let Ok(hits) = self.hits_from(snapshot, actor, access.clone(), &query).await
        {
            return Ok(hits);
        }
        self.hits_from(self.snapshot(actor).await?, actor, access, &query).await
    }

    async fn hits_from(
        &self,
        mut snapshot: Snapshot,
        actor: &Actor,
        mut access: Access,
        query: &Query,
    ) -> Result<Vec<SearchHit>, OfficeError> {
        // Before the histories, so that they are remembered for this position.
        snapshot.head().await?;
        let (sight, shields) = snapshot.sight().await?;
        let found = {
            let reading = self.follower().caught_up(snapshot.ask().await?).await?;
            reading.search(query, HITS_MAX, |person| sight.finds(&shields, person))
        };
        let mut hits = Vec::with_capacity(found.len());
        for hit in found {
            match access.listed(&mut snapshot, hit.person).await {
                // The person is closed to whoever asks.
                Ok(None) => {}
                // The person is kept, and found, under the other record.
                Ok(Some(history)) if history.merged_into(LATEST).is_some() => {}
                Ok(Some(history)) => hits.push(SearchHit {
                    person: self.brief(&history),
                    matched: hit.because.into_iter().map(matched).collect(),
                    score: hit.score,
                }),
                // Entered after the snapshot was taken: found by a later search.
                Err(OfficeError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let seen = snapshot.seen();
        drop(snapshot);
        self.answer_seen(actor, &access, seen, hits).await
    }

    /// Makes the index ready, so that the first search need not wait for it.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn prepare_search(&self) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        self.follower().caught_up(&mut snapshot).await.map(|_| ())
    }

    /// Names the file in which the index is kept between starts, for a database that has no file to keep it beside.
    pub fn keep_search_in(&self, file: PathBuf) {
        self.follower().keep_in(file);
    }
}
