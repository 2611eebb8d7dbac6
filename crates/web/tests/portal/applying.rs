//! From the application to the document in hand, as the client sees it; refusal and hearing; own data.

use super::browser::{Answer, Browser};
use super::office::{Fixture, OFFICE, SERVICE, anna, boriss, daughter, on_each, open};
use super::words::attributes;
use kernel::{CaseId, PersonId};
use law::DecisionKind;
use office::actor::Role;
use office::cases::CaseCommand;

/// Where a step of the application stands.
fn step(slug: &str) -> String {
    format!("/lv/apply/{SERVICE}/{slug}")
}

/// Answers a page and leads on to the next.
async fn answer(browser: &mut Browser, slug: &str, fields: &[(&str, &str)]) -> Answer {
    let address = step(slug);
    let answer = browser.fill(&address, &address, fields).await;
    if answer.status.is_redirection() { browser.follow(&answer).await } else { answer }
}

/// Goes past the page of documents, which is a form with files.
async fn no_documents(browser: &mut Browser) -> Answer {
    let answer = browser.upload(&step("documents"), &step("documents"), &[], &[]).await;
    browser.follow(&answer).await
}

/// Answers everything up to the check.
async fn fill(browser: &mut Browser, subject: PersonId, answers: &[(&str, &str)]) -> Answer {
    let subject = subject.to_string();
    answer(browser, "whom", &[("subject", &subject)]).await;
    answer(browser, "known", &[("known", "right")]).await;
    for (slug, value) in answers {
        answer(browser, slug, &[(*slug, *value)]).await;
    }
    no_documents(browser).await;
    answer(browser, "collect", &[("office", OFFICE), ("lang", "lv")]).await
}

const USUAL: [(&str, &str); 3] =
    [("q-speed", "normal"), ("q-fee-claim", "none"), ("q-document-previous", "held")];

/// Sends what the check page shows.
async fn send(browser: &mut Browser) -> Answer {
    let page = browser.get(&step("check")).await.html();
    let value = |name: &str| super::words::value(&page, name).unwrap_or_default();
    let (token, seen, subject) = (super::words::token(&page), value("seen"), value("subject"));
    browser.post(&step("check"), &token, &[("seen", &seen), ("subject", &subject)]).await
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
async fn one_thing_a_page_from_whom_it_is_for_to_the_check() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    // A deep link into an empty draft leads to the first step.
    for slug in ["check", "collect", "documents", "q-speed", "known"] {
        assert_eq!(browser.get(&step(slug)).await.location(), step("whom"), "{slug}");
    }
    browser.get(&step("nothing")).await.is(404);
    let begin = browser.get(&format!("/lv/apply/{SERVICE}")).await;
    let page = browser.follow(&begin).await;
    page.is(200)
        .says("Anna Paraudziņa")
        .says("Līga Paraudziņa")
        .says("Jūs pārstāvat šo personu, vecums: 6")
        .says("1. solis");
    assert!(!page.words().contains("Boriss"));
    let page = answer(&mut browser, "whom", &[("subject", &anna().to_string())]).await;
    // What the register says is shown, and nothing of it is asked.
    page.says("Ko mēs jau zinām")
        .says("Latvijas pilsonis")
        .says("1990. gada 2. maijs")
        .says("2. solis. Vēl aptuveni");
    assert!(!page.html().contains("<input type=\"text\""));
    let page = answer(&mut browser, "known", &[("known", "right")]).await;
    page.says("Cik ātri dokuments ir vajadzīgs?").says("Dienu, kurā iesniegums saņemts, neskaita.");
    // Only the one question.
    assert!(!page.words().contains("samazināto"));
    let page = answer(&mut browser, "q-speed", &[("q-speed", "normal")]).await;
    // A reason for haste is not asked of whoever has none.
    page.says("Vai pieprasāt samazināto valsts nodevu?");
    answer(&mut browser, "q-fee-claim", &[("q-fee-claim", "none")])
        .await
        .says("iepriekšējo šāda veida dokumentu");
    answer(&mut browser, "q-document-previous", &[("q-document-previous", "held")]).await.says("Dokumenti");
    no_documents(&mut browser).await.says("Saņemšanas nodaļa");
    let page = answer(&mut browser, "collect", &[("office", OFFICE), ("lang", "lv")]).await;
    page.is(200).says("Pārbaudiet pirms nosūtīšanas").says("8. solis no 8");
    // Back leads back, and everything is still there.
    let html = browser.get(&step("q-speed")).await.html();
    assert!(html.contains(&format!("href=\"{}\"", step("known"))));
    let chosen = html.split("<input ").find(|tag| tag.contains("value=\"normal\"")).unwrap();
    assert!(chosen.split('>').next().unwrap().contains(" checked"));
    browser.get("/lv/matters").await.says("Vēl nav nosūtīti").says("Pilsoņa pases izsniegšana");
}

