//! A decision's letter as headings and paragraphs, for whoever reads it on a screen before it is set: the same values and
//! the same fixed sentences as the template prints, in the same order.

use super::glyphs::Signs;
use super::{FILES, Letter, LetterError, LetterKind, view, world};
use serde_json::Value;

/// One piece of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of the second (2) or third (3) level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// Points, one after another.
    List(Vec<String>),
    /// Labels with what belongs to them.
    Pairs(Vec<(String, String)>),
}

/// A letter as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its title.
    pub title: String,
    /// The addressee, line by line.
    pub addressee: Vec<String>,
    /// Its pieces in the order of the page.
    pub blocks: Vec<Block>,
}

/// The letter of a decision as it reads; `None` for a letter of another kind.
///
/// Errors: as [`super::render`], for the letter is not one that could be set.
pub fn outline(letter: &Letter) -> Result<Option<Outline>, LetterError> {
    if !matches!(letter.kind, LetterKind::Decision(_)) {
        return Ok(None);
    }
    let mut data = view::view(letter)?;
    world::glyphs()?.show(&mut data, Signs::All);
    let name = format!("texts.{}.json", letter.lang);
    let texts = FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text);
    let texts: Value =
        serde_json::from_str(texts).map_err(|_| LetterError::Language(letter.lang.to_string()))?;
    Ok(Some(Page { data: &data, texts: &texts }.decision()))
}

struct Page<'a> {
    data: &'a Value,
    texts: &'a Value,
}

