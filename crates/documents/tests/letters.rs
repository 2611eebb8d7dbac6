//! Letters through the public door: every kind in every language, the same bytes twice, the right words in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "letters/samples.rs"]
mod samples;
#[path = "letters/signs.rs"]
mod signs;

use std::io::Write;
use std::process::{Command, Stdio};

use documents::Many;
use documents::letter::{LetterError, LetterKind, Norm, Outcome, render};
use kernel::{Currency, Lang, Money};

/// The text of a PDF by an independent reader; `None` when it is not installed.
fn text_of(pdf: &[u8]) -> Option<String> {
    let mut child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn contains(pdf: &[u8], wanted: &[&str]) {
    let Some(text) = text_of(pdf) else { return };
    for part in wanted {
        assert!(text.contains(part), "`{part}` is missing from: {text}");
    }
}

#[test]
fn every_kind_renders_in_every_language_as_an_accessible_archival_document() {
    let folder = std::env::var_os("LETTERS_OUT").map(std::path::PathBuf::from);
    for lang in documents::words::languages() {
        for (name, letter) in samples::all(lang) {
            let pdf = render(&letter).unwrap_or_else(|e| panic!("{name}.{lang}: {e}"));
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}.{lang}.pdf")), &pdf).unwrap();
            }
            let raw = String::from_utf8_lossy(&pdf);
            for mark in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/StructTreeRoot"] {
                assert!(raw.contains(mark), "{name}.{lang} lacks {mark}");
            }
            assert!(
                raw.contains(&format!("/Lang({lang}")) || raw.contains(&format!("/Lang ({lang}")),
                "{name}.{lang} names no language"
            );
            contains(&pdf, &["Žanete Ķirsone-Šņukuļa", "01-12/2026-481"]);
        }
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let letter = samples::decision(Lang::LV, false);
    let first = render(&letter).unwrap();
    render(&samples::receipt(Lang::EN)).unwrap();
    assert_eq!(first, render(&letter).unwrap());
    let mut other = letter;
    other.reference = "01-12/2026-482".into();
    assert_ne!(first, render(&other).unwrap());
}

#[test]
fn a_refusal_says_all_nine_points() {
    let pdf = render(&samples::decision(Lang::LV, false)).unwrap();
    contains(
        &pdf,
        &[
            // 1 and 2
            "Lasītāju lietu pārvalde",
            "Kāpu iela 7, Mērsrags, LV-0000",
            "Personas kods 310000-00000",
            "Mērsragā, 2026. gada 24. novembrī",
            // 3
            "Iesniegums saņemts 2026. gada 2. novembrī (tiešsaistē).",
            // 4
            "Adresāts 2026. gada 4. novembrī tika uzaicināts izteikt viedokli un sniedza to 2026. gada 12. novembrī.",
            "Iestādes vērtējums: kaimiņu nodaļas žurnālā ieraksta nav",
            // 5
            "Grāmatas nav atdotas laikā",
            "izsniegumu žurnāls",
            "Prasības, kas ir izpildītas",
            // 6
            "Samērīgums",
            // 7
            "Piemērotās tiesību normas",
            "Administratīvā procesa likuma 55. panta 1. punkts",
            // 8
            "Atteikt izsniegt lasītāja karti.",
            "Bibliotēku noteikumu 12.3. apakšpunkts",
            // 9
            "Šo lēmumu var apstrīdēt viena mēneša laikā no dienas, kad tas stājies spēkā.",
            "Lasītāju lietu pārvaldes priekšniekam",
            "2026. gada 28. decembris",
            // Of a demonstration.
            "Tam nav juridiska spēka.",
            "(atsauce nav pārbaudīta)",
        ],
    );
}

#[test]
fn a_refusal_whose_invitation_stayed_unanswered_says_so() {
    let mut letter = samples::decision(Lang::EN, false);
    if let LetterKind::Decision(decision) = &mut letter.kind
        && let Outcome::Refused { hearing: documents::letter::Hearing::Heard { answered, .. }, .. } =
            &mut decision.outcome
    {
        *answered = None;
    }
    contains(
        &render(&letter).unwrap(),
        &["was invited on 4 November 2026 to give an opinion and gave none within the time allowed."],
    );
}

#[test]
fn a_hearing_that_was_left_out_names_the_exception_of_the_law() {
    let mut letter = samples::decision(Lang::EN, false);
    if let LetterKind::Decision(decision) = &mut letter.kind
        && let Outcome::Refused { hearing, .. } = &mut decision.outcome
        && let documents::letter::Hearing::Heard { norm, .. } = &*hearing
    {
        let exception = Some("The decision affects the addressee only slightly".to_owned());
        let (why, norm) = ("The card is a second one.".to_owned(), norm.clone());
        *hearing = documents::letter::Hearing::Waived { exception, why, norm };
    }
    contains(
        &render(&letter).unwrap(),
        &["The decision affects the addressee only slightly. The card is a second one."],
    );
}

#[test]
fn what_is_taken_at_the_office_is_not_asked_for_by_post() {
    let LetterKind::Hearing(hearing) = samples::hearing(Lang::EN).kind else { panic!("no hearing") };
    let asked = documents::letter::EvidenceRequest {
        case: hearing.case,
        wanted: Vec::new(),
        there: hearing.grounds.iter().cloned().collect(),
        words: None,
        respond_by: hearing.respond_by,
    };
    let mut letter = samples::hearing(Lang::EN);
    letter.kind = LetterKind::Request(Box::new(asked));
    let outcome = render(&letter).unwrap();
    contains(&outcome, &["Please come to an office by 8 December 2026", "What is done at the office"]);
    contains(&outcome, &["this cannot be done by post or on the portal"]);
}

