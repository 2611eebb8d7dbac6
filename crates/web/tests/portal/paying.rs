//! Paying before coming: the client sees amount, account, reference and code; the fee paid is said, and an invoice that
//! no longer holds is not shown as one that does.

use super::browser::Browser;
use super::office::{anna, on_each};
use super::words::attributes;
use kernel::Money;
use office::cases::event::GivenValue;
use office::cases::{CaseCommand, CaseView};

async fn declare(
    fixture: &super::office::Fixture,
    case: kernel::CaseId,
    fact: &str,
    value: &str,
) -> CaseView {
    let client = office::Actor::Client { person: anna() };
    let command = CaseCommand::Declare { fact: fact.to_owned(), value: GivenValue::Code(value.to_owned()) };
    fixture.office.command(&client, case, None, &command).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_pays_from_the_telephone_before_the_visit() {
    for fixture in on_each("paying").await {
        let case = fixture.apply(anna()).await;
        while fixture.office.run_due_jobs().await.unwrap() > 0 {}
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let (lv, en) = (format!("/lv/matters/{case}"), format!("/en/matters/{case}"));
        let page = browser.get(&lv).await;
        let reference = fixture.office.case(&office::Actor::Client { person: anna() }, case).await.unwrap();
        let reference = reference.payable().unwrap().reference.grouped();
        page.is(200).says("Samaksājiet, pirms ierodaties").says("34,00 EUR").says("Valsts kase");
        page.says("LV44 DEMO 0000 0000 0000 1").says(&reference).says("Maksu varat samaksāt jau tagad");
        let html = page.html();
        let label =
            attributes(&html, "aria-label").into_iter().find(|label| label.contains("34,00")).unwrap();
        for part in ["Maksājuma kods", "Valsts kase", "LV44 DEMO 0000 0000 0000 1", &reference] {
            assert!(label.contains(part), "{label}");
        }
        assert!(html.contains("<svg role=\"img\"") && html.contains("shape-rendering"), "{html}");
        // The text version says the same in lines, without the drawing.
        let text = browser.get(&format!("{lv}?view=text")).await;
        text.is(200).says(&reference);
        assert!(!text.html().contains("<svg"), "{}", text.html());
        let english = browser.get(&format!("{en}?view=graphic")).await;
        english.says("Pay before you come").says("EUR 34.00");
        // Who is paid is named in English, and as the bank knows it.
        english.says("Treasury of the Republic of Latvia – Valsts kase");
        let invoice = attributes(&html, "href").into_iter().find(|href| href.contains("/letters/"));
        let invoice = invoice.unwrap_or_else(|| panic!("{}", page.words()));
        assert!(browser.get(invoice).await.bytes.starts_with(b"%PDF-"));

        // Another fee: the new invoice says what it replaces; one that cannot be told is no invoice.
        let fast = declare(&fixture, case, "speed", "fast").await;
        assert_eq!(fast.payable().unwrap().amount, Money::eur(6000));
        browser.get(&lv).await.says("60,00 EUR").says("Tas aizstāj iepriekš nosūtīto rēķinu");
        declare(&fixture, case, "fee.claim", "pensioner").await;
        let old = browser.get(&lv).await;
        old.says("Nosūtītais rēķins vairs nav spēkā");
        assert!(!old.words().contains("Samaksājiet, pirms ierodaties"), "{}", old.words());
        declare(&fixture, case, "fee.claim", "none").await;
        declare(&fixture, case, "speed", "normal").await;
        browser.get(&lv).await.says("34,00 EUR");
        fixture.serve_at_counter(case).await;
        browser.get(&lv).await.says("samaksāts 2026. gada 24. novembrī");

        // More is due after it was paid: the rest is asked for, in words.
        declare(&fixture, case, "speed", "fast").await;
        let rest = browser.get(&lv).await;
        rest.says("Samaksājiet trūkstošo daļu").says("26,00 EUR").says("Kopā jāmaksā 60,00 EUR");
        declare(&fixture, case, "speed", "normal").await;
        assert!(!browser.get(&lv).await.words().contains("trūkstošo"));
        let client = office::Actor::Client { person: anna() };
        let withdraw = CaseCommand::Withdraw { words: String::new() };
        fixture.office.command(&client, case, None, &withdraw).await.unwrap();
        browser.get(&lv).await.says("samaksātie 34,00 EUR paši no sevis netiek atmaksāti");
    }
}
