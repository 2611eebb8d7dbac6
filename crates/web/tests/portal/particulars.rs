//! What an application says in the applicant's own words and data: asked, kept, shown, told to the officer and in the letter.

use super::browser::{Answer, Browser};
use super::mine::holder;
use super::office::{Fixture, OFFICE, anna, client, officer, open};
use super::words::{token, value};
use kernel::CaseId;
use law::FactValue;
use office::OfficeError;
use office::actor::Role;
use office::cases::CaseCommand;
use office::issuance::Validity;

fn step(service: &str, slug: &str) -> String {
    format!("/lv/apply/{service}/{slug}")
}

async fn answer(browser: &mut Browser, service: &str, slug: &str, fields: &[(&str, &str)]) -> Answer {
    let address = step(service, slug);
    let answer = browser.fill(&address, &address, fields).await;
    if answer.status.is_redirection() { browser.follow(&answer).await } else { answer }
}

async fn begin(fixture: &Fixture, service: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    answer(&mut browser, service, "whom", &[("subject", &anna().to_string())]).await;
    browser
}

/// Past the documents and the language of letters.
async fn to_the_end(browser: &mut Browser, service: &str, office: &[(&str, &str)]) -> Answer {
    let documents = step(service, "documents");
    browser.upload(&documents, &documents, &[], &[]).await;
    let mut fields = vec![("lang", "lv")];
    fields.extend(office);
    answer(browser, service, "collect", &fields).await
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
async fn the_demonstration_says_where_its_officers_work() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let name = fixture.office.law().office(OFFICE).unwrap().name.get(kernel::Lang::LV).to_owned();
    browser
        .get("/lv/sign-in")
        .await
        .says(&format!("({name})"))
        .says("Apmeklētājus pieņem un dokumentus izsniedz");
}

#[tokio::test]
async fn a_complaint_cannot_be_sent_without_words() {
    let fixture = open().await;
    let service = "office.submission";
    let mut browser = begin(&fixture, service).await;
    // Nothing later is open before it is written.
    let early = browser.get(&step(service, "documents")).await;
    assert_eq!(early.location(), step(service, "particulars"));
    let empty = answer(&mut browser, service, "particulars", &[("p-about", "Rinda"), ("p-words", " ")]).await;
    empty.is(422).says("Iesnieguma saturs").says("Iesniegums");
    let long = "a".repeat(301);
    answer(&mut browser, service, "particulars", &[("p-about", &long), ("p-words", "Gaidīju.")])
        .await
        .says("ne vairāk kā 300");
    let said = [("p-about", "Gaidīšana rindā"), ("p-words", "Gaidīju divas stundas.\nLūdzu atbildi.")];
    answer(&mut browser, service, "particulars", &said).await.is(200);
    // Nobody comes for it, so no office is asked for.
    let documents = step(service, "documents");
    browser.upload(&documents, &documents, &[], &[]).await;
    let letters = browser.get(&step(service, "collect")).await;
    letters.is(200);
    assert!(!letters.html().contains("name=\"office\""));
    let check = to_the_end(&mut browser, service, &[]).await;
    check.is(200).says("Gaidīšana rindā").says("Lūdzu atbildi.").says("gatavs nosūtīšanai");
    let words = check.words();
    assert!(!words.contains("Ikviens") && !words.contains("neliecina par atteikumu"), "{words}");
    let page = browser.get(&format!("/lv/services/{service}")).await;
    assert!(!page.words().contains("Derīgs personu apliecinošs dokuments"), "{}", page.words());
    assert!(check.html().contains(&step(service, "particulars")), "there is a way back");
    assert!(!check.words().contains("Jā, tas ir pareizi"), "nothing was confirmed");
    let case = send(&mut browser, service).await;
    fixture.write_letters().await;
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert_eq!(view.case.particulars["about"].to_string(), "Gaidīšana rindā");
    assert_eq!(view.case.stage(), "examination");
    assert!(view.history.iter().any(|line| line.note().contains("Lūdzu atbildi.")));
    let mut desk = Browser::new(&fixture.router);
    desk.sign_in("officer-1").await;
    desk.get(&format!("/lv/work/cases/{case}"))
        .await
        .says("Ko saka iesniegums")
        .says("Gaidīju divas stundas.");
}

