//! From events to projections: a function of the event alone, so that a rebuild gives the same rows.

mod cases;
mod pairs;
mod payments;
mod post;
mod protection;
mod retention;
mod tickets;

use crate::appointments::event::AppointmentEvent;
use crate::channels::ChannelsEvent;
use crate::emergencies::event::EmergencyEvent;
use crate::issuance::event::DocumentEvent;
use crate::letters::LetterEvent;
use crate::mail::MailEvent;
use crate::passkeys::event::OfficerEvent;
use crate::ratings::RatingEvent;
use crate::register::household;
use crate::register::{FactValue, PersonEvent, ReviewOutcome};
use crate::statements::StatementEvent;
use crate::tables;
use kernel::{
    AppointmentId, CaseId, DocumentId, EmergencyId, Folding, LetterId, PartialDate, PersonId, StatementId,
};
use serde::de::DeserializeOwned;
use std::str::FromStr;
use store::{Change, Projector, RecordedEvent, Table, Value};

/// Projects the events of the office.
pub struct OfficeProjector {
    folding: Folding,
}

impl OfficeProjector {
    /// A projector that folds names as the country does.
    #[must_use]
    pub const fn new(folding: Folding) -> Self {
        Self { folding }
    }
}

impl Projector for OfficeProjector {
    fn project(&self, event: &RecordedEvent) -> Result<Vec<Change>, String> {
        let (stream, id) = event.stream.parts();
        match stream {
            "person" => self.person(read_id(id)?, event.position, &body(event)?),
            "case" => Ok(cases::changes(read_id(id)?, &body(event)?)),
            "appointment" => Ok(appointment(read_id(id)?, &body(event)?)),
            "ticket" => Ok(tickets::changes(read_id(id)?, event, &body(event)?)),
            "document" => Ok(document(read_id(id)?, &body(event)?)),
            "letter" => Ok(letter(read_id(id)?, &body(event)?)),
            "pair" => Ok(pairs::said(read_id(id)?, event.position, &body(event)?)),
            "looked" => Ok(pairs::looked(id, &body(event)?)),
            "protection" => Ok(protection::protection(read_id(id)?, event, &body(event)?)),
            "watched" => Ok(protection::watched(read_id(id)?, event.position, &body(event)?)),
            "alert" => Ok(protection::alert(read_id(id)?, event.position, &body(event)?)),
            // Read by its stream alone.
            "channels" => body::<ChannelsEvent>(event).map(|_| Vec::new()),
            "mail" => body::<MailEvent>(event).map(|_| Vec::new()),
            "officer" => body::<OfficerEvent>(event).map(|_| Vec::new()),
            "emergency" => Ok(emergency(read_id(id)?, event.position, &body(event)?)),
            "payment" => Ok(payments::payment(read_id(id)?, &body(event)?)),
            "incoming" => Ok(post::incoming(read_id(id)?, event.position, &body(event)?)),
            "refund" => Ok(payments::refund(read_id(id)?, &body(event)?)),
            "statement" => Ok(statement(read_id(id)?, event.position, &body(event)?)),
            "rating" => Ok(rating(read_id(id)?, &body(event)?)),
            "hold" => Ok(retention::hold(read_id(id)?, &body(event)?)),
            "erasure-order" => Ok(retention::order(read_id(id)?, &body(event)?)),
            "erasure" => Ok(retention::erasure(read_id(id)?, &body(event)?)),
            other => Err(format!("there is no stream of the kind `{other}`")),
        }
    }

    fn tables(&self) -> &'static [&'static Table] {
        tables::ALL
    }
}

fn read_id<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|e: T::Err| format!("the stream's id cannot be read: {e}"))
}

fn body<E: DeserializeOwned>(event: &RecordedEvent) -> Result<E, String> {
    serde_json::from_slice(&event.body).map_err(|e| format!("the body cannot be read: {e}"))
}

