//! How alike two persons are: what the register says of both, compared part by part and judged by usual rates
//! (`linkage::usual`). Pure: facts in, a likelihood with its reasons out.

use crate::error::OfficeError;
use crate::register::fact::{FactValue, Relative, Sex};
use kernel::{Lang, PartialDate, PersonId, Text};
use linkage::usual::Judge;
use linkage::{Bound, Explanation, Field, Finding, Kind, Level, Record, Schema};
use std::collections::BTreeSet;

/// From so many thousandths on two records are rather one person than two, and an officer is asked.
pub const TOLD_FROM: u16 = 500;

/// How a part of two persons agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It agrees, perhaps in another spelling.
    Agrees,
    /// It agrees in part, or may agree.
    Partly,
    /// It differs.
    Differs,
}

impl Mark {
    /// The code in API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Partly => "partly",
            Self::Differs => "differs",
        }
    }
}

/// What one part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which part: a code of [`PARTS`].
    pub field: &'static str,
    /// How it agrees.
    pub mark: Mark,
    /// The same in words.
    pub words: Text,
    /// What that tells, in tenths of a bit: above 0 for the same person.
    pub tenths: i32,
    /// What is held of the one person.
    pub one: Vec<String>,
    /// What is held of the other.
    pub other: Vec<String>,
}

/// How likely two records are one person, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// Thousandths.
    pub likely: u16,
    /// The parts that both have.
    pub parts: Vec<Part>,
    /// All of it in one line, without what is held of either.
    pub line: Text,
}

/// A part that is compared.
struct Compared {
    code: &'static str,
    kind: Kind,
    bound: Bound,
    lv: &'static str,
    en: &'static str,
}

const fn compared(
    code: &'static str,
    kind: Kind,
    bound: Bound,
    lv: &'static str,
    en: &'static str,
) -> Compared {
    Compared { code, kind, bound, lv, en }
}

const COMPARED: [Compared; 8] = [
    compared("given-names", Kind::GivenNames, Bound::Person, "vārds", "given names"),
    compared("surname", Kind::Surname, Bound::Household, "uzvārds", "surname"),
    compared("birth-date", Kind::Date, Bound::Person, "dzimšanas datums", "birth date"),
    compared("sex", Kind::Category, Bound::Person, "dzimums", "sex"),
    compared("birth-place", Kind::Text, Bound::Household, "dzimšanas vieta", "birth place"),
    compared("address", Kind::Address, Bound::Household, "adrese", "address"),
    compared("parents", Kind::Code, Bound::Household, "vecāki", "parents"),
    compared("foreign-code", Kind::Code, Bound::Person, "citas valsts kods", "code of another state"),
];

/// Numbers that belong to one person: whoever has the same is the same.
const NUMBERS: [(&str, &str, &str); 2] = [
    ("personal-code", "personas kods", "personal code"),
    ("document", "dokumenta numurs", "document number"),
];

/// Every part that a likeness can name, as API and pages call it.
pub const PARTS: [&str; 10] = [
    "personal-code",
    "document",
    "given-names",
    "surname",
    "birth-date",
    "sex",
    "birth-place",
    "address",
    "parents",
    "foreign-code",
];

/// The judge of a register of so many persons.
pub(crate) fn judge(persons: usize) -> Result<Judge, OfficeError> {
    let field = |part: &Compared| Field {
        label: Text::new(part.lv, part.en),
        kind: part.kind,
        bound: part.bound,
        group: 0,
    };
    let schema = Schema::new(COMPARED.iter().map(field).collect())
        .map_err(|error| OfficeError::Fault(format!("persons cannot be compared: {error}")))?;
    Ok(Judge::new(schema, u32::try_from(persons).unwrap_or(u32::MAX)))
}

/// What a person is compared by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Described {
    /// In the order of [`COMPARED`].
    values: [Vec<String>; COMPARED.len()],
    /// Personal codes, present and former; numbers of documents.
    numbers: [Vec<String>; NUMBERS.len()],
    /// Names, each in one line.
    pub names: Vec<String>,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// Sealed: the other records of an adopted person.
    pub links: BTreeSet<PersonId>,
}

impl Described {
    /// Takes in a fact that stands; `holds` tells whether it has not ended.
    pub fn enter(&mut self, value: &FactValue, holds: bool) {
        match value {
            FactValue::Name { name } => {
                let [given, surname, ..] = &mut self.values;
                put(given, name.given.as_str());
                put(surname, name.surname.as_str());
                put(&mut self.names, &name.to_string());
            }
            FactValue::NameForm { given, surname, .. } => {
                let [givens, surnames, ..] = &mut self.values;
                let texts = [given, surname].map(|part| part.as_ref().map_or("", |part| part.as_str()));
                put(givens, texts[0]);
                put(surnames, texts[1]);
                put(&mut self.names, texts.join(" ").trim());
            }
            FactValue::Birth { date, place } if holds => {
                let [_, _, births, _, places, ..] = &mut self.values;
                if *date != PartialDate::Unknown {
                    put(births, &date.to_string());
                    self.birth = Some(*date);
                }
                put(places, place);
            }
            FactValue::Sex { sex } if holds => {
                let [_, _, _, sexes, ..] = &mut self.values;
                put(sexes, sex_code(*sex));
            }
            FactValue::Residence { address, .. } if holds => {
                let [_, _, _, _, _, addresses, ..] = &mut self.values;
                put(addresses, address);
            }
            FactValue::Parent { of: Relative::Person(parent) } if holds => {
                let [.., parents, _] = &mut self.values;
                put(parents, &parent.to_string());
            }
            FactValue::ForeignCode { country, code } => {
                let [.., foreign] = &mut self.values;
                put(foreign, &format!("{country} {code}"));
            }
            FactValue::Code { code } => put(&mut self.numbers[0], &code.digits()),
            FactValue::Document(document) => put(&mut self.numbers[1], document.number.as_str()),
            FactValue::AdoptionLink { other } => {
                self.links.insert(*other);
            }
            _ => {}
        }
    }

