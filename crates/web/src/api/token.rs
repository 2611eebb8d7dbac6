//! Where institutions get their bearer tokens: for an assertion signed with their key (RFC 7523), a token that lasts ten
//! minutes. What goes wrong is told in the words of RFC 6749, section 5.2, which programs know.

use super::Api;
use super::door::AsItIs;
use super::failure::Failure;
use super::input;
use crate::app::App;
use crate::form::Fields;
use crate::session;
use crate::sign_in::assertion::{Assertion, TokenError, invalid_client, invalid_request};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use office::access::rights::Action;
use office::actor::{Actor, Institution};
use office::sessions::{Method, SignedIn};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Seconds for which a token can be used.
const SECONDS: i64 = 10 * 60;
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What a program sends for a token.
#[derive(Debug, Deserialize, ToSchema)]
#[expect(dead_code, reason = "the form is read field by field; this is what the document says of it")]
pub struct TokenRequest {
    /// `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    client_assertion_type: String,
    /// A JSON Web Token: `iss` and `sub` the client, `aud` the address of this endpoint, `exp` at most ten minutes
    /// ahead, `jti` never used before; signed with a key that the office knows of the client.
    client_assertion: String,
    /// What the token is for; all that the client may when absent.
    #[schema(example = "read-person")]
    scope: Option<String>,
    /// The client; it may be left out.
    client_id: Option<String>,
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// The token; it tells nothing by itself.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds for which it can be used.
    #[schema(minimum = 1)]
    pub expires_in: i64,
    /// What it is for.
    pub scope: String,
}

/// Why there is no token (RFC 6749, section 5.2).
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenRefusal {
    /// Its code.
    pub error: &'static str,
    /// What is wrong, for programmers.
    pub error_description: &'static str,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let refusal = TokenRefusal { error: self.error, error_description: self.description };
        let mut response = (self.status, Json(refusal)).into_response();
        response.extensions_mut().insert(AsItIs);
        response
    }
}

/// A token for an institution, by an assertion signed with its key.
#[utoipa::path(
    post, path = "/api/v1/token", tag = "institutions", operation_id = "token",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "A token.", body = Token),
        (status = 400, description = "The request is not as it should be.", body = TokenRefusal),
        (status = 401, description = "The client is not who it says.", body = TokenRefusal),
    )
)]
pub async fn token(State(api): State<Api>, headers: HeaderMap, body: axum::body::Body) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes()).unwrap_or_default();
    if !kind.starts_with(b"application/x-www-form-urlencoded") {
        return Failure::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).into_response();
    }
    let body = match input::read(body).await {
        Ok(body) => body,
        Err(failure) => return failure.into_response(),
    };
    match given(&api.app, &body).await {
        Ok(Ok(token)) => Json(token).into_response(),
        Ok(Err(refused)) => refused.into_response(),
        Err(failure) => failure.into_response(),
    }
}

async fn given(app: &App, body: &[u8]) -> Result<Result<Token, TokenError>, Failure> {
    let (institution, assertion, scope) = match asked(app, body) {
        Ok(asked) => asked,
        Err(refused) => return Ok(Err(refused)),
    };
    // Only one assertion of this number, on whichever node.
    let key = format!("jti|{}|{}", institution.id, assertion.jti);
    if !app.office().let_wait(&key, "jti", String::new(), assertion.seconds).await? {
        return Ok(Err(invalid_client("the assertion was used before")));
    }
    let scope = scope.iter().map(|action| action.code()).collect::<Vec<_>>().join(" ");
    let who = SignedIn {
        name: String::new(),
        actor: Actor::Institution(Arc::clone(&institution)),
        method: Method::Assertion,
        provider: String::new(),
        level: scope.clone(),
        browser: String::new(),
        seconds: SECONDS,
    };
    let access_token = session::open(app, &who).await?;
    Ok(Ok(Token { access_token, token_type: "Bearer", expires_in: SECONDS, scope }))
}

type Asked = (Arc<Institution>, crate::sign_in::assertion::Believed, Vec<Action>);

/// Who asks, believed, and for what.
fn asked(app: &App, body: &[u8]) -> Result<Asked, TokenError> {
    let fields = Fields::read(body).ok_or(invalid_request("invalid_request", "the body is no form"))?;
    match fields.get("grant_type") {
        "client_credentials" => {}
        "" => return Err(invalid_request("invalid_request", "grant_type is missing")),
        _ => {
            return Err(invalid_request("unsupported_grant_type", "grant_type must be client_credentials"));
        }
    }
    if fields.get("client_assertion_type") != ASSERTION_TYPE || !fields.has("client_assertion") {
        return Err(invalid_client("send client_assertion with the client_assertion_type of RFC 7523"));
    }
    let assertion = Assertion::read(fields.get("client_assertion"))?;
    // Somebody unknown is told the same as somebody whose key did not sign.
    let unknown = invalid_client("no key of the client signed the assertion");
    if fields.has("client_id") && fields.get("client_id") != assertion.issuer() {
        return Err(invalid_client("client_id and the assertion name different clients"));
    }
    let (institution, keys) = app.sign_in().institution(assertion.issuer()).ok_or(unknown)?;
    let audience = format!("{}/api/v1/token", app.sign_in().origin());
    let believed = assertion.believe(keys, &audience, app.now())?;
    let scope = match fields.get("scope") {
        "" => institution.may.clone(),
        scope => scope
            .split_ascii_whitespace()
            .map(|code| institution.may.iter().copied().find(|action| action.code() == code))
            .collect::<Option<Vec<_>>>()
            .ok_or(invalid_request("invalid_scope", "the scope is not among what the client may"))?,
    };
    Ok((Arc::clone(institution), believed, scope))
}
