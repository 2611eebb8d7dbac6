//! The plainest CSV: a heading, commas, no quotes, empty lines ignored.

use super::FiguresError;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// One file, with the values of each line under their headings.
#[derive(Debug, Clone)]
pub(crate) struct Csv {
    name: String,
    columns: BTreeMap<String, usize>,
    lines: Vec<(usize, Vec<String>)>,
}

impl Csv {
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, FiguresError> {
        let split = |line: &str| line.split(',').map(|value| value.trim().to_owned()).collect::<Vec<_>>();
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| (at + 1, split(line)));
        let (_, heading) = lines.next().ok_or_else(|| FiguresError::Empty(name.to_owned()))?;
        let lines: Vec<_> = lines.collect();
        if let Some((line, values)) = lines.iter().find(|(_, values)| values.len() != heading.len()) {
            let message = format!("{} values where the heading has {}", values.len(), heading.len());
            return Err(FiguresError::Line { file: name.to_owned(), line: *line, message });
        }
        let columns = heading.into_iter().enumerate().map(|(at, column)| (column, at)).collect();
        Ok(Self { name: name.to_owned(), columns, lines })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.lines.iter().map(|(line, values)| Record { file: self, line: *line, values })
    }
}

/// One line of a file.
pub(crate) struct Record<'a> {
    file: &'a Csv,
    line: usize,
    values: &'a [String],
}

impl<'a> Record<'a> {
    pub(crate) fn wrong(&self, message: impl Display) -> FiguresError {
        FiguresError::Line { file: self.file.name.clone(), line: self.line, message: message.to_string() }
    }

    pub(crate) fn text(&self, column: &str) -> Result<&'a str, FiguresError> {
        let at = self.file.columns.get(column).ok_or_else(|| self.wrong(format!("no column `{column}`")))?;
        Ok(self.values.get(*at).map_or("", String::as_str))
    }

    pub(crate) fn optional(&self, column: &str) -> Result<Option<String>, FiguresError> {
        Ok(Some(self.text(column)?).filter(|text| !text.is_empty()).map(str::to_owned))
    }

    pub(crate) fn parsed<T: FromStr>(&self, column: &str) -> Result<T, FiguresError>
    where
        T::Err: Display,
    {
        let text = self.text(column)?;
        text.parse().map_err(|error| self.wrong(format!("{column}: {error}")))
    }

    pub(crate) fn number(&self, column: &str) -> Result<u32, FiguresError> {
        self.parsed(column)
    }
}
