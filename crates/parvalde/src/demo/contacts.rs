//! Some of the cast said how they are reached, so that e-mail can be chosen: addresses of a domain that nobody has.

use anyhow::Context as _;
use kernel::Day;
use office::access::Purpose;
use office::register::{Basis, CivilAct, Deed};
use office::synthetic::Persona;
use office::{Actor, Office, Role};

/// Who gave an address; the others have still to give one at the counter.
const WITH_ADDRESS: [&str; 2] = ["pensioner", "young"];
/// So many days ago.
const GIVEN_DAYS_AGO: i32 = 15;

/// Enters them, as the counter does; what an interrupted filling left behind is passed over.
///
/// # Errors
/// The database does not answer, or the staff has nobody at the counter.
pub async fn tell(office: &Office, cast: &[Persona], today: Day) -> anyhow::Result<()> {
    let officer = office.staff().iter().find(|officer| officer.is(Role::Counter));
    let officer = Actor::Officer(officer.context("the staff has nobody at the counter")?.clone());
    let purpose: Purpose = "basis:fprl".parse()?;
    let given = today.plus_days(-GIVEN_DAYS_AGO)?;
    for persona in cast.iter().filter(|persona| WITH_ADDRESS.contains(&persona.key.as_str())) {
        let person = persona.person.id;
        if office.channels_and_contacts(&officer, &purpose, person).await?.1.by.mail {
            continue;
        }
        let act = CivilAct::ContactGiven {
            person,
            channel: "email".to_owned(),
            contact: format!("{}@example.com", persona.key),
        };
        let from = persona.person.name.to_string();
        let country = &office.country().icao;
        let basis = Basis::new("application", "", given, &from, country)?;
        let deed = Deed { act, on: given.into(), body: "office".to_owned(), basis, distinct: Vec::new() };
        office
            .record_act(&officer, &purpose, deed)
            .await
            .context("an address of the demonstration cannot be entered")?;
    }
    Ok(())
}
