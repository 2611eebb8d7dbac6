//! What a page has to give: what was typed on it when a session ended ([`crate::typed`]) or when it was refused
//! ([`crate::refused`]), back to whoever typed it; and the keys of its actions.

use super::Ctx;
use crate::app::App;
use crate::form::{Faults, Fields};
use crate::refused::{self, AGAIN, Refused};
use crate::session::Session;
use crate::status::FieldFault;
use crate::typed::{TYPED_COOKIE, page_of};
use axum_extra::extract::cookie::CookieJar;
use office::actor::Actor;
use office::typed::{KeptFile, Typed};
use std::sync::{Mutex, PoisonError};

/// What was typed on a page.
pub(super) struct Given {
    /// The fields of its form.
    pub(super) fields: Fields,
    /// The files that were chosen in it.
    pub(super) files: Vec<KeptFile>,
    /// What was wrong with it, where it was refused; none when it came too late.
    pub(super) faults: Faults,
    /// Whether files were chosen in it that were not kept.
    pub(super) without_files: bool,
}

impl From<Typed> for Given {
    fn from(typed: Typed) -> Self {
        let mut faults = Faults::default();
        faults.extend(typed.faults.into_iter().map(|fault| FieldFault {
            field: fault.field,
            key: fault.key,
            args: fault.args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        }));
        Self {
            fields: Fields::from(typed.fields),
            files: typed.files,
            faults,
            without_files: typed.with_files,
        }
    }
}

/// What is known of a form that was sent, should it be refused.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    query: String,
    sent: Mutex<Sent>,
}

#[derive(Debug, Default)]
struct Sent {
    fields: Fields,
    files: bool,
    refused: Option<Refused>,
}

impl Refusal {
    /// Of a form that was sent with this query.
    pub(super) fn sent_to(query: String) -> Self {
        Self { query, sent: Mutex::default() }
    }

    fn with<T>(&self, what: impl FnOnce(&mut Sent) -> T) -> T {
        what(&mut self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Ctx {
    /// Notes what a form sent.
    pub fn note_sent(&self, fields: &Fields) {
        self.inner.refusal.with(|sent| sent.fields = fields.clone());
    }

    /// Notes that a form brought a file.
    pub fn note_files(&self) {
        self.inner.refusal.with(|sent| sent.files = true);
    }

    /// Notes that the form is refused: its page can be asked for again from now on.
    pub fn refuse(&self, faults: &Faults) {
        let refused = Refused { number: self.app().token(), faults: faults.clone() };
        self.inner.refusal.with(|sent| sent.refused = Some(refused));
    }

    /// The form that was refused, with what it sent and whether files came with it.
    #[must_use]
    pub fn refused(&self) -> Option<(Refused, Fields, bool)> {
        let found = |sent: &mut Sent| Some((sent.refused.clone()?, sent.fields.clone(), sent.files));
        self.inner.refusal.with(found)
    }

    /// Whether the form of this page came with files that are not kept with what was typed.
    #[must_use]
    pub fn without_files(&self) -> bool {
        let before = self.inner.typed.as_ref().is_some_and(|typed| typed.without_files);
        before || self.inner.refusal.with(|sent| sent.refused.is_some() && sent.files)
    }

    /// The page that shows the refused form again, behind the language.
    #[must_use]
    pub fn page_again(&self) -> Option<String> {
        let Refused { number, .. } = self.inner.refusal.with(|sent| sent.refused.clone())?;
        let (page, query) = (page_of(self.path()), &self.inner.refusal.query);
        let joint = if query.is_empty() { "" } else { "&" };
        Some(format!("{page}?{query}{joint}{AGAIN}={number}"))
    }

    /// What was typed on this page, over what the form would say otherwise.
    #[must_use]
    pub fn given_back(&self, fields: Fields) -> Fields {
        match &self.inner.typed {
            Some(typed) => fields.under(&typed.fields),
            None => fields,
        }
    }

    /// What is wrong with what is given back.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.inner.typed.as_ref().map(|typed| typed.faults.clone()).unwrap_or_default()
    }

    /// What was typed on this page.
    #[must_use]
    pub fn typed(&self) -> Option<&Fields> {
        self.inner.typed.as_ref().map(|typed| &typed.fields)
    }

    /// The files that were chosen on this page when the session ended.
    #[must_use]
    pub fn kept_files(&self) -> &[KeptFile] {
        self.inner.typed.as_ref().map(|typed| typed.files.as_slice()).unwrap_or_default()
    }

    /// Gives a key of the keyboard to an action of this page: to an officer's, and to one alone.
    #[must_use]
    pub fn takes_key(&self, key: char) -> bool {
        let bit = 1_u128.checked_shl(u32::from(key)).unwrap_or(0);
        let mut taken = self.inner.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let free = bit != 0 && *taken & bit == 0 && self.actor().officer().is_some();
        *taken |= if free { bit } else { 0 };
        free
    }

    /// Whether the browser holds something that was typed when a session ended.
    #[must_use]
    pub fn holds_typed(&self) -> bool {
        self.inner.holds_typed
    }
}

/// What was typed on the page that is asked for, by its path behind the language and its query, and whether the browser
/// holds anything of a session that ended. What cannot be read now waits for the next time.
pub(super) async fn on_page(
    app: &App,
    jar: &CookieJar,
    session: Option<&Session>,
    page: Option<(&str, &str)>,
) -> (Option<Given>, bool) {
    let actor = session.map_or(&Actor::Anonymous, |session| &session.actor);
    let refused = match page {
        Some((path, query)) => refused_on(app, jar, actor, path, query).await,
        None => None,
    };
    let Some(secret) = jar.get(TYPED_COOKIE.of(app)) else { return (refused, false) };
    let (None, Some(_), Some((here, _))) = (&refused, session, page) else { return (refused, true) };
    let typed = app.office().typed(actor, secret.value()).await.ok().flatten();
    (typed.filter(|typed| typed.page.split('?').next() == Some(here)).map(Given::from), true)
}

async fn refused_on(app: &App, jar: &CookieJar, actor: &Actor, path: &str, query: &str) -> Option<Given> {
    let number = Fields::read(query.as_bytes())?.get(AGAIN).to_owned();
    let secret = refused::secret(jar, app, &number)?;
    let typed = app.office().typed(actor, &secret).await.ok().flatten()?;
    (typed.page.split('?').next() == Some(path)).then(|| Given::from(typed))
}
