//! From the application to the document in hand, as the client sees it; refusal and hearing; own data.

use super::browser::{Answer, Browser};
use super::office::{Fixture, OFFICE, SERVICE, anna, boriss, daughter, on_each, open};
use super::words::attributes;
use kernel::{CaseId, PersonId};
use law::DecisionKind;
use office::actor::Role;
use office::cases::CaseCommand;

const FORM: &str = "/lv/apply/passport.citizen";

async fn send(browser: &mut Browser, subject: PersonId, step: &str, more: &[(&str, &str)]) -> Answer {
    let subject = subject.to_string();
    let mut fields = vec![("subject", subject.as_str()), ("office", OFFICE), ("lang", "lv"), ("step", step)];
    fields.extend(more);
    browser.fill(FORM, FORM, &fields).await
}

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

fn case_of(answer: &Answer) -> CaseId {
    let (path, _) = answer.location().split_once('?').unwrap();
    path.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_form_offers_whom_the_client_represents_and_asks_what_the_law_asks() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let page = browser.get(FORM).await;
    page.is(200).says("Anna Paraudziņa").says("Līga Paraudziņa").says("Jūsu bērns, vecums: 6");
    let service = fixture.office.law().procedure(SERVICE, super::office::day("2026-11-24")).unwrap();
    for question in service.questions() {
        page.says(question.text.get(kernel::Lang::LV));
    }
    assert!(!page.words().contains("Boriss"));
}

#[tokio::test]
async fn before_sending_the_page_says_what_is_met_what_it_costs_and_until_when() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    // 10 working days from Tuesday 24 November 2026 end on Tuesday 8 December; the fee is 34 EUR.
    let page = send(&mut browser, anna(), "check", &[("q-speed", "normal")]).await;
    page.is(200).says("34,00 EUR").says("Lēmuma termiņš ir līdz 2026. gada 8. decembrim.");
    page.says("Persona ir Latvijas pilsonis: ir izpildīts").says("Identitāte ir noskaidrota: vēl nav zināms");
    // In 2 working days it is Thursday, for 60 EUR.
    let page = send(&mut browser, anna(), "check", &[("q-speed", "fast"), ("q-speed-reason", "none")]).await;
    page.says("60,00 EUR").says("Lēmuma termiņš ir līdz 2026. gada 26. novembrim.");
    // A child pays 15.
    let page = send(&mut browser, daughter(), "check", &[("q-speed", "normal")]).await;
    page.says("15,00 EUR").says("Savam bērnam līdz 15 gadu vecumam");
    // Nothing was sent: back in the form everything is still chosen.
    let page = send(&mut browser, daughter(), "edit", &[("q-speed", "fast")]).await;
    let html = page.html();
    let chosen: Vec<&str> =
        html.split("<input ").filter(|tag| tag.split('>').next().unwrap().contains(" checked")).collect();
    assert!(chosen.iter().any(|tag| tag.contains(&format!("value=\"{}\"", daughter()))));
    assert!(chosen.iter().any(|tag| tag.contains("value=\"fast\"")));
    browser.get("/lv/matters").await.says("Jums vēl nav nevienas lietas.");
}

#[tokio::test]
async fn wrong_answers_come_back_beside_their_questions() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let page = send(&mut browser, anna(), "check", &[("q-speed", "yesterday")]).await;
    page.is(422).says("“yesterday” šeit nav atbilde");
    assert!(page.html().contains("href=\"#q-speed\""));
    let fields = [("subject", ""), ("office", ""), ("lang", "xx"), ("step", "send")];
    let page = browser.fill(FORM, FORM, &fields).await;
    page.is(422).says("Izvēlieties, kam vajadzīgs dokuments");
    // Somebody else's person, an office that is none, a visit that is none.
    send(&mut browser, boriss(), "send", &[])
        .await
        .is(422)
        .says("Pieteikt var sev un nepilngadīgiem bērniem");
    let subject = anna().to_string();
    let fields = [("subject", subject.as_str()), ("office", "atlantis"), ("lang", "lv"), ("step", "send")];
    browser.fill(FORM, FORM, &fields).await.is(422).says("Nodaļas “atlantis” nav");
    send(&mut browser, anna(), "send", &[("appointment", "zz")]).await.is(422).says("Šādas vizītes nav");
}

