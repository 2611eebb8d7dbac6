//! A country from `country.kdl`: what `kernel` holds only as types.

use crate::book::DocumentKind;
use crate::load::parts::every;
use crate::read::{Node, known};
use kernel::{
    Calendar, CalendarRules, CheckRule, CodeForm, CodeScheme, Country, Currency, Day, Folding, Holiday,
    HolidayRule, LeapBirthday, LegalStatus, MovedDay, Municipality, Period, Respelling, Spelling, Weekday,
    Zone,
};
use std::ops::RangeInclusive;

const WORDS: [&str; 18] = [
    "name",
    "holiday",
    "moved",
    "known-year",
    "code",
    "fold",
    "spell",
    "smooth",
    "ending",
    "mrz",
    "status",
    "document",
    "municipality",
    "zone",
    "currency",
    "birthday",
    "names",
    "represents",
];

/// Reads the node `country "lv" icao="LVA" { … }`.
pub(crate) fn country(node: Node<'_>) -> Option<(Country, Vec<DocumentKind>)> {
    if node.word() != "country" {
        node.error(
            format!("a country file does not begin with `{}`", node.word()),
            "it holds one node: country \"lv\" { … }",
        );
        return None;
    }
    node.shape(1..=1, &["icao", "demo-series", "demo-code"]);
    node.only(&WORDS);
    let (id, icao, name) = (node.id(), node.need("icao"), node.need_text("name"));
    let (demo_series, demo_code) = (node.need("demo-series"), node.need("demo-code"));
    let holidays = every(node.named("holiday").map(holiday));
    let moved = every(node.named("moved").map(moved));
    let known_years = every(node.named("known-year").map(|child| {
        child.shape(1..=1, &["source"]);
        let year =
            child.arg(0).and_then(|value| value.as_integer()).and_then(|year| i16::try_from(year).ok());
        if year.is_none() {
            child.error("a year is a number such as 2026", "");
        }
        year
    }));
    let forms = every(node.named("code").map(code_form));
    let fold = every(node.named("fold").map(pair));
    let spell = every(node.named("spell").map(respelling));
    let smooth = every(node.named("smooth").map(respelling));
    let endings = every(node.named("ending").map(ending));
    let mrz_choices = every(node.named("mrz").map(pair));
    let statuses = every(node.named("status").map(status));
    let documents = every(node.named("document").map(document));
    let municipalities = every(node.named("municipality").map(municipality));
    let (zone, currency) = (zone(node), currency(node));
    let leap_birthday = leap_birthday(node);
    let limits = limits(node);
    let representing = representing(node);
    let rules = CalendarRules { holidays: holidays?, moved: moved?, known_years: known_years? };
    let (surname_max, given_names_max) = limits?;
    let folding = Folding::new(fold?);
    let spelling = Spelling::new(&folding, spell?, smooth?, endings?);
    let country = Country {
        id: id?.to_owned(),
        icao: icao?.to_owned(),
        name: name?,
        zone: zone?,
        currency: currency?,
        calendar: Calendar::new(rules),
        codes: CodeScheme::new(forms?),
        folding,
        spelling,
        mrz_choices: mrz_choices?,
        statuses: unique(node, "status", statuses?, |status| &status.id)?,
        leap_birthday: leap_birthday?,
        surname_max,
        given_names_max,
        demo_series: demo_series?.to_owned(),
        demo_code: demo_code?.to_owned(),
        representing: representing?,
        municipalities: unique(node, "municipality", municipalities?, |m| &m.code)?,
    };
    Some((country, unique(node, "document", documents?, |kind| &kind.id)?))
}

fn unique<T>(node: Node<'_>, word: &'static str, list: Vec<T>, id: impl Fn(&T) -> &String) -> Option<Vec<T>> {
    let twice =
        list.iter().enumerate().find(|(at, item)| list.iter().take(*at).any(|other| id(other) == id(item)));
    if let Some((at, item)) = twice {
        let place = node.named(word).nth(at).unwrap_or(node);
        place.error(format!("`{word} \"{}\"` stands here twice", id(item)), "keep one of them");
        return None;
    }
    Some(list)
}

