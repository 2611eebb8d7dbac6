//! An OpenID Connect provider: the way there (authorisation code with PKCE, state and nonce), what comes back, and the
//! way out. The library verifies what the provider signs; here it is said what is wanted and what every failure means
//! to the person.

use super::config::ProviderConfig;
use chrono::{DateTime, Utc};
use kernel::{Lang, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenClaims, IdTokenFields, IssuerUrl, LanguageTag, LogoutRequest, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _, UserInfoClaims, reqwest,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long a provider may take to answer.
const DEADLINE: Duration = Duration::from_secs(10);
/// Seconds after which what a provider says of itself is asked anew.
const KNOWN_SECONDS: i64 = 60 * 60;
/// Seconds by which the clocks of two machines may differ.
const SKEW_SECONDS: i64 = 60;

/// Claims that no standard names, as the provider writes them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
struct Further(HashMap<String, serde_json::Value>);
impl AdditionalClaims for Further {}

type Token = IdToken<Further, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Claims = IdTokenClaims<Further, CoreGenderClaim>;
type Answer = StandardTokenResponse<
    IdTokenFields<
        Further,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type Party = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why nobody was identified, by what the person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderFault {
    /// The person stopped, or the provider refused.
    #[error("the provider refused")]
    Denied,
    /// The provider wants something of the person that it was told not to ask for, or has a fault of its own.
    #[error("the provider has a fault")]
    AtProvider,
    /// The way took too long, was gone twice, or began elsewhere.
    #[error("the way is not known")]
    WayLost,
    /// What the provider answered was for another way.
    #[error("the answer belongs to another way")]
    WrongState,
    /// What the provider signed is too old.
    #[error("the answer is expired")]
    Expired,
    /// What the provider answered is not signed by a key that it publishes.
    #[error("the key of the signature is not known")]
    UnknownKey,
    /// What the provider answered cannot be believed for another reason.
    #[error("the answer cannot be believed")]
    NotBelieved,
    /// It does not know the person as surely as is needed.
    #[error("the level of assurance is too low")]
    LevelTooLow,
    /// It does not say the code of the person.
    #[error("the code of the person is missing")]
    NoCode,
    /// The person did not sign in anew though that was asked for.
    #[error("the sign-in is not a new one")]
    NotAnew,
    /// It does not answer.
    #[error("the provider does not answer")]
    Unreachable,
    /// It does not know this office, or not so.
    #[error("the provider does not accept this office")]
    Misconfigured,
}

/// Random texts for one way: nobody else knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// Ties the answer to the way.
    pub state: String,
    /// Ties the token to the way.
    pub nonce: String,
    /// Shows that who began the way ends it.
    pub verifier: String,
}

/// Whom a provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// The code in the claim that the configuration names, without its prefix.
    pub code: String,
    /// The level of assurance; empty when the provider said none.
    pub level: String,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    config: ProviderConfig,
    back: RedirectUrl,
    out: PostLogoutRedirectUrl,
    issuer: IssuerUrl,
    http: reqwest::Client,
    known: Mutex<Option<(Timestamp, ProviderMetadataWithLogout)>>,
}

fn instant(now: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(now.micros()).unwrap_or_default()
}

impl Provider {
    /// A provider for the office at `origin`.
    ///
    /// # Errors
    /// An address that is none, in words.
    pub fn new(config: ProviderConfig, origin: &openidconnect::url::Url) -> Result<Self, String> {
        let address = |path: &str| origin.join(path).map_err(|error| error.to_string());
        let back = address(&format!("/sign-in/back/{}", config.id))?;
        let out = address("/signed-out")?;
        let http = reqwest::Client::builder()
            // What is sent to a provider is not sent on elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(DEADLINE)
            .build()
            .map_err(|error| error.to_string())?;
        let issuer = IssuerUrl::new(config.issuer.clone()).map_err(|error| error.to_string())?;
        let (back, out) = (RedirectUrl::from_url(back), PostLogoutRedirectUrl::from_url(out));
        Ok(Self { config, back, out, issuer, http, known: Mutex::default() })
    }

