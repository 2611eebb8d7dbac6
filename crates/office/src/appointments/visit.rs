//! A visit as its visitor and the counter see it: reading, checking in, finishing, missing.

use crate::access::rights::Action;
use crate::access::situation::{Kind, Matter};
use crate::access::{self, Access, Denied, Purpose, Standing};
use crate::act::{Entry, Office, entries, event};
use crate::actor::{Actor, Officer};
use crate::appointments::event::{AppointmentBooked, AppointmentEvent, VisitState};
use crate::appointments::ticket::TicketTaken;
use crate::appointments::ticket::call::end;
use crate::appointments::ticket::read::open_of;
use crate::error::{OfficeError, Problem};
use crate::mail::Unsent;
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, Day, Lang, Minute, PersonId, TicketId, Timestamp};
use sha2::{Digest, Sha256};
use store::sql::appointments::{OF_DAY, OF_PERSON};
use store::{Guarded, RecordedEvent, StreamId, Submission, Value};

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentView {
    /// Its id, which is the number of the booking.
    pub id: AppointmentId,
    /// Office.
    pub office: String,
    /// Service.
    pub service: String,
    /// Local day.
    pub day: Day,
    /// Local time.
    pub minute: Minute,
    /// How long it takes.
    pub minutes: u16,
    /// Which counter lane, from 0.
    pub lane: u16,
    /// Name of the visitor, as given.
    pub name: String,
    /// Phone; may be empty.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// Language of the visitor.
    pub lang: Lang,
    /// The person, when the visitor was signed in.
    pub person: Option<PersonId>,
    /// Where it stands.
    pub state: VisitState,
    /// When the visitor arrived.
    pub arrived_at: Option<Timestamp>,
    /// The reminder by e-mail, for a visitor who wanted one.
    pub reminder: Option<Reminder>,
    /// Version of its stream.
    pub version: u32,
}

/// A reminder by e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// The day on which it was sent, or given up.
    pub on: Day,
    /// Why it could not be sent.
    pub unsent: Option<Unsent>,
}

/// A visit with the hash of its code, inside the office.
pub(crate) struct Visit {
    pub view: AppointmentView,
    pub code_hash: String,
}

impl Visit {
    fn fold(id: AppointmentId, list: &[Entry<AppointmentEvent>]) -> Option<Self> {
        let AppointmentEvent::AppointmentBooked(booked) = &list.first()?.event else { return None };
        let mut visit = Self::booked(id, booked);
        for entry in list.iter().skip(1) {
            visit.view.version += 1;
            visit.view.state = match entry.event {
                AppointmentEvent::AppointmentBooked(_) => visit.view.state,
                AppointmentEvent::AppointmentCancelled { .. } => VisitState::Cancelled,
                AppointmentEvent::VisitorArrived { .. } => {
                    visit.view.arrived_at = Some(entry.at);
                    VisitState::CheckedIn
                }
                AppointmentEvent::VisitFinished { .. } => VisitState::Done,
                AppointmentEvent::VisitMissed { .. } => VisitState::Missed,
                AppointmentEvent::VisitorReminded { on } => {
                    visit.view.reminder = Some(Reminder { on, unsent: None });
                    visit.view.state
                }
                AppointmentEvent::VisitorNotReminded { why, on } => {
                    visit.view.reminder = Some(Reminder { on, unsent: Some(why) });
                    visit.view.state
                }
            };
        }
        Some(visit)
    }

    pub(crate) fn booked(id: AppointmentId, booked: &AppointmentBooked) -> Self {
        let view = AppointmentView {
            id,
            office: booked.office.clone(),
            service: booked.service.clone(),
            day: booked.day,
            minute: booked.minute,
            minutes: booked.minutes,
            lane: booked.lane,
            name: booked.name.clone(),
            phone: booked.phone.clone(),
            email: booked.email.clone(),
            lang: booked.lang,
            person: booked.person,
            state: VisitState::Booked,
            arrived_at: None,
            reminder: None,
            version: 1,
        };
        Self { view, code_hash: booked.code_hash.clone() }
    }
}

/// What a counter does with a visit: the visit before it, who reads it, and what is committed.
struct CounterAct {
    view: AppointmentView,
    access: Option<Access>,
    submission: Submission,
}

pub(crate) fn stream(id: AppointmentId) -> StreamId {
    StreamId::new("appointment", id)
}

/// The hash under which the log keeps the code of a booking.
pub(crate) fn code_hash(id: AppointmentId, code: &str) -> String {
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    format!("{:x}", Sha256::digest(format!("{id}:{}", code.to_ascii_uppercase())))
}