#[tokio::test]
async fn an_application_is_received_once_and_confirmed_by_letter() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let sent = send(&mut browser, anna(), "send", &[("q-speed", "normal")]).await;
    sent.is(303);
    let page = browser.follow(&sent).await;
    page.is(200).says("Iesniegums ir saņemts.").says("Jums jāierodas nodaļā").says("Vēstules tiek gatavotas");
    fixture.write_letters().await;
    let case = case_of(&sent);
    let html = browser.get(&format!("/lv/matters/{case}")).await.html();
    let letter =
        attributes(&html, "href").into_iter().find(|href| href.contains("/letters/")).unwrap().to_owned();
    let pdf = browser.get(&letter).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    send(&mut browser, anna(), "send", &[]).await.is(409).says("Par to jau ir lieta");
    browser.get("/lv/matters").await.says("Pilsoņa pases izsniegšana").says("2026. gada 24. novembris");

    // Nobody else sees case or letter, and cannot tell that they exist.
    let mut other = signed_in(&fixture, "client-1").await;
    other.get(&format!("/lv/matters/{case}")).await.is(404);
    other.get(&letter).await.is(404);
    other.fill("/lv/validity", &format!("/lv/matters/{case}"), &[("command", "withdraw")]).await.is(404);
}

#[tokio::test]
async fn the_client_follows_a_grant_until_the_document_is_in_hand() {
    for fixture in on_each("granted").await {
        eprintln!("on {}", fixture.engine);
        let case = fixture.apply(anna()).await;
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = format!("/lv/matters/{case}");
        browser
            .get(&page)
            .await
            .says("Jums jāierodas nodaļā")
            .says("Lēmums jāpieņem līdz 2026. gada 8. decembrim.");
        fixture.serve_at_counter(case).await;
        browser.get(&page).await.says("Tagad strādā pārvalde").says("Valsts nodeva samaksāta");
        fixture.propose(case, DecisionKind::Grant, &[]).await;
        let waiting = browser.get(&page).await;
        waiting.says("Tagad strādā pārvalde");
        assert!(!waiting.words().contains("Iesniegums ir apmierināts"), "a draft is not told");
        fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
        browser.get(&page).await.says("Lēmums ir pieņemts: saņemiet to");
        let received = browser.fill(&page, &page, &[("command", "receive")]).await;
        browser.follow(&received).await.says("Iesniegums ir apmierināts.").says("Dokuments tiek gatavots");
        let view = fixture.office.case(&super::office::officer(Role::Counter), case).await.unwrap();
        let document = view.documents[0].id;
        fixture.act(Role::Counter, case, CaseCommand::MarkMade { document }).await;
        browser.get(&page).await.says("Dokuments ir gatavs").says("Liepājas nodaļa");
        fixture.act(Role::Counter, case, CaseCommand::HandOver { document }).await;
        browser.get(&page).await.says("Viss ir nokārtots");
        let number = view.documents[0].number.to_string();
        browser.get("/lv/my-data").await.says(&number).says("derīgs");
        // Anybody can now ask about it, and hears one word.
        let mut stranger = Browser::new(&fixture.router);
        let ask = [("kind", view.documents[0].kind.as_str()), ("number", number.as_str())];
        let answer = stranger.fill("/lv/validity", "/lv/validity", &ask).await;
        answer.is(200).says("Dokuments ir derīgs");
        assert!(!answer.words().contains("Anna"));
    }
}

