//! Statements as a bank writes them.

pub const OURS: &str = "LV44DEMO0000000000001";

/// A statement with one movement for each amount in cents; less than nothing went out.
pub fn statement(id: &str, list: &[(&str, i64, &str, &str)]) -> String {
    let entries: String = list
        .iter()
        .map(|(bank, cents, written, end)| {
            let (direction, amount) = if *cents < 0 { ("DBIT", -cents) } else { ("CRDT", *cents) };
            format!(
                "<Ntry><Amt Ccy=\"EUR\">{}.{:02}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>BOOK</Sts>\
                 <BookgDt><Dt>2026-11-24</Dt></BookgDt><AcctSvcrRef>{bank}</AcctSvcrRef><NtryDtls><TxDtls>\
                 <Refs><EndToEndId>{end}</EndToEndId></Refs><RltdPties><Dbtr><Nm>Ilze Piemēra</Nm></Dbtr></RltdPties>\
                 <RmtInf><Ustrd>{written}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
                amount / 100,
                amount % 100
            )
        })
        .collect();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>{id}</Id>\
         <Acct><Id><IBAN>{OURS}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}
