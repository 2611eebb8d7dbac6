//! Powers of attorney on the client's pages: who may act for me, for whom I may, the choice, and revoking in one step.

use super::browser::Browser;
use super::office::{Fixture, anna, boriss, client, officer, on_each};
use super::pages::check;
use super::words::attributes;
use office::access::Purpose;
use office::actor::Role;
use office::cases::Application;
use office::register::civil::CivilAct;
use office::register::protection::Grant;
use office::register::{Basis, Deed, Matters};
use std::collections::BTreeMap;

async fn give(fixture: &Fixture, matters: Matters) {
    let act = CivilAct::AttorneyGiven {
        principal: anna(),
        agent: boriss().into(),
        matters,
        until: Some(super::office::day("2027-06-30")),
    };
    let basis = Basis::new("notarial-deed", "17", super::office::day("2026-11-20"), "Notary", "LVA").unwrap();
    let on = super::office::day("2026-11-20").into();
    let deed = Deed { act, on, body: "notary".to_owned(), basis, distinct: vec![] };
    let purpose: Purpose = "basis:mk134".parse().unwrap();
    fixture.office.record_act(&officer(Role::CaseOfficer), &purpose, deed).await.unwrap();
}

#[tokio::test]
async fn the_two_see_it_the_agent_acts_and_the_principal_revokes_it() {
    for fixture in on_each("powers").await {
        let mut principal = Browser::new(&fixture.router);
        principal.sign_in("client-0").await;
        principal.get("/en/my-data").await.says("The register has no power of attorney from you");
        give(&fixture, Matters::All).await;
        for (lang, words) in [("en", "30 June 2027"), ("lv", "2027. gada 30. jūnijs")] {
            let path = format!("/{lang}/my-data");
            let page = principal.get(&path).await;
            page.says("Boriss Paraugs").says(words);
            assert!(!page.words().contains("2026-11-20"), "a day is written in one way: {}", page.words());
            check(&path, &page.html());
        }
        let mut agent = Browser::new(&fixture.router);
        agent.sign_in("client-1").await;
        let page = agent.get("/en/my-data").await;
        page.says("For whom you may act").says("Anna Paraudziņa").says("All matters of the Office");
        let page = agent.get("/en/behalf").await;
        page.says("By power of attorney. All matters of the Office. Last day: 30 June 2027");
        check("/en/behalf", &page.html());
        let whom = anna().to_string();
        agent.fill("/en/behalf", "/en/behalf", &[("person", &whom)]).await.is(303);
        assert!(agent.get("/en/matters").await.html().contains("Acting for Anna Paraudziņa"));
        // What an agent cannot ask for is not begun for somebody else by mistake.
        let page = agent.get("/en/apply/passport.citizen/whom").await;
        page.says("You act for Anna Paraudziņa, but you cannot apply for this on their behalf");
        assert!(!page.html().contains(" checked"), "{}", page.html());
        check("/en/apply/passport.citizen/whom", &page.html());
        // A submission in her name, and she sees whose work it was.
        let wanted = Application {
            service: "office.submission".to_owned(),
            subject: anna(),
            declared: BTreeMap::new(),
            office: super::office::OFFICE.to_owned(),
            lang: kernel::Lang::EN,
            appointment: None,
            applicant: None,
            intake: None,
            note: "Please answer.".to_owned(),
            particulars: said(),
            files: vec![],
        };
        let case = fixture.office.apply(&client(boriss()), &wanted).await.unwrap();
        let matter = format!("/en/matters/{case}");
        agent.get(&matter).await.is(200);
        agent.get("/en/matters").await.says("Anna Paraudziņa");
        principal.get(&matter).await.is(200);
        principal
            .get("/en/my-data/access")
            .await
            .says("Boriss Paraugs, who may act for you by a power of attorney");
        // One step: the button on the page.
        let page = principal.get("/en/my-data").await.html();
        let seq = attributes(&page[page.find("/my-data/powers/revoke").unwrap()..], "value");
        let seq = seq.iter().find(|value| value.parse::<i64>().is_ok()).unwrap().to_string();
        let form = [("seq", seq.as_str())];
        // What is no power of one's own, or none any more, ends nothing.
        let strange = agent.fill("/en/my-data", "/en/my-data/powers/revoke", &form).await;
        assert_eq!(strange.location(), "/en/my-data?done=gone#powers");
        let done = principal.fill("/en/my-data", "/en/my-data/powers/revoke", &form).await;
        assert_eq!(done.location(), "/en/my-data?done=revoked#powers");
        principal.get("/en/my-data?done=revoked").await.says("The power of attorney is revoked");
        let twice = principal.fill("/en/my-data", "/en/my-data/powers/revoke", &form).await;
        principal.get(twice.location()).await.says("This power is not in force any more");
        // From the next request on the agent is nobody to her.
        agent.get(&matter).await.is(404);
        let after = agent.get("/en/matters").await;
        assert!(!after.html().contains("Anna"), "{}", after.words());
        agent.fill("/en/behalf", "/en/behalf", &[("person", &whom)]).await.is(422);
        principal.fill("/en/my-data", "/en/my-data/powers/revoke", &[("seq", "x")]).await.is(404);
    }
}

