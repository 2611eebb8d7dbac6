//! The words every other crate speaks: ids, days, periods, money, accounts, citations, names, calendars.
//!
//! Everything here is a value: nothing reads a clock, a file or a random source unless it is handed one.
//! What belongs to one country (holidays, forms of the personal code, folding of letters) is data
//! carried by [`Country`] and read from `procedures/<country>/`.

pub mod calendar;
pub mod chance;
pub mod citation;
pub mod clock;
pub mod country;
pub mod day;
pub mod document_number;
pub mod email;
pub mod iban;
pub mod id;
pub mod mod97;
pub mod money;
pub mod names;
pub mod partial_date;
pub mod period;
pub mod personal_code;
mod schema;
pub mod signs;
pub mod spelling;
pub mod term;
pub mod texts;

pub use calendar::{Calendar, CalendarRules, DayOff, Holiday, HolidayRule, MovedDay};
pub use chance::{Chance, OsChance, SeededChance};
pub use citation::Citation;
pub use clock::{Clock, FixedClock, SystemClock, Timestamp};
pub use country::{Country, LegalStatus, Municipality, says_place};
pub use day::{Day, DayError, Minute, Weekday, Zone};
pub use document_number::DocumentNumber;
pub use email::{EmailAddress, EmailError};
pub use iban::{Iban, IbanError};
pub use id::{
    AlertId, AppointmentId, AttachmentId, CaseId, CheckCode, DocumentId, EmergencyId, ErasureOrderId,
    IdError, IncomingId, LetterId, OfficerId, PaymentId, PersonId, RefundId, StatementId, TicketId,
};
pub use money::{Currency, Money, MoneyError};
pub use names::{Folding, NameError, NamePart, PersonName};
pub use partial_date::{Age, DateOrder, LeapBirthday, PartialDate};
pub use period::{Period, PeriodError};
pub use personal_code::{CheckDigit, CheckRule, CodeError, CodeForm, CodeScheme, PersonalCode};
pub use spelling::{Respelling, Spelling};
pub use term::{Term, TermError, TermUnit};
pub use texts::{Lang, LangError, Text};
