//! Grounds of refusal (*atteikuma pamati*): each declared once by a procedure, each with its citation.

use kernel::{Citation, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// Whether the law leaves a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroundKind {
    /// The office must refuse (*obligāts administratīvais akts*).
    Must,
    /// The office may refuse, and weighs usefulness first (Administrative Procedure Law, Art. 65 and 66).
    May,
}

/// A ground of refusal. Only [`Grounds`] can mint one, so a decision cannot invent a ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ground {
    id: String,
    cite: Citation,
    text: Text,
    kind: GroundKind,
    verified: bool,
    classified: bool,
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

    /// Whether the law leaves a choice.
    #[must_use]
    pub const fn kind(&self) -> GroundKind {
        self.kind
    }

    /// Whether ground and provision were read in a source.
    #[must_use]
    pub const fn verified(&self) -> bool {
        self.verified
    }

    /// Whether its reasons stand in an annex that the law keeps secret, and not in the decision.
    #[must_use]
    pub const fn classified(&self) -> bool {
        self.classified
    }
}

/// What a procedure declares of a ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredGround {
    /// Id in the procedure.
    pub id: String,
    /// The provision it stands on.
    pub cite: Citation,
    /// What it says.
    pub text: Text,
    /// Must or may.
    pub kind: GroundKind,
    /// Whether it was read in a source.
    pub verified: bool,
    /// Whether its reasons stand in a secret annex.
    pub classified: bool,
}

impl From<(String, Citation, Text)> for DeclaredGround {
    fn from((id, cite, text): (String, Citation, Text)) -> Self {
        Self { id, cite, text, kind: GroundKind::Must, verified: true, classified: false }
    }
}

/// The grounds that one version of a procedure declares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grounds(Vec<Ground>);

/// Two grounds of one procedure share an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the ground `{0}` is declared twice")]
pub struct DeclaredTwice(String);

impl Grounds {
    /// Declares the grounds of a procedure: id, provision, wording (and kind, when the law leaves a choice).
    ///
    /// # Errors
    /// [`DeclaredTwice`] names an id that occurs more than once.
    pub fn declare<G: Into<DeclaredGround>>(
        list: impl IntoIterator<Item = G>,
    ) -> Result<Self, DeclaredTwice> {
        let mut grounds: Vec<Ground> = Vec::new();
        for DeclaredGround { id, cite, text, kind, verified, classified } in list.into_iter().map(Into::into)
        {
            if grounds.iter().any(|known| known.id == id) {
                return Err(DeclaredTwice(id));
            }
            grounds.push(Ground { id, cite, text, kind, verified, classified });
        }
        Ok(Self(grounds))
    }

    /// The ground with this id, if the procedure declares it.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Ground> {
        self.0.iter().find(|ground| ground.id == id).cloned()
    }

    /// All of them, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Ground] {
        &self.0
    }
}
