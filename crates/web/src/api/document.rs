//! The parts of the OpenAPI document that do not stand at a handler: its head, and the answers that
//! every handler can give because of what a request passes before and after it.

use super::failure::{MEDIA_TYPE, Problem, ProblemField};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, Info, OpenApi, OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

const INTRODUCTION: &str = "The JSON API of a citizenship and migration authority.\n\n\
    Who calls is told by a bearer token; without one, only what is public can be asked. \
    Programs of institutions get theirs at `/api/v1/token`, for an assertion signed with their key (RFC 7523). \
    Reading a person takes a `Purpose` header, and is written down where the person can read it. \
    A failure is a problem document (RFC 9457) in the language of `Accept-Language` (`lv` or `en`). \
    Changes take `If-Match` with the `ETag` that was seen, and `Idempotency-Key` so that a request sent twice is done once. \
    Every write answers with `Parvalde-Position`, the position of the log that holds it.";

/// The document without paths.
pub fn head() -> OpenApi {
    let mut info = Info::new("Pārvalde", env!("CARGO_PKG_VERSION"));
    info.description = Some(INTRODUCTION.to_owned());
    let mut license = utoipa::openapi::License::new("EUPL-1.2");
    license.identifier = Some("EUPL-1.2".to_owned());
    info.license = Some(license);
    let tag = |name: &str, text: &str| TagBuilder::new().name(name).description(Some(text)).build();
    let tags = vec![
        tag("offices", "Offices, their hours and free times."),
        tag("services", "What can be applied for, as the law files describe it."),
        tag("appointments", "Booked visits."),
        tag("persons", "The register of persons, in two times."),
        tag("cases", "Applications, decisions and their letters."),
        tag("payments", "Statements of the bank, payments that wait, refunds."),
        tag("retention", "How long cases are kept, what is held, and orders to erase."),
        tag("documents", "Whether a document is valid."),
        tag("statements", "Statements from the register, and whether one is as it was issued."),
        tag("me", "One's own data."),
        tag("log", "What proves the log: signed checkpoints, and that it only grew."),
        tag("incoming", "What gateways brought and belongs to no case yet, and what they did not take."),
        tag("oversight", "Who read whom, what of it is unusual, and what was said of that."),
        tag("institutions", "Tokens for programs of other bodies."),
    ];
    let mut components = Components::new();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token of the sign-in."))
        .build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    for (name, schema) in schemas() {
        components.schemas.insert(name, schema);
    }
    for (status, text) in COMMON {
        components.responses.insert(name_of(*status), RefOr::T(problem(text)));
    }
    OpenApiBuilder::new().info(info).tags(Some(tags)).components(Some(components)).build()
}

/// The schemas of problems, which no handler names.
fn schemas() -> Vec<(String, RefOr<Schema>)> {
    let mut list = vec![
        (Problem::name().into_owned(), Problem::schema()),
        (ProblemField::name().into_owned(), ProblemField::schema()),
    ];
    Problem::schemas(&mut list);
    list
}

const COMMON: &[(u16, &str)] = &[
    (400, "The request cannot be read: its JSON, a parameter or a header; `errors` says which."),
    (401, "Sign in first: the token is missing, or nobody holds it."),
    (403, "Not among the caller's rights, or without the purpose that the reading needs."),
    (404, "There is no such thing, or it is not the caller's to see."),
    (412, "It was changed since it was seen: read it again."),
    (413, "The body is too large."),
    (415, "The body is not `application/json`."),
    (422, "Fields are wrong; `errors` says which, and what would be right."),
    (429, "Too many requests: wait for as long as `Retry-After` says."),
    (500, "A fault of the office, written down under `reference`."),
    (503, "The database does not answer; try again later."),
    (504, "It took too long; read before you send it again."),
];

fn name_of(status: u16) -> String {
    format!("Problem{status}")
}

fn problem(text: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name().as_ref()))).build();
    ResponseBuilder::new().description(text).content(MEDIA_TYPE, content).build()
}

/// Adds to every operation the answers that its way through the door can give.
pub fn complete(mut document: OpenApi) -> OpenApi {
    for item in document.paths.paths.values_mut() {
        let reads = [item.get.as_mut()];
        let writes = [item.post.as_mut(), item.delete.as_mut(), item.put.as_mut(), item.patch.as_mut()];
        for operation in reads.into_iter().flatten() {
            answers(operation, false);
        }
        for operation in writes.into_iter().flatten() {
            answers(operation, true);
        }
    }
    document
}

/// A parameter that is left out is not there; it never is the word `null`.
fn without_null(parameter: &mut Parameter) {
    if let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema
        && let SchemaType::Array(types) = &object.schema_type
    {
        let mut rest = types.iter().filter(|kind| **kind != Type::Null);
        if let (Some(kind), None) = (rest.next(), rest.next()) {
            object.schema_type = SchemaType::Type(kind.clone());
        }
    }
}

fn answers(operation: &mut Operation, writes: bool) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            without_null(parameter);
        }
    }
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let has = |place: &ParameterIn, name: Option<&str>| {
        parameters.iter().any(|parameter| match parameter {
            RefOr::T(p) => p.parameter_in == *place && name.is_none_or(|name| p.name == name),
            RefOr::Ref(_) => false,
        })
    };
    let protected = operation.security.is_some();
    let body = operation.request_body.is_some();
    let mut statuses = vec![400, 401, 429, 500, 503, 504];
    if protected || writes {
        statuses.push(403);
    }
    if has(&ParameterIn::Path, None) || body && protected {
        statuses.push(404);
    }
    if has(&ParameterIn::Header, Some("If-Match")) {
        statuses.push(412);
    }
    if body {
        statuses.extend([413, 415]);
    }
    // A purpose can name a case that is not there.
    if body || has(&ParameterIn::Query, None) || has(&ParameterIn::Header, Some("Purpose")) {
        statuses.push(422);
    }
    for status in statuses {
        let reference = RefOr::Ref(Ref::from_response_name(name_of(status)));
        operation.responses.responses.entry(status.to_string()).or_insert(reference);
    }
}