    /// How it is configured.
    #[must_use]
    pub const fn config(&self) -> &ProviderConfig {
        &self.config
    }

    /// What the provider says of itself, with its keys; asked once an hour, and `anew` when a key is missing.
    async fn metadata(
        &self,
        now: Timestamp,
        anew: bool,
    ) -> Result<ProviderMetadataWithLogout, ProviderFault> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && !anew
            && now <= at.plus_seconds(KNOWN_SECONDS)
        {
            return Ok(metadata.clone());
        }
        let metadata = ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(|error| {
                tracing::warn!(provider = self.config.id, %error, "the provider does not say what it is");
                ProviderFault::Unreachable
            })?;
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    fn party(&self, metadata: ProviderMetadataWithLogout) -> Party {
        let secret = self.config.client_secret.clone();
        Party::from_provider_metadata(metadata, ClientId::new(self.config.client_id.clone()), secret)
            .set_redirect_uri(self.back.clone())
    }

    /// Where to send the browser. `anew` asks the provider to let the person sign in again, whatever it remembers.
    ///
    /// # Errors
    /// [`ProviderFault::Unreachable`].
    pub async fn way(
        &self,
        secrets: &Secrets,
        lang: Lang,
        anew: bool,
        now: Timestamp,
    ) -> Result<String, ProviderFault> {
        let party = self.party(self.metadata(now, false).await?);
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let mut request = party
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_ui_locale(LanguageTag::new(lang.code().to_owned()));
        for scope in &self.config.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        for level in &self.config.levels {
            request = request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
        }
        if anew {
            request = request.set_max_age(Duration::ZERO).add_prompt(CoreAuthPrompt::Login);
        }
        Ok(request.url().0.to_string())
    }

