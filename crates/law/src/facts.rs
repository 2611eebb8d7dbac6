//! The fact catalogue: every fact a condition may ask for, with its type, unit, source and question.
//!
//! Facts are values by name; a fact that is absent is unknown, never false.

use kernel::{Currency, Day, Money, Term, TermUnit, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// The value of a fact. As JSON: `true`, `34`, `"2026-01-31"`, `"5 years"`, `"citizen"`, and an amount with its cents.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A whole number, in the unit of the catalogue.
    Int(i64),
    /// A day.
    Day(Day),
    /// A span of time, such as five years.
    Term(Term),
    /// An amount of money.
    Money(Money),
    /// A code of the catalogue's list.
    Code(String),
}

impl FactValue {
    /// Which of two values is more; `None` when they cannot be compared.
    ///
    /// Days come after each other, numbers and amounts of one currency are counted, and terms are compared within
    /// their family: years and months, or days.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(one), Self::Int(other)) => Some(one.cmp(other)),
            (Self::Day(one), Self::Day(other)) => Some(one.cmp(other)),
            (Self::Money(one), Self::Money(other)) if one.currency() == other.currency() => {
                Some(one.cents().cmp(&other.cents()))
            }
            (Self::Term(one), Self::Term(other)) => {
                let ((family, one), (other_family, other)) = (counted(*one), counted(*other));
                (family == other_family).then(|| one.cmp(&other))
            }
            _ => None,
        }
    }
}

/// A term in the unit of its family: years are twelve months each, and a month is no number of days.
fn counted(term: Term) -> (TermUnit, u32) {
    let count = u32::from(term.count);
    match term.unit {
        TermUnit::Years => (TermUnit::Months, count * 12),
        unit => (unit, count),
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Day(value) => write!(f, "{value}"),
            Self::Term(value) => write!(f, "{value}"),
            Self::Money(value) => write!(f, "{value}"),
            Self::Code(value) => f.write_str(value),
        }
    }
}

/// What is known: values by the name of the fact. Absent is unknown.
pub type Facts = BTreeMap<String, FactValue>;

/// Type of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum FactKind {
    /// Yes or no.
    Bool,
    /// A whole number, 0 or more.
    Int {
        /// What is counted, such as `years`.
        unit: String,
    },
    /// One of a list of codes.
    Code {
        /// The codes, in the order of the file.
        options: Vec<String>,
    },
    /// A day.
    Day,
    /// A span of time in days, or in months and years.
    Term {
        /// Days, or months (which takes years too).
        unit: TermUnit,
    },
    /// An amount of money.
    Money {
        /// Its currency.
        currency: Currency,
    },
}

impl FactKind {
    /// Whether `value` has this type (and, for a code, stands in the list).
    #[must_use]
    pub fn accepts(&self, value: &FactValue) -> bool {
        match (self, value) {
            (Self::Bool, FactValue::Bool(_)) | (Self::Day, FactValue::Day(_)) => true,
            // What is counted is never fewer than none.
            (Self::Int { .. }, FactValue::Int(number)) => *number >= 0,
            (Self::Code { options }, FactValue::Code(code)) => options.contains(code),
            (Self::Term { unit }, FactValue::Term(term)) => counted(*term).0 == *unit,
            (Self::Money { currency }, FactValue::Money(money)) => money.currency() == *currency,
            _ => false,
        }
    }

    /// What a right value looks like, for messages.
    #[must_use]
    pub fn wanted(&self) -> String {
        match self {
            Self::Bool => "true or false".to_owned(),
            Self::Int { unit } => format!("a whole number, 0 or more ({unit})"),
            Self::Code { options } => format!("one of {}", options.join(", ")),
            Self::Day => "a day such as 2026-11-24".to_owned(),
            Self::Term { unit: TermUnit::Days } => "a span such as 90 days".to_owned(),
            Self::Term { .. } => "a span such as 5 years or 18 months".to_owned(),
            Self::Money { currency } => format!("an amount such as 740.00 ({currency})"),
        }
    }

    /// Whether one value of this type can be more than another.
    #[must_use]
    pub const fn ordered(&self) -> bool {
        matches!(self, Self::Int { .. } | Self::Term { .. } | Self::Money { .. })
    }

    /// A text as a value of this type: `true`, `34`, `2026-01-31`, `5 years`, `740.00`, `citizen`.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<FactValue> {
        let value = match self {
            Self::Bool => text.parse().ok().map(FactValue::Bool),
            Self::Int { .. } => text.parse().ok().map(FactValue::Int),
            Self::Code { .. } => Some(FactValue::Code(text.to_owned())),
            Self::Day => text.parse().ok().map(FactValue::Day),
            Self::Term { .. } => text.parse().ok().map(FactValue::Term),
            Self::Money { currency } => {
                let amount = text.strip_suffix(&currency.to_string()).unwrap_or(text).trim();
                Money::parse_amount(amount, *currency).ok().map(FactValue::Money)
            }
        };
        value.filter(|value| self.accepts(value))
    }
}

