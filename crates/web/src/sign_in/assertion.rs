//! Assertions by which institutions show who they are: JSON Web Tokens signed with their key (RFC 7523, section 3).
//!
//! The signature is checked by the library that checks those of providers; what the token says is checked here, by the
//! office's clock. Whether it came before is asked afterwards, of the database.

use axum::http::StatusCode;
use kernel::Timestamp;
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyAlgorithm};
use serde::Deserialize;

/// Seconds by which the clocks of two machines may differ.
const SKEW_SECONDS: i64 = 60;
/// Longest life of an assertion, in seconds.
const LIFE_SECONDS_MAX: i64 = 10 * 60;
/// Longest `jti`.
const JTI_LENGTH_MAX: usize = 200;
/// Longest assertion.
pub const LENGTH_MAX: usize = 8 * 1024;

/// The algorithms that are taken: those with a public key.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 6] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
];

/// The public keys of an institution.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<CoreJsonWebKey>);

impl Keys {
    /// Reads a JSON Web Key Set.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(set: &str) -> Result<Self, String> {
        // A private key has no place in a configuration; whoever pastes one is told at once.
        let value: serde_json::Value = serde_json::from_str(set).map_err(|e| format!("is no JSON: {e}"))?;
        let list = value.get("keys").and_then(|keys| keys.as_array()).ok_or("has no list `keys`")?;
        if list.iter().any(|key| key.get("d").is_some() || key.get("k").is_some()) {
            return Err("holds a private or shared key; give the public one".to_owned());
        }
        let set: CoreJsonWebKeySet =
            serde_json::from_value(value).map_err(|e| format!("is no JSON Web Key Set: {e}"))?;
        // The library passes over keys that it does not know.
        match set.keys().len() {
            0 => Err("holds no key of a kind that is taken (EC P-256 and P-384, Ed25519, RSA)".to_owned()),
            _ => Ok(Self(set.keys().clone())),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why an assertion is not taken, in the words of RFC 6749, section 5.2. The description is for the programmers of the
/// institution; it tells nothing that a stranger could use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenError {
    /// The code.
    pub error: &'static str,
    /// What is wrong.
    pub description: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
}

/// The client is not who it says, or does not show it.
#[must_use]
pub const fn invalid_client(description: &'static str) -> TokenError {
    TokenError { error: "invalid_client", description, status: StatusCode::UNAUTHORIZED }
}

/// The request is not as it should be.
#[must_use]
pub const fn invalid_request(error: &'static str, description: &'static str) -> TokenError {
    TokenError { error, description, status: StatusCode::BAD_REQUEST }
}

/// An assertion that was taken apart but not yet believed.
#[derive(Debug)]
pub struct Assertion {
    algorithm: CoreJwsSigningAlgorithm,
    key_id: Option<String>,
    claims: Claims,
    signed: String,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    #[serde(default)]
    crit: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
    jti: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn names(&self, wanted: &str) -> bool {
        match self {
            Self::One(audience) => audience == wanted,
            Self::Several(list) => list.iter().any(|audience| audience == wanted),
        }
    }
}

/// An assertion that was believed: its `jti` must not come again before `until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Believed {
    /// The number that the institution gave it.
    pub jti: String,
    /// Seconds from now until it is too old anyway.
    pub seconds: i64,
}

impl Assertion {
    /// Takes an assertion apart.
    ///
    /// # Errors
    /// `invalid_client` for what is no assertion.
    pub fn read(text: &str) -> Result<Self, TokenError> {
        const NONE: TokenError = invalid_client("the assertion is no signed JSON Web Token");
        if text.len() > LENGTH_MAX {
            return Err(NONE);
        }
        let mut parts = text.split('.');
        let (Some(head), Some(body), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NONE);
        };
        let header: Header = decoded(head).and_then(|b| serde_json::from_slice(&b).ok()).ok_or(NONE)?;
        if !header.crit.is_empty() {
            return Err(invalid_client("the assertion has critical headers that are not known here"));
        }
        if !ALGORITHMS.contains(&header.alg) {
            return Err(invalid_client(
                "the algorithm is not taken; use ES256, ES384, EdDSA, PS256, PS384 or RS256",
            ));
        }
        let claims = decoded(body).and_then(|b| serde_json::from_slice(&b).ok());
        let claims: Claims =
            claims.ok_or(invalid_client("the assertion needs iss, sub, aud, exp and jti"))?;
        let signature = decoded(signature).ok_or(NONE)?;
        Ok(Self {
            algorithm: header.alg,
            key_id: header.kid,
            claims,
            signed: format!("{head}.{body}"),
            signature,
        })
    }

    /// Who it says that it is from. Not believed yet.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.claims.iss
    }

    /// Believes it, when a key of the institution signed it and it says what it must, for the audience `audience`.
    ///
    /// # Errors
    /// `invalid_client` with what is wrong.
    pub fn believe(self, keys: &Keys, audience: &str, now: Timestamp) -> Result<Believed, TokenError> {
        if !self.signed_by(keys) {
            return Err(invalid_client("no key of the client signed the assertion"));
        }
        let Claims { iss, sub, aud, exp, nbf, iat, jti } = self.claims;
        let now = now.micros().div_euclid(1_000_000);
        if iss != sub {
            return Err(invalid_client("iss and sub must both be the client"));
        }
        if !aud.names(audience) {
            return Err(invalid_client("aud must name the address of the token endpoint"));
        }
        if exp.saturating_add(SKEW_SECONDS) <= now {
            return Err(invalid_client("the assertion is expired"));
        }
        if exp > now.saturating_add(LIFE_SECONDS_MAX + SKEW_SECONDS) {
            return Err(invalid_client("the assertion lives longer than ten minutes"));
        }
        let ahead = now.saturating_add(SKEW_SECONDS);
        if nbf.is_some_and(|from| from > ahead) || iat.is_some_and(|made| made > ahead) {
            return Err(invalid_client("the assertion is not valid yet"));
        }
        if jti.is_empty() || jti.len() > JTI_LENGTH_MAX {
            return Err(invalid_client("jti must have 1 to 200 characters"));
        }
        Ok(Believed { jti, seconds: exp.saturating_add(SKEW_SECONDS).saturating_sub(now).max(1) })
    }

    fn signed_by(&self, keys: &Keys) -> bool {
        let fits = |key: &&CoreJsonWebKey| {
            let named = match (&self.key_id, key.key_id()) {
                (Some(wanted), Some(known)) => wanted == known.as_str(),
                (Some(_), None) | (None, _) => true,
            };
            let for_this = match key.signing_alg() {
                JsonWebKeyAlgorithm::Algorithm(algorithm) => *algorithm == self.algorithm,
                JsonWebKeyAlgorithm::Unspecified => true,
                JsonWebKeyAlgorithm::Unsupported => false,
            };
            named && for_this
        };
        let signed = self.signed.as_bytes();
        keys.0
            .iter()
            .filter(fits)
            .any(|key| key.verify_signature(&self.algorithm, signed, &self.signature).is_ok())
    }
}

/// Undoes base64url without padding (RFC 7515, section 2).
fn decoded(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()
}
