//! Booking a time, and cancelling it.

use crate::act::{Office, event};
use crate::actor::Actor;
use crate::appointments::DAYS_AHEAD;
use crate::appointments::event::{AppointmentBooked, AppointmentEvent, VisitState, seats};
use crate::appointments::times::{ClosedWhy, free_lanes, starts, taken};
use crate::appointments::visit::{AppointmentView, Visit, code_hash, expect_state, stream};
use crate::error::{FieldError, OfficeError, Problem};
use crate::letters::check_language;
use kernel::{AppointmentId, Day, EmailAddress, Lang, LetterId, Minute, NameError, NamePart};
use law::offices::OfficeFacts;
use store::SubmitError;

/// A time as somebody wants to book it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookTime {
    /// Office.
    pub office: String,
    /// Service, an id of a procedure.
    pub service: String,
    /// Local day.
    pub day: Day,
    /// Local time.
    pub minute: Minute,
    /// Name of the visitor.
    pub name: String,
    /// Phone; this or an e-mail address is needed.
    pub phone: String,
    /// E-mail; this or a phone number is needed.
    pub email: String,
    /// Language of the visitor.
    pub lang: Lang,
    /// Whether one more visit is wanted though the client has one to come for the same service: two may come.
    pub another: bool,
}

/// A booked visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Number of the booking.
    pub id: AppointmentId,
    /// Code with which it can be seen and cancelled without signing in; it is not kept.
    pub code: String,
    /// The visit.
    pub view: AppointmentView,
}

/// The contact details, checked.
struct Contact {
    name: String,
    phone: String,
    email: String,
}

