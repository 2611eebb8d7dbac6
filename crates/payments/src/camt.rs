//! Statements of an account: ISO 20022 camt.053, versions 001.02 and 001.08, read entry by entry.
//!
//! Every fault names the element, its line and its byte. What the bank says more than is needed is passed over; what
//! is needed and wrong refuses the whole file, for half a statement is none.

mod entry;

pub use crate::xml::{XmlError, XmlFault};
pub use entry::{Entry, Party, Status, Transaction};

use crate::xml::{Element, File, Step};
use kernel::{Currency, Day, Iban, Money};

/// Most bytes of a file.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The namespaces of the versions that are read.
const VERSIONS: [&str; 2] =
    ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"];

/// A balance of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Its kind: `OPBD` at the opening, `CLBD` at the closing, others as the bank names them.
    pub kind: String,
    /// The amount; less than nothing when the account owed it.
    pub amount: Money,
    /// Its day.
    pub on: Option<Day>,
}

/// A statement of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The bank's number of it.
    pub id: String,
    /// The account.
    pub account: Iban,
    /// Balances.
    pub balances: Vec<Balance>,
    /// Entries.
    pub entries: Vec<Entry>,
    /// Whether it is one of several pages, and not a whole.
    pub is_page: bool,
}

/// Balances of what is booked; others, such as what will be there in some days, lie ahead.
const BOOKED: [&str; 4] = ["OPBD", "CLBD", "ITBD", "PRCD"];

impl Statement {
    /// The days of what is booked: of entries and of balances.
    pub fn booked_days(&self) -> impl Iterator<Item = Day> {
        let entries = self.entries.iter().filter(|entry| entry.status == Status::Booked);
        let balances = self.balances.iter().filter(|balance| BOOKED.contains(&balance.kind.as_str()));
        entries.filter_map(|entry| entry.booked_on).chain(balances.filter_map(|balance| balance.on))
    }

    /// The balance of a kind.
    #[must_use]
    pub fn balance(&self, kind: &str) -> Option<&Balance> {
        self.balances.iter().find(|balance| balance.kind == kind)
    }

    /// Whether the booked entries lead from the opening to the closing balance. A page of several, and a statement
    /// without both balances, cannot say.
    #[must_use]
    pub fn adds_up(&self) -> Option<bool> {
        let (from, to) = (self.balance("OPBD")?, self.balance("CLBD")?);
        if self.is_page {
            return None;
        }
        let booked = self.entries.iter().filter(|entry| entry.status == Status::Booked);
        let sum = booked.map(Entry::signed).try_fold(from.amount, Money::checked_add);
        Some(sum.is_ok_and(|sum| sum == to.amount))
    }
}

/// Reads a file of statements.
///
/// # Errors
/// [`XmlError`] with element, line and byte: a file that is too large, cut, not well-formed, of another kind or
/// version, or whose amounts, days or account cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>, XmlError> {
    read_within(bytes, BYTES_MAX)
}

/// The same with a limit of one's own.
///
/// # Errors
/// As [`read`].
pub fn read_within(bytes: &[u8], bytes_max: usize) -> Result<Vec<Statement>, XmlError> {
    let mut file = File::new(bytes, bytes_max)?;
    let into = |depth: usize, name: &str| {
        matches!((depth, name), (0, "Document") | (1, "BkToCstmrStmt") | (2, "Stmt"))
    };
    let kind = XmlFault::Kind("camt.053", "001.02 and 001.08 are");
    let mut statements = Vec::new();
    let mut draft = None;
    let mut seen = 0;
    loop {
        match file.step(into)? {
            Step::Into => {
                seen += 1;
                if !VERSIONS.contains(&file.namespace.as_str()) {
                    return Err(file.error(0, "", kind));
                }
                if seen > 2 {
                    draft = Some(Draft::default());
                }
            }
            Step::Whole(element) => match &mut draft {
                Some(draft) => draft.take(&file, &element)?,
                None if seen < 2 => return Err(file.error(element.at, &element.path, kind)),
                None => {}
            },
            Step::Out => statements.extend(draft.take().map(|draft| draft.done(&file)).transpose()?),
            Step::End if seen < 2 => return Err(file.error(0, "", kind)),
            Step::End => return Ok(statements),
        }
    }
}

/// A statement as far as it is read.
#[derive(Default)]
struct Draft {
    id: Option<String>,
    account: Option<Iban>,
    balances: Vec<Balance>,
    entries: Vec<Entry>,
    is_page: bool,
}

