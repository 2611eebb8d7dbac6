//! Holds: a case that is contested or before a court is held by itself; what else must be kept an officer holds, for
//! reasons in words. The reasons go with the case.

use super::event::HoldEvent;
use super::hold_stream;
use super::report::FIELDS;
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::Case;
use crate::cases::decision::Reasons;
use crate::cases::view::{fold, stream};
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, OfficerId};
use store::Value;
use store::sql::retention::{HELD, HOLDS, IS_THERE};

/// Most characters of reasons.
const REASONS_MAX: usize = 2000;
/// Held cases shown at most.
const SHOWN: u32 = 200;

/// A case that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCase {
    /// The case.
    pub case: CaseId,
    /// Since when.
    pub since: Day,
    /// By whom.
    pub by: String,
}

fn day(number: i64) -> Result<Day, OfficeError> {
    let day = i32::try_from(number).ok().and_then(|number| Day::from_number(number).ok());
    day.ok_or_else(|| OfficeError::Fault("a day of a projection is none".to_owned()))
}

impl Office {
    /// Holds a case, so that it is not erased when its time is over.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is no such case; [`OfficeError::NotNow`] when it is held already;
    /// [`OfficeError::Invalid`] without reasons.
    pub async fn hold_case(&self, actor: &Actor, case: CaseId, reasons: &str) -> Result<(), OfficeError> {
        let (by, reasons) = self.holding(actor, reasons)?;
        self.turn_hold(actor, case, false, HoldEvent::HoldPlaced { reasons, by, on: self.today() }).await
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// As [`Self::hold_case`]; [`OfficeError::NotNow`] when it is not held.
    pub async fn lift_hold(&self, actor: &Actor, case: CaseId, reasons: &str) -> Result<(), OfficeError> {
        let (by, reasons) = self.holding(actor, reasons)?;
        self.turn_hold(actor, case, true, HoldEvent::HoldLifted { reasons, by, on: self.today() }).await
    }

    fn holding(&self, actor: &Actor, reasons: &str) -> Result<(OfficerId, String), OfficeError> {
        crate::access::check(actor, Action::HoldCase)?;
        let by = actor.officer().ok_or(crate::access::Denied::SignIn)?.id.clone();
        let reasons = reasons.split_whitespace().collect::<Vec<_>>().join(" ");
        if reasons.chars().count() > REASONS_MAX {
            return Err(OfficeError::field("reasons", Problem::new("too-long").with("max", REASONS_MAX)));
        }
        if Reasons::new(&reasons).is_none() {
            return Err(OfficeError::field("reasons", Problem::new("reasons-short")));
        }
        Ok((by, reasons))
    }

    async fn turn_hold(
        &self,
        actor: &Actor,
        case: CaseId,
        held: bool,
        hold: HoldEvent,
    ) -> Result<(), OfficeError> {
        let mut access = self.authorise(actor, Action::HoldCase, None, Purpose::Case(case), false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let id = [Value::Int(case.as_i64())];
        if snapshot.row(&IS_THERE, &id).await?.is_none() {
            return Err(OfficeError::NotFound);
        }
        let found = seen(&mut snapshot, &access, case).await?.ok_or(OfficeError::NotFound)?;
        let standing = access.standing(&mut snapshot, &found, None).await?;
        access.may(Action::HoldCase, &standing)?;
        if snapshot.row(&HELD, &id).await?.is_some() != held {
            return Err(OfficeError::NotNow(Problem::new(if held { "not-held" } else { "held-already" })));
        }
        let stream = hold_stream(case);
        let version = snapshot.version(&stream).await?;
        drop(snapshot);
        let mut submission = self.submission(actor);
        submission.expect.push((stream.clone(), version));
        submission.events.push(event(stream, hold.kind(), &hold)?);
        self.commit(Some(&access), submission).await?;
        Ok(())
    }

    /// The cases that officers hold, the newest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right.
    pub async fn held_cases(&self, actor: &Actor) -> Result<Vec<HeldCase>, OfficeError> {
        let access = self.authorise(actor, Action::ReadRetention, None, Purpose::Duty, false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut held = Vec::new();
        for row in snapshot.rows(&HOLDS, &[Value::from(SHOWN)]).await? {
            let (case, by) = (CaseId::from_i64(row.int(0)?), row.text(2)?.to_owned());
            if seen(&mut snapshot, &access, case).await?.is_some() {
                held.push(HeldCase { case, since: day(row.int(1)?)?, by });
            }
        }
        drop(snapshot);
        self.answer(actor, &access, held).await
    }
}

/// The case, if whoever reads may know of it.
async fn seen(snapshot: &mut Snapshot, access: &Access, case: CaseId) -> Result<Option<Case>, OfficeError> {
    let (case, _) = fold(case, access.open(snapshot.events(&stream(case)).await?))?;
    Ok(snapshot.sees_case([case.applicant, case.subject]).await?.then_some(case))
}
