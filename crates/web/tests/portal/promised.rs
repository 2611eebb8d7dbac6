//! What the page of a service promises and what its form does are one: who can apply online, who is told early that a
//! refusal is likely, and who need not come.

use super::browser::{Answer, Browser};
use super::office::{Fixture, OFFICE, SERVICE, anna, boriss, client, day, officer, on_each, open};
use super::words::{token, value};
use kernel::CaseId;
use law::FactValue;
use office::actor::Role;
use office::cases::by_clients;

fn step(service: &str, slug: &str) -> String {
    format!("/lv/apply/{service}/{slug}")
}

async fn answer(browser: &mut Browser, service: &str, slug: &str, fields: &[(&str, &str)]) -> Answer {
    let address = step(service, slug);
    let answer = browser.fill(&address, &address, fields).await;
    if answer.status.is_redirection() { browser.follow(&answer).await } else { answer }
}

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

async fn send(browser: &mut Browser, service: &str) -> CaseId {
    let check = step(service, "check");
    let page = browser.get(&check).await.html();
    let held = |name: &str| value(&page, name).unwrap_or_default();
    let (token, seen, subject) = (token(&page), held("seen"), held("subject"));
    let sent = browser.post(&check, &token, &[("seen", &seen), ("subject", &subject)]).await;
    let (path, _) = sent.location().split_once('?').expect("it was sent");
    path.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_service_is_offered_online_where_its_form_can_be_filled_in() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let law = fixture.office.law();
    let services = law.services(day("2026-11-24"));
    for service in services.into_iter().filter(|known| law.is_applied_for(known)) {
        let id = service.id();
        let page = browser.get(&format!("/lv/services/{id}")).await.html();
        let offered = page.contains(&format!("href=\"/lv/apply/{id}\""));
        assert_eq!(offered, by_clients(service), "{id}");
        if !offered {
            browser.get(&format!("/lv/apply/{id}")).await.says("Tiešsaistē jūs to nevarat pieteikt");
        }
    }
    // An invitation is the inviter's own.
    for id in ["invitation.approval", "sponsorship.approval", "invitation.correction"] {
        let begun = browser.get(&format!("/lv/apply/{id}")).await;
        assert_eq!(begun.location(), step(id, "whom"));
        answer(&mut browser, id, "whom", &[("subject", &anna().to_string())]).await.is(200);
    }
    // Whom this is about the office has to find first.
    for id in ["register.letter", "register.statement.other"] {
        browser.get(&format!("/lv/services/{id}")).await.says("Pārvaldei vispirms jāatrod reģistrā");
    }
    // What a local government decides it takes in too.
    let page = browser.get("/lv/services/residence.cancellation").await;
    page.says("Jūsu lūgumu pieņem un par to lemj: pašvaldība");
    assert!(!page.html().contains("/lv/book?service="), "nobody comes to the Office for it");
    assert!(!page.words().contains("Ja iesniegsiet šodien"), "{}", page.words());
}

#[tokio::test]
async fn a_page_says_once_whether_somebody_has_to_come() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    for (id, words, books) in [
        // The visa is put into the travel document, and a meeting is a visit.
        ("visa.long-stay", "pēc tam ierasties nodaļā", true),
        ("visa.extension", "pēc tam ierasties nodaļā", true),
        ("office.meeting", "pēc tam ierasties nodaļā", true),
        ("data.access", "Ja vēlaties tomēr nākt", true),
        ("invitation.approval", "Nodaļā nekas nav jākārto", false),
        ("sponsorship.approval", "Nodaļā nekas nav jākārto", false),
    ] {
        let page = browser.get(&format!("/lv/services/{id}")).await;
        page.is(200).says(words);
        assert_eq!(page.html().contains(&format!("/lv/book?service={id}")), books, "{id}");
        assert_eq!(page.words().contains("Vizītei nodaļā paredzētas"), books, "{id}");
    }
    // Whether somebody comes for a statement depends on the form that they choose.
    let page = browser.get("/lv/services/register.statement").await;
    page.says("ir atkarīgs no atbildēm").says("vienā darba dienā vai divās stundās");
    // No day is offered for what nobody comes for.
    let calendar = browser.get(&format!("/lv/book?service=invitation.approval&office={OFFICE}")).await;
    calendar.is(200).says("Vizīte nav vajadzīga");
    assert!(!calendar.words().contains("Izvēlieties dienu"), "{}", calendar.words());
    assert!(!browser.get("/lv/book").await.html().contains("value=\"invitation.approval\""));
}

#[tokio::test]
async fn who_would_be_refused_at_an_office_is_told_before_they_come() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let warned = "Pilsonis un nepilsonis deklarē tiešsaistē vai pašvaldībā";
    for address in [
        "/lv/services/residence.declaration".to_owned(),
        format!("/lv/book?service=residence.declaration&office={OFFICE}"),
    ] {
        browser.get(&address).await.is(200).says("Ne visi to var nokārtot nodaļā").says(warned);
    }
    for id in ["data.access", "passport.citizen", "register.statement"] {
        let page = browser.get(&format!("/lv/services/{id}")).await;
        assert!(!page.words().contains("Ne visi to var nokārtot"), "{id}: {}", page.words());
    }
}

