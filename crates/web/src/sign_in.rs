//! Who may sign in, and how: providers, passkeys and institutions of a configuration; or the demonstration, a list of
//! synthetic persons and officers that the binary hands in, with bearer tokens for the API.

pub mod assertion;
pub mod config;
pub mod passkey;
pub mod provider;

use crate::secret::TokenDigest;
use assertion::Keys;
use axum::http::{HeaderMap, HeaderName};
use config::{Config, FRESH_MINUTES, Whom};
use kernel::{PersonId, Text};
use office::actor::{Actor, Institution, Officer};
use passkey::Passkeys;
use provider::Provider;
use std::collections::HashMap;
use std::sync::Arc;

/// A synthetic person that can be tried out.
#[derive(Debug, Clone)]
pub struct DemoClient {
    /// The person in the register.
    pub person: PersonId,
    /// The name, as the register has it.
    pub name: String,
    /// Whom one meets: age, status, what to try.
    pub note: Text,
}

/// An officer that can be tried out.
#[derive(Debug, Clone)]
pub struct DemoOfficer {
    /// The officer with roles and office.
    pub officer: Officer,
    /// What this officer does.
    pub note: Text,
}

/// An institution and how it shows who it is.
#[derive(Debug, Clone)]
struct Known {
    institution: Arc<Institution>,
    keys: Keys,
    certificate: Option<String>,
}

/// The sign-ins of this installation.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    clients: Vec<DemoClient>,
    officers: Vec<DemoOfficer>,
    tokens: HashMap<TokenDigest, Actor>,
    providers: Vec<Arc<Provider>>,
    passkeys: Option<Arc<Passkeys>>,
    institutions: Vec<Known>,
    /// The header in which the TLS server writes the subject of a verified certificate.
    certificate_header: Option<HeaderName>,
    fresh_minutes: Option<i64>,
    /// Where the office is reached; empty where nobody configured it.
    origin: String,
}

impl SignIn {
    /// Nobody can sign in: what an installation has before it is configured.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The demonstration's sign-ins.
    #[must_use]
    pub fn demo(clients: Vec<DemoClient>, officers: Vec<DemoOfficer>) -> Self {
        Self { clients, officers, ..Self::default() }
    }

    /// What a configuration says. `secret` is random, and of this installation.
    ///
    /// # Errors
    /// What cannot be used, in words.
    pub fn configured(config: Config, secret: String) -> Result<Self, String> {
        let Config { origin, fresh_minutes, providers, passkeys, institutions, .. } = config;
        let providers = providers
            .into_iter()
            .map(|one| Provider::new(one, &origin).map(Arc::new))
            .collect::<Result<_, _>>()?;
        let passkeys = passkeys.map(|one| Passkeys::new(&one, &origin, secret).map(Arc::new)).transpose()?;
        let institutions = institutions.into_iter().map(|one| Known {
            institution: one.institution,
            keys: one.keys,
            certificate: one.certificate,
        });
        Ok(Self {
            providers,
            passkeys,
            institutions: institutions.collect(),
            fresh_minutes: Some(fresh_minutes),
            origin: origin.as_str().trim_end_matches('/').to_owned(),
            ..Self::default()
        })
    }

    /// The same where the TLS server names verified certificates in a header. It must take away what a client sends
    /// under this name.
    #[must_use]
    pub fn with_certificates(mut self, header: Option<HeaderName>) -> Self {
        self.certificate_header = header;
        self
    }

    /// The providers for clients or for officers.
    pub fn providers(&self, whom: Whom) -> impl Iterator<Item = &Arc<Provider>> {
        self.providers.iter().filter(move |provider| provider.config().whom == whom)
    }

    /// The provider with this code.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&Arc<Provider>> {
        self.providers.iter().find(|provider| provider.config().id == id)
    }

    /// The passkeys, where they are used.
    #[must_use]
    pub fn passkeys(&self) -> Option<&Arc<Passkeys>> {
        self.passkeys.as_ref()
    }

    /// Where the office is reached, as the configuration says.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Minutes for which a sign-in is fresh enough for a dangerous act.
    #[must_use]
    pub fn fresh_minutes(&self) -> i64 {
        self.fresh_minutes.unwrap_or(FRESH_MINUTES)
    }

    /// The institution with this code, and its keys.
    #[must_use]
    pub fn institution(&self, id: &str) -> Option<(&Arc<Institution>, &Keys)> {
        self.institutions
            .iter()
            .find(|known| known.institution.id == id)
            .map(|known| (&known.institution, &known.keys))
    }

    /// Whether there are institutions at all.
    #[must_use]
    pub fn has_institutions(&self) -> bool {
        !self.institutions.is_empty()
    }

    /// The institution whose certificate the TLS server verified.
    #[must_use]
    pub fn certified(&self, headers: &HeaderMap) -> Option<&Arc<Institution>> {
        let subject = headers.get(self.certificate_header.as_ref()?)?.to_str().ok()?;
        let fits = |known: &&Known| known.certificate.as_deref() == Some(subject);
        self.institutions.iter().find(fits).map(|known| &known.institution)
    }

    /// The officer with this code among those of the demonstration.
    #[must_use]
    pub fn demo_officer(&self, code: &str) -> Option<&Officer> {
        self.officers.iter().map(|known| &known.officer).find(|officer| officer.id.as_str() == code)
    }

    /// The same with one more bearer token for the API.
    #[must_use]
    pub fn with_token(mut self, token: impl AsRef<str>, actor: Actor) -> Self {
        self.tokens.insert(TokenDigest::of(token.as_ref()), actor);
        self
    }

    /// Whether nobody can sign in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_demo() && self.providers.is_empty() && self.passkeys.is_none()
    }

    /// Whether the demonstration's list is offered.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        !self.clients.is_empty() || !self.officers.is_empty()
    }

    /// The synthetic persons.
    #[must_use]
    pub fn clients(&self) -> &[DemoClient] {
        &self.clients
    }

    /// The officers.
    #[must_use]
    pub fn officers(&self) -> &[DemoOfficer] {
        &self.officers
    }

    /// Who holds `token`, if anybody does.
    #[must_use]
    pub fn bearer(&self, token: &str) -> Option<&Actor> {
        self.tokens.get(&TokenDigest::of(token))
    }

    /// The actor and name behind a choice of the sign-in page: `client-2` or `officer-0`.
    #[must_use]
    pub fn choose(&self, choice: &str) -> Option<(Actor, String)> {
        let (kind, number) = choice.split_once('-')?;
        let number: usize = number.parse().ok()?;
        match kind {
            "client" => {
                let client = self.clients.get(number)?;
                Some((Actor::Client { person: client.person }, client.name.clone()))
            }
            "officer" => {
                let officer = self.officers.get(number)?;
                Some((Actor::Officer(officer.officer.clone()), officer.officer.name.clone()))
            }
            _ => None,
        }
    }
}
