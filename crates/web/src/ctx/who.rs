//! Who asks: the actor, the session behind it, and for whom a client acts.

use super::Ctx;
use crate::form::Fields;
use crate::session::Session;
use crate::status::{self, Fault};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use kernel::PersonId;
use office::actor::Actor;

static ANONYMOUS: Actor = Actor::Anonymous;

impl Ctx {
    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        self.inner.session.as_ref().map_or(&ANONYMOUS, |session| &session.actor)
    }

    /// The name of who is signed in.
    #[must_use]
    pub fn signed_in_as(&self) -> Option<&str> {
        self.inner.session.as_ref().map(|session| session.kept.name.as_str())
    }

    /// The session, if somebody is signed in.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.inner.session.as_ref()
    }

    /// Whether somebody may be signed in of whom the database does not tell.
    #[must_use]
    pub fn session_unread(&self) -> bool {
        self.inner.session_unread
    }

    /// For whom the client chose to act; nobody but themselves when absent.
    #[must_use]
    pub fn acting_for(&self) -> Option<PersonId> {
        self.acting().map(|(person, _)| person)
    }

    /// The same, with their name.
    #[must_use]
    pub fn acting(&self) -> Option<(PersonId, &str)> {
        let acting = self.session().and_then(|session| session.kept.acting_for.as_ref());
        acting.map(|(person, name)| (*person, name.as_str()))
    }

    /// Whether what is signed in was shown lately enough for a dangerous act.
    #[must_use]
    pub fn fresh(&self) -> bool {
        let minutes = self.inner.app.sign_in().fresh_minutes();
        self.session().is_none_or(|session| session.kept.fresh(self.now(), minutes))
    }
}

/// The purpose that the address of a page names.
fn purpose_of(query: &str) -> String {
    Fields::read(query.as_bytes()).map(|fields| fields.get("purpose").to_owned()).unwrap_or_default()
}

/// The answer, once what it refuses, or did not find, is in the trace.
pub(super) async fn noted(ctx: &Ctx, uri: &Uri, response: Response) -> Response {
    if !response.status().is_client_error() {
        return response;
    }
    let refused = response.extensions().get::<Fault>().and_then(|fault| fault.refused);
    let purpose = purpose_of(uri.query().unwrap_or_default());
    match status::note(ctx.app().office(), ctx.actor(), refused, (uri.path(), &purpose)).await {
        Ok(()) => response,
        Err(error) => Fault::from(error).into_response(),
    }
}
