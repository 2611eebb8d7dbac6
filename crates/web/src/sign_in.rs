//! Who may sign in. Until a sign-in provider is configured there is only the demonstration: a list of
//! synthetic persons and officers that the binary hands in, and bearer tokens for the API.

use kernel::{PersonId, Text};
use office::actor::{Actor, Officer};
use std::collections::HashMap;

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

/// The sign-ins of this installation.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    clients: Vec<DemoClient>,
    officers: Vec<DemoOfficer>,
    tokens: HashMap<String, Actor>,
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
        Self { clients, officers, tokens: HashMap::new() }
    }

    /// The same with one more bearer token for the API.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>, actor: Actor) -> Self {
        self.tokens.insert(token.into(), actor);
        self
    }

    /// Whether nobody can sign in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.officers.is_empty()
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
        self.tokens.get(token)
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
