//! The public site as a whole: every page that `sitemap.xml` names is there, small enough for an old telephone, and found
//! by the search; life events, easy texts, news and figures are shown as the data say.

use super::browser::{Browser, encode};
use super::office::{SERVICE, open};
use super::pages::check;
use super::words::{attributes, without_pictures};
use axum::http::{Method, header};
use std::collections::BTreeSet;

/// Bytes of a page in its text version at most.
const TEXT_MAX: usize = 20 * 1024;
/// Bytes of a page in its graphic version at most, with everything that it loads, as it travels.
const GRAPHIC_MAX: usize = 100 * 1024;

/// The paths of the public pages, by the site's own map.
async fn public(browser: &mut Browser) -> Vec<String> {
    let map = browser.get("/sitemap.xml").await;
    assert_eq!(map.headers[header::CONTENT_TYPE], "application/xml; charset=utf-8");
    let map = map.html();
    let list: Vec<String> = map
        .split("<loc>http://office.example")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert!(list.len() > 400, "only {} pages", list.len());
    assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "a page stands twice");
    list
}

/// Bytes as they travel to a browser that takes compressed answers.
async fn travels(browser: &mut Browser, path: &str) -> usize {
    let answer = browser.send(Method::GET, path, &[("accept-encoding", "gzip")], String::new()).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.status);
    answer.bytes.len()
}

/// What a page loads: its style sheet, the fonts that this names, the icon.
async fn loads(browser: &mut Browser, html: &str) -> usize {
    let mut sum = 0;
    for asset in attributes(html, "href").into_iter().filter(|href| href.starts_with("/assets/")) {
        sum += travels(browser, asset).await;
        if asset.ends_with(".css") {
            let css = browser.get(asset).await.html();
            let fonts = css.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
            for font in fonts.filter(|name| !name.starts_with("data:")) {
                sum += travels(browser, &format!("/assets/{font}")).await;
            }
        }
    }
    sum
}

#[tokio::test]
async fn every_public_page_is_light_enough_for_an_old_telephone() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let shared = {
        let page = browser.get("/lv?view=graphic").await.html();
        loads(&mut browser, &page).await
    };
    assert!(shared > 20_000, "style sheet and fonts are counted: {shared}");
    let mut too_large = Vec::new();
    for path in public(&mut browser).await {
        let text = browser.get(&format!("{path}?view=text")).await;
        text.is(200);
        if text.bytes.len() > TEXT_MAX {
            too_large.push(format!("{path}: {} bytes as text", text.bytes.len()));
        }
        let sum = shared + travels(&mut browser, &format!("{path}?view=graphic")).await;
        if sum > GRAPHIC_MAX {
            too_large.push(format!("{path}: {sum} bytes with everything that it loads"));
        }
    }
    assert!(too_large.is_empty(), "beside {shared}:\n{}", too_large.join("\n"));
}

#[tokio::test]
async fn every_public_page_is_whole_and_says_the_same_in_both_versions() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for path in public(&mut browser).await {
        let mut said = Vec::new();
        for view in ["graphic", "text"] {
            let address = format!("{path}?view={view}");
            let answer = browser.get(&address).await;
            answer.is(200);
            check(&address, &answer.html());
            said.push(without_pictures(&answer.html()));
        }
        // The map of the site leads to the other version, and the page of the design shows what only the graphic one has.
        if !["/site-map", "/design"].iter().any(|page| path.ends_with(page)) {
            assert_eq!(said[0], said[1], "{path}: the text version is the page");
        }
    }
}

#[tokio::test]
async fn the_search_finds_services_offices_pages_and_news_whatever_the_marks() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for (asked, path) in [
        ("pase", "/lv/services/passport.citizen"),
        ("PASES", "/lv/services/passport.citizen"),
        ("liepaja", "/lv/offices/liepaja"),
        ("Liepāja", "/lv/offices/liepaja"),
        ("aizsardzibu", "/lv/life/protection"),
        ("pieklustamiba", "/lv/accessibility"),
        ("nodevas%20pasem", "/lv/news/fees-2024"),
    ] {
        let page = browser.get(&format!("/lv/search?q={asked}")).await;
        page.is(200);
        assert!(attributes(&page.html(), "href").contains(&path), "{asked}: {}", page.words());
    }
    // Every form of a word finds the same.
    for forms in
        [["laulība", "laulības"], ["nepilsonis", "nepilsoņa"], ["bēglis", "bēgļa"], ["vīza", "vīzas"]]
    {
        let mut found = Vec::new();
        for form in forms {
            let page = browser.get(&format!("/lv/search?q={}", encode(form))).await.html();
            // The switches of the page carry the question.
            let places = attributes(&page, "href").into_iter().filter(|href| !href.contains("search?"));
            found.push(places.map(str::to_owned).collect::<BTreeSet<_>>());
        }
        assert_eq!(found[0], found[1], "{forms:?}");
    }
    browser.get("/en/search?q=xyzzy").await.is(200).says("Nothing was found");
    browser.get("/en/search?q=%3Cb%3E").await.is(200);
    assert!(!browser.get("/en/search").await.words().contains("result"));
}

