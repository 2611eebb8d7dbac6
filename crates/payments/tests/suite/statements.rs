//! Statements of a bank: both versions, batches, faults with their place, and nothing that panics.

use kernel::Money;
use payments::CreditorReference;
use payments::camt::{self, Status, XmlFault};
use proptest::prelude::*;

const NEW: &str = include_str!("../fixtures/statement-08.xml");
const OLD: &str = include_str!("../fixtures/statement-02.xml");

#[test]
fn a_statement_of_version_08_is_read_with_its_batch() {
    let statements = camt::read(NEW.as_bytes()).unwrap();
    let [statement] = statements.as_slice() else { panic!("{statements:?}") };
    assert_eq!(
        (statement.id.as_str(), statement.account.as_str()),
        ("STMT-2026-11-24", "LV44DEMO0000000000001")
    );
    assert_eq!(statement.balance("CLBD").unwrap().amount, Money::eur(17150));
    assert_eq!(statement.adds_up(), Some(true));
    let [one, batch, debit, announced] = statement.entries.as_slice() else { panic!("{statement:?}") };

    assert_eq!((one.amount, one.credit, one.status), (Money::eur(3400), true, Status::Booked));
    assert_eq!(one.booked_on.unwrap().to_string(), "2026-11-24");
    assert_eq!(one.servicer_reference.as_deref(), Some("2026112400001"));
    let [paid] = one.transactions.as_slice() else { panic!("{one:?}") };
    assert_eq!(paid.reference.as_deref(), Some("RF187K2M9QRS04XZ"));
    assert_eq!((paid.party.name.as_str(), paid.end_to_end.as_deref()), ("Ilze Piemēra & dēls", None));
    assert_eq!(paid.party.account.as_ref().unwrap().as_str(), "LV17DEMO0000000000002");

    let [first, second] = batch.transactions.as_slice() else { panic!("{batch:?}") };
    assert_eq!((first.amount, second.amount), (Money::eur(1500), Money::eur(2750)));
    assert_eq!(first.servicer_reference.as_deref(), Some("2026112400002-1"));
    assert_eq!(first.text, "nodeva, rf18 7k2m-9qrs-04xz <script>alert(1)</script> paldies !");
    assert_eq!(CreditorReference::find_in(&first.text).len(), 1);
    assert_eq!(second.text, "par <pasi>");

    assert_eq!((debit.credit, debit.amount, debit.signed()), (false, Money::eur(500), Money::eur(-500)));
    assert_eq!(debit.transactions[0].end_to_end.as_deref(), Some("0000000000R1"));
    assert_eq!(debit.transactions[0].party.name, "Velta Iztēle");
    assert_eq!((announced.status, announced.transactions.len()), (Status::Pending, 1));
}

#[test]
fn a_statement_of_version_02_is_read_with_its_prefixes() {
    let statements = camt::read(OLD.as_bytes()).unwrap();
    let statement = &statements[0];
    assert_eq!((statement.adds_up(), statement.entries.len()), (None, 2));
    let paid = &statement.entries[0].transactions[0];
    assert_eq!((paid.party.name.as_str(), paid.text.as_str()), ("Kristīne Šablone", "par Sofiju"));
    assert_eq!(paid.end_to_end.as_deref(), Some("E2E-7"));
    // Its parts do not make thirty: it is one payment that names nothing.
    let [whole] = statement.entries[1].transactions.as_slice() else { panic!("{statement:?}") };
    assert_eq!((whole.amount, whole.text.as_str()), (Money::eur(3000), "batch without its parts"));
}

#[test]
fn balances_that_do_not_follow_from_the_entries_are_noticed() {
    let other = NEW.replacen("171.50", "171.51", 1);
    assert_eq!(camt::read(other.as_bytes()).unwrap()[0].adds_up(), Some(false));
}

