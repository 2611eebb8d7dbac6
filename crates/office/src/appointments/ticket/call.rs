//! Taking a ticket, calling the next, ending one.

use super::event::{TicketEvent, TicketState, TicketTaken};
use super::read::{self, holder};
use super::{Ticket, stream};
use crate::access::rights::Action;
use crate::access::situation::{Kind, Matter};
use crate::access::{Access, Denied, Standing};
use crate::act::{Office, event};
use crate::actor::{Actor, Officer};
use crate::appointments::event::{AppointmentEvent, VisitState};
use crate::appointments::visit;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, Minute, TicketId};
use law::OfficeFacts;
use store::sql::tickets::LAST_NUMBER;
use store::{Submission, SubmitError, Value};

/// Most tickets of a day at an office: what three digits can show.
const NUMBER_MAX: u16 = 999;

impl Office {
    /// Gives a ticket to somebody who came without a booking.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] at another office; [`OfficeError::Invalid`] for a task that is none here;
    /// [`OfficeError::NotNow`] while the office is closed or has no counters.
    pub async fn take_ticket(
        &self,
        actor: &Actor,
        office: &str,
        task: &str,
        goes_first: bool,
    ) -> Result<Ticket, OfficeError> {
        let access = self.at_counter(actor, "ticket")?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let facts = self.has_office(office)?;
        at_own(&access, officer, office)?;
        self.open_now(facts)?;
        if !self.tasks_at(facts).any(|known| known.id == task) {
            return Err(OfficeError::field("task", Problem::new("unknown-task").with("task", task)));
        }
        let (id, taken) = self.new_ticket(facts, officer, task, goes_first, None);
        self.numbered(id, &taken, None, &self.submission(actor)).await?;
        self.ticket(&mut self.snapshot(actor).await?, id).await
    }

    /// The tasks for which somebody can come to an office.
    pub fn tasks_at<'a>(&'a self, facts: &'a OfficeFacts) -> impl Iterator<Item = &'a law::offices::Task> {
        let services: Vec<_> = self.law().services(self.today());
        self.law().authority().tasks.iter().filter(move |task| {
            let here = services.iter().filter(|one| facts.serves(one.id()));
            here.filter_map(|one| self.law().task_of(one)).any(|of| of.id == task.id)
        })
    }

    /// A ticket that is to be numbered.
    pub(crate) fn new_ticket(
        &self,
        facts: &OfficeFacts,
        officer: &Officer,
        task: &str,
        goes_first: bool,
        visit: Option<(AppointmentId, Minute)>,
    ) -> (TicketId, TicketTaken) {
        let taken = TicketTaken {
            office: facts.id.clone(),
            day: self.today(),
            number: 0,
            task: task.to_owned(),
            visit: visit.map(|(id, _)| id),
            booked: visit.map(|(_, minute)| minute),
            goes_first,
            by: officer.id.clone(),
        };
        (self.draw(TicketId::draw), taken)
    }