    /// Personal codes.
    pub fn codes(&self) -> &[String] {
        &self.numbers[0]
    }

    /// Numbers of documents.
    pub fn documents(&self) -> &[String] {
        &self.numbers[1]
    }

    /// Codes of other states, without the state.
    pub fn foreign_codes(&self) -> impl Iterator<Item = &str> {
        let [.., foreign] = &self.values;
        foreign.iter().filter_map(|code| code.split_once(' ')).map(|(_, code)| code)
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.birth.is_none()
    }

    /// The same for `linkage`.
    pub fn record(&self, id: impl Into<String>) -> Record {
        Record::new(id, self.values.to_vec())
    }

    /// Whether the two are told to nobody who did not ask for them: a sealed link leads from one to the other,
    /// straight or through a third record; or one is the other's parent.
    pub fn apart(&self, own: PersonId, other: &Self, id: PersonId) -> bool {
        self.links.contains(&id)
            || other.links.contains(&own)
            || !self.links.is_disjoint(&other.links)
            || self.family(own, other, id)
    }

    /// Whether one is the other's parent.
    pub fn family(&self, own: PersonId, other: &Self, id: PersonId) -> bool {
        let child_of = |child: &Self, parent: PersonId| {
            let [.., parents, _] = &child.values;
            !parents.is_empty() && parents.contains(&parent.to_string())
        };
        child_of(self, id) || child_of(other, own)
    }
}

fn put(list: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

const fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Unspecified => "",
    }
}

/// How alike two persons are.
pub(crate) fn likeness(judge: &Judge, one: &Described, other: &Described) -> Likeness {
    let judged = judge.judge(&one.record(""), &other.record(""));
    explained(judged.probability, &judged.explanation, one, other)
}

/// What a judge found, with what is held of both.
pub(crate) fn explained(
    probability: f64,
    explanation: &Explanation,
    one: &Described,
    other: &Described,
) -> Likeness {
    let mut likely = thousandths(probability);
    let mut parts = Vec::new();
    for ((field, lv, en), (ours, theirs)) in NUMBERS.iter().zip(one.numbers.iter().zip(&other.numbers)) {
        let shared: Vec<String> = ours.iter().filter(|number| theirs.contains(number)).cloned().collect();
        if !shared.is_empty() {
            likely = 1000;
            let words = Text::new(format!("{lv}: sakrīt"), format!("{en}: agrees"));
            let (mark, both) = (Mark::Agrees, shared.clone());
            parts.push(Part { field, mark, words, tenths: NUMBER_TENTHS, one: shared, other: both });
        }
    }
    let line = |lang: Lang| {
        let numbers = parts.iter().map(|part: &Part| format!("{}; ", part.words.get(lang)));
        numbers.chain(std::iter::once(explanation.line(lang))).collect::<String>()
    };
    let line = Text::new(line(Lang::LV), line(Lang::EN));
    let values = one.values.iter().zip(&other.values);
    for ((compared, finding), (ours, theirs)) in COMPARED.iter().zip(&explanation.findings).zip(values) {
        if let Some(mark) = mark(finding) {
            let words = Text::new(finding.words(Lang::LV), finding.words(Lang::EN));
            let (one, other) = (ours.clone(), theirs.clone());
            parts.push(Part { field: compared.code, mark, words, tenths: tenths(finding.bits), one, other });
        }
    }
    Likeness { likely, parts, line }
}

/// A number of one person that both have is as good as certain: two to the power of twenty.
const NUMBER_TENTHS: i32 = 200;

fn mark(finding: &Finding) -> Option<Mark> {
    Some(match finding.level {
        Level::Same | Level::Spelling => Mark::Agrees,
        Level::OneOff | Level::Moved | Level::Near | Level::Overlaps | Level::Part => Mark::Partly,
        Level::Differs => Mark::Differs,
        Level::Missing => return None,
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
fn thousandths(probability: f64) -> u16 {
    (probability.clamp(0.0, 1.0) * 1000.0).round() as u16
}

#[allow(clippy::cast_possible_truncation, reason = "within a few hundred bits")]
fn tenths(bits: f64) -> i32 {
    (bits.clamp(-1000.0, 1000.0) * 10.0).round() as i32
}
