//! `parvalde mrz`: machine-readable zones from stdin.

use crate::cli::{Format, Mrz};
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use documents::mrz::{self, MrzReading, MrzRequest, ReadError};
use kernel::{Clock as _, Day, SystemClock, Zone};
use serde_json::json;

/// Ten thousand zones and more; a zone has under a hundred characters.
const STDIN_MAX: u64 = 4 << 20;

/// Reads or makes the zones on stdin.
///
/// # Errors
/// Stdin cannot be read, or holds nothing of the kind asked for.
pub fn run(task: &Mrz) -> anyhow::Result<Ended> {
    let input = out::stdin(STDIN_MAX)?;
    match task {
        Mrz::Parse { format, today } => {
            // The century of a year of two digits does not hang on the hour of the day.
            let today = match today {
                Some(day) => *day,
                None => Zone::new("UTC")?.day(SystemClock.now()),
            };
            parse(&input, *format, today)
        }
        Mrz::Make { format } => make(&input, *format),
    }
}

/// Zones are parted by empty lines; one zone may have empty lines within.
fn parse(input: &str, format: Format, today: Day) -> anyhow::Result<Ended> {
    let whole = mrz::parse(input, Some(today));
    let readings = if whole.is_ok() || blocks(input).len() < 2 {
        vec![whole]
    } else {
        blocks(input).iter().map(|block| mrz::parse(block, Some(today))).collect()
    };
    let many = readings.len() > 1;
    let mut ended = Ended::Done;
    for (at, reading) in readings.iter().enumerate() {
        let place = if many { format!("zone {}: ", at + 1) } else { String::new() };
        if !say(reading, format, &place)? {
            ended = Ended::Refused;
        }
    }
    Ok(ended)
}

fn blocks(input: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in input.lines() {
        match blocks.last_mut() {
            Some(block) if !line.trim().is_empty() => {
                block.push_str(line);
                block.push('\n');
            }
            Some(block) if !block.is_empty() => blocks.push(String::new()),
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Writes one reading; true when every field is in order.
fn say(reading: &Result<MrzReading, ReadError>, format: Format, place: &str) -> anyhow::Result<bool> {
    match reading {
        Err(error) => {
            eprintln!("parvalde: {place}{error}");
            if format == Format::Json {
                out::json(&json!({ "valid": false, "error": error.to_string() }))?;
            }
            return Ok(false);
        }
        Ok(reading) => {
            match format {
                Format::Json => out::json(reading)?,
                Format::Text => out::line(text(reading)?)?,
            }
            for check in reading.failed() {
                let digits = match (check.expected, check.found) {
                    (Some(expected), Some(found)) if expected != found => {
                        format!(" (found {found}, computed {expected})")
                    }
                    _ => String::new(),
                };
                let problem = check.problem.unwrap_or("not in order");
                eprintln!("parvalde: {place}{}: {problem}{digits}", check.field.name());
            }
        }
    }
    Ok(reading.as_ref().is_ok_and(|reading| reading.valid))
}

/// One field a line, then the verdict.
fn text(reading: &MrzReading) -> anyhow::Result<String> {
    let value = serde_json::to_value(reading).context("cannot write the reading")?;
    let mut lines =
        vec![format!("{:<22} {}", "format", value.get("format").and_then(|v| v.as_str()).unwrap_or(""))];
    for (field, value) in value.get("fields").and_then(|v| v.as_object()).into_iter().flatten() {
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => lines.push(format!("{field:<22} {text}")),
            other => lines.push(format!("{field:<22} {other}")),
        }
    }
    let failed: Vec<&str> = reading.failed().map(|check| check.field.name()).collect();
    let verdict = if failed.is_empty() { "yes".to_owned() } else { format!("no: {}", failed.join(", ")) };
    lines.push(format!("{:<22} {verdict}", "valid"));
    Ok(lines.join("\n"))
}

/// One or several JSON objects, one after another.
fn make(input: &str, format: Format) -> anyhow::Result<Ended> {
    let mut ended = Ended::Done;
    let mut count = 0_usize;
    for request in serde_json::Deserializer::from_str(input).into_iter::<MrzRequest>() {
        count += 1;
        let request = request.context("stdin is not the JSON of a zone (see `parvalde mrz make --help`)")?;
        let faults = match request.check() {
            Ok(input) => match mrz::make(&input) {
                Ok(zone) => {
                    match format {
                        Format::Json => out::json(&zone)?,
                        Format::Text => out::line(zone)?,
                    }
                    continue;
                }
                Err(error) => vec![(error.field(), error.to_string())],
            },
            Err(faults) => faults.into_iter().map(|fault| (fault.field, fault.problem)).collect(),
        };
        ended = Ended::Refused;
        for (field, problem) in &faults {
            eprintln!("parvalde: {field}: {problem}");
        }
        if format == Format::Json {
            let errors: Vec<_> =
                faults.iter().map(|(field, problem)| json!({ "field": field, "problem": problem })).collect();
            out::json(&json!({ "errors": errors }))?;
        }
    }
    anyhow::ensure!(count > 0, "stdin is empty: write a JSON object (see `parvalde mrz make --help`)");
    Ok(ended)
}
