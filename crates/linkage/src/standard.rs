//! Standardisation: what of a value is compared. Letters lose their marks, Cyrillic becomes Latin, spaces and
//! signs become single spaces; names also get a *sound*, the same for spellings and endings that one person
//! may bear in two files (`Bērziņš` and `Berzina`, `Šmits` and `Schmidt`, `Иванов` and `Ivanovs`).

use unicode_normalization::UnicodeNormalization;

/// Letters that are no base letter with a mark, and Cyrillic as Latvian writes it, without marks.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('ł', "l"),
    ('ø', "o"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('є', "je"),
    ('ж', "z"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('ї', "ji"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "c"),
    ('ш', "s"),
    ('щ', "sc"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "ju"),
    ('я', "ja"),
];

/// Values by which people say that there is none.
const NOTHING: &[&str] = &["", "-", "--", "?", "n/a", "nan", "null", "<na>", "unknown", "nav zināms"];

/// Whether `text` only says that there is no value.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    NOTHING.contains(&text) || (text.len() <= 20 && NOTHING.contains(&text.to_lowercase().as_str()))
}

/// The text in small letters without marks, words and numbers with single spaces between.
///
/// Apostrophes vanish, every other sign parts words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc().flat_map(char::to_lowercase).nfd() {
        // Marks that stood on a letter.
        if ('\u{300}'..='\u{36f}').contains(&c) || matches!(c, '\'' | '’' | '`' | '´') {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        match LETTERS.iter().find(|(letter, _)| !c.is_ascii() && *letter == c) {
            Some((_, latin)) => out.push_str(latin),
            None => out.push(c),
        }
    }
    out
}

/// Spellings of one sound; the longer come first.
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "c"),
    ("dsch", "z"),
    ("sch", "s"),
    ("szcz", "sc"),
    ("shch", "sc"),
    ("sh", "s"),
    ("sz", "s"),
    ("ch", "c"),
    ("cz", "c"),
    ("tz", "c"),
    ("ts", "c"),
    ("zh", "z"),
    ("rz", "z"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("ck", "k"),
    ("ks", "x"),
    ("ie", "e"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("w", "v"),
    ("q", "k"),
    ("y", "i"),
    ("j", "i"),
    ("ii", "i"),
];

/// Endings that differ with sex, case and language; the longer come first.
const ENDINGS: &[&str] =
    &["is", "us", "as", "es", "ii", "iy", "ij", "yj", "a", "e", "i", "s", "o", "u", "y", "j"];

/// The sound of a folded name: spellings of one sound are one, double letters single, the ending gone.
#[must_use]
pub fn sound(folded: &str) -> String {
    let words: Vec<String> = folded.split(' ').map(sound_of_word).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn sound_of_word(word: &str) -> String {
    // Feminine -ova and masculine -ovs meet in -ov; a stem keeps three letters.
    let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    let word = stem.unwrap_or(word);
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = match SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling)) {
            Some((spelling, sound)) => (*sound, spelling.len()),
            None => ("", first.len_utf8()),
        };
        let mut buffer = [0; 4];
        let sound = if sound.is_empty() { &*first.encode_utf8(&mut buffer) } else { sound };
        for c in sound.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        rest = rest.get(length..).unwrap_or("");
    }
    out
}