/// What is said of a file in which `from` stands as `to`.
fn wrong(from: &str, to: &str) -> String {
    assert!(NEW.contains(from), "{from}");
    camt::read(NEW.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_fault_names_element_line_and_what_would_be_right() {
    let cases = [
        (
            "Ccy=\"EUR\">34.00",
            "Ccy=\"EUR\">34.005",
            "in `Document/BkToCstmrStmt/Stmt/Ntry/Amt`: `34.005` is not an amount such as 34.00 with a currency such as EUR",
        ),
        ("Ccy=\"EUR\">34.00", "Ccy=\"EUR\">-34.00", "`-34.00` is not an amount"),
        ("<Amt Ccy=\"EUR\">34.00", "<Amt>34.00", "`34.00` is not an amount"),
        (
            "<CdtDbtInd>CRDT</CdtDbtInd>\n        <Sts>",
            "<CdtDbtInd>IN</CdtDbtInd>\n        <Sts>",
            "`IN` is not CRDT or DBIT",
        ),
        ("<BookgDt><Dt>2026-11-24", "<BookgDt><Dt>2026-11-31", "`2026-11-31` is not a day such as"),
        ("LV44DEMO0000000000001", "LV45DEMO0000000000001", "is not an account number whose check digits fit"),
        ("<Id>STMT-2026-11-24</Id>", "", "`Id` is missing"),
        ("<Sts><Cd>BOOK</Cd></Sts>", "", "`Sts` is missing"),
        ("</Stmt>", "", "not well-formed XML"),
        ("&amp;", "&office;", "document types and entities"),
        (
            "<Document",
            "<!DOCTYPE Document [<!ENTITY office \"x\">]>\n<Document",
            "document types and entities",
        ),
        (
            "camt.053.001.08",
            "camt.053.001.04",
            "no `camt.053` file of a version that is read: 001.02 and 001.08 are",
        ),
        ("encoding=\"UTF-8\"", "encoding=\"ISO-8859-13\"", "not in UTF-8"),
    ];
    for (from, to, said) in cases {
        let fault = wrong(from, to);
        assert!(fault.contains(said), "{fault} does not say: {said}");
    }
    let fault =
        camt::read(NEW.replacen("Ccy=\"EUR\">34.00", "Ccy=\"EUR\">34.005", 1).as_bytes()).unwrap_err();
    let line = NEW.lines().position(|line| line.contains("34.00")).unwrap() + 1;
    assert_eq!((fault.line, fault.element.ends_with("Stmt/Ntry/Amt")), (line, true), "{fault}");
}

#[test]
fn what_is_no_statement_is_said_to_be_none() {
    for other in [
        "",
        "<a/>",
        "hello",
        "<html><body/></html>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>",
    ] {
        let fault = camt::read(other.as_bytes()).unwrap_err();
        assert!(matches!(fault.what, XmlFault::Kind(..)), "{other}: {fault}");
    }
    assert!(matches!(camt::read(&[0xff, 0xfe, 0x00]).unwrap_err().what, XmlFault::Encoding));
    assert!(matches!(camt::read_within(NEW.as_bytes(), 1000).unwrap_err().what, XmlFault::TooLarge(1000)));
    let deep = NEW.replacen("<Ntry>", &format!("<Ntry>{}", "<X>".repeat(5000)), 1);
    assert!(matches!(camt::read(deep.as_bytes()).unwrap_err().what, XmlFault::TooDeep));
    let long = NEW.replacen("par <pasi>", &"x".repeat(30_000), 1);
    assert!(matches!(camt::read(long.as_bytes()).unwrap_err().what, XmlFault::TextTooLong));
    let marked = format!("\u{feff}{NEW}");
    assert_eq!(camt::read(marked.as_bytes()).unwrap().len(), 1, "a mark of the byte order is no fault");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_file_cut_anywhere_is_a_fault_and_never_half_a_statement(at in 0_usize..NEW.trim_end().len()) {
        prop_assert!(camt::read(NEW.as_bytes().get(..at).unwrap()).is_err());
    }

    #[test]
    fn bytes_changed_anywhere_never_panic(at in 0_usize..NEW.len(), bytes in proptest::collection::vec(any::<u8>(), 0..6)) {
        let mut file = NEW.as_bytes().to_vec();
        let end = (at + bytes.len()).min(file.len());
        file.splice(at..end, bytes);
        let _ = camt::read(&file);
    }

    #[test]
    fn no_bytes_at_all_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[<>/&;!\\[\\]a-zA-Z0-9 =\"?-]{0,200}") {
        let _ = camt::read(&bytes);
        let _ = camt::read(text.as_bytes());
        let inside = NEW.replacen("<Ntry>", &format!("<Ntry>{text}"), 1);
        let _ = camt::read(inside.as_bytes());
    }
}