impl OfficeProjector {
    fn person(&self, id: PersonId, position: i64, event: &PersonEvent) -> Result<Vec<Change>, String> {
        let person = Value::Int(id.as_i64());
        let (retired, facts, _) = event.parts();
        let mut changes = Vec::new();
        for seq in retired {
            let key = vec![person.clone(), Value::Int(*seq)];
            let columns = vec![("known_to", Value::Int(position))];
            changes.push(Change::Set(&tables::FACT, key.clone(), columns.clone()));
            changes.push(Change::Set(&tables::RESIDENCE, key.clone(), columns));
        }
        changes.extend(record(&person, position, event));
        changes.extend(pairs::joined(id, position, event));
        for fact in facts {
            changes.push(Change::Put(
                &tables::FACT,
                vec![
                    person.clone(),
                    Value::Int(fact.seq),
                    Value::from(fact.value.kind()),
                    Value::from(serde_json::to_string(&fact.value).map_err(|e| e.to_string())?),
                    Value::from(fact.value.other().map(PersonId::as_i64)),
                    Value::from(fact.from.and_then(|from| from.earliest()).map(kernel::Day::number)),
                    Value::from(fact.to.and_then(|to| to.latest()).map(kernel::Day::number)),
                    Value::Int(position),
                    Value::Null,
                ],
            ));
            if let Some((address, kind)) = household::stay(&self.folding, &fact.value) {
                let text =
                    |date: Option<PartialDate>| Value::from(date.map_or_else(String::new, |d| d.to_string()));
                changes.push(Change::Put(
                    &tables::RESIDENCE,
                    vec![
                        person.clone(),
                        Value::Int(fact.seq),
                        Value::from(address),
                        Value::from(kind),
                        text(fact.from),
                        text(fact.to),
                        Value::Int(position),
                        Value::Null,
                    ],
                ));
            }
            match &fact.value {
                // What was taken over stays under the record it was entered for, which leads to this one.
                _ if fact.origin.is_some() && !given(event) => {}
                // What a split or a later word gave to this record leads to it from now on.
                FactValue::Code { code } if fact.origin.is_some() => {
                    let row = vec![Value::from(code.digits()), person.clone()];
                    changes.push(Change::Put(&tables::PERSON_CODE, row));
                }
                // Whoever has the code once, has it for good: a second person cannot claim it. A restated
                // entry of the same code is no new claim.
                FactValue::Code { code } if fact.to.is_none() => {
                    changes.push(Change::Claim(
                        &tables::PERSON_CODE,
                        vec![Value::from(code.digits()), person.clone()],
                    ));
                }
                FactValue::Document(held) => {
                    let row = vec![
                        Value::from(held.number.as_str()),
                        Value::Int(held.document.as_i64()),
                        person.clone(),
                        Value::from(held.kind.as_str()),
                        Value::from(held.status.code()),
                        Value::from(held.expires_on.number()),
                    ];
                    // A number that comes in with a new person must be free; later entries restate it.
                    changes.push(match event {
                        PersonEvent::PersonEntered { .. } => Change::Claim(&tables::DOCUMENT, row),
                        _ => Change::Put(&tables::DOCUMENT, row),
                    });
                }
                _ => {}
            }
        }
        Ok(changes)
    }
}

/// Whether what it asserts of another record's origin is from now on this one's.
const fn given(event: &PersonEvent) -> bool {
    matches!(event, PersonEvent::RecordRestored { .. } | PersonEvent::FactsCorrected { .. })
}

/// What an event says of the record itself, apart from facts.
fn record(person: &Value, position: i64, event: &PersonEvent) -> Vec<Change> {
    let turn = |given_up: i64| {
        let row = vec![person.clone(), Value::Int(position), Value::Int(given_up)];
        vec![Change::Put(&tables::RECORD_TURN, row)]
    };
    match event {
        PersonEvent::PersonEntered { source, .. } if !source.is_empty() => {
            let row = vec![person.clone(), Value::from(source.as_str())];
            vec![Change::Put(&tables::PERSON_SOURCE, row)]
        }
        PersonEvent::ReviewOpened { review, facts, on, .. } => {
            let row =
                |seq: &i64| vec![person.clone(), Value::Int(*review), Value::Int(*seq), on.number().into()];
            facts.iter().map(|seq| Change::Put(&tables::REVIEW_ENTRY, row(seq))).collect()
        }
        PersonEvent::ReviewClosed { review, on, outcome: ReviewOutcome::NotThere, .. } => {
            let (on, known_from) = (on.number().into(), Value::Int(position));
            let row = vec![person.clone(), Value::Int(*review), on, known_from, Value::Null];
            vec![Change::Put(&tables::NOT_THERE, row)]
        }
        PersonEvent::RecordReleased { reviews, .. } => {
            let key = |review: &i64| vec![person.clone(), Value::Int(*review)];
            let gone = || vec![("known_to", Value::Int(position))];
            reviews.iter().map(|review| Change::Set(&tables::NOT_THERE, key(review), gone())).collect()
        }
        PersonEvent::RecordMerged { .. } => turn(1),
        PersonEvent::RecordRestored { .. } => turn(0),
        _ => Vec::new(),
    }
}

