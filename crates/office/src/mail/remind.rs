//! Reminding of a visit the day before it, whoever booked it signed in and chose e-mail for messages.

use super::send::{lang, notice_id};
use super::{Notice, REMIND, Says};
use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::appointments::VisitState;
use crate::appointments::event::{AppointmentBooked, AppointmentEvent};
use crate::appointments::visit::{fold, stream};
use crate::error::OfficeError;
use kernel::{AppointmentId, Minute};
use store::{NewJob, SubmitError};

/// The hour of the day before at which it is sent.
const HOUR: u16 = 10;

impl Office {
    /// The job that reminds of a visit; none of one that is nearer than that, or that nobody who is known booked.
    pub(crate) fn reminder_job(&self, id: AppointmentId, booked: &AppointmentBooked) -> Option<NewJob> {
        let before = booked.day.plus_days(-1).ok().filter(|_| self.mails() && booked.person.is_some())?;
        let run_at = self.zone().instant(before, Minute::new(HOUR * 60).ok()?);
        (run_at > self.now()).then(|| NewJob { run_at, ..self.job(REMIND, id) })
    }

    /// Reminds of a visit that is still to come.
    pub(crate) async fn remind(&self, id: AppointmentId, attempts: u32) -> Result<(), OfficeError> {
        let mut access =
            self.authorise(&Actor::System, Action::ReadPerson, None, Purpose::Duty, false, "channels")?;
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let events = access.open(snapshot.events(&stream(id)).await?);
        let Some(visit) = fold(id, events)?.map(|visit| visit.view) else { return Ok(()) };
        let wanted =
            visit.state == VisitState::Booked && visit.reminder.is_none() && visit.day > self.today();
        let Some(person) = visit.person.filter(|_| wanted) else { return Ok(()) };
        let history = access.whole(&mut snapshot, person).await?;
        let to = self.mail_address(&mut snapshot, &access, &history, &[person]).await?;
        drop(snapshot);
        let Some(to) = to else { return Ok(()) };
        if to.is_ok() {
            self.relay_is_ready(attempts)?;
        }
        self.answer(&Actor::System, &access, ()).await?;
        let unsent = match to {
            Err(unsent) => Some(unsent),
            Ok(to) => {
                let says = Says::Visit { on: visit.day };
                let id = notice_id(&format!("{REMIND}:{id}"));
                let notice = Notice { id, to, lang: lang(visit.lang), says, at: self.now() };
                self.hand_to_relay(&notice, attempts).await?
            }
        };
        let on = self.today();
        let happened = match unsent {
            None => AppointmentEvent::VisitorReminded { on },
            Some(why) => AppointmentEvent::VisitorNotReminded { why, on },
        };
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((stream(id), visit.version));
        submission.events.push(event(stream(id), happened.kind(), &happened)?);
        match self.submit(submission).await {
            // It was cancelled or began meanwhile: nobody needs to know of the reminder any more.
            Ok(_) | Err(SubmitError::Stale { .. }) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }
}
