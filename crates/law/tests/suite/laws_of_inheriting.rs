//! Inheriting, parameters, exceptions, transitional versions and shared files.

use crate::library::{BASE, CARD, RARE, day, edited, faults, files, load, told, with_example};
use law::{LawBook, Severity};

fn sound(files: &[(String, String)]) -> LawBook {
    load(files).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The files with one more, and with pieces of text of others replaced.
fn and(mut files: Vec<(String, String)>, more: &[(&str, &str)]) -> Vec<(String, String)> {
    files.extend(more.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())));
    files
}

#[test]
fn every_replacement_and_exception_is_told() {
    let book = sound(&with_example());
    let told: Vec<String> = book.warnings().iter().map(|warning| warning.message.clone()).collect();
    assert!(book.warnings().iter().all(|warning| warning.severity == Severity::Warning));
    assert_eq!(
        told,
        [
            "`loan.rare` takes `clock \"answer\"` of `base.lending` 2020-01-01 away",
            "`loan.rare` takes `appeal \"contest\"` of `base.lending` 2020-01-01 away",
            "`hearing` of `loan.rare` replaces the one of `base.lending` 2020-01-01",
        ]
    );
}

#[test]
fn an_exception_names_what_the_base_has() {
    told(
        RARE,
        "except \"clock\" \"answer\"",
        "except \"clock\" \"anwser\"",
        "has no `clock \"anwser\"` to take away",
        "except",
        "`answer`",
    );
    told(RARE, "except \"clock\" \"answer\"", "except \"clock\"", "does not say which", "except", "id");
    told(RARE, "except \"clock\" \"answer\"", "except \"name\"", "`name` cannot be taken away", "except", "");
    told(
        RARE,
        "replaces=\"contest\"",
        "replaces=\"contset\"",
        "has no `appeal \"contset\"` to take away",
        "appeal \"board\"",
        "`contest`",
    );
    told(
        BASE,
        "roll cite=\"rules:6\"\n    }\n",
        "roll cite=\"rules:6\"\n    }\n    except \"clock\" \"answer\"\n",
        "this file inherits nothing",
        "except",
        "",
    );
}

#[test]
fn parameters_are_declared_given_and_used() {
    told(
        RARE,
        "valid \"$loan\"",
        "valid \"$laon\"",
        "there is no parameter `laon`",
        "decide \"lend\"",
        "`loan`",
    );
    told(
        RARE,
        "valid \"$loan\"",
        "valid \"3 months\"",
        "nothing in `loan.rare` uses the parameter `loan`",
        "parameter \"loan\"",
        "$loan",
    );
    let book = sound(&with_example());
    let rare = book.procedure("loan.rare", day("2026-05-01")).unwrap();
    assert_eq!(rare.parameters()["loan"], "3 months");
}

#[test]
fn a_base_leaves_values_to_those_who_inherit() {
    let files = edited(BASE, "term=\"1 month\" from=\"in-force\"", "term=\"$contest\" from=\"in-force\"");
    let with = |line: &str| {
        let mut files = files.clone();
        let base = &mut files.iter_mut().find(|(file, _)| file == BASE).unwrap().1;
        *base =
            base.replacen("    clock", "    parameter \"contest\" \"1 month\" required=#true\n    clock", 1);
        let card = &mut files.iter_mut().find(|(file, _)| file == CARD).unwrap().1;
        *card = card.replacen("    visit", &format!("    {line}\n    visit"), 1);
        files
    };
    let book = sound(&with("parameter \"contest\" \"2 months\""));
    let term = |id: &str| book.procedure(id, day("2026-05-01")).unwrap().route().term.to_string();
    assert_eq!((term("base.lending"), term("card.reader")), ("1 month".to_owned(), "2 months".to_owned()));
    let missing = faults(&with(""));
    assert!(missing[0].message.contains("gives no value to the parameter `contest`"), "{}", missing[0]);
    let wrong = faults(&with("parameter \"contest\" \"2 moons\""));
    assert!(wrong[0].message.contains("`2 moons` is not a term"), "{}", wrong[0]);
}

#[test]
fn examples_of_a_base_hold_for_whoever_inherits_it() {
    let example = "    example \"banned\" like=\"grown-up\" { given reader.banned=#true; expect outcome=\"refuse\" ground=\"banned\" }\n";
    let mut moved = edited(CARD, example, "");
    let base = &mut moved.iter_mut().find(|(file, _)| file == BASE).unwrap().1;
    let grown_up = "    example \"grown-up\" { given reader.age=1; expect outcome=\"grant\" }\n";
    *base = base.replacen("    appeal", &format!("{grown_up}{example}    appeal"), 1);
    // The example that it is like is replaced by the one of the file itself.
    assert_eq!(sound(&moved).examples(), 9);
    let base = &mut moved.iter_mut().find(|(file, _)| file == BASE).unwrap().1;
    *base = base.replacen("ground=\"banned\"", "ground=\"noisy\"", 1);
    let faults = faults(&moved);
    assert!(faults[0].message.ends_with("(in `card.reader` of 2025-01-01)"), "{}", faults[0]);
    assert_eq!(faults[0].file, BASE);
}

