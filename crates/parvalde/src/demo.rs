//! `parvalde demo`: a synthetic country to try everything on, with sign-ins that need no password.

mod bank;
mod clock;
mod contacts;
mod power;
mod seed;
mod stories;
mod twin;

use crate::cli::Demo;
use crate::database::{self, Wanted, With};
use crate::ended::Ended;
use crate::{exchange, keys, lawfiles, log, mail, out, serve};
use anyhow::Context as _;
use clock::SettableClock;
use kernel::{Chance as _, Clock as _, Lang, OfficerId, OsChance};
use office::synthetic::{self, Figures, Persona, SyntheticOfficer, SyntheticPerson};
use office::{Actor, LogKeys, Officer};
use seed::{Filled, Filling};
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{DemoClient, DemoOfficer, Limits, SignIn};

/// Fills the office where it is empty, serves it, and says how to try it.
///
/// # Errors
/// The database or the address cannot be had, or the database holds something else.
pub async fn run(demo: &Demo) -> anyhow::Result<Ended> {
    let listener = serve::listen(&demo.listen).await?;
    let address = listener.local_addr().context("the address listened on is not known")?;
    let relay = mail::ready(&demo.mail, Some(&format!("http://{address}")))?;
    let law = lawfiles::book(demo.law.procedures.as_deref())?;
    let figures = Arc::new(Figures::bundled().context("the built-in figures are broken")?);
    let clock = Arc::new(SettableClock::following(demo.at));
    let today = law.country().zone.day(clock.now());
    let cast = synthetic::personas(today, law.country(), &figures).context("the built-in cast is broken")?;
    let at_work =
        synthetic::staff_persons(today, law.country(), &figures).context("the built-in staff is broken")?;
    let officers = officers(&figures, &at_work)?;
    let staff: Vec<Officer> = officers.iter().map(|(officer, _)| officer.clone()).collect();
    if !demo.unsealed {
        keys::of_demonstration(&demo.db, &demo.keys)?;
    }
    let with = With { law, clock: clock.clone(), staff, demonstration: true };
    let office = database::open_with(&demo.db, Wanted::New, &demo.keys, with).await?;
    let (opened, seed) = seed::begun(&office, today, demo.seed).await?;
    let filling = Filling {
        office: office.clone(),
        clock,
        figures,
        cast: cast.clone(),
        staff: at_work.into_iter().map(|(_, person)| person).collect(),
        persons: usize::try_from(demo.persons)?,
        seed,
        opened,
    };
    match seed::filled(&office, &cast).await? {
        Filled::Wholly => {
            eprintln!("the synthetic country of the last run is kept; remove the database to begin anew")
        }
        Filled::Empty => seed::fill(&filling).await?,
        Filled::Partly => {
            eprintln!("an earlier filling was interrupted and goes on");
            seed::fill(&filling).await?;
        }
        Filled::Other => anyhow::bail!(
            "`{}` holds something else than a demonstration; name another database with --db",
            database::shown(&demo.db)
        ),
    }
    if let Some(signer) = log::of_demonstration(&demo.db)? {
        office.sign_log_with(LogKeys { signer, witnesses: demo.witness.clone() });
    }
    if let Some(folder) = &demo.exchange.folder {
        exchange::connect(&office, folder)?;
    }
    mail::connect(&office, relay);
    let tokens = tokens(&cast, &officers)?;
    let sign_in = sign_in(&cast, &officers, &tokens);
    let (persons, engine) = (demo.persons, office.engine());
    let limits = Limits::default().times(demo.rate.factor);
    serve::until_stopped(office, sign_in, listener, false, limits, |address| {
        out::line(format_args!("Pārvalde is ready: http://{address}/"))?;
        out::line(welcome(&address.to_string(), engine, persons, &cast, &officers, &tokens))?;
        tokio::spawn(complete(filling));
        Ok(())
    })
    .await
}

/// Enters the rest of the country behind the server.
async fn complete(filling: Filling) {
    let persons = filling.persons;
    match seed::complete(filling).await {
        Ok(0) => {}
        Ok(entered) => {
            eprintln!("{entered} more are entered: all {persons} persons of the synthetic country are in")
        }
        Err(error) => eprintln!("the synthetic country stays incomplete until the next start: {error:#}"),
    }
}