fn appointment(id: AppointmentId, event: &AppointmentEvent) -> Vec<Change> {
    let key = || vec![Value::Int(id.as_i64())];
    let state =
        |state: &'static str| Change::Set(&tables::APPOINTMENT, key(), vec![("state", Value::from(state))]);
    match event {
        AppointmentEvent::AppointmentBooked(booked) => {
            let seat = |minute: u16| {
                vec![
                    Value::from(booked.office.as_str()),
                    Value::from(booked.day.number()),
                    Value::from(minute),
                    Value::from(booked.lane),
                    Value::Int(id.as_i64()),
                ]
            };
            let mut changes: Vec<Change> =
                booked.seats().map(|minute| Change::Claim(&tables::SEAT, seat(minute))).collect();
            changes.push(Change::Claim(
                &tables::APPOINTMENT,
                vec![
                    Value::Int(id.as_i64()),
                    Value::from(booked.office.as_str()),
                    Value::from(booked.service.as_str()),
                    Value::from(booked.day.number()),
                    Value::from(booked.minute.minutes()),
                    Value::from(booked.lane),
                    Value::from(booked.person.map(PersonId::as_i64)),
                    Value::from("booked"),
                ],
            ));
            changes
        }
        AppointmentEvent::AppointmentCancelled { office, day, lane, seats, .. } => {
            let mut changes: Vec<Change> = seats
                .iter()
                .map(|minute| {
                    let key = vec![
                        Value::from(office.as_str()),
                        Value::from(day.number()),
                        Value::from(*minute),
                        Value::from(*lane),
                    ];
                    Change::Delete(&tables::SEAT, key)
                })
                .collect();
            changes.push(state("cancelled"));
            changes
        }
        AppointmentEvent::VisitorArrived { .. } => vec![state("checked-in")],
        AppointmentEvent::VisitFinished { .. } => vec![state("done")],
        AppointmentEvent::VisitMissed { .. } => vec![state("missed")],
        AppointmentEvent::VisitorReminded { .. } | AppointmentEvent::VisitorNotReminded { .. } => Vec::new(),
    }
}

/// The number of an ordered document must be free; what happens to it later stands in its holder's facts.
fn document(id: DocumentId, event: &DocumentEvent) -> Vec<Change> {
    match event {
        DocumentEvent::DocumentOrdered(order) => vec![Change::Claim(
            &tables::DOCUMENT,
            vec![
                Value::from(order.number.as_str()),
                Value::Int(id.as_i64()),
                Value::Int(order.person.as_i64()),
                Value::from(order.kind.as_str()),
                Value::from("ordered"),
                Value::from(order.expires_on.number()),
            ],
        )],
        DocumentEvent::DocumentMade { .. }
        | DocumentEvent::DocumentHandedOver { .. }
        | DocumentEvent::DocumentInvalidated { .. } => Vec::new(),
    }
}

fn letter(id: LetterId, event: &LetterEvent) -> Vec<Change> {
    let LetterEvent::LetterWritten { case, letter, lang, blob, bytes, on } = event;
    vec![Change::Put(
        &tables::LETTER,
        vec![
            Value::Int(id.as_i64()),
            Value::Int(case.as_i64()),
            Value::from(letter.as_str()),
            Value::from(lang.code()),
            Value::from(blob.as_str()),
            Value::Int(*bytes),
            Value::from(on.number()),
        ],
    )]
}

fn statement(id: StatementId, position: i64, event: &StatementEvent) -> Vec<Change> {
    let StatementEvent::StatementIssued(issued) = event;
    vec![Change::Claim(
        &tables::STATEMENT,
        vec![
            Value::Int(id.as_i64()),
            Value::Int(issued.check_code.as_i64()),
            Value::Int(issued.person.as_i64()),
            Value::Int(position),
        ],
    )]
}

fn rating(case: CaseId, event: &RatingEvent) -> Vec<Change> {
    let RatingEvent::ServiceRated { procedure, score, on, .. } = event;
    let row = vec![
        Value::Int(case.as_i64()),
        Value::from(procedure.as_str()),
        Value::from(u32::from(*score)),
        Value::from(on.number()),
    ];
    vec![Change::Put(&tables::RATING, row)]
}

fn emergency(id: EmergencyId, position: i64, event: &EmergencyEvent) -> Vec<Change> {
    let key = Value::Int(id.as_i64());
    match event {
        EmergencyEvent::EmergencyOpened(opened) => {
            let row = vec![
                key.clone(),
                Value::from(opened.officer.as_str()),
                Value::from(opened.case.map(CaseId::as_i64)),
                Value::Int(opened.until.micros()),
                Value::Int(position),
                Value::from(""),
                Value::from(""),
            ];
            let person = |person: &PersonId| vec![key.clone(), Value::Int(person.as_i64())];
            let persons = opened.persons.iter().map(|of| Change::Put(&tables::EMERGENCY_PERSON, person(of)));
            std::iter::once(Change::Put(&tables::EMERGENCY, row)).chain(persons).collect()
        }
        EmergencyEvent::EmergencyReviewed { by, verdict, .. } => {
            let said =
                vec![("verdict", Value::from(verdict.code())), ("reviewed_by", Value::from(by.as_str()))];
            vec![Change::Set(&tables::EMERGENCY, vec![key], said)]
        }
    }
}
