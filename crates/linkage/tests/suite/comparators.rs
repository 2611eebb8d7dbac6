//! Jaro–Winkler and edits against published examples, and what holds for any two texts.

use linkage::text::{edits, jaro, jaro_winkler};
use proptest::prelude::*;

/// W. E. Winkler, "Overview of record linkage and current research directions" (2006), and the table of
/// comparator values in his report of 1994: Jaro, then Jaro–Winkler, to three places.
const PUBLISHED: &[(&str, &str, f64, f64)] = &[
    ("SHACKLEFORD", "SHACKELFORD", 0.970, 0.982),
    ("DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896),
    ("NICHLESON", "NICHULSON", 0.926, 0.956),
    ("JONES", "JOHNSON", 0.790, 0.832),
    ("MASSEY", "MASSIE", 0.889, 0.933),
    ("ABROMS", "ABRAMS", 0.889, 0.922),
    ("JERALDINE", "GERALDINE", 0.926, 0.926),
    ("MARHTA", "MARTHA", 0.944, 0.961),
    ("MICHELLE", "MICHAEL", 0.869, 0.921),
    ("JULIES", "JULIUS", 0.889, 0.933),
    ("TANYA", "TONYA", 0.867, 0.880),
    ("DWAYNE", "DUANE", 0.822, 0.840),
    ("SEAN", "SUSAN", 0.783, 0.805),
    ("JON", "JOHN", 0.917, 0.933),
    ("DIXON", "DICKSONX", 0.767, 0.813),
    ("ITMAN", "SMITH", 0.467, 0.467),
];

#[test]
fn jaro_winkler_gives_the_published_values() {
    for (a, b, by_jaro, by_winkler) in PUBLISHED {
        assert!((jaro(a, b) - by_jaro).abs() < 0.001, "{a} {b}: Jaro {}", jaro(a, b));
        assert!((jaro_winkler(a, b) - by_winkler).abs() < 0.001, "{a} {b}: Winkler {}", jaro_winkler(a, b));
    }
}

#[test]
fn edits_count_a_swap_of_neighbours_once() {
    for (a, b, expected) in [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("bērziņš", "bērziņa", 1),
        ("postcode", "potscode", 1),
        ("2446", "2464", 1),
        // No part is touched twice: the unrestricted distance would be 2.
        ("ca", "abc", 3),
        ("same", "same", 0),
    ] {
        assert_eq!(edits(a, b), expected, "{a} {b}");
    }
}

#[test]
fn very_long_texts_are_compared_by_their_beginning() {
    let (a, b) = ("a".repeat(10_000), "a".repeat(128));
    assert_eq!(edits(&a, &b), 0);
    assert!((jaro_winkler(&a, &b) - 1.0).abs() < f64::EPSILON);
}

/// Edits by the textbook recursion, slow and plain.
fn plainly(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([a_rest @ .., x], [b_rest @ .., y]) => {
            let mut best = (plainly(a_rest, b_rest) + usize::from(x != y))
                .min(plainly(a_rest, b) + 1)
                .min(plainly(a, b_rest) + 1);
            if let ([a_more @ .., x_before], [b_more @ .., y_before]) = (a_rest, b_rest)
                && x == y_before
                && x_before == y
            {
                best = best.min(plainly(a_more, b_more) + 1);
            }
            best
        }
    }
}

proptest! {
    #[test]
    fn similarity_is_symmetric_and_between_nothing_and_all(a in "\\PC{0,20}", b in "\\PC{0,20}") {
        let alike = jaro_winkler(&a, &b);
        prop_assert!((alike - jaro_winkler(&b, &a)).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&alike));
        prop_assert_eq!((alike - 1.0).abs() < 1e-12, a == b);
        prop_assert_eq!(edits(&a, &b), edits(&b, &a));
    }

    #[test]
    fn edits_are_those_of_the_plain_recursion(a in "[abc]{0,6}", b in "[abc]{0,6}") {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        prop_assert_eq!(edits(&a, &b), plainly(&letters(&a), &letters(&b)));
    }
}
