//! A sample invoice.

use super::{case, day, fee, letter};
use documents::letter::{Invoice, Letter, LetterKind};
use kernel::Lang;

pub fn invoice(lang: Lang) -> Letter {
    let mut letter = letter(
        lang,
        LetterKind::Invoice(Box::new(Invoice {
            case: case(lang),
            line: fee(lang, 3400),
            due: day("2026-11-02"),
            payee: "Valsts kase".into(),
            registration: "90000050138".into(),
            account: "LV44 DEMO 0000 0000 0000 1".into(),
            reference: "RF18 7K2M 9QRS 04XZ".into(),
            code: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 3\">\
                   <path d=\"M1 1h1v1h-1z\" fill=\"#000\"/></svg>"
                .into(),
            replaces: true,
            rest: None,
        })),
    );
    letter.signatures.clear();
    letter
}
