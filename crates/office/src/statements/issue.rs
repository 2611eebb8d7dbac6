//! Issuing a statement: asked for, checked, written in every form, kept, and noted in the log.

use super::compose::Sheet;
use super::content::Content;
use super::event::{IssuedStatement, JSON, StatementEvent, StatementFile};
use super::read::{StatementView, children};
use super::stream;
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{FieldError, OfficeError, Problem};
use crate::letters::{set, unwritten};
use crate::register::change::EntryError;
use crate::register::person::LATEST;
use crate::register::read::{When, history};
use crate::register::sane;
use crate::register::write::withheld;
use crate::snapshot::Snapshot;
use documents::letter::printable;
use kernel::{CheckCode, Day, Lang, PartialDate, PersonId, PersonName, StatementId};
use law::Part;
use law::register::StatementKind;
use std::collections::BTreeMap;
use store::Blob;

/// Most characters of the recipient.
const RECIPIENT_MAX: usize = 200;
/// Most characters of what it is for.
const USE_MAX: usize = 300;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRequest {
    /// Code of the kind of statement.
    pub kind: String,
    /// Whom it is about.
    pub person: PersonId,
    /// The day on which it is true, and the moment at which it was known.
    pub when: When,
    /// To whom it will be shown.
    pub recipient: String,
    /// What for.
    pub intended_use: String,
    /// Its language; the original in the state language always comes with it.
    pub lang: Lang,
}

/// A request without fault.
struct Checked<'a> {
    kind: &'a StatementKind,
    as_of: Day,
    recipient: String,
    intended_use: String,
}

