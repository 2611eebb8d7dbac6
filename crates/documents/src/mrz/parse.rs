//! Reads a zone and judges it field by field.

use kernel::{Day, PartialDate};

use super::layout::{Layout, Slot};
use super::reading::{Check, Field, MrzFields, MrzReading, ReadError};
use super::{MrzFormat, digit_of};

/// Reads a machine-readable zone.
///
/// Input: the lines, or all of them in one run; blanks and empty lines are passed over. `today`: the day that
/// tells the century of two-digit years (a birth lies not after it, an expiry at most 60 years ahead and fewer
/// than 40 back); without it only the digits are read.
/// Output: the fields and a verdict on each, also when some are wrong.
/// Errors: [`ReadError`] when the text has not the shape of a zone.
pub fn parse(text: &str, today: Option<Day>) -> Result<MrzReading, ReadError> {
    let lines = lines_of(text)?;
    let format = format_of(&lines)?;
    let layout = format.layout();
    let get = |slot: Slot| slot.read(&lines);
    let mut checks = Vec::with_capacity(10);

    let code = get(layout.code);
    checks.push(judged(Field::DocumentCode, code_problem(format, code)));
    checks.push(judged(Field::Issuer, state_problem(get(layout.issuer))));
    let name = get(layout.name);
    checks.push(judged(Field::Name, name_problem(name)));

    let number = read_number(format, layout, &lines);
    checks.push(number.check);
    checks.push(judged(Field::Nationality, state_problem(get(layout.nationality))));

    let expiry_cells = TwoDigitDate::read(get(layout.expiry));
    let expiry = expiry_cells.as_ref().and_then(|date| date.resolve(|year| expiry_year(year, today?)));
    let birth_cells = TwoDigitDate::read(get(layout.birth));
    let birth = birth_cells.as_ref().and_then(|date| date.resolve_birth(today?));
    checks.push(dated(
        Field::BirthDate,
        get(layout.birth),
        get(layout.birth_check),
        birth_cells.is_some(),
        today.is_none() || birth.is_some(),
    ));
    let sex = get(layout.sex);
    let sex_problem = (!matches!(sex, "F" | "M" | "<")).then_some("sex is F, M or <");
    checks.push(judged(Field::Sex, sex_problem));
    checks.push(dated(
        Field::ExpiryDate,
        get(layout.expiry),
        get(layout.expiry_check),
        expiry_cells.is_some(),
        today.is_none() || expiry.is_some(),
    ));

    checks.push(match layout.optional_check {
        Some(slot) => {
            let field = get(layout.optional);
            // An empty field may have 0 or a filler as its digit (Doc 9303 part 4).
            let empty = field.bytes().all(|b| b == b'<');
            digit(Field::OptionalData, field, get(slot), empty)
        }
        None => judged(Field::OptionalData, None),
    });
    if let Some((slot, covered)) = layout.composite {
        let run: String = covered.iter().map(|part| part.read(&lines)).collect();
        checks.push(digit(Field::Composite, &run, get(slot), false));
    }

    let (surname, given) = name.split_once("<<").unwrap_or((name, ""));
    let fields = MrzFields {
        document_code: trimmed(code),
        issuer: trimmed(get(layout.issuer)),
        surname: spaced(surname),
        given_names: spaced(given),
        name_may_be_truncated: name.ends_with(|c: char| c.is_ascii_uppercase()),
        document_number: number.text,
        nationality: trimmed(get(layout.nationality)),
        birth_date: get(layout.birth).to_owned(),
        birth_date_iso: birth.map(|date| date.to_string()),
        sex: sex.to_owned(),
        expiry_date: get(layout.expiry).to_owned(),
        expiry_date_iso: expiry.filter(|date| *date != PartialDate::Unknown).map(|date| date.to_string()),
        optional_data: Some(number.optional).filter(|text| !text.is_empty()),
        optional_data_2: layout.optional_2.map(|slot| trimmed(get(slot))).filter(|text| !text.is_empty()),
    };
    let valid = checks.iter().all(|check| check.ok);
    Ok(MrzReading { format, fields, checks, valid })
}

fn lines_of(text: &str) -> Result<Vec<String>, ReadError> {
    let found: Vec<String> = text
        .lines()
        .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .filter(|line| !line.is_empty())
        .collect();
    for (line, content) in found.iter().enumerate() {
        if let Some(position) = content.chars().position(|c| !matches!(c, 'A'..='Z' | '0'..='9' | '<')) {
            return Err(ReadError::Character { line: line + 1, position: position + 1 });
        }
    }
    // All lines in one run.
    if let [run] = found.as_slice() {
        let width = match run.len() {
            90 => 30,
            72 => 36,
            88 => 44,
            length => return Err(ReadError::Shape { lines: 1, width: length }),
        };
        return Ok(run
            .as_bytes()
            .chunks(width)
            .map(|cells| cells.iter().map(|b| char::from(*b)).collect())
            .collect());
    }
    Ok(found)
}

fn format_of(lines: &[String]) -> Result<MrzFormat, ReadError> {
    let Some(first) = lines.first() else { return Err(ReadError::Nothing) };
    let width = first.len();
    for (line, content) in lines.iter().enumerate() {
        // The first line decides, unless it alone is off.
        if content.len() != width {
            let others = lines.get(1).map_or(width, String::len);
            let (line, found, expected) =
                if lines.len() == 3 && lines.get(2).is_some_and(|third| third.len() == others) {
                    (1, width, others)
                } else {
                    (line + 1, content.len(), width)
                };
            return Err(ReadError::Length { line, found, expected });
        }
    }
    let visa = first.starts_with('V');
    match (lines.len(), width) {
        (3, 30) => Ok(MrzFormat::Td1),
        (2, 36) if visa => Ok(MrzFormat::MrvB),
        (2, 36) => Ok(MrzFormat::Td2),
        (2, 44) if visa => Ok(MrzFormat::MrvA),
        (2, 44) => Ok(MrzFormat::Td3),
        (lines, width) => Err(ReadError::Shape { lines, width }),
    }
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('<').to_owned()
}

