//! Personal rows on their way to whoever may read them.
//!
//! The store answers personal data sealed; `office::access` alone opens them, with a right in hand and a
//! trace to write. The tidy test holds that no other file calls [`Guarded::release`].

/// A value that holds personal data and has not been released yet. It shows nothing of what it holds.
#[derive(Clone)]
pub struct Guarded<T>(T);

impl<T> Guarded<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(value)
    }

    /// What is made of it, sealed again: for what is read by nobody on the way, as a fold.
    ///
    /// # Errors
    /// What `make` says.
    pub fn try_map<R, E>(self, make: impl FnOnce(T) -> Result<R, E>) -> Result<Guarded<R>, E> {
        make(self.0).map(Guarded)
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