#[tokio::test]
async fn before_sending_the_page_says_what_is_met_what_it_costs_and_until_when() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    // 10 working days from Tuesday 24 November 2026 end on Tuesday 8 December; the fee is 34 EUR.
    let page = fill(&mut browser, anna(), &USUAL).await;
    page.is(200).says("34,00 EUR").says("Lēmuma termiņš ir līdz 2026. gada 8. decembrim.");
    page.says("Persona ir Latvijas pilsonis: ir izpildīts").says("Identitāte ir noskaidrota: vēl nav zināms");
    // In 2 working days it is Thursday, for 60 EUR. Now a reason for that is asked.
    answer(&mut browser, "q-speed", &[("q-speed", "fast")]).await.says("Vai steidzamai izsniegšanai");
    let page = answer(&mut browser, "q-speed-reason", &[("q-speed-reason", "none")]).await;
    page.says("60,00 EUR").says("Lēmuma termiņš ir līdz 2026. gada 26. novembrim.");
    // For a child what is known is confirmed anew; a child pays 15.
    let page = answer(&mut browser, "whom", &[("subject", &daughter().to_string())]).await;
    page.says("Ko mēs jau zinām").says("Līga Paraudziņa");
    answer(&mut browser, "known", &[("known", "right")]).await;
    let page = answer(&mut browser, "q-speed", &[("q-speed", "normal")]).await;
    page.says("15,00 EUR").says("Savam bērnam līdz 15 gadu vecumam");
    // Nothing was sent.
    browser.get("/lv/matters").await.says("Jums vēl nav nevienas lietas.");
}

#[tokio::test]
async fn wrong_answers_come_back_at_their_field_and_are_not_kept() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    answer(&mut browser, "whom", &[("subject", "")]).await.is(422).says("Izvēlieties, kam to piesakāt");
    // Somebody else's person.
    let page = answer(&mut browser, "whom", &[("subject", &boriss().to_string())]).await;
    page.is(422).says("Pieteikt var sev un tiem, kuru vārdā");
    answer(&mut browser, "whom", &[("subject", &anna().to_string())]).await;
    answer(&mut browser, "known", &[]).await.is(422).says("Pasakiet, vai tas ir pareizi");
    let page = answer(&mut browser, "known", &[("known", "wrong"), ("note", " ")]).await;
    page.is(422).says("Uzrakstiet, kas nav pareizi");
    assert!(page.html().contains("href=\"#note\""));
    let page = answer(&mut browser, "known", &[("known", "wrong"), ("note", &"x".repeat(2001))]).await;
    page.is(422).says("ne vairāk kā 2000");
    let words = "Mani sauc Anna Paraudziņa-Kalna.";
    answer(&mut browser, "known", &[("known", "wrong"), ("note", words)]).await.says("Cik ātri");
    let page = answer(&mut browser, "q-speed", &[("q-speed", "yesterday")]).await;
    page.is(422).says("“yesterday” šeit nav atbilde");
    assert!(page.html().contains("href=\"#q-speed\"") && page.html().contains("aria-describedby"));
    answer(&mut browser, "q-speed", &[]).await.is(422).says("Uz šo jautājumu jāatbild");
    for (slug, value) in USUAL {
        answer(&mut browser, slug, &[(slug, value)]).await;
    }
    no_documents(&mut browser).await;
    answer(&mut browser, "collect", &[("office", ""), ("lang", "xx")])
        .await
        .is(422)
        .says("Aizpildiet šo lauku");
    let page = answer(&mut browser, "collect", &[("office", "atlantis"), ("lang", "lv")]).await;
    page.is(422).says("Nodaļas “atlantis” nav");
    let visit = [("office", OFFICE), ("lang", "lv"), ("appointment", "zz")];
    answer(&mut browser, "collect", &visit).await.is(422).says("Šādas vizītes nav");
    // What was right before still is.
    let page = answer(&mut browser, "collect", &[("office", OFFICE), ("lang", "lv")]).await;
    page.is(200).says("Pārbaudiet pirms nosūtīšanas").says(words);
    // A form with files is none of the others, and no question is answered by one.
    browser.fill(&step("check"), &step("documents"), &[]).await.is(415);
    browser.upload(&step("check"), &step("q-speed"), &[], &[]).await.is(415);
}

