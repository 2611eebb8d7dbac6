//! Conditions as people read them.

use crate::library::{CARD, FACTS, OFFICES, edited, load};
use kernel::Lang;
use law::Facts;

/// The lines of a condition of the card, as the two languages say them. The card is made a base here, so that nothing
/// but the condition is proven.
fn said(condition: &str) -> Vec<(u8, String, String)> {
    let signed = "any {\n            form.signed is=#true\n            reader.age below=7\n        }";
    let mut files = edited(CARD, signed, condition);
    for (file, text) in &mut files {
        let replaced = match file.as_str() {
            CARD => {
                let proven = text.find("    example \"grown-up\"").unwrap();
                format!("{}}}\n", &text[..proven])
                    .replace("\"base.lending\"", "\"base.lending\" abstract=#true")
            }
            FACTS => text
                .replace(
                    "en=\"The reader is banned\"",
                    "en=\"The reader is banned\"\n    denied lv=\"Drīkst ienākt\" en=\"May enter\"",
                )
                .replace("en=\"slowly\"", "en=\"slowly\" { denied lv=\"ātrāk\" en=\"sooner\" }"),
            OFFICES => text.replace(" services=\"card.reader\"", ""),
            _ => continue,
        };
        *text = replaced;
    }
    let book = load(&files).unwrap_or_else(|errors| panic!("{errors}"));
    let card = book.all().find(|procedure| procedure.id() == "card.reader").unwrap();
    let signed = card.requirements().iter().find(|requirement| requirement.id == "signed").unwrap();
    let lines = signed.condition.lines(&Facts::new()).into_iter();
    lines
        .map(|line| (line.depth, line.text.get(Lang::LV).to_owned(), line.text.get(Lang::EN).to_owned()))
        .collect()
}

/// What must not be is said as what must be, in plain sentences.
#[test]
fn a_condition_is_read_without_double_negation() {
    for (condition, lines) in [
        ("form.signed is=#true", &[(0, "The form is signed")][..]),
        ("form.signed is=#false", &[(0, "The form is signed: no")]),
        ("not { form.signed is=#false }", &[(0, "The form is signed")]),
        ("reader.banned is=#false", &[(0, "May enter")]),
        ("not { reader.banned is=#true }", &[(0, "May enter")]),
        ("not { wish is=\"slow\" }", &[(0, "Speed: sooner")]),
        ("not { wish is=\"quick\" }", &[(0, "Speed: not “quickly”")]),
        ("wish in=\"slow,quick\"", &[(0, "Speed: slowly or quickly")]),
        ("not { reader.age below=7 }", &[(0, "Age of the reader: at least 7 years")]),
        (
            "not { any { form.signed is=#true; reader.age at-most=7 } }",
            &[(0, "The form is signed: no"), (0, "Age of the reader: more than 7 years")],
        ),
        (
            "not { all { form.signed is=#true; reader.quiet judged=#true } }",
            &[
                (0, "at least one of these:"),
                (1, "The form is signed: no"),
                (1, "The reader is quiet: no (judged by an officer)"),
            ],
        ),
    ] {
        let found = said(condition);
        let found: Vec<(u8, &str)> = found.iter().map(|(depth, _, en)| (*depth, en.as_str())).collect();
        assert_eq!(found, lines, "{condition}");
    }
    for (condition, line) in [
        ("not { reader.banned is=#true }", "Drīkst ienākt"),
        ("book.lent before=\"2026-03-05\"", "Grāmata izsniegta: agrāk nekā 2026. gada 5. martā"),
        (
            "book.returned at-most=\"1 month\" after=\"book.lent\"",
            "Grāmata atdota: ne vairāk kā 1 mēnesi pēc “Grāmata izsniegta”",
        ),
    ] {
        assert_eq!(said(condition)[0].1, line, "{condition}");
    }
}
