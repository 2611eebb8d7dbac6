//! Statements from the register.

use super::law::Norm;
use super::{Amount, Words};
use crate::api::failure::Failure;
use crate::api::wording;
use ::law::register::{Provision, RegisterBook};
use kernel::{Day, Lang, PersonId, StatementId};
use office::register::{KnownAt, When};
use office::statements::{StatementCheck, StatementRequest, StatementView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The statement that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedStatement {
    /// Its kind, as the catalogue of the register names it.
    #[schema(example = "residence", max_length = 40)]
    pub kind: String,
    /// The day on which it is true; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Day>,
    /// When the office knew it: a position of the log or an instant; now when left out.
    #[serde(default)]
    #[schema(
        pattern = "^([0-9]{1,15}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)$"
    )]
    pub known_at: Option<String>,
    /// To whom it will be shown.
    #[schema(min_length = 1, max_length = 200)]
    pub recipient: String,
    /// What for.
    #[schema(min_length = 1, max_length = 300)]
    pub intended_use: String,
    /// Its language: `lv` or `en`. The original in Latvian always comes with it.
    #[serde(default = "latvian")]
    #[schema(value_type = String, example = "lv", pattern = "^(lv|en)$")]
    pub lang: Lang,
}

const fn latvian() -> Lang {
    Lang::LV
}

impl WantedStatement {
    /// The same for the office.
    ///
    /// # Errors
    /// 422 for what is no moment of knowledge.
    pub fn about(self, person: PersonId) -> Result<StatementRequest, Failure> {
        let known_at = self.known_at.map(|text| text.parse::<KnownAt>()).transpose().map_err(|error| {
            let sentence = wording::malformed("known_at", &error.to_string());
            Failure::body_field("known_at", "malformed", sentence)
        })?;
        Ok(StatementRequest {
            kind: self.kind,
            person,
            when: When { as_of: self.as_of, known_at },
            recipient: self.recipient,
            intended_use: self.intended_use,
            lang: self.lang,
        })
    }
}

/// The kinds of statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementKinds {
    /// In the order of the catalogue.
    pub items: Vec<StatementKind>,
}

/// A kind of statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementKind {
    /// Its code.
    #[schema(example = "residence")]
    pub kind: String,
    /// Its title.
    pub title: Words,
    /// Which facts it says, by their codes in the catalogue, beside name, personal code and date of birth.
    pub facts: Vec<String>,
    /// Whether it names relatives.
    pub names_others: bool,
    /// What it stands on.
    pub law: Norm,
    /// The state fee; null where the sources say nothing of it.
    pub fees: Option<StatementFees>,
}

/// The state fee for statements of a kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementFees {
    /// The amounts, each with when it is due.
    pub rows: Vec<StatementFee>,
    /// What they stand on; `verified` tells whether the amounts were confirmed.
    pub law: Norm,
}

/// One amount.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementFee {
    /// When it is due.
    pub name: Words,
    /// How much; zero when it is free.
    pub amount: Amount,
}

impl StatementKinds {
    /// As the catalogue has them.
    pub fn of(register: &RegisterBook) -> Self {
        let norm = |provision: &Provision| Norm::of_register(register, provision);
        let fee = |row: &::law::register::StatementFee| StatementFee {
            name: (&row.name).into(),
            amount: row.amount.into(),
        };
        let item = |kind: &::law::register::StatementKind| StatementKind {
            kind: kind.code.clone(),
            title: (&kind.name).into(),
            facts: kind.facts.clone(),
            names_others: kind.names_others,
            law: norm(&kind.provision),
            fees: kind.fees.as_ref().map(|fees| StatementFees {
                rows: fees.rows.iter().map(fee).collect(),
                law: norm(&fees.provision),
            }),
        };
        Self { items: register.statements().iter().map(item).collect() }
    }
}

/// A statement that was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// The number printed on it.
    #[schema(value_type = String)]
    pub id: StatementId,
    /// Its kind.
    pub kind: String,
    /// Its title.
    pub title: Words,
    /// Whom it is about.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The day on which it is true.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// The position of the log up to which entries were known.
    pub known_at: i64,
    /// To whom it is shown.
    pub recipient: String,
    /// What for.
    pub intended_use: String,
    /// The day of issue.
    #[schema(value_type = String, format = Date)]
    pub issued_on: Day,
    /// The code printed on it, by which anybody can check it.
    #[schema(example = "7K2M-9QRS-04XZ")]
    pub check_code: String,
    /// Its forms.
    pub files: Vec<StatementFile>,
}

/// A form of a statement: the same bytes whenever it is read.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementFile {
    /// `json`, or the language of a PDF.
    pub form: String,
    /// Where it is read.
    pub href: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: i64,
}

impl From<&StatementView> for Statement {
    fn from(view: &StatementView) -> Self {
        let issued = &view.issued;
        let at = format!("/api/v1/statements/{}", view.id);
        let file = |file: &office::statements::StatementFile| StatementFile {
            form: file.form.clone(),
            href: match file.form.parse::<Lang>() {
                Ok(lang) => format!("{at}/pdf?lang={lang}"),
                Err(_) => at.clone(),
            },
            sha256: file.blob.clone(),
            bytes: file.bytes,
        };
        Self {
            id: view.id,
            kind: issued.kind.clone(),
            title: (&issued.title).into(),
            person: issued.person,
            as_of: issued.as_of,
            known_at: issued.known_at,
            recipient: issued.recipient.clone(),
            intended_use: issued.intended_use.clone(),
            issued_on: issued.on,
            check_code: issued.check_code.grouped(),
            files: issued.files.iter().map(file).collect(),
        }
    }
}

/// Statements.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statements {
    /// The newest first.
    pub items: Vec<Statement>,
}

/// Which statement is asked about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementCode {
    /// The code printed on it.
    #[schema(example = "7K2M-9QRS-04XZ", max_length = 40)]
    pub code: String,
}

/// Whether a statement was issued; nothing of what it says is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementAnswer {
    /// `as-issued`, `changed` when the register has changed since, or `unknown`.
    pub answer: &'static str,
    /// Its title; null when it is unknown.
    pub title: Option<Words>,
    /// The day of issue; null when it is unknown.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Day>,
}

impl From<&StatementCheck> for StatementAnswer {
    fn from(check: &StatementCheck) -> Self {
        let (title, issued_on) = match check {
            StatementCheck::Unknown => (None, None),
            StatementCheck::Issued { title, on, .. } => (Some(title.into()), Some(*on)),
        };
        Self { answer: check.code(), title, issued_on }
    }
}
