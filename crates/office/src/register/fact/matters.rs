//! What a power of attorney is for: all matters of the office, or groups of its services.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What somebody is authorised to do for another (*pilnvarojuma apjoms*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matters {
    /// Everything that the office does.
    All,
    /// Services under these tasks of the authority, by their ids; never none.
    Groups(#[serde(deserialize_with = "some")] BTreeSet<String>),
}

/// A power for nothing is none.
fn some<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeSet<String>, D::Error> {
    let groups = BTreeSet::<String>::deserialize(from)?;
    if groups.is_empty() { Err(serde::de::Error::custom("no group is named")) } else { Ok(groups) }
}

impl Matters {
    /// Whether a procedure under this task of the authority is among them; one under no task only where all are.
    #[must_use]
    pub fn cover(&self, task: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::Groups(groups) => task.is_some_and(|task| groups.contains(task)),
        }
    }

    /// The ids of the groups; none where it is all.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let groups = match self {
            Self::All => None,
            Self::Groups(groups) => Some(groups),
        };
        groups.into_iter().flatten().map(String::as_str)
    }
}