/// The officers of the demonstration, each with their record in the register.
fn officers(
    figures: &Figures,
    at_work: &[(Option<OfficerId>, SyntheticPerson)],
) -> anyhow::Result<Vec<(Officer, SyntheticOfficer)>> {
    let list = synthetic::officers(figures).context("the built-in officers are broken")?;
    list.into_iter()
        .map(|synthetic| {
            let role = synthetic.role.parse().map_err(anyhow::Error::msg)?;
            let officer = Officer {
                id: synthetic.code.clone(),
                name: synthetic.name.to_string(),
                roles: vec![role],
                office: synthetic.office.clone(),
                person: at_work
                    .iter()
                    .find(|(code, _)| code.as_ref() == Some(&synthetic.code))
                    .map(|(_, person)| person.id),
            };
            Ok((officer, synthetic))
        })
        .collect()
}

/// A bearer token for each role, drawn anew at every start.
fn tokens(
    cast: &[Persona],
    officers: &[(Officer, SyntheticOfficer)],
) -> anyhow::Result<Vec<(String, String, Actor)>> {
    let mut chance = OsChance::new().context("the system gives no randomness")?;
    let client =
        cast.first().map(|persona| ("client".to_owned(), Actor::Client { person: persona.person.id }));
    // The second of a role is told from the first.
    let mut of_role: BTreeMap<&str, usize> = BTreeMap::new();
    let roles = officers.iter().map(|(officer, made)| {
        let nth = of_role.entry(&made.role).or_default();
        *nth += 1;
        let name = if *nth == 1 { made.role.clone() } else { format!("{}-{nth}", made.role) };
        (name, Actor::Officer(officer.clone()))
    });
    let token =
        |(role, actor)| (role, format!("{:016x}{:016x}", chance.next_u64(), chance.next_u64()), actor);
    Ok(client.into_iter().chain(roles).map(token).collect())
}

fn sign_in(
    cast: &[Persona],
    officers: &[(Officer, SyntheticOfficer)],
    tokens: &[(String, String, Actor)],
) -> SignIn {
    let clients = cast
        .iter()
        .map(|persona| DemoClient {
            person: persona.person.id,
            name: persona.person.name.to_string(),
            note: persona.about.clone(),
        })
        .collect();
    let officers = officers
        .iter()
        .map(|(officer, made)| DemoOfficer { officer: officer.clone(), note: made.about.clone() })
        .collect();
    tokens.iter().fold(SignIn::demo(clients, officers), |list, (_, token, actor)| {
        list.with_token(token.clone(), actor.clone())
    })
}

/// What a newcomer needs to know.
fn welcome(
    address: &str,
    engine: &str,
    persons: u32,
    cast: &[Persona],
    officers: &[(Officer, SyntheticOfficer)],
    tokens: &[(String, String, Actor)],
) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    line(format!(
        "\nA synthetic country of {persons} persons on {engine}. Nobody in it exists; everybody may sign in.\n"
    ));
    line(format!("Sign in at http://{address}/en/sign-in as"));
    for persona in cast {
        line(format!(
            "  client        {:<18} {}",
            persona.person.name.to_string(),
            persona.about.get(Lang::EN)
        ));
    }
    for (officer, made) in officers {
        let about = made.about.get(Lang::EN);
        line(format!("  {:<13} {:<18} {about} ({})", made.role, officer.name, made.office));
    }
    line("\nTokens for the API (header `Authorization: Bearer TOKEN`), for this run only:".to_owned());
    for (role, token, _) in tokens {
        line(format!("  token {role:<13} {token}"));
    }
    let first = cast.first().map_or_else(String::new, |persona| persona.person.name.to_string());
    line("\nWhat to try first".to_owned());
    line(format!("  1. As {first}: book a time, apply for a passport, see what is still needed."));
    line("  2. As the counter officer: check the visit in, establish identity, take photograph, prints and fee.".to_owned());
    line("  3. As the case officer propose the decision, as the approver approve it.".to_owned());
    line(format!("  4. As {first} again: receive the decision, and see who looked at your data."));
    if let Some((_, token, _)) = tokens.first() {
        line(format!("  5. curl -H 'Authorization: Bearer {token}' http://{address}/api/v1/me/access-log"));
    }
    line("\nStop with Ctrl-C.".to_owned());
    text.trim_end().to_owned()
}
