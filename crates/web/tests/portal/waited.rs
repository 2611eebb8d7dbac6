//! What the page of a matter says of who waits for whom: what to bring and to pay, what the office asked for, when the term
//! begins, and why a day went by.

use super::browser::Browser;
use super::office::{Fixture, OFFICE, anna, client, day, officer, on_each, person};
use super::pages::check;
use kernel::{CaseId, Lang, PersonId};
use office::actor::Role;
use office::cases::event::{Channel, GivenValue};
use office::cases::{Application, Arrival, CaseCommand, Told};
use office::register::FactValue;
use std::collections::BTreeMap;

const DAY: i64 = 24 * 3600;
const EXPLANATION: &str = "loss-explanation";
const WORDS: &str = "Abas lapas puses, lūdzu.";

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

/// Somebody else than the fixture's, signed in.
pub async fn foreigner(fixture: &Fixture, more: Vec<FactValue>) -> (PersonId, Browser) {
    let who = PersonId::from_u64(105);
    let entered =
        person(who, "32000700005", ("Olena", "Paraugova"), "1988-03-04", "registered-foreigner", more);
    let entered = fixture.office.enter_persons(vec![entered]).await;
    assert!(entered[0].is_ok(), "{entered:?}");
    (who, sign_in(fixture, who, 0xc000_0001).await)
}

/// The same person in a session of their own, named by a number.
pub async fn sign_in(fixture: &Fixture, who: PersonId, number: u32) -> Browser {
    let token = format!("{number:032x}");
    let session = web::session::of_demonstration(client(who), "Olena Paraugova".to_owned(), String::new());
    fixture.office.open_session(&token, &session).await.unwrap();
    let mut browser = Browser::new(&fixture.router);
    browser.cookies.insert("parvalde_session".to_owned(), token);
    browser
}

pub async fn apply(
    fixture: &Fixture,
    who: PersonId,
    service: &str,
    said: &[(&str, &str)],
    given: &[(&str, &str)],
) -> CaseId {
    let words = |(id, words): &(&str, &str)| ((*id).to_owned(), Told::Words((*words).to_owned()));
    let code = |(fact, code): &(&str, &str)| ((*fact).to_owned(), GivenValue::Code((*code).to_owned()));
    let wanted = Application {
        service: service.to_owned(),
        subject: who,
        declared: given.iter().map(code).collect::<BTreeMap<_, _>>(),
        office: OFFICE.to_owned(),
        lang: Lang::LV,
        appointment: None,
        applicant: None,
        intake: None,
        note: String::new(),
        particulars: said.iter().map(words).collect(),
        files: Vec::new(),
    };
    fixture.office.apply(&client(who), &wanted).await.unwrap()
}

#[tokio::test]
async fn a_permit_shows_what_to_bring_every_part_of_its_fee_and_no_day_before_its_term_begins() {
    for fixture in on_each("waited_permit").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let said = [("employer", "SIA Paraugs"), ("period", "2 gadi")];
        let given = [("permit.work", "employment")];
        let case = apply(&fixture, who, "permit.temporary.employment", &said, &given).await;
        let address = format!("/lv/matters/{case}");
        let page = browser.get(&address).await;
        page.says("Jums jāsamaksā valsts nodeva").says("115,00 EUR");
        // The sum, and what it adds up from.
        page.says("Izskatīšana 30 dienās").says("100,00 EUR");
        page.says("Atļaujas karte 10 darba dienās").says("15,00 EUR");
        page.says("Nr. 557").says("Nr. 133");
        // What to bring, the way to a visit, and what is done at the office later.
        page.says("Derīgs ceļošanas dokuments").says("Ierašanās nodaļā").says("Pieteikt vizīti");
        page.says("Nodaļā pēc lēmuma:").says("Fotografēšana un pirkstu nospiedumi");
        // One word on the term, above and below.
        page.says("skaitot no dienas, kad ir viss, kas lietai vajadzīgs");
        assert!(!page.words().contains("Lēmuma termiņš ir līdz"), "{}", page.words());
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn a_sign_that_turns_text_around_is_named_on_the_page() {
    for fixture in on_each("waited_turned").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let said: [(&str, &str); 0] = [];
        let case = apply(&fixture, who, "visa.long-stay", &said, &[("visa.purpose", "remote")]).await;
        let arrival = Arrival { channel: Channel::Portal, on: None, from: String::new() };
        let command = CaseCommand::NoteMessage { words: "Maksāju \u{202E}001 EUR".to_owned(), arrival };
        fixture.office.command(&client(who), case, None, &command).await.unwrap();
        let page = browser.get(&format!("/lv/matters/{case}")).await;
        page.says("Maksāju [U+202E]001 EUR");
        assert!(!page.html().contains('\u{202E}'));
    }
}

