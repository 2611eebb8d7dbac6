//! Orders to a bank: credit transfers as ISO 20022 pain.001, version 001.09.

use kernel::{Currency, Day, Iban, Money};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
/// Most characters of an id.
const ID_MAX: usize = 35;
/// Most characters of a name.
const NAME_MAX: usize = 70;
/// Most characters of the text of a transfer.
const TEXT_MAX: usize = 140;

/// Why orders cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// Nothing to pay.
    #[error("there is no transfer to order")]
    Empty,
    /// An id that is empty, too long or has other signs than letters, digits and hyphens.
    #[error("`{0}` is no id of 1 to 35 letters, digits and hyphens")]
    Id(String),
    /// An amount that is not more than nothing, or a sum out of range.
    #[error("an amount is not more than nothing, or the sum is too large")]
    Amount,
    /// Another currency than the first.
    #[error("amounts in {0} and in {1} cannot be ordered together")]
    Mixed(Currency, Currency),
    /// A name that is empty.
    #[error("a name is empty")]
    Name,
    /// The file could not be written.
    #[error("the file cannot be written: {0}")]
    Write(String),
}

/// One transfer to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Its id, which comes back in the statement.
    pub id: String,
    /// How much.
    pub amount: Money,
    /// Who is paid.
    pub payee: String,
    /// Where to.
    pub account: Iban,
    /// What the payee reads.
    pub text: String,
}

/// Transfers to be made from one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The id of the message.
    pub id: String,
    /// When it is written, such as `2026-11-24T10:00:00+02:00`.
    pub written_at: String,
    /// Day on which the bank is asked to pay.
    pub pay_on: Day,
    /// Who pays.
    pub payer: String,
    /// Where from.
    pub account: Iban,
    /// The transfers.
    pub transfers: Vec<Transfer>,
}

/// Writes an order as a file.
///
/// # Errors
/// [`OrderError`] for what the scheme does not take.
pub fn write(order: &Order) -> Result<Vec<u8>, OrderError> {
    let sum = check(order)?;
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.event(Event::Start(BytesStart::new("Document").with_attributes([("xmlns", NAMESPACE)])))?;
    xml.within("CstmrCdtTrfInitn", |xml| {
        xml.within("GrpHdr", |xml| {
            xml.text("MsgId", &order.id)?;
            xml.text("CreDtTm", &order.written_at)?;
            xml.count(order, sum)?;
            xml.within("InitgPty", |xml| xml.text("Nm", &cut(&order.payer, NAME_MAX)))
        })?;
        xml.within("PmtInf", |xml| payment(xml, order, sum))
    })?;
    xml.event(Event::End(BytesEnd::new("Document")))?;
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn payment(xml: &mut Xml, order: &Order, sum: Money) -> Result<(), OrderError> {
    xml.text("PmtInfId", &order.id)?;
    xml.text("PmtMtd", "TRF")?;
    // Each transfer is to come back in the statement by itself, so that it finds what it paid.
    xml.text("BtchBookg", "false")?;
    xml.count(order, sum)?;
    // The scheme of the euro carries no other currency.
    let sepa = sum.currency() == Currency::EUR;
    if sepa {
        xml.within("PmtTpInf", |xml| xml.within("SvcLvl", |xml| xml.text("Cd", "SEPA")))?;
    }
    xml.within("ReqdExctnDt", |xml| xml.text("Dt", &order.pay_on.to_string()))?;
    xml.within("Dbtr", |xml| xml.text("Nm", &cut(&order.payer, NAME_MAX)))?;
    xml.account("DbtrAcct", &order.account)?;
    xml.within("DbtrAgt", |xml| {
        xml.within("FinInstnId", |xml| xml.within("Othr", |xml| xml.text("Id", "NOTPROVIDED")))
    })?;
    xml.text("ChrgBr", if sepa { "SLEV" } else { "SHAR" })?;
    order.transfers.iter().try_for_each(|transfer| {
        xml.within("CdtTrfTxInf", |xml| {
            xml.within("PmtId", |xml| {
                xml.text("InstrId", &transfer.id)?;
                xml.text("EndToEndId", &transfer.id)
            })?;
            xml.within("Amt", |xml| xml.amount("InstdAmt", transfer.amount))?;
            xml.within("Cdtr", |xml| xml.text("Nm", &cut(&transfer.payee, NAME_MAX)))?;
            xml.account("CdtrAcct", &transfer.account)?;
            xml.within("RmtInf", |xml| xml.text("Ustrd", &cut(&transfer.text, TEXT_MAX)))
        })
    })
}

/// The sum of the transfers.
fn check(order: &Order) -> Result<Money, OrderError> {
    let Some(first) = order.transfers.first() else { return Err(OrderError::Empty) };
    let ids = std::iter::once(&order.id).chain(order.transfers.iter().map(|transfer| &transfer.id));
    for id in ids {
        let fits =
            (1..=ID_MAX).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !fits {
            return Err(OrderError::Id(id.clone()));
        }
    }
    let mut sum = Money::new(0, first.amount.currency());
    for transfer in &order.transfers {
        let (own, others) = (transfer.amount.currency(), sum.currency());
        if own != others {
            return Err(OrderError::Mixed(others, own));
        }
        if transfer.amount.cents() <= 0 {
            return Err(OrderError::Amount);
        }
        if transfer.payee.trim().is_empty() || transfer.text.trim().is_empty() {
            return Err(OrderError::Name);
        }
        sum = sum.checked_add(transfer.amount).map_err(|_| OrderError::Amount)?;
    }
    if order.payer.trim().is_empty() { Err(OrderError::Name) } else { Ok(sum) }
}

/// One line of at most `max` characters.
fn cut(text: &str, max: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(max).collect()
}

fn digits(amount: Money) -> String {
    format!("{}.{:02}", amount.cents() / 100, amount.cents() % 100)
}

/// The file as it grows.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn event(&mut self, event: Event<'_>) -> Result<(), OrderError> {
        self.0.write_event(event).map_err(|e| OrderError::Write(e.to_string()))
    }

    fn within(
        &mut self,
        name: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), OrderError>,
    ) -> Result<(), OrderError> {
        self.event(Event::Start(BytesStart::new(name)))?;
        inside(self)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), OrderError> {
        self.within(name, |xml| xml.event(Event::Text(BytesText::new(text))))
    }

    fn amount(&mut self, name: &str, amount: Money) -> Result<(), OrderError> {
        let currency = amount.currency().to_string();
        let start = BytesStart::new(name).with_attributes([("Ccy", currency.as_str())]);
        self.event(Event::Start(start))?;
        self.event(Event::Text(BytesText::new(&digits(amount))))?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn account(&mut self, name: &str, account: &Iban) -> Result<(), OrderError> {
        self.within(name, |xml| xml.within("Id", |xml| xml.text("IBAN", account.as_str())))
    }

    fn count(&mut self, order: &Order, sum: Money) -> Result<(), OrderError> {
        self.text("NbOfTxs", &order.transfers.len().to_string())?;
        self.text("CtrlSum", &digits(sum))
    }
}