#[test]
fn a_later_version_is_built_on_an_earlier_one_and_stays_unverified() {
    let later = "procedure \"card.reader\" in-force=\"2026-09-15\" inherits=\"card.reader@2025-01-01\" verified=#false {\n    name lv=\"Karte\" en=\"Card\"\n    note lv=\"Jaunās kārtības teksts nav izlasīts.\" en=\"The text of the new rules was not read.\"\n}\n";
    let files = and(files(), &[("xx/card.reader/2026-09-15.kdl", later)]);
    let book = sound(&files);
    assert_eq!(book.examples(), 18, "each version runs all of them");
    let version = |on: &str| book.procedure("card.reader", day(on)).unwrap();
    assert_eq!(version("2026-09-14").in_force(), day("2025-01-01"));
    assert_eq!(version("2026-09-15").in_force(), day("2026-09-15"));
    assert!(version("2026-09-14").clock("answer").unwrap().verified);
    assert!(!version("2026-09-15").clock("answer").unwrap().verified, "nothing in it was read");
    assert!(!version("2026-09-15").acts()[0].verified);
    let said = version("2026-09-15").explain(kernel::Lang::EN);
    assert!(said.contains("This version was not compared with the text of its acts"), "{said}");

    let mut other = files.clone();
    let (_, text) = other.last_mut().unwrap();
    *text = text.replace("@2025-01-01", "@2024-01-01");
    let fault = &faults(&other)[0];
    assert!(fault.message.contains("no version of `card.reader` of 2024-01-01"), "{fault}");
    assert!(fault.hint.as_deref().unwrap().contains("2025-01-01"), "{fault}");
    let (_, text) = other.last_mut().unwrap();
    *text = text.replace("@2024-01-01", "");
    let fault = &faults(&other)[0];
    assert!(fault.message.contains("inherits itself"), "{fault}");
}

#[test]
fn transitional_rules_say_which_cases_a_version_is_for() {
    let book = sound(&with_example());
    let takes = |on: &str| book.procedure("loan.rare", day(on)).is_some();
    assert_eq!(
        ["2026-01-31", "2026-02-01", "2029-12-31", "2030-01-01"].map(takes),
        [false, true, true, false]
    );
    assert!(!book.services(day("2030-01-01")).iter().any(|service| service.id() == "loan.rare"));
    assert!(book.version("loan.rare", day("2026-01-01")).is_some(), "old cases keep it");
    told(
        RARE,
        "applies from=\"2026-02-01\" until=\"2030-01-01\"",
        "applies from=\"2031-02-01\" until=\"2030-01-01\"",
        "end before they begin",
        "applies",
        "",
    );
    told(
        RARE,
        "applies from=\"2026-02-01\" until=\"2030-01-01\"",
        "applies",
        "names no day",
        "applies",
        "until=",
    );

    // The older version keeps the requests that came before June, the newer one takes them from May on: both, for a month.
    let older = "    applies until=\"2026-06-01\" cite=\"rules:1\"\n    visit";
    let later = "procedure \"card.reader\" in-force=\"2026-05-01\" inherits=\"card.reader@2025-01-01\" {\n    name lv=\"Karte\" en=\"Card\"\n}\n";
    let files = edited(CARD, "    visit", older);
    let fault = &faults(&and(files.clone(), &[("xx/card.reader/2026-05-01.kdl", later)]))[0];
    assert!(
        fault
            .message
            .contains("received on 2026-05-01 falls under the versions of 2025-01-01 and 2026-05-01"),
        "{fault}"
    );
    let settled = later.replace("    name", "    applies from=\"2026-06-01\" cite=\"rules:1\"\n    name");
    let book = sound(&and(files, &[("xx/card.reader/2026-05-01.kdl", &settled)]));
    assert_eq!(book.procedure("card.reader", day("2026-05-31")).unwrap().in_force(), day("2025-01-01"));
    assert_eq!(book.procedure("card.reader", day("2026-06-01")).unwrap().in_force(), day("2026-05-01"));
}

#[test]
fn acts_of_the_country_are_declared_once() {
    let acts = "law \"tariff\" kind=\"regulation\" genitive=\"Cenrāža\" { title lv=\"Cenrādis\" en=\"Tariff\" }\nlaw \"other\" kind=\"law\" genitive=\"Cita\" { title lv=\"Cits\" en=\"Other\" }\n";
    let own = "    law \"tariff\" kind=\"regulation\" genitive=\"Cenrāža\" { title lv=\"Cenrādis\" en=\"Tariff\" }\n";
    let book = sound(&and(edited(CARD, own, ""), &[("xx/acts.kdl", acts)]));
    let card = book.procedure("card.reader", day("2026-01-01")).unwrap();
    let aliases: Vec<&str> = card.acts().iter().map(|act| act.alias.as_str()).collect();
    assert_eq!(aliases, ["rules", "tariff"], "an act that it does not cite is not its own");
}
