//! Statements on the pages: a client takes one for a child, downloads it, and somebody checks it.

use super::browser::Browser;
use super::office::{anna, daughter, open};
use super::words::attributes;
use kernel::PersonId;

const PAGE: &str = "/lv/my-data/statements";

fn fields(person: PersonId, kind: &'static str) -> Vec<(&'static str, String)> {
    vec![
        ("person", person.to_string()),
        ("kind", kind.to_owned()),
        ("recipient", "Skola “Pasaka”".to_owned()),
        ("intended_use", "Uzņemšanai skolā".to_owned()),
        ("lang", "en".to_owned()),
        ("as_of", "2026-11-24".to_owned()),
    ]
}

async fn send(browser: &mut Browser, fields: &[(&'static str, String)]) -> super::browser::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.fill(PAGE, PAGE, &fields).await
}

#[tokio::test]
async fn a_client_takes_a_statement_about_a_child_and_whoever_is_shown_it_checks_it() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    browser.get("/lv/my-data").await.says("Saņemt izziņu");
    browser.get(PAGE).await.says("Vēl nav izsniegta neviena izziņa").says("Līga Paraudziņa");
    let sent = send(&mut browser, &fields(daughter(), "residence")).await;
    let page = browser.follow(&sent).await;
    page.is(200).says("Izziņa ir izsniegta").says("Izziņa par dzīvesvietu").says("Skola “Pasaka”");
    let html = page.html();
    let files: Vec<String> = attributes(&html, "href")
        .into_iter()
        .filter(|href| href.starts_with("/lv/my-data/statements/"))
        .map(str::to_owned)
        .collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in &files {
        let download = browser.get(file).await;
        assert!(download.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(file.ends_with("/json"), download.bytes.starts_with(b"{"), "{file}");
        assert_eq!(!file.ends_with("/json"), download.bytes.starts_with(b"%PDF-"), "{file}");
    }
    let mine = fixture.office.my_statements(&office::Actor::Client { person: anna() }).await.unwrap();
    let code = mine[0].issued.check_code.grouped();

    // A stranger: nobody's pages, and nobody's data.
    let mut stranger = Browser::new(&fixture.router);
    stranger.get(&files[0]).await.is(303);
    stranger.sign_in("client-1").await;
    for file in &files {
        stranger.get(file).await.is(404);
    }
    let other = send(&mut stranger, &fields(daughter(), "residence")).await;
    other.is(404);
    let check = "/lv/statement-check";
    let mut bank = Browser::new(&fixture.router);
    let good = bank.fill(check, check, &[("code", &code)]).await;
    good.is(200).says("ziņas nav mainījušās").says("Izsniegta 2026. gada 24. novembrī");
    assert!(!good.words().contains("Līga") && !good.words().contains("Izdomātā iela"));
    for wrong in ["0000-0000-0000", "kods"] {
        bank.fill(check, check, &[("code", wrong)]).await.is(200).says("Izziņas ar šādu kodu nav");
    }
    bank.fill(check, check, &[("code", "")]).await.is(422).says("Aizpildiet šo lauku");
    let english = "/en/statement-check";
    bank.fill(english, english, &[("code", &code)]).await.is(200).says("Issued on 24 November 2026");
}

#[tokio::test]
async fn a_request_with_faults_is_kept_and_each_fault_is_told() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-1").await;
    // Boriss has no children: nobody to choose from.
    assert!(!browser.get(PAGE).await.words().contains("Par ko būs izziņa"));
    for (field, value, told) in [
        ("kind", "", "Izvēlieties izziņas veidu"),
        ("kind", "horoscope", "šeit nav iespējams"),
        ("recipient", "", "Aizpildiet šo lauku"),
        ("intended_use", "", "Aizpildiet šo lauku"),
        ("as_of", "2026-11-25", "Izziņa ir par šodienu vai agrāku dienu"),
        ("as_of", "2026-02-30", "Tādas dienas nav"),
        ("recipient", "山田", "zīmes, ko nevar iespiest"),
    ] {
        let mut fields = fields(super::office::boriss(), "status");
        fields.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value.to_owned();
        let refused = send(&mut browser, &fields).await;
        refused.is(422).says(told);
        assert!(
            refused.html().contains("Uzņemšanai skolā") || field == "intended_use",
            "what was written is kept"
        );
    }
    browser.get(PAGE).await.says("Vēl nav izsniegta neviena izziņa");
    browser.get("/lv/my-data/statements/x/lv").await.is(404);
    browser.get("/lv/my-data/statements/000000000000/lv").await.is(404);
}
