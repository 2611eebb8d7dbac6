//! Acts and their points in words: `apl:62` becomes "Administratīvā procesa likuma 62. pants" and
//! "Administrative Procedure Law, Art. 62".

use kernel::{Citation, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// What an act is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActKind {
    /// Articles, parts and points: a law (*likums*: pants, daļa, punkts).
    Law,
    /// Points and sub-points: a regulation of the government (*noteikumi*: punkts, apakšpunkts).
    Regulation,
    /// Articles and paragraphs: an act of the European Union (pants, punkts).
    Union,
}

/// An act that a procedure cites (*normatīvais akts*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Act {
    /// Alias in citations.
    pub alias: String,
    /// Address.
    pub uri: Option<String>,
    /// Title.
    pub title: Text,
    /// Title as lists and explanations give it; the full one where the file has no shorter.
    pub short: Text,
    /// Title in Latvian in the genitive, as it stands before a point.
    pub genitive_lv: String,
    /// What it is divided into.
    pub kind: ActKind,
    /// Whether title and address were read in a source.
    pub verified: bool,
    /// What else to know about it.
    pub note: Option<Text>,
}

/// A provision as a letter prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedNorm {
    /// In words.
    pub text: Text,
    /// Address of the act.
    pub uri: Option<String>,
    /// Whether act and point were read in a source.
    pub verified: bool,
}

impl Act {
    /// A point of this act in words; the title alone when the citation names no point.
    #[must_use]
    pub fn norm(&self, cite: &Citation) -> Text {
        if cite.point().is_empty() {
            return self.title.clone();
        }
        let en = self.title.get(kernel::Lang::EN);
        let lv = &self.genitive_lv;
        match Point::read(cite.point()) {
            Some(point) => Text::new(
                format!("{lv} {}", point.latvian(self.kind)),
                format!("{en}, {}", point.english(self.kind)),
            ),
            // A range or list of points: said as the file says it.
            None => {
                let (unit_lv, unit_en) = match self.kind {
                    ActKind::Law | ActKind::Union => ("pants", "Art."),
                    ActKind::Regulation => ("punkts", "point"),
                };
                Text::new(
                    format!("{lv} {} {unit_lv}", several(cite.point())),
                    format!("{en}, {unit_en} {}", cite.point()),
                )
            }
        }
    }
}

/// A range or list of points as Latvian writes it, each number an ordinal: `46-48` becomes "46.–48.". What is no list of
/// numbers keeps its own signs.
fn several(points: &str) -> String {
    let plain = points.chars().all(|c| c.is_ascii_digit() || "-–, ".contains(c));
    if !plain {
        return format!("{points}.");
    }
    let mut out = String::new();
    let mut signs = points.chars().peekable();
    while let Some(sign) = signs.next() {
        out.push(if sign == '-' { '–' } else { sign });
        if sign.is_ascii_digit() && signs.peek().is_none_or(|next| !next.is_ascii_digit()) {
            out.push('.');
        }
    }
    out
}

/// A point taken apart: `67(2)3` is article 67, part 2, point 3; `11(1)1a` is sub-point a of point 1.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    article: String,
    part: Option<String>,
    point: Option<String>,
    letter: Option<char>,
}

impl Point {
    fn read(text: &str) -> Option<Self> {
        let number = |text: &str| {
            let parts: Vec<&str> = text.split('.').collect();
            let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            (!text.is_empty() && parts.iter().all(digits)).then(|| text.to_owned())
        };
        let Some((article, rest)) = text.split_once('(') else {
            return number(text).map(|article| Self { article, part: None, point: None, letter: None });
        };
        let (part, rest) = rest.split_once(')')?;
        let point = match rest {
            "" => None,
            // Both `12(1)3` and `12(1)(3)` are written for a point of a part.
            rest => Some(rest.strip_prefix('(').map_or(Some(rest), |inner| inner.strip_suffix(')'))?),
        };
        let letter = point.and_then(|point| point.chars().next_back()).filter(char::is_ascii_lowercase);
        let point = point.map(|point| letter.and_then(|letter| point.strip_suffix(letter)).unwrap_or(point));
        Some(Self {
            article: number(article)?,
            part: Some(number(part)?),
            point: match point {
                Some(point) => Some(number(point)?),
                None => None,
            },
            letter,
        })
    }

    fn latvian(&self, kind: ActKind) -> String {
        let article = &self.article;
        match (kind, &self.part, &self.point) {
            (ActKind::Regulation, _, _) if article.contains('.') => format!("{article}. apakšpunkts"),
            (ActKind::Regulation, _, _) => format!("{article}. punkts"),
            (_, None, _) => format!("{article}. pants"),
            (ActKind::Union, Some(part), _) => format!("{article}. panta {part}. punkts"),
            (ActKind::Law, Some(part), None) => format!("{article}. panta {} daļa", ordinal(part, false)),
            (ActKind::Law, Some(part), Some(point)) => {
                let part = ordinal(part, true);
                match self.letter {
                    Some(letter) => {
                        format!("{article}. panta {part} daļas {point}. punkta “{letter}” apakšpunkts")
                    }
                    None => format!("{article}. panta {part} daļas {point}. punkts"),
                }
            }
        }
    }

    fn english(&self, kind: ActKind) -> String {
        let mut text = match kind {
            ActKind::Regulation => format!("point {}", self.article),
            ActKind::Law | ActKind::Union => format!("Art. {}", self.article),
        };
        if let Some(part) = &self.part {
            text.push_str(&format!("({part})"));
        }
        if let Some(point) = &self.point {
            text.push_str(&format!(", point {point}"));
        }
        if let Some(letter) = self.letter {
            text.push_str(&format!("({letter})"));
        }
        text
    }
}

/// The ordinal of a part of an article, feminine, in the nominative or genitive; in figures beyond the tenth and for
/// inserted parts such as 1.1.
fn ordinal(part: &str, genitive: bool) -> String {
    const STEMS: [&str; 10] =
        ["pirm", "otr", "treš", "ceturt", "piekt", "sest", "septīt", "astot", "devīt", "desmit"];
    let stem = part.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).and_then(|n| STEMS.get(n));
    match stem {
        Some(stem) => format!("{stem}{}", if genitive { "ās" } else { "ā" }),
        None => format!("{part}."),
    }
}
