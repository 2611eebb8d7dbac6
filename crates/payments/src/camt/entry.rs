//! One entry of a statement, with the transfers that it is made of.

use super::{day, is_credit, money, need, negative};
use crate::xml::{Element, File, XmlError, XmlFault};
use kernel::{Day, Iban, Money};

/// Most characters of the text of a transfer that are kept.
const REMITTANCE_MAX: usize = 1_000;
/// Most characters of a name, and of a reference of the bank.
const NAME_MAX: usize = 140;

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Booked: the money is there.
    Booked,
    /// Announced only.
    Pending,
    /// For information.
    Information,
}

/// Who paid, or was paid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// As the bank knows them; may be empty.
    pub name: String,
    /// Their account.
    pub account: Option<Iban>,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// How much.
    pub amount: Money,
    /// The bank's reference of this transfer, where it gives one beside the entry's.
    pub servicer_reference: Option<String>,
    /// The payer's reference that travels from end to end.
    pub end_to_end: Option<String>,
    /// The structured reference of the creditor, as it was written.
    pub reference: Option<String>,
    /// What the payer wrote.
    pub text: String,
    /// The other side.
    pub party: Party,
    /// Whether it is money that came back.
    pub returned: bool,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How much, never less than nothing.
    pub amount: Money,
    /// Whether money came in.
    pub credit: bool,
    /// Whether it takes an earlier entry back.
    pub reversal: bool,
    /// How far it is.
    pub status: Status,
    /// Day of booking.
    pub booked_on: Option<Day>,
    /// The bank's reference.
    pub servicer_reference: Option<String>,
    /// The transfers of which it is made; one at least, and together they are the entry.
    pub transactions: Vec<Transaction>,
}

impl Entry {
    /// The amount with its direction.
    #[must_use]
    pub const fn signed(&self) -> Money {
        if self.credit { self.amount } else { negative(self.amount) }
    }
}

/// Reads an entry.
pub(super) fn read(file: &File<'_>, element: &Element) -> Result<Entry, XmlError> {
    let amount = money(file, need(file, element, "Amt")?)?;
    let credit = is_credit(file, element)?;
    let reference = |path: &str| short(element.said(path), NAME_MAX);
    let status = match element.said("Sts/Cd").or_else(|| element.said("Sts")) {
        Some("BOOK") => Status::Booked,
        Some("PDNG") => Status::Pending,
        // What is only announced is no money yet, whatever a bank calls it.
        Some(_) => Status::Information,
        None => return Err(file.error(element.at, &element.path, XmlFault::Missing("Sts"))),
    };
    let details: Vec<&Element> = element.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    Ok(Entry {
        amount,
        credit,
        reversal: element.said("RvslInd") == Some("true"),
        status,
        booked_on: day(file, element, "BookgDt")?,
        servicer_reference: reference("AcctSvcrRef"),
        transactions: transactions(file, element, &details, amount, credit)?,
    })
}

fn transactions(
    file: &File<'_>,
    element: &Element,
    details: &[&Element],
    amount: Money,
    credit: bool,
) -> Result<Vec<Transaction>, XmlError> {
    // The entry's amount is in the currency of the account; a single transfer's own may be in another.
    if let [one] = details {
        return Ok(vec![transaction(one, amount, credit)]);
    }
    let mut list = Vec::new();
    for detail in details {
        let own = detail.find("AmtDtls/TxAmt/Amt").or_else(|| detail.child("Amt"));
        let own = own.map(|own| money(file, own)).transpose()?;
        list.extend(own.map(|own| transaction(detail, own, credit)));
    }
    let sum =
        list.iter().map(|part| part.amount).try_fold(Money::new(0, amount.currency()), Money::checked_add);
    if !list.is_empty() && list.len() == details.len() && sum.is_ok_and(|sum| sum == amount) {
        return Ok(list);
    }
    // A batch that does not say what it is made of is one payment that names nothing.
    let texts: Vec<&str> = element.said("AddtlNtryInf").into_iter().collect();
    Ok(vec![Transaction {
        amount,
        servicer_reference: None,
        end_to_end: None,
        reference: None,
        text: clean(&texts.join(" "), REMITTANCE_MAX),
        party: Party::default(),
        returned: false,
    }])
}

fn transaction(detail: &Element, amount: Money, credit: bool) -> Transaction {
    let structured: Vec<&str> = detail
        .all("RmtInf")
        .flat_map(|info| info.all("Strd"))
        .filter_map(|part| part.said("CdtrRefInf/Ref"))
        .collect();
    let free = detail.all("RmtInf").flat_map(|info| info.all("Ustrd")).map(|part| part.text.trim());
    let text = free.collect::<Vec<_>>().join(" ");
    let end_to_end = short(detail.said("Refs/EndToEndId"), NAME_MAX);
    Transaction {
        amount,
        servicer_reference: short(detail.said("Refs/AcctSvcrRef"), NAME_MAX),
        end_to_end: end_to_end.filter(|id| id != "NOTPROVIDED"),
        reference: short(structured.first().copied(), NAME_MAX),
        text: clean(&text, REMITTANCE_MAX),
        party: party(detail, if credit { "Dbtr" } else { "Cdtr" }),
        returned: detail.child("RtrInf").is_some(),
    }
}

fn party(detail: &Element, role: &str) -> Party {
    let Some(parties) = detail.child("RltdPties") else { return Party::default() };
    let of = |suffix: &str| parties.child(&format!("{role}{suffix}"));
    // Since version 001.08 a party may be a person or a bank, each in an element of its own.
    let name = of("").and_then(|who| who.said("Nm").or_else(|| who.said("Pty/Nm")));
    let account = of("Acct").and_then(|account| account.said("Id/IBAN"));
    Party {
        name: clean(name.unwrap_or_default(), NAME_MAX),
        account: account.and_then(|number| number.parse().ok()),
    }
}

fn short(text: Option<&str>, max: usize) -> Option<String> {
    text.map(|text| clean(text, max)).filter(|text| !text.is_empty())
}

/// One line without control characters, of at most `max` characters.
fn clean(text: &str, max: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(max).collect()
}
