//! Entries of the register in words, for the extract and for statements.

use super::words::pick;
use crate::act::Office;
use crate::register::Certainty;
use crate::register::fact::{
    Basis, DocumentFact, DocumentStatus, FactValue, KnownFact, Matters, NameForm, Relative, Sex, Union,
    UnionEnd,
};
use crate::register::view::HeldFact;
use documents::letter as doc;
use documents::words::{DateForm, date_words};
use kernel::{Lang, PartialDate, PersonId, PersonName};
use std::collections::BTreeMap;

/// What the entries of a demonstration rest on.
pub(crate) const MADE_UP: &str = "synthetic";

/// How the other side of a relation is told.
pub(crate) enum Others<'a> {
    /// By these names; whoever has none here is told to be somebody of the register.
    Names(&'a BTreeMap<PersonId, PersonName>),
    /// Not at all.
    Withheld,
}

/// Entries in the words of a language.
pub(crate) struct Words<'a> {
    pub(crate) office: &'a Office,
    pub(crate) lang: Lang,
    pub(crate) others: Others<'a>,
    /// Whether it is said what an entry rests on.
    pub(crate) basis: bool,
}

impl Words<'_> {
    fn say(&self, lv: &str, en: &str) -> String {
        pick(self.lang, lv, en)
    }

    pub(crate) fn held(&self, held: &HeldFact) -> doc::ExtractLine {
        let mut line = self.line(&held.known);
        if held.certainty == Certainty::Possible {
            line.days.push_str(&self.say(" (iespējams)", " (possible)"));
        }
        if held.review.is_some() {
            line.days.push_str(&self.say(" (tiek pārbaudīts)", " (under review)"));
        }
        line
    }

    pub(crate) fn line(&self, known: &KnownFact) -> doc::ExtractLine {
        let kind = known.fact.value.kind();
        let what = self.office.law().register().fact(kind);
        doc::ExtractLine {
            what: what.map_or_else(|| kind.to_owned(), |fact| fact.name.get(self.lang).to_owned()),
            says: self.says(&known.fact.value),
            days: self.days(known.fact.from, known.fact.to),
            basis: self.basis.then(|| self.basis(&known.basis)),
        }
    }

    pub(crate) fn date(&self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => date_words(day, DateForm::Nominative, self.lang),
            PartialDate::Unknown => self.say("nav zināms", "not known"),
            part => part.to_string(),
        }
    }

    /// The days of an entry, the last included: an entry ends with the first day on which it is true no more.
    fn days(&self, from: Option<PartialDate>, to: Option<PartialDate>) -> String {
        let from = from.map_or_else(|| self.say("no sākuma", "from the beginning"), |from| self.date(from));
        match to {
            Some(to) => format!("{from} – {}", self.date(last_day(to))),
            None => from,
        }
    }

    fn basis(&self, basis: &Basis) -> String {
        let day = date_words(basis.date, DateForm::Nominative, self.lang);
        let number = if basis.number.is_empty() { String::new() } else { format!(" {}", basis.number) };
        let kinds = self.office.law().register().acts().iter().flat_map(|act| &act.bases);
        let kind = kinds.into_iter().find(|known| known.code == basis.kind);
        let kind = match kind {
            Some(known) => known.name.get(self.lang).to_owned(),
            None if basis.kind == MADE_UP => self.say("sintētiski dati", "synthetic data"),
            None => basis.kind.clone(),
        };
        format!("{kind}{number}, {day}, {}", self.office.law().called(&basis.issuer, self.lang))
    }

    /// The name of a code in a list of the catalogue; the code where the list does not know it.
    fn code(&self, list: &str, code: &str) -> String {
        let known = self.office.law().register().list(list).and_then(|list| list.get(code));
        known.map_or_else(|| code.to_owned(), |known| known.name.get(self.lang).to_owned())
    }

    fn relative(&self, of: &Relative) -> Option<String> {
        match (of, &self.others) {
            (Relative::Unknown(_), _) => Some(self.say("nav zināms", "not known")),
            (_, Others::Withheld) => None,
            (Relative::Person(person), Others::Names(names)) => Some(names.get(person).map_or_else(
                || self.say("persona, kas ir reģistrā", "a person of the register"),
                PersonName::to_string,
            )),
            (Relative::Named(named), _) => Some(named.name.to_string()),
        }
    }

    /// The other side of a relation and what kind of relation it is.
    fn relation(&self, of: &Relative, kind: &str) -> String {
        self.relative(of).map_or_else(|| kind.to_owned(), |who| format!("{who} ({kind})"))
    }

    fn says(&self, value: &FactValue) -> String {
        match value {
            FactValue::Code { code } => code.formatted(),
            FactValue::ForeignCode { country, code } => format!("{country} {code}"),
            FactValue::Name { name } => name.to_string(),
            FactValue::NameForm { form, given, surname } => {
                let parts: Vec<&str> =
                    [given, surname].into_iter().flatten().map(kernel::NamePart::as_str).collect();
                format!("{} ({})", parts.join(" "), self.code("name-form", form_code(*form)))
            }
            FactValue::Birth { date, place } if place.is_empty() => self.date(*date),
            FactValue::Birth { date, place } => format!("{}, {place}", self.date(*date)),
            FactValue::Sex { sex } => match sex {
                Sex::Female => self.say("sieviete", "female"),
                Sex::Male => self.say("vīrietis", "male"),
                Sex::Unspecified => self.say("nav norādīts", "not specified"),
            },
            FactValue::Status { status } => {
                let known = self.office.country().status(status);
                known.map_or_else(|| status.clone(), |known| known.name.get(self.lang).to_owned())
            }
            FactValue::Citizenship { country } => country.clone(),
            FactValue::Ethnicity { ethnicity } => self.code("ethnicity", ethnicity),
            FactValue::Residence { residence, address, .. } => {
                format!("{address} ({})", self.code("residence-kind", residence.code()))
            }
            FactValue::Document(document) => self.document(document),
            FactValue::ResidenceRight { right, number } => {
                format!("{} {number}", self.code("residence-right", right)).trim_end().to_owned()
            }
            FactValue::SpecialStatus { status } => self.code("special-status", status),
            FactValue::Ban { ban, imposed_by } => format!("{}, {imposed_by}", self.code("ban", ban)),
            FactValue::Parent { of } | FactValue::Child { of } => {
                self.relative(of).unwrap_or_else(|| self.say("ir ierakstīts", "is on record"))
            }
            FactValue::Spouse { of, union, ended } => self.spouse(of, *union, *ended),
            FactValue::Guardian { of, guardianship } | FactValue::Ward { of, guardianship } => {
                self.relation(of, &self.code("guardianship", guardianship))
            }
            FactValue::Agent { of, matters } | FactValue::Principal { of, matters } => {
                self.relation(of, &self.matters(matters))
            }
            FactValue::Capacity { limits } => limits.clone(),
            FactValue::Death { date, place } if place.is_empty() => self.date(*date),
            FactValue::Death { date, place } => format!("{}, {place}", self.date(*date)),
            FactValue::Missing { last_heard } => self.date(*last_heard),
            FactValue::Contact { channel, contact } => {
                format!("{}: {contact}", self.code("contact", channel))
            }
            FactValue::Mark { mark } => self.code("mark", mark),
            // Never reaches a reader without the sealed view.
            FactValue::AdoptionLink { .. } => "—".to_owned(),
        }
    }

    /// What a power of attorney is for.
    fn matters(&self, matters: &Matters) -> String {
        let tasks = &self.office.law().authority().tasks;
        let name = |group: &str| {
            let known = tasks.iter().find(|task| task.id == group);
            known.map_or_else(|| group.to_owned(), |task| task.heading.get(self.lang).to_owned())
        };
        match matters {
            Matters::All => self.say("visas lietas Pārvaldē", "all matters of the Office"),
            Matters::Groups(groups) => groups.iter().map(|group| name(group)).collect::<Vec<_>>().join("; "),
        }
    }

    fn document(&self, document: &DocumentFact) -> String {
        let known = self.office.law().document(&document.kind);
        let kind = known.map_or(document.kind.as_str(), |known| known.name.get(self.lang));
        let until = date_words(document.expires_on, DateForm::Dative, self.lang);
        let state = match document.status {
            DocumentStatus::Valid => format!("{} {until}", self.say("der līdz", "valid until")),
            DocumentStatus::Invalid => self.say("nav spēkā", "not valid"),
            DocumentStatus::Ordered | DocumentStatus::Ready => self.say("vēl jāsaņem", "not handed over yet"),
        };
        format!("{kind} {}, {state}", document.number)
    }

    fn spouse(&self, of: &Relative, union: Union, ended: Option<UnionEnd>) -> String {
        let kind = match union {
            Union::Marriage => self.code("union", "marriage"),
            Union::Partnership => self.code("union", "partnership"),
        };
        let end = ended.map(|ended| match (ended, union) {
            (UnionEnd::Dissolved, Union::Marriage) => self.code("union-end", "divorced"),
            (UnionEnd::Dissolved | UnionEnd::Converted, _) => self.code("union-end", "ended"),
            (UnionEnd::Annulled, _) => self.code("union-end", "annulled"),
            (UnionEnd::Death, _) => self.code("union-end", "widowed"),
        });
        self.relation(of, &end.map_or_else(|| kind.clone(), |end| format!("{kind}; {end}")))
    }
}

/// The last day on which an entry was true, where its end is known to the day.
fn last_day(end: PartialDate) -> PartialDate {
    end.exact().and_then(|end| end.plus_days(-1).ok()).map_or(end, PartialDate::Day)
}

const fn form_code(form: NameForm) -> &'static str {
    match form {
        NameForm::Birth => "birth",
        NameForm::Historical => "historical",
        NameForm::Original => "original",
        NameForm::Rendered => "latvian",
        NameForm::OriginalScript => "original-script",
    }
}