#[tokio::test]
async fn a_residence_is_declared_online_with_its_address_and_for_nothing() {
    let fixture = open().await;
    let service = "residence.declaration";
    let mut browser = begin(&fixture, service).await;
    answer(&mut browser, service, "known", &[("known", "right")]).await;
    let nowhere = [("p-address-municipality", ""), ("p-address", "Izdomātā iela 1")];
    answer(&mut browser, service, "particulars", &nowhere).await.says("Izvēlieties pašvaldību");
    for (address, words) in [
        ("1", "nav pilna adrese"),
        ("Brīvības iela 1, Liepāja, LV-3401", "minēts Liepāja, bet pašvaldība izvēlēta cita"),
    ] {
        let wrong = [("p-address-municipality", "LV0001000"), ("p-address", address)];
        answer(&mut browser, service, "particulars", &wrong).await.is(422).says(words);
    }
    let here = [("p-address-municipality", "LV0001000"), ("p-address", "Izdomātā iela 1-2")];
    answer(&mut browser, service, "particulars", &here).await.is(200);
    answer(&mut browser, service, "q-residence-wish", &[("q-residence-wish", "declare")]).await;
    answer(&mut browser, service, "q-residence-basis", &[("q-residence-basis", "owner")]).await;
    let check = to_the_end(&mut browser, service, &[]).await;
    check.is(200).says("Izdomātā iela 1-2").says("Deklarēšana tiešsaistē");
    assert!(!check.words().contains("4,27"), "online it costs nothing");
    let case = send(&mut browser, service).await;
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert_eq!(view.case.stage(), "examination", "neither a visit nor a fee is waited for");
    // Nobody has to record what the law says on what is known.
    assert!(view.is_fee_settled() && view.case.fee.is_none());
    let address = view.case.address.unwrap();
    assert_eq!(address, ("LV0001000".to_owned(), "Izdomātā iela 1-2".to_owned()));
    let page = browser.get(&format!("/lv/services/{service}")).await;
    page.says("ierasties nodaļā nav vajadzīgs");
}

#[tokio::test]
async fn an_invitation_is_for_somebody_and_for_a_time_that_the_law_allows() {
    let fixture = open().await;
    let service = "invitation.approval";
    let mut browser = begin(&fixture, service).await;
    let said = |from, to| [("p-invited", "Persona A"), ("p-visit", "Darbs"), ("p-from", from), ("p-to", to)];
    for (from, to, words) in [
        ("2026-11-23", "2026-12-24", "nevar būt pagātnē"),
        ("2026-12-24", "2026-12-23", "nevar būt agrāk nekā “Kad ieceļos”"),
        ("2026-12-24", "2027-12-25", "likums neatļauj ilgāku laiku"),
        ("", "2026-12-24", "Kad ieceļos"),
    ] {
        answer(&mut browser, service, "particulars", &said(from, to)).await.is(422).says(words);
    }
    answer(&mut browser, service, "particulars", &said("2026-12-24", "2027-12-24")).await.is(200);
    answer(&mut browser, service, "q-inviter-kind", &[("q-inviter-kind", "citizen")]).await.is(200);
    let mut number = async |slug: &str, count: &str| {
        let slug = format!("q-invited-{slug}");
        answer(&mut browser, service, &slug, &[(&slug, count)]).await
    };
    number("over-six", "0").await.is(200);
    number("up-to-six", "0").await.is(422).says("Norādiet vismaz vienu uzaicināto personu");
    number("up-to-six", "2").await.is(200);
    number("workers", "1").await.is(422).says("Tiesības uz nodarbinātību nevar prasīt vairāk");
    number("workers", "0").await.is(200);
}

