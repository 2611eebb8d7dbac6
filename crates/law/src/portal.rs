//! What the public site says beside the procedures: events of a life, easy texts, news, figures, links.

use kernel::{Day, Text};
use serde::Serialize;

/// Everything in the files of `portal/`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Portal {
    /// What happens in a life, in the order of the file.
    pub events: Vec<LifeEvent>,
    /// Easy texts, by the order of the file.
    pub easy: Vec<EasyText>,
    /// News, the newest first.
    pub news: Vec<News>,
    /// Figures about the population and the work.
    pub figures: Vec<FigureTable>,
    /// Where the authority is found elsewhere.
    pub links: Vec<Link>,
    /// The procedure by which an error in the register is reported.
    pub corrects: Option<String>,
}

impl Portal {
    /// The event with this id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&LifeEvent> {
        self.events.iter().find(|event| event.id == id)
    }

    /// The easy text of a procedure.
    #[must_use]
    pub fn easy(&self, procedure: &str) -> Option<&EasyText> {
        self.easy.iter().find(|text| text.procedure == procedure)
    }

    /// The news with this id.
    #[must_use]
    pub fn news(&self, id: &str) -> Option<&News> {
        self.news.iter().find(|news| news.id == id)
    }
}

/// An event in somebody's life, by which services are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LifeEvent {
    /// Its id, such as `move`.
    pub id: String,
    /// What happens, as the person would say it.
    pub name: Text,
    /// What to think of first.
    pub lead: Text,
    /// Ids of procedures, and of bases whose heirs belong here, in the order in which they are told.
    pub covers: Vec<String>,
}

/// A part of an easy text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EasyPart {
    /// What it is.
    What,
    /// For whom it is.
    Who,
    /// What to bring.
    Bring,
    /// What happens then.
    Then,
}

impl EasyPart {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 4] = [Self::What, Self::Who, Self::Bring, Self::Then];

    /// The word in the files and in the keys of texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Who => "who",
            Self::Bring => "bring",
            Self::Then => "then",
        }
    }
}

/// A service told in easy language (*viegli lasāmā valodā*). Fees and terms stand in the procedure alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EasyText {
    /// The procedure.
    pub procedure: String,
    /// Sentences, part by part.
    pub lines: Vec<(EasyPart, Text)>,
}

impl EasyText {
    /// The sentences of one part.
    pub fn part(&self, part: EasyPart) -> impl Iterator<Item = &Text> {
        self.lines.iter().filter(move |(of, _)| *of == part).map(|(_, line)| line)
    }
}

/// Something new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct News {
    /// Its id, which stands in its address.
    pub id: String,
    /// The day that it is of.
    pub on: Day,
    /// Title.
    pub title: Text,
    /// Paragraphs.
    pub text: Vec<Text>,
    /// The procedure that it is about.
    pub about: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// Whether it was read there.
    pub verified: bool,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureTable {
    /// Its id.
    pub id: String,
    /// What is counted.
    pub name: Text,
    /// Who is counted, and how.
    pub basis: Text,
    /// The rows.
    pub rows: Vec<Figure>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Of what.
    pub name: Text,
    /// The day, year or span of years.
    pub when: String,
    /// How many.
    pub value: i64,
    /// Where it was read.
    pub source: String,
    /// Whether it was read there, and not at second hand.
    pub verified: bool,
}

/// A place elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its address.
    pub url: String,
    /// What to know before going there.
    pub note: Text,
    /// Whether the address was read in a source.
    pub verified: bool,
}
