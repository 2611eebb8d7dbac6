//! The authority and its offices from `offices.kdl`.

use crate::load::country::weekdays;
use crate::load::parts::{every, list};
use crate::offices::{Authority, Bookable, Hours, OfficeFacts, OfficeKind, Task};
use crate::procedure::Actor;
use crate::read::Node;
use kernel::{Minute, Text, Weekday};

/// The words of the file; `payment` and `queue` are read elsewhere.
const WORDS: [&str; 6] = ["authority", "week", "role", "office", "payment", "queue"];

type Week = Vec<(Weekday, Minute, Minute)>;

/// What the file says: the authority, its offices, and who acts: roles, and bodies outside that write no register.
pub(crate) type Offices = (Authority, Vec<OfficeFacts>, Vec<Actor>);

/// Reads the nodes of the file: one `authority`, named `week`s, `role`s and `office`s.
pub(crate) fn offices<'a>(file: &str, nodes: &[Node<'a>]) -> Option<Offices> {
    let first = nodes.first()?;
    let mut authorities = nodes.iter().filter(|node| node.word() == "authority");
    let authority = authorities.next().copied();
    if authority.is_none() {
        first.report.file_error(
            file,
            "the file names no authority",
            "add `authority` with its name and address",
        );
    }
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(
            format!("this file does not know the word `{}`", node.word()),
            "it holds authority, week, role, payment, queue and office",
        );
    }
    let weeks = every(nodes.iter().filter(|node| node.word() == "week").map(|node| week(*node)))?;
    let offices =
        every(nodes.iter().filter(|node| node.word() == "office").map(|node| office(*node, &weeks)));
    let roles = every(nodes.iter().filter(|node| node.word() == "role").map(|node| {
        node.shape(1..=1, &["lv", "en", "outside"]);
        node.leaf();
        let outside = node.boolean("outside").unwrap_or(false);
        Some(Actor { code: node.id()?.to_owned(), name: node.own_text()?, outside })
    }));
    let authority = read_authority(authority?);
    let offices = offices?;
    for (at, office) in offices.iter().enumerate() {
        if offices.iter().take(at).any(|other| other.id == office.id) {
            let node = nodes.iter().filter(|node| node.word() == "office").nth(at).unwrap_or(first);
            node.error(format!("the office `{}` stands here twice", office.id), "keep one of them");
            return None;
        }
    }
    Some((authority?, offices, roles?))
}

fn read_authority(node: Node<'_>) -> Option<Authority> {
    node.shape(0..=0, &["phone", "email", "warns", "verified", "source"]);
    node.only(&[
        "name",
        "short",
        "parent",
        "address",
        "place",
        "phone-note",
        "task",
        "history",
        "mission",
        "value",
        "tells-of",
    ]);
    let texts: Option<Vec<Text>> = every(
        ["name", "short", "parent", "address", "place", "phone-note", "history", "mission"]
            .into_iter()
            .map(|word| node.need_text(word)),
    );
    let tasks = every(node.named("task").map(task));
    let values = every(node.named("value").map(|value| {
        value.shape(0..=0, &[]);
        value.only(&["name", "text"]);
        value.need_text("name").zip(value.need_text("text"))
    }));
    let (phone, email, source) = (node.need("phone"), node.need("email"), node.need("source"));
    let [name, short, parent, address, place, phone_note, history, mission] =
        <[Text; 8]>::try_from(texts?).ok()?;
    Some(Authority {
        name,
        short,
        parent,
        address,
        place,
        phone: phone?.to_owned(),
        phone_note,
        email: email?.to_owned(),
        tasks: tasks?,
        history,
        mission,
        values: values?,
        warns: match node.value("warns") {
            Some(_) => Some(node.parsed("warns")?),
            None => None,
        },
        tells_of: named(node, "tells-of"),
        source: source?.to_owned(),
        verified: node.verified(),
    })
}

/// A competence, and what it covers.
fn task(node: Node<'_>) -> Option<Task> {
    node.shape(1..=1, &["lv", "en"]);
    node.only(&["heading", "covers"]);
    let name = node.own_text()?;
    let heading = node.child("heading").map_or_else(|| Some(name.clone()), |heading| heading.own_text());
    Some(Task { id: node.id()?.to_owned(), name, heading: heading?, covers: named(node, "covers") })
}

