//! What somebody had typed when their session ended, or when their form was refused: kept for a while, and given back to
//! nobody else.
//!
//! It waits sealed under a secret that only the browser keeps, so that whoever reads the database reads nothing of it; so do
//! the files that were chosen in a form. A job deletes them when their time is over.

use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use serde::{Deserialize, Serialize};
use store::sealing::slip;

/// Under which kind it waits.
const KIND: &str = "typed";
/// Seconds for which it waits.
const WAIT_SECONDS: i64 = 8 * 60 * 60;
/// Seconds for which a refused form waits.
const REFUSED_SECONDS: i64 = 60 * 60;

/// A form that came after the end of its session, or that was refused.
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
    /// The files that were chosen in it, in their order; their bytes wait beside it.
    #[serde(default)]
    pub files: Vec<KeptFile>,
    /// What was wrong with it, where it was refused.
    #[serde(default)]
    pub faults: Vec<TypedFault>,
    /// Whether files came with it that are not kept.
    #[serde(default)]
    pub with_files: bool,
}

/// What was wrong in a field of a refused form, without words of any language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedFault {
    /// The name of the field.
    pub field: String,
    /// The key of the sentence.
    pub key: String,
    /// What goes into it.
    pub args: Vec<(String, String)>,
}

/// A file that was chosen in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// The name of its field.
    pub field: String,
    /// What the sender calls it.
    pub name: String,
    /// How many bytes it has.
    pub length: usize,
}

/// The secret of one file: no two texts are sealed under the same.
fn of_file(secret: &str, place: usize) -> String {
    format!("{secret} file {place}")
}

fn sealed(secret: &str, typed: &Typed) -> Result<String, OfficeError> {
    let text = serde_json::to_string(typed).map_err(|e| OfficeError::Fault(e.to_string()))?;
    slip::seal(secret, &text).map_err(|e| OfficeError::Fault(e.to_string()))
}

impl Office {
    /// Keeps what was typed in a form that was refused, for a shorter while. Answers whether it was kept.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn keep_refused(&self, secret: &str, typed: &Typed) -> Result<bool, OfficeError> {
        self.let_wait(secret, KIND, sealed(secret, typed)?, REFUSED_SECONDS).await
    }

    /// Keeps what was typed, and the files that were chosen, under a secret that nothing else was kept under. Answers whether it was kept.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn keep_typed(
        &self,
        secret: &str,
        typed: &Typed,
        files: &[Vec<u8>],
    ) -> Result<bool, OfficeError> {
        let sealed = sealed(secret, typed)?;
        if files.is_empty() {
            return self.let_wait(secret, KIND, sealed, WAIT_SECONDS).await;
        }
        let files: Result<Vec<Vec<u8>>, _> =
            (0..).zip(files).map(|(place, bytes)| slip::seal_bytes(&of_file(secret, place), bytes)).collect();
        self.let_wait_with(
            secret,
            KIND,
            sealed,
            &files.map_err(|e| OfficeError::Fault(e.to_string()))?,
            WAIT_SECONDS,
        )
        .await
    }

    /// The files that wait under `secret` for `actor`, with their bytes; they stay.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn typed_files(
        &self,
        actor: &Actor,
        secret: &str,
    ) -> Result<Vec<(KeptFile, Vec<u8>)>, OfficeError> {
        let Some(typed) = self.typed(actor, secret).await? else { return Ok(Vec::new()) };
        let sealed = self.waiting_files(secret).await?;
        let open = |(place, (file, bytes)): (usize, (KeptFile, Vec<u8>))| {
            slip::open_bytes(&of_file(secret, place), &bytes).ok().map(|clear| (file, clear))
        };
        Ok(typed.files.into_iter().zip(sealed).enumerate().filter_map(open).collect())
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
