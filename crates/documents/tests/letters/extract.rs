//! A sample of an extract.

use super::{day, letter, pick};
use documents::letter::*;
use kernel::Lang;

pub fn extract(lang: Lang) -> Letter {
    let line = |what: (&str, &str), says: &str, days: &str| ExtractLine {
        what: pick(lang, what.0, what.1),
        says: says.to_owned(),
        days: days.to_owned(),
        basis: Some(pick(
            lang,
            "lasītāja anketa 17, 1990-03-02, Piekrastes nodaļa",
            "reader’s form 17, 1990-03-02, Coastal division",
        )),
    };
    let mut letter = letter(
        lang,
        LetterKind::Extract(Box::new(Extract {
            as_of: day("2026-11-24"),
            current: vec![
                line(("Vārds", "Name"), "Žanete Ķirsone-Šņukuļa", "2010-06-12"),
                line(("Adrese", "Address"), "Ūdensrožu iela 3 – 12, Jūrmala", "2015-06"),
            ],
            former: vec![line(("Vārds", "Name"), "Žanete Ķirsone", "1990-03-02 – 2010-06-12")],
        })),
    );
    letter.signatures.clear();
    letter
}
