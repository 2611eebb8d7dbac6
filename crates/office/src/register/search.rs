//! Search by name: what officers type, without diacritics, in either order, by prefix, with a date of
//! birth known in part.

use crate::access::rights::Action;
use crate::access::{Purpose, authorise};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::fact::FactValue;
use crate::register::person::PersonHistory;
use crate::register::read::{PersonBrief, history};
use kernel::{DateOrder, PartialDate, PersonId};
use std::collections::BTreeSet;
use store::sql::register::{BY_GIVEN, BY_SURNAME};
use store::{Snapshot, Value};

/// Most answers given: who needs more asks more closely (no browsing of the register).
pub const HITS_MAX: usize = 10;
/// Candidates weighed for one query.
const CANDIDATES: i64 = 200;
/// Longest text taken, in characters.
const TEXT_MAX: usize = 120;

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// Names in either order, in full or their beginnings.
    pub text: String,
    /// Date of birth, perhaps known in part.
    pub birth: Option<PartialDate>,
}

/// An answer of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The person.
    pub person: PersonBrief,
    /// Which parts matched, such as `surname`, `given-prefix`, `former-surname`, `birth`.
    pub matched: Vec<&'static str>,
    /// Higher is better.
    pub score: u16,
}

/// The first key that no longer begins with `prefix`.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

impl Office {
    /// Persons whose names match, the best first, at most ten. Every person shown is named in the trace.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when there is nothing to search by.
    pub async fn search(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        query: &SearchQuery,
    ) -> Result<Vec<SearchHit>, OfficeError> {
        let mut access =
            authorise(actor, Action::SearchPersons, None, purpose.clone(), false, "name,code,birth,status")?;
        let wrong = |problem| Err(OfficeError::field("text", problem));
        if query.text.chars().count() > TEXT_MAX {
            return wrong(Problem::new("too-long").with("max", TEXT_MAX));
        }
        let words: Vec<String> =
            self.country().folding.fold(&query.text).split(' ').map(str::to_owned).collect();
        if words.iter().map(|word| word.chars().count()).sum::<usize>() < 2 {
            return wrong(Problem::new("required"));
        }
        let mut snapshot = self.snapshot().await?;
        let candidates = candidates(&mut snapshot, &words).await?;
        let mut hits = Vec::new();
        let mut unnamed = access.clone();
        for id in candidates {
            // Weighed under the right to search; only those who are shown are named.
            let history = history(&mut snapshot, &mut unnamed, id).await?;
            if let Some((score, matched)) = self.weigh(&history, &words, query.birth) {
                hits.push(SearchHit { person: self.brief(&history), matched, score });
            }
        }
        hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.person.name.cmp(&b.person.name)));
        hits.truncate(HITS_MAX);
        for hit in &hits {
            access.naming(hit.person.id);
        }
        self.answer(actor, &access, hits).await
    }

    /// How well a person's names fit; `None` when a word fits nowhere or the birth cannot be.
    fn weigh(
        &self,
        history: &PersonHistory,
        words: &[String],
        birth: Option<PartialDate>,
    ) -> Option<(u16, Vec<&'static str>)> {
        let today = self.today();
        let folding = &self.country().folding;
        let mut best: Option<(u16, Vec<&'static str>)> = None;
        for known in history.standing() {
            let FactValue::Name { name } = &known.fact.value else { continue };
            let former = known.fact.to.is_some_and(|to| to.latest().is_some_and(|to| to <= today));
            let given = folding.fold(name.given.as_str());
            let surname = folding.fold(name.surname.as_str());
            let Some((mut score, mut matched)) = fit(words, &given, &surname) else { continue };
            if former {
                score = score.saturating_sub(5);
                matched.push("former-name");
            }
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, matched));
            }
        }
        let (mut score, mut matched) = best?;
        if let (Some(asked), Some((date, _))) = (birth, history.today(today).birth()) {
            match asked.compare(&date) {
                DateOrder::Same => {
                    score += 30;
                    matched.push("birth");
                }
                DateOrder::Overlaps => {
                    score += 15;
                    matched.push("birth-possible");
                }
                DateOrder::Before | DateOrder::After => return None,
            }
        }
        Some((score, matched))
    }
}

/// How the words fit the parts of a name: every word must fit a part, whole or as its beginning.
fn fit(words: &[String], given: &str, surname: &str) -> Option<(u16, Vec<&'static str>)> {
    let parts: Vec<(&str, bool)> =
        surname.split(' ').map(|p| (p, true)).chain(given.split(' ').map(|p| (p, false))).collect();
    let (mut score, mut matched) = (0, BTreeSet::new());
    for word in words {
        let exact = parts.iter().find(|(part, _)| part == word);
        let (points, (_, is_surname)) = match exact {
            Some(part) => (40, part),
            None => (20, parts.iter().find(|(part, _)| part.starts_with(word.as_str()))?),
        };
        score += points;
        matched.insert(match (is_surname, exact.is_some()) {
            (true, true) => "surname",
            (true, false) => "surname-prefix",
            (false, true) => "given",
            (false, false) => "given-prefix",
        });
    }
    // Names that have no further parts fit better.
    let spare = u16::try_from(parts.len().saturating_sub(words.len())).unwrap_or(9).min(9);
    Some((score - spare, matched.into_iter().collect()))
}

/// Persons of whom some word begins the surname or the given names.
async fn candidates(snapshot: &mut Snapshot, words: &[String]) -> Result<BTreeSet<PersonId>, OfficeError> {
    let mut found = BTreeSet::new();
    let mut take = |rows: Vec<store::Row>| -> Result<(), OfficeError> {
        for row in rows {
            found.insert(PersonId::from_i64(row.int(0)?));
        }
        Ok(())
    };
    for (i, word) in words.iter().enumerate() {
        let others: Vec<&String> =
            words.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other).collect();
        let range = |prefix: &str| [Value::from(prefix), Value::from(after(prefix))];
        let [from, to] = range(word);
        if others.is_empty() {
            let limit = Value::Int(CANDIDATES);
            let [any_from, any_to] = range("");
            let all = [from.clone(), to.clone(), any_from, any_to, limit.clone()];
            take(snapshot.rows(&BY_SURNAME, &all).await?)?;
            take(snapshot.rows(&BY_GIVEN, &[from, to, limit]).await?)?;
            continue;
        }
        for other in others {
            let [given_from, given_to] = range(other);
            let key = [from.clone(), to.clone(), given_from, given_to, Value::Int(CANDIDATES)];
            take(snapshot.rows(&BY_SURNAME, &key).await?)?;
        }
    }
    Ok(found)
}
