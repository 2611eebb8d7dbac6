//! What the library found: two things that are met, and for a refusal one that is not.

use super::{norm, pick};
use documents::letter::{FactFound, Finding};
use kernel::Lang;

pub(super) fn findings(lang: Lang, refused: bool) -> Vec<Finding> {
    let rule = |lv: &str, en: &str| Some(norm(lang, lv, en));
    let mut all = vec![
        Finding {
            requirement: pick(
                lang,
                "Iesniedzēja ir sasniegusi 15 gadu vecumu",
                "The applicant has reached the age of 15",
            ),
            met: true,
            facts: vec![FactFound {
                what: pick(lang, "Vecums", "Age"),
                value: "34".into(),
                evidence: pick(
                    lang,
                    "reģistra ieraksts, pārbaudīts 2026. gada 2. novembrī",
                    "register entry, checked on 2 November 2026",
                ),
            }],
            norm: rule("Bibliotēku likuma 3. pants", "Libraries Law, Section 3"),
        },
        Finding {
            requirement: pick(
                lang,
                "Iesniedzējas personība ir pārbaudīta",
                "The applicant’s identity is verified",
            ),
            met: true,
            facts: vec![FactFound {
                what: pick(lang, "Personība ir pārbaudīta", "Identity is verified"),
                value: pick(lang, "jā", "yes"),
                evidence: pick(lang, "personas apliecība UT0000001", "identity card UT0000001"),
            }],
            norm: rule("Bibliotēku likuma 4. pants", "Libraries Law, Section 4"),
        },
    ];
    if refused {
        all.push(Finding {
            requirement: pick(lang, "Grāmatas nav atdotas laikā", "Books were not returned in time"),
            met: false,
            facts: vec![
                FactFound {
                    what: pick(lang, "Neatdotās grāmatas", "Books not returned"),
                    value: "3".into(),
                    evidence: pick(lang, "izsniegumu žurnāls", "the loan journal"),
                },
                FactFound {
                    what: pick(lang, "Termiņš", "They were due on"),
                    value: pick(lang, "2025. gada 1. marts", "1 March 2025"),
                    evidence: pick(lang, "izsniegumu žurnāls", "the loan journal"),
                },
            ],
            norm: rule("Bibliotēku likuma 9. panta otrā daļa", "Libraries Law, Section 9, Paragraph two"),
        });
    }
    all
}
