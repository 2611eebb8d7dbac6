//! The queue as the counter sees it, as the waiting room sees it, and the figures of the day.

use super::{Ticket, TicketState};
use crate::access::rights::{Action, actor_may};
use crate::access::{self, Access, Purpose, weigh};
use crate::act::Office;
use crate::actor::Actor;
use crate::appointments::visit;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{AppointmentId, Day, PersonId, TicketId};
use law::Waits;
use std::collections::BTreeMap;
use store::Value;
use store::sql::tickets::{OF_DAY, OF_VISIT, ONE};

/// The queue of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Who waits, whoever is called next first.
    pub waiting: Vec<Ticket>,
    /// Who is at a counter.
    pub called: Vec<Ticket>,
    /// At which counter each officer called last, by the officer's code.
    pub counters: BTreeMap<String, u8>,
    /// The figures of the day.
    pub figures: Figures,
}

/// What the screen of a waiting room shows: numbers and counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Number and counter, whoever was called last first.
    pub called: Vec<(u16, u8)>,
    /// How many wait.
    pub waiting: usize,
}

/// How a day went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// How many took a ticket.
    pub taken: usize,
    /// How many were served.
    pub served: usize,
    /// How many went, or did not come when called.
    pub left: usize,
    /// Minutes that half of those called waited at most; none before the first call.
    pub waited_half: Option<u32>,
    /// Minutes that nineteen of twenty waited at most.
    pub waited_most: Option<u32>,
}

impl Figures {
    fn of(tickets: &[Ticket]) -> Self {
        let count = |state| tickets.iter().filter(|ticket| ticket.state == state).count();
        let mut waited: Vec<i64> = tickets
            .iter()
            .filter_map(|ticket| Some(ticket.called_at?.micros() - ticket.taken_at.micros()))
            .collect();
        waited.sort_unstable();
        // The nearest rank: the smallest of those waits that so many do not exceed.
        let rank = |percent: usize| {
            let rank = (waited.len() * percent).div_ceil(100).max(1);
            let micros = waited.get(rank - 1)?;
            u32::try_from(micros.div_euclid(60_000_000)).ok()
        };
        Self {
            taken: tickets.len(),
            served: count(TicketState::Served),
            left: count(TicketState::Left),
            waited_half: rank(50),
            waited_most: rank(95),
        }
    }
}

/// The tickets of a day.
pub(super) async fn of_day(
    snapshot: &mut Snapshot,
    office: &str,
    day: Day,
) -> Result<Vec<Ticket>, OfficeError> {
    let key = [Value::from(office), Value::from(day.number())];
    snapshot.rows(&OF_DAY, &key).await?.iter().map(Ticket::read).collect()
}

/// The ticket of a visit that is not over.
pub(crate) async fn open_of(
    snapshot: &mut Snapshot,
    visit: AppointmentId,
) -> Result<Option<Ticket>, OfficeError> {
    let rows = snapshot.rows(&OF_VISIT, &[Value::Int(visit.as_i64())]).await?;
    let tickets: Result<Vec<Ticket>, OfficeError> = rows.iter().map(Ticket::read).collect();
    let open = |ticket: &Ticket| matches!(ticket.state, TicketState::Waiting | TicketState::Called);
    Ok(tickets?.into_iter().find(open))
}

/// Who booked the visit of a ticket, if somebody of the register did: to weigh, never to be shown.
pub(super) async fn holder(
    snapshot: &mut Snapshot,
    ticket: &Ticket,
) -> Result<Option<PersonId>, OfficeError> {
    let Some(id) = ticket.visit else { return Ok(None) };
    let sealed = snapshot.events(&visit::stream(id)).await?;
    weigh(sealed, |events| visit::fold(id, events.clone())).map(|found| found.and_then(|one| one.view.person))
}

