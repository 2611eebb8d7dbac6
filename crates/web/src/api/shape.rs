//! What the API says: one plain type for each thing, made from what the office answers.
//!
//! These types are the contract. A change inside the office that changes one of them shows in the
//! snapshot of the OpenAPI document.

pub mod appointment;
pub mod case;
pub mod civil;
pub mod course;
pub mod duplicates;
pub mod emergency;
pub mod fact;
pub mod file;
pub mod incoming;
pub mod law;
pub mod office;
pub mod onward;
pub mod oversight;
pub mod particular;
pub mod payment;
pub mod person;
pub mod protection;
pub mod records;
pub mod retention;
pub mod service;
pub mod statement;
pub mod supervision;
pub mod ticket;

use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Words {
    /// Latvian.
    pub lv: String,
    /// English.
    pub en: String,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { lv: text.get(kernel::Lang::LV).to_owned(), en: text.get(kernel::Lang::EN).to_owned() }
    }
}

/// Something with an id and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
}

impl Named {
    /// An id with its name.
    pub fn of(id: &str, name: &Text) -> Self {
        Self { id: id.to_owned(), name: name.into() }
    }
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Amount {
    /// Hundredths of the currency.
    pub cents: i64,
    /// The currency, ISO 4217.
    #[schema(example = "EUR", pattern = "^[A-Z]{3}$")]
    pub currency: String,
}

impl From<kernel::Money> for Amount {
    fn from(money: kernel::Money) -> Self {
        Self { cents: money.cents(), currency: money.currency().to_string() }
    }
}

/// A step that can be taken next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Link {
    /// What it does.
    pub rel: String,
    /// The method.
    #[schema(example = "POST")]
    pub method: &'static str,
    /// The address.
    pub href: String,
}

/// A value that law counts with: yes or no, a number, or a code of the fact catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Given {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A code, or a day.
    Code(String),
}