impl Draft {
    fn take(&mut self, file: &File<'_>, element: &Element) -> Result<(), XmlError> {
        match element.name.as_str() {
            "Id" => self.id = Some(element.text.trim().to_owned()).filter(|id| !id.is_empty()),
            "Acct" => self.account = Some(account(file, element)?),
            "Bal" => self.balances.push(balance(file, element)?),
            "Ntry" => self.entries.push(entry::read(file, element)?),
            "StmtPgntn" => {
                let (page, last) = (element.said("PgNb"), element.said("LastPgInd"));
                self.is_page = page.is_some_and(|page| page != "1") || last == Some("false");
            }
            _ => {}
        }
        Ok(())
    }

    fn done(self, file: &File<'_>) -> Result<Statement, XmlError> {
        let missing = |what| file.error(file.at(), "Stmt", XmlFault::Missing(what));
        Ok(Statement {
            id: self.id.ok_or_else(|| missing("Id"))?,
            account: self.account.ok_or_else(|| missing("Acct/Id/IBAN"))?,
            balances: self.balances,
            entries: self.entries,
            is_page: self.is_page,
        })
    }
}

fn account(file: &File<'_>, element: &Element) -> Result<Iban, XmlError> {
    let number = need(file, element, "Id/IBAN")?;
    number.text.trim().parse().map_err(|_| wrong(file, number, "an account number whose check digits fit"))
}

fn balance(file: &File<'_>, element: &Element) -> Result<Balance, XmlError> {
    let kind = element.said("Tp/CdOrPrtry/Cd").or_else(|| element.said("Tp/CdOrPrtry/Prtry"));
    let amount = money(file, need(file, element, "Amt")?)?;
    let amount = if is_credit(file, element)? { amount } else { negative(amount) };
    Ok(Balance { kind: kind.unwrap_or_default().to_owned(), amount, on: day(file, element, "Dt")? })
}

const fn negative(amount: Money) -> Money {
    Money::new(-amount.cents(), amount.currency())
}

/// The element at the end of a path, which must be there.
fn need<'e>(file: &File<'_>, element: &'e Element, path: &'static str) -> Result<&'e Element, XmlError> {
    let found = element.find(path).filter(|found| !found.text.trim().is_empty());
    found.ok_or_else(|| file.error(element.at, &element.path, XmlFault::Missing(path)))
}

fn wrong(file: &File<'_>, element: &Element, wanted: &'static str) -> XmlError {
    let value: String = element.text.trim().chars().take(40).collect();
    file.error(element.at, &element.path, XmlFault::Value { value, wanted })
}

/// An amount of whole cents; more digits than two are taken when they are noughts.
fn money(file: &File<'_>, element: &Element) -> Result<Money, XmlError> {
    let wanted = "an amount such as 34.00 with a currency such as EUR";
    let currency = element.currency.as_deref().and_then(|code| code.parse::<Currency>().ok());
    let currency = currency.ok_or_else(|| wrong(file, element, wanted))?;
    let text = element.text.trim();
    let short = match text.split_once('.') {
        Some((whole, digits)) if digits.len() > 2 => {
            let kept = digits.get(..2).filter(|_| digits.chars().skip(2).all(|c| c == '0'));
            kept.map(|kept| format!("{whole}.{kept}"))
        }
        _ => Some(text.to_owned()),
    };
    let amount = short.and_then(|text| Money::parse_amount(&text, currency).ok());
    amount.filter(|amount| amount.cents() >= 0).ok_or_else(|| wrong(file, element, wanted))
}

/// Whether money came in.
fn is_credit(file: &File<'_>, element: &Element) -> Result<bool, XmlError> {
    let said = need(file, element, "CdtDbtInd")?;
    match said.text.trim() {
        "CRDT" => Ok(true),
        "DBIT" => Ok(false),
        _ => Err(wrong(file, said, "CRDT or DBIT")),
    }
}

/// A day, given as one or as a moment.
fn day(file: &File<'_>, element: &Element, path: &str) -> Result<Option<Day>, XmlError> {
    let Some(choice) = element.find(path) else { return Ok(None) };
    let found = choice.child("Dt").or_else(|| choice.child("DtTm")).unwrap_or(choice);
    let text = found.text.trim();
    let day =
        text.get(..10).unwrap_or(text).parse().map_err(|_| wrong(file, found, "a day such as 2026-11-24"))?;
    Ok(Some(day))
}
