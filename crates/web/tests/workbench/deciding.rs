//! Deciding on a case of the office: words for what is imposed, and a term as a number with its unit.

use crate::browser::{Browser, browser};
use crate::house::houses;
use crate::journey::give;
use axum::http::StatusCode;

/// The form of deciding with a term of the ban.
async fn term(officer: &Browser<'_>, path: &str, count: &str, unit: &str) -> crate::browser::Shown {
    let form = officer.open(path).await;
    let (version, seen) = (form.hidden("version"), form.hidden("seen-at"));
    let fields = [
        ("version", version.as_str()),
        ("seen-at", &seen),
        ("propose-decision", "ban"),
        ("propose-grounds", "imm61h-3"),
        ("propose-reasons", "The rules were broken twice.\n\nNothing speaks for the person."),
        ("propose-choice-ban-ban", count),
        ("propose-choice-ban-ban-unit", unit),
        ("step", "preview"),
    ];
    officer.send(path, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_is_a_number_with_a_unit_and_the_pages_speak_of_what_is_imposed() {
    for house in houses("bench_ban").await {
        house.enter(77, "Jānis", "Paraugs", "1980-02-29", "registered-foreigner", None).await;
        let officer = browser(&house, "case");
        let begun = officer
            .send(
                "/work/begin",
                &[
                    ("procedure", "entry.ban"),
                    ("subject", "399900-00077"),
                    ("basis", "Report No. 55 of the State Border Guard"),
                    ("office", "riga-4"),
                    ("lang", "lv"),
                ],
            )
            .await;
        let case = begun.leads();
        let reasons = "Two fines in the last year, both in force.";
        let judged = [
            ("fact", "ban.rules-broken"),
            ("ban_rules-broken", "yes"),
            ("ban_rules-broken-reasons", reasons),
        ];
        give(&officer, &case, "judge", &judged).await;
        let path = format!("{case}/decide");
        officer.open(&path).await.says(&[
            "Grounds of the decision",
            "From 30 days to 3 years.",
            "Ground: Violations on entry, stay or customs in the last year –",
            "stands",
        ]);
        let mut latvian = browser(&house, "case");
        latvian.lang = "lv";
        latvian.open(&path).await.says(&["No 30 dienām līdz 3 gadiem.", "Lēmuma pamati", "pastāv"]);
        for (count, unit) in [("29", "days"), ("4", "years"), ("", "days"), ("1 year", "years")] {
            let refused = term(&officer, &path, count, unit).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let limits = "Write a whole number within the limits. From 30 days to 3 years.";
            assert!(refused.html.contains(limits), "{count} {unit}: {}", refused.html);
        }
        let preview = term(&latvian, &path, "1", "years").await;
        assert_eq!(preview.status, StatusCode::OK);
        // Nobody was heard: the rule is told by names, and what cannot be is not offered.
        preview.says(&[
            "Lēmums nosaka: Noteikt ieceļošanas aizliegumu uz 1 gadu",
            "Aizlieguma ilgums",
            "<p>The rules were broken twice.</p><p>Nothing speaks for the person.</p>",
        ]);
        for unwanted in ["value=\"send\"", "imm61h-3</", "Atteikuma pamati", "Atbilde pati"] {
            assert!(!preview.html.contains(unwanted), "`{unwanted}` in {}", preview.html);
        }
        // Of the four questions those that were answered in a word are told, each by its name, and at its field.
        give(&officer, &case, "invite-hearing", &[("grounds", "imm61h-3")]).await;
        give(&officer, &case, "answer-hearing", &[("opinion", "I did not know of the rule.")]).await;
        let form = officer.open(&path).await;
        let (version, seen) = (form.hidden("version"), form.hidden("seen-at"));
        let weighed = |step: &'static str| {
            [
                ("version", version.clone()),
                ("seen-at", seen.clone()),
                ("propose-decision", "ban".to_owned()),
                ("propose-grounds", "imm61h-3".to_owned()),
                (
                    "propose-reasons",
                    "The rules were broken twice, and nothing speaks for the person.".to_owned(),
                ),
                ("propose-answer", "The rule was told to the person at the border twice.".to_owned()),
                ("propose-needed", "The ban is needed to keep the rules in force.".to_owned()),
                ("propose-suitable", "Yes.".to_owned()),
                ("propose-milder", "No milder means would do in this case.".to_owned()),
                ("propose-balanced", "It does.".to_owned()),
                ("propose-choice-ban-ban", "1".to_owned()),
                ("propose-choice-ban-ban-unit", "years".to_owned()),
                ("step", step.to_owned()),
            ]
        };
        for step in ["preview", "send"] {
            let fields = weighed(step);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let told = officer.send(&path, &fields).await;
            for question in ["Is it suitable?", "Does the public gain outweigh the harm to the person?"] {
                let words = format!("Answer in at least 20 characters: “{question}”");
                assert!(told.html.contains(&words), "{step} {words}: {}", told.html);
            }
            assert!(!told.html.contains("Write the reasons in at least"), "{step}: {}", told.html);
        }
    }
}