#[tokio::test]
async fn a_fee_that_depends_on_money_is_told_as_money() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let letter = browser.get("/lv/services/register.letter").await;
    letter.says("Paziņotā cena kopā ar pasta izdevumiem");
    let words = letter.words();
    assert!(
        !words.contains("0,01") && !words.contains("0,00") && !words.contains("papildus maksai"),
        "{words}"
    );
    let property = browser.get("/lv/services/permit.temporary.investment").await;
    property.says("5 %").says("no šā: Nekustamā īpašuma vērtība");
    let invitation = browser.get("/lv/services/invitation.approval").await;
    invitation.says("reizina ar: Uzaicināto personu skaits");
}

#[tokio::test]
async fn no_heading_stands_over_nothing() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    for id in ["office.submission", "entry.ban", "return.removal"] {
        let page = browser.get(&format!("/lv/services/{id}")).await;
        assert!(!page.html().contains("<h2>Kas nepieciešams</h2>"), "{id}");
    }
    let service = "office.submission";
    answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
    let said = [("p-about", "Rinda"), ("p-words", "Gaidīju divas stundas.")];
    answer(&mut browser, service, "particulars", &said).await;
    let documents = step(service, "documents");
    browser.upload(&documents, &documents, &[], &[]).await;
    let check = answer(&mut browser, service, "collect", &[("lang", "lv")]).await;
    check.is(200).says("Rinda");
    assert!(!check.html().contains("<h2>Kas ir izpildīts</h2>"), "{}", check.words());
}

#[tokio::test]
async fn what_may_fit_instead_fits_the_person() {
    let fixture = open().await;
    let service = "permit.temporary.employment";
    let others = ["permit.long-term-resident", "temporary-protection.general", "eu.registration"];
    for (who, subject, fitting) in
        [("client-0", anna(), &[][..]), ("client-1", boriss(), &["permit.long-term-resident"][..])]
    {
        let mut browser = signed_in(&fixture, who).await;
        answer(&mut browser, service, "whom", &[("subject", &subject.to_string())]).await;
        let page = browser.get(&step(service, "known")).await;
        page.is(200).says("gaidāms atteikums").says("Pamats atteikumam:");
        assert_eq!(page.words().contains("jums var derēt"), !fitting.is_empty(), "{}", page.words());
        for other in others {
            let offered = page.html().contains(&format!("/lv/services/{other}\""));
            assert_eq!(offered, fitting.contains(&other), "{who}: {other}");
        }
    }
    // Who asks for temporary protection without being a foreigner is told so, and is offered nothing.
    let service = "temporary-protection.general";
    let mut citizen = signed_in(&fixture, "client-0").await;
    answer(&mut citizen, service, "whom", &[("subject", &anna().to_string())]).await;
    let page = citizen.get(&step(service, "known")).await;
    page.says("gaidāms atteikums").says("pagaidu aizsardzība nav vajadzīga");
    assert!(!page.words().contains("jums var derēt"), "{}", page.words());
}

#[tokio::test]
async fn a_citizen_is_told_at_once_what_is_only_for_others() {
    let fixture = open().await;
    let mut citizen = signed_in(&fixture, "client-0").await;
    let mut other = signed_in(&fixture, "client-1").await;
    for (service, ground, fits_non_citizen) in [
        ("citizenship.naturalisation", "Persona jau ir Latvijas pilsonis", true),
        ("citizenship.registration.child-since-2020", "Bērns dzimis pirms 2020. gada 1. janvāra", false),
        ("permit.temporary.employment", "uzturēšanās atļauja nav vajadzīga", false),
        ("eu.registration", "uzturēšanās dokuments nav vajadzīgs", false),
        ("visa.long-stay", "vīza nav vajadzīga", false),
    ] {
        let subject = anna().to_string();
        answer(&mut citizen, service, "whom", &[("subject", &subject)]).await;
        citizen.get(&step(service, "known")).await.is(200).says("gaidāms atteikums").says(ground);
        let subject = boriss().to_string();
        answer(&mut other, service, "whom", &[("subject", &subject)]).await;
        let told = other.get(&step(service, "known")).await.words().contains("gaidāms atteikums");
        assert_eq!(told, !fits_non_citizen, "{service}");
    }
}

