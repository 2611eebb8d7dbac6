//! Spellings of names by the rules of the real country file: pairs as they stand in passports of two states.

use crate::library::bundled;

fn meet(pairs: &[(&str, &str)]) {
    let book = bundled();
    let country = book.country();
    let read = |name: &str| country.spelling.skeletons(&country.folding, &name.to_lowercase());
    let apart: Vec<String> = pairs
        .iter()
        .filter(|(a, b)| !read(a).iter().any(|skeleton| read(b).contains(skeleton)))
        .map(|(a, b)| format!("{a} {:?} and {b} {:?}", read(a), read(b)))
        .collect();
    assert!(apart.is_empty(), "do not meet: {apart:#?}");
}

#[test]
fn a_man_and_a_woman_of_one_family_meet() {
    meet(&[
        ("Bērziņš", "Bērziņa"),
        ("Kalns", "Kalna"),
        ("Lācis", "Lāce"),
        ("Zaķis", "Zaķe"),
        ("Balodis", "Balode"),
        ("Kalējs", "Kalēja"),
        ("Mūrnieks", "Mūrniece"),
        ("Kovaļskis", "Kovaļska"),
        ("Višņevskis", "Višņevska"),
        ("Ivanovs", "Ivanova"),
        ("Dolgijs", "Dolgaja"),
        ("Tolstojs", "Tolstaja"),
        ("Kowalski", "Kowalska"),
        ("Bērziņš", "Berzins"),
    ]);
}

#[test]
fn a_name_meets_its_russian_and_ukrainian_spelling() {
    meet(&[
        ("Ivanov", "Ivanovs"),
        ("Zhukov", "Žukovs"),
        ("Жуков", "Žukovs"),
        ("Shevchenko", "Ševčenko"),
        ("Шевченко", "Ševčenko"),
        ("Tchaikovsky", "Čaikovskis"),
        ("Чайковский", "Čaikovskis"),
        ("Чайковская", "Čaikovska"),
        ("Yuri", "Jurijs"),
        ("Yuriy", "Jurijs"),
        ("Юрий", "Jurijs"),
        ("Sergey", "Sergejs"),
        ("Сергей", "Sergejs"),
        ("Andrei", "Andrejs"),
        ("Dmitry", "Dmitrijs"),
        ("Yevgeny", "Jevgenijs"),
        ("Евгений", "Jevgenijs"),
        ("Mikhail", "Mihails"),
        ("Natalia", "Natālija"),
        ("Наталья", "Natalja"),
        ("Tatiana", "Tatjana"),
        ("Ekaterina", "Jekaterina"),
        ("Lyudmila", "Ludmila"),
        ("Vyacheslav", "Vjačeslavs"),
        ("Khmelnytsky", "Hmeļnickis"),
        ("Kovalchuk", "Kovaļčuks"),
        ("Щербаков", "Ščerbakovs"),
        ("Shcherbakov", "Ščerbakovs"),
        ("Aleksey", "Aleksejs"),
        ("Alexey", "Aleksejs"),
        ("Nikolay", "Nikolajs"),
        ("Zhanna", "Žanna"),
    ]);
}

#[test]
fn a_name_meets_its_polish_german_and_english_spelling() {
    meet(&[
        ("Kowalski", "Kovaļskis"),
        ("Wiśniewski", "Višņevskis"),
        ("Wisniewski", "Višņevskis"),
        ("Szymański", "Šimaņskis"),
        ("Czajka", "Čaika"),
        ("Rzepecki", "Žepeckis"),
        ("Łukasz", "Lukašs"),
        ("Dąbrowski", "Dombrovskis"),
        ("Schmidt", "Šmits"),
        ("Schulz", "Šulcs"),
        ("Schultz", "Šulcs"),
        ("Schwarz", "Švarcs"),
        ("Fischer", "Fišers"),
        ("Müller", "Millers"),
        ("Hoffmann", "Hofmanis"),
        ("Schneider", "Šneiders"),
        ("Meyer", "Meijers"),
        ("Weber", "Vēbers"),
        ("Heinrich", "Heinrihs"),
        ("Bach", "Bahs"),
        ("Christopher", "Kristofers"),
        ("Philip", "Filips"),
        ("Thomas", "Tomass"),
        ("William", "Viljams"),
        ("Smith", "Smits"),
        ("Victor", "Viktors"),
        ("Carolina", "Karolīna"),
        ("Oscar", "Oskars"),
    ]);
}

#[test]
fn different_names_stay_apart() {
    let book = bundled();
    let country = book.country();
    let read = |name: &str| country.spelling.skeletons(&country.folding, &name.to_lowercase());
    for (a, b) in [("Bērziņš", "Ozoliņš"), ("Ivanovs", "Ivanovskis"), ("Anna", "Inna"), ("Kalns", "Kalniņš")]
    {
        assert!(!read(a).iter().any(|skeleton| read(b).contains(skeleton)), "{a} and {b} meet");
    }
    assert_eq!(country.spelling.stem("berzina"), country.spelling.stem("berzins"));
    assert_eq!(country.spelling.stem("eva"), "eva", "of a short name nothing is taken");
}
