//! The column map: a TOML file that names, for each key, the column or columns of the files.

use super::catalogue::{self, Known, OTHER_SURNAMES, Several};
use super::file::Table;
use crate::ended::Usage;
use anyhow::Context as _;
use kernel::Text;
use linkage::{Bound, Field, Kind, Record, Records, Schema};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use toml::{Table as Toml, Value};

/// The columns of each key, in the order of the keys.
type Columns = BTreeMap<String, Vec<String>>;

/// The column map of both sides.
#[derive(Debug)]
pub struct Map {
    path: PathBuf,
    sides: [Columns; 2],
    two_files: bool,
}

/// Records ready to be matched.
#[derive(Debug)]
pub struct Prepared {
    pub schema: Schema,
    pub left: Records,
    pub right: Option<Records>,
    /// What whoever called should know.
    pub notices: Vec<String>,
}

impl Map {
    /// Reads the map.
    ///
    /// # Errors
    /// [`Usage`]: no TOML, a value that is no column, a key that is misspelt or stands for one side only.
    pub fn read(path: &Path, two_files: bool) -> anyhow::Result<Self> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{shown}`"))?;
        let text = text.trim_start_matches('\u{feff}');
        let mut both: Toml =
            text.parse().map_err(|error: toml::de::Error| Usage(wrong_toml(&shown, text, &error)))?;
        let mut side = |name: &str| match both.remove(name) {
            None => Ok(Toml::new()),
            Some(Value::Table(table)) => Ok(table),
            Some(_) => {
                Err(Usage(format!("`{shown}`: `{name}` is a table, written [{name}], of keys and columns")))
            }
        };
        let own = [side("left")?, side("right")?];
        let mut sides = [Columns::new(), Columns::new()];
        for (columns, own) in sides.iter_mut().zip(&own) {
            for (key, value) in both.iter().chain(own) {
                columns.insert(key.clone(), columns_of(&shown, key, value)?);
            }
        }
        let map = Self { path: path.to_owned(), sides, two_files };
        map.check().map_err(Usage)?;
        Ok(map)
    }

    fn check(&self) -> Result<(), String> {
        let shown = self.path.display();
        let [left, right] = &self.sides;
        let sides: &[_] =
            if self.two_files { &[("left", left), ("right", right)] } else { &[("left", left)] };
        for (name, columns) in sides {
            match columns.get("id").map(Vec::as_slice) {
                None => {
                    return Err(format!(
                        "`{shown}`: `id` is missing; write the column of the ids, such as id = \"rec_id\""
                    ));
                }
                Some([_]) => {}
                Some(_) => return Err(format!("`{shown}`: `id` is one column, not several")),
            }
            if columns.len() < 2 {
                return Err(format!(
                    "`{shown}`: nothing to compare is named for the {name} file; the keys are {}",
                    keys()
                ));
            }
            for key in columns.keys().filter(|key| key.as_str() != "id") {
                if catalogue::find(key).is_none()
                    && !OTHER_SURNAMES.contains(&key.as_str())
                    && let Some(meant) = catalogue::meant(key)
                {
                    return Err(format!("`{shown}`: there is no key `{key}`; did you mean `{meant}`?"));
                }
            }
        }
        if self.two_files {
            for (one, name, other) in [(left, "left", right), (right, "right", left)] {
                if let Some(key) = one
                    .keys()
                    .find(|key| !other.contains_key(*key) && !OTHER_SURNAMES.contains(&key.as_str()))
                {
                    return Err(format!(
                        "`{shown}`: `{key}` is named for the {name} file only; name it for both, or leave it out"
                    ));
                }
            }
        }
        Ok(())
    }

    /// Takes the records out of the files.
    ///
    /// # Errors
    /// [`Usage`] for a column that is not there; an id that is empty or occurs twice.
    pub fn prepare(&self, left: &Table, right: Option<&Table>) -> anyhow::Result<Prepared> {
        let mut notices = Vec::new();
        let tables = [left, right.unwrap_or(left)];
        for (columns, table) in self.sides.iter().zip(tables).take(if self.two_files { 2 } else { 1 }) {
            for (key, column) in
                columns.iter().flat_map(|(key, names)| names.iter().map(move |name| (key, name)))
            {
                if table.place(column).is_none() {
                    return Err(Usage(format!(
                        "`{}`: the column `{column}` of `{key}` is not in `{}`; it has {}",
                        self.path.display(),
                        table.path.display(),
                        table.heading.join(", ")
                    ))
                    .into());
                }
            }
        }
        let parts = self.parts(tables, &mut notices);
        let fields = parts.iter().map(|part| part.field.clone()).collect();
        let schema =
            Schema::new(fields).map_err(|error| Usage(format!("`{}`: {error}", self.path.display())))?;
        let [left_side, right_side] = &self.sides;
        Ok(Prepared {
            schema,
            left: records(left, 0, left_side, &parts, &mut notices)?,
            right: right.map(|right| records(right, 1, right_side, &parts, &mut notices)).transpose()?,
            notices,
        })
    }

    /// The fields to compare, each with its columns on both sides.
    fn parts(&self, tables: [&Table; 2], notices: &mut Vec<String>) -> Vec<Part> {
        let [left, right] = &self.sides;
        let right = if self.two_files { right } else { left };
        let mut parts = Vec::new();
        // In the order of the catalogue, what it does not know last.
        let mut keys: Vec<&String> = left
            .keys()
            .filter(|key| key.as_str() != "id" && !OTHER_SURNAMES.contains(&key.as_str()))
            .collect();
        keys.sort_by_key(|key| {
            catalogue::KNOWN
                .iter()
                .position(|known| known.names.contains(&key.as_str()))
                .unwrap_or(usize::MAX)
        });
        for key in keys {
            let (Some(on_left), Some(on_right)) = (left.get(key), right.get(key)) else { continue };
            let known = catalogue::find(key);
            if known.is_none() {
                notices.push(format!("`{key}` is no key that is known; it is compared as its values look"));
            }
            let several = known.map_or(Several::Joined, |known| known.several);
            let columns = [on_left.clone(), on_right.clone()];
            if several == Several::Lines && on_left.len() == on_right.len() && on_left.len() > 1 {
                for (line, (a, b)) in on_left.iter().zip(on_right).enumerate() {
                    let columns = [vec![a.clone()], vec![b.clone()]];
                    let kind = looks(tables, &columns).unwrap_or(Kind::Text);
                    let label = Text::new(
                        format!("adrese, {}. daļa ({a})", line + 1),
                        format!("address part {} ({a})", line + 1),
                    );
                    let group = u8::from(kind == Kind::Text);
                    parts.push(Part {
                        field: Field { label, kind, bound: Bound::Household, group },
                        columns,
                        several: Several::Joined,
                    });
                }
                continue;
            }
            let kind = known.and_then(|known| known.kind).unwrap_or_else(|| {
                let whole = if several == Several::Lines { Kind::Address } else { Kind::Text };
                looks(tables, &columns).unwrap_or(whole)
            });
            let bound = known
                .map_or(if kind == Kind::Code { Bound::Person } else { Bound::Household }, |known| {
                    known.bound
                });
            let label = known.map_or_else(|| Text::new(key.as_str(), key.as_str()), Known::text);
            let several = if several == Several::Lines { Several::Joined } else { several };
            let mut columns = columns;
            if kind == Kind::Surname {
                for (columns, side) in columns.iter_mut().zip([left, right]) {
                    columns.extend(OTHER_SURNAMES.iter().filter_map(|key| side.get(*key)).flatten().cloned());
                }
            }
            let group = known.map_or(0, |known| known.group);
            parts.push(Part { field: Field { label, kind, bound, group }, columns, several });
        }
        parts
    }
}

/// A field with its columns on both sides.
#[derive(Debug)]
struct Part {
    field: Field,
    columns: [Vec<String>; 2],
    several: Several,
}

fn keys() -> String {
    let keys: Vec<&str> = catalogue::KNOWN.iter().filter_map(|known| known.names.first().copied()).collect();
    keys.join(", ")
}

fn wrong_toml(shown: &str, text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
    format!(
        "`{shown}`, line {line}: {}; a line of it looks like surname = \"last_name\"",
        error.message().trim()
    )
}

fn columns_of(shown: &str, key: &str, value: &Value) -> Result<Vec<String>, Usage> {
    let wrong =
        || Usage(format!("`{shown}`: `{key}` is a column, as in {key} = \"name\", or a list of columns"));
    let column =
        |value: &Value| value.as_str().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    match value {
        Value::Array(columns) if !columns.is_empty() => {
            columns.iter().map(|name| column(name).ok_or_else(wrong)).collect()
        }
        other => column(other).map(|name| vec![name]).ok_or_else(wrong),
    }
}

/// What values look like, where the key does not tell; nothing for texts.
fn looks(tables: [&Table; 2], columns: &[Vec<String>; 2]) -> Option<Kind> {
    let (mut all, mut numbers, mut codes, mut length) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut distinct: HashMap<&str, usize> = HashMap::new();
    for (table, columns) in tables.iter().zip(columns) {
        let [column] = columns.as_slice() else { return None };
        let place = table.place(column)?;
        for value in table
            .rows
            .iter()
            .filter_map(|(_, row)| row.get(place))
            .filter(|value| !linkage::standard::says_nothing(value))
        {
            all += 1;
            length += value.chars().count();
            *distinct.entry(value).or_default() += 1;
            let digits = value.bytes().filter(u8::is_ascii_digit).count();
            numbers += usize::from(digits > 0 && value.chars().count() - digits <= 2);
            codes += usize::from(digits * 2 >= value.chars().count() && !value.contains(' '));
        }
    }
    if all == 0 {
        return None;
    }
    let mean = length / all;
    // Values that hardly ever occur are slips of the few.
    let usual: usize = distinct.values().filter(|count| **count * 200 >= all).sum();
    match () {
        () if codes * 10 >= all * 8 && mean >= 4 => Some(Kind::Code),
        () if numbers * 10 >= all * 8 => Some(Kind::Number),
        () if mean <= 6 && all >= 200 && usual * 10 >= all * 9 => Some(Kind::Category),
        () => None,
    }
}

fn records(
    table: &Table,
    side: usize,
    columns: &Columns,
    parts: &[Part],
    notices: &mut Vec<String>,
) -> anyhow::Result<Records> {
    let shown = table.path.display();
    let id = columns
        .get("id")
        .and_then(|names| names.first())
        .and_then(|name| table.place(name))
        .context("`id` is missing")?;
    let mut lines: HashMap<&str, u64> = HashMap::new();
    let mut records = Vec::with_capacity(table.rows.len());
    let (mut strange, mut first_strange) = (0_u64, 0);
    let places: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| {
            part.columns.get(side).into_iter().flatten().filter_map(|name| table.place(name)).collect()
        })
        .collect();
    for (line, row) in &table.rows {
        let id = row.get(id).unwrap_or("");
        anyhow::ensure!(!id.is_empty(), "`{shown}`, line {line}: the id is empty; every line needs one");
        if let Some(earlier) = lines.insert(id, *line) {
            anyhow::bail!(
                "`{shown}`, line {line}: the id `{id}` stands in line {earlier} already; every line needs an id of its own"
            );
        }
        let values = parts
            .iter()
            .zip(&places)
            .map(|(part, places)| {
                let texts: Vec<&str> = places
                    .iter()
                    .filter_map(|place| row.get(*place))
                    .filter(|text| !linkage::standard::says_nothing(text))
                    .collect();
                let values = values(part, &texts, places.len());
                if part.field.kind == Kind::Date
                    && values.iter().any(|text| linkage::date::DateValue::parse(text).is_none())
                {
                    strange += 1;
                    if first_strange == 0 {
                        first_strange = *line;
                    }
                }
                values
            })
            .collect();
        records.push(Record::new(id, values));
    }
    if strange > 0 {
        notices.push(format!(
            "`{shown}`: {strange} birth dates are in no known form and are not compared, the first in line {first_strange}; known are 1974-08-12, 19740812, 12.08.1974, 1974-08 and 1974"
        ));
    }
    Ok(Records::new(records)?)
}

/// The values of one record for one field.
fn values(part: &Part, texts: &[&str], columns: usize) -> Vec<String> {
    let values: Vec<String> = match part.several {
        _ if texts.is_empty() => Vec::new(),
        Several::Joined | Several::Lines => vec![texts.join(" ")],
        Several::Date if columns == 3 && texts.iter().all(|text| text.len() <= 4) => vec![texts.join("-")],
        Several::Alternatives | Several::Date => texts.iter().map(|text| (*text).to_owned()).collect(),
    };
    let is_sex = part.field.kind == Kind::Category && part.field.label.get(kernel::Lang::EN) == "sex";
    if is_sex { values.iter().map(|text| sex(text)).collect() } else { values }
}

/// The words and letters for sex in Latvian and English as one.
fn sex(text: &str) -> String {
    match linkage::standard::fold(text).as_str() {
        "f" | "female" | "woman" | "w" | "s" | "sieviete" | "siev" => "f".to_owned(),
        "m" | "male" | "man" | "v" | "virietis" | "vir" => "m".to_owned(),
        other => other.to_owned(),
    }
}
