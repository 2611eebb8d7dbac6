//! Citations: an act by its alias and a point of it, such as `apl:67(2)`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Why a text is no citation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a citation; write the act's alias and the point, such as apl:67(2), or the alias alone"
)]
pub struct CitationError(String);

/// A place in an act: the alias under which a procedure declares the act, and the point (empty for the
/// act as a whole).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Citation {
    act: Arc<str>,
    point: Arc<str>,
}

impl Citation {
    /// The alias of the act.
    #[must_use]
    pub fn act(&self) -> &str {
        &self.act
    }

    /// The article alone: `apl:67` of `apl:67(2)`.
    #[must_use]
    pub fn article(&self) -> Self {
        let article = self.point.split_once('(').map_or(&*self.point, |(article, _)| article);
        Self { act: Arc::clone(&self.act), point: article.into() }
    }

    /// The point, such as `67(2)`; empty when the act is cited as a whole.
    #[must_use]
    pub fn point(&self) -> &str {
        &self.point
    }
}

impl FromStr for Citation {
    type Err = CitationError;
    fn from_str(text: &str) -> Result<Self, CitationError> {
        let wrong = || CitationError(text.to_owned());
        let (act, point) = match text.split_once(':') {
            Some((_, "")) => return Err(wrong()),
            Some((act, point)) => (act, point),
            None => (text, ""),
        };
        let alias = !act.is_empty()
            && act.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && act.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let fits = point.len() <= 60
            && point.chars().all(|c| c.is_ascii_alphanumeric() || "().,-_/ ".contains(c))
            && point.trim() == point;
        if alias && fits { Ok(Self { act: act.into(), point: point.into() }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Citation {
    type Error = CitationError;
    fn try_from(text: String) -> Result<Self, CitationError> {
        text.parse()
    }
}

impl From<Citation> for String {
    fn from(citation: Citation) -> Self {
        citation.to_string()
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.act)?;
        if self.point.is_empty() { Ok(()) } else { write!(f, ":{}", self.point) }
    }
}
