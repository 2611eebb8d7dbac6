//! Whether an office is open now, and when that changes, in words and in both languages.

use super::browser::Browser;
use super::office::{Fixture, OFFICE, open, open_edited};

async fn says(fixture: &Fixture, lang: &str, words: &str) {
    let mut browser = Browser::new(&fixture.router);
    for path in [format!("/{lang}/offices/{OFFICE}"), format!("/{lang}/offices")] {
        browser.get(&path).await.is(200).says(words);
    }
}

#[tokio::test]
async fn an_office_says_when_it_closes_and_when_it_opens() {
    // Tuesday, 24 November 2026, half past ten; the office is open from nine to half past four.
    let fixture = open().await;
    says(&fixture, "en", "Open now, closes 16:30").await;
    says(&fixture, "lv", "Tagad atvērts, slēgs plkst. 16:30").await;
    let minutes = |minutes: i64| fixture.clock.forward(minutes * 60);
    minutes(5 * 60 + 39);
    says(&fixture, "en", "Open now, closes in 21 minutes, at 16:30").await;
    says(&fixture, "lv", "Tagad atvērts, slēgs pēc 21 minūtes, plkst. 16:30").await;
    minutes(19);
    says(&fixture, "en", "closes in 2 minutes,").await;
    says(&fixture, "lv", "slēgs pēc 2 minūtēm,").await;
    minutes(1);
    says(&fixture, "en", "closes in 1 minute,").await;
    minutes(1);
    says(&fixture, "en", "Closed now, opens tomorrow 09:00").await;
    says(&fixture, "lv", "Tagad slēgts, atvērs rīt plkst. 09:00").await;
    // Wednesday, seven in the morning.
    minutes(14 * 60 + 30);
    says(&fixture, "en", "Closed now, opens today 09:00").await;
    says(&fixture, "lv", "Tagad slēgts, atvērs šodien plkst. 09:00").await;
    // Friday evening: over the weekend.
    minutes(2 * 24 * 60 + 10 * 60);
    says(&fixture, "en", "Closed now, opens in 3 days: Monday, 30 November 2026, 09:00").await;
    says(
        &fixture,
        "lv",
        "Tagad slēgts, atvērs pēc 3 dienām: pirmdiena, 2026. gada 30. novembris, plkst. 09:00",
    )
    .await;
    // Thursday, 24 December: a holiday, and it says which.
    minutes(27 * 24 * 60);
    says(&fixture, "en", "Closed now, opens in 4 days: Monday, 28 December 2026, 09:00").await;
    says(&fixture, "en", "Closed today: public holiday").await;
}

#[tokio::test]
async fn an_office_with_a_lunch_break_says_so() {
    let lunch = "    tuesday \"09:00\" \"12:00\"\n    tuesday \"12:45\" \"16:30\"\n";
    let fixture = open_edited("lv/offices.kdl", "    tuesday \"09:00\" \"16:30\"\n", lunch).await;
    says(&fixture, "en", "Open now, closes 12:00, opens again 12:45").await;
    says(&fixture, "lv", "Tagad atvērts, slēgs plkst. 12:00, atkal atvērs plkst. 12:45").await;
    fixture.clock.forward(100 * 60);
    says(&fixture, "en", "Closed now, opens today 12:45").await;
    says(&fixture, "en", "09:00–12:00, 12:45–16:30").await;
    fixture.clock.forward(60 * 60);
    says(&fixture, "en", "Open now, closes 16:30").await;
    // No visit begins during the break.
    let (office, tuesday) = (&fixture.office, super::office::day("2026-12-01"));
    let days = office.free_days(OFFICE, super::office::SERVICE, tuesday, tuesday).await.unwrap();
    let times: Vec<String> = days[0].times.iter().map(|time| time.minute.to_string()).collect();
    assert!(
        times.contains(&"12:45".to_owned()) && times.iter().any(|time| time < &"12:00".to_owned()),
        "{times:?}"
    );
    assert!(!times.iter().any(|time| ("11:46"..="12:44").contains(&time.as_str())), "{times:?}");
}
