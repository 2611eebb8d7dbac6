//! `parvalde payments`: a statement is taken in once, a wrong one is named, an order is written when there is one.

use crate::cli::{code, run, stderr, stdout};
use serde_json::Value;

fn statement(account: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S1</Id>\
         <Acct><Id><IBAN>{account}</IBAN></Id></Acct>\
         <Ntry><Amt Ccy=\"EUR\">34.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
         <BookgDt><Dt>2026-11-24</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef></Ntry></Stmt></BkToCstmrStmt></Document>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_taken_in_once_and_a_wrong_one_is_named() {
    for database in testkit::databases("cli_payments").await.unwrap() {
        let (db, folder) = (database.url.as_str(), database.folder());
        assert_eq!(code(&run(&["migrate", "--db", db])), 0);
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let file = write("s.xml", &statement("LV44DEMO0000000000001"));
        let import = ["payments", "import", &file, "--db", db, "--demonstration", "--format", "json"];
        let first = run(&import);
        assert_eq!(code(&first), 0, "{}", stderr(&first));
        let report: Value = serde_json::from_str(&stdout(&first)).unwrap();
        assert_eq!((&report["new"][0]["state"], &report["known"]), (&"waiting".into(), &0.into()));
        let again = run(&["payments", "import", &file, "--db", db, "--demonstration"]);
        assert!(
            stdout(&again).contains("0 new") && stdout(&again).contains("1 known already"),
            "{}",
            stdout(&again)
        );

        // A real office has no account of a bank that does not exist.
        let real = run(&["payments", "import", &file, "--db", db]);
        assert_eq!(code(&real), 1);
        assert!(stderr(&real).contains("is not one of this office"), "{}", stderr(&real));
        let paid = write("p.xml", &statement("LV74TREL2140093025000"));
        assert_eq!(code(&run(&["payments", "import", &paid, "--db", db])), 0);
        let cut = write("c.xml", &statement("LV44DEMO0000000000001")[..300]);
        let cut = run(&["payments", "import", &cut, "--db", db, "--demonstration"]);
        assert_eq!(code(&cut), 1);
        assert!(stderr(&cut).contains("line 1"), "{}", stderr(&cut));
        assert_eq!(code(&run(&["payments", "import", "nowhere.xml", "--db", db])), 1);

        let order = folder.join("order.xml");
        let none = run(&["payments", "export", order.to_str().unwrap(), "--db", db]);
        assert_eq!((code(&none), stdout(&none).trim()), (0, "no refund is approved"));
        assert!(!order.exists());
        assert_eq!(code(&run(&["rebuild", "--db", db])), 0);
    }
}