#[tokio::test]
async fn an_application_is_received_once_and_confirmed_by_letter() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    fill(&mut browser, anna(), &USUAL).await;
    // Another window shows the same before it is sent.
    let other_page = browser.get(&step("check")).await.html();
    let sent = send(&mut browser).await;
    sent.is(303);
    let page = browser.follow(&sent).await;
    page.is(200)
        .says("Iesniegums ir saņemts.")
        .says("Jums jāierodas nodaļā")
        .says("Vēstule jums tiek gatavota");
    fixture.write_letters().await;
    let case = case_of(&sent);
    let html = browser.get(&format!("/lv/matters/{case}")).await.html();
    let letter =
        attributes(&html, "href").into_iter().find(|href| href.contains("/letters/")).unwrap().to_owned();
    let pdf = browser.get(&letter).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    // The other window sends it once more.
    let value = |name: &str| super::words::value(&other_page, name).unwrap();
    let fields = [("seen", value("seen")), ("subject", value("subject"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let again = browser.post(&step("check"), &super::words::token(&other_page), &fields).await;
    again.is(409).says("Par to jau ir lieta");
    let matters = browser.get("/lv/matters").await;
    matters.says("Pilsoņa pases izsniegšana").says("2026. gada 24. novembris");
    assert!(!matters.words().contains("Vēl nav nosūtīti"));
    // Whoever begins anew is told as soon as it is said for whom; for the child it goes on.
    answer(&mut browser, "whom", &[("subject", &anna().to_string())])
        .await
        .is(409)
        .says("Par to jau ir lieta");
    answer(&mut browser, "whom", &[("subject", &daughter().to_string())]).await.is(200).says("Līga");

    // Nobody else sees case or letter, and cannot tell that they exist.
    let mut other = signed_in(&fixture, "client-1").await;
    other.get(&format!("/lv/matters/{case}")).await.is(404);
    other.get(&letter).await.is(404);
    other.fill("/lv/validity", &format!("/lv/matters/{case}"), &[("command", "withdraw")]).await.is(404);
}

#[tokio::test]
async fn what_is_not_sent_is_kept_shown_and_deleted() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    answer(&mut browser, "whom", &[("subject", &anna().to_string())]).await;
    answer(&mut browser, "known", &[("known", "right")]).await.says("glabāsim līdz 2026. gada 24. decembrim");
    // Another device, the same answers.
    let mut other = signed_in(&fixture, "client-0").await;
    let begin = other.get(&format!("/lv/apply/{SERVICE}")).await;
    assert_eq!(begin.location(), step("q-speed"));
    other.get("/lv/matters").await.says("vēl nav nosūtīts").says("Turpināt");
    // Nobody else sees it.
    let mut somebody = signed_in(&fixture, "client-1").await;
    assert!(!somebody.get("/lv/matters").await.words().contains("vēl nav nosūtīts"));
    let delete = format!("/lv/apply/{SERVICE}/delete");
    let gone = other.fill("/lv/matters", &delete, &[]).await;
    other.follow(&gone).await.says("Nenosūtītais iesniegums ir dzēsts.");
    assert_eq!(browser.get(&step("q-speed")).await.location(), step("whom"));
    // What was changed on another device is shown before it is sent.
    fill(&mut browser, anna(), &USUAL).await;
    let old = browser.get(&step("check")).await.html();
    fixture.clock.forward(60);
    answer(&mut other, "q-fee-claim", &[("q-fee-claim", "pensioner")]).await;
    let value = |name: &str| super::words::value(&old, name).unwrap();
    let (seen, subject) = (value("seen"), value("subject"));
    let fields = [("seen", seen.as_str()), ("subject", subject.as_str())];
    let stale = browser.post(&step("check"), &super::words::token(&old), &fields).await;
    browser.follow(&stale).await.says("Iesniegums pa šo laiku ir mainīts.");
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
        let told = browser.follow(&received).await;
        told.says("Iesniegums ir apmierināts.").says("Dokuments tiek gatavots");
        // The decision is there at once; that the others are still written is said beside it.
        told.says("latviski, oriģināls").says("Vēstule jums tiek gatavota");
        let view = fixture.office.case(&super::office::officer(Role::Counter), case).await.unwrap();
        let document = view.documents[0].id;
        fixture.act(Role::Counter, case, CaseCommand::MarkMade { document }).await;
        browser.get(&page).await.says("Dokuments ir gatavs").says("Liepājas nodaļa");
        fixture.act(Role::Counter, case, CaseCommand::HandOver { document }).await;
        browser.get(&page).await.says("Viss ir nokārtots");
        let number = view.documents[0].number.to_string();
        browser.get("/lv/my-data").await.says(&number).says("ir spēkā");
        // Anybody can now ask about it, and hears one word.
        let mut stranger = Browser::new(&fixture.router);
        let ask = [("kind", view.documents[0].kind.as_str()), ("number", number.as_str())];
        let answer = stranger.fill("/lv/validity", "/lv/validity", &ask).await;
        answer.is(200).says("Dokuments ir derīgs");
        assert!(!answer.words().contains("Anna"));
    }
}