fn holiday(node: Node<'_>) -> Option<Holiday> {
    node.shape(0..=0, &["month", "day", "easter", "weekday", "nth", "once", "substitute", "from", "until"]);
    node.only(&["name"]);
    let name = node.need_text("name");
    let observed = match (node.parsed::<Day>("from"), node.parsed::<Day>("until")) {
        (None, None) => None,
        (from, until) => match Period::new(from.unwrap_or(Day::MIN), until) {
            Ok(period) => Some(period),
            Err(error) => {
                node.error(error.to_string(), "`until` is the first day after it");
                return None;
            }
        },
    };
    let rule = if let Some(once) = node.parsed("once") {
        Some(HolidayRule::Once(once))
    } else if node.value("easter").is_some() {
        node.number("easter").map(|offset| HolidayRule::Easter { offset })
    } else if node.value("weekday").is_some() {
        let weekday = node.choice("weekday", &weekdays());
        let (month, nth) = (node.number("month"), node.number("nth"));
        weekday.zip(month.zip(nth)).map(|(weekday, (month, nth))| HolidayRule::Nth { month, weekday, nth })
    } else {
        fixed(node)
    };
    if rule.is_none() {
        node.error(
            "it is not said when this holiday falls",
            "write month=11 day=18, or easter=-2, or month=5 weekday=\"sunday\" nth=2, or once=\"2018-09-24\"",
        );
    }
    Some(Holiday {
        name: name?,
        rule: rule?,
        substitute: node.boolean("substitute").unwrap_or(false),
        observed,
    })
}

fn fixed(node: Node<'_>) -> Option<HolidayRule> {
    let (month, day): (u8, u8) = node.number("month").zip(node.number("day"))?;
    // 2024 has every day that any year has.
    Day::new(2024, month, day).ok().map(|_| HolidayRule::Fixed { month, day })
}

/// Weekdays by their English names.
pub(crate) fn weekdays() -> [(&'static str, Weekday); 7] {
    Weekday::ALL.map(|weekday| {
        let name = match weekday {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        };
        (name, weekday)
    })
}

fn moved(node: Node<'_>) -> Option<MovedDay> {
    node.shape(0..=0, &["off", "worked", "source"]);
    node.leaf();
    let off = node.need_parsed("off");
    let worked = match node.value("worked") {
        Some(_) => Some(node.parsed("worked")?),
        None => None,
    };
    Some(MovedDay { off: off?, worked })
}

fn code_form(node: Node<'_>) -> Option<CodeForm> {
    node.shape(1..=1, &["given-from"]);
    node.only(&["place", "century", "check"]);
    let id = node.id();
    let places = every(node.named("place").map(|place| {
        place.shape(0..=0, &["at", "from", "to"]);
        let (at, from, to) = (place.number("at"), place.number::<u8>("from"), place.number::<u8>("to"));
        let range: Option<RangeInclusive<u8>> = from.zip(to).map(|(from, to)| from..=to);
        let fits = at
            .zip(range)
            .filter(|(at, range)| (1..=11).contains(at) && range.start() <= range.end() && *range.end() <= 9);
        if fits.is_none() {
            place.error(
                "a place has a number from 1 to 11 and digits from 0 to 9",
                "write place at=1 from=3 to=3",
            );
        }
        fits
    }));
    let centuries = every(node.named("century").map(|century| {
        century.shape(0..=0, &["digit", "first"]);
        century.need_number("digit").zip(century.need_number("first"))
    }));
    let check = match node.child("check") {
        None => Some(None),
        Some(child) => check_rule(child).map(Some),
    };
    let centuries = centuries?;
    let given_from = match node.value("given-from") {
        Some(_) => Some(node.parsed("given-from")?),
        None => None,
    };
    Some(CodeForm {
        id: id?.to_owned(),
        given_from,
        places: places?,
        centuries: (!centuries.is_empty()).then_some(centuries),
        check: check?,
    })
}

fn check_rule(node: Node<'_>) -> Option<CheckRule> {
    node.shape(10..=10, &["base", "modulus", "verified", "source"]);
    let weights: Vec<u32> = (0..10)
        .filter_map(|at| {
            node.arg(at).and_then(|value| value.as_integer()).and_then(|n| u32::try_from(n).ok())
        })
        .collect();
    let Ok(weights) = <[u32; 10]>::try_from(weights) else {
        node.error(
            "the check has ten weights, one a digit",
            "write check 1 6 3 7 9 10 5 8 4 2 base=1101 modulus=11",
        );
        return None;
    };
    Some(CheckRule { base: node.need_number("base")?, weights, modulus: node.need_number("modulus")? })
}

fn pair(node: Node<'_>) -> Option<(char, String)> {
    node.shape(2..=2, &[]);
    node.leaf();
    let (from, to) = (node.arg_str(0)?, node.arg_str(1)?);
    let mut letters = from.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Some((letter, to.to_owned())),
        _ => {
            node.error(format!("`{from}` is not one letter"), "write the letter, then what it becomes");
            None
        }
    }
}

