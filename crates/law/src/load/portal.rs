//! The files of `portal/`: events of a life, easy texts, news, figures, links.

use crate::load::basis::source;
use crate::load::parts::{every, near};
use crate::portal::{EasyPart, EasyText, Figure, FigureTable, LifeEvent, Link, News, Portal};
use crate::procedure::Procedure;
use crate::read::{Node, known};
use kernel::Text;

const WORDS: [&str; 6] = ["event", "easy", "news", "figures", "link", "corrects"];

/// Reads the nodes of all files of the folder; a country without them has a site without them.
pub(crate) fn portal(nodes: &[Node<'_>]) -> Option<Portal> {
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(format!("the site does not know the word `{}`", node.word()), known(node.word(), &WORDS));
    }
    let of = |word: &'static str| nodes.iter().filter(move |node| node.word() == word).copied();
    for word in WORDS {
        let mut seen: Vec<&str> = Vec::new();
        for node in of(word) {
            let Some(id) = node.id() else { continue };
            if seen.contains(&id) {
                node.error(format!("`{word} \"{id}\"` stands here twice"), "keep one of them");
                return None;
            }
            seen.push(id);
        }
    }
    let (events, easy) = (every(of("event").map(event)), every(of("easy").map(easy)));
    let (news, figures) = (every(of("news").map(news)), every(of("figures").map(figures)));
    let links = every(of("link").map(link));
    let corrects = every(of("corrects").map(|node| {
        node.shape(1..=1, &[]);
        node.leaf();
        node.id().map(str::to_owned)
    }));
    let mut news = news?;
    // The newest first; of one day, in the order of the file.
    news.sort_by_key(|news| std::cmp::Reverse(news.on));
    Some(Portal {
        events: events?,
        easy: easy?,
        news,
        figures: figures?,
        links: links?,
        corrects: corrects?.into_iter().next(),
    })
}

/// Whether every procedure that the files name is there.
pub(crate) fn prove(nodes: &[Node<'_>], procedures: &[Procedure]) {
    let ids: Vec<&str> = procedures.iter().map(Procedure::id).collect();
    let there = |node: Node<'_>, id: &str, service: bool| {
        let found = procedures.iter().any(|known| known.id() == id && !(service && known.is_abstract()));
        if !found {
            node.error(format!("there is no procedure `{id}`"), near(id, &ids));
        }
    };
    for node in nodes {
        match node.word() {
            "event" => {
                if let Some(covers) = node.child("covers") {
                    covers.args().into_iter().for_each(|id| there(covers, id, false));
                }
            }
            "easy" | "corrects" => {
                if let Some(id) = node.id() {
                    there(*node, id, true);
                }
            }
            "news" => {
                if let Some(id) = node.string("about") {
                    there(*node, id, true);
                }
            }
            _ => {}
        }
    }
}

fn event(node: Node<'_>) -> Option<LifeEvent> {
    node.shape(1..=1, &["lv", "en"]);
    node.only(&["lead", "covers"]);
    let (id, name, lead) = (node.id(), node.own_text(), node.need_text("lead"));
    let covers = node.child("covers");
    if covers.is_none() {
        node.error("nothing is said to be done then", "add covers \"procedure\" …");
    }
    let covers = covers?;
    covers.shape(1..=usize::MAX, &[]);
    covers.leaf();
    let covers = covers.args().into_iter().map(str::to_owned).collect();
    Some(LifeEvent { id: id?.to_owned(), name: name?, lead: lead?, covers })
}

fn easy(node: Node<'_>) -> Option<EasyText> {
    node.shape(1..=1, &[]);
    node.only(&EasyPart::ALL.map(EasyPart::code));
    let lines = every(node.children().map(|child| {
        child.shape(0..=0, &["lv", "en"]);
        child.leaf();
        let part = EasyPart::ALL.into_iter().find(|part| part.code() == child.word())?;
        Some((part, child.own_text()?))
    }))?;
    for part in EasyPart::ALL {
        if !lines.iter().any(|(of, _)| *of == part) {
            node.error(format!("the easy text does not say `{}`", part.code()), "add a sentence");
            return None;
        }
    }
    Some(EasyText { procedure: node.id()?.to_owned(), lines })
}

fn news(node: Node<'_>) -> Option<News> {
    node.shape(1..=1, &["on", "about", "verified", "source"]);
    node.only(&["title", "text"]);
    let (id, on, title) = (node.id(), node.need_parsed("on"), node.need_text("title"));
    let text: Option<Vec<Text>> = every(node.named("text").map(|text| {
        text.shape(0..=0, &["lv", "en"]);
        text.leaf();
        text.own_text()
    }));
    Some(News {
        id: id?.to_owned(),
        on: on?,
        title: title?,
        text: text?,
        about: node.string("about").map(str::to_owned),
        source: source(node),
        verified: node.verified(),
    })
}

fn figures(node: Node<'_>) -> Option<FigureTable> {
    node.shape(1..=1, &["lv", "en"]);
    node.only(&["basis", "row"]);
    let (id, name, basis) = (node.id(), node.own_text(), node.need_text("basis"));
    let rows = every(node.named("row").map(|row| {
        row.shape(0..=0, &["lv", "en", "when", "value", "verified", "source"]);
        row.leaf();
        let (name, when, value) = (row.own_text(), row.need("when"), row.need_number("value"));
        let source = row.need("source");
        Some(Figure {
            name: name?,
            when: when?.to_owned(),
            value: value?,
            source: source?.to_owned(),
            verified: row.verified(),
        })
    }));
    Some(FigureTable { id: id?.to_owned(), name: name?, basis: basis?, rows: rows? })
}

fn link(node: Node<'_>) -> Option<Link> {
    node.shape(1..=1, &["lv", "en", "url", "verified", "source"]);
    node.only(&["note"]);
    let (id, name, url) = (node.id(), node.own_text(), node.need("url"));
    let note = node.need_text("note");
    Some(Link {
        id: id?.to_owned(),
        name: name?,
        url: url?.to_owned(),
        note: note?,
        verified: node.verified(),
    })
}