impl Office {
    /// Issues a statement about the client, a minor child of theirs, or the person whom an officer serves.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::NotFound`] for a person who is not there, not the
    /// client's, or not known at that moment; [`OfficeError::Invalid`] for fields that are wrong;
    /// [`OfficeError::NotNow`] for a record that was given up for another.
    pub async fn issue_statement(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        wanted: StatementRequest,
    ) -> Result<StatementView, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let action = Action::IssueStatement;
        let mut access =
            self.may(&mut snapshot, (actor, purpose), action, wanted.person, "statement").await?;
        let checked = self.check_request(&wanted)?;
        let person = history(&mut snapshot, &mut access, wanted.person).await?;
        let known_at = wanted.when.position(&mut snapshot).await?;
        if let Some(into) = person.merged_into(LATEST) {
            return Err(EntryError::Merged(into).into());
        }
        if !person.known_at(known_at) {
            return Err(OfficeError::NotFound);
        }
        let Checked { kind, as_of, recipient, intended_use } = checked;
        // Of a day before the birth there is nothing to state.
        sane::after_birth(&person, "as_of", &PartialDate::Day(as_of))?;
        // A statement does not say that there is no address where there is one.
        for (fact, part) in [("residence", Part::Address), ("document", Part::Documents)] {
            if kind.facts.iter().any(|kind| kind == fact) && snapshot.hides(person.id, part).await? {
                return Err(withheld());
            }
        }
        let children = children(&mut snapshot, &mut access, person.id, &kind.facts).await?;
        let content = Content::of(&person, &children, kind, as_of, known_at);
        let others = if kind.names_others { content.others() } else { Vec::new() };
        let names = names(&mut snapshot, &mut access, &others, (as_of, known_at)).await?;
        drop(snapshot);
        let id = self.draw(StatementId::draw);
        let mut issued = IssuedStatement {
            kind: kind.code.clone(),
            title: kind.name.clone(),
            facts: kind.facts.clone(),
            names_others: kind.names_others,
            person: person.id,
            as_of,
            known_at,
            recipient,
            intended_use,
            check_code: self.draw(CheckCode::draw),
            by: actor.officer().map(|officer| officer.id.clone()),
            on: self.today(),
            files: Vec::new(),
        };
        let subject = person.today(issued.on);
        let sheet = Sheet {
            office: self,
            id,
            issued: &issued,
            kind,
            subject: &subject,
            content: &content,
            names: &names,
        };
        issued.files = self.keep(&sheet, wanted.lang).await?;
        let stream = stream(id);
        let statement = StatementEvent::StatementIssued(Box::new(issued.clone()));
        let mut submission = self.submission(actor);
        submission.expect.push((stream.clone(), 0));
        submission.events.push(event(stream, statement.kind(), &statement)?);
        let committed = self.commit(Some(&access), submission).await?;
        Ok(StatementView { id, position: committed.position, issued })
    }

    fn check_request(&self, wanted: &StatementRequest) -> Result<Checked<'_>, OfficeError> {
        let mut wrong = Vec::new();
        let kinds = self.law().register().statements();
        let kind = kinds.iter().find(|kind| kind.code == wanted.kind);
        if kind.is_none() {
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.code.as_str()).collect();
            let problem = Problem::new("not-one-of").with("value", &wanted.kind);
            wrong.push(FieldError::new("kind", problem.with("allowed", codes.join(", "))));
        }
        wrong.extend(unwritten(wanted.lang));
        let as_of = wanted.when.as_of.unwrap_or_else(|| self.today());
        if as_of > self.today() {
            wrong.push(FieldError::new("as_of", Problem::new("future-day")));
        }
        let mut text = |field: &'static str, text: &str, max: usize| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                wrong.push(FieldError::new(field, Problem::new("required")));
            } else if text.chars().count() > max {
                wrong.push(FieldError::new(field, Problem::new("too-long").with("max", max)));
            } else if !printable(&text) {
                // Whoever asks is still there and can write it otherwise.
                wrong.push(FieldError::new(field, Problem::new("unprintable")));
            }
            text
        };
        let recipient = text("recipient", &wanted.recipient, RECIPIENT_MAX);
        let intended_use = text("intended_use", &wanted.intended_use, USE_MAX);
        match kind {
            Some(kind) if wrong.is_empty() => Ok(Checked { kind, as_of, recipient, intended_use }),
            _ => Err(OfficeError::Invalid(wrong)),
        }
    }

    /// Writes the statement in every form and keeps the bytes: the original, the translation that was asked for,
    /// and the form for programs.
    async fn keep(&self, sheet: &Sheet<'_>, lang: Lang) -> Result<Vec<StatementFile>, OfficeError> {
        let mut files = Vec::new();
        let mut languages = vec![Lang::LV];
        languages.extend((lang != Lang::LV).then_some(lang));
        for lang in languages {
            let bytes = set(sheet.letter(lang))
                .await?
                .map_err(|error| OfficeError::Fault(format!("the statement cannot be set: {error}")))?;
            files.push(self.keep_bytes(sheet.id, lang.code(), "application/pdf", bytes).await?);
        }
        let bytes = serde_json::to_vec_pretty(&sheet.json())
            .map_err(|e| OfficeError::Fault(format!("a statement cannot be written: {e}")))?;
        files.push(self.keep_bytes(sheet.id, JSON, "application/json", bytes).await?);
        Ok(files)
    }

    async fn keep_bytes(
        &self,
        id: StatementId,
        form: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<StatementFile, OfficeError> {
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let blob =
            self.store().put_blob(&stream(id), &Blob { media_type: media_type.to_owned(), bytes }).await?;
        Ok(StatementFile { form: form.to_owned(), blob, bytes: length })
    }
}

/// The names of others on the day; the trace names each of them.
async fn names(
    snapshot: &mut Snapshot,
    access: &mut Access,
    others: &[PersonId],
    (day, known_at): (Day, i64),
) -> Result<BTreeMap<PersonId, PersonName>, OfficeError> {
    let mut names = BTreeMap::new();
    for other in others {
        match access.listed(snapshot, *other).await {
            Ok(Some(person)) => names.extend(person.on(day, known_at).name().map(|name| (*other, name))),
            Ok(None) | Err(OfficeError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(names)
}
