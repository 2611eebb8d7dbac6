//! Orders to erase: one officer orders what is due up to a day, another approves, and a job carries it out.

use super::event::OrderEvent;
use super::order_stream;
use super::report::FIELDS;
use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::payments::TwoOfficers;
use kernel::{Day, ErasureOrderId, OfficerId};
use store::sql::retention::ORDERS;
use store::{Row, Value};

/// Orders shown at most.
const SHOWN: u32 = 100;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    /// It waits for a second officer.
    Ordered,
    /// It waits to be carried out.
    Approved,
    /// It was refused.
    Refused,
    /// It was carried out.
    Done,
}

impl OrderState {
    /// All states, in the order of an order.
    pub const ALL: [Self; 4] = [Self::Ordered, Self::Approved, Self::Refused, Self::Done];

    /// Its code in lists, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Done => "done",
        }
    }
}

/// An order to erase what is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureOrder {
    /// Its id.
    pub id: ErasureOrderId,
    /// Version of its stream.
    pub version: u32,
    /// Of which procedure; of all when absent.
    pub procedure: Option<String>,
    /// What is due up to this day.
    pub until: Day,
    /// Where it stands.
    pub state: OrderState,
    /// When it was ordered.
    pub on: Day,
    /// Who ordered it.
    pub by: OfficerId,
    /// Who approved it.
    pub approved: Option<String>,
    /// How many cases were erased under it.
    pub erased: u64,
}

impl ErasureOrder {
    fn read(row: &Row) -> Result<Self, OfficeError> {
        let wrong = || OfficeError::Fault("an order to erase cannot be read".to_owned());
        let day = |i: usize| -> Result<Day, OfficeError> {
            let number = i32::try_from(row.int(i)?).map_err(|_| wrong())?;
            Day::from_number(number).map_err(|_| wrong())
        };
        let state = row.text(3)?;
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(Self {
            id: ErasureOrderId::from_i64(row.int(0)?),
            version: 0,
            procedure: some(row.text(1)?),
            until: day(2)?,
            state: OrderState::ALL.into_iter().find(|known| known.code() == state).ok_or_else(wrong)?,
            on: day(4)?,
            by: row.text(5)?.parse().map_err(|_| wrong())?,
            approved: some(row.text(6)?),
            erased: u64::try_from(row.int(7)?).unwrap_or(0),
        })
    }
}

impl Office {
    /// Orders that what is due up to `until` be erased; another officer has to approve it.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Invalid`] for a day ahead or an unknown procedure.
    pub async fn order_erasure(
        &self,
        actor: &Actor,
        procedure: Option<String>,
        until: Day,
    ) -> Result<ErasureOrderId, OfficeError> {
        let (access, by) = self.erasing(actor, Action::OrderErasure)?;
        self.known_procedure(procedure.as_deref())?;
        if until > self.today() {
            return Err(OfficeError::field("until", Problem::new("future-day")));
        }
        let id = self.draw(ErasureOrderId::draw);
        let ordered = OrderEvent::ErasureOrdered { procedure, until, by, on: self.today() };
        self.note_order(actor, &access, (id, 0), &ordered).await?;
        Ok(id)
    }

    /// Approves an order that another gave; a job carries it out.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none; [`OfficeError::NotNow`] when it waits for nobody, or for another.
    pub async fn approve_erasure(&self, actor: &Actor, id: ErasureOrderId) -> Result<(), OfficeError> {
        let (access, by) = self.erasing(actor, Action::ApproveErasure)?;
        let order = self.waiting_order(id).await?;
        let same = |_| OfficeError::NotNow(Problem::new("erasure-same-person"));
        let officers = TwoOfficers::new(order.by, by).map_err(same)?;
        let approved = OrderEvent::ErasureApproved { officers, on: self.today() };
        self.note_order(actor, &access, (id, order.version), &approved).await
    }

    /// Refuses an order, or gives it up.
    ///
    /// # Errors
    /// As [`Self::approve_erasure`].
    pub async fn refuse_erasure(&self, actor: &Actor, id: ErasureOrderId) -> Result<(), OfficeError> {
        let (access, by) = self.erasing(actor, Action::ApproveErasure)?;
        let order = self.waiting_order(id).await?;
        let refused = OrderEvent::ErasureRefused { by, on: self.today() };
        self.note_order(actor, &access, (id, order.version), &refused).await
    }

    /// The orders, the newest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right.
    pub async fn erasure_orders(&self, actor: &Actor) -> Result<Vec<ErasureOrder>, OfficeError> {
        let access = self.authorise(actor, Action::ReadRetention, None, Purpose::Duty, false, FIELDS)?;
        let orders = self.orders("").await?;
        self.answer(actor, &access, orders).await
    }

    pub(super) async fn orders_in(&self, state: OrderState) -> Result<Vec<ErasureOrder>, OfficeError> {
        self.orders(state.code()).await
    }

    async fn orders(&self, state: &str) -> Result<Vec<ErasureOrder>, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let mut list = Vec::new();
        for row in snapshot.rows(&ORDERS, &[Value::from(state), Value::from(SHOWN)]).await? {
            let order = ErasureOrder::read(&row)?;
            let version = snapshot.version(&order_stream(order.id)).await?;
            list.push(ErasureOrder { version, ..order });
        }
        Ok(list)
    }

    async fn waiting_order(&self, id: ErasureOrderId) -> Result<ErasureOrder, OfficeError> {
        let order = self.orders("").await?.into_iter().find(|order| order.id == id);
        let order = order.ok_or(OfficeError::NotFound)?;
        match order.state {
            OrderState::Ordered => Ok(order),
            other => Err(OfficeError::NotNow(Problem::new("erasure-state").with("order", other.code()))),
        }
    }

    async fn note_order(
        &self,
        actor: &Actor,
        access: &Access,
        (id, version): (ErasureOrderId, u32),
        said: &OrderEvent,
    ) -> Result<(), OfficeError> {
        let mut submission = self.submission(actor);
        submission.expect.push((order_stream(id), version));
        submission.events.push(event(order_stream(id), said.kind(), said)?);
        if matches!(said, OrderEvent::ErasureApproved { .. }) {
            submission.jobs.push(self.job("erase", id));
        }
        self.commit(Some(access), submission).await.map(|_| ())
    }

    /// The right to order or approve, and who has it.
    fn erasing(&self, actor: &Actor, action: Action) -> Result<(Access, OfficerId), OfficeError> {
        let access = self.authorise(actor, action, None, Purpose::Duty, false, FIELDS)?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        Ok((access, officer.id.clone()))
    }
}
