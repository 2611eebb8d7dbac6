//! `parvalde serve`: the portal, the workbench and the API, with the jobs beside them, until told to stop.

use crate::cli::Serve;
use crate::database::{self, Wanted, With};
use crate::ended::{Ended, Usage};
use crate::{exchange, log, mail, out, retention, sign_in};
use anyhow::Context as _;
use kernel::{Chance as _, OsChance};
use office::{LogKeys, Office, OfficeError};
use std::net::SocketAddr;
use std::time::Duration;
use store::Sealing;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{App, HeaderName, Limits, Parts, SignIn};

/// How long the jobs rest when there is none, and when the database does not answer.
const REST: Duration = Duration::from_millis(500);
const LONG_REST: Duration = Duration::from_secs(5);
/// How long requests under way may take to end once the server was told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Serves an office without a demonstration.
///
/// # Errors
/// The database or the address cannot be had.
pub async fn run(serve: &Serve) -> anyhow::Result<Ended> {
    let certificates = certificates(serve)?;
    let config = serve.sign_in.as_deref().map(sign_in::read).transpose()?;
    let relay = mail::ready(&serve.mail, config.as_ref().map(|config| config.origin.as_str()))?;
    let listener = listen(&serve.listen).await?;
    let staff = config.as_ref().map(|config| config.officers.clone()).unwrap_or_default();
    let with = With { staff, ..With::of(&serve.law)? };
    let office = database::open_with(&serve.db, Wanted::New, &serve.keys, with).await?;
    if matches!(office.store().sealing(), Sealing::Clear) {
        tracing::warn!("no master key is named: bodies are written clear, and nothing can be erased");
    }
    retention::keep_journal(&office, &serve.journal)?;
    if let Some(folder) = &serve.exchange.folder {
        exchange::connect(&office, folder)?;
    }
    mail::connect(&office, relay);
    if let Some(file) = &serve.search_file {
        office.keep_search_in(file.clone());
    }
    if let Some(file) = &serve.log_key {
        office.sign_log_with(LogKeys { signer: log::read(file)?, witnesses: serve.witness.clone() });
    }
    let sign_in = match config {
        Some(config) => SignIn::configured(config, secret()?).map_err(anyhow::Error::msg)?,
        None => SignIn::none(),
    };
    let sign_in = sign_in.with_certificates(certificates);
    let limits = Limits::default().times(serve.rate.factor);
    until_stopped(office, sign_in, listener, serve.behind_tls.is_some(), limits, |address| {
        out::line(format_args!("Pārvalde is ready: http://{address}/"))
    })
    .await
}

/// The header in which the TLS server names verified certificates.
fn certificates(serve: &Serve) -> anyhow::Result<Option<HeaderName>> {
    match serve.behind_tls.as_deref().filter(|name| !name.is_empty()) {
        None => Ok(None),
        Some(name) => name.parse().map(Some).map_err(|_| {
            Usage(format!("`{name}` is no name of a header; write --behind-tls=x-client-subject")).into()
        }),
    }
}

/// A secret of this run.
fn secret() -> anyhow::Result<String> {
    let mut chance = OsChance::new().context("the system gives no randomness")?;
    Ok(format!("{:016x}{:016x}", chance.next_u64(), chance.next_u64()))
}

/// Takes the address first, so that a port in use is told at once.
///
/// # Errors
/// [`Usage`] when it is no address; an error when it is taken.
pub async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    let address: SocketAddr = address
        .parse()
        .map_err(|_| Usage(format!("`{address}` is no address to listen on; write 127.0.0.1:8080")))?;
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another with --listen"))
}

/// Serves until SIGTERM or Ctrl-C, finishes the requests under way and closes the database.
///
/// # Errors
/// The listener breaks, or `ready` cannot say what it has to say.
pub async fn until_stopped(
    office: Office,
    sign_in: SignIn,
    listener: TcpListener,
    secure: bool,
    limits: Limits,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<Ended> {
    let address = listener.local_addr().context("the address listened on is not known")?;
    let chance = Box::new(OsChance::new().context("the system gives no randomness")?);
    let app = App::new(Parts { office: office.clone(), sign_in, chance, secure });
    let (stop, stopped) = watch::channel(false);
    let signals = signals()?;
    tokio::spawn(async move {
        signals.await;
        tracing::info!("stopping: requests under way are finished");
        // Nobody listens when the server broke first.
        let _ = stop.send(true);
    });
    let jobs = tokio::spawn(jobs(office.clone(), stopped.clone()));
    // Nobody waits for it: whoever searches before it is ready waits until it is.
    tokio::spawn(prepare_search(office.clone()));
    ready(address)?;
    let served = tokio::select! {
        served = web::serve::serve(app, listener, &limits, wait(stopped.clone())) => served,
        () = async { wait(stopped.clone()).await; tokio::time::sleep(LAST_REQUESTS).await; } => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    };
    // A job under way is finished: it would only be done again.
    drop(jobs.await);
    office.store().close().await;
    served.context("the server broke")?;
    Ok(Ended::Done)
}

async fn prepare_search(office: Office) {
    if let Err(error) = office.prepare_search().await {
        tracing::warn!(%error, "the search is not ready; the first search tries again");
    }
}

async fn wait(mut stopped: watch::Receiver<bool>) {
    // The sender lives until it has spoken; if it is gone, that is the end as well.
    drop(stopped.wait_for(|stop| *stop).await);
}

/// Ready when the process is told to stop.
fn signals() -> anyhow::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for Ctrl-C")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// What commits left to do, one batch after another: letters and documents first, then the trace is looked through for
/// unusual readings and the register for duplicates, as far as they changed, and what gateways brought is taken in.
async fn jobs(office: Office, stopped: watch::Receiver<bool>) {
    let mut gone = false;
    while !*stopped.borrow() {
        let rest = match due(&office, &stopped).await {
            Ok(done) => {
                if gone {
                    tracing::info!("the database answers again");
                }
                gone = false;
                if done { Duration::ZERO } else { REST }
            }
            Err(error) => {
                // Said once, not every few seconds.
                if !gone || !matches!(error, OfficeError::Gone | OfficeError::Unknown) {
                    tracing::warn!(%error, "the jobs wait");
                }
                gone = true;
                LONG_REST
            }
        };
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = wait(stopped.clone()) => {}
        }
    }
}

/// Does some of what is due; answers whether there was any.
async fn due(office: &Office, stopped: &watch::Receiver<bool>) -> Result<bool, OfficeError> {
    if office.run_due_jobs_while(|| !*stopped.borrow()).await? > 0 || *stopped.borrow() {
        return Ok(true);
    }
    office.note_missed().await?;
    let overseen = office.oversee().await?;
    let looked = office.look_for_duplicates().await?;
    // Last, since a folder that is not there must hold up nothing else.
    let collected = office.collect_post().await?;
    Ok(collected > 0 || looked.went_on || overseen.went_on)
}
