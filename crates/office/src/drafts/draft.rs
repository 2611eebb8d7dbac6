//! What a client answered so far, field by field: each is written and read by itself, so that two devices do not undo
//! each other's answers.

use crate::cases::apply::NOTE_MAX;
use crate::cases::facts::wrong_value;
use crate::cases::particulars::{Particulars, Told};
use crate::error::{OfficeError, Problem};
use crate::files::StoredFile;
use crate::letters::check_language;
use kernel::{AppointmentId, AttachmentId, Lang, PersonId, Timestamp};
use law::{FactDef, FactValue, ParticularKind, Procedure};
use std::collections::BTreeMap;

/// What stands in a field for an answer that the client does not know.
const UNKNOWN: &str = "?";
const QUESTION: &str = "q/";
/// What the application says in words and data: `p/id`, and of an address `p/id/municipality` and `p/id/address`.
const PARTICULAR: &str = "p/";
const MUNICIPALITY: &str = "/municipality";
const ADDRESS: &str = "/address";

/// An answer to a question of the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This.
    Given(FactValue),
    /// The client does not know, or does not want to say: the fact stays unknown.
    Unknown,
}

/// What the client says of what the office knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It is right.
    Right,
    /// Something is wrong: what, in words.
    Wrong(String),
}

/// A file of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// Its id.
    pub id: AttachmentId,
    /// The evidence that it is sent as.
    pub evidence: Option<String>,
    /// The file.
    pub(crate) file: StoredFile,
}

impl DraftFile {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// How many bytes.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.file.bytes
    }
}

/// A draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// For whom.
    pub subject: Option<PersonId>,
    /// Whether what the office knows is right.
    pub known: Option<Known>,
    /// Answers by fact.
    pub answers: BTreeMap<String, Answer>,
    /// What the application says in words and data, as it was written.
    pub said: Particulars,
    /// Whether the client went past the page where it is written.
    pub told: bool,
    /// Whether the client went past the page of documents.
    pub documents: bool,
    /// Office of collection.
    pub office: Option<String>,
    /// The booked visit.
    pub appointment: Option<AppointmentId>,
    /// Language of letters.
    pub lang: Option<Lang>,
    /// Files, in the order in which they came.
    pub files: Vec<DraftFile>,
    /// When it was touched last.
    pub touched: Option<Timestamp>,
}

/// An answer of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// For whom.
    Whom(PersonId),
    /// Whether what the office knows is right.
    Known(Known),
    /// The answer to a question.
    Answer {
        /// The fact.
        fact: String,
        /// The answer.
        answer: Answer,
    },
    /// What the application says in words and data.
    Particulars(Particulars),
    /// The page of documents was left for the next.
    Documents,
    /// Office, visit and language.
    Collect {
        /// Office of collection.
        office: String,
        /// The booked visit.
        appointment: Option<AppointmentId>,
        /// Language of letters.
        lang: Lang,
    },
}

impl Entry {
    /// Whether the procedure takes this answer.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] at its field.
    pub fn check(&self, procedure: &Procedure) -> Result<(), OfficeError> {
        match self {
            Self::Known(Known::Wrong(words)) if words.trim().is_empty() => {
                Err(OfficeError::field("note", Problem::new("note-needed")))
            }
            Self::Known(Known::Wrong(words)) if words.chars().count() > NOTE_MAX => {
                Err(OfficeError::field("note", Problem::new("too-long").with("max", NOTE_MAX)))
            }
            Self::Answer { fact, answer } => {
                let def = procedure.questions().into_iter().find(|def| def.name == *fact);
                let def = def.ok_or_else(|| {
                    OfficeError::field("declared", Problem::new("unknown-fact").with("fact", fact))
                })?;
                match answer {
                    Answer::Given(value) if !def.kind.accepts(value) => {
                        Err(OfficeError::field("declared", wrong_value(def, value)))
                    }
                    Answer::Given(_) | Answer::Unknown => Ok(()),
                }
            }
            Self::Collect { lang, .. } => check_language(*lang),
            Self::Whom(_) | Self::Known(_) | Self::Particulars(_) | Self::Documents => Ok(()),
        }
    }

