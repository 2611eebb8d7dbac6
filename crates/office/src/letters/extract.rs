//! The person's own extract from the register: every entry in words, with its days and its basis.

use super::words::pick;
use crate::access::Denied;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::fact::{Basis, FactValue, KnownFact, NameForm, Relative, Sex, Union, UnionEnd};
use crate::register::view::HeldFact;
use documents::letter as doc;
use documents::words::{DateForm, date_words};
use kernel::{Lang, PartialDate};
use serde_json::{Value, json};

impl Office {
    /// What the register holds of the client, now and before, as a tagged PDF.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn my_extract(&self, actor: &Actor, lang: Lang) -> Result<Vec<u8>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let record = self.my_record(actor).await?;
        let timeline = self.timeline(actor, &crate::access::Purpose::Own, client).await?;
        let words = Words { office: self, lang };
        let view = &record.view;
        let held: Vec<i64> = view.facts.iter().map(|held| held.known.fact.seq).collect();
        let former = timeline
            .iter()
            .filter(|known| {
                known.known_to.is_none() && !held.contains(&known.fact.seq) && !known.fact.never()
            })
            .map(|known| words.line(known))
            .collect();
        let authority = self.law().authority();
        let text = |text: &kernel::Text| text.get(lang).to_owned();
        let letter = doc::Letter {
            lang,
            letterhead: doc::Letterhead {
                authority: text(&authority.name),
                parent: Some(text(&authority.parent)),
                unit: None,
                address: text(&authority.address),
                contacts: vec![authority.phone.clone(), authority.email.clone()],
                place: Some(text(&authority.place)),
            },
            reference: format!("{}-{}", client.grouped(), view.known_at),
            date: self.today(),
            addressee: doc::Addressee {
                name: view.name().map(|name| name.to_string()).unwrap_or_default(),
                personal_code: view.code().map(|code| code.formatted()),
                address: view.declared_residence().map(|(_, address)| vec![address]).unwrap_or_default(),
            },
            signatures: Vec::new(),
            translation: lang != Lang::LV,
            demonstration: self.is_demonstration(),
            kind: doc::LetterKind::Extract(Box::new(doc::Extract {
                as_of: view.day,
                current: view.facts.iter().map(|held| words.held(held)).collect(),
                former,
            })),
        };
        doc::render(&letter).map_err(|e| OfficeError::Fault(format!("the extract cannot be set: {e}")))
    }

    /// The same as JSON: what holds, and every entry ever made, on both axes of time.
    ///
    /// # Errors
    /// As [`Self::my_extract`].
    pub async fn my_extract_json(&self, actor: &Actor) -> Result<Value, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let record = self.my_record(actor).await?;
        let timeline = self.timeline(actor, &crate::access::Purpose::Own, client).await?;
        Ok(json!({
            "person": client,
            "as_of": record.view.day,
            "known_at": record.view.known_at,
            "facts": record.view.facts,
            "entries": timeline,
        }))
    }
}

/// Entries in the words of a language.
struct Words<'a> {
    office: &'a Office,
    lang: Lang,
}

impl Words<'_> {
    fn say(&self, lv: &str, en: &str) -> String {
        pick(self.lang, lv, en)
    }

    fn held(&self, held: &HeldFact) -> doc::ExtractLine {
        let mut line = self.line(&held.known);
        if held.certainty == crate::register::Certainty::Possible {
            line.days.push_str(&self.say(" (iespējams)", " (possible)"));
        }
        if held.review.is_some() {
            line.days.push_str(&self.say(" (tiek pārbaudīts)", " (under review)"));
        }
        line
    }

    fn line(&self, known: &KnownFact) -> doc::ExtractLine {
        let kind = known.fact.value.kind();
        let what = self.office.law().register().fact(kind);
        doc::ExtractLine {
            what: what.map_or_else(|| kind.to_owned(), |fact| fact.name.get(self.lang).to_owned()),
            says: self.says(&known.fact.value),
            days: self.days(known.fact.from, known.fact.to),
            basis: self.basis(&known.basis),
        }
    }

    fn date(&self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => date_words(day, DateForm::Nominative, self.lang),
            PartialDate::Unknown => self.say("nav zināms", "not known"),
            part => part.to_string(),
        }
    }

    fn days(&self, from: Option<PartialDate>, to: Option<PartialDate>) -> String {
        let from = from.map_or_else(|| self.say("no sākuma", "from the beginning"), |from| self.date(from));
        match to {
            Some(to) => format!("{from} – {}", self.date(to)),
            None => from,
        }
    }

    fn basis(&self, basis: &Basis) -> String {
        let day = date_words(basis.date, DateForm::Nominative, self.lang);
        let number = if basis.number.is_empty() { String::new() } else { format!(" {}", basis.number) };
        let kinds = self.office.law().register().acts().iter().flat_map(|act| &act.bases);
        let kind = kinds.into_iter().find(|known| known.code == basis.kind);
        let kind = kind.map_or(basis.kind.as_str(), |known| known.name.get(self.lang));
        format!("{kind}{number}, {day}, {}", basis.issuer)
    }

    /// The name of a code in a list of the catalogue; the code where the list does not know it.
    fn code(&self, list: &str, code: &str) -> String {
        let known = self.office.law().register().list(list).and_then(|list| list.get(code));
        known.map_or_else(|| code.to_owned(), |known| known.name.get(self.lang).to_owned())
    }

    fn relative(&self, of: &Relative) -> String {
        match of {
            // Whoever it is has a record of their own: the extract of one person does not print another's data.
            Relative::Person(person) => person.grouped(),
            Relative::Named(named) => named.name.to_string(),
            Relative::Unknown(_) => self.say("nav zināms", "not known"),
        }
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
            FactValue::Document(document) => {
                let until = date_words(document.expires_on, DateForm::Nominative, self.lang);
                let known = self.office.law().document(&document.kind);
                let kind = known.map_or(document.kind.as_str(), |known| known.name.get(self.lang));
                format!("{kind} {}, {} {until}", document.number, self.say("derīgs līdz", "valid until"))
            }
            FactValue::ResidenceRight { right, number } => {
                format!("{} {number}", self.code("residence-right", right)).trim_end().to_owned()
            }
            FactValue::SpecialStatus { status } => self.code("special-status", status),
            FactValue::Ban { ban, imposed_by } => format!("{}, {imposed_by}", self.code("ban", ban)),
            FactValue::Parent { of } | FactValue::Child { of } => self.relative(of),
            FactValue::Spouse { of, union, ended } => self.spouse(of, *union, *ended),
            FactValue::Guardian { of, guardianship } | FactValue::Ward { of, guardianship } => {
                format!("{} ({})", self.relative(of), self.code("guardianship", guardianship))
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
        match end {
            Some(end) => format!("{} ({kind}; {end})", self.relative(of)),
            None => format!("{} ({kind})", self.relative(of)),
        }
    }
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
