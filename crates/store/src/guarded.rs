//! Personal rows on their way to whoever may read them.
//!
//! The store answers personal data sealed; `office::access` alone opens them, with a right in hand and a
//! trace to write. The tidy test holds that no other file calls [`Guarded::release`].

/// A value that holds personal data and has not been released yet. It shows nothing of what it holds.
#[derive(Clone)]
pub struct Guarded<T>(T);

impl<T> Guarded<T> {
    /// Seals a value. Anybody may: it is the opening that has one door.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens the seal. Only `office::access` may call this: the reading must have been authorised, and its
    /// trace must be committed before the answer leaves the office.
    pub fn release(self) -> T {
        self.0
    }
}

impl<T> std::fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guarded(hidden)")
    }
}
