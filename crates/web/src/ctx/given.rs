//! What a page has to give: what was typed on it when a session ended, back to whoever typed it ([`crate::typed`]); and the
//! keys of its actions.

use super::Ctx;
use crate::app::App;
use crate::form::Fields;
use crate::session::Session;
use crate::typed::TYPED_COOKIE;
use axum_extra::extract::cookie::CookieJar;
use office::typed::KeptFile;
use std::sync::PoisonError;

/// What was typed on a page when a session ended.
pub(super) struct Given {
    /// The fields of its form.
    pub(super) fields: Fields,
    /// The files that were chosen in it.
    pub(super) files: Vec<KeptFile>,
}

impl Ctx {
    /// What was typed on this page when the session ended, over what the form would say otherwise.
    #[must_use]
    pub fn given_back(&self, fields: Fields) -> Fields {
        match &self.inner.typed {
            Some(typed) => fields.under(&typed.fields),
            None => fields,
        }
    }

    /// What was typed on this page when the session ended.
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

/// What was typed on the `page` that is asked for, by its path behind the language, and whether the browser holds anything of the kind. What cannot be read
/// now waits for the next time.
pub(super) async fn on_page(
    app: &App,
    jar: &CookieJar,
    session: Option<&Session>,
    page: Option<String>,
) -> (Option<Given>, bool) {
    let Some(secret) = jar.get(TYPED_COOKIE.of(app)) else { return (None, false) };
    let (Some(session), Some(here)) = (session, page) else { return (None, true) };
    let typed = app.office().typed(&session.actor, secret.value()).await.ok().flatten();
    let typed = typed.filter(|typed| typed.page.split('?').next() == Some(here.as_str()));
    (typed.map(|typed| Given { fields: Fields::from(typed.fields), files: typed.files }), true)
}