#[tokio::test]
async fn what_happens_in_a_life_leads_to_its_services() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let home = browser.get("/en").await.html();
    let portal = fixture.office.law().portal();
    assert_eq!(portal.events.len(), 8);
    for event in &portal.events {
        let path = format!("/en/life/{}", event.id);
        assert!(attributes(&home, "href").contains(&path.as_str()), "{path}");
        let page = browser.get(&path).await;
        let html = page.html();
        let services =
            attributes(&html, "href").iter().filter(|href| href.starts_with("/en/services/")).count();
        assert!(services >= 4, "{path}: {services}");
    }
    browser.get("/en/life/none").await.is(404);
}

#[tokio::test]
async fn a_service_can_be_read_in_easy_language_with_the_fee_of_its_procedure() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let law = fixture.office.law();
    assert_eq!(law.portal().easy.len(), 20);
    for lang in ["lv", "en"] {
        for text in &law.portal().easy {
            let full = browser.get(&format!("/{lang}/services/{}", text.procedure)).await;
            let easy = format!("/{lang}/services/{}/easy", text.procedure);
            assert!(attributes(&full.html(), "href").contains(&easy.as_str()), "{easy}");
            browser.get(&easy).await.is(200).says(if lang == "lv" {
                "Viegli lasāms"
            } else {
                "Easy to read"
            });
            // One thought a sentence: easy is what is short.
            for (_, line) in &text.lines {
                for sentence in line.get(lang.parse().unwrap()).split_inclusive(['.', '?']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= 14, "{easy}: {words} words: {sentence}");
                }
            }
        }
    }
    let page = browser.get(&format!("/en/services/{SERVICE}/easy")).await;
    page.says("It costs at most").says("If you do not agree, you can write to us.");
    // Where no contest goes to the office, the easy text does not say so either.
    let page = browser.get("/en/services/protection.application/easy").await;
    page.says("you can go to the Administrative District Court")
        .says("You have at most this much time: 1 month");
    assert!(!page.words().contains("you can write to us"), "{}", page.words());
    browser.get("/en/services/register.consent/easy").await.is(404);
}

#[tokio::test]
async fn what_another_body_takes_in_is_not_applied_for_here() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get("/en/services/protection.application").await;
    page.is(200).says("Where you ask for it").says("Go to: State Border Guard.");
    let html = page.html();
    assert!(!attributes(&html, "href").contains(&"/en/apply/protection.application"), "{html}");
    let passport = browser.get(&format!("/en/services/{SERVICE}")).await.html();
    assert!(attributes(&passport, "href").contains(&format!("/en/apply/{SERVICE}").as_str()));
}

#[tokio::test]
async fn a_service_tells_its_steps_in_the_order_in_which_they_come() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get("/en/services/permit.permanent").await;
    let words = page.words();
    let at = |step: &str| words.find(step).unwrap_or_else(|| panic!("`{step}` is not said in:\n{words}"));
    assert!(at("Assessment of the Minister of the Interior") < at("Hand-over of the permit card"));
}

#[tokio::test]
async fn a_service_says_who_decides_which_steps_depend_on_the_decision_and_of_which_version_it_tells() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    // One officer signs, so nobody approves.
    let alone = browser.get("/lv/services/residence.declaration").await;
    alone.says("Lēmums (lietas izskatītājs)");
    let meeting = browser.get("/lv/services/office.meeting").await;
    meeting.says("Tikai pēc šāda lēmuma: Pieņemt pie priekšnieka.");
    for page in ["", "/law", "/refusal"] {
        let path = format!("/lv/services/permit.temporary.family{page}");
        browser.get(&path).await.says("Tā teksts vēl nav ielādēts");
    }
    // What a mission takes in and decides is asked for there.
    let abroad = browser.get("/lv/services/travel-document.emergency").await;
    abroad.says("Kur to lūgt").says("Pārvalde šo lūgumu nepieņem");
    let html = abroad.html();
    assert!(!html.contains("/lv/apply/") && !html.contains("/lv/book?service="), "{}", abroad.words());
    let book = browser.get("/lv/book").await.html();
    assert!(book.contains("passport.citizen") && !book.contains("travel-document.emergency"));
}

