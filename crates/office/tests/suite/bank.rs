//! Statements as the bank of the demonstration writes them, and an office that takes them in.

use crate::house::{House, officer};
use kernel::CaseId;
use office::payments::{ImportReport, Payment, PaymentFilter};
use payments::CreditorReference;

/// The account of demonstrations for state fees.
pub const OURS: &str = "LV44DEMO0000000000001";
pub const THEIRS: &str = "LV17DEMO0000000000002";

/// One movement as the bank writes it.
pub struct Moved<'a> {
    pub bank: &'a str,
    pub cents: i64,
    pub currency: &'a str,
    pub credit: bool,
    pub reference: Option<String>,
    pub text: &'a str,
    pub end_to_end: Option<String>,
}

pub fn came(bank: &str, cents: i64) -> Moved<'_> {
    Moved { bank, cents, currency: "EUR", credit: true, reference: None, text: "", end_to_end: None }
}

impl Moved<'_> {
    pub fn for_case(self, case: CaseId) -> Self {
        Self { reference: Some(CreditorReference::of_case(case).to_string()), ..self }
    }
}

/// A statement of version 001.08.
pub fn statement(id: &str, account: &str, list: &[Moved<'_>]) -> Vec<u8> {
    let mut entries = String::new();
    for moved in list {
        let amount = format!("{}.{:02}", moved.cents / 100, moved.cents % 100);
        let (direction, role) = if moved.credit { ("CRDT", "Dbtr") } else { ("DBIT", "Cdtr") };
        let end = moved.end_to_end.as_deref().unwrap_or("NOTPROVIDED");
        let structured = moved.reference.as_ref().map_or_else(String::new, |reference| {
            format!("<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>")
        });
        entries.push_str(&format!(
            "<Ntry><Amt Ccy=\"{}\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>2026-11-24</Dt></BookgDt><AcctSvcrRef>{}</AcctSvcrRef><NtryDtls><TxDtls>\
             <Refs><EndToEndId>{end}</EndToEndId></Refs><RltdPties>\
             <{role}><Pty><Nm>Ilze Piemēra</Nm></Pty></{role}>\
             <{role}Acct><Id><IBAN>{THEIRS}</IBAN></Id></{role}Acct></RltdPties>\
             <RmtInf><Ustrd>{}</Ustrd>{structured}</RmtInf></TxDtls></NtryDtls></Ntry>",
            moved.currency, moved.bank, moved.text,
        ));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>{id}</Id>\
         <Acct><Id><IBAN>{account}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
    .into_bytes()
}

impl House {
    pub async fn import(&self, id: &str, list: &[Moved<'_>]) -> ImportReport {
        self.office.import_statement(&officer("accountant"), statement(id, OURS, list)).await.unwrap()
    }

    pub async fn waiting(&self) -> Vec<Payment> {
        let filter = PaymentFilter::default();
        self.office.payments(&officer("accountant"), &filter).await.unwrap().items
    }

    pub async fn proved(&self) {
        let report = self.office.store().verify().await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert_eq!(self.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}
