//! Evidence that is not on file, or shows too little: what the law wants, and what the party was asked for.

use super::{Case, FactSource, Phase};
use crate::cases::incoming::Filed;
use crate::cases::request::EvidenceRequest;
use kernel::Day;
use law::procedure::Evidence;
use law::{Facts, Procedure, Truth};

impl Case {
    fn is_on_file(&self, evidence: &str) -> bool {
        self.evidence.iter().any(|(known, ..)| known == evidence)
    }

    /// The evidence that the law does not leave out on these facts, and that is not on file or was to show what nothing
    /// shows yet.
    pub fn wanted<'p>(&self, procedure: &'p Procedure, facts: &Facts) -> impl Iterator<Item = &'p Evidence> {
        let missing = missing(procedure, facts);
        let left = move |evidence: &Evidence| {
            missing.iter().any(|(fact, proved_by)| {
                evidence.facts().any(|known| known == fact) && proved_by.iter().all(|id| self.is_on_file(id))
            })
        };
        let list = procedure.evidence().iter();
        list.filter(move |evidence| {
            evidence.applies(facts) != Truth::NotMet && (!self.is_on_file(&evidence.id) || left(evidence))
        })
    }

    /// The evidence that is on file and not wanted: it can be recorded once more, or put right.
    pub fn again<'p>(&self, procedure: &'p Procedure, facts: &Facts) -> impl Iterator<Item = &'p Evidence> {
        let wanted: Vec<&str> = self.wanted(procedure, facts).map(|evidence| evidence.id.as_str()).collect();
        let list = procedure.evidence().iter();
        list.filter(move |known| self.is_on_file(&known.id) && !wanted.contains(&known.id.as_str()))
    }

    /// What the applicant has to bring at once and has not: it is not on file, and what it proves is asked and unknown.
    pub fn outstanding<'p>(
        &self,
        procedure: &'p Procedure,
        facts: &Facts,
    ) -> impl Iterator<Item = &'p Evidence> {
        let missing = missing(procedure, facts);
        procedure.evidence().iter().filter(move |evidence| {
            let asked = || evidence.facts().any(|fact| missing.iter().any(|(known, _)| known == fact));
            evidence.is_due_at_once() && evidence.applies(facts) != Truth::NotMet && asked()
        })
    }

    /// Whether the last piece of a kind on file was to show facts and showed none.
    #[must_use]
    pub fn shows_nothing(&self, evidence: &Evidence) -> bool {
        let shown = |fact: &str| {
            self.facts.get(fact).is_some_and(
                |known| matches!(&known.source, FactSource::Evidence { evidence: id } if *id == evidence.id),
            )
        };
        !evidence.shows.is_empty()
            && self.is_on_file(&evidence.id)
            && !evidence.shows.iter().any(|fact| shown(fact))
    }

    /// The evidence that was asked for and has not come since: the last request for each, and its id.
    #[must_use]
    pub fn requested(&self) -> Vec<(&EvidenceRequest, &str)> {
        let mut open: Vec<(&EvidenceRequest, &str)> = Vec::new();
        for (request, id) in self.requests.iter().rev().flat_map(|r| r.evidence.iter().map(move |id| (r, id)))
        {
            let came = self.evidence.iter().any(|(known, _, on, _)| known == id && *on >= request.on);
            if !came && open.iter().all(|(_, known)| known != id) {
                open.push((request, id));
            }
        }
        open
    }
}

impl Case {
    /// The day on which the party last sent a file as what was asked for, since it was.
    #[must_use]
    pub fn sent_for(&self, request: &EvidenceRequest, evidence: &str) -> Option<Day> {
        let answers = |file: &&Filed| {
            file.of_party() && file.on >= request.on && file.evidence.as_deref() == Some(evidence)
        };
        self.attachments.iter().filter(answers).map(|file| file.on).max()
    }

    /// Whether a part of what the party was asked for in one request is there, and the rest is waited for.
    #[must_use]
    pub fn is_sent_in_part(&self) -> bool {
        let open = if matches!(self.phase, Phase::Open) { self.requested() } else { Vec::new() };
        let waits = |request: &EvidenceRequest, id: &str| {
            self.sent_for(request, id).is_none()
                && open.iter().any(|(known, wanted)| known.letter == request.letter && *wanted == id)
        };
        // What is neither waited for here nor in a later request is there.
        let later = |request: &EvidenceRequest, id: &str| {
            open.iter().any(|(known, wanted)| known.letter != request.letter && *wanted == id)
        };
        self.requests.iter().any(|request| {
            request.evidence.iter().any(|id| waits(request, id))
                && request.evidence.iter().any(|id| !waits(request, id) && !later(request, id))
        })
    }

    /// Whether the party sent a file as this evidence, and nobody has looked at it yet.
    #[must_use]
    pub fn is_sent(&self, evidence: &str) -> bool {
        let files = self.attachments.iter().filter(|file| file.of_party());
        let sent = files.filter(|file| file.evidence.as_deref() == Some(evidence)).map(|file| file.on).max();
        let looked = || self.evidence.iter().filter(|(id, ..)| id == evidence).map(|(_, _, on, _)| *on).max();
        sent.is_some_and(|sent| looked().is_none_or(|looked| looked < sent))
    }

    /// The last day for what the party was asked for and has not sent, the earliest of several; `None` when nothing is
    /// waited for, or nobody examines the case any more.
    #[must_use]
    pub fn waits_for_party(&self) -> Option<Day> {
        let open = if matches!(self.phase, Phase::Open) { self.requested() } else { Vec::new() };
        let open = open.into_iter().filter(|(request, id)| self.sent_for(request, id).is_none());
        open.map(|(request, _)| request.until).min()
    }
}

/// The facts that are asked and unknown, each with the evidence that would prove it.
fn missing(procedure: &Procedure, facts: &Facts) -> Vec<(String, Vec<String>)> {
    let missing = procedure.assess(facts).missing.into_iter();
    missing.map(|missing| (missing.fact, missing.proved_by)).collect()
}