impl Office {
    /// The queue of an office on a day, in the order in which it is called. No ticket tells of whom whoever asks may
    /// not know.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see lists of work, or to supervise that office; [`OfficeError::Invalid`] for no
    /// office.
    pub async fn queue(&self, actor: &Actor, office: &str, day: Day) -> Result<Queue, OfficeError> {
        let own = actor.officer().is_some_and(|officer| officer.office == office);
        if !(own && actor_may(actor, Action::SuperviseWork)) {
            access::check(actor, Action::ReadWorkLists)?;
        }
        self.has_office(office)?;
        let mut snapshot = self.snapshot(actor).await?;
        let tickets = of_day(&mut snapshot, office, day).await?;
        let tickets = self.seen(&mut snapshot, tickets).await?;
        let figures = Figures::of(&tickets);
        let of = |state| tickets.iter().filter(move |ticket| ticket.state == state).cloned();
        let mut waiting: Vec<Ticket> = of(TicketState::Waiting).collect();
        self.in_order(&mut waiting);
        let called = of(TicketState::Called).collect();
        let mut last: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.called_at.is_some()).collect();
        last.sort_by_key(|ticket| ticket.called_at);
        let counters =
            last.into_iter().filter_map(|one| Some((one.called_by.clone(), one.counter?))).collect();
        Ok(Queue { waiting, called, counters, figures })
    }

    /// What the screen of a waiting room shows, to everybody.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] where there is no such office, or it has no counters.
    pub async fn board(&self, office: &str) -> Result<Board, OfficeError> {
        let counters = self.law().office(office).map_or(0, |facts| facts.counters);
        if counters == 0 {
            return Err(OfficeError::NotFound);
        }
        let tickets = of_day(&mut self.snapshot(&Actor::System).await?, office, self.today()).await?;
        let waiting = tickets.iter().filter(|ticket| ticket.state == TicketState::Waiting).count();
        let mut called: Vec<&Ticket> =
            tickets.iter().filter(|ticket| ticket.state == TicketState::Called).collect();
        called.sort_by_key(|ticket| std::cmp::Reverse((ticket.called_at, ticket.number)));
        let called = called.into_iter().filter_map(|ticket| Some((ticket.number, ticket.counter?))).collect();
        Ok(Board { called, waiting })
    }

    /// A ticket, for the office where it was taken.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none.
    pub(super) async fn ticket(&self, snapshot: &mut Snapshot, id: TicketId) -> Result<Ticket, OfficeError> {
        let row = snapshot.rows(&ONE, &[Value::Int(id.as_i64())]).await?.into_iter().next();
        let ticket = Ticket::read(&row.ok_or(OfficeError::NotFound)?)?;
        let seen = self.seen(snapshot, vec![ticket]).await?;
        seen.into_iter().next().ok_or(OfficeError::NotFound)
    }

    /// Those of whom whoever reads may know.
    async fn seen(&self, snapshot: &mut Snapshot, tickets: Vec<Ticket>) -> Result<Vec<Ticket>, OfficeError> {
        let mut seen = Vec::with_capacity(tickets.len());
        for ticket in tickets {
            let known = match holder(snapshot, &ticket).await? {
                Some(person) => snapshot.sees(person).await?,
                None => true,
            };
            if known {
                seen.push(ticket);
            }
        }
        Ok(seen)
    }

    /// Puts those who wait into the order of the office file.
    pub(super) fn in_order(&self, waiting: &mut [Ticket]) {
        let now = self.now_local().1;
        let rule = self.law().queue();
        waiting.sort_by_key(|ticket| {
            let arrived = self.zone().local(ticket.taken_at).1;
            let waits = Waits { booked: ticket.booked, arrived, priority: ticket.goes_first };
            (rule.place(&waits, now), ticket.taken_at, ticket.number)
        });
    }

    pub(super) fn has_office(&self, office: &str) -> Result<&law::OfficeFacts, OfficeError> {
        let unknown = || OfficeError::field("office", Problem::new("unknown-office").with("office", office));
        self.law().office(office).ok_or_else(unknown)
    }

    /// The right to serve at the counters of an office, and to see who waits there.
    pub(super) fn at_counter(&self, actor: &Actor, fields: &'static str) -> Result<Access, OfficeError> {
        access::check(actor, Action::ServeAtCounter)?;
        Ok(self.authorise(actor, Action::ReadWorkLists, None, Purpose::Duty, false, fields)?)
    }
}
