//! Offices and their free times.

use super::{Named, Words};
use kernel::{Day, Minute};
use law::offices::{Bookable, Hours, OfficeFacts, OfficeKind};
use office::appointments::{ClosedWhy, FreeDay};
use serde::Serialize;
use utoipa::ToSchema;

/// The offices.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offices {
    /// In the order in which the authority lists them.
    pub items: Vec<Office>,
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Office {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// `headquarters`, `division` or `branch`.
    #[schema(value_type = String)]
    pub kind: OfficeKind,
    /// Town.
    pub town: String,
    /// Street address, when it was verified.
    pub address: Option<String>,
    /// What to know where no address is given.
    pub address_note: Option<Words>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Opening hours of a week; null when they are not known to us.
    pub hours: Option<Vec<OpeningHours>>,
    /// What to know about the hours.
    pub hours_note: Option<Words>,
    /// Whether visits are booked: `no`, `yes`, or `only` when there is no other way.
    #[schema(value_type = String)]
    pub bookable: Bookable,
    /// What else to know.
    pub notes: Vec<Words>,
    /// Where these facts were read, and when.
    pub source: String,
}

/// Opening hours of a day of the week.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningHours {
    /// 1 is Monday, 7 Sunday.
    #[schema(minimum = 1, maximum = 7)]
    pub weekday: u8,
    /// When the doors open.
    #[schema(value_type = String, example = "08:30")]
    pub opens: Minute,
    /// When they close.
    #[schema(value_type = String, example = "16:00")]
    pub closes: Minute,
}

impl From<&OfficeFacts> for Office {
    fn from(facts: &OfficeFacts) -> Self {
        let hours = match &facts.hours {
            Hours::Weekly(week) => Some(
                week.iter()
                    .map(|(day, opens, closes)| OpeningHours {
                        weekday: day.iso(),
                        opens: *opens,
                        closes: *closes,
                    })
                    .collect(),
            ),
            Hours::Unknown => None,
        };
        Self {
            id: facts.id.clone(),
            name: (&facts.name).into(),
            kind: facts.kind,
            town: facts.town.clone(),
            address: facts.address.clone(),
            address_note: facts.address_note.as_ref().map(Words::from),
            phone: facts.phone.clone(),
            email: facts.email.clone(),
            hours,
            hours_note: facts.hours_note.as_ref().map(Words::from),
            bookable: facts.bookable,
            notes: facts.notes.iter().map(Words::from).collect(),
            source: facts.source.clone(),
        }
    }
}

/// An office with what can be done there.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficePage {
    /// The office.
    #[serde(flatten)]
    pub office: Office,
    /// Its services.
    pub services: Vec<ServiceHere>,
}

/// A service at an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceHere {
    /// The service.
    #[serde(flatten)]
    pub service: Named,
    /// The next time that can be booked; null when there is none, or visits are not booked here.
    pub next_free: Option<Slot>,
}

/// A day and a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct Slot {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// The time of day at the office.
    #[schema(value_type = String, example = "09:20")]
    pub time: Minute,
}

/// Free times at an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Seats {
    /// The office.
    pub office: String,
    /// The service.
    pub service: String,
    /// One entry a day.
    pub days: Vec<SeatDay>,
}

/// A day's free times.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatDay {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// Why nothing can be booked on it; null on an open day.
    pub closed: Option<Closed>,
    /// The times that are free.
    pub times: Vec<SeatTime>,
}

/// Why a day is closed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Closed {
    /// `weekend`, `holiday`, `substitute`, `moved`, `not-open`, `hours-unknown`, `not-bookable`, `past` or `too-far`.
    pub reason: &'static str,
    /// The name of the holiday.
    pub name: Option<Words>,
}

/// A time with free seats.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatTime {
    /// When the visit begins.
    #[schema(value_type = String, example = "09:20")]
    pub time: Minute,
    /// How many visitors can still be taken then.
    pub seats: u16,
}

impl From<FreeDay> for SeatDay {
    fn from(free: FreeDay) -> Self {
        let closed = free.closed.as_ref().map(|why| Closed {
            reason: why.code(),
            name: match why {
                ClosedWhy::Holiday(name) | ClosedWhy::Substitute(name) => Some(name.into()),
                _ => None,
            },
        });
        let times = free.times.iter().map(|t| SeatTime { time: t.minute, seats: t.seats }).collect();
        Self { day: free.day, closed, times }
    }
}
