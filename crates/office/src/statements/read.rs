//! Statements that were issued: the list of a person's, and the same bytes again.

use super::content::CHILD;
use super::event::{IssuedStatement, StatementEvent};
use super::stream;
use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::read::history;
use crate::register::{FactValue, PersonHistory};
use crate::snapshot::Snapshot;
use kernel::{PersonId, StatementId};
use law::Part;
use std::sync::Arc;
use store::Value;
use store::sql::statements::{BY_ID, EVER_CHILDREN, OF_PERSON};

/// A statement that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementView {
    /// The number printed on it.
    pub id: StatementId,
    /// Where the log holds it.
    pub position: i64,
    /// What was issued.
    pub issued: IssuedStatement,
}

/// A statement as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementBytes {
    /// Media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What is read, as the trace names it.
const FIELDS: &str = "statements";

/// A statement of the log.
pub(super) async fn statement(
    snapshot: &mut Snapshot,
    access: &Access,
    id: StatementId,
) -> Result<StatementView, OfficeError> {
    let events = access.open(snapshot.events(&stream(id)).await?);
    let first = entries::<StatementEvent>(events)?.into_iter().next();
    let entry = first.ok_or_else(|| OfficeError::Fault(format!("the statement {id} is not in the log")))?;
    let StatementEvent::StatementIssued(issued) = entry.event;
    Ok(StatementView { id, position: entry.position, issued: *issued })
}

/// The records that ever named the person as a parent, where a statement says who the children are.
pub(super) async fn children(
    snapshot: &mut Snapshot,
    access: &mut Access,
    person: PersonId,
    facts: &[String],
) -> Result<Vec<Arc<PersonHistory>>, OfficeError> {
    let mut children = Vec::new();
    if facts.iter().any(|fact| fact == CHILD) {
        for row in snapshot.rows(&EVER_CHILDREN, &[Value::Int(person.as_i64())]).await? {
            let child = PersonId::from_i64(row.int(0)?);
            if snapshot.sees(child).await? {
                children.push(history(snapshot, access, child).await?);
            }
        }
    }
    Ok(children)
}

/// Whether whoever reads may have what was issued: nothing that is hidden from them stands on it.
async fn told(
    snapshot: &mut Snapshot,
    access: &Access,
    issued: &IssuedStatement,
) -> Result<bool, OfficeError> {
    let (sight, shields) = snapshot.sight().await?;
    let hides = |person, part| sight.hidden(&shields, person, part);
    let says = |kind: &str| issued.facts.iter().any(|known| known == kind);
    if hides(issued.person, Part::Record)
        || says("residence") && hides(issued.person, Part::Address)
        || says("document") && hides(issued.person, Part::Documents)
    {
        return Ok(false);
    }
    let whole = access.open(snapshot.whole(issued.person).await?);
    let named = whole.facts.iter().map(|known| &known.fact.value).filter(|value| says(value.kind()));
    let mut others: Vec<PersonId> = named.filter_map(FactValue::other).collect();
    if says(CHILD) {
        for row in snapshot.rows(&EVER_CHILDREN, &[Value::Int(issued.person.as_i64())]).await? {
            others.push(PersonId::from_i64(row.int(0)?));
        }
    }
    Ok(!others.into_iter().any(|other| hides(other, Part::Record)))
}

impl Office {
    /// The statements about a person, the newest first.
    ///
    /// # Errors
    /// As [`Self::person`].
    pub async fn statements_of(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
    ) -> Result<Vec<StatementView>, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut access =
            self.may(&mut snapshot, (actor, purpose), Action::ReadPerson, person, FIELDS).await?;
        history(&mut snapshot, &mut access, person).await?;
        let mut list = Vec::new();
        for row in snapshot.rows(&OF_PERSON, &[Value::Int(person.as_i64())]).await? {
            let view = statement(&mut snapshot, &access, StatementId::from_i64(row.int(0)?)).await?;
            if told(&mut snapshot, &access, &view.issued).await? {
                list.push(view);
            }
        }
        drop(snapshot);
        self.answer(actor, &access, list).await
    }

    /// The statements about the client and those for whom the client can act, the newest first.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn my_statements(&self, actor: &Actor) -> Result<Vec<StatementView>, OfficeError> {
        let mut list = Vec::new();
        for person in self.represented(actor).await? {
            list.extend(self.statements_of(actor, &Purpose::Own, person.id).await?);
        }
        list.sort_by_key(|statement| std::cmp::Reverse(statement.position));
        Ok(list)
    }

    /// A statement as a file, the same bytes whenever it is asked for. `form` is `json` or a language.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none in this form, or it is not the asker's.
    pub async fn statement_file(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: StatementId,
        form: &str,
    ) -> Result<StatementBytes, OfficeError> {
        if *actor == Actor::Anonymous {
            return Err(Denied::SignIn.into());
        }
        let mut snapshot = self.snapshot(actor).await?;
        let row = snapshot.row(&BY_ID, &[Value::Int(id.as_i64())]).await?;
        let person = match row.map(|row| row.int(0).map(PersonId::from_i64)).transpose()? {
            Some(person) if snapshot.sees(person).await? => person,
            _ => {
                // Whoever may read nobody is not told what there is.
                self.authorise(actor, Action::ReadPerson, None, purpose.clone(), true, FIELDS)?;
                return Err(OfficeError::NotFound);
            }
        };
        let access = self.may(&mut snapshot, (actor, purpose), Action::ReadPerson, person, FIELDS).await?;
        let found = statement(&mut snapshot, &access, id).await?;
        if !told(&mut snapshot, &access, &found.issued).await? {
            return Err(OfficeError::NotFound);
        }
        let file = found.issued.files.iter().find(|file| file.form == form).ok_or(OfficeError::NotFound)?;
        let missing = || OfficeError::Fault("the bytes of a statement are missing".to_owned());
        let blob = access.open(snapshot.blob(&stream(id), &file.blob).await?.ok_or_else(missing)?);
        drop(snapshot);
        let bytes = StatementBytes { media_type: blob.media_type, bytes: blob.bytes };
        self.answer(actor, &access, bytes).await
    }
}
