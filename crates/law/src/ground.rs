//! Grounds of refusal (*atteikuma pamati*): each declared once by a procedure, each with its citation.

use kernel::{Citation, Text};

/// A ground of refusal. Only [`Grounds`] can mint one, so a decision cannot invent a ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    id: String,
    cite: Citation,
    text: Text,
}

impl Ground {
    /// Id in the procedure.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The provision it stands on.
    #[must_use]
    pub const fn cite(&self) -> &Citation {
        &self.cite
    }

    /// What the ground says, in every language.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.text
    }
}

/// The grounds that one version of a procedure declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds(Vec<Ground>);

/// Two grounds of one procedure share an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the ground `{0}` is declared twice")]
pub struct DeclaredTwice(String);

impl Grounds {
    /// Declares the grounds of a procedure: id, provision, wording.
    ///
    /// # Errors
    /// [`DeclaredTwice`] names an id that occurs more than once.
    pub fn declare(list: impl IntoIterator<Item = (String, Citation, Text)>) -> Result<Self, DeclaredTwice> {
        let mut grounds: Vec<Ground> = Vec::new();
        for (id, cite, text) in list {
            if grounds.iter().any(|known| known.id == id) {
                return Err(DeclaredTwice(id));
            }
            grounds.push(Ground { id, cite, text });
        }
        Ok(Self(grounds))
    }

    /// The ground with this id, if the procedure declares it.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Ground> {
        self.0.iter().find(|ground| ground.id == id).cloned()
    }
}
