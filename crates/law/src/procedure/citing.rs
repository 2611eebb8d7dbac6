//! Provisions in words, each verified only when it was read.

use super::Procedure;
use crate::cite::CitedNorm;
use crate::ground::Ground;
use kernel::{Citation, Text};

impl Procedure {
    /// A provision in words. It is verified when its act is, some point of this procedure that cites it is, and no
    /// ground of refusal stands on it unverified: a letter says no more than was read.
    #[must_use]
    pub fn cite_text(&self, cite: &Citation) -> CitedNorm {
        self.norm(cite, self.read_in_a_source(cite))
    }

    /// The provision of a ground in words; verified when the act and the ground itself are.
    #[must_use]
    pub fn cite_ground(&self, ground: &Ground) -> CitedNorm {
        self.norm(ground.cite(), ground.verified())
    }

    fn norm(&self, cite: &Citation, verified: bool) -> CitedNorm {
        match self.acts.iter().find(|act| act.alias == cite.act()) {
            Some(act) => {
                CitedNorm { text: act.norm(cite), uri: act.uri.clone(), verified: act.verified && verified }
            }
            // The loader lets no citation of an undeclared act through; one from elsewhere stays as it is.
            None => {
                CitedNorm { text: Text::new(cite.to_string(), cite.to_string()), uri: None, verified: false }
            }
        }
    }

    fn read_in_a_source(&self, cite: &Citation) -> bool {
        if self.grounds.all().iter().any(|ground| ground.cite() == cite && !ground.verified()) {
            return false;
        }
        let read = |other: &Citation, verified: bool| other == cite && verified;
        self.requirements.iter().any(|r| read(&r.cite, r.verified))
            || self.capacities.iter().any(|c| read(&c.cite, c.verified))
            || self.evidence.iter().any(|e| read(&e.cite, e.verified))
            || self.grounds.all().iter().any(|g| read(g.cite(), g.verified()))
            || self.routes().any(|r| read(&r.cite, r.verified))
            || self.clocks.iter().any(|c| read(&c.cite, c.verified))
            || self.tracks.iter().any(|t| read(&t.cite, t.verified))
            || self.notices.iter().any(|n| n.cite.as_ref().is_some_and(|cite| read(cite, n.verified)))
            || self.decisions.iter().any(|d| d.cite.as_ref().is_some_and(|cite| read(cite, d.verified)))
            || read(&self.hearing.cite, self.hearing.verified)
            || self.hearing.waivers.iter().any(|w| read(&w.cite, self.hearing.verified))
            || self.fees.as_ref().is_some_and(|fees| {
                fees.rows.iter().any(|row| read(&row.cite, row.verified))
                    || fees.reduced.iter().chain(&fees.exempt).any(|g| read(&g.cite, g.verified))
                    || fees.extras.iter().any(|extra| read(&extra.cite, extra.verified))
            })
    }
}
