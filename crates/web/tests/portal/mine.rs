//! What is the client's own: facts with their sources, an error reported in one step, letters as one list, the matter as a
//! timeline, and how a service went.

use super::browser::Browser;
use super::office::{Fixture, OFFICE, SERVICE, anna, client, daughter, day, officer, on_each, person};
use super::pages::check;
use super::words::attributes;
use kernel::{DocumentId, PersonId};
use office::actor::Role;
use office::cases::CaseCommand;
use office::register::fact::{DocumentFact, DocumentStatus, FactValue};

/// Reports an error and answers the address of the matter that began.
pub async fn report(browser: &mut Browser, right: &str) -> String {
    let form = [("fact", "name"), ("right", right), ("office", OFFICE)];
    let answer = browser.fill("/en/my-data/error", "/en/my-data/error", &form).await;
    answer.is(303);
    answer.location().split('?').next().unwrap().to_owned()
}

pub async fn withdraw(browser: &mut Browser, matter: &str) {
    browser.fill(matter, matter, &[("command", "withdraw"), ("words", "")]).await.is(303);
}

#[tokio::test]
async fn each_fact_has_its_source_and_an_error_is_reported_in_one_step() {
    for fixture in on_each("mine_facts").await {
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let page = browser.get("/en/my-data").await;
        page.says("Where it comes from").says("Register");
        let links: Vec<String> = attributes(&page.html(), "href").into_iter().map(str::to_owned).collect();
        assert!(links.contains(&"/en/my-data/error?fact=name".to_owned()));
        let form = browser.get("/en/my-data/error?fact=name").await;
        check("/en/my-data/error", &form.html());
        assert!(form.html().contains("<option value=\"name\" selected>"));
        assert!(!form.html().contains("value=\"adoption-link\""), "what is sealed is not named");
        // What is missing is told at its field.
        let wrong = [("fact", "none"), ("right", " "), ("office", OFFICE)];
        browser
            .fill("/en/my-data/error", "/en/my-data/error", &wrong)
            .await
            .is(422)
            .says("Write what is right");
        let matter = report(&mut browser, "Anna, as in the birth certificate").await;
        browser.get(&matter).await.is(200).says("Correction of an error").says("Last lawful day");
        // What to come for is what this procedure needs, and no photograph.
        let page = browser.get(&matter).await;
        page.says("your identity is checked at the office").says("Document with the right data");
        assert!(!page.words().to_lowercase().contains("photograph"), "{}", page.words());
        // The same is not begun twice.
        let again = [("fact", "name"), ("right", "Anna"), ("office", OFFICE)];
        browser.fill("/en/my-data/error", "/en/my-data/error", &again).await.is(409);
        // Nobody reports without signing in.
        let mut nobody = Browser::new(&fixture.router);
        assert!(nobody.get("/en/my-data/error").await.location().contains("/sign-in"));
    }
}

#[tokio::test]
async fn an_error_is_reported_for_whom_the_client_acts() {
    let fixture = super::office::open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let child = daughter().to_string();
    browser.fill("/en/behalf", "/en/behalf", &[("person", &child)]).await.is(303);
    let matter = report(&mut browser, "Another name").await;
    let id = matter.rsplit('/').next().unwrap().parse().unwrap();
    let case = fixture.office.case(&super::office::client(anna()), id).await.unwrap();
    assert_eq!((case.case.subject, case.case.applicant), (daughter(), anna()));
}

#[tokio::test]
async fn a_closed_matter_is_rated_once_and_only_figures_are_published() {
    for fixture in on_each("mine_rating").await {
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        for round in 0..5 {
            let matter = report(&mut browser, "As in the document").await;
            let rate = format!("{matter}/rating");
            assert!(!browser.get(&matter).await.html().contains(&rate), "an open matter is not rated");
            let early = browser.fill("/en/validity", &rate, &[("score", "5")]).await;
            early.is(409).says("when its case is closed");
            withdraw(&mut browser, &matter).await;
            let page = browser.get(&matter).await;
            page.says("How did it go?").says("Very good");
            check(&matter, &page.html());
            browser.fill(&matter, &rate, &[("score", "9")]).await.is(422).says("Choose one of the five");
            let long = "x".repeat(501);
            browser.fill(&matter, &rate, &[("score", "4"), ("said", &long)]).await.is(422);
            let score = if round == 0 { "2" } else { "5" };
            browser.fill(&matter, &rate, &[("score", score), ("said", "Secret words")]).await.is(303);
            browser.get(&matter).await.says("You rated this service");
            browser.fill("/en/validity", &rate, &[("score", "1")]).await.is(409).says("rated this already");
            // Of a few nothing is told that could be one person's.
            let mut anybody = Browser::new(&fixture.router);
            let figures = anybody.get("/en/statistics").await;
            assert!(!figures.words().contains("Secret words"));
            if round < 4 {
                figures.says("There are not enough ratings yet");
            } else {
                figures.says("Correction of an error in the register").says("4.4");
            }
            // Somebody else's matter and no matter look alike.
            let mut other = Browser::new(&fixture.router);
            other.sign_in("client-1").await;
            other.fill("/en/validity", &rate, &[("score", "1")]).await.is(404);
        }
        fixture.office.store().verify().await.unwrap();
    }
}