/// The ids that a child lists.
fn named(node: Node<'_>, word: &'static str) -> Vec<String> {
    let Some(child) = node.child(word) else { return Vec::new() };
    child.shape(1..=usize::MAX, &[]);
    child.leaf();
    child.args().into_iter().map(str::to_owned).collect()
}

/// A named week of hours: `week "usual" { monday "09:00" "16:30" … }`; a day with a break stands there twice.
fn week(node: Node<'_>) -> Option<(String, Week)> {
    node.shape(1..=1, &[]);
    let days = every(node.children().map(|child| {
        child.shape(2..=2, &[]);
        child.leaf();
        let weekday =
            weekdays().into_iter().find(|(name, _)| *name == child.word()).map(|(_, weekday)| weekday);
        if weekday.is_none() {
            child.error(format!("`{}` is no weekday", child.word()), "write monday to sunday");
        }
        let (from, to) = (child.parsed_arg::<Minute>(0), child.parsed_arg::<Minute>(1));
        let (weekday, from, to) = (weekday?, from?, to?);
        if from >= to {
            child.error("the office closes before it opens", "write the opening time first");
            return None;
        }
        Some((weekday, from, to))
    }));
    let days = days?;
    for (at, (child, (weekday, from, to))) in node.children().zip(&days).enumerate() {
        let within =
            |(day, open, close): &(Weekday, Minute, Minute)| day == weekday && open < to && from < close;
        if days.iter().take(at).any(within) {
            child.error(
                "the office is open twice at the same time",
                "a break lies between two spans of a day",
            );
        }
    }
    Some((node.id()?.to_owned(), days))
}

fn office(node: Node<'_>, weeks: &[(String, Week)]) -> Option<OfficeFacts> {
    node.shape(
        1..=1,
        &["kind", "town", "phone", "email", "week", "booking", "counters", "services", "source", "year"],
    );
    node.only(&["name", "address", "address-note", "hours-note", "note"]);
    let (id, name, town) = (node.id(), node.need_text("name"), node.need("town"));
    let kind = node.choice(
        "kind",
        &[
            ("headquarters", OfficeKind::Headquarters),
            ("division", OfficeKind::Division),
            ("branch", OfficeKind::Branch),
        ],
    );
    let bookable =
        node.choice("booking", &[("no", Bookable::No), ("yes", Bookable::Yes), ("only", Bookable::Only)]);
    let (source, year) = (node.need("source"), node.need("year"));
    let (address, address_note) = (address(node), node.text("address-note"));
    if address.is_none() && address_note.is_none() {
        node.error(
            "the office has neither an address nor a word on why not",
            "add address-note lv=\"…\" en=\"…\"",
        );
        return None;
    }
    let hours = match node.string("week") {
        None => Hours::Unknown,
        Some(name) => match weeks.iter().find(|(known, _)| known == name) {
            Some((_, week)) => Hours::Weekly(week.clone()),
            None => {
                node.error_at("week", format!("there is no week `{name}`"), "declare it by `week` above");
                return None;
            }
        },
    };
    let hours_note = node.text("hours-note");
    if hours == Hours::Unknown && hours_note.is_none() {
        node.error("the office has neither hours nor a word on why not", "add hours-note lv=\"…\" en=\"…\"");
        return None;
    }
    let notes = every(node.named("note").map(|note| {
        note.shape(0..=0, &["lv", "en"]);
        note.own_text()
    }));
    let services = node.value("services").map(|_| list(node, "services"));
    Some(OfficeFacts {
        id: id?.to_owned(),
        name: name?,
        kind: kind?,
        town: town?.to_owned(),
        address,
        address_note,
        phone: node.string("phone").map(str::to_owned),
        email: node.string("email").map(str::to_owned),
        hours,
        hours_note,
        bookable: bookable?,
        notes: notes?,
        source: source?.to_owned(),
        year: year?.to_owned(),
        counters: node.number("counters").unwrap_or(0),
        services,
    })
}

/// The address is published only when it was verified.
fn address(node: Node<'_>) -> Option<String> {
    let child = node.child("address")?;
    child.shape(1..=1, &["verified", "status"]);
    child.leaf();
    let address = child.arg_str(0)?;
    child.verified().then(|| address.to_owned())
}