#[tokio::test]
async fn who_signed_in_to_ask_for_their_data_need_not_come() {
    let fixture = open().await;
    let service = "data.access";
    let mut browser = signed_in(&fixture, "client-0").await;
    answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
    answer(&mut browser, service, "particulars", &[("p-data", ""), ("p-period", "")]).await;
    let documents = step(service, "documents");
    browser.upload(&documents, &documents, &[], &[]).await;
    let letters = browser.get(&step(service, "collect")).await;
    letters.is(200);
    assert!(!letters.html().contains("name=\"office\""), "{}", letters.words());
    answer(&mut browser, service, "collect", &[("lang", "lv")]).await.is(200);
    let case = send(&mut browser, service).await;
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert_eq!(view.case.stage(), "examination", "neither a visit nor a fee is waited for");
}

#[tokio::test]
async fn a_statement_signed_electronically_asks_for_no_visit_and_one_on_paper_does() {
    let fixture = open().await;
    let service = "register.statement";
    let mut browser = signed_in(&fixture, "client-0").await;
    answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
    answer(&mut browser, service, "known", &[("known", "right")]).await;
    let said = [("p-data", "Adrese."), ("p-purpose", "Bankai Latvijā")];
    answer(&mut browser, service, "particulars", &said).await;
    for form in ["signed", "paper"] {
        let asks_how_soon = form == "paper";
        answer(&mut browser, service, "q-statement-form", &[("q-statement-form", form)]).await;
        for (slug, value) in [("q-statement-speed", "normal"), ("q-statement-discount", "none")] {
            // How soon is asked of paper alone.
            let asked = browser.get(&step(service, slug)).await.status.is_success();
            assert_eq!(asked, slug == "q-statement-discount" || asks_how_soon, "{form}: {slug}");
            if asked {
                answer(&mut browser, service, slug, &[(slug, value)]).await;
            }
        }
        let documents = step(service, "documents");
        let page = browser.get(&documents).await;
        let identity = "Uz nodaļu ņemiet līdzi personu apliecinošu dokumentu";
        assert_eq!(page.words().contains(identity), form == "paper", "{form}: {}", page.words());
        browser.upload(&documents, &documents, &[], &[]).await;
        let page = browser.get(&step(service, "collect")).await;
        assert_eq!(page.html().contains("name=\"office\""), form == "paper", "{form}: {}", page.words());
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_kept_as_a_draft() {
    for fixture in on_each("promised_drafts").await {
        let case = fixture.apply(anna()).await;
        let service = SERVICE;
        let mut browser = signed_in(&fixture, "client-0").await;
        let told = answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
        told.is(409).says("Par to jau ir lieta");
        assert!(told.html().contains(&format!("/lv/matters/{case}")));
        assert!(fixture.office.my_drafts(&client(anna())).await.unwrap().is_empty());
        assert!(!browser.get("/lv/matters").await.words().contains("Vēl nav nosūtīti"));
    }
}

#[tokio::test]
async fn what_was_begun_before_the_case_can_be_deleted_where_it_is_refused() {
    for fixture in on_each("promised_begun").await {
        let service = SERVICE;
        let mut browser = signed_in(&fixture, "client-0").await;
        answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await.is(200);
        fixture.apply(anna()).await;
        let blocked = browser.get(&step(service, "known")).await;
        blocked.is(409).says("Dzēst iesākto");
        let delete = format!("/lv/apply/{service}/delete");
        browser.post(&delete, &token(&blocked.html()), &[]).await.is(303);
        assert!(fixture.office.my_drafts(&client(anna())).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_permit_for_work_says_by_whom_one_is_employed() {
    let fixture = open().await;
    let service = "permit.temporary.employment";
    let mut browser = signed_in(&fixture, "client-0").await;
    // Its fees add up, and no day is told that nothing has begun to count.
    let page = browser.get(&format!("/lv/services/{service}")).await;
    page.says("papildus maksai par izskatīšanu").says("Maksas saskaita");
    assert!(!page.words().contains("Ja iesniegsiet šodien"), "{}", page.words());
    answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
    answer(&mut browser, service, "known", &[("known", "right")]).await;
    let empty = answer(&mut browser, service, "particulars", &[("p-employer", "")]).await;
    empty.is(422).says("Darba devējs un darbs").says("Uz cik ilgu laiku prasāt atļauju");
    let said = [
        ("p-employer", "SIA Paraugs, 40000000000, virpotājs"),
        ("p-period", "2 gadi"),
        ("p-sponsorship", ""),
    ];
    answer(&mut browser, service, "particulars", &said).await.is(200);
}

#[tokio::test]
async fn only_a_speed_that_the_service_has_can_be_chosen() {
    let fixture = open().await;
    let law = fixture.office.law();
    let admits = |service: &str, code: &str| {
        let procedure = law.procedure(service, day("2026-11-24")).unwrap();
        procedure.admits("permit.speed", &FactValue::Code(code.to_owned()))
    };
    for (service, five_days) in [("permit.long-term-resident", false), ("permit.temporary.employment", true)]
    {
        assert!(admits(service, "in-30-days") && admits(service, "in-10-working-days"), "{service}");
        assert_eq!(admits(service, "in-5-working-days"), five_days, "{service}");
    }
}
