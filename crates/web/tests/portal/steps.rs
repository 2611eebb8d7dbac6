//! The pages of an application, each as it is: whole in both languages and both versions, and in words as reviewed.

use super::browser::Browser;
use super::office::{OFFICE, SERVICE, anna, open};
use super::pages::check;
use super::words::without_pictures;

const STEPS: [&str; 8] =
    ["whom", "known", "q-speed", "q-fee-claim", "q-document-previous", "documents", "collect", "check"];

/// A draft that is ready to be sent, of somebody who lost a passport.
async fn ready(browser: &mut Browser) {
    let step = |slug: &str| format!("/lv/apply/{SERVICE}/{slug}");
    let subject = anna().to_string();
    for (slug, fields) in [
        ("whom", vec![("subject", subject.as_str())]),
        ("known", vec![("known", "wrong"), ("note", "Dzīvoju citur.")]),
        ("q-speed", vec![("q-speed", "normal")]),
        ("q-fee-claim", vec![("q-fee-claim", "none")]),
        ("q-document-previous", vec![("q-document-previous", "lost")]),
    ] {
        browser.fill(&step(slug), &step(slug), &fields).await.is(303);
    }
    browser.upload(&step("documents"), &step("documents"), &[], &[]).await.is(303);
    browser.fill(&step("collect"), &step("collect"), &[("office", OFFICE), ("lang", "lv")]).await.is(303);
}

#[tokio::test]
async fn every_step_is_whole_in_both_languages_and_both_versions() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    ready(&mut browser).await;
    let mut paths: Vec<String> = STEPS.iter().map(|slug| format!("/apply/{SERVICE}/{slug}")).collect();
    paths.push("/matters".to_owned());
    for path in paths {
        for lang in ["lv", "en"] {
            let mut words = Vec::new();
            for view in ["graphic", "text"] {
                let address = format!("/{lang}{path}?view={view}");
                let answer = browser.get(&address).await;
                answer.is(200);
                check(&address, &answer.html());
                words.push(without_pictures(&answer.html()));
            }
            assert_eq!(words[0], words[1], "{lang}{path}: the text version is the page");
        }
    }
}

#[tokio::test]
async fn the_words_of_the_steps_are_as_reviewed() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    ready(&mut browser).await;
    for lang in ["lv", "en"] {
        for slug in STEPS {
            let answer = browser.get(&format!("/{lang}/apply/{SERVICE}/{slug}")).await;
            insta::assert_snapshot!(format!("{slug}-{lang}"), without_pictures(&answer.html()));
        }
        let matters = browser.get(&format!("/{lang}/matters")).await;
        insta::assert_snapshot!(format!("matters-{lang}"), without_pictures(&matters.html()));
    }
}