fn spaced(text: &str) -> String {
    text.split('<').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn judged(field: Field, problem: Option<&'static str>) -> Check {
    Check { field, ok: problem.is_none(), expected: None, found: None, problem }
}

fn digit(field: Field, text: &str, found: &str, filler_allowed: bool) -> Check {
    let expected = digit_of(text);
    let found = found.chars().next().unwrap_or('<');
    let ok = found == expected || (filler_allowed && found == '<');
    let problem = (!ok).then_some("the check digit does not match");
    Check { field, ok, expected: Some(expected), found: Some(found), problem }
}

fn dated(field: Field, text: &str, found: &str, shaped: bool, real: bool) -> Check {
    let mut check = digit(field, text, found, false);
    if check.ok && !(shaped && real) {
        check.ok = false;
        check.problem = Some("the calendar has no such date");
    }
    check
}

fn code_problem(format: MrzFormat, code: &str) -> Option<&'static str> {
    let mut letters = code.chars();
    let (first, second) = (letters.next().unwrap_or('<'), letters.next().unwrap_or('<'));
    let fits = match format {
        MrzFormat::Td3 => first == 'P',
        MrzFormat::Td1 | MrzFormat::Td2 => matches!(first, 'A' | 'C' | 'I'),
        MrzFormat::MrvA | MrzFormat::MrvB => first == 'V',
    };
    // Older documents have codes outside today's table, so the second letter is free when reading.
    (!fits || !(second == '<' || second.is_ascii_alphanumeric()))
        .then_some("the document code does not belong to this format")
}

fn state_problem(code: &str) -> Option<&'static str> {
    let letters = code.trim_end_matches('<');
    let fits = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_uppercase());
    (!fits).then_some("a state's code has letters only")
}

fn name_problem(name: &str) -> Option<&'static str> {
    if name.bytes().any(|b| b.is_ascii_digit()) {
        return Some("a name has no digits");
    }
    (!name.starts_with(|c: char| c.is_ascii_uppercase())).then_some("a name begins with a letter")
}

struct Number {
    text: String,
    optional: String,
    check: Check,
}

fn read_number(format: MrzFormat, layout: &Layout, lines: &[String]) -> Number {
    let head = layout.number.read(lines);
    let found = layout.number_check.read(lines);
    let optional = layout.optional.read(lines);
    if found == "<"
        && matches!(format, MrzFormat::Td1 | MrzFormat::Td2)
        && let Some(run) = optional.split('<').next()
        && let Some((split, last)) = run.char_indices().next_back()
        && let Some(rest) = run.get(..split).filter(|rest| !rest.is_empty())
    {
        let text = format!("{head}{rest}");
        let mut check = digit(Field::DocumentNumber, &text, &last.to_string(), false);
        if check.ok && head.contains('<') {
            (check.ok, check.problem) =
                (false, Some("a long document number has no filler in its first nine characters"));
        }
        let optional = optional.get(run.len()..).unwrap_or_default().trim_matches('<').to_owned();
        return Number { text, optional, check };
    }
    let mut check = digit(Field::DocumentNumber, head, found, false);
    if check.ok && head.starts_with('<') {
        (check.ok, check.problem) = (false, Some("there is no document number"));
    }
    Number { text: trimmed(head), optional: trimmed(optional), check }
}

/// A date of six positions; a part of fillers is unknown.
struct TwoDigitDate {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl TwoDigitDate {
    fn read(text: &str) -> Option<Self> {
        let part = |from: usize| match text.get(from..from + 2)? {
            "<<" => Some(None),
            digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse::<u8>().ok().map(Some),
            _ => None,
        };
        let (year, month, day) = (part(0)?, part(2)?, part(4)?);
        let possible = month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| d >= 1 && Day::new(2000, month.unwrap_or(1), d).is_ok());
        possible.then_some(Self { year: year.map(i16::from), month, day })
    }

    /// The date in the century that `century` gives for the two digits of the year.
    fn resolve(&self, century: impl Fn(i16) -> Option<i16>) -> Option<PartialDate> {
        match (self.year, self.month, self.day) {
            (None, ..) => Some(PartialDate::Unknown),
            (Some(year), Some(month), Some(day)) => {
                Day::new(century(year)?, month, day).ok().map(PartialDate::Day)
            }
            (Some(year), Some(month), None) => PartialDate::year_month(century(year)?, month).ok(),
            (Some(year), None, _) => PartialDate::year(century(year)?).ok(),
        }
    }

    /// The latest century in which the birth lies not after `today`.
    fn resolve_birth(&self, today: Day) -> Option<PartialDate> {
        let start = today.year() - today.year().rem_euclid(100);
        [start, start - 100].into_iter().find_map(|century| {
            self.resolve(|year| Some(century + year))
                .filter(|date| date.earliest().is_none_or(|day| day <= today))
        })
    }
}

/// The year that ends with these digits, fewer than 40 years back and at most 60 ahead.
fn expiry_year(year: i16, today: Day) -> Option<i16> {
    let first = today.year().checked_sub(39)?;
    Some(first + (year - first).rem_euclid(100))
}
