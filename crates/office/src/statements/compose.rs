//! A statement on paper and for programs: the same content in words and as values.

use super::content::{Content, relative};
use super::event::IssuedStatement;
use crate::act::Office;
use crate::letters::entries::{Others, Words};
use crate::letters::head;
use crate::register::PersonView;
use crate::register::fact::{FactValue, KnownFact, Relative};
use documents::letter as doc;
use kernel::{Lang, PersonId, PersonName, StatementId};
use law::register::StatementKind;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Everything that a statement is written from.
pub(super) struct Sheet<'a> {
    pub(super) office: &'a Office,
    pub(super) id: StatementId,
    pub(super) issued: &'a IssuedStatement,
    pub(super) kind: &'a StatementKind,
    /// The person on the day of issue, by what is known then: whom the recipient sees before them.
    pub(super) subject: &'a PersonView,
    pub(super) content: &'a Content,
    /// The names of others, where the kind of statement says them.
    pub(super) names: &'a BTreeMap<PersonId, PersonName>,
}

impl Sheet<'_> {
    fn others(&self) -> Others<'_> {
        if self.kind.names_others { Others::Names(self.names) } else { Others::Withheld }
    }

    /// The letter in a language. The one in the state language is the original.
    pub(super) fn letter(&self, lang: Lang) -> doc::Letter {
        let (office, issued, subject) = (self.office, self.issued, self.subject);
        let words = Words { office, lang, others: self.others(), basis: self.kind.basis };
        let officer = issued.by.as_ref().and_then(|code| office.officer(code.as_str()));
        let cited = office.law().register().cite(&self.kind.provision);
        let norm =
            doc::Norm { text: cited.text.get(lang).to_owned(), source: cited.uri, confirmed: cited.verified };
        doc::Letter {
            lang,
            letterhead: head::letterhead(
                office,
                officer.as_ref().map(|officer| officer.office.as_str()),
                lang,
            ),
            reference: self.id.grouped(),
            date: issued.on,
            // To whom it is shown; the person's own address is no business of theirs.
            addressee: doc::Addressee {
                name: issued.recipient.clone(),
                personal_code: None,
                address: Vec::new(),
            },
            signatures: officer.map(|officer| head::signature(officer, lang)).into_iter().collect(),
            translation: lang != Lang::LV,
            demonstration: office.is_demonstration(),
            kind: doc::LetterKind::Statement(Box::new(doc::Statement {
                title: self.kind.name.get(lang).to_owned(),
                subject: doc::StatementSubject {
                    name: subject.name().map(|name| name.to_string()),
                    personal_code: subject.code().map(|code| code.formatted()),
                    birth: subject.birth().map(|(date, _)| words.date(date)),
                },
                intended_use: issued.intended_use.clone(),
                as_of: issued.as_of,
                known_at: issued.known_at.to_string(),
                current: self.content.current.iter().map(|held| words.held(held)).collect(),
                former: self.content.former.iter().map(|known| words.line(known)).collect(),
                doubtful: self.content.doubtful(),
                // Outside a demonstration no letter prints a provision that nobody confirmed.
                norm: (norm.confirmed || office.is_demonstration()).then_some(norm),
                check_code: issued.check_code.grouped(),
            })),
        }
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Value {
        let (issued, subject) = (self.issued, self.subject);
        let current = self.content.current.iter().map(|held| {
            let mut entry = self.entry(&held.known);
            entry.insert("certainty".to_owned(), json!(held.certainty));
            entry.insert("under_review".to_owned(), json!(held.review.is_some()));
            entry
        });
        json!({
            "number": self.id,
            "kind": issued.kind,
            "title": issued.title,
            "issued_on": issued.on,
            "authority": self.office.law().authority().name,
            "person": {
                "name": subject.name(),
                "personal_code": subject.code().map(|code| code.formatted()),
                "birth_date": subject.birth().map(|(date, _)| date),
            },
            "as_of": issued.as_of,
            "known_at": issued.known_at,
            "recipient": issued.recipient,
            "intended_use": issued.intended_use,
            "current": current.collect::<Vec<_>>(),
            "former": self.content.former.iter().map(|known| self.entry(known)).collect::<Vec<_>>(),
            "check_code": issued.check_code.grouped(),
            "demonstration": self.office.is_demonstration(),
        })
    }

    fn entry(&self, known: &KnownFact) -> Map<String, Value> {
        let fact = &known.fact;
        let named = self.office.law().register().fact(fact.value.kind()).map(|fact| &fact.name);
        let mut entry = Map::new();
        entry.insert("fact".to_owned(), json!(fact.value.kind()));
        entry.insert("name".to_owned(), json!(named));
        entry.insert("value".to_owned(), self.value(&fact.value));
        entry.insert("from".to_owned(), json!(fact.from));
        entry.insert("to".to_owned(), json!(fact.to));
        if self.kind.basis {
            entry.insert("basis".to_owned(), json!(known.basis.as_ref()));
        }
        entry
    }

    /// The value without the numbers of our records, and of others no more than the letter says.
    fn value(&self, value: &FactValue) -> Value {
        let mut said = json!(value);
        let Some(map) = said.as_object_mut() else { return said };
        map.remove("kind");
        map.remove("document");
        if let Some(other) = relative(value) {
            for key in ["person", "named", "unknown"] {
                map.remove(key);
            }
            let who = match (other, self.others()) {
                (Relative::Unknown(_), _) => json!({ "known": false }),
                (Relative::Person(person), Others::Names(names)) => json!({ "name": names.get(person) }),
                (Relative::Named(named), Others::Names(_)) => json!({ "name": named.name }),
                _ => Value::Null,
            };
            map.insert("other".to_owned(), who);
        }
        said
    }
}
