//! The confirmation that an application was received: what it says, what is still to be handed in, what is done at the
//! office, the fee, and what follows.

use super::Writer;
use crate::appointments::{AppointmentView, VisitState};
use crate::cases::Told;
use crate::cases::case::FactSource;
use crate::cases::particulars::void;
use crate::cases::rules::{comes_later, wants_visit};
use crate::error::OfficeError;
use crate::register::{DocumentFact, DocumentStatus};
use documents::letter as doc;
use documents::words::{DateForm, date_words, money_words, time_words};
use kernel::Day;
use law::procedure::{Particular, ParticularKind, alternatives};
use law::{Evidence, EvidenceBy, FactDef, FeeAnswer, Truth};

impl Writer<'_> {
    pub(super) fn received(&self) -> Result<doc::LetterKind, OfficeError> {
        let loaded = self.loaded;
        let fee = match &loaded.assessment.fee {
            FeeAnswer::Due(line) => Some(self.fee_due(line)),
            _ => None,
        };
        let open = self.fee_open();
        let next = self.next(fee.is_some() || open.is_some());
        Ok(doc::LetterKind::Received(Box::new(doc::Received {
            case: self.case_line(),
            received: loaded.case.received,
            channel: if self.loaded.replaced().is_some() { doc::Channel::Anew } else { self.channel() },
            due: self.due()?,
            subject: self.for_whom(),
            says: self.says(),
            missing: self.brings(EvidenceBy::Applicant),
            there: self.brings(EvidenceBy::Counter),
            fee,
            fee_open: open,
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

    /// What the application says, as the procedure calls it: what was written, then what was answered; of a contest the
    /// decision and the objections first, and of what is decided anew in which case that was.
    fn says(&self) -> Vec<(String, String)> {
        let case = &self.loaded.case;
        let mut says = Vec::new();
        if let Some(parent) = self.contested() {
            says.push((self.say("Lēmums", "Decision"), self.contested_words(parent)));
            let basis =
                case.begun.as_ref().map(|begun| begun.basis.clone()).filter(|words| !words.is_empty());
            says.extend(basis.map(|words| (self.say("Iebildumi", "Objections"), words)));
        }
        if let Some(first) = self.loaded.replaced() {
            let number = first.grouped();
            says.push((
                self.say("Iepriekšējā lieta", "Earlier case"),
                self.say(
                    format!("{number}; lēmums tajā ir atcelts"),
                    format!("{number}; its decision was annulled"),
                ),
            ));
        }
        let asked = self.loaded.procedure.particulars().iter();
        says.extend(asked.filter_map(|asked| {
            Some((self.text(&asked.name), self.told(asked, case.particulars.get(&asked.id)?)))
        }));
        says.extend(self.answers());
        says
    }

    /// The answers to the questions of the procedure.
    fn answers(&self) -> Vec<(String, String)> {
        let known = &self.loaded.case.facts;
        let declared = |def: &&FactDef| {
            known.get(&def.name).is_some_and(|known| matches!(known.source, FactSource::Declared))
        };
        let questions = self.loaded.procedure.questions().into_iter().filter(declared);
        questions
            .filter_map(|def| {
                let value = self.loaded.facts.get(&def.name)?;
                Some((self.text(&def.label), self.text(&def.show(value))))
            })
            .collect()
    }

    /// What is asked for, in short: the address, the document, the day, and not what is told at length.
    pub(super) fn asks(&self) -> Vec<String> {
        let said = &self.loaded.case.particulars;
        let asked = self.loaded.procedure.particulars().iter();
        let short = asked.filter(|asked| asked.kind != ParticularKind::Text);
        short
            .filter_map(|asked| {
                Some(format!("{}: {}.", self.text(&asked.name), self.told(asked, said.get(&asked.id)?)))
            })
            .collect()
    }

    fn told(&self, asked: &Particular, told: &Told) -> String {
        match told {
            Told::Address { municipality, address } => {
                self.office.country().whole_address(municipality, address)
            }
            Told::Document { kind, number } => self.document_words(kind, number),
            Told::Words(words) => {
                let day = words.parse::<Day>().ok().filter(|_| asked.kind == ParticularKind::Day);
                day.map_or_else(|| words.clone(), |day| date_words(day, DateForm::Nominative, self.lang))
            }
        }
    }

    fn document_words(&self, kind: &str, number: &str) -> String {
        let known = self.office.law().document(kind);
        let kind = known.map_or_else(|| kind.to_owned(), |known| self.text(&known.name));
        format!("{kind} {number}")
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

    /// What the fee depends on while it is not known, and how much it is at most.
    fn fee_open(&self) -> Option<String> {
        let FeeAnswer::Unknown { missing, at_most } = &self.loaded.assessment.fee else { return None };
        let facts = missing.iter().filter_map(|name| self.loaded.procedure.fact(name));
        let facts: Vec<String> = facts.map(|fact| self.text(&fact.label)).collect();
        let facts = facts.join("; ");
        let open = self.say(
            format!("Pagaidām nekas nav jāmaksā. Summa atkarīga no tā: {facts}."),
            format!("Nothing is to be paid yet. How much it will be depends on this: {facts}."),
        );
        let Some(most) = at_most.map(|most| money_words(most, self.lang)) else { return Some(open) };
        let most = self.say(format!("Ne vairāk kā {most}."), format!("At most {most}."));
        Some(format!("{open} {most}"))
    }

    /// The visit that is booked and still to come; otherwise where to come, and how to book.
    fn visit(&self) -> String {
        let law = self.office.law();
        let place = |id: &str| match law.office(id) {
            Some(office) => match &office.address {
                Some(address) => format!("{}, {address}", self.text(&office.name)),
                None => self.text(&office.name),
            },
            None => id.to_owned(),
        };
        let today = self.office.today();
        let booked = |visit: &&AppointmentView| visit.state == VisitState::Booked && visit.day >= today;
        if let Some(visit) = self.visit.filter(booked) {
            let day = date_words(visit.day, DateForm::Nominative, self.lang);
            let (time, place) = (time_words(visit.minute, self.lang), place(&visit.office));
            return self.say(
                format!("Jūsu vizīte ir pieteikta: {day}, {time}, {place}."),
                format!("Your visit is booked: {day}, {time}, {place}."),
            );
        }
        let office = &self.loaded.case.office;
        let (place, phone) = (place(office), &law.authority().phone);
        if law.office(office).is_some_and(|office| !office.takes_bookings()) {
            return self.say(
                format!("Kur ierasties: {place}. Par apmeklējuma laiku jautājiet pa tālruni {phone}."),
                format!("Where to come: {place}. Ask about the hours by telephone: {phone}."),
            );
        }
        self.say(
            format!("Kur ierasties: {place}. Vizīti piesakiet portālā, sadaļā “Pieteikt vizīti”, vai jautājiet pa tālruni {phone}."),
            format!("Where to come: {place}. Book the visit on the portal, under “Book a visit”, or ask by telephone: {phone}."),
        )
    }

    /// That the document that was reported is invalid already.
    fn void(&self) -> Option<String> {
        let loaded = self.loaded;
        let (kind, number) = void(loaded.procedure, &loaded.case.particulars)?;
        let ended =
            |held: &DocumentFact| held.number.to_string() == number && held.status == DocumentStatus::Invalid;
        let held = loaded.subject.on(self.office.today(), loaded.position).documents();
        held.iter().any(ended).then(|| {
            let document = self.document_words(kind, number);
            self.say(
                format!("Dokuments ({document}) no šā paziņojuma saņemšanas dienas nav derīgs. To vairs nedrīkst lietot arī tad, ja to atrodat, un paziņojumu atsaukt nevar."),
                format!("The document ({document}) is invalid from the day on which this report was received. It must not be used any more, also if you find it, and the report cannot be withdrawn."),
            )
        })
    }

    /// What follows; `pays` when a fee is due, or may be.
    fn next(&self, pays: bool) -> Vec<String> {
        let loaded = self.loaded;
        let mut next: Vec<String> = self.void().into_iter().collect();
        let comes = loaded.case.identified.is_none() && wants_visit(loaded.procedure, &loaded.facts);
        if comes {
            let visit = self.visit();
            next.push(self.say(
                format!("Ierodieties nodaļā un paņemiet līdzi personu apliecinošu dokumentu: nodaļā pārbaudīs identitāti. {visit}"),
                format!("Come to the office and bring an identity document: your identity is checked there. {visit}"),
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
        let later: Vec<String> = comes_later(loaded.procedure, &loaded.case, &loaded.facts)
            .into_iter()
            .map(|stage| self.text(&stage.name))
            .collect();
        if !later.is_empty() {
            let later = later.join("; ");
            let there = self.say(
                format!("Nodaļā pēc lēmuma: {later}."),
                format!("At the office after the decision: {later}."),
            );
            next.push(if comes { there } else { format!("{there} {}", self.visit()) });
        }
        next.extend(self.suspending());
        next.push(self.say(
            "Par lēmumu uzzināsiet portālā, sadaļā “Manas lietas”.",
            "You will learn of the decision on the portal, under “My matters”.",
        ));
        next
    }
}