#[tokio::test]
async fn a_loss_that_was_reported_stands_with_the_document() {
    let fixture = open().await;
    let service = "document.loss";
    let (who, mut browser) = holder(&fixture).await;
    answer(&mut browser, service, "whom", &[("subject", &who.to_string())]).await;
    let said = |document, when| {
        [("p-document", document), ("p-when", when), ("p-where", "Liepājā"), ("p-how", "Nozaudēta.")]
    };
    answer(&mut browser, service, "particulars", &said("", "2026-11-23")).await.is(422);
    let ahead = answer(&mut browser, service, "particulars", &said("XX0000144", "2026-11-25")).await;
    ahead.is(422).says("nevar būt nākotnē");
    let unborn = answer(&mut browser, service, "particulars", &said("XX0000144", "1890-01-01")).await;
    unborn.is(422).says("nevar būt pirms personas dzimšanas");
    // What the register answers once the document is chosen is not asked.
    let next = answer(&mut browser, service, "particulars", &said("XX0000144", "2026-11-23")).await;
    next.is(200).says("Vai uzreiz pieteikt jaunu dokumentu?");
    answer(&mut browser, service, "q-loss-new-wanted", &[("q-loss-new-wanted", "no")]).await;
    let check = to_the_end(&mut browser, service, &[]).await;
    check.is(200).says("Nozaudēta.");
    assert!(
        !check.words().contains("Personai ir šāds derīgs dokuments: vēl nav zināms"),
        "{}",
        check.words()
    );
    assert!(!check.words().contains("Parakstīts paziņojums"), "what is sent signed in is signed");
    check.says("dokuments uzreiz kļūst nederīgs");
    let asked = || fixture.office.document_validity("passport.citizen", "XX0000144");
    assert_eq!(asked().await.unwrap(), Validity::Valid);
    let case = send(&mut browser, service).await;
    // From the written report on the document stays invalid: nobody waits for the decision, and nothing is taken back.
    assert_eq!(asked().await.unwrap(), Validity::Invalid);
    let own = fixture.office.case(&client(who), case).await.unwrap();
    assert!(!own.allowed.contains(&"withdraw"), "{:?}", own.allowed);
    let withdraw = CaseCommand::Withdraw { words: "Atradu.".to_owned() };
    let refused = fixture.office.command(&client(who), case, None, &withdraw).await;
    assert!(matches!(refused, Err(OfficeError::NotNow(problem)) if problem.code == "reported-for-good"));
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert_eq!(view.facts["document.concerned"], FactValue::Code("passport.citizen".to_owned()));
    assert_eq!(view.facts["loss.other-document"], FactValue::Bool(false));
    assert_eq!(view.facts["document.on-record"], FactValue::Bool(true));
    browser.get("/lv/my-data").await.says("Par to ir paziņots").says("to nedrīkst lietot");
    // Whoever applies for a new one is told what becomes of the old one; of another kind nothing was reported.
    let told = "Par veco dokumentu ir ziņots";
    for (service, reported) in [("passport.citizen", true), ("identity-card.citizen", false)] {
        answer(&mut browser, service, "whom", &[("subject", &who.to_string())]).await;
        let page = browser.get(&step(service, "known")).await;
        page.is(200);
        assert_eq!(page.words().contains(told), reported, "{service}: {}", page.words());
        assert_eq!(page.html().contains(&format!("/lv/matters/{case}")), reported, "{service}");
    }
}

#[tokio::test]
async fn a_passport_that_is_refused_points_to_the_one_that_fits() {
    let fixture = open().await;
    let service = "passport.non-citizen";
    let mut browser = begin(&fixture, service).await;
    answer(&mut browser, service, "known", &[("known", "right")]).await;
    for (slug, value) in [("q-speed", "normal"), ("q-fee-claim", "none"), ("q-document-previous", "none")] {
        answer(&mut browser, service, slug, &[(slug, value)]).await;
    }
    // An office of which no counter is known is none to come to.
    let offered = to_the_end(&mut browser, service, &[("office", "atlantis")]).await.html();
    let (here, far) = (format!("value=\"{OFFICE}\""), "value=\"riga-1\"");
    assert!(offered.contains(&here) && !offered.contains(far), "{offered}");
    let check = to_the_end(&mut browser, service, &[("office", OFFICE)]).await;
    check.is(200).says("gaidāms atteikums");
    assert!(check.html().contains("/lv/services/passport.citizen"), "{}", check.words());
}
