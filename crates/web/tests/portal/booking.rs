//! Booking a visit, seeing it again, cancelling it; and everything that can be wrong with it.

use super::browser::Browser;
use super::office::{OFFICE, SERVICE, on_each, open};
use super::words::{attributes, value};

const PAGE: &str = "/lv/appointment";

fn wanted<'a>(slot: &'a str, name: &'a str, phone: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("service", SERVICE),
        ("office", OFFICE),
        ("slot", slot),
        ("name", name),
        ("phone", phone),
        ("email", ""),
    ]
}

#[tokio::test]
async fn a_visit_is_booked_found_again_and_cancelled_without_signing_in() {
    for fixture in on_each("booked").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = Browser::new(&fixture.router);
        let booked =
            browser.fill(PAGE, "/lv/book", &wanted("2026-12-01 09:20", "Jānis Ozols", "+371 20000000")).await;
        booked.is(303);
        assert_eq!(booked.location(), "/lv/visit", "neither number nor code nor name stands in the address");
        let page = browser.follow(&booked).await;
        page.is(200).says("Vizīte ir pieteikta").says("otrdiena, 2026. gada 1. decembris, plkst. 09:20");
        let words = page.words();
        let after = |label: &str| {
            let mut lines = words.lines().skip_while(|line| *line != label).skip(1);
            lines.next().unwrap().to_owned()
        };
        let (number, code) = (after("Vizītes numurs"), after("Atcelšanas kods"));
        // Loading the page again books nothing and shows the same.
        browser.get("/lv/visit").await.says(&number);

        let mut later = Browser::new(&fixture.router);
        later.get("/en/visit").await.is(303);
        let wrong_code = later.fill(PAGE, PAGE, &[("number", &number), ("code", "0000-0000")]).await;
        let wrong_number = later.fill(PAGE, PAGE, &[("number", "0000-0000-0000"), ("code", &code)]).await;
        for answer in [&wrong_code, &wrong_number] {
            answer.is(422).says("Vizītes ar šādu numuru un kodu nav");
        }
        // Read out on the telephone: small letters, no hyphens.
        let spoken = code.to_lowercase().replace('-', "");
        let found = later.fill(PAGE, PAGE, &[("number", &number.to_lowercase()), ("code", &spoken)]).await;
        let page = later.follow(&found).await;
        page.is(200).says("Jānis Ozols");
        assert!(!page.words().contains(&code), "the code is shown once only");
        let cancelled = later.fill("/lv/visit", "/lv/visit/cancel", &[]).await;
        later.follow(&cancelled).await.says("Vizīte ir atcelta");
        browser.get("/lv/visit").await.says("Vizīte ir atcelta");
        // The seat is free again: three counters, three free places.
        let token = super::words::token(&later.get(PAGE).await.html());
        later.post("/lv/visit/cancel", &token, &[]).await.is(409).says("Šī vizīte jau ir atcelta");
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_contact_details_is_said_beside_the_field_and_nothing_is_lost() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for (name, phone, field, words) in [
        ("Jānis Ozols", "12", "phone", "Tālruņa numurā ir 8 līdz 15 cipari"),
        ("Jānis Ozols", "", "phone", "Norādiet tālruni vai e-pasta adresi"),
        ("", "+371 20000000", "name", "Norādiet, kas nāks"),
        ("R2-D2", "+371 20000000", "name", "Vārdā var būt burti"),
    ] {
        let answer = browser.fill(PAGE, "/lv/book", &wanted("2026-12-01 09:20", name, phone)).await;
        answer.is(422).says("Lūdzu, izlabojiet norādīto").says(words);
        let html = answer.html();
        assert!(html.contains(&format!("href=\"#{field}\"")), "the summary leads to the field");
        assert!(html.contains(&format!("id=\"{field}-fault\"")));
        assert!(html.contains("<title>Kļūda: "));
        assert_eq!(value(&html, "slot").as_deref(), Some("2026-12-01 09:20"));
        assert_eq!(value(&html, "name").as_deref(), Some(name));
        assert_eq!(value(&html, "phone").as_deref(), Some(phone));
    }
}

#[tokio::test]
async fn a_taken_seat_is_told_and_the_next_free_times_are_offered_with_everything_kept() {
    for fixture in on_each("taken").await {
        eprintln!("on {}", fixture.engine);
        fixture.fill_up("2026-12-01", "09:20").await;
        let mut browser = Browser::new(&fixture.router);
        let answer =
            browser.fill(PAGE, "/lv/book", &wanted("2026-12-01 09:20", "Jānis Ozols", "+371 20000000")).await;
        answer.is(409).says("Šis laiks tikko tika aizņemts").says("plkst. 09:40");
        let html = answer.html();
        assert_eq!(value(&html, "name").as_deref(), Some("Jānis Ozols"));
        let offered = attributes(&html, "value");
        assert!(offered.contains(&"2026-12-01 09:40") && !offered.contains(&"2026-12-01 09:20"));
        let again =
            browser.fill(PAGE, "/lv/book", &wanted("2026-12-01 09:40", "Jānis Ozols", "+371 20000000")).await;
        browser.follow(&again).await.says("plkst. 09:40");
        // Whoever comes by an old address is told too.
        let address = format!("/lv/book?service={SERVICE}&office={OFFICE}&day=2026-12-01&time=09:20");
        browser.get(&address).await.is(422).says("Šis laiks vairs nav brīvs");
    }
}

