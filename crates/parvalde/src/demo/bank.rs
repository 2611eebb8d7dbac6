//! What the bank of the demonstration told before the first visitor came: a fee paid ahead of the visit, too much, too
//! little, and money that names nothing. It goes the way of every statement.

use anyhow::Context as _;
use kernel::{CaseId, Iban};
use law::FeeAnswer;
use office::cases::WorkFilter;
use office::{Actor, Office, Role};
use std::fmt::Write as _;

/// A movement: how much in cents, and what was written.
struct Moved {
    cents: i64,
    text: String,
}

/// Takes in one statement for the cases that wait for their fee. An interrupted filling may do it twice: then it adds
/// nothing.
///
/// # Errors
/// The office does not take it in.
pub async fn tell(office: &Office) -> anyhow::Result<()> {
    let officer = |role| office.staff().iter().find(|officer| officer.is(role)).cloned().map(Actor::Officer);
    let (Some(counter), Some(accountant)) = (officer(Role::Counter), officer(Role::Accountant)) else {
        return Ok(());
    };
    let to = office.law().payments().iter().find_map(|to| to.account(office.is_demonstration()));
    let Some(account) = to else { return Ok(()) };
    let mut moved = Vec::new();
    let filter = WorkFilter { stage: Some("received".to_owned()), ..WorkFilter::default() };
    let waiting = office.work_list(&counter, &filter).await?.items;
    for (line, more) in waiting.iter().zip([0, 500, -1000]) {
        if let Some((due, reference)) = invoiced(office, &counter, line.id).await? {
            moved.push(Moved { cents: due + more, text: format!("Nodeva, {reference}") });
        }
    }
    moved.push(Moved { cents: 3400, text: "par pasi, paldies".to_owned() });
    let report = office.import_statement(&accountant, statement(office, account, &moved).into_bytes()).await;
    report.context("the demonstration's statement of the bank is not taken in")?;
    Ok(())
}

async fn invoiced(office: &Office, counter: &Actor, case: CaseId) -> anyhow::Result<Option<(i64, String)>> {
    let view = office.case(counter, case).await?;
    Ok(match (&view.assessment.fee, view.payable()) {
        (FeeAnswer::Due(line), Some(invoice)) => Some((line.amount.cents(), invoice.reference.grouped())),
        _ => None,
    })
}

fn statement(office: &Office, account: &Iban, moved: &[Moved]) -> String {
    let day = office.today();
    let mut entries = String::new();
    for (number, Moved { cents, text }) in moved.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(
            entries,
            "<Ntry><Amt Ccy=\"{}\">{}.{:02}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>DEMO-{}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty>\
             <Nm>Izdomāts Maksātājs</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls>\
             </Ntry>",
            office.country().currency,
            cents / 100,
            cents % 100,
            number + 1,
        );
    }
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>DEMO</Id><Acct><Id>\
         <IBAN>{account}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}
