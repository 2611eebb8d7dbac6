//! Words without their endings, so that one form of a word finds another: `vīzas` finds `vīza`, `bēgļa` finds `bēglis`.
//!
//! This is no grammar of Latvian: endings of nouns and adjectives are cut from words that are already folded, and what is
//! left is compared whole, so that `pase` does not find `pasts`.

/// Fewest letters that are left of a word.
const STEM_MIN: usize = 3;
/// Letters from which on the beginning of a word is looked for inside longer words, such as compounds.
const INSIDE_MIN: usize = 5;
/// Endings, folded, the longest first.
const ENDINGS: [&str; 26] = [
    "ajiem", "ajam", "ajai", "ajas", "ajos", "iem", "aja", "ais", "am", "as", "ai", "es", "em", "ei", "is",
    "im", "ij", "us", "um", "os", "s", "a", "e", "i", "u", "o",
];

/// The word without the letters of `ending`, where enough is left.
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let left = word.strip_suffix(ending)?;
    // The double letter of `pass` is no ending.
    (left.chars().count() >= STEM_MIN && !(ending == "s" && left.ends_with('s'))).then_some(left)
}

/// What is left of a folded word without its ending.
#[must_use]
pub fn stem(word: &str) -> &str {
    ENDINGS.iter().find_map(|ending| without(word, ending)).unwrap_or(word)
}

/// What of a word is looked for inside others: its stem, and of a word without an ending all but the last letter.
fn root(word: &str) -> &str {
    match stem(word) {
        whole if whole == word => {
            let last = word.char_indices().next_back().map_or(0, |(last, _)| last);
            word.get(..last).unwrap_or(word)
        }
        stem => stem,
    }
}

/// Whether a folded word stands in a folded text: as it is, in another form, or, if it is long, inside another word.
#[must_use]
pub fn stands(text: &str, word: &str) -> bool {
    let (stem_of_word, root) = (stem(word), root(word));
    text.contains(word)
        || (root.chars().count() >= INSIDE_MIN && text.contains(root))
        || text.split(|c: char| !c.is_alphanumeric()).any(|part| stem(part) == stem_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folded as the country folds.
    fn folded(word: &str) -> String {
        let plain = |c| match c {
            'ā' => 'a',
            'č' => 'c',
            'ē' => 'e',
            'ģ' => 'g',
            'ī' => 'i',
            'ķ' => 'k',
            'ļ' => 'l',
            'ņ' => 'n',
            'š' => 's',
            'ū' => 'u',
            'ž' => 'z',
            other => other,
        };
        word.chars().map(plain).collect()
    }

    #[test]
    fn forms_of_one_word_meet() {
        for (one, other) in [
            ("laulība", "laulības"),
            ("nepilsonis", "nepilsoņa"),
            ("nepilsonis", "nepilsoņiem"),
            ("bēglis", "bēgļa"),
            ("bēglis", "bēgļu"),
            ("vīza", "vīzas"),
            ("vīza", "vīzām"),
            ("vīza", "vīzu"),
            ("pase", "pasēm"),
            ("pase", "pases"),
            ("dzīvesvieta", "dzīvesvietā"),
            ("atļauja", "atļaujai"),
            ("termiņš", "termiņa"),
            ("valsts", "valstij"),
            ("pastāvīgs", "pastāvīgās"),
            ("pastāvīgs", "pastāvīgajam"),
            ("ārzemnieks", "ārzemniekiem"),
            ("passport", "passports"),
        ] {
            let (one, other) = (folded(one), folded(other));
            assert!(stands(&one, &other) && stands(&other, &one), "{one} {other}");
            assert_eq!(stem(&one), stem(&other));
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [
            ("pase", "pasts"),
            ("pase", "pastāvīgs"),
            ("pase", "pass"),
            ("vīza", "vīzīte"),
            ("vīza", "vizīte"),
            ("nams", "nāve"),
            ("bērns", "bēres"),
            ("lieta", "liecība"),
        ] {
            let (one, other) = (folded(one), folded(other));
            assert!(!stands(&one, &other) && !stands(&other, &one), "{one} {other}");
        }
    }

    #[test]
    fn a_long_word_is_found_inside_a_compound_and_a_short_one_stays_whole() {
        assert!(stands(&folded("termiņuzturēšanās atļauja"), &folded("uzturēšanos")));
        assert!(stands(&folded("(laulības)"), &folded("laulība")));
        assert_eq!((stem("eu"), stem("id"), stem("maja")), ("eu", "id", "maj"));
    }
}
