//! The file that says who may sign in and how: providers, passkeys, officers, institutions. It is read whole or not at
//! all; an error says which entry is wrong and what would be right.

use super::assertion::Keys;
use axum::http::HeaderValue;
use kernel::{Citation, Lang, OfficerId, PersonId, Text};
use office::access::rights::Action;
use office::actor::{Institution, Officer, Role};
use openidconnect::ClientSecret;
use openidconnect::url::Url;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Minutes for which a sign-in is fresh enough for a dangerous act, unless the file says otherwise.
pub const FRESH_MINUTES: i64 = 15;

/// Why a file cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It is no TOML, or a name in it is unknown.
    #[error("the file cannot be read as a sign-in configuration: {0}")]
    Form(#[from] toml::de::Error),
    /// A value is wrong.
    #[error("{entry}: {why}")]
    Value {
        /// Which entry, such as `provider "eid"`.
        entry: String,
        /// What is wrong and what would be right.
        why: String,
    },
}

fn wrong(entry: impl Into<String>, why: impl Into<String>) -> ConfigError {
    ConfigError::Value { entry: entry.into(), why: why.into() }
}

/// For whom a provider vouches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// Persons of the register.
    Clients,
    /// Officers of the staff list.
    Officers,
}

/// A provider as the file describes it.
#[derive(Debug, Clone)]
pub struct ProviderConfig {
    /// Its code, in addresses.
    pub id: String,
    /// For whom it vouches.
    pub whom: Whom,
    /// Its address, as it names itself.
    pub issuer: String,
    /// Under which name it knows this office.
    pub client_id: String,
    /// The secret that goes with it; none for a public client.
    pub client_secret: Option<ClientSecret>,
    /// What the button says.
    pub label: Text,
    /// Further scopes to ask for.
    pub scopes: Vec<String>,
    /// Levels of assurance (`acr`) that are enough; empty when any is.
    pub levels: Vec<String>,
    /// The claim with the personal code or the officer's code.
    pub claim: String,
    /// What stands before the code in the claim, such as `PNOLV-`.
    pub prefix: String,
}

/// Passkeys as the file describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyConfig {
    /// The domain that passkeys are bound to.
    pub relying_party: String,
    /// The name that the browser shows.
    pub name: String,
}

/// An institution with its keys.
#[derive(Debug, Clone)]
pub struct InstitutionConfig {
    /// Who it is and what it may.
    pub institution: Arc<Institution>,
    /// Its public keys; empty when it comes by certificate only.
    pub keys: Keys,
    /// The subject of its client certificate, as the TLS server writes it.
    pub certificate: Option<String>,
}