impl Office {
    /// Books a time. Of two who want the same seat one gets it and the other is told at once.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for what is wrong, field by field; [`OfficeError::Conflict`] with
    /// `seat-taken` when no seat is left at that time, and with `booked-already` when the client has a visit to come for the
    /// same service and did not say that another one is wanted.
    pub async fn book(&self, actor: &Actor, wanted: BookTime) -> Result<Booked, OfficeError> {
        let (office, minutes) = self.place(&wanted.office, &wanted.service)?;
        check_language(wanted.lang)?;
        let contact = contact(&wanted)?;
        self.bookable(office, &wanted, minutes)?;
        if !wanted.another
            && let Some(there) = self.visit_to_come(actor, &wanted.service).await?
        {
            let problem = Problem::new("booked-already").with("day", there.day).with("time", there.minute);
            return Err(OfficeError::Conflict(problem));
        }
        let id = self.draw(AppointmentId::draw);
        let code: String = self.draw(LetterId::draw).to_string().chars().skip(4).collect();
        let mut booked = AppointmentBooked {
            office: wanted.office.clone(),
            service: wanted.service.clone(),
            day: wanted.day,
            minute: wanted.minute,
            minutes,
            lane: 0,
            person: actor.client(),
            name: contact.name,
            phone: contact.phone,
            email: contact.email,
            lang: wanted.lang,
            code_hash: code_hash(id, &code),
        };
        // Every try after a lost seat sees at least one seat fewer, so this ends.
        loop {
            let mut snapshot = self.snapshot(actor).await?;
            let seats = taken(&mut snapshot, &wanted.office, wanted.day, wanted.day).await?;
            let lanes = free_lanes(office, &seats, wanted.day, wanted.minute, minutes);
            drop(snapshot);
            let lost = || OfficeError::Conflict(Problem::new("seat-taken"));
            let count = u64::try_from(lanes.len()).unwrap_or(0);
            // Chance spreads those who come at once over the lanes.
            let pick = usize::try_from(self.draw(|chance| chance.below(count))).unwrap_or(0);
            booked.lane = *lanes.get(pick).ok_or_else(lost)?;
            let happened = AppointmentEvent::AppointmentBooked(booked.clone());
            let mut submission = self.submission(actor);
            submission.expect.push((stream(id), 0));
            submission.events.push(event(stream(id), happened.kind(), &happened)?);
            submission.note.clone_from(&code);
            submission.jobs.extend(self.reminder_job(id, &booked));
            match self.submit(submission).await {
                Ok(_) => return Ok(Booked { id, code, view: Visit::booked(id, &booked).view }),
                Err(SubmitError::Taken { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// The first visit to come that the client who is signed in booked for a service; of anybody else nothing is known.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn visit_to_come(
        &self,
        actor: &Actor,
        service: &str,
    ) -> Result<Option<AppointmentView>, OfficeError> {
        if actor.client().is_none() {
            return Ok(None);
        }
        let now = self.now_local();
        let mut found = self.my_appointments(actor).await?;
        found.retain(|visit| {
            let to_come = (visit.day, visit.minute) >= now;
            visit.service == service && visit.state == VisitState::Booked && to_come
        });
        Ok(found.into_iter().min_by_key(|visit| (visit.day, visit.minute)))
    }

    fn bookable(&self, office: &OfficeFacts, wanted: &BookTime, minutes: u16) -> Result<(), OfficeError> {
        let phone = office.phone.clone().unwrap_or_else(|| self.law().authority().phone.clone());
        let wrong = |field, problem| Err(OfficeError::field(field, problem));
        let spans = match self.bookable_hours(office, wanted.day) {
            Ok(spans) => spans,
            Err(ClosedWhy::HoursUnknown) => {
                return wrong("office", Problem::new("hours-unknown").with("phone", phone));
            }
            Err(ClosedWhy::NotBookable) => {
                return wrong("office", Problem::new("not-bookable").with("phone", phone));
            }
            Err(ClosedWhy::Past) => return wrong("day", Problem::new("past")),
            Err(ClosedWhy::TooFar) => return wrong("day", Problem::new("too-far").with("days", DAYS_AHEAD)),
            Err(_) => return wrong("day", Problem::new("office-closed")),
        };
        if !starts(&spans, minutes).any(|start| start == wanted.minute) {
            let open = |(from, to): &(Minute, Minute)| *from <= wanted.minute && wanted.minute < *to;
            let problem = if !spans.iter().any(open) {
                Problem::new("office-closed")
            } else {
                Problem::new("not-a-time").with("minutes", minutes)
            };
            return wrong("minute", problem);
        }
        if (wanted.day, wanted.minute) <= self.now_local() {
            return wrong("minute", Problem::new("past"));
        }
        Ok(())
    }

    /// Cancels a visit; its seats are free at once.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when it is not the asker's; [`OfficeError::NotNow`] when it is cancelled,
    /// over or under way.
    pub async fn cancel(
        &self,
        actor: &Actor,
        id: AppointmentId,
        code: Option<&str>,
    ) -> Result<AppointmentView, OfficeError> {
        let (visit, access) = self.visit(actor, id, code).await?;
        if actor.officer().is_some() {
            crate::access::check(actor, crate::access::rights::Action::ServeAtCounter)?;
        }
        let mut view = visit.view;
        if view.state == VisitState::Cancelled {
            return Err(OfficeError::NotNow(Problem::new("already-cancelled")));
        }
        expect_state(&view, &[VisitState::Booked])?;
        let happened = AppointmentEvent::AppointmentCancelled {
            office: view.office.clone(),
            day: view.day,
            lane: view.lane,
            seats: seats(view.minute, view.minutes).collect(),
            by_office: actor.officer().is_some(),
        };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), view.version));
        submission.events.push(event(stream(id), happened.kind(), &happened)?);
        self.commit(access.as_ref(), submission).await?;
        view.state = VisitState::Cancelled;
        view.version += 1;
        Ok(view)
    }
}

fn contact(wanted: &BookTime) -> Result<Contact, OfficeError> {
    let mut wrong = Vec::new();
    let name = match wanted.name.parse::<NamePart>() {
        Ok(name) => name.as_str().to_owned(),
        Err(error) => {
            let problem = match error {
                NameError::Empty => Problem::new("name-needed"),
                other => Problem::new("wrong-name").with("why", other),
            };
            wrong.push(FieldError::new("name", problem));
            String::new()
        }
    };
    let (phone, email) = (wanted.phone.trim().to_owned(), wanted.email.trim().to_owned());
    if phone.is_empty() && email.is_empty() {
        wrong.push(FieldError::new("phone", Problem::new("contact-needed")));
    }
    if !phone.is_empty() && !is_phone(&phone) {
        wrong.push(FieldError::new("phone", Problem::new("wrong-phone")));
    }
    if !email.is_empty() && !is_email(&email) {
        wrong.push(FieldError::new("email", Problem::new("wrong-email")));
    }
    if wrong.is_empty() { Ok(Contact { name, phone, email }) } else { Err(OfficeError::Invalid(wrong)) }
}

/// Eight to fifteen digits (ITU-T E.164 allows fifteen), written with spaces, hyphens, brackets and a plus.
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text
        .chars()
        .enumerate()
        .all(|(i, c)| c.is_ascii_digit() || " -()".contains(c) || (c == '+' && i == 0));
    allowed && (8..=15).contains(&digits) && text.len() <= 40
}

/// Whether it is an address of electronic mail.
pub(crate) fn is_email(text: &str) -> bool {
    text.parse::<EmailAddress>().is_ok()
}
