//! Evidence that is not on file: what the law wants, and what the party was asked for.

use super::Case;
use crate::cases::request::EvidenceRequest;
use law::procedure::Evidence;
use law::{Facts, Procedure, Truth};

impl Case {
    fn is_on_file(&self, evidence: &str) -> bool {
        self.evidence.iter().any(|(known, ..)| known == evidence)
    }

    /// The evidence that is not on file and not left out by the law on these facts.
    pub fn wanted<'p>(&self, procedure: &'p Procedure, facts: &Facts) -> impl Iterator<Item = &'p Evidence> {
        let list = procedure.evidence().iter();
        list.filter(|evidence| !self.is_on_file(&evidence.id) && evidence.applies(facts) != Truth::NotMet)
    }

    /// The evidence that was asked for and is not on file: the last request for each, and its id.
    #[must_use]
    pub fn requested(&self) -> Vec<(&EvidenceRequest, &str)> {
        let mut open: Vec<(&EvidenceRequest, &str)> = Vec::new();
        for (request, id) in self.requests.iter().rev().flat_map(|r| r.evidence.iter().map(move |id| (r, id)))
        {
            if !self.is_on_file(id) && open.iter().all(|(_, known)| known != id) {
                open.push((request, id));
            }
        }
        open
    }
}
