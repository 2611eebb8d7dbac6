//! Booked visits.

use kernel::{AppointmentId, Day, Lang, Minute, PersonId, Timestamp};
use office::appointments::{AppointmentView, BookTime, Booked as OfficeBooked};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A visit to book.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Id of the office.
    #[schema(example = "riga-4", max_length = 40)]
    pub office: String,
    /// Id of the service.
    #[schema(max_length = 80)]
    pub service: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// When the visit begins, at the office.
    #[schema(value_type = String, example = "09:20", pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub time: Minute,
    /// Who comes.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Phone; this or an e-mail address is needed.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub phone: String,
    /// E-mail.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub email: String,
    /// Language of messages: `lv` or `en`.
    #[serde(default = "latvian")]
    #[schema(value_type = String, example = "lv", pattern = "^(lv|en)$")]
    pub lang: Lang,
    /// Whether one more visit is wanted though whoever is signed in has one to come for the same service.
    #[serde(default)]
    pub another: bool,
}

const fn latvian() -> Lang {
    Lang::LV
}

impl From<Book> for BookTime {
    fn from(book: Book) -> Self {
        let Book { office, service, day, time, name, phone, email, lang, another } = book;
        Self { office, service, day, minute: time, name, phone, email, lang, another }
    }
}

/// A visit as it was booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Booked {
    /// The code that cancels it without signing in; shown this once.
    pub cancellation_code: String,
    /// The visit.
    pub appointment: Appointment,
}

impl From<OfficeBooked> for Booked {
    fn from(booked: OfficeBooked) -> Self {
        Self { cancellation_code: booked.code, appointment: booked.view.into() }
    }
}

/// A booked visit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Appointment {
    /// Its id.
    #[schema(value_type = String)]
    pub id: AppointmentId,
    /// Id of the office.
    pub office: String,
    /// Id of the service.
    pub service: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// When it begins.
    #[schema(value_type = String, example = "09:20")]
    pub time: Minute,
    /// How long it takes.
    pub minutes: u16,
    /// Who comes.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Language of messages.
    #[schema(value_type = String)]
    pub lang: Lang,
    /// The person, when somebody signed in booked it.
    #[schema(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// `booked`, `checked-in`, `done`, `missed` or `cancelled`.
    pub state: &'static str,
    /// When the visitor came.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub arrived_at: Option<Timestamp>,
}

impl From<AppointmentView> for Appointment {
    fn from(view: AppointmentView) -> Self {
        Self {
            id: view.id,
            office: view.office,
            service: view.service,
            day: view.day,
            time: view.minute,
            minutes: view.minutes,
            name: view.name,
            phone: view.phone,
            email: view.email,
            lang: view.lang,
            person: view.person,
            state: view.state.code(),
            arrived_at: view.arrived_at,
        }
    }
}