fn said(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What is said at a place within `value`.
fn said_at(value: &Value, place: &str) -> String {
    value.pointer(place).map(said).unwrap_or_default()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

impl Page<'_> {
    fn text(&self, group: &str, key: &str) -> String {
        self.texts.get(group).and_then(|group| group.get(key)).map(said).unwrap_or_default()
    }

    fn word(&self, key: &str) -> String {
        self.text("decision", key)
    }

    fn filled(&self, key: &str, values: &[(&str, &Value)]) -> String {
        let fill = |text: String, (name, value): &(&str, &Value)| {
            text.replace(&format!("{{{name}}}"), value.as_str().unwrap_or_default())
        };
        values.iter().fold(self.word(key), fill)
    }

    fn heading(&self, level: u8, key: &str) -> Block {
        Block::Heading(level, self.word(key))
    }

    fn norm(&self, norm: &Value) -> String {
        let text = norm.get("text").map(said).unwrap_or_default();
        match norm.get("confirmed").and_then(Value::as_bool) {
            Some(false) => format!("{text} {}", self.text("common", "unconfirmed")),
            _ => text,
        }
    }

    fn decision(&self) -> Outline {
        let body = &self.data["body"];
        let outcome = &body["outcome"];
        let kind = ["granted", "refused", "imposed"].into_iter().find(|kind| outcome.get(kind).is_some());
        let kind = kind.unwrap_or("discontinued");
        let mut blocks = vec![Block::Pairs(vec![
            (self.text("common", "case"), said_at(body, "/case/number")),
            (self.text("common", "service"), said_at(body, "/case/service")),
        ])];
        let reply = body["reply"].as_bool() == Some(true);
        let named = outcome["lead-text"].as_str().map(str::to_owned);
        let lead = named.unwrap_or_else(|| self.word(outcome["lead"].as_str().unwrap_or(kind)));
        blocks.extend((!reply).then_some(Block::Paragraph(lead)));
        self.request(if reply { "reply" } else { kind }, body, &mut blocks);
        if !reply || items(&body["opinions"]).next().is_some() {
            self.opinions(body, &mut blocks);
        }
        if !reply {
            self.findings(body, &mut blocks);
        }
        self.reasons(reply, body, &mut blocks);
        blocks.push(self.heading(2, "norms"));
        blocks.push(Block::List(items(&body["norms"]).map(|norm| self.norm(norm)).collect()));
        if !reply {
            blocks.push(self.heading(2, "outcome"));
        }
        match &outcome[kind] {
            _ if reply => {}
            Value::Array(list) => blocks.push(Block::List(list.iter().map(said).collect())),
            one => blocks.push(Block::Paragraph(said(one))),
        }
        if let Some(grounds) = outcome.get("grounds") {
            blocks.push(self.heading(3, "grounds"));
            let ground =
                |ground: &Value| format!("{} – {}", said(&ground["text"]), self.norm(&ground["norm"]));
            blocks.push(Block::List(items(grounds).map(ground).collect()));
        }
        self.appeal(kind, &outcome["appeal"], &mut blocks);
        self.signatures(&mut blocks);
        let addressee = &self.data["addressee"];
        let lines = ["name", "code"].map(|key| said(&addressee[key]));
        let lines = lines.into_iter().chain(items(&addressee["address"]).map(said));
        Outline {
            title: self.word(if reply { "title-reply" } else { "title" }),
            addressee: lines.filter(|line| !line.is_empty()).collect(),
            blocks,
        }
    }

    fn request(&self, kind: &str, body: &Value, blocks: &mut Vec<Block>) {
        let request = &body["request"];
        let channel = Value::from(self.text("channels", request["channel"].as_str().unwrap_or_default()));
        let heading = match kind {
            "imposed" => "beginning",
            "reply" => "submission",
            _ => "request",
        };
        blocks.push(self.heading(2, heading));
        let how = request["how"].as_str().unwrap_or("received");
        blocks.push(Block::Paragraph(self.filled(how, &[("day", &request["day"]), ("channel", &channel)])));
        blocks.push(Block::Paragraph(said(&request["text"])));
    }

    fn opinions(&self, body: &Value, blocks: &mut Vec<Block>) {
        blocks.push(self.heading(2, "opinions"));
        let opinions = &body["opinions"];
        match body["outcome"].get("hearing") {
            Some(hearing) => {
                let days = [("invited", &hearing["invited"]), ("answered", &hearing["answered"])];
                let words = match (hearing.get("waived"), hearing["answered"].is_null()) {
                    (Some(why), _) => self.filled("waived", &[("why", why)]),
                    (None, true) => self.filled("not-answered", &days),
                    (None, false) => self.filled("heard", &days),
                };
                blocks.push(Block::Paragraph(format!("{words} ({})", self.norm(&hearing["norm"]))));
            }
            None if items(opinions).next().is_none() => {
                blocks.push(Block::Paragraph(self.word("no-opinions")))
            }
            None => {}
        }
        for opinion in items(opinions) {
            blocks.push(Block::Paragraph(format!("{}: {}", said(&opinion["party"]), said(&opinion["text"]))));
            if !opinion["answer"].is_null() {
                blocks.push(Block::Paragraph(self.filled("answer", &[("text", &opinion["answer"])])));
            }
        }
    }

    fn findings(&self, body: &Value, blocks: &mut Vec<Block>) {
        blocks.push(self.heading(2, "findings"));
        let is_met = |finding: &&Value| finding["met"].as_bool() == Some(true);
        let named = |finding: &Value| {
            let name = said(&finding["requirement"]);
            if finding["norm"].is_null() { name } else { format!("{name} ({})", self.norm(&finding["norm"])) }
        };
        for finding in items(&body["findings"]).filter(|finding| !is_met(finding)) {
            blocks.push(Block::Paragraph(named(finding)));
            let fact = |fact: &Value| {
                (said(&fact["what"]), format!("{} – {}", said(&fact["value"]), said(&fact["evidence"])))
            };
            let facts: Vec<_> = items(&finding["facts"]).map(fact).collect();
            if !facts.is_empty() {
                blocks.push(Block::Pairs(facts));
            }
        }
        let met: Vec<String> = items(&body["findings"]).filter(is_met).map(named).collect();
        if !met.is_empty() {
            blocks.push(Block::Heading(3, self.text("common", "met")));
            blocks.push(Block::List(met));
        }
    }

    fn reasons(&self, reply: bool, body: &Value, blocks: &mut Vec<Block>) {
        blocks.push(self.heading(2, if reply { "reply" } else { "reasons" }));
        blocks.extend(items(&body["reasons"]).map(|reason| Block::Paragraph(said(reason))));
        if reply {
            return;
        }
        blocks.push(self.heading(3, "considerations"));
        let weighed = &body["considerations"];
        if weighed.is_null() {
            blocks.push(Block::Paragraph(self.word(body["bound-as"].as_str().unwrap_or("bound"))));
        } else {
            let keys = ["needed", "suitable", "least-restrictive", "balanced"];
            blocks.push(Block::Pairs(keys.map(|key| (self.word(key), said(&weighed[key]))).to_vec()));
        }
    }

    fn appeal(&self, kind: &str, appeal: &Value, blocks: &mut Vec<Block>) {
        let to_court = appeal["court"] == Value::Bool(true);
        let of = |key: &str| if to_court { format!("{key}-court") } else { key.to_owned() };
        // LAW: Administrative Procedure Law, Art. 67(7): where everything is granted, where to contest may be left out.
        if appeal.is_null() && kind == "granted" {
            return;
        }
        blocks.push(self.heading(2, &of("appeal")));
        if appeal.is_null() {
            return blocks.push(Block::Paragraph(self.word("appeal-final")));
        }
        blocks.push(Block::Paragraph(self.filled(&of("appeal-text"), &[("within", &appeal["within"])])));
        let rows = [
            (self.word("authority"), said(&appeal["authority"])),
            (self.word("submit-at"), said(&appeal["submit-at"])),
            (self.word("last-day"), said(&appeal["last-day"])),
            (self.text("common", "basis"), self.norm(&appeal["norm"])),
        ];
        blocks.push(Block::Pairs(rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()));
        match appeal["suspends"].as_bool() {
            Some(true) => blocks.push(Block::Paragraph(self.word(&of("suspends")))),
            Some(false) => blocks.push(Block::Paragraph(self.word(&of("not-suspends")))),
            None => {}
        }
        if !appeal["says"].is_null() {
            blocks.push(Block::Paragraph(said(&appeal["says"])));
        }
    }

    fn signatures(&self, blocks: &mut Vec<Block>) {
        let rows = items(&self.data["signatures"]);
        let rows: Vec<_> = rows.map(|one| (said(&one["role"]), said(&one["name"]))).collect();
        if !rows.is_empty() {
            blocks.push(Block::Pairs(rows));
        }
    }
}