#[tokio::test]
async fn a_list_tells_what_people_ask_for_themselves_and_the_least_that_is_paid() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let hearing = browser.get("/lv/services/task/hearing").await;
    hearing.says("Ko lūdz no savas lietas vai lēmuma").says("Lēmuma apstrīdēšana");
    let words = hearing.words();
    assert!(!words.contains("Ko iestāde sāk pati"), "{words}");
    let migration = browser.get("/lv/services/task/migration").await;
    migration.says("Maksa no 6,00 EUR").says("Maksa no 15,00 EUR");
    browser.get("/lv/services/task/citizenship").await.says("Vēlētāja apliecības izsniegšana");
}

#[tokio::test]
async fn news_are_a_list_a_page_each_and_a_feed_and_wait_for_their_day() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let news = &fixture.office.law().portal().news;
    assert!(news.windows(2).all(|pair| pair[0].on >= pair[1].on), "the newest first");
    let list = browser.get("/lv/news").await.html();
    let feed = browser.get("/lv/news.atom").await;
    assert_eq!(feed.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    for one in news {
        let path = format!("/lv/news/{}", one.id);
        assert!(attributes(&list, "href").contains(&path.as_str()));
        assert!(feed.html().contains(&format!("<id>http://office.example{path}</id>")));
        browser.get(&path).await.is(200).says(one.title.get(kernel::Lang::LV));
    }
    browser.get("/lv/news/none").await.is(404);
}

#[tokio::test]
async fn figures_name_their_sources_and_nobody_is_asked_to_collect_what_is_private() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get("/en/statistics").await;
    page.says("1 988 792").says("There are not enough ratings yet");
    for table in &fixture.office.law().portal().figures {
        for row in &table.rows {
            assert!(page.html().contains(&row.source), "{}", row.source);
        }
    }
    let robots = browser.get("/robots.txt").await.html();
    assert!(
        robots.contains("Disallow: /\n") && robots.contains("Sitemap: http://office.example/sitemap.xml")
    );
}

#[tokio::test]
async fn contacts_are_those_that_were_read_in_a_source() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let page = browser.get("/en/contacts").await;
    page.says("67209400").says("calls may be recorded").says("pasts@pmlp.gov.lv").says("63407919");
    for office in fixture.office.law().offices() {
        page.says(office.name.get(kernel::Lang::EN));
    }
}

/// The names that the map writes for one width: text, left, right, line.
fn written(html: &str, class: &str) -> Vec<(String, f64, f64, f64)> {
    let group = html.split(&format!("<g class=\"{class}\">")).nth(1).unwrap().split("</g>").next().unwrap();
    let size = match class {
        "wide" => 13.0,
        "middle" => 20.0,
        _ => 31.0,
    };
    let name = |text: &str| {
        let (tag, rest) = text.split_once('>').unwrap();
        let number = |name: &str| -> f64 { attributes(tag, name)[0].parse().unwrap() };
        let name = rest.split('<').next().unwrap().to_owned();
        let width = f64::from(u8::try_from(name.chars().count()).unwrap()) * size * 0.5;
        let left = if tag.contains("text-anchor=\"end\"") { number("x") - width } else { number("x") };
        (name, left, left + width, number("y"))
    };
    group.split("<text").skip(1).map(name).collect()
}

#[tokio::test]
async fn no_name_on_the_map_covers_another_and_a_telephone_has_fewer_and_larger_ones() {
    let fixture = super::office::open().await;
    let html = Browser::new(&fixture.router).get("/lv/offices").await.html();
    for (class, size, all) in [("wide", 13.0, true), ("middle", 20.0, true), ("narrow", 31.0, false)] {
        let names = written(&html, class);
        for town in ["Rīga", "Liepāja", "Daugavpils", "Jelgava", "Jūrmala", "Dobele"] {
            assert!(names.iter().any(|(name, ..)| name == town), "{class}: no {town}");
        }
        let map = html.split("class=\"map\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(names.len() == map.matches("<circle").count(), all, "{class}: {}", names.len());
        for (nth, (one, left, right, line)) in names.iter().enumerate() {
            for (other, from, to, beside) in &names[nth + 1..] {
                let apart = right < from || to < left || (line - beside).abs() > size * 0.7;
                assert!(apart, "{class}: {one} and {other}");
            }
        }
    }
}
