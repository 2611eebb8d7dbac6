//! Explanations: what each field said, in words and in bits, in Latvian and English.

use crate::level::Level;
use crate::record::Kind;
use kernel::{Lang, Text};
use std::fmt::Write as _;

/// What one field said.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The field.
    pub label: Text,
    /// What it holds.
    pub kind: Kind,
    /// How its values agree.
    pub level: Level,
    /// What that tells, in bits: above 0 for the same person, below against.
    pub bits: f64,
}

impl Finding {
    /// The finding in words, such as `surname: agrees but for one letter`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        format!("{}: {}", self.label.get(lang), words(self.kind, self.level).get(lang))
    }
}

/// What all fields said.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Field by field, in the order of the schema.
    pub findings: Vec<Finding>,
    /// What the possibility takes away that they are two of one household; 0 or less.
    pub relatives_bits: f64,
}

impl Explanation {
    /// All bits together.
    #[must_use]
    pub fn bits(&self) -> f64 {
        self.relatives_bits + self.findings.iter().map(|finding| finding.bits).sum::<f64>()
    }

    /// One line that names every part that agrees or differs; what is missing is not named.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let mut line = String::new();
        for finding in self.findings.iter().filter(|finding| finding.level != Level::Missing) {
            let _ = write!(line, "{} ({}); ", finding.words(lang), bits(finding.bits));
        }
        if self.relatives_bits < -0.05 {
            let text = match lang {
                Lang::LV => "varbūt cits tās pašas ģimenes loceklis",
                _ => "perhaps another of the family",
            };
            let _ = write!(line, "{text} ({}); ", bits(self.relatives_bits));
        }
        let _ = match lang {
            Lang::LV => write!(line, "kopā {} biti", bits(self.bits())),
            _ => write!(line, "together {} bits", bits(self.bits())),
        };
        line
    }
}

fn bits(bits: f64) -> String {
    // No `-0.0`.
    let rounded = (bits * 10.0).round() / 10.0;
    format!("{:+.1}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A level in words that fit any field.
fn words(kind: Kind, level: Level) -> Text {
    let letters = !matches!(kind, Kind::Date | Kind::Number | Kind::Code);
    match (level, kind) {
        (Level::Same, _) => Text::new("sakrīt", "agrees"),
        (Level::Spelling, Kind::Code) => Text::new("sakrīt bez sākuma", "agrees but for its beginning"),
        (Level::Spelling, Kind::Address | Kind::Text) => {
            Text::new("sakrīt, citā vārdu secībā", "agrees, in another order of words")
        }
        (Level::Spelling, _) => {
            Text::new("sakrīt, citā rakstībā vai galotnē", "agrees but for spelling or ending")
        }
        (Level::OneOff, Kind::Address) => Text::new("sakrīt gandrīz viss", "agrees nearly in full"),
        (Level::OneOff, _) if letters => Text::new("atšķiras viens burts", "agrees but for one letter"),
        (Level::OneOff, _) => Text::new("atšķiras viens cipars", "agrees but for one digit"),
        (Level::Moved, Kind::Date) => {
            Text::new("diena un mēnesis samainīti vietām", "day and month are swapped")
        }
        (Level::Moved, Kind::GivenNames | Kind::Surname) => {
            Text::new("vārds un uzvārds samainīti vietām", "given name and surname are swapped")
        }
        (Level::Moved, _) => Text::new("ierakstīts citā laukā", "stands in another field"),
        (Level::Near, Kind::Date) => Text::new("sakrīt divas no trim daļām", "two of its three parts agree"),
        (Level::Near, _) => Text::new("līdzīgs", "is alike"),
        (Level::Overlaps, _) => Text::new("var sakrist, datums zināms daļēji", "may agree, known in part"),
        (Level::Part, Kind::Date) => Text::new("sakrīt tikai daļa", "only a part of it agrees"),
        (Level::Part, _) => Text::new("sakrīt daļa", "a part of it agrees"),
        (Level::Differs, _) => Text::new("atšķiras", "differs"),
        (Level::Missing, _) => Text::new("nav zināms", "is not known"),
    }
}
