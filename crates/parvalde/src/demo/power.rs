//! A power of attorney among the cast: the pensioner lets the young man act for her, on a deed signed before the office.

use anyhow::Context as _;
use kernel::{Day, Lang};
use office::access::Purpose;
use office::register::{Basis, CivilAct, Deed, Matters};
use office::synthetic::Persona;
use office::{Actor, Office, OfficeError, Role};

const PRINCIPAL: &str = "pensioner";
const AGENT: &str = "young";
/// Since how many days, and for how many more.
const GIVEN_DAYS_AGO: i32 = 20;
const GOOD_DAYS: i32 = 345;

/// Enters it, as an officer does.
///
/// # Errors
/// The database does not answer, or the cast has nobody of these names.
pub async fn tell(office: &Office, cast: &[Persona], today: Day) -> anyhow::Result<()> {
    let person = |key: &str| {
        let persona = cast.iter().find(|persona| persona.key == key);
        persona.map(|persona| persona.person.id).with_context(|| format!("the cast has no `{key}`"))
    };
    let officer = office.staff().iter().find(|officer| officer.is(Role::CaseOfficer));
    let officer = Actor::Officer(officer.context("the staff has no case officer")?.clone());
    let given = today.plus_days(-GIVEN_DAYS_AGO)?;
    let act = CivilAct::AttorneyGiven {
        principal: person(PRINCIPAL)?,
        agent: person(AGENT)?.into(),
        matters: Matters::All,
        until: Some(today.plus_days(GOOD_DAYS)?),
    };
    let authority = office.law().authority().name.get(Lang::LV).to_owned();
    let basis = Basis::new("signed-before-office", "P-17", given, &authority, &office.country().icao)?;
    let deed = Deed { act, on: given.into(), body: "office".to_owned(), basis, distinct: Vec::new() };
    let purpose: Purpose = "basis:fprl".parse()?;
    match office.record_act(&officer, &purpose, deed).await {
        // Left by an interrupted filling.
        Ok(_) | Err(OfficeError::Conflict(_) | OfficeError::NotNow(_)) => Ok(()),
        Err(error) => Err(error).context("the demonstration's power of attorney cannot be entered"),
    }
}