#[tokio::test]
async fn a_likely_refusal_is_told_before_sending_and_the_right_to_apply_stays() {
    for fixture in on_each("refused").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = signed_in(&fixture, "client-1").await;
        let page = send(&mut browser, boriss(), "check", &[]).await;
        page.is(200)
            .says("gaidāms atteikums")
            .says("Persona nav Latvijas pilsonis")
            .says("Iesniegt jūs varat tik un tā.");
        let sent = send(&mut browser, boriss(), "send", &[]).await;
        let case = case_of(&sent);
        let address = format!("/lv/matters/{case}");
        fixture.serve_at_counter(case).await;
        let grounds = vec!["not-a-citizen".to_owned()];
        fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds }).await;
        let page = browser.get(&address).await;
        page.says("Jums jāizsaka viedoklis").says("Persona nav Latvijas pilsonis");
        let empty = browser.fill(&address, &address, &[("command", "answer-hearing"), ("opinion", "")]).await;
        empty.is(422);
        let opinion = "Esmu dzimis Latvijā un lūdzu to ņemt vērā.";
        let answered =
            browser.fill(&address, &address, &[("command", "answer-hearing"), ("opinion", opinion)]).await;
        browser.follow(&answered).await.says("jūsu viedoklis ir saņemts").says(opinion);
        let again =
            browser.fill(&address, &address, &[("command", "answer-hearing"), ("opinion", opinion)]).await;
        again.is(409);
        fixture.propose(case, DecisionKind::Refuse, &["not-a-citizen"]).await;
        fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
        let received = browser.fill(&address, &address, &[("command", "receive")]).await;
        let page = browser.follow(&received).await;
        page.says("Iesniegums ir noraidīts").says("Persona nav Latvijas pilsonis");
        // One month from 24 November 2026 ends on 24 December, a holiday; the next working day is the 28th.
        page.says("Apstrīdēt var līdz 2026. gada 28. decembrim.").says("priekšniekam");
    }
}

#[tokio::test]
async fn an_application_can_be_withdrawn_and_an_old_page_cannot_act() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let address = format!("/lv/matters/{case}");
    fixture.serve_at_counter(case).await;
    let stale = browser.fill(&address, &address, &[("command", "withdraw"), ("version", "1")]).await;
    stale.is(409).says("Kāds cits veica izmaiņas pirms jums");
    let unknown = browser.fill(&address, &address, &[("command", "approve")]).await;
    unknown.is(400);
    let done = browser.fill(&address, &address, &[("command", "withdraw"), ("words", "Pārdomāju")]).await;
    browser.follow(&done).await.says("Iesniegums ir atsaukts");
    browser.fill(&address, &address, &[("command", "withdraw")]).await.is(409);
}

#[tokio::test]
async fn a_client_reads_own_data_and_who_looked_at_them() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    fixture.office.case(&super::office::officer(Role::CaseOfficer), case).await.unwrap();
    let mut browser = signed_in(&fixture, "client-0").await;
    let data = browser.get("/lv/my-data").await;
    data.says("Anna Paraudziņa")
        .says("320007-00001")
        .says("1990. gada 2. maijs, Liepāja")
        .says("Līga Paraudziņa");
    let extract = browser.get("/lv/my-data/extract.pdf").await;
    extract.is(200);
    assert!(extract.bytes.starts_with(b"%PDF-"), "no PDF");
    let extract = browser.get("/en/my-data/extract.json").await.html();
    let extract: serde_json::Value = serde_json::from_str(&extract).unwrap();
    assert!(extract["facts"].as_array().unwrap().iter().any(|fact| fact["value"]["name"]["given"] == "Anna"));
    let log = browser.get("/lv/my-data/access").await;
    log.says("Testa Lietvede").says(&format!("Lieta Nr. {}", case.grouped())).says("Jūs");
    // Older pages are reached by position, never by name.
    for _ in 0..60 {
        browser.get("/lv/my-data").await;
    }
    let html = browser.get("/lv/my-data/access").await.html();
    let older =
        attributes(&html, "href").into_iter().find(|href| href.contains("before=")).unwrap().to_owned();
    browser.get(&older).await.is(200).says("Testa Lietvede");
}

#[tokio::test]
async fn a_question_about_a_document_says_no_more_than_it_must() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let ask = |number: &'static str| [("kind", SERVICE), ("number", number)];
    browser.fill("/lv/validity", "/lv/validity", &ask("LV1234567")).await.is(200).says("Nav zināms");
    browser.fill("/lv/validity", "/lv/validity", &ask("12")).await.is(422).says("Tas nav dokumenta numurs");
    browser.fill("/lv/validity", "/lv/validity", &ask("")).await.is(422).says("Aizpildiet šo lauku");
    let none = browser
        .fill("/lv/validity", "/lv/validity", &[("kind", "library-card"), ("number", "LV1234567")])
        .await;
    none.is(422).says("Izvēlieties dokumenta veidu");
}
