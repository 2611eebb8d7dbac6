//! Which of several `PostgreSQL` servers takes writes, and that the connections follow it when another takes over.
//!
//! An address may name several: `postgres://USER@H1:P1,H2:P2,H3:P3/NAME?target_session_attrs=read-write`, as
//! `PostgreSQL`'s own programs understand it. The one that is not in recovery takes writes. It is asked twice a second
//! whether it still does; when it does not, or does not answer, all are asked, and the first that does is followed.

use futures::FutureExt as _;
use futures::future::select_ok;
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use std::str::FromStr as _;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

/// Connections to a server at most.
const CONNECTIONS: u32 = 16;
/// How long whoever wants a connection waits for one.
const ACQUIRED: Duration = Duration::from_secs(5);
/// How often the primary is asked whether it still is one, and how long a server may take to say.
const LOOK: Duration = Duration::from_millis(500);
const ASKED: Duration = Duration::from_secs(2);
/// How long opening waits for a server that takes writes.
const OPENED: Duration = Duration::from_secs(10);

/// How soon a server notices that whoever was connected has vanished: after some 25 s.
const NOTICED: [(&str, &str); 4] = [
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "25s"),
];

/// What `target_session_attrs` may say here; of several servers the one that takes writes is always meant.
const WRITES: [&str; 2] = ["read-write", "primary"];

/// The servers of an address.
#[derive(Debug)]
struct Hosts {
    list: Vec<PgConnectOptions>,
    /// Whether it matters which of them takes writes: several are named, or the address says so.
    follow: bool,
}

/// The address of each server that `url` names, and whether it says that the one must be found that takes writes.
fn addresses(url: &str) -> Result<(Vec<String>, bool), sqlx::Error> {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut kept, mut asked) = (Vec::new(), false);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("target_session_attrs=") {
            Some(value) if WRITES.contains(&value) => asked = true,
            Some(value) => {
                let why =
                    format!("target_session_attrs is `{value}`; only `read-write` is of use to an office");
                return Err(sqlx::Error::Configuration(why.into()));
            }
            None => kept.push(pair),
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let (scheme, rest) = place.split_once("://").unwrap_or(("postgres", place));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, hosts) = match authority.rsplit_once('@') {
        Some((user, hosts)) => (format!("{user}@"), hosts),
        None => (String::new(), authority),
    };
    let list: Vec<String> =
        hosts.split(',').map(|host| format!("{scheme}://{user}{host}/{path}{query}")).collect();
    let follow = asked || list.len() > 1;
    Ok((list, follow))
}

impl Hosts {
    fn parse(url: &str) -> Result<Self, sqlx::Error> {
        let (list, follow) = addresses(url)?;
        let parsed = list.iter().map(|url| PgConnectOptions::from_str(url));
        let mut list = parsed.collect::<Result<Vec<_>, sqlx::Error>>()?;
        if follow {
            // A node that vanished without a word must not hold the log's head until the network gives up.
            list = list.into_iter().map(|options| options.options(NOTICED)).collect();
        }
        Ok(Self { list, follow })
    }

    /// The first to say that it takes writes, with a connection to ask it again; else why one of them does not.
    async fn primary(&self) -> Result<(usize, PgConnection), sqlx::Error> {
        let ask = |(place, options): (usize, &PgConnectOptions)| {
            let options = options.clone();
            async move {
                let asked = async {
                    let mut connection = options.connect().await?;
                    if takes_writes(&mut connection).await? {
                        return Ok((place, connection));
                    }
                    Err(sqlx::Error::Protocol("none of the servers takes writes".to_owned()))
                };
                timeout(ASKED, asked).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
            }
            .boxed()
        };
        select_ok(self.list.iter().enumerate().map(ask)).await.map(|(found, _)| found)
    }
}

async fn takes_writes(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let recovering: bool = sqlx::query_scalar("SELECT pg_is_in_recovery()").fetch_one(connection).await?;
    Ok(!recovering)
}