/// The whole file.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address under which browsers reach the office.
    pub origin: Url,
    /// Minutes for which a sign-in is fresh.
    pub fresh_minutes: i64,
    /// Providers, in the order of the page.
    pub providers: Vec<ProviderConfig>,
    /// Passkeys, if they are used.
    pub passkeys: Option<PasskeyConfig>,
    /// The staff list.
    pub officers: Vec<Officer>,
    /// Institutions.
    pub institutions: Vec<InstitutionConfig>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    origin: String,
    fresh_minutes: Option<i64>,
    passkeys: Option<PasskeyPart>,
    #[serde(default)]
    provider: Vec<ProviderPart>,
    #[serde(default)]
    officer: Vec<OfficerPart>,
    #[serde(default)]
    institution: Vec<InstitutionPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PasskeyPart {
    relying_party: Option<String>,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProviderPart {
    id: String,
    #[serde(rename = "for")]
    whom: Whom,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    label: Label,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    levels: Vec<String>,
    claim: String,
    #[serde(default)]
    prefix: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    lv: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficerPart {
    code: String,
    name: String,
    roles: Vec<String>,
    office: String,
    /// The officer's own record in the register.
    person: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct InstitutionPart {
    id: String,
    name: Label,
    jwks: Option<String>,
    certificate_subject: Option<String>,
    bases: Vec<String>,
    may: Vec<String>,
}

impl Config {
    /// Reads the file `text`; `secret` reads a file that it names.
    ///
    /// # Errors
    /// [`ConfigError`] says which entry is wrong.
    pub fn read(
        text: &str,
        secret: &mut dyn FnMut(&Path) -> std::io::Result<String>,
    ) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(text)?;
        let origin = origin(&file.origin)?;
        let fresh_minutes = file.fresh_minutes.unwrap_or(FRESH_MINUTES);
        if !(1..=480).contains(&fresh_minutes) {
            return Err(wrong("fresh-minutes", "must be between 1 and 480"));
        }
        let passkeys = file.passkeys.map(|part| passkeys(part, &origin)).transpose()?;
        let mut seen = Seen::default();
        let mut providers = Vec::new();
        for part in file.provider {
            seen.once("provider", &part.id)?;
            providers.push(provider(part, secret)?);
        }
        let mut officers = Vec::new();
        for part in file.officer {
            seen.once("officer", &part.code)?;
            officers.push(officer(part)?);
        }
        let mut institutions = Vec::new();
        for part in file.institution {
            seen.once("institution", &part.id)?;
            institutions.push(institution(part)?);
        }
        Ok(Self { origin, fresh_minutes, providers, passkeys, officers, institutions })
    }
}

/// Ids of a kind may stand once, and are fit for an address.
#[derive(Default)]
struct Seen(BTreeSet<(&'static str, String)>);

impl Seen {
    fn once(&mut self, kind: &'static str, id: &str) -> Result<(), ConfigError> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || id.len() > 40 || !id.bytes().all(plain) {
            return Err(wrong(
                format!("{kind} \"{id}\""),
                "its id is 1 to 40 characters of a–z, 0–9 and hyphen",
            ));
        }
        match self.0.insert((kind, id.to_owned())) {
            true => Ok(()),
            false => Err(wrong(format!("{kind} \"{id}\""), "stands twice")),
        }
    }
}

/// A bare address: `https`, or `http` on this machine for trying out.
fn origin(text: &str) -> Result<Url, ConfigError> {
    let why = "write an address such as https://office.example, without a path; http only on localhost";
    let url = Url::parse(text).map_err(|_| wrong("origin", why))?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let fits = bare && url.username().is_empty() && url.host_str().is_some();
    match (url.scheme(), fits) {
        ("https", true) => Ok(url),
        ("http", true) if local => Ok(url),
        _ => Err(wrong("origin", why)),
    }
}

fn passkeys(part: PasskeyPart, origin: &Url) -> Result<PasskeyConfig, ConfigError> {
    let Some(domain) = origin.domain() else {
        return Err(wrong(
            "passkeys",
            "browsers bind passkeys to a name: `origin` must have one, not a number",
        ));
    };
    let relying_party = part.relying_party.unwrap_or_else(|| domain.to_owned());
    if domain != relying_party && !domain.ends_with(&format!(".{relying_party}")) {
        return Err(wrong("passkeys", "`relying-party` must be the domain of `origin`, or one above it"));
    }
    Ok(PasskeyConfig { relying_party, name: part.name })
}

fn text(label: Label) -> Text {
    Text::new(label.lv, label.en)
}

fn provider(
    part: ProviderPart,
    secret: &mut dyn FnMut(&Path) -> std::io::Result<String>,
) -> Result<ProviderConfig, ConfigError> {
    let entry = format!("provider \"{}\"", part.id);
    let issuer = Url::parse(&part.issuer).ok();
    let local = |url: &Url| matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    if !issuer.is_some_and(|url| url.scheme() == "https" || url.scheme() == "http" && local(&url)) {
        return Err(wrong(entry, "`issuer` is an https address, as the provider names itself"));
    }
    if part.claim.is_empty() || part.client_id.is_empty() {
        return Err(wrong(entry, "`claim` and `client-id` must say something"));
    }
    if part.whom == Whom::Clients && part.levels.is_empty() {
        return Err(wrong(entry, "`levels` must name what is enough for clients (values of `acr`)"));
    }
    let client_secret = match &part.client_secret_file {
        Some(path) => {
            let read = secret(path)
                .map_err(|why| wrong(&*entry, format!("`{}` cannot be read: {why}", path.display())))?;
            let read = read.trim().to_owned();
            if read.is_empty() {
                return Err(wrong(entry, format!("`{}` is empty", path.display())));
            }
            Some(ClientSecret::new(read))
        }
        None => None,
    };
    Ok(ProviderConfig {
        id: part.id,
        whom: part.whom,
        issuer: part.issuer,
        client_id: part.client_id,
        client_secret,
        label: text(part.label),
        scopes: part.scopes,
        levels: part.levels,
        claim: part.claim,
        prefix: part.prefix,
    })
}

fn officer(part: OfficerPart) -> Result<Officer, ConfigError> {
    let entry = format!("officer \"{}\"", part.code);
    let id: OfficerId = part.code.parse().map_err(|e| wrong(&*entry, format!("{e}")))?;
    let roles = part.roles.iter().map(|role| role.parse::<Role>());
    let roles = roles.collect::<Result<Vec<_>, _>>().map_err(|why| {
        let known: Vec<_> = Role::ALL.into_iter().map(Role::code).collect();
        wrong(&*entry, format!("{why}; roles are {}", known.join(", ")))
    })?;
    if roles.is_empty() || part.name.trim().is_empty() {
        return Err(wrong(entry, "an officer has a name and at least one role"));
    }
    let person = part.person.as_deref().map(str::parse::<PersonId>).transpose();
    let person = person.map_err(|why| wrong(&*entry, format!("`person`: {why}")))?;
    Ok(Officer { id, name: part.name, roles, office: part.office, person })
}

fn institution(part: InstitutionPart) -> Result<InstitutionConfig, ConfigError> {
    let entry = format!("institution \"{}\"", part.id);
    let may = part.may.iter().map(|code| {
        let found = Institution::ACTIONS.into_iter().find(|action| action.code() == code);
        found.ok_or_else(|| {
            let known: Vec<_> = Institution::ACTIONS.into_iter().map(Action::code).collect();
            wrong(&*entry, format!("`{code}` cannot be allowed; what can is {}", known.join(", ")))
        })
    });
    let may = may.collect::<Result<Vec<_>, _>>()?;
    let bases = part.bases.iter().map(|basis| basis.parse::<Citation>());
    let bases = bases.collect::<Result<Vec<_>, _>>().map_err(|why| wrong(&*entry, why.to_string()))?;
    if may.is_empty() || bases.is_empty() {
        return Err(wrong(entry, "`may` and `bases` must each name something"));
    }
    let keys = match &part.jwks {
        Some(set) => Keys::read(set).map_err(|why| wrong(&*entry, format!("`jwks`: {why}")))?,
        None => Keys::default(),
    };
    if keys.is_empty() && part.certificate_subject.is_none() {
        return Err(wrong(entry, "give it a key (`jwks`) or a certificate (`certificate-subject`)"));
    }
    if part
        .certificate_subject
        .as_deref()
        .is_some_and(|subject| subject.is_empty() || HeaderValue::from_str(subject).is_err())
    {
        return Err(wrong(entry, "`certificate-subject` is a text that fits a header"));
    }
    let institution = Institution { id: part.id, name: text(part.name), may, bases };
    let certificate = part.certificate_subject;
    Ok(InstitutionConfig { institution: Arc::new(institution), keys, certificate })
}

impl ProviderConfig {
    /// What the button says, in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        self.label.get(lang)
    }
}