#[tokio::test]
async fn a_day_that_cannot_be_booked_says_why() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for (day, words) in [
        // Christmas and the day before it are holidays in Latvia; so is New Year's Eve.
        ("2026-12-24", "svētku diena"),
        ("2026-11-28", "nedēļas nogale"),
        ("2026-11-23", "diena ir pagājusi"),
        ("2027-06-01", "tik tālu uz priekšu pieteikt nevar"),
        ("2026-02-30", "Tādas dienas nav"),
        ("rīt", "Tādas dienas nav"),
    ] {
        let day = day.replace('ī', "%C4%AB");
        let address = format!("/lv/book?service={SERVICE}&office={OFFICE}&day={day}");
        browser.get(&address).await.is(422).says(words);
    }
    let address = format!("/lv/book?service={SERVICE}&office={OFFICE}&day=2026-12-01&time=25:00");
    browser.get(&address).await.is(422).says("Tas nav laiks");
    // Today the morning has passed; the afternoon has not.
    let today = browser.get(&format!("/lv/book?service={SERVICE}&office={OFFICE}&day=2026-11-24")).await;
    today.is(200).says("10:40");
    assert!(!today.words().lines().any(|line| line == "10:20"));
}

#[tokio::test]
async fn the_same_is_refused_when_it_comes_by_post() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for (slot, words) in [
        ("2026-12-24 09:20", "Nodaļa tad ir slēgta"),
        ("2026-12-01 07:00", "Nodaļa tad ir slēgta"),
        ("2026-12-01 09:21", "Vizītes šajā nodaļā sākas ik pēc 20 minūtēm"),
        ("2026-11-24 09:20", "Šis laiks jau ir pagājis"),
        ("2027-11-24 09:20", "Vizīti var pieteikt ne vairāk kā 60 dienas uz priekšu"),
        ("agri no rīta", "Tas nav laiks"),
    ] {
        let answer = browser.fill(PAGE, "/lv/book", &wanted(slot, "Jānis Ozols", "+371 20000000")).await;
        answer.is(422).says(words);
    }
    let mut unknown = wanted("2026-12-01 09:20", "Jānis Ozols", "+371 20000000");
    unknown[1] = ("office", "atlantis");
    browser.fill(PAGE, "/lv/book", &unknown).await.is(422).says("Nodaļas “atlantis” nav");
    let mut unknown_hours = wanted("2026-12-01 09:20", "Jānis Ozols", "+371 20000000");
    unknown_hours[1] = ("office", "riga-1");
    browser.fill(PAGE, "/lv/book", &unknown_hours).await.is(422).says("darba laiks mums nav zināms");
}

#[tokio::test]
async fn an_office_whose_hours_are_unknown_says_so_and_gives_its_telephone() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get(&format!("/en/book?service={SERVICE}&office=riga-1")).await;
    page.is(200).says("This office cannot be booked online").says("67209400");
}

#[tokio::test]
async fn a_client_sees_own_visits_and_nobody_elses() {
    let fixture = open().await;
    let mut anna = Browser::new(&fixture.router);
    anna.sign_in("client-0").await;
    let booked =
        anna.fill(PAGE, "/lv/book", &wanted("2026-12-01 10:00", "Anna Paraudziņa", "+371 20000000")).await;
    anna.follow(&booked).await.is(200);
    let matters = anna.get("/lv/matters").await;
    matters.says("otrdiena, 2026. gada 1. decembris, plkst. 10:00, Liepājas nodaļa");
    let html = matters.html();
    let visit =
        attributes(&html, "href").into_iter().find(|href| href.contains("/visits/")).unwrap().to_owned();
    anna.get(&visit).await.is(200).says("Anna Paraudziņa");

    let mut boriss = Browser::new(&fixture.router);
    boriss.get(&visit).await.is(303);
    boriss.sign_in("client-1").await;
    let foreign = boriss.get(&visit).await;
    let nothing = boriss.get("/lv/visits/0000-0000-0000").await;
    foreign.is(404);
    nothing.is(404);
    let without_reference =
        |words: String| words.lines().filter(|l| !l.starts_with("Atsauces")).collect::<String>();
    assert_eq!(without_reference(foreign.words()), without_reference(nothing.words()), "they look alike");
    boriss.fill(PAGE, &format!("{visit}/cancel"), &[]).await.is(404);
    let cancelled = anna.fill(&visit, &format!("{visit}/cancel"), &[]).await;
    anna.follow(&cancelled).await.says("Vizīte ir atcelta");
}

#[tokio::test]
async fn a_second_visit_for_the_same_is_told_of_and_booked_only_when_it_is_confirmed() {
    for fixture in on_each("booked_twice").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let mut fields = wanted("2026-12-01 09:20", "Anna Paraudziņa", "+371 20000000");
        let first = browser.fill(PAGE, "/lv/book", &fields).await;
        first.is(303);
        fields[2].1 = "2026-12-02 10:00";
        // Told before anything is written, and again when it is sent all the same.
        let address = format!("/lv/book?service={SERVICE}&office={OFFICE}&day=2026-12-02&time=10:00");
        browser.get(&address).await.is(200).says("Jums jau ir pieteikta vizīte tam pašam pakalpojumam");
        let told = browser.fill(PAGE, "/lv/book", &fields).await;
        told.is(422).says("otrdiena, 2026. gada 1. decembris, plkst. 09:20, Liepājas nodaļa");
        let html = told.html();
        let there = attributes(&html, "href").into_iter().find(|href| href.contains("/visits/")).unwrap();
        browser.get(there).await.says("Atcelt vizīti");
        fields.push(("another", "yes"));
        let second = browser.fill(PAGE, "/lv/book", &fields).await;
        browser.follow(&second).await.says("plkst. 10:00");
        // Nobody else is told of it.
        let mut other = Browser::new(&fixture.router);
        other.sign_in("client-1").await;
        assert!(!other.get(&address).await.html().contains("jau ir pieteikta"));
    }
}