    /// Whom the provider vouches for, by the code that it sent back. `since` is when the person was asked to sign in
    /// anew, if they were.
    ///
    /// # Errors
    /// [`ProviderFault`].
    pub async fn identify(
        &self,
        code: &str,
        secrets: &Secrets,
        since: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Identified, ProviderFault> {
        let party = self.party(self.metadata(now, false).await?);
        let answer = party
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| ProviderFault::Misconfigured)?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|error| self.exchange_fault(&error))?;
        let token = answer.id_token().ok_or(ProviderFault::NotBelieved)?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let claims = match verified(&party, token, &nonce, now) {
            // A provider changes its keys from time to time.
            Err(ProviderFault::UnknownKey) => {
                let renewed = self.party(self.metadata(now, true).await?);
                verified(&renewed, token, &nonce, now)
            }
            other => other,
        };
        let claims = claims.inspect_err(|fault| {
            tracing::warn!(provider = self.config.id, %fault, "the provider is not believed");
        })?;
        let level = claims.auth_context_ref().map(|level| level.to_string()).unwrap_or_default();
        if !self.config.levels.is_empty() && !self.config.levels.contains(&level) {
            return Err(ProviderFault::LevelTooLow);
        }
        if let Some(since) = since {
            let earliest = instant(since.plus_seconds(-SKEW_SECONDS));
            if claims.auth_time().is_none_or(|at| at < earliest) {
                return Err(ProviderFault::NotAnew);
            }
        }
        let code = match self.code_of(&claims) {
            Some(code) => Some(code),
            None => self.asked_code(&party, &answer, &claims).await?,
        };
        Ok(Identified { code: code.ok_or(ProviderFault::NoCode)?, level })
    }

    fn exchange_fault(
        &self,
        error: &RequestTokenError<
            <reqwest::Client as openidconnect::AsyncHttpClient<'_>>::Error,
            StandardErrorResponse<CoreErrorResponseType>,
        >,
    ) -> ProviderFault {
        let fault = match error {
            RequestTokenError::ServerResponse(said) => match said.error() {
                CoreErrorResponseType::InvalidGrant => ProviderFault::Expired,
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                    ProviderFault::Misconfigured
                }
                _ => ProviderFault::AtProvider,
            },
            RequestTokenError::Request(_) => ProviderFault::Unreachable,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => ProviderFault::AtProvider,
        };
        tracing::warn!(provider = self.config.id, %fault, "the provider gives no token");
        fault
    }

    /// The code in the token.
    fn code_of(&self, claims: &Claims) -> Option<String> {
        let said = match self.config.claim.as_str() {
            "sub" => Some(claims.subject().as_str()),
            "preferred_username" => claims.preferred_username().map(|name| name.as_str()),
            "email" => claims.email().map(|email| email.as_str()),
            other => claims.additional_claims().0.get(other).and_then(|value| value.as_str()),
        };
        self.without_prefix(said?)
    }

    /// The code that the provider tells only who asks for it with the token of access.
    async fn asked_code(
        &self,
        party: &Party,
        answer: &Answer,
        claims: &Claims,
    ) -> Result<Option<String>, ProviderFault> {
        let subject = Some(claims.subject().clone());
        let Ok(request) = party.user_info(answer.access_token().clone(), subject) else { return Ok(None) };
        let told: UserInfoClaims<Further, CoreGenderClaim> =
            request.request_async(&self.http).await.map_err(|error| {
                tracing::warn!(provider = self.config.id, %error, "the provider does not say who it is");
                ProviderFault::AtProvider
            })?;
        let said = match self.config.claim.as_str() {
            "sub" => None,
            "preferred_username" => told.preferred_username().map(|name| name.as_str()),
            "email" => told.email().map(|email| email.as_str()),
            other => told.additional_claims().0.get(other).and_then(|value| value.as_str()),
        };
        Ok(said.and_then(|said| self.without_prefix(said)))
    }

    fn without_prefix(&self, said: &str) -> Option<String> {
        let code = said.trim().strip_prefix(self.config.prefix.as_str())?;
        (!code.is_empty()).then(|| code.to_owned())
    }

    /// Where the person signs out at the provider too; nothing when it has no such place or does not answer.
    pub async fn way_out(&self, now: Timestamp) -> Option<String> {
        let metadata = self.metadata(now, false).await.ok()?;
        let place = metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(place)
            .set_client_id(ClientId::new(self.config.client_id.clone()))
            .set_post_logout_redirect_uri(self.out.clone());
        Some(request.http_get_url().to_string())
    }
}

/// What a token says, once the library has verified it.
fn verified(party: &Party, token: &Token, nonce: &Nonce, now: Timestamp) -> Result<Claims, ProviderFault> {
    let verifier = party.id_token_verifier().set_time_fn(move || instant(now));
    token.claims(&verifier, nonce).cloned().map_err(|error| match error {
        ClaimsVerificationError::Expired(_) => ProviderFault::Expired,
        ClaimsVerificationError::InvalidNonce(_) => ProviderFault::WrongState,
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            ProviderFault::UnknownKey
        }
        _ => ProviderFault::NotBelieved,
    })
}

/// What an error that a provider sends back by the browser means (RFC 6749, section 4.1.2.1; OpenID Connect Core,
/// section 3.1.2.6).
#[must_use]
pub fn said_by_provider(error: &str) -> ProviderFault {
    match error {
        "access_denied"
        | "consent_required"
        | "login_required"
        | "interaction_required"
        | "account_selection_required" => ProviderFault::Denied,
        "unmet_authentication_requirements" => ProviderFault::LevelTooLow,
        "unauthorized_client"
        | "invalid_client"
        | "invalid_request"
        | "invalid_scope"
        | "unsupported_response_type" => ProviderFault::Misconfigured,
        _ => ProviderFault::AtProvider,
    }
}
