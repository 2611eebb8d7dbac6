//! Where the points of a procedure stand: file and line of each, and whether it was read in a source.

use super::Procedure;
use kernel::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;

/// A point of a procedure in its file, or in the file that it is inherited from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Point {
    /// Its word and id, after those of the point that it stands in: `clock decision / extend long`.
    pub point: String,
    /// The file, below `procedures/`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Whether it was read in a source; `None` for a point that says nothing of the law, such as a step of the work.
    pub verified: Option<bool>,
}

impl Procedure {
    /// Its points, in the order in which they were read.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The points that nobody has read in a source.
    pub fn unverified(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.verified == Some(false))
    }

    /// Whether another version says the same, wherever it stands, whenever it ends and however it is tried.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        *self
            == Self {
                until: self.until,
                points: self.points.clone(),
                examples: self.examples,
                ..other.clone()
            }
    }

    /// Where each point stands, file by file, and what is unverified.
    #[must_use]
    pub fn explain_points(&self, lang: Lang) -> String {
        let pick = |lv: &'static str, en: &'static str| if lang == Lang::LV { lv } else { en };
        let of_law = self.points.iter().filter(|point| point.verified.is_some()).count();
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{} ({}: {}; {}: {})",
            pick("Kur tas rakstīts", "Where it stands"),
            pick("tiesību punkti", "points of law"),
            of_law,
            pick("nav pārbaudīti", "not verified"),
            self.unverified().count()
        );
        let mut files: Vec<&str> = Vec::new();
        for point in &self.points {
            if !files.contains(&point.file.as_str()) {
                files.push(&point.file);
            }
        }
        for file in files {
            let _ = writeln!(text, "  - {file}");
            for point in self.points.iter().filter(|point| point.file == file) {
                let mark = match point.verified {
                    Some(false) => pick("; nav pārbaudīts", "; not verified"),
                    _ => "",
                };
                let _ = writeln!(text, "    - {}: {}{mark}", point.line, point.point);
            }
        }
        text
    }
}