    /// Gives a ticket under the next number, together with what else happens then; whoever loses a number to another
    /// takes the one after it.
    pub(crate) async fn numbered(
        &self,
        id: TicketId,
        taken: &TicketTaken,
        access: Option<&Access>,
        beside: &Submission,
    ) -> Result<(), OfficeError> {
        loop {
            let key = [Value::from(taken.office.as_str()), Value::from(taken.day.number())];
            let mut snapshot = self.snapshot(&Actor::System).await?;
            let last = snapshot.rows(&LAST_NUMBER, &key).await?.first().map_or(Ok(0), |row| row.int(0))?;
            drop(snapshot);
            let number = u16::try_from(last + 1).ok().filter(|number| *number <= NUMBER_MAX);
            let number = number.ok_or_else(|| OfficeError::NotNow(Problem::new("tickets-out")))?;
            let happened = TicketEvent::TicketTaken(TicketTaken { number, ..taken.clone() });
            let mut submission = beside.clone();
            submission.expect.push((stream(id), 0));
            submission.events.push(event(stream(id), happened.kind(), &happened)?);
            match self.commit_claims(access, submission).await {
                Ok(_) => return Ok(()),
                // Every number that was lost is one more that is given, so this ends.
                Err(SubmitError::Taken { table: "ticket_number" }) => {}
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// Calls whoever is next to a counter. Of two counters that call at once each gets somebody else.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] with `queue-empty` when nobody waits; [`OfficeError::Conflict`] with `counter-busy` while
    /// somebody is at that counter.
    pub async fn call_next(&self, actor: &Actor, office: &str, counter: u8) -> Result<Ticket, OfficeError> {
        let mut access = self.at_counter(actor, "ticket")?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let facts = self.has_office(office)?;
        at_own(&access, officer, office)?;
        if counter == 0 || counter > facts.counters {
            let problem = Problem::new("unknown-counter").with("most", facts.counters);
            return Err(OfficeError::field("counter", problem));
        }
        let today = self.today();
        loop {
            let mut snapshot = self.snapshot(actor).await?;
            let mut tickets = read::of_day(&mut snapshot, office, today).await?;
            if tickets.iter().any(|one| one.state == TicketState::Called && one.counter == Some(counter)) {
                return Err(OfficeError::Conflict(Problem::new("counter-busy")));
            }
            tickets.retain(|ticket| ticket.state == TicketState::Waiting);
            self.in_order(&mut tickets);
            let mut next = None;
            for ticket in tickets {
                if self.may_receive(&mut access, &mut snapshot, officer, &ticket).await? {
                    next = Some(ticket);
                    break;
                }
            }
            drop(snapshot);
            let ticket = next.ok_or_else(|| OfficeError::NotNow(Problem::new("queue-empty")))?;
            let (office, by) = (office.to_owned(), officer.id.clone());
            let called = TicketEvent::TicketCalled { office, day: today, counter, by };
            let mut submission = self.submission(actor);
            submission.expect.push((stream(ticket.id), ticket.version));
            submission.events.push(event(stream(ticket.id), called.kind(), &called)?);
            match self.submit(submission).await {
                Ok(_) => return self.ticket(&mut self.snapshot(actor).await?, ticket.id).await,
                // Another counter was first: whoever is next now, of whom there is one fewer.
                Err(SubmitError::Stale { .. }) => {}
                Err(SubmitError::Taken { .. }) => {
                    return Err(OfficeError::Conflict(Problem::new("counter-busy")));
                }
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// Whether this officer may receive the holder: not their own visit or that of relatives, and nobody whom they may
    /// not know of.
    async fn may_receive(
        &self,
        access: &mut Access,
        snapshot: &mut Snapshot,
        officer: &Officer,
        ticket: &Ticket,
    ) -> Result<bool, OfficeError> {
        let mut matter = Matter { elsewhere: ticket.office != officer.office, ..Matter::plain(Kind::Visit) };
        if let Some(person) = holder(snapshot, ticket).await? {
            if !snapshot.sees(person).await? {
                return Ok(false);
            }
            matter.tie = access.tie(snapshot, person).await?;
        }
        Ok(access.may(Action::ServeAtCounter, &Standing { matter, emergency: false }).is_ok())
    }

    /// Ends a ticket that was called: its holder was served, or is gone. The visit that was booked ends with it.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for none; [`OfficeError::NotNow`] when it was not called, or is over.
    pub async fn end_ticket(&self, actor: &Actor, id: TicketId, served: bool) -> Result<Ticket, OfficeError> {
        let mut access = self.at_counter(actor, "ticket")?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut ticket = self.ticket(&mut snapshot, id).await?;
        at_own(&access, officer, &ticket.office)?;
        if !self.may_receive(&mut access, &mut snapshot, officer, &ticket).await? {
            return Err(OfficeError::Denied(Denied::Limited(crate::access::policy::Limit::Conflict)));
        }
        // Whoever waits can only be gone; served is who was called.
        let open = match ticket.state {
            TicketState::Called => true,
            TicketState::Waiting => !served,
            TicketState::Served | TicketState::Left => false,
        };
        if !open {
            let problem = Problem::new("ticket-state").with("ticket", ticket.state.code());
            return Err(OfficeError::NotNow(problem));
        }
        let mut submission = self.submission(actor);
        end(&mut submission, &ticket, officer, served)?;
        if let Some(id) = ticket.visit {
            let sealed = snapshot.events(&visit::stream(id)).await?;
            let found = crate::access::weigh(sealed, |events| visit::fold(id, events.clone()))?;
            if let Some(view) = found.map(|one| one.view).filter(|view| view.state == VisitState::CheckedIn) {
                let by = officer.id.clone();
                let happened = match served {
                    true => AppointmentEvent::VisitFinished { by },
                    false => AppointmentEvent::VisitMissed { by },
                };
                submission.expect.push((visit::stream(id), view.version));
                submission.events.push(event(visit::stream(id), happened.kind(), &happened)?);
            }
        }
        drop(snapshot);
        self.commit(None, submission).await?;
        ticket.state = if served { TicketState::Served } else { TicketState::Left };
        ticket.version += 1;
        Ok(ticket)
    }

    fn open_now(&self, facts: &OfficeFacts) -> Result<(), OfficeError> {
        let (today, now) = self.now_local();
        let closed = || OfficeError::NotNow(Problem::new("office-closed"));
        let (open, close) = facts.hours_on(today, &self.country().calendar).map_err(|_| closed())?;
        if facts.counters == 0 || now < open || now >= close {
            return Err(closed());
        }
        Ok(())
    }
}

/// Adds the end of a ticket to what is submitted.
pub(crate) fn end(
    submission: &mut Submission,
    ticket: &Ticket,
    officer: &Officer,
    served: bool,
) -> Result<(), OfficeError> {
    let ended = TicketEvent::TicketEnded {
        served,
        office: ticket.office.clone(),
        day: ticket.day,
        counter: ticket.counter,
        by: officer.id.clone(),
    };
    submission.expect.push((stream(ticket.id), ticket.version));
    submission.events.push(event(stream(ticket.id), ended.kind(), &ended)?);
    Ok(())
}

/// A queue is worked at its own office.
fn at_own(access: &Access, officer: &Officer, office: &str) -> Result<(), OfficeError> {
    let matter = Matter { elsewhere: office != officer.office, ..Matter::plain(Kind::Visit) };
    Ok(access.may(Action::ServeAtCounter, &Standing { matter, emergency: false })?)
}
