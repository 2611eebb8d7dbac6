//! The accountant's pages: a statement is taken in by a form, what waits is given to a case, money goes back by two.

use crate::bank::statement;
use crate::browser::browser;
use crate::house::{House, houses};
use crate::pages::hold;
use axum::http::StatusCode;
use kernel::{CaseId, Lang, PersonId};
use office::Actor;
use office::cases::Application;

/// The passport that the first person asks for.
pub async fn applied(house: &House) -> CaseId {
    let person = PersonId::from_u64(1);
    let wanted = Application {
        service: crate::house::SERVICE.to_owned(),
        subject: person,
        declared: Default::default(),
        office: crate::house::OFFICE.to_owned(),
        lang: Lang::EN,
        appointment: None,
        applicant: None,
        note: String::new(),
        particulars: std::collections::BTreeMap::new(),
        files: Vec::new(),
        intake: None,
    };
    house.office.apply(&Actor::Client { person }, &wanted).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_taken_in_by_a_form_and_what_waits_is_given_to_a_case_or_back() {
    for house in houses("bench_payments").await {
        let case = applied(&house).await;
        let mut accountant = browser(&house, "accountant");
        accountant.open("/work").await.says(&["Payments", "Refunds"]);
        let file = statement("S1", &[("B1", 5000, "&lt;script&gt;alert(1)&lt;/script&gt;", "")]);
        let done = accountant.upload("/work/payments", "statement", file.as_bytes()).await;
        done.says(&["Statement S1: 1 new, of which 0 settled a fee, 0 paid a part of one and 1 wait; 0 were known already."]);
        done.says(&["&lt;script&gt;alert(1)&lt;/script&gt;", "It names no case.", "Ilze Piemēra"]);
        assert!(!done.html.contains("<script>alert"), "{}", done.html);
        let again = accountant.upload("/work/payments", "statement", file.as_bytes()).await;
        again.says(&["0 new", "1 were known already"]);

        let wrong = accountant.upload("/work/payments", "statement", b"<html/>").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("this is no camt.053 file"), "{}", wrong.html);
        accountant.lang = "lv";
        let ahead = file.replace("2026-11-24", "2026-12-01");
        let ahead = accountant.upload("/work/payments", "statement", ahead.as_bytes()).await;
        assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(ahead.html.contains("šodien ir 2026. gada 24. novembris"), "{}", ahead.html);
        accountant.lang = "en";
        let nothing = accountant.upload("/work/payments", "statement", b"").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let large = accountant.upload("/work/payments", "statement", &vec![b'x'; 9 * 1024 * 1024]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);

        let path = done.attributes("href").into_iter().find(|href| href.contains("/work/payments/")).unwrap();
        let path = path.strip_prefix("/en").unwrap().to_owned();
        for (page, lang) in [("/work/payments", "lv"), ("/work/payments?state=settled", "en"), (&*path, "lv")]
        {
            accountant.lang = lang;
            hold(page, &accountant.open(page).await);
            hold(&format!("{page} view=text"), &accountant.as_text(page).await);
        }
        accountant.lang = "en";
        let version = accountant.open(&path).await.hidden("version");
        let act = |act: &str| format!("{path}/{act}");
        let no_case = [("version", &*version), ("assign-case", "nonsense"), ("assign-reasons", "x")];
        let kept = accountant.send(&act("assign"), &no_case).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept.html.contains("value=\"nonsense\""), "{}", kept.html);
        let grouped = case.grouped();
        let good = [
            ("version", &*version),
            ("assign-case", &*grouped),
            ("assign-reasons", "Vārds un summa atbilst."),
        ];
        assert_eq!(accountant.send(&act("assign"), &good).await.leads(), path);
        let stale = accountant.send(&act("assign"), &good).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        accountant.open(&path).await.says(&[
            "It is more than is due.",
            "EUR 16.00",
            "Vārds un summa atbilst.",
        ]);
        browser(&house, "counter").open(&format!("/work/cases/{case}")).await.says(&["EUR 34.00", "paid"]);

        let refund = [
            ("refund-amount", "16,00"),
            ("refund-payee", "Ilze Piemēra"),
            ("refund-account", "LV17 DEMO 0000 0000 0000 2"),
            ("refund-ground", "Izdomātais likums, 1. pants"),
            ("refund-reasons", "Samaksāts vairāk, nekā likums prasa."),
        ];
        let mut short = refund;
        short[2].1 = "LV18";
        let kept = accountant.send(&act("refund"), &short).await;
        assert!(kept.html.contains("This is no account number"), "{}", kept.html);
        assert_eq!(accountant.send(&act("refund"), &refund).await.leads(), path);
        let list = accountant.open("/work/refunds").await;
        let refund =
            list.attributes("href").into_iter().find(|href| href.contains("/work/refunds/")).unwrap();
        let refund = refund.strip_prefix("/en").unwrap().to_owned();
        accountant.open(&refund).await.says(&["You ordered it", "(cited by the officer, not verified)"]);
        let approver = browser(&house, "approver");
        hold("refund", &approver.open(&refund).await);
        hold("refunds", &approver.as_text("/work/refunds").await);
        assert_eq!(approver.send(&format!("{refund}/approve"), &[]).await.leads(), refund);
        assert_eq!(approver.send("/work/refunds/bank", &[]).await.status, StatusCode::FORBIDDEN);
        let list = accountant.open("/work/refunds").await;
        list.says(&[
            "EUR from account LV44 DEMO 0000 0000 0000 1; approved refunds: 1.",
            "Write the order to the bank: EUR (pain.001)",
        ]);
        let bank = [("from", &*list.hidden("from")), ("currency", &*list.hidden("currency"))];
        let written = accountant.send("/work/refunds/bank", &bank).await.leads().to_owned();
        let told = accountant.open(&written).await;
        told.says(&["The order to the bank is written.", "Download the order (XML)"]);
        assert!(!told.html.contains("Write the order to the bank"), "{}", told.html);
        let order = accountant.open(&format!("{refund}/order.xml")).await;
        assert_eq!((order.status, order.kind.as_str()), (StatusCode::OK, "application/xml"));
        assert!(order.html.contains("<InstdAmt Ccy=\"EUR\">16.00</InstdAmt>"), "{}", order.html);
        accountant.send("/work/refunds/bank", &[]).await.leads();
        accountant.open(&refund).await.says(&["sent to the bank"]);
        accountant.open("/work/refunds?state=exported").await.says(&["Ilze Piemēra"]);

        // The bank took another amount: the accountant is told what differs, and matches it with words.
        let id = refund.rsplit('/').next().unwrap();
        let file = statement("S2", &[("D1", -1500, "", id)]);
        let done = accountant.upload("/work/payments", "statement", file.as_bytes()).await;
        done.says(&["The refund that it names is for another amount or currency."]);
        let path = done.attributes("href").into_iter().find(|href| href.contains("/work/payments/")).unwrap();
        let path = path.strip_prefix("/en").unwrap().to_owned();
        let page = accountant.open(&path).await;
        page.says(&["EUR 16.00 was ordered back, and the bank paid out EUR 15.00."]);
        hold("a debit that differs", &page);
        let version = page.hidden("version");
        let words = ("match-reasons", "Banka ieturēja savu komisiju.");
        let fields = [("version", &*version), ("match-refund", id), words];
        assert_eq!(accountant.send(&format!("{path}/match"), &fields).await.leads(), path);
        accountant.open(&refund).await.says(&["Paid by the bank"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_see_no_payments_and_the_case_says_which_reduction_applies_and_why() {
    for house in houses("bench_reduction").await {
        let case = applied(&house).await;
        for who in ["counter", "case", "auditor", "operator"] {
            for path in ["/work/payments", "/work/refunds"] {
                assert_eq!(
                    browser(&house, who).open(path).await.status,
                    StatusCode::FORBIDDEN,
                    "{who} {path}"
                );
            }
        }
        let accountant = browser(&house, "accountant");
        assert_eq!(accountant.open(&format!("/work/cases/{case}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(accountant.open("/work/persons").await.status, StatusCode::FORBIDDEN);
        let counter = browser(&house, "counter");
        counter.open(&format!("/work/cases/{case}")).await.says(&[
            "Who pays nothing or less, and why",
            "A person under the age of 20",
            "Invoice of 24 November 2026 for EUR 34.00: it can be paid.",
        ]);
        let client = browser(&house, "nobody");
        assert_eq!(client.open("/work/payments").await.status, StatusCode::SEE_OTHER);
    }
}
