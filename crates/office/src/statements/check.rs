//! What anybody may ask about a statement they were shown: whether it was issued, and whether the register has
//! changed since. Nothing of what it says is told, and every wrong code gets one and the same answer.

use super::content::{NAME, SUBJECT, changed_since, is_parent};
use super::read::{children, statement};
use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::KnownFact;
use crate::register::read::history;
use kernel::{CheckCode, Day, PersonId, StatementId, Text};
use law::Part;
use std::collections::BTreeSet;
use store::Value;
use store::sql::statements::BY_CODE;

/// The answer to a question about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementCheck {
    /// No statement has this code.
    Unknown,
    /// It was issued.
    Issued {
        /// Title of its kind.
        title: Text,
        /// The day of issue.
        on: Day,
        /// Whether the register has changed since what it says was known.
        changed: bool,
    },
}

impl StatementCheck {
    /// The code in API and texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Issued { changed: false, .. } => "as-issued",
            Self::Issued { changed: true, .. } => "changed",
        }
    }
}

impl Office {
    /// Checks a statement by its code. The register is read by the office itself, with a trace that the person sees.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn check_statement(&self, code: &str) -> Result<StatementCheck, OfficeError> {
        let Ok(code) = code.parse::<CheckCode>() else { return Ok(StatementCheck::Unknown) };
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let Some(row) = snapshot.row(&BY_CODE, &[Value::Int(code.as_i64())]).await? else {
            return Ok(StatementCheck::Unknown);
        };
        let (id, person) = (StatementId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?));
        let reader = Actor::System;
        // Whoever asks is not known: of a record that is hidden from them no statement was issued.
        let shields = snapshot.shields().await?;
        if self.sight(&Actor::Anonymous).hidden(&shields, person, Part::Record) {
            return Ok(StatementCheck::Unknown);
        }
        let mut access = self.authorise(
            &reader,
            Action::ReadPerson,
            Some(person),
            Purpose::Duty,
            false,
            "statement-check",
        )?;
        let found = statement(&mut snapshot, &access, id).await?;
        let (issued, known_at) = (&found.issued, found.issued.known_at);
        let person = history(&mut snapshot, &mut access, person).await?;
        let said = |known: &KnownFact| issued.facts.iter().any(|kind| kind == known.fact.value.kind());
        let tells_who = |known: &KnownFact| SUBJECT.contains(&known.fact.value.kind());
        let mut changed =
            changed_since(&person, said, known_at) || changed_since(&person, tells_who, found.position);
        let children = children(&mut snapshot, &mut access, person.id, &issued.facts).await?;
        changed |=
            children.iter().any(|child| changed_since(child, |known| is_parent(person.id, known), known_at));
        if issued.names_others && !changed {
            let named = person.facts.iter().filter(|known| said(known));
            let named = named.filter_map(|known| known.fact.value.other());
            let others: BTreeSet<PersonId> = named.chain(children.iter().map(|child| child.id)).collect();
            for other in others {
                match history(&mut snapshot, &mut access, other).await {
                    Ok(other) => {
                        let name = |known: &KnownFact| known.fact.value.kind() == NAME;
                        changed |= changed_since(&other, name, known_at);
                    }
                    Err(OfficeError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        drop(snapshot);
        let answer = StatementCheck::Issued { title: issued.title.clone(), on: issued.on, changed };
        self.answer(&reader, &access, answer).await
    }
}
