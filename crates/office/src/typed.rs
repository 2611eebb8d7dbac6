//! What somebody had typed when their session ended: kept until they sign in again, and given back to nobody else.
//!
//! It waits sealed under a secret that only the browser keeps, so that whoever reads the database reads nothing of it.

use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use serde::{Deserialize, Serialize};
use store::sealing::slip;

/// Under which kind it waits.
const KIND: &str = "typed";
/// Seconds for which it waits.
const WAIT_SECONDS: i64 = 8 * 60 * 60;

/// A form that came after the end of its session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Who had typed it, as the log names them.
    pub actor: String,
    /// Where the form was sent, behind the language, with its query.
    pub sent_to: String,
    /// The page that shows the form, behind the language, with its query.
    pub page: String,
    /// Names and values of its fields.
    pub fields: Vec<(String, String)>,
}

impl Office {
    /// Keeps what was typed under a secret that nothing else was kept under. Answers whether it was kept.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn keep_typed(&self, secret: &str, typed: &Typed) -> Result<bool, OfficeError> {
        let text = serde_json::to_string(typed).map_err(|e| OfficeError::Fault(e.to_string()))?;
        let sealed = slip::seal(secret, &text).map_err(|e| OfficeError::Fault(e.to_string()))?;
        self.let_wait(secret, KIND, sealed, WAIT_SECONDS).await
    }

    /// What waits under `secret` for `actor`; it stays.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn typed(&self, actor: &Actor, secret: &str) -> Result<Option<Typed>, OfficeError> {
        let Some(sealed) = self.waiting(secret, KIND).await? else { return Ok(None) };
        let typed = slip::open(secret, &sealed).ok();
        let typed: Option<Typed> = typed.and_then(|text| serde_json::from_str(&text).ok());
        Ok(typed.filter(|typed| typed.actor == actor.to_string()))
    }

    /// Forgets what waits under `secret`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn forget_typed(&self, secret: &str) -> Result<(), OfficeError> {
        self.take_waiting(secret, KIND).await.map(|_| ())
    }
}