/// Letters, then the ways to read them; none when they are not heard.
fn respelling(node: Node<'_>) -> Option<Respelling> {
    node.shape(1..=4, &[]);
    node.leaf();
    let from = node.arg_str(0)?.to_owned();
    Some(Respelling { from, to: node.args().into_iter().skip(1).map(str::to_owned).collect() })
}

/// An ending, then what stays of it, if anything.
fn ending(node: Node<'_>) -> Option<(String, String)> {
    node.shape(1..=2, &[]);
    node.leaf();
    let ending = node.arg_str(0)?.to_owned();
    let stays = if node.arg(1).is_some() { node.arg_str(1)?.to_owned() } else { String::new() };
    Some((ending, stays))
}

fn status(node: Node<'_>) -> Option<LegalStatus> {
    node.shape(1..=1, &["affiliation", "verified", "source"]);
    node.only(&["name"]);
    let (id, name) = (node.id(), node.need_text("name"));
    Some(LegalStatus {
        id: id?.to_owned(),
        name: name?,
        affiliation: node.boolean("affiliation").unwrap_or(false),
        verified: node.verified(),
    })
}

fn document(node: Node<'_>) -> Option<DocumentKind> {
    node.shape(1..=1, &["verified", "source"]);
    node.only(&["name"]);
    let (id, name) = (node.id(), node.need_text("name"));
    Some(DocumentKind { id: id?.to_owned(), name: name?, verified: node.verified() })
}

fn municipality(node: Node<'_>) -> Option<Municipality> {
    node.shape(2..=2, &["iso", "ended"]);
    node.leaf();
    let ended = match node.value("ended") {
        Some(_) => Some(node.parsed("ended")?),
        None => None,
    };
    Some(Municipality {
        code: node.arg_str(0)?.to_owned(),
        name: node.arg_str(1)?.to_owned(),
        iso: node.string("iso").map(str::to_owned),
        ended,
    })
}

fn single<'a>(node: Node<'a>, word: &'static str) -> Option<Node<'a>> {
    let child = node.child(word);
    if child.is_none() {
        node.error(format!("the country has no `{word}`"), known(word, &WORDS));
    }
    child
}

fn zone(node: Node<'_>) -> Option<Zone> {
    let child = single(node, "zone")?;
    child.shape(1..=1, &[]);
    Zone::new(child.arg_str(0)?).map_err(|error| child.error(error.to_string(), "")).ok()
}

fn currency(node: Node<'_>) -> Option<Currency> {
    let child = single(node, "currency")?;
    child.shape(1..=1, &[]);
    child.parsed_arg(0)
}

fn leap_birthday(node: Node<'_>) -> Option<LeapBirthday> {
    let child = single(node, "birthday")?;
    child.shape(0..=0, &["leap", "verified"]);
    child.choice("leap", &[("february-28", LeapBirthday::February28), ("march-1", LeapBirthday::March1)])
}

/// Which guardians act for their wards; none where the file does not say.
fn representing(node: Node<'_>) -> Option<Vec<String>> {
    if node.named("represents").next().is_none() {
        return Some(Vec::new());
    }
    let child = single(node, "represents")?;
    child.shape(1..=8, &["verified", "source"]);
    Some(child.args().into_iter().map(str::to_owned).collect())
}

fn limits(node: Node<'_>) -> Option<(usize, usize)> {
    let child = single(node, "names")?;
    child.shape(0..=0, &["surname-max", "given-names-max", "verified", "source"]);
    child.need_number("surname-max").zip(child.need_number("given-names-max"))
}