#[tokio::test]
async fn letters_of_all_matters_stand_in_one_list() {
    let fixture = super::office::open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    browser.get("/en/letters").await.is(200);
    let matter = report(&mut browser, "As in the document").await;
    fixture.write_letters().await;
    let page = browser.get("/en/letters").await;
    page.says("Correction of an error");
    check("/en/letters", &page.html());
    let html = page.html();
    let letter =
        attributes(&html, "href").into_iter().find(|href| href.starts_with(&format!("{matter}/letters/")));
    browser.get(letter.unwrap()).await.is(200);
    let mut other = Browser::new(&fixture.router);
    other.sign_in("client-1").await;
    assert!(!other.get("/en/letters").await.html().contains(&matter));
    assert!(Browser::new(&fixture.router).get("/en/letters").await.location().contains("/sign-in"));
}

/// Somebody whose passport ends in January, signed in.
pub async fn holder(fixture: &Fixture) -> (PersonId, Browser) {
    let holder = PersonId::from_u64(104);
    let passport = FactValue::Document(DocumentFact {
        document: DocumentId::from_u64(144),
        kind: SERVICE.to_owned(),
        number: "XX0000144".parse().unwrap(),
        issued_on: day("2017-01-09"),
        expires_on: day("2027-01-08"),
        issuer: "Office".to_owned(),
        status: DocumentStatus::Valid,
        reason: None,
    });
    let name = ("Dzidra", "Paraudziņa");
    let entered = person(holder, "32000700004", name, "1980-05-02", "citizen", vec![passport]);
    assert!(fixture.office.enter_persons(vec![entered]).await[0].is_ok());
    let token = format!("{:032x}", 0xc000_0000_u32);
    let who = web::session::of_demonstration(client(holder), "Dzidra Paraudziņa".to_owned(), String::new());
    fixture.office.open_session(&token, &who).await.unwrap();
    let mut browser = Browser::new(&fixture.router);
    browser.cookies.insert("parvalde_session".to_owned(), token);
    (holder, browser)
}

#[tokio::test]
async fn a_document_that_runs_out_says_how_far_the_next_one_is() {
    for fixture in on_each("mine_next").await {
        let (holder, mut browser) = holder(&fixture).await;
        let renew = "Apply for a new one";
        browser.get("/en/my-data").await.says("45 days left.").says(renew);
        let case = fixture.apply(holder).await;
        let page = browser.get("/en/my-data").await;
        page.says("You have applied for a new one");
        assert!(!page.words().contains(renew), "{}", page.words());
        assert!(page.html().contains(&format!("href=\"/en/matters/{case}\"")));
        fixture.serve_at_counter(case).await;
        fixture.propose(case, law::DecisionKind::Grant, &[]).await;
        fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
        let matter = format!("/en/matters/{case}");
        browser.fill(&matter, &matter, &[("command", "receive")]).await.is(303);
        let page = browser.get("/en/my-data").await;
        page.says("A new one is being made.");
        assert!(!page.words().contains(renew), "{}", page.words());
        let view = fixture.office.case(&officer(Role::Counter), case).await.unwrap();
        let document = view.documents[0].id;
        fixture.act(Role::Counter, case, CaseCommand::MarkMade { document }).await;
        browser.get("/en/my-data").await.says("A new one is ready to be collected.");
    }
}

#[tokio::test]
async fn the_own_page_is_one_line_of_the_trace() {
    for fixture in on_each("mine_trace").await {
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let lines = async || fixture.office.access_log(&client(anna()), None).await.unwrap().len();
        let before = lines().await;
        // To ask is a line too.
        let between = lines().await - before;
        browser.get("/en/my-data").await.is(200);
        assert_eq!(lines().await, before + 2 * between + 1);
    }
}