#[tokio::test]
async fn a_fee_that_is_not_known_yet_is_not_asked_for() {
    for fixture in on_each("waited_visa").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let said: [(&str, &str); 0] = [];
        let case = apply(&fixture, who, "visa.long-stay", &said, &[("visa.purpose", "remote")]).await;
        let page = browser.get(&format!("/lv/matters/{case}")).await;
        page.says("Vispirms jānoskaidro, cik jāmaksā").says("Ukrainas civiliedzīvotājs");
        assert!(!page.words().contains("Jums jāsamaksā"), "{}", page.words());
    }
}

#[tokio::test]
async fn a_fee_of_which_the_register_knows_is_known_at_once() {
    for fixture in on_each("waited_exempt").await {
        let ukrainian = FactValue::Citizenship { country: "UKR".to_owned() };
        let (who, mut browser) = foreigner(&fixture, vec![ukrainian]).await;
        let said: [(&str, &str); 0] = [];
        let case = apply(&fixture, who, "visa.long-stay", &said, &[("visa.purpose", "remote")]).await;
        let page = browser.get(&format!("/lv/matters/{case}")).await;
        assert!(!page.words().contains("Vispirms jānoskaidro, cik jāmaksā"), "{}", page.words());
        page.says("Nodeva nav jāmaksā");
    }
}

/// A case of Anna's in examination, in which she was asked to explain how her passport was lost.
async fn asked(fixture: &Fixture) -> CaseId {
    let case = fixture.apply(anna()).await;
    fixture.serve_at_counter(case).await;
    let (fact, value) = ("document.previous".to_owned(), GivenValue::Code("lost".to_owned()));
    fixture.act(Role::CaseOfficer, case, CaseCommand::Declare { fact, value }).await;
    let request = CaseCommand::RequestEvidence {
        evidence: vec![EXPLANATION.to_owned()],
        words: WORDS.to_owned(),
        until: day("2026-12-08"),
    };
    fixture.act(Role::CaseOfficer, case, request).await;
    case
}

/// The smallest PDF that the office takes.
pub fn pdf() -> Vec<u8> {
    let objects = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";
    format!("%PDF-1.7\n{objects}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n").into_bytes()
}

#[tokio::test]
async fn what_the_office_asks_for_is_the_first_thing_until_it_is_sent_and_then_checked() {
    for fixture in on_each("waited_asked").await {
        let case = asked(&fixture).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await;
        page.says("Jums jāiesniedz").says("līdz 2026. gada 8. decembrim").says(WORDS);
        page.says("gaida jūsu dokumentus līdz 2026. gada 8. decembrim");
        assert!(!page.words().contains("Tagad strādā pārvalde"), "{}", page.words());
        assert_eq!(page.html().matches("<blockquote").count(), 1, "what the officer wrote stands once");
        check(&address, &page.html());
        browser.get("/lv/matters").await.says("gaida jūsu dokumentus līdz 2026. gada 8. decembrim");
        // What is asked for does not stand among what to bring as well.
        let words = page.words();
        let name = "Paskaidrojums par pases zudumu";
        assert!(words.matches(name).count() <= 3, "the request, the form for files, the history: {words}");

        let files = format!("{address}/files");
        let pdf = pdf();
        let file = [("file", "paskaidrojums.pdf", pdf.as_slice())];
        browser.upload(&address, &files, &[("evidence", EXPLANATION)], &file).await.is(303);
        let page = browser.get(&address).await;
        page.says("nosūtīts 2026. gada 24. novembrī, tiek pārbaudīts").says("Tagad strādā pārvalde");
        assert!(!page.words().contains("gaida jūsu dokumentus"), "{}", page.words());
        assert!(!browser.get("/lv/matters").await.words().contains("gaida jūsu dokumentus"));
        // The officer takes it in: nothing is asked any more.
        let taken = CaseCommand::RecordEvidence {
            evidence: EXPLANATION.to_owned(),
            note: String::new(),
            shows: BTreeMap::new(),
            attachment: None,
            everywhere: false,
        };
        fixture.office.command(&officer(Role::Counter), case, None, &taken).await.unwrap();
        assert!(!browser.get(&address).await.words().contains("tiek pārbaudīts"));
    }
}

#[tokio::test]
async fn a_day_for_documents_that_has_passed_is_said() {
    for fixture in on_each("waited_over").await {
        let case = asked(&fixture).await;
        fixture.clock.forward(20 * DAY);
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&format!("/lv/matters/{case}")).await;
        page.says("Dokumentu iesniegšanas pēdējā diena ir pagājusi")
            .says("pēdējā diena bija 2026. gada 8. decembris");
        browser.get("/lv/matters").await.says("dokumentu diena ir pagājusi");
    }
}
