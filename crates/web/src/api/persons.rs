//! `/persons`: the register. Nobody is read without a purpose; codes, names and numbers come in bodies.

use super::caller::{For, Known};
use super::failure::Failure;
use super::input::{Body, Id, Params, Seen};
use super::once::Desk;
use super::shape::fact::{Basis as BasisShape, Change, Correction, Fact, Timeline};
use super::shape::person::{Brief, Hit, Hits, Lookup, Person, Search};
use super::{position, tag, wording};
use axum::Json;
use axum::response::{IntoResponse, Response};
use kernel::PersonId;
use office::Office;
use office::register::{
    Basis, FactChange, FactCorrection, Lookup as OfficeLookup, PersonRecord, SearchQuery, When,
};

/// Looks a person up by personal code or document number.
#[utoipa::path(
    post, path = "/api/v1/persons/lookup", tag = "persons", operation_id = "lookup_person",
    security(("bearer" = [])),
    params(("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$")),
    request_body(content = Lookup, content_type = "application/json"),
    responses((status = 200, description = "The person.", body = Brief))
)]
pub async fn lookup(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(wanted): Body<Lookup>,
) -> Result<Json<Brief>, Failure> {
    params.only(&[])?;
    let by = match wanted {
        Lookup::PersonalCode(code) => OfficeLookup::Code(code),
        Lookup::DocumentNumber(number) => OfficeLookup::Document(number),
    };
    let found = office.lookup(&actor, &purpose, by).await?;
    found.as_ref().map(|brief| Json(brief.into())).ok_or_else(Failure::not_found)
}

/// Searches persons by name, as it was heard; at most ten, the best first.
#[utoipa::path(
    post, path = "/api/v1/persons/search", tag = "persons", operation_id = "search_persons",
    security(("bearer" = [])),
    params(("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$")),
    request_body(content = Search, content_type = "application/json"),
    responses((status = 200, description = "What was found.", body = Hits))
)]
pub async fn search(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(wanted): Body<Search>,
) -> Result<Json<Hits>, Failure> {
    params.only(&[])?;
    let query = SearchQuery { text: wanted.text, birth: wanted.birth_date, dead: wanted.include_dead };
    let hits = office.search(&actor, &purpose, &query).await?;
    Ok(Json(Hits { items: hits.iter().map(Hit::from).collect() }))
}

/// A person, as true on a day and as known at a moment.
#[utoipa::path(
    get, path = "/api/v1/persons/{id}", tag = "persons", operation_id = "read_person",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id; not the personal code.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("as-of" = Option<String>, Query, description = "The day on which it is true; today when left out.", format = Date),
        ("known-at" = Option<String>, Query, description = "When the office knew it: a position of the log or an instant; now when left out.", pattern = "^([0-9]{1,15}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "The person.", body = Person,
        headers(("ETag" = String, description = "The version of the person's entries."))))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
) -> Result<Response, Failure> {
    let params = params.only(&["as-of", "known-at"])?;
    let when = When { as_of: params.get("as-of")?, known_at: params.get("known-at")? };
    let record = office.person(&actor, &purpose, id, &when).await?;
    Ok(([tag(record.version)], Json(Person::from(&record))).into_response())
}

/// Everything ever entered about a person, on both axes of time.
#[utoipa::path(
    get, path = "/api/v1/persons/{id}/timeline", tag = "persons", operation_id = "read_timeline",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "The entries, in the order in which they came to be known.", body = Timeline))
)]
pub async fn timeline(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let facts = office.timeline(&actor, &purpose, id).await?;
    let facts = facts.iter().map(|known| Fact::from(known.as_ref())).collect();
    Ok(Json(Timeline { person: id, facts }).into_response())
}

/// The world moved: enters what is true from a day on. What it replaces ends on that day.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/changes", tag = "persons", operation_id = "change_person",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Change, content_type = "application/json"),
    responses((status = 200, description = "Entered.", body = Person,
        headers(("ETag" = String, description = "The new version."), ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "Somebody else changed it, or the register says so already.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn change(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    seen: Seen,
    params: Params,
    Body(change): Body<Change>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let wanted = FactChange { on: change.on, values: change.facts, basis: basis(&change.basis)? };
    let record = office.change_facts(&actor, &purpose, id, seen.0, wanted).await;
    entered(&office, record.map_err(|error| seen.judge(error.into()))?).await
}

/// An entry was wrong: withdraws it, and enters what was right all along.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/corrections", tag = "persons", operation_id = "correct_person",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Correction, content_type = "application/json"),
    responses((status = 200, description = "Entered.", body = Person,
        headers(("ETag" = String, description = "The new version."), ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "Somebody else changed it, or the register says so already.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn correct(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    seen: Seen,
    params: Params,
    Body(correction): Body<Correction>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let wanted = FactCorrection {
        wrong: correction.seq,
        right: correction.right,
        from: correction.from,
        basis: basis(&correction.basis)?,
        reason: correction.reason,
    };
    let record = office.correct_fact(&actor, &purpose, id, seen.0, wanted).await;
    entered(&office, record.map_err(|error| seen.judge(error.into()))?).await
}

async fn entered(office: &Office, record: PersonRecord) -> Result<Response, Failure> {
    Ok(([tag(record.version), position(office).await?], Json(Person::from(&record))).into_response())
}

/// A basis, checked.
pub(super) fn basis(shape: &BasisShape) -> Result<Basis, Failure> {
    Basis::new(&shape.kind, &shape.number, shape.date, &shape.issuer, &shape.country).map_err(|error| {
        let field = format!("basis.{}", error.part);
        let sentence = wording::malformed(field.clone(), &error.why);
        Failure::body_field(field, "malformed", sentence)
    })
}