/// The connections to whichever server takes writes now. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Primary(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    hosts: Hosts,
    pool: RwLock<PgPool>,
    /// Counts how often another server took over.
    turns: watch::Sender<u64>,
}

fn pool() -> PgPoolOptions {
    PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRED)
}

impl Primary {
    /// Connects to the server, or to the one of several that takes writes.
    pub(super) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let hosts = Hosts::parse(url)?;
        let (turns, _) = watch::channel(0);
        match hosts.list.first() {
            Some(only) if !hosts.follow => {
                let pool = RwLock::new(pool().connect_with(only.clone()).await?);
                Ok(Self(Arc::new(Shared { hosts, pool, turns })))
            }
            _ => {
                let (place, asked) = first_primary(&hosts).await?;
                let options = hosts.list.get(place).ok_or(sqlx::Error::WorkerCrashed)?;
                let pool = RwLock::new(pool().connect_lazy_with(options.clone()));
                let shared = Arc::new(Shared { hosts, pool, turns });
                tokio::spawn(follow(Arc::downgrade(&shared), place, asked));
                Ok(Self(shared))
            }
        }
    }

    /// The connections of now.
    pub(super) fn pool(&self) -> PgPool {
        self.0.pool.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells when another server took over.
    pub(super) fn turns(&self) -> watch::Receiver<u64> {
        self.0.turns.subscribe()
    }
}

/// Waits for a server that takes writes, for they may all be starting.
async fn first_primary(hosts: &Hosts) -> Result<(usize, PgConnection), sqlx::Error> {
    let deadline = Instant::now() + OPENED;
    loop {
        match hosts.primary().await {
            Err(_) if Instant::now() < deadline => sleep(LOOK).await,
            other => return other,
        }
    }
}

/// Asks the primary whether it still is one, until nobody needs to know any more.
async fn follow(shared: Weak<Shared>, mut place: usize, asked: PgConnection) {
    let mut asked = Some(asked);
    loop {
        sleep(LOOK).await;
        let Some(shared) = shared.upgrade() else { return };
        if shared.pool.read().unwrap_or_else(PoisonError::into_inner).is_closed() {
            return;
        }
        if let Some(connection) = &mut asked
            && matches!(timeout(ASKED, takes_writes(connection)).await, Ok(Ok(true)))
        {
            continue;
        }
        asked = None;
        let Ok((found, connection)) = shared.hosts.primary().await else { continue };
        asked = Some(connection);
        // The same one started again: the pool makes new connections by itself.
        if found == place {
            continue;
        }
        let Some(options) = shared.hosts.list.get(found) else { continue };
        tracing::warn!(from = place, to = found, "another database server takes writes now");
        place = found;
        let new = pool().connect_lazy_with(options.clone());
        let old = {
            let mut pool = shared.pool.write().unwrap_or_else(PoisonError::into_inner);
            if pool.is_closed() {
                return;
            }
            std::mem::replace(&mut *pool, new)
        };
        shared.turns.send_modify(|turns| *turns += 1);
        // It waits for connections that may never come back.
        tokio::spawn(async move { old.close().await });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::addresses;

    #[test]
    fn an_address_may_name_several_servers() {
        let (list, follow) = addresses(
            "postgres://me:p%40ss@a:1,b,[::1]:3/office?target_session_attrs=read-write&sslmode=require",
        )
        .unwrap();
        assert_eq!(
            list,
            [
                "postgres://me:p%40ss@a:1/office?sslmode=require",
                "postgres://me:p%40ss@b/office?sslmode=require",
                "postgres://me:p%40ss@[::1]:3/office?sslmode=require",
            ]
        );
        assert!(follow);
    }

    #[test]
    fn one_server_is_followed_only_when_the_address_says_so() {
        assert_eq!(
            addresses("postgres://a/office").unwrap(),
            (vec!["postgres://a/office".to_owned()], false)
        );
        assert_eq!(
            addresses("postgres://a/office?target_session_attrs=primary").unwrap(),
            (vec!["postgres://a/office".to_owned()], true)
        );
        assert!(addresses("postgres://a/office?target_session_attrs=any").is_err());
    }
}
