//! A sample of a statement.

use super::{day, letter, norm, pick};
use documents::letter::*;
use kernel::Lang;

pub fn statement(lang: Lang) -> Letter {
    let line = |what: (&str, &str), says: &str, days: (&str, &str)| ExtractLine {
        what: pick(lang, what.0, what.1),
        says: says.to_owned(),
        days: pick(lang, days.0, days.1),
        basis: None,
    };
    let mut letter = letter(
        lang,
        LetterKind::Statement(Box::new(Statement {
            title: pick(lang, "Izziņa par vietu lasītavā", "Statement of the seat"),
            subject: StatementSubject {
                name: Some("Žanete Ķirsone-Šņukuļa".into()),
                personal_code: Some("310000-00000".into()),
                birth: None,
            },
            intended_use: pick(lang, "Atlaides saņemšanai", "To receive a reduction"),
            as_of: day("2026-11-24"),
            known_at: "1204".into(),
            current: vec![
                line(("Vieta", "Seat"), "12", ("2015. gada 6. jūnijs", "6 June 2015")),
                line(("Papildu vieta", "Second seat"), "31", ("2026-11 (iespējams)", "2026-11 (possible)")),
            ],
            former: vec![],
            doubtful: true,
            norm: Some(norm(lang, "Lasītavas noteikumu 13. punkts", "Rules of the reading room, point 13")),
            check_code: "7K2M-9QRS-04XZ".into(),
        })),
    );
    letter.addressee =
        Addressee { name: "Žanete Ķirsone-Šņukuļa".into(), personal_code: None, address: Vec::new() };
    letter
}
