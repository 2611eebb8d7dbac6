//! How the office does, for whoever runs it: counts and instants, nobody's data.

use crate::act::Office;
use crate::error::OfficeError;
pub use store::{BATCH_SIZES, Health, JobCounts, Operation, Pulse, Standby};

impl Office {
    /// What the one writer of this node did since it was started.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.store().pulse()
    }

    /// The state of the database.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when it does not answer.
    pub async fn health(&self) -> Result<Health, OfficeError> {
        Ok(self.store().health().await?)
    }
}