pub(crate) fn fold(id: AppointmentId, events: Vec<RecordedEvent>) -> Result<Option<Visit>, OfficeError> {
    Ok(Visit::fold(id, &entries(events)?))
}

async fn sealed(
    snapshot: &mut Snapshot,
    id: AppointmentId,
) -> Result<Guarded<Vec<RecordedEvent>>, OfficeError> {
    Ok(snapshot.events(&stream(id)).await?)
}

impl Office {
    /// Loads a visit for whoever may see it: who booked it, whoever has its code, an officer at a counter.
    pub(crate) async fn visit(
        &self,
        actor: &Actor,
        id: AppointmentId,
        code: Option<&str>,
    ) -> Result<(Visit, Option<Access>), OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        if let Actor::Officer(_) | Actor::System = actor {
            let mut access =
                self.authorise(actor, Action::ReadWorkLists, None, Purpose::Duty, false, "appointment")?;
            let events = access.open(sealed(&mut snapshot, id).await?);
            let visit = fold(id, events)?.ok_or(OfficeError::NotFound)?;
            if let Some(person) = visit.view.person {
                if !snapshot.sees(person).await? {
                    return Err(OfficeError::NotFound);
                }
                access.naming(person);
            }
            return Ok((visit, Some(access)));
        }
        // Whoever shows the code, or is the person who booked, reads what they wrote themselves.
        let found = access::weigh(sealed(&mut snapshot, id).await?, |events| fold(id, events.clone()))?;
        let visit = found.ok_or(OfficeError::NotFound)?;
        let has_code = code.is_some_and(|code| code_hash(id, code) == visit.code_hash);
        let own = actor.client().is_some() && visit.view.person == actor.client();
        if has_code || own { Ok((visit, None)) } else { Err(OfficeError::NotFound) }
    }

    /// A visit.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, or it is not the asker's.
    pub async fn appointment(
        &self,
        actor: &Actor,
        id: AppointmentId,
        code: Option<&str>,
    ) -> Result<AppointmentView, OfficeError> {
        let (visit, access) = self.visit(actor, id, code).await?;
        match access {
            Some(access) => self.answer(actor, &access, visit.view).await,
            None => Ok(visit.view),
        }
    }

    /// The client's visits from today on, also cancelled ones.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_appointments(&self, actor: &Actor) -> Result<Vec<AppointmentView>, OfficeError> {
        let person = actor.client().ok_or(Denied::SignIn)?;
        let access =
            self.authorise(actor, Action::ReadPerson, Some(person), Purpose::Own, true, "appointment")?;
        let mut snapshot = self.snapshot(actor).await?;
        let key = [Value::Int(person.as_i64()), Value::from(self.today().number())];
        let mut list = Vec::new();
        for row in snapshot.rows(&OF_PERSON, &key).await? {
            let id = AppointmentId::from_i64(row.int(0)?);
            list.extend(fold(id, access.open(sealed(&mut snapshot, id).await?))?);
        }
        drop(snapshot);
        self.answer(actor, &access, list.into_iter().map(|visit| visit.view).collect()).await
    }

    /// The visits of an office on a day, in the order of their time.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work.
    pub async fn day_queue(
        &self,
        actor: &Actor,
        office: &str,
        day: Day,
    ) -> Result<Vec<AppointmentView>, OfficeError> {
        let mut access =
            self.authorise(actor, Action::ReadWorkLists, None, Purpose::Duty, false, "appointment")?;
        let mut snapshot = self.snapshot(actor).await?;
        let key = [Value::from(office), Value::from(day.number())];
        let mut list = Vec::new();
        for row in snapshot.rows(&OF_DAY, &key).await? {
            let id = AppointmentId::from_i64(row.int(0)?);
            if let Some(visit) = fold(id, access.open(sealed(&mut snapshot, id).await?))? {
                if let Some(person) = visit.view.person {
                    if !snapshot.sees(person).await? {
                        continue;
                    }
                    access.naming(person);
                }
                list.push(visit.view);
            }
        }
        drop(snapshot);
        self.answer(actor, &access, list).await
    }

    /// The visitor has arrived.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] on another day or when the visit is not expected any more.
    pub async fn check_in(&self, actor: &Actor, id: AppointmentId) -> Result<AppointmentView, OfficeError> {
        let today = self.today();
        let act = self.counter_act(actor, id, |visit, officer| {
            if visit.day != today {
                return Err(OfficeError::NotNow(Problem::new("not-the-day").with("day", visit.day)));
            }
            expect_state(visit, &[VisitState::Booked, VisitState::Missed])?;
            Ok(AppointmentEvent::VisitorArrived { by: officer.id.clone() })
        });
        let CounterAct { mut view, access, submission } = act.await?;
        view.arrived_at = Some(Timestamp::from_micros(submission.at));
        let Some((ticket, taken)) = self.ticket_for(actor, &view).await? else {
            return self.counted(view, VisitState::CheckedIn, access, submission).await;
        };
        self.numbered(ticket, &taken, access.as_ref(), &submission).await?;
        view.version += 1;
        view.state = VisitState::CheckedIn;
        Ok(view)
    }

    /// The ticket under which a visitor waits. Whoever's record is protected from colleagues gets no number that a board
    /// would show: whoever may see them receives them.
    async fn ticket_for(
        &self,
        actor: &Actor,
        view: &AppointmentView,
    ) -> Result<Option<(TicketId, TicketTaken)>, OfficeError> {
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        if let Some(person) = view.person
            && self.snapshot(actor).await?.protection(person).await?.needs().is_some()
        {
            return Ok(None);
        }
        let facts = self.law().office(&view.office).filter(|facts| facts.counters > 0);
        let visit = Some((view.id, view.minute));
        Ok(facts.map(|facts| self.new_ticket(facts, officer, "", false, visit)))
    }

    /// The visitor was served.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when the visitor is not checked in.
    pub async fn finish_visit(
        &self,
        actor: &Actor,
        id: AppointmentId,
    ) -> Result<AppointmentView, OfficeError> {
        let act = self.counter_act(actor, id, |visit, officer| {
            expect_state(visit, &[VisitState::CheckedIn])?;
            Ok(AppointmentEvent::VisitFinished { by: officer.id.clone() })
        });
        let CounterAct { view, access, mut submission } = act.await?;
        let waits = open_of(&mut self.snapshot(actor).await?, id).await?;
        if let (Some(ticket), Some(officer)) = (waits, actor.officer()) {
            end(&mut submission, &ticket, officer, true)?;
        }
        self.counted(view, VisitState::Done, access, submission).await
    }

    /// The visitor did not come.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] before the time of the visit, or when the visitor is here.
    pub async fn miss_visit(&self, actor: &Actor, id: AppointmentId) -> Result<AppointmentView, OfficeError> {
        let (today, now) = self.now_local();
        let act = self.counter_act(actor, id, |visit, officer| {
            if (visit.day, visit.minute) > (today, now) {
                return Err(OfficeError::NotNow(Problem::new("visit-state").with("state", "still ahead")));
            }
            expect_state(visit, &[VisitState::Booked])?;
            Ok(AppointmentEvent::VisitMissed { by: officer.id.clone() })
        });
        let CounterAct { view, access, submission } = act.await?;
        self.counted(view, VisitState::Missed, access, submission).await
    }

    /// What a counter does with a visit, ready to be committed.
    async fn counter_act(
        &self,
        actor: &Actor,
        id: AppointmentId,
        decide: impl FnOnce(&AppointmentView, &Officer) -> Result<AppointmentEvent, OfficeError>,
    ) -> Result<CounterAct, OfficeError> {
        access::check(actor, Action::ServeAtCounter)?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let (visit, mut access) = self.visit(actor, id, None).await?;
        let view = visit.view;
        if let Some(access) = &mut access {
            let mut matter = Matter::plain(Kind::Visit);
            matter.elsewhere = view.office != officer.office;
            if let Some(person) = view.person {
                let mut snapshot = self.snapshot(actor).await?;
                matter.tie = access.tie(&mut snapshot, person).await?;
            }
            access.may(Action::ServeAtCounter, &Standing { matter, emergency: false })?;
        }
        let happened = decide(&view, officer)?;
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), view.version));
        submission.events.push(event(stream(id), happened.kind(), &happened)?);
        Ok(CounterAct { view, access, submission })
    }

    async fn counted(
        &self,
        mut view: AppointmentView,
        becomes: VisitState,
        access: Option<Access>,
        submission: Submission,
    ) -> Result<AppointmentView, OfficeError> {
        self.commit(access.as_ref(), submission).await?;
        view.version += 1;
        view.state = becomes;
        Ok(view)
    }
}

pub(crate) fn expect_state(visit: &AppointmentView, allowed: &[VisitState]) -> Result<(), OfficeError> {
    if allowed.contains(&visit.state) {
        return Ok(());
    }
    Err(OfficeError::NotNow(Problem::new("visit-state").with("state", visit.state.code())))
}
