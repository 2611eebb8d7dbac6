//! Chance as an argument: the one place that asks the operating system for randomness.

use rand_chacha::ChaCha12Rng;
use rand_core::{RngCore, SeedableRng};

/// A source of random numbers handed to whatever needs one.
pub trait Chance: Send {
    /// Sixty-four random bits.
    fn next_u64(&mut self) -> u64;

    /// A number from 0 up to but not including `bound`; 0 when `bound` is 0.
    ///
    /// Uses the high half of a 128-bit product: the bias is below `bound / 2⁶⁴`.
    fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next_u64()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }
}

/// A repeatable source: the same seed gives the same numbers on every machine (`ChaCha12`).
#[derive(Debug, Clone)]
pub struct SeededChance(ChaCha12Rng);

impl SeededChance {
    /// The source that starts from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }
}

impl Chance for SeededChance {
    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }
}

/// Randomness of the operating system, stretched by `ChaCha12` from one fresh seed.
#[derive(Debug, Clone)]
pub struct OsChance(ChaCha12Rng);

impl OsChance {
    /// A source with a seed from the operating system.
    ///
    /// # Errors
    /// The operating system gives no randomness (a container without a random device).
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut seed = [0_u8; 32];
        #[allow(clippy::disallowed_methods, reason = "the one place that asks the system for chance")]
        getrandom::fill(&mut seed)?;
        Ok(Self(ChaCha12Rng::from_seed(seed)))
    }
}

impl Chance for OsChance {
    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }
}