#[test]
fn a_receipt_adds_up() {
    contains(
        &render(&samples::receipt(Lang::LV)).unwrap(),
        &["34,00 EUR", "1 200,50 EUR", "Kopā", "1 234,50 EUR", "Ar maksājumu karti", "4K7Q-9M2X-ZB0T"],
    );
    contains(&render(&samples::receipt(Lang::EN)).unwrap(), &["EUR 34.00", "EUR 1,234.50", "Payment card"]);
}

#[test]
fn a_statement_says_who_it_is_about_what_is_doubtful_and_how_it_is_checked() {
    for (lang, words) in [
        (
            Lang::LV,
            [
                "Izziņa par vietu lasītavā",
                "310000-00000",
                "2026. gada 24. novembris 1204 Atlaides saņemšanai",
                "Pēdējais reģistra ieraksts",
                "Ziņas uz dienu",
                "2026-11 (iespējams)",
                "nav droša, jo kāda diena ir zināma tikai daļēji",
                "Lasītavas noteikumu 13. punkts",
                "Pārbaudes kods 7K2M-9QRS-04XZ",
            ],
        ),
        (
            Lang::EN,
            [
                "Statement of the seat",
                "310000-00000",
                "24 November 2026 1204 To receive a reduction",
                "Latest register entry",
                "As of",
                "2026-11 (possible)",
                "a day is known only in part",
                "Rules of the reading room, point 13",
                "Check code 7K2M-9QRS-04XZ",
            ],
        ),
    ] {
        contains(&render(&samples::statement(lang)).unwrap(), &words);
    }
    // What the register does not know of the person stands nowhere, and an empty statement says that it is empty.
    let mut letter = samples::statement(Lang::EN);
    if let LetterKind::Statement(statement) = &mut letter.kind {
        (statement.current, statement.doubtful, statement.norm) = (Vec::new(), false, None);
    }
    let text = text_of(&render(&letter).unwrap()).unwrap_or_default();
    assert!(!text.contains("Date of birth") && !text.contains("Issued under"), "{text}");
    assert!(text.is_empty() || text.contains("says nothing about this on this day"), "{text}");
}

#[test]
fn fees_in_two_currencies_are_not_added() {
    let mut letter = samples::receipt(Lang::LV);
    if let LetterKind::Receipt(receipt) = &mut letter.kind {
        receipt.lines.rest[0].amount = Money::new(100, "USD".parse::<Currency>().unwrap());
    }
    assert_eq!(render(&letter), Err(LetterError::Total));
}

#[test]
fn a_confirmation_says_the_last_lawful_day_and_how_it_was_computed() {
    contains(
        &render(&samples::received(Lang::LV)).unwrap(),
        &[
            "Jūsu iesniegums saņemts 2026. gada 2. novembrī (tiešsaistē).",
            "Pēdējā likumīgā diena lēmuma pieņemšanai ir 2026. gada 16. novembris.",
            "10 darba dienas beidzas 2026. gada 16. novembrī.",
            "34,00 EUR",
        ],
    );
}

#[test]
fn an_invitation_says_by_when_to_answer_and_where_to_come() {
    contains(
        &render(&samples::hearing(Lang::LV)).unwrap(),
        &["līdz 2026. gada 8. decembrim (ieskaitot)", "2026. gada 3. decembrī plkst. 09:30", "4. kabinets"],
    );
}

#[test]
fn an_unverified_norm_stands_only_in_a_demonstration() {
    let mut letter = samples::decision(Lang::LV, false);
    letter.demonstration = false;
    let error = render(&letter).unwrap_err();
    assert!(
        matches!(&error, LetterError::Unconfirmed(norm) if norm.contains("Bibliotēku noteikumu")),
        "{error}"
    );

    let mut sound = samples::decision(Lang::LV, true);
    sound.demonstration = false;
    if let LetterKind::Decision(decision) = &mut sound.kind {
        decision.norms = Many::one(Norm::new("Administratīvā procesa likuma 55. panta 1. punkts"));
    }
    let text = text_of(&render(&sound).unwrap()).unwrap_or_default();
    assert!(!text.contains("juridiska spēka"), "{text}");
    assert!(text.is_empty() || text.contains("Dokuments ir parakstīts elektroniski."), "{text}");
}

#[test]
fn faults_are_named() {
    let mut letter = samples::decision(Lang::LV, true);
    letter.addressee.name = "  ".into();
    assert_eq!(render(&letter), Err(LetterError::Blank("addressee.name")));

    let mut letter = samples::hearing(Lang::LV);
    letter.lang = "xx".parse().unwrap();
    assert_eq!(render(&letter), Err(LetterError::Language("xx".into())));
}

#[test]
fn texts_are_never_markup() {
    let mut letter = samples::hearing(Lang::EN);
    letter.addressee.name = "#panic() *A* _b_ $x$ <label> @ref \\ // {day}".into();
    contains(&render(&letter).unwrap(), &["#panic() *A* _b_ $x$ <label> @ref \\ // {day}"]);
}

#[test]
fn long_texts_run_over_pages_and_stay_whole() {
    let mut letter = samples::decision(Lang::LV, false);
    if let LetterKind::Decision(decision) = &mut letter.kind {
        decision.reasons.rest = (1..=60)
            .map(|n| format!("Pamatojuma {n}. rindkopa. {}", "Garš teikums par lietu. ".repeat(6)))
            .collect();
    }
    contains(
        &render(&letter).unwrap(),
        &["Pamatojuma 1. rindkopa.", "Pamatojuma 60. rindkopa.", "2. lapa no "],
    );
}
