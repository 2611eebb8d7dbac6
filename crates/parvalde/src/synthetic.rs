//! `parvalde synthetic`: invented persons in a file that `parvalde import persons` takes, for trying out and
//! for measuring. Those who have died are left out: the columns of the import have no place for a death.

use crate::cli::Synthetic;
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock as _, NamePart, SystemClock};
use law::LawBook;
use office::synthetic::{self, Figures, Place, Sex, SyntheticPerson};

/// The columns of the import, which scripts rely on.
pub const COLUMNS: [&str; 13] = [
    "person_id",
    "personal_code",
    "given_names",
    "surname",
    "birth_surname",
    "former_surname",
    "birth_date",
    "sex",
    "legal_status",
    "citizenship",
    "ethnicity",
    "municipality_code",
    "address",
];
/// How often the bar moves.
const TOLD_EVERY: u64 = 4096;

/// Writes the country.
///
/// # Errors
/// The file cannot be written, or the country's figures are broken.
pub fn write(task: &Synthetic) -> anyhow::Result<Ended> {
    let law = LawBook::bundled().context("the built-in law files are broken")?;
    let figures = Figures::bundled()?;
    let country = law.country();
    let today = task.as_of.unwrap_or_else(|| country.zone.day(SystemClock.now()));
    let cannot = || format!("cannot write `{}`", task.file.display());
    let mut writer =
        csv::WriterBuilder::new().buffer_capacity(1 << 17).from_path(&task.file).with_context(cannot)?;
    writer.write_record(COLUMNS).with_context(cannot)?;
    let wanted = u64::from(task.persons);
    let bar = ProgressBar::new(wanted);
    // The template is fixed; if it were wrong, the usual bar would do.
    if let Ok(style) = ProgressStyle::with_template("inventing persons {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    let mut written = 0;
    let persons = synthetic::country(task.seed, usize::MAX, today, country, &figures);
    for person in persons.filter(|person| person.death.is_none()) {
        writer.write_record(row(&person)).with_context(cannot)?;
        written += 1;
        if written % TOLD_EVERY == 0 {
            bar.set_position(written);
        }
        if written == wanted {
            break;
        }
    }
    writer.flush().with_context(cannot)?;
    bar.finish_and_clear();
    out::line(format_args!("{written} persons in `{}`", task.file.display()))?;
    Ok(Ended::Done)
}

/// The values in the order of the columns.
fn row(person: &SyntheticPerson) -> [String; COLUMNS.len()] {
    let (municipality, address) = match &person.residence.place {
        Place::Declared { municipality, address } => (municipality.clone(), address.clone()),
        Place::Abroad { country } => (String::new(), country.clone()),
    };
    let sex = match person.sex {
        Sex::Female => "female",
        Sex::Male => "male",
    };
    let surname = |part: Option<&NamePart>| part.map(ToString::to_string).unwrap_or_default();
    [
        person.id.to_string(),
        person.code.digits(),
        person.name.given.to_string(),
        person.name.surname.to_string(),
        surname(person.birth_surname()),
        surname(person.former_surname()),
        person.birth.to_string(),
        sex.to_owned(),
        person.status.clone(),
        person.citizenship.clone().unwrap_or_default(),
        person.ethnicity.clone().unwrap_or_default(),
        municipality,
        address,
    ]
}