/// Who says what a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactSource {
    /// The population register.
    Register,
    /// The case itself: who applies for whom, what was done at the counter.
    Case,
    /// The applicant, in the application.
    Declared,
    /// A piece of evidence.
    Evidence,
    /// An officer's judgment, with reasons.
    Judged,
}

/// How carefully a fact is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Says nothing about a person.
    Open,
    /// Personal data.
    Personal,
    /// A special category (health, biometrics) or a restriction imposed on the person.
    Special,
}

/// A fact of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactDef {
    /// Name, such as `person.age`.
    pub name: String,
    /// Its type.
    pub kind: FactKind,
    /// Who says it.
    pub source: FactSource,
    /// How carefully it is handled.
    pub sensitivity: Sensitivity,
    /// What a form asks; the label where nobody is asked.
    pub text: Text,
    /// What the fact is called in a checklist.
    pub label: Text,
    /// What it is called when it is not so; only of a fact of yes or no.
    #[serde(skip)]
    pub denied: Option<Text>,
    /// Codes with what is said when it is any other, such as “yes” for “none”.
    #[serde(skip)]
    pub options_denied: Vec<(String, Text)>,
    /// What to know before answering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Codes with their labels; empty unless the fact is a code.
    pub options: Vec<(String, Text)>,
    /// Procedures to turn to as well, by the option that leads there.
    #[serde(skip)]
    pub see: Vec<(String, String)>,
    /// What a form offers first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<FactValue>,
}

impl FactDef {
    /// The value as a person reads it: yes, no, a number with its unit, a label.
    #[must_use]
    pub fn show(&self, value: &FactValue) -> Text {
        match value {
            FactValue::Bool(true) => Text::new("jā", "yes"),
            FactValue::Bool(false) => Text::new("nē", "no"),
            FactValue::Int(number) => Text::new(number.to_string(), number.to_string()),
            FactValue::Day(day) => crate::words::day(*day),
            FactValue::Term(term) => crate::words::term(*term),
            FactValue::Money(money) => Text::new(money.to_string(), money.to_string()),
            FactValue::Code(code) => self
                .options
                .iter()
                .find(|(option, _)| option == code)
                .map_or_else(|| Text::new(code.clone(), code.clone()), |(_, label)| label.clone()),
        }
    }
}

/// A value that the catalogue does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// No such fact.
    #[error("there is no fact `{name}`{near}")]
    NoSuchFact {
        /// As written.
        name: String,
        /// Either empty or `; did you mean ...`.
        near: String,
    },
    /// A value of another type.
    #[error("the fact `{name}` cannot be `{value}`; it is {wanted}")]
    WrongType {
        /// The fact.
        name: String,
        /// As given.
        value: String,
        /// What would be right.
        wanted: String,
    },
}

/// All facts, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    facts: Vec<FactDef>,
    places: HashMap<String, usize>,
}

impl Catalogue {
    /// A catalogue of these facts; of two with one name the first is found.
    #[must_use]
    pub fn new(facts: Vec<FactDef>) -> Self {
        let places = facts.iter().enumerate().rev().map(|(at, fact)| (fact.name.clone(), at)).collect();
        Self { facts, places }
    }

    /// The fact with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&FactDef> {
        self.place(name).map(|(_, fact)| fact)
    }

    /// The same with its place in the order of the file.
    pub(crate) fn place(&self, name: &str) -> Option<(usize, &FactDef)> {
        let at = *self.places.get(name)?;
        self.facts.get(at).map(|fact| (at, fact))
    }

    /// All of them.
    #[must_use]
    pub fn facts(&self) -> &[FactDef] {
        &self.facts
    }

    /// Values that came as text, each as its own fact reads them: a code that looks like a day stays a code, and
    /// `740.00` is an amount where the fact is one.
    #[must_use]
    pub fn settle(&self, facts: Facts) -> Facts {
        let settled = |name: &str, value: FactValue| {
            let def = self.get(name).filter(|def| !def.kind.accepts(&value));
            let textual = matches!(value, FactValue::Day(_) | FactValue::Term(_) | FactValue::Code(_));
            def.filter(|_| textual).and_then(|def| def.kind.parse(&value.to_string())).unwrap_or(value)
        };
        facts.into_iter().map(|(name, value)| (name.clone(), settled(&name, value))).collect()
    }

    /// Checks values given from outside against the catalogue.
    ///
    /// # Errors
    /// Every fact that does not exist or has a value of another type.
    pub fn check(&self, facts: &Facts) -> Result<(), Vec<FactError>> {
        let errors: Vec<FactError> =
            facts.iter().filter_map(|(name, value)| self.check_one(name, value).err()).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Checks one value.
    ///
    /// # Errors
    /// [`FactError`] when there is no such fact or the value has another type.
    pub fn check_one(&self, name: &str, value: &FactValue) -> Result<(), FactError> {
        let Some(def) = self.get(name) else {
            let near = crate::words::nearest(name, self.facts.iter().map(|fact| fact.name.as_str()))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(FactError::NoSuchFact { name: name.to_owned(), near });
        };
        if def.kind.accepts(value) {
            Ok(())
        } else {
            Err(FactError::WrongType {
                name: name.to_owned(),
                value: value.to_string(),
                wanted: def.kind.wanted(),
            })
        }
    }
}