    /// The fields that it writes into a draft.
    #[must_use]
    pub fn fields(&self, draft: &Draft) -> Vec<(String, String)> {
        let field = |name: &str, value: String| (name.to_owned(), value);
        match self {
            Self::Whom(subject) => {
                let mut fields = vec![field("subject", subject.to_string())];
                // What is known of one person was not confirmed of another, and what was said of one is not of another.
                if draft.subject != Some(*subject) {
                    fields.push(field("known", String::new()));
                    fields.push(field("told", String::new()));
                }
                fields
            }
            Self::Known(Known::Right) => vec![field("known", "right".to_owned())],
            Self::Known(Known::Wrong(words)) => {
                vec![field("known", "wrong".to_owned()), field("note", words.trim().to_owned())]
            }
            Self::Answer { fact, answer } => {
                let value = match answer {
                    Answer::Given(value) => value.to_string(),
                    Answer::Unknown => UNKNOWN.to_owned(),
                };
                vec![field(&format!("{QUESTION}{fact}"), value)]
            }
            Self::Particulars(said) => {
                // What was taken away again is kept as nothing.
                let gone = draft.said.keys().filter(|id| !said.contains_key(*id));
                let gone = gone.flat_map(|id| {
                    ["", MUNICIPALITY, ADDRESS].map(|part| (format!("{PARTICULAR}{id}{part}"), String::new()))
                });
                let mut fields: Vec<(String, String)> = gone.collect();
                for (id, told) in said {
                    let name = format!("{PARTICULAR}{id}");
                    match told {
                        Told::Address { municipality, address } => {
                            fields.push(field(&format!("{name}{MUNICIPALITY}"), municipality.clone()));
                            fields.push(field(&format!("{name}{ADDRESS}"), address.clone()));
                        }
                        Told::Document { number, .. } => fields.push(field(&name, number.clone())),
                        Told::Words(words) => fields.push(field(&name, words.clone())),
                    }
                }
                fields.push(field("told", "seen".to_owned()));
                fields
            }
            Self::Documents => vec![field("documents", "seen".to_owned())],
            Self::Collect { office, appointment, lang } => vec![
                field("office", office.clone()),
                field("appointment", appointment.map(|id| id.to_string()).unwrap_or_default()),
                field("lang", lang.code().to_owned()),
            ],
        }
    }
}

impl Draft {
    /// Takes in a field as it is kept. What cannot be read any more, because the law file changed meanwhile, is asked
    /// again.
    pub fn read(&mut self, field: &str, value: &str, procedure: &Procedure) {
        match field {
            "subject" => self.subject = value.parse().ok(),
            "known" => {
                let words = match self.known.take() {
                    Some(Known::Wrong(words)) => words,
                    Some(Known::Right) | None => String::new(),
                };
                self.known = match value {
                    "right" => Some(Known::Right),
                    "wrong" => Some(Known::Wrong(words)),
                    _ => None,
                };
            }
            // It comes after `known`, which says whether it counts.
            "note" => {
                if let Some(Known::Wrong(words)) = &mut self.known {
                    value.clone_into(words);
                }
            }
            "told" => self.told = value == "seen",
            "documents" => self.documents = value == "seen",
            "office" => self.office = Some(value.to_owned()).filter(|office| !office.is_empty()),
            "appointment" => self.appointment = value.parse().ok(),
            "lang" => self.lang = value.parse().ok(),
            other if other.starts_with(PARTICULAR) => {
                self.hear(other.strip_prefix(PARTICULAR).unwrap_or_default(), value, procedure);
            }
            other => {
                let fact = other.strip_prefix(QUESTION).unwrap_or_default();
                let def = procedure.questions().into_iter().find(|def| def.name == fact);
                match def.and_then(|def| answer(def, value)) {
                    Some(answer) => drop(self.answers.insert(fact.to_owned(), answer)),
                    None => drop(self.answers.remove(fact)),
                }
            }
        }
    }

    /// Takes in a field of what the application says; what the procedure does not ask any more is forgotten.
    fn hear(&mut self, name: &str, value: &str, procedure: &Procedure) {
        let part = |suffix: &str| name.strip_suffix(suffix);
        let id = part(MUNICIPALITY).or_else(|| part(ADDRESS)).unwrap_or(name);
        let Some(asked) = procedure.particular(id) else { return };
        let is_address = asked.kind == ParticularKind::Address;
        if is_address != (id != name) {
            return;
        }
        if !is_address {
            match value {
                "" => drop(self.said.remove(id)),
                words => drop(self.said.insert(id.to_owned(), Told::Words(words.to_owned()))),
            }
            return;
        }
        let before = self.said.get(id).and_then(Told::address);
        let (municipality, address) = before.unwrap_or_default();
        let (municipality, address) = match part(ADDRESS) {
            Some(_) => (municipality.to_owned(), value.to_owned()),
            None => (value.to_owned(), address.to_owned()),
        };
        if municipality.is_empty() && address.is_empty() {
            self.said.remove(id);
        } else {
            self.said.insert(id.to_owned(), Told::Address { municipality, address });
        }
    }

    /// What the application says, of what the procedure asks.
    #[must_use]
    pub fn particulars(&self, procedure: &Procedure) -> Particulars {
        let asked = self.said.iter().filter(|(id, _)| procedure.particular(id).is_some());
        asked.map(|(id, told)| (id.clone(), told.clone())).collect()
    }

    /// Takes in an answer.
    pub fn take(&mut self, entry: &Entry, procedure: &Procedure) {
        let mut fields = entry.fields(self);
        // In the order in which they are read again.
        fields.sort();
        for (field, value) in &fields {
            self.read(field, value, procedure);
        }
    }

    /// What the client says is wrong; empty when nothing is.
    #[must_use]
    pub fn note(&self) -> &str {
        match &self.known {
            Some(Known::Wrong(words)) => words,
            Some(Known::Right) | None => "",
        }
    }
}

fn answer(def: &FactDef, value: &str) -> Option<Answer> {
    match value {
        "" => None,
        UNKNOWN => Some(Answer::Unknown),
        text => def.kind.parse(text).map(Answer::Given),
    }
}