#[tokio::test]
async fn a_letter_that_does_not_come_by_waiting_is_told_so() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let page = format!("/lv/matters/{case}");
    browser.get(&page).await.says("Vēstule jums tiek gatavota");
    let (store, now) = (fixture.office.store(), fixture.office.now());
    for job in store.due_jobs(now, 50).await.unwrap() {
        for _ in 0..3 {
            store.fail_job(&job.id, "broken", now.plus_seconds(60)).await.unwrap();
        }
    }
    let told = browser.get(&page).await;
    told.says("Vēstuli jums vēl neizdevās uzrakstīt.");
    assert!(!told.words().contains("Vēstule jums tiek gatavota"), "{}", told.words());
}

#[tokio::test]
async fn a_likely_refusal_is_told_before_sending_and_the_right_to_apply_stays() {
    for fixture in on_each("refused").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = signed_in(&fixture, "client-1").await;
        let page = fill(&mut browser, boriss(), &USUAL).await;
        page.is(200)
            .says("gaidāms atteikums")
            .says("Persona nav Latvijas pilsonis")
            .says("Iesniegt jūs varat tik un tā.");
        let sent = send(&mut browser).await;
        let case = case_of(&sent);
        let address = format!("/lv/matters/{case}");
        fixture.serve_at_counter(case).await;
        let grounds = vec!["not-a-citizen".to_owned()];
        fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds }).await;
        let page = browser.get(&address).await;
        page.says("Jūs varat izteikt viedokli").says("Persona nav Latvijas pilsonis");
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
    assert!(html.contains(" reizes)"), "what was read in one go is told once: {html}");
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
