//! Passkeys: what a browser is asked and how its answer is verified, by the library. User verification is required, and
//! a signature counter that does not grow is refused.

use super::config::PasskeyConfig;
use kernel::OfficerId;
use office::actor::Officer;
use office::passkeys::Passkey as Kept;
use openidconnect::url::Url;
use serde_json::json;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyFault {
    /// The browser gave none: without scripts, or the person stopped.
    #[error("the browser gave no answer")]
    NoAnswer,
    /// It is not what was asked for, or not signed by a passkey that is known.
    #[error("the answer was not verified")]
    NotVerified,
    /// What is kept cannot be read, or the library fails.
    #[error("passkeys cannot be used now")]
    Broken,
}

/// What the browser is asked, and what is kept until it answers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// For the browser, as JSON.
    pub options: String,
    /// To be kept, as JSON.
    pub state: String,
}

/// A passkey that was verified at its adding.
#[derive(Debug, Clone)]
pub struct Added {
    /// The authenticator's id of it, hexadecimal.
    pub credential: String,
    /// To be kept, as JSON.
    pub body: String,
}

/// The passkeys of this office.
pub struct Passkeys {
    webauthn: Webauthn,
    relying_party: String,
    /// From it come the ids that are named for officers who have no passkey, the same ones every time.
    decoy: String,
}

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passkeys").field("relying_party", &self.relying_party).finish_non_exhaustive()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json_of<T: serde::Serialize>(value: &T) -> Result<String, PasskeyFault> {
    serde_json::to_string(value).map_err(|_| PasskeyFault::Broken)
}

fn read<T: serde::de::DeserializeOwned>(kept: &[Kept]) -> Result<Vec<T>, PasskeyFault> {
    kept.iter().map(|one| serde_json::from_str(&one.body).map_err(|_| PasskeyFault::Broken)).collect()
}

impl Passkeys {
    /// Passkeys for an office at `origin`. `decoy` is a secret of this installation.
    ///
    /// # Errors
    /// The relying party is no domain of the origin.
    pub fn new(config: &PasskeyConfig, origin: &Url, decoy: String) -> Result<Self, String> {
        let webauthn = WebauthnBuilder::new(&config.relying_party, origin)
            .map(|builder| builder.rp_name(&config.name))
            .and_then(WebauthnBuilder::build)
            .map_err(|error| format!("passkeys cannot be used at {origin}: {error}"))?;
        Ok(Self { webauthn, relying_party: config.relying_party.clone(), decoy })
    }

    /// What to ask the browser so that the officer adds a passkey; those known are not added twice.
    ///
    /// # Errors
    /// [`PasskeyFault::Broken`].
    pub fn ask_to_add(&self, officer: &Officer, known: &[Kept]) -> Result<Asked, PasskeyFault> {
        let known: Vec<Passkey> = read(known)?;
        let known = known.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (options, state) = self
            .webauthn
            .start_passkey_registration(handle(&officer.id), officer.id.as_str(), &officer.name, Some(known))
            .map_err(broken)?;
        Ok(Asked { options: json_of(&options)?, state: json_of(&state)? })
    }

    /// Verifies the answer of a browser that added a passkey.
    ///
    /// # Errors
    /// [`PasskeyFault`].
    pub fn added(&self, state: &str, answer: &str) -> Result<Added, PasskeyFault> {
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(|_| PasskeyFault::Broken)?;
        let answer: RegisterPublicKeyCredential = parse(answer)?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, &state).map_err(not_verified)?;
        Ok(Added { credential: hex(passkey.cred_id().as_ref()), body: json_of(&passkey)? })
    }

    /// What to ask the browser so that the officer shows one of their passkeys. For somebody who has none it looks as
    /// if they had one; nothing that is answered will do.
    ///
    /// # Errors
    /// [`PasskeyFault::Broken`].
    pub fn ask_to_show(&self, code: &str, known: &[Kept], challenge: &str) -> Result<Asked, PasskeyFault> {
        if known.is_empty() {
            return Ok(self.ask_in_vain(code, challenge));
        }
        let known: Vec<Passkey> = read(known)?;
        let (options, state) = self.webauthn.start_passkey_authentication(&known).map_err(broken)?;
        Ok(Asked { options: json_of(&options)?, state: json_of(&state)? })
    }

    fn ask_in_vain(&self, code: &str, challenge: &str) -> Asked {
        use base64::Engine as _;
        let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let id = Sha256::digest(format!("{}|{code}", self.decoy).as_bytes());
        let challenge = Sha256::digest(challenge.as_bytes());
        let options = json!({ "publicKey": {
            "challenge": encode(&challenge),
            "timeout": 300_000,
            "rpId": self.relying_party,
            "allowCredentials": [{ "type": "public-key", "id": encode(&id) }],
            "userVerification": "required",
        }});
        Asked { options: options.to_string(), state: String::new() }
    }

    /// Verifies the answer of a browser that showed a passkey: which of `known` it is, and what is to be kept of it
    /// now.
    ///
    /// # Errors
    /// [`PasskeyFault`].
    pub fn shown<'k>(
        &self,
        state: &str,
        answer: &str,
        known: &'k [Kept],
    ) -> Result<(&'k Kept, String), PasskeyFault> {
        let answer: PublicKeyCredential = parse(answer)?;
        if state.is_empty() {
            return Err(PasskeyFault::NotVerified);
        }
        let state: PasskeyAuthentication = serde_json::from_str(state).map_err(|_| PasskeyFault::Broken)?;
        let result = self.webauthn.finish_passkey_authentication(&answer, &state).map_err(not_verified)?;
        if !result.user_verified() {
            return Err(PasskeyFault::NotVerified);
        }
        let credential = hex(result.cred_id().as_ref());
        let kept = known.iter().find(|one| one.credential == credential).ok_or(PasskeyFault::NotVerified)?;
        let mut passkey: Passkey = serde_json::from_str(&kept.body).map_err(|_| PasskeyFault::Broken)?;
        // The counter as it is kept now, not as it was when the browser was asked.
        let (before, now) = (counter(kept), u64::from(result.counter()));
        if now <= before && (before, now) != (0, 0) {
            return Err(PasskeyFault::NotVerified);
        }
        passkey.update_credential(&result);
        Ok((kept, json_of(&passkey)?))
    }
}

/// The counter that is kept; 0 for authenticators that do not count.
fn counter(kept: &Kept) -> u64 {
    let body: serde_json::Value = serde_json::from_str(&kept.body).unwrap_or_default();
    body.pointer("/cred/counter").and_then(serde_json::Value::as_u64).unwrap_or(0)
}

/// The number under which an authenticator keeps an officer; it says nothing of them.
fn handle(officer: &OfficerId) -> Uuid {
    let digest = Sha256::digest(format!("parvalde officer {officer}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(bytes)
}

fn parse<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, PasskeyFault> {
    if answer.trim().is_empty() {
        return Err(PasskeyFault::NoAnswer);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyFault::NotVerified)
}

fn broken(error: webauthn_rs::prelude::WebauthnError) -> PasskeyFault {
    tracing::error!(%error, "passkeys cannot be used");
    PasskeyFault::Broken
}

fn not_verified(error: webauthn_rs::prelude::WebauthnError) -> PasskeyFault {
    tracing::info!(%error, "the answer of a passkey was not verified");
    PasskeyFault::NotVerified
}
