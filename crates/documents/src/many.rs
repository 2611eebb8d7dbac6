//! A list with at least one element, by construction.

use serde::{Deserialize, Serialize};

/// One or more values of `T`: there is no way to build an empty one.
///
/// Serialised as a plain list; an empty list is refused when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>", bound(serialize = "T: Clone + Serialize"))]
pub struct Many<T> {
    /// The first value.
    pub first: T,
    /// All further values, in order.
    pub rest: Vec<T>,
}

impl<T> Many<T> {
    /// A list of exactly one value.
    pub fn one(first: T) -> Self {
        Self { first, rest: Vec::new() }
    }

    /// A list from `values`; `None` when it is empty.
    pub fn from_vec(values: Vec<T>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        Some(Self { first, rest: values.collect() })
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl<T> From<Many<T>> for Vec<T> {
    fn from(many: Many<T>) -> Self {
        let mut values = vec![many.first];
        values.extend(many.rest);
        values
    }
}

/// A list that must not be empty was empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at least one entry is needed")]
pub struct Empty;

impl<T> TryFrom<Vec<T>> for Many<T> {
    type Error = Empty;

    fn try_from(values: Vec<T>) -> Result<Self, Empty> {
        Self::from_vec(values).ok_or(Empty)
    }
}
