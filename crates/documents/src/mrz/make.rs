//! Makes a zone from typed values.

use kernel::{Day, PartialDate};

use super::{DocumentCode, FieldText, MrzFormat, MrzName, MrzSex, NameField, StateCode, digit_of};

/// Everything a zone says, already checked field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MrzInput {
    /// The format.
    pub format: MrzFormat,
    /// The kind of document.
    pub document_code: DocumentCode,
    /// The issuing state or organisation.
    pub issuer: StateCode,
    /// The holder's name.
    pub name: MrzName,
    /// The document's number (a visa's: the passport's number or the visa's own).
    pub document_number: FieldText,
    /// The holder's nationality.
    pub nationality: StateCode,
    /// The date of birth; unknown parts become fillers.
    pub birth_date: PartialDate,
    /// The holder's sex.
    pub sex: MrzSex,
    /// The last day of validity (a visa's: the last day of use).
    pub expiry_date: Day,
    /// Optional data of the issuer.
    pub optional_data: FieldText,
    /// The second optional field; only TD1 has one.
    pub optional_data_2: FieldText,
}

/// Why values that are each in order do not fit the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// A field is too long.
    #[error("it has {length} characters, this format holds at most {most}")]
    TooLong {
        /// The field, as in [`super::MrzFields`].
        field: &'static str,
        /// The characters given.
        length: usize,
        /// The characters it may have.
        most: usize,
    },
    /// The document number is blank.
    #[error("it is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
}

impl MakeError {
    /// The field at fault, as in [`super::MrzFields`].
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::TooLong { field, .. } | Self::Missing { field } => field,
        }
    }
}

/// A finished zone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Mrz {
    /// The format.
    pub format: MrzFormat,
    /// The lines, each exactly as wide as the format says.
    pub lines: Vec<String>,
    /// The name as it stands in the zone, and whether it was cut.
    pub name: NameField,
}

impl std::fmt::Display for Mrz {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

/// Makes the zone of `input`.
///
/// Output: the lines with all check digits. An empty optional field of a TD3 has the check digit `<`.
/// Errors: [`MakeError`] when a number or optional data is too long for the format.
pub fn make(input: &MrzInput) -> Result<Mrz, MakeError> {
    let layout = input.format.layout();
    let number = input.document_number.as_str();
    if number.is_empty() {
        return Err(MakeError::Missing { field: "document_number" });
    }
    fits("document_number", number, input.format.number_max())?;
    let (number_field, number_check, overflow) = number_parts(number);

    let room = layout.optional.len - overflow.len();
    fits("optional_data", input.optional_data.as_str(), room)?;
    let optional = format!("{overflow}{}", input.optional_data.as_str());
    fits("optional_data_2", input.optional_data_2.as_str(), layout.optional_2.map_or(0, |slot| slot.len))?;

    let name = input.name.fit(input.format.name_width());
    let birth = birth_cells(&input.birth_date);
    let expiry = day_cells(input.expiry_date);

    let mut lines = vec![vec![b'<'; layout.width]; layout.lines];
    let mut put = |slot: super::layout::Slot, text: &str| slot.write(&mut lines, text);
    put(layout.code, &input.document_code.zone());
    put(layout.issuer, &input.issuer.zone());
    put(layout.name, &name.field);
    put(layout.number, number_field);
    put(layout.number_check, &number_check.to_string());
    put(layout.nationality, &input.nationality.zone());
    put(layout.birth, &birth);
    put(layout.birth_check, &digit_of(&birth).to_string());
    put(layout.sex, input.sex.zone());
    put(layout.expiry, &expiry);
    put(layout.expiry_check, &digit_of(&expiry).to_string());
    put(layout.optional, &optional);
    if let Some(slot) = layout.optional_check
        && !optional.is_empty()
    {
        put(slot, &digit_of(&optional).to_string());
    }
    if let Some(slot) = layout.optional_2 {
        put(slot, input.optional_data_2.as_str());
    }

    let mut lines = text_of(lines);
    if let Some((slot, covered)) = layout.composite {
        let run: String = covered.iter().map(|part| part.read(&lines)).collect();
        let mut cells: Vec<Vec<u8>> = lines.into_iter().map(String::into_bytes).collect();
        slot.write(&mut cells, &digit_of(&run).to_string());
        lines = text_of(cells);
    }
    Ok(Mrz { format: input.format, lines, name })
}

/// The nine characters, the character after them, and what runs over into the optional data.
///
/// A number of up to nine characters has its check digit after them. A longer one has a filler there; its rest,
/// the check digit over the whole number and a filler open the optional data (Doc 9303 part 5, note j).
fn number_parts(number: &str) -> (&str, char, String) {
    match number.split_at_checked(9) {
        Some((head, rest)) if !rest.is_empty() => (head, '<', format!("{rest}{}<", digit_of(number))),
        _ => (number, digit_of(&format!("{number:<<9}")), String::new()),
    }
}

fn fits(field: &'static str, text: &str, most: usize) -> Result<(), MakeError> {
    if text.len() > most { Err(MakeError::TooLong { field, length: text.len(), most }) } else { Ok(()) }
}

fn text_of(lines: Vec<Vec<u8>>) -> Vec<String> {
    lines.into_iter().map(|line| line.into_iter().map(char::from).collect()).collect()
}

fn two(number: u8) -> String {
    format!("{number:02}")
}

fn year_cells(year: i16) -> String {
    format!("{:02}", year.rem_euclid(100))
}

fn day_cells(day: Day) -> String {
    format!("{}{}{}", year_cells(day.year()), two(day.month()), two(day.day()))
}

fn birth_cells(date: &PartialDate) -> String {
    match *date {
        PartialDate::Day(day) => day_cells(day),
        PartialDate::YearMonth { year, month } => format!("{}{}<<", year_cells(year), two(month)),
        PartialDate::Year(year) => format!("{}<<<<", year_cells(year)),
        PartialDate::Unknown => "<<<<<<".to_owned(),
    }
}
