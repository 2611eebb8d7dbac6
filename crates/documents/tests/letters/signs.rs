//! Whatever somebody types, the letter is written: what no embedded font has is named by its number.

use super::{contains, samples};
use documents::letter::{Block, Letter, LetterKind, outline, printable, render};
use kernel::Lang;
use proptest::prelude::*;

/// A decision in which `text` stands wherever a person or an officer writes freely.
fn saying(text: &str, lang: Lang) -> Letter {
    let mut letter = samples::decision(lang, false);
    letter.addressee.name = format!("Ilze {text}");
    letter.addressee.address = vec![format!("{text} iela 1")];
    if let LetterKind::Decision(decision) = &mut letter.kind {
        decision.opinions.iter_mut().for_each(|opinion| opinion.text = format!("Viedoklis: {text}"));
        decision.reasons.rest.push(format!("{text} ir pamatojums."));
        let findings = &mut decision.findings;
        for finding in std::iter::once(&mut findings.first).chain(&mut findings.rest) {
            finding.requirement = format!("{text}{}", finding.requirement);
        }
    }
    letter
}

/// What the letter says where the opinion of the person stands.
fn shown(text: &str) -> String {
    let letter = saying(text, Lang::LV);
    let outline = outline(&letter).unwrap().unwrap();
    let said = outline.blocks.iter().find_map(|block| match block {
        Block::Paragraph(said) => said.split_once("Viedoklis: ").map(|(_, said)| said.to_owned()),
        _ => None,
    });
    said.unwrap_or_else(|| panic!("no opinion in {outline:?}"))
}

#[test]
fn what_no_font_has_is_named_and_the_rest_stays() {
    for (text, wanted) in [
        ("Paldies \u{1F600}!", "Paldies [U+1F600]!"),
        ("\u{5C71}\u{7530} Žanete", "[U+5C71 U+7530] Žanete"),
        // A family: three people and what joins them.
        ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "[U+1F468 U+200D U+1F469 U+200D U+1F467]"),
        // Control characters, private ones, and those that are none.
        ("a\u{7}b\u{0}c", "a[U+0007]b[U+0000]c"),
        ("logo \u{E000}\u{F8FF}", "logo [U+E000 U+F8FF]"),
        ("\u{FFFE}", "[U+FFFE]"),
        // A mark that stands on nothing.
        ("\u{301}a", "[U+0301]a"),
        // What only joins or breaks is not seen; what turns or hides is told.
        ("pār\u{AD}valde\u{200B} abc\u{FEFF}", "pārvalde abc"),
        ("\u{202E}abc\u{202C} d\u{2066}\u{2069}", "[U+202E]abc[U+202C] d[U+2066 U+2069]"),
        ("a\u{E0061}\u{E0062}", "a[U+E0061 U+E0062]"),
        // Decomposed letters are those that they make.
        ("A\u{304}boli", "Āboli"),
        // Lines end in many ways.
        ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
        ("Банк, Τράπεζα, €, №, “…” – ķ", "Банк, Τράπεζα, €, №, “…” – ķ"),
        ("plain ASCII [U+0041]", "plain ASCII [U+0041]"),
    ] {
        assert_eq!(shown(text), wanted, "{text:?}");
        assert_eq!(printable(text), !wanted.contains("[U+") || text.contains("[U+"), "{text:?}");
    }
    // What nobody sees is named where there is nothing else.
    let mut letter = samples::hearing(Lang::LV);
    letter.addressee.name = "\u{200B}\u{200D}".into();
    contains(&render(&letter).unwrap(), &["[U+200B U+200D]"]);
}

#[test]
fn a_letter_with_an_opinion_in_any_script_is_set_in_every_language() {
    let text = "\u{1F600} 我不同意 لا أوافق אינני מסכים मैं सहमत नहीं हूँ ไม่เห็นด้วย e\u{327}\u{301}\u{30B}";
    for lang in documents::words::languages() {
        let letter = saying(text, lang);
        let pdf = render(&letter).unwrap();
        contains(&pdf, &["[U+1F600]", "[U+6211 U+4E0D U+540C U+610F]"]);
        assert_eq!(pdf, render(&letter).unwrap(), "the same letter gives other bytes");
    }
}

/// Characters that went wrong somewhere once, and those like them.
fn odd() -> impl Strategy<Value = char> {
    prop_oneof![
        any::<char>(),
        proptest::char::range('\u{0}', '\u{9f}'),
        // Marks, and letters that carry them.
        proptest::char::range('\u{300}', '\u{36f}'),
        proptest::char::range('a', 'ž'),
        // Scripts that run from the right, join or stack.
        proptest::char::range('\u{590}', '\u{6ff}'),
        proptest::char::range('\u{900}', '\u{e7f}'),
        // Joiners, turners, spaces, punctuation.
        proptest::char::range('\u{2000}', '\u{206f}'),
        proptest::char::range('\u{20d0}', '\u{27bf}'),
        proptest::char::range('\u{4e00}', '\u{4eff}'),
        proptest::char::range('\u{e000}', '\u{e0ff}'),
        proptest::char::range('\u{fe00}', '\u{feff}'),
        proptest::char::range('\u{1f1e6}', '\u{1f6ff}'),
        proptest::char::range('\u{e0001}', '\u{e007f}'),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_text_can_be_written(signs in proptest::collection::vec(odd(), 0..40)) {
        let text: String = signs.into_iter().collect();
        let pdf = render(&saying(&text, Lang::LV));
        prop_assert!(pdf.is_ok(), "{:?}: {:?}", text, pdf.err());
    }
}
