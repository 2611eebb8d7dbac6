//! The confirmation that an application was received: what it says, what is still to be handed in, what is done at the
//! office, the fee, and what follows.

use super::Writer;
use crate::cases::Told;
use crate::cases::rules::wants_visit;
use crate::error::OfficeError;
use documents::letter as doc;
use documents::words::{DateForm, date_words};
use kernel::Day;
use law::procedure::{Particular, ParticularKind, alternatives};
use law::{Evidence, EvidenceBy, FeeAnswer, Truth};

impl Writer<'_> {
    pub(super) fn received(&self) -> Result<doc::LetterKind, OfficeError> {
        let loaded = self.loaded;
        let fee = match &loaded.assessment.fee {
            FeeAnswer::Due(line) => Some(self.fee_due(line)),
            _ => None,
        };
        let open = matches!(loaded.assessment.fee, FeeAnswer::Unknown { .. });
        let next = self.next(fee.is_some() || open);
        Ok(doc::LetterKind::Received(Box::new(doc::Received {
            case: self.case_line(),
            received: loaded.case.received,
            channel: self.channel(),
            due: self.due()?,
            subject: self.for_whom(),
            says: self.says(),
            missing: self.brings(EvidenceBy::Applicant),
            there: self.brings(EvidenceBy::Counter),
            fee,
            fee_open: open.then(|| {
                self.say(
                    "Cik jāmaksā, vēl nav zināms: tas atkarīgs no tā, ko noskaidros lietā.",
                    "How much is due is not known yet: it depends on what is found out in the case.",
                )
            }),
            next,
        })))
    }

    /// The name of the person it is for, where somebody else applied.
    fn for_whom(&self) -> Option<String> {
        let loaded = self.loaded;
        let other = loaded.case.applicant != loaded.case.subject;
        let view = loaded.subject.on(self.office.today(), loaded.position);
        view.name().filter(|_| other).map(|name| name.to_string())
    }

    /// What the application says, as the procedure calls it.
    fn says(&self) -> Vec<(String, String)> {
        let said = &self.loaded.case.particulars;
        let asked = self.loaded.procedure.particulars().iter();
        asked
            .filter_map(|asked| Some((self.text(&asked.name), self.told(asked, said.get(&asked.id)?))))
            .collect()
    }

    fn told(&self, asked: &Particular, told: &Told) -> String {
        match told {
            Told::Address { municipality, address } => {
                match self.office.country().municipality(municipality) {
                    Some(place) => format!("{address}, {}", place.name),
                    None => address.clone(),
                }
            }
            Told::Document { kind, number } => {
                let known = self.office.law().document(kind);
                let kind = known.map_or_else(|| kind.clone(), |known| self.text(&known.name));
                format!("{kind} {number}")
            }
            Told::Words(words) => {
                let day = words.parse::<Day>().ok().filter(|_| asked.kind == ParticularKind::Day);
                day.map_or_else(|| words.clone(), |day| date_words(day, DateForm::Nominative, self.lang))
            }
        }
    }

    /// What somebody still brings, or gives at the office: of what proves the same, one is enough.
    fn brings(&self, by: EvidenceBy) -> Vec<String> {
        let loaded = self.loaded;
        let due = |evidence: &&Evidence| {
            evidence.by == by
                && evidence.is_due_at_once()
                && evidence.applies(&loaded.facts) != Truth::NotMet
                && !loaded.case.evidence.iter().any(|(known, ..)| *known == evidence.id)
        };
        let due: Vec<&Evidence> = loaded.procedure.evidence().iter().filter(due).collect();
        let or = self.say(" vai ", " or ");
        let words = |group: Vec<&Evidence>| {
            let names: Vec<String> = group.iter().map(|evidence| self.text(&evidence.name)).collect();
            names.join(&or)
        };
        alternatives(&due).into_iter().map(words).collect()
    }

    /// What follows; `pays` when a fee is due, or may be.
    fn next(&self, pays: bool) -> Vec<String> {
        let loaded = self.loaded;
        let mut next = Vec::new();
        if loaded.case.identified.is_none() && wants_visit(loaded.procedure, &loaded.facts) {
            next.push(self.say(
                "Ierodieties izvēlētajā nodaļā, lai apliecinātu savu identitāti.",
                "Come to the office you chose, so that your identity can be established.",
            ));
        }
        next.push(if pays {
            self.say(
                "Pēc nodevas samaksas amatpersona izskata lietu un pieņem lēmumu.",
                "When the fee is paid, an officer examines the case and decides.",
            )
        } else {
            self.say(
                "Amatpersona izskata lietu un pieņem lēmumu.",
                "An officer examines the case and decides.",
            )
        });
        next.extend(self.suspending());
        next.push(self.say(
            "Par lēmumu uzzināsiet portālā, sadaļā “Manas lietas”.",
            "You will learn of the decision on the portal, under “My matters”.",
        ));
        next
    }
}