#[tokio::test]
async fn an_officer_enters_it_and_takes_it_back_by_forms() {
    let fixture = super::office::open().await;
    let mut desk = Browser::new(&fixture.router);
    desk.sign_in("officer-1").await;
    let page = format!("/en/work/persons/{}/acts/attorney-given?purpose=basis:mk134", anna());
    let shown = desk.get(&page).await;
    shown
        .is(200)
        .says("Power of attorney given")
        .says("All matters of the Office")
        .says("Place of residence");
    check(&page, &shown.html());
    let common = [
        ("on", "2026-11-20"),
        ("body", "office"),
        ("basis-date", "2026-11-20"),
        ("basis-issuer", "Notary"),
        ("basis-country", "LVA"),
    ];
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        common.iter().chain(more).copied().collect()
    };
    let kind = ("basis-kind", "notarial-deed");
    let nothing = desk.fill(&page, &page, &with(&[kind, ("agent", "320007-00003")])).await;
    nothing.is(422).says("Choose what the power of attorney is for");
    let wrong = with(&[kind, ("agent", "320007-00003"), ("matters", "residence"), ("until", "2026-11-01")]);
    desk.fill(&page, &page, &wrong).await.is(422).says("The last day is before the first");
    // What the register does not take is said in the language of the page.
    let latvian = page.replace("/en/", "/lv/");
    desk.fill(&latvian, &latvian, &wrong).await.is(422).says("Pēdējā diena ir pirms pirmās");
    let wrong = with(&[kind, ("agent", "320007-00003"), ("matters", "residence"), ("until", "tomorrow")]);
    desk.fill(&page, &page, &wrong).await.is(422).says("day");
    let right = with(&[kind, ("agent", "320007-00003"), ("matters", "residence"), ("matters", "register")]);
    let done = desk.fill(&page, &page, &right).await;
    done.is(303);
    desk.follow(&done).await.says("Agent by power of attorney").says("Place of residence");
    assert_eq!(fixture.office.may_act_for(&client(boriss())).await.unwrap().len(), 2);
    let page = page.replace("attorney-given", "attorney-revoked");
    let back = with(&[("basis-kind", "application"), ("agent", "320007-00003")]);
    desk.fill(&page, &page, &back).await.is(303);
    assert_eq!(fixture.office.may_act_for(&client(boriss())).await.unwrap().len(), 1);
    desk.fill(&page, &page, &back).await.is(409);
}

#[tokio::test]
async fn one_that_is_not_in_the_list_is_revoked_by_its_deed() {
    for fixture in on_each("powers_deed").await {
        give(&fixture, Matters::All).await;
        let mut principal = Browser::new(&fixture.router);
        principal.sign_in("client-0").await;
        let page = "/en/my-data/powers";
        assert!(principal.get("/en/my-data").await.html().contains(page));
        check(page, &principal.get(page).await.html());
        let missing = principal.fill(page, page, &[("number", "17"), ("day", "")]).await;
        missing.is(422).says("Day of the deed");
        principal.fill(page, page, &[("number", "17"), ("day", "2026-02-30")]).await.is(422);
        let protect = Grant {
            class: "witness".to_owned(),
            from: None,
            basis: Basis::new("decision", "1", super::office::day("2026-11-24"), "Police", "LVA").unwrap(),
            reason: "A threat was assessed.".to_owned(),
        };
        let purpose: Purpose = "basis:mk134".parse().unwrap();
        fixture.office.protect(&officer(Role::Custodian), &purpose, boriss(), protect).await.unwrap();
        assert!(!principal.get("/en/my-data").await.html().contains("Boriss"));
        // What runs and what is not there are answered alike; the agent is nobody to her afterwards.
        let other = principal.fill(page, page, &[("number", "18"), ("day", "2026-11-20")]).await;
        assert_eq!(fixture.office.may_act_for(&client(boriss())).await.unwrap().len(), 2);
        let done = principal.fill(page, page, &[("number", " 17 "), ("day", "2026-11-20")]).await;
        assert_eq!(other.location(), done.location());
        principal
            .follow(&done)
            .await
            .says("No power of attorney that you gave by a deed of this number and day");
        assert_eq!(fixture.office.may_act_for(&client(boriss())).await.unwrap().len(), 1);
        let mut nobody = Browser::new(&fixture.router);
        assert!(nobody.get(page).await.location().contains("/sign-in"));
    }
}

/// What a submission says.
fn said() -> office::cases::Particulars {
    let words = |words: &str| office::cases::Told::Words(words.to_owned());
    [("about", words("A question")), ("words", words("Please answer."))]
        .map(|(id, told)| (id.to_owned(), told))
        .into()
}
