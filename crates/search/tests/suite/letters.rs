//! Letters of an invented country, enough like a real one to try every way a name is found.

use kernel::spelling::Respelling;
use kernel::{Folding, PersonId, Spelling};
use search::{Form, Letters, NameForm, Record};

pub fn letters() -> Letters {
    let folds = [
        ('ā', "a"),
        ('č', "c"),
        ('ē', "e"),
        ('ģ', "g"),
        ('ī', "i"),
        ('ķ', "k"),
        ('ļ', "l"),
        ('ņ', "n"),
        ('š', "s"),
        ('ū', "u"),
        ('ž', "z"),
        ('ś', "s"),
        ('ł', "l"),
    ];
    let spell = [
        ("sch", vec!["s"]),
        ("sh", vec!["s"]),
        ("tch", vec!["c"]),
        ("ch", vec!["c", "h"]),
        ("zh", vec!["z"]),
        ("dt", vec!["t"]),
        ("w", vec!["v"]),
        ("y", vec!["i"]),
        ("j", vec!["i"]),
        ("ts", vec!["ts", "c"]),
        ("ж", vec!["z"]),
        ("у", vec!["u"]),
        ("к", vec!["k"]),
        ("о", vec!["o"]),
        ("в", vec!["v"]),
    ];
    let smooth = [("ia", "a"), ("ie", "e"), ("ii", "i"), ("io", "o"), ("iu", "u")];
    let endings = ["s", "is", "us", "a", "e", "i", "y", "ijs", "aja"];
    let folding = Folding::new(folds.map(|(from, to)| (from, to.to_owned())));
    let rule = |(from, to): (&str, Vec<&str>)| Respelling {
        from: from.to_owned(),
        to: to.into_iter().map(str::to_owned).collect(),
    };
    let spelling = Spelling::new(
        &folding,
        spell.map(rule),
        smooth.map(|(from, to)| rule((from, vec![to]))),
        endings.map(|ending| (ending.to_owned(), String::new())),
    );
    Letters { folding, spelling }
}

pub fn name(given: &str, surname: &str, form: Form) -> NameForm {
    NameForm { given: given.to_owned(), surname: surname.to_owned(), form }
}

pub fn person(id: u64, given: &str, surname: &str, birth: &str) -> Record {
    Record {
        names: vec![name(given, surname, Form::Current)],
        birth: birth.parse().unwrap(),
        ..Record::new(PersonId::from_u64(id))
    }
}
