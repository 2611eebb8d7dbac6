//! `parvalde officer`: the invitation to a passkey, and the end of sessions.

use crate::cli::OfficerTask;
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::{out, sign_in};
use anyhow::Context as _;
use kernel::{Chance as _, Lang, OfficerId, OsChance};
use office::passkeys::event::OfficerEvent;
use office::{Actor, Office};
use std::path::Path;

/// Does one of the tasks.
///
/// # Errors
/// The database cannot be had, or the officer is not on the staff list.
pub async fn run(task: &OfficerTask) -> anyhow::Result<Ended> {
    match task {
        OfficerTask::Invite { code, db, sign_in, lang } => {
            let office = database::open(db, Wanted::Existing).await?;
            let done = invite(&office, code, sign_in.as_deref(), *lang).await;
            office.store().close().await;
            done
        }
        OfficerTask::SignOut { code, db } => {
            let office = database::open(db, Wanted::Existing).await?;
            let ended = office.end_sessions_of(&Actor::System, code).await;
            office.store().close().await;
            out::line(format_args!("{} sessions of `{code}` ended", ended?))?;
            Ok(Ended::Done)
        }
        OfficerTask::History { code, db } => {
            let office = database::open(db, Wanted::Existing).await?;
            let done = history(&office, code).await;
            office.store().close().await;
            done.map(|()| Ended::Done)
        }
        OfficerTask::Passkeys { db } => {
            let office = database::open(db, Wanted::Existing).await?;
            let counts = office.passkey_counts(&Actor::System).await;
            office.store().close().await;
            for (officer, count) in counts? {
                out::line(format_args!("{officer}\t{count}"))?;
            }
            Ok(Ended::Done)
        }
    }
}

async fn history(office: &Office, code: &OfficerId) -> anyhow::Result<()> {
    for entry in office.passkey_history(&Actor::System, code).await? {
        let what = match &entry.event {
            OfficerEvent::PasskeyInvited { until } => format!("until {until}"),
            OfficerEvent::PasskeyAdded { name, way, digest, .. } => {
                format!("by {}\t{}\tsha256:{digest}", way.code(), name.escape_debug())
            }
            OfficerEvent::PasskeyRemoved { name, .. } => name.escape_debug().to_string(),
        };
        let kind = entry.event.kind();
        out::line(format_args!("{}\t{}\t{}\t{kind}\t{what}", entry.position, entry.at, entry.actor))?;
    }
    Ok(())
}

async fn invite(office: &Office, code: &OfficerId, file: Option<&Path>, lang: Lang) -> anyhow::Result<Ended> {
    let config = file.map(sign_in::read).transpose()?;
    if let Some(config) = &config {
        if !config.officers.iter().any(|officer| officer.id == *code) {
            return Err(
                Usage(format!("`{code}` is not on the staff list of the sign-in configuration")).into()
            );
        }
        if config.passkeys.is_none() {
            return Err(Usage("the sign-in configuration has no part `[passkeys]`".to_owned()).into());
        }
    }
    let mut chance = OsChance::new().context("the system gives no randomness")?;
    let token = format!("{:016x}{:016x}", chance.next_u64(), chance.next_u64());
    let until = office.invite_officer(&Actor::System, code, &token).await?;
    let origin = match &config {
        Some(config) => config.origin.as_str().trim_end_matches('/').to_owned(),
        None => {
            eprintln!("put the address of the office before it, or name the configuration with --sign-in");
            String::new()
        }
    };
    eprintln!(
        "the link works once, and until {until}; whoever has it becomes `{code}`: hand it over in person"
    );
    out::line(format_args!("{origin}/{lang}/enrol?invitation={token}"))?;
    Ok(Ended::Done)
}
