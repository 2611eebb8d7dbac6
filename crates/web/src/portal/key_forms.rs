//! The form of a ceremony with a passkey: what the browser is asked stands in it, and its answer is sent with it. What
//! the office must remember until then waits in the database, so that any node can go on.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::sign_in::passkey::{Added, Asked, PasskeyFault, Passkeys};
use crate::status::Fault;
use maud::{Markup, html};
use office::actor::Officer;
use office::passkeys::Passkey;
use serde::{Deserialize, Serialize};

/// Seconds that a browser may take to answer.
const SECONDS: i64 = 5 * 60;

/// What waits for the answer.
#[derive(Debug, Serialize, Deserialize)]
struct Waits {
    code: String,
    state: String,
}

/// A ceremony that was begun.
#[derive(Debug)]
pub struct Ceremony {
    kind: &'static str,
    options: String,
    key: String,
}

impl Ceremony {
    /// Asks to show one of the passkeys that are known of `code`.
    ///
    /// # Errors
    /// The database does not answer, or passkeys cannot be used.
    pub async fn show(
        app: &App,
        passkeys: &Passkeys,
        purpose: &str,
        code: &str,
        known: &[Passkey],
    ) -> Result<Self, Fault> {
        let asked = passkeys.ask_to_show(code, known, &app.token()).map_err(|_| Fault::of("fault"))?;
        Self::begin(app, "show", purpose, code, asked).await
    }

    /// Asks to add a passkey for `officer`.
    ///
    /// # Errors
    /// The database does not answer, or passkeys cannot be used.
    pub async fn add(
        app: &App,
        passkeys: &Passkeys,
        purpose: &str,
        officer: &Officer,
    ) -> Result<Self, Fault> {
        let known = app.office().passkeys(&officer.id).await?;
        let asked = passkeys.ask_to_add(officer, &known).map_err(|_| Fault::of("fault"))?;
        Self::begin(app, "add", purpose, officer.id.as_str(), asked).await
    }

    async fn begin(
        app: &App,
        kind: &'static str,
        purpose: &str,
        code: &str,
        asked: Asked,
    ) -> Result<Self, Fault> {
        let key = app.token();
        let waits = Waits { code: code.to_owned(), state: asked.state };
        let body = serde_json::to_string(&waits).unwrap_or_default();
        app.office().let_wait(&key, &format!("passkey-{purpose}"), body, SECONDS).await?;
        Ok(Self { kind, options: asked.options, key })
    }

    /// The form. `hidden` goes along, `content` stands above the button.
    #[must_use]
    pub fn form(
        &self,
        ctx: &Ctx,
        action: &str,
        hidden: &[(&str, &str)],
        content: &Markup,
        button: &str,
    ) -> Markup {
        html! {
            form method="post" action=(action) data-passkey=(self.options) data-kind=(self.kind) {
                (ctx.form_token())
                input type="hidden" name="ceremony" value=(self.key);
                input type="hidden" name="answer" value="";
                @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
                (content)
                div.notice.bad data-failed tabindex="-1" role="alert" hidden {
                    p { (ctx.t("passkey-failed")) }
                }
                noscript { p { (ctx.t("passkey-noscript")) } }
                div.actions { button type="submit" { (button) } }
            }
        }
    }
}

async fn taken(app: &App, purpose: &str, fields: &Fields) -> Result<Option<Waits>, Fault> {
    let body = app.office().take_waiting(fields.get("ceremony"), &format!("passkey-{purpose}")).await?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// The officer's code whose passkey a browser showed; inside, why it was not taken.
///
/// # Errors
/// The database does not answer.
pub async fn shown(app: &App, purpose: &str, fields: &Fields) -> Result<Result<String, PasskeyFault>, Fault> {
    let (Some(passkeys), Some(waits)) = (app.sign_in().passkeys(), taken(app, purpose, fields).await?) else {
        return Ok(Err(PasskeyFault::NotVerified));
    };
    let Ok(officer) = waits.code.parse() else { return Ok(Err(PasskeyFault::NotVerified)) };
    let known = app.office().passkeys(&officer).await?;
    match passkeys.shown(&waits.state, fields.get("answer"), &known) {
        Ok((passkey, after)) => match app.office().use_passkey(passkey, &after).await? {
            true => Ok(Ok(waits.code)),
            false => Ok(Err(PasskeyFault::NotVerified)),
        },
        Err(fault) => Ok(Err(fault)),
    }
}

/// What a browser added, and for whom; inside, why it was not taken.
///
/// # Errors
/// The database does not answer.
pub async fn added(
    app: &App,
    purpose: &str,
    fields: &Fields,
) -> Result<Result<(String, Added), PasskeyFault>, Fault> {
    let (Some(passkeys), Some(waits)) = (app.sign_in().passkeys(), taken(app, purpose, fields).await?) else {
        return Ok(Err(PasskeyFault::NotVerified));
    };
    Ok(passkeys.added(&waits.state, fields.get("answer")).map(|added| (waits.code, added)))
}

/// The key of the sentence for a fault.
#[must_use]
pub const fn words(fault: PasskeyFault) -> &'static str {
    match fault {
        PasskeyFault::NoAnswer => "passkey-no-answer",
        PasskeyFault::NotVerified => "passkey-not-verified",
        PasskeyFault::Broken => "passkey-broken",
    }
}
