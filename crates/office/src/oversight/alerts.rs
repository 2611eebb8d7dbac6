//! Alerts as the oversight officer sees and settles them.

use super::event::{AlertEvent, Finding};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Entry, Office, entries, event};
use crate::actor::Actor;
use crate::audit::AccessEntry;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{AlertId, PersonId, Timestamp};
use store::sql::protection::{ALERT_COUNT, OPEN_ALERTS, SETTLED_ALERTS};
use store::{StreamId, Value};

/// Alerts on one page.
pub const PAGE: u16 = 50;
const WORDS_MAX: usize = 2_000;
const FIELDS: &str = "alerts";

/// The reading that made an alert, as the trace has it.
pub type Reading = AccessEntry;

/// What somebody said of an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What was found.
    pub finding: Finding,
    /// In words.
    pub words: String,
    /// Who, as the log names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertView {
    /// Its number.
    pub id: AlertId,
    /// Where the log holds it.
    pub position: i64,
    /// The rule.
    pub rule: String,
    /// Who read, as the log names them.
    pub officer: String,
    /// The officer's name, where it is one of the staff.
    pub officer_name: Option<String>,
    /// Who was read.
    pub subject: Option<PersonId>,
    /// When the reading was that made it so.
    pub at: Timestamp,
    /// The reading, by its position in the trace.
    pub reading: i64,
    /// How many there were, where that counts.
    pub count: u32,
    /// How many are usual.
    pub usual: u32,
    /// What somebody said of it.
    pub settled: Option<Settled>,
    /// Whether whoever asks may settle it: it is open, and about somebody else.
    pub may_settle: bool,
}

/// A page of alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertPage {
    /// The newest first.
    pub items: Vec<AlertView>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<String>,
    /// How many are open.
    pub open: u64,
}

pub(crate) fn stream(id: AlertId) -> StreamId {
    StreamId::new("alert", id)
}

/// `POSITION.ID`, as [`AlertPage::next`] gives it.
fn cursor(text: &str) -> Option<[Value; 2]> {
    let (position, id) = text.split_once('.')?;
    let id: AlertId = id.parse().ok()?;
    Some([Value::Int(position.parse().ok()?), Value::Int(id.as_i64())])
}

impl Office {
    fn overseeing(&self, actor: &Actor) -> Result<Access, OfficeError> {
        Ok(self.authorise(actor, Action::OverseeReading, None, Purpose::Duty, false, FIELDS)?)
    }

    /// Alerts that wait, or those that were settled; the newest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to oversee readings.
    pub async fn alerts(
        &self,
        actor: &Actor,
        settled: bool,
        after: Option<&str>,
    ) -> Result<AlertPage, OfficeError> {
        let access = self.overseeing(actor)?;
        let from = match after {
            None => [Value::Int(i64::MAX), Value::Int(i64::MAX)],
            Some(text) => cursor(text).ok_or_else(|| OfficeError::no_cursor(text))?,
        };
        let statement = if settled { &SETTLED_ALERTS } else { &OPEN_ALERTS };
        let mut snapshot = self.snapshot(actor).await?;
        let key = [from.as_slice(), &[Value::Int(i64::from(PAGE) + 1)]].concat();
        let rows = snapshot.rows(statement, &key).await?;
        let more = rows.len() > usize::from(PAGE);
        let (mut items, mut next) = (Vec::new(), None);
        for row in rows.iter().take(usize::from(PAGE)) {
            let id = AlertId::from_i64(row.int(0)?);
            next = more.then(|| row.int(3).map(|position| format!("{position}.{id}"))).transpose()?;
            items.push(self.alert_view(&mut snapshot, actor, &access, id).await?.0);
        }
        let open = snapshot.row(&ALERT_COUNT, &[]).await?.map_or(Ok(0), |row| row.int(0))?;
        drop(snapshot);
        let open = u64::try_from(open).unwrap_or(0);
        self.answer(actor, &access, AlertPage { items, next, open }).await
    }

    /// An alert with the reading that made it.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none of this number.
    pub async fn alert(
        &self,
        actor: &Actor,
        id: AlertId,
    ) -> Result<(AlertView, Option<Reading>), OfficeError> {
        let access = self.overseeing(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let (view, _) = self.alert_view(&mut snapshot, actor, &access, id).await?;
        let record = snapshot.trace_after(view.reading - 1, 1).await?.into_iter().next();
        drop(snapshot);
        let reading = record.map(|record| self.access_entry(record));
        self.answer(actor, &access, (view, reading)).await
    }

    /// Says what an alert is. Nobody settles an alert about themselves.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when it was settled before, or is about the actor; [`OfficeError::Invalid`] without words.
    pub async fn settle_alert(
        &self,
        actor: &Actor,
        id: AlertId,
        finding: Finding,
        words: &str,
    ) -> Result<AlertView, OfficeError> {
        let access = self.overseeing(actor)?;
        let words = words.trim();
        match words.chars().count() {
            0 => return Err(OfficeError::field("words", Problem::new("required"))),
            long if long > WORDS_MAX => {
                return Err(OfficeError::field("words", Problem::new("too-long").with("max", WORDS_MAX)));
            }
            _ => {}
        }
        let mut snapshot = self.snapshot(actor).await?;
        let (view, version) = self.alert_view(&mut snapshot, actor, &access, id).await?;
        drop(snapshot);
        if view.settled.is_some() {
            return Err(OfficeError::NotNow(Problem::new("alert-settled")));
        }
        if !view.may_settle {
            return Err(OfficeError::NotNow(Problem::new("alert-own")));
        }
        let happened = AlertEvent::AlertSettled { finding, words: words.to_owned() };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), version));
        submission.events.push(event(stream(id), happened.kind(), &happened)?);
        self.commit(Some(&access), submission).await?;
        let mut snapshot = self.snapshot(actor).await?;
        Ok(self.alert_view(&mut snapshot, actor, &access, id).await?.0)
    }

    async fn alert_view(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        access: &Access,
        id: AlertId,
    ) -> Result<(AlertView, u32), OfficeError> {
        let events = entries::<AlertEvent>(access.open(snapshot.events(&stream(id)).await?))?;
        let version = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let mut view = None;
        for Entry { position, at: when, actor: by, event, .. } in events {
            match event {
                AlertEvent::AlertRaised { rule, officer, subject, at, reading, count, usual } => {
                    let code = officer.strip_prefix("officer:");
                    let own = actor.to_string() == officer
                        || subject.is_some() && actor.officer().is_some_and(|own| own.person == subject);
                    view = Some(AlertView {
                        id,
                        position,
                        rule,
                        officer_name: code.and_then(|code| self.officer(code)).map(|officer| officer.name),
                        officer,
                        subject,
                        at,
                        reading,
                        count,
                        usual,
                        settled: None,
                        may_settle: !own,
                    });
                }
                AlertEvent::AlertSettled { finding, words } => {
                    if let Some(view) = &mut view {
                        view.settled = Some(Settled { finding, words, by, at: when });
                        view.may_settle = false;
                    }
                }
            }
        }
        view.map(|view| (view, version)).ok_or(OfficeError::NotFound)
    }
}
