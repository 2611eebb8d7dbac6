//! Many callers at once over kept connections, each with one request under way; the next goes when the answer is
//! whole.

use crate::process::Failed;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What the callers saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// Seconds it went on.
    pub seconds: f64,
    /// How long each answer took.
    pub times: Vec<Duration>,
    /// Answers that were not 200, and the status of one of them.
    pub failed: usize,
    /// One such status.
    pub status: u16,
    /// Milliseconds of processor time that the server took for one answer.
    pub cpu: f64,
}

impl Seen {
    /// Answers a second, of those that were 200.
    pub fn rate(&self) -> f64 {
        (self.times.len() - self.failed) as f64 / self.seconds.max(f64::EPSILON)
    }

    /// The time that the given share of the answers stayed under, in milliseconds; the times are sorted.
    pub fn share(&self, share: f64) -> f64 {
        let place = ((self.times.len() as f64 * share) as usize).min(self.times.len().saturating_sub(1));
        self.times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// The heads of the columns of [`line`].
pub const COLUMNS: &str =
    "a second | p50 ms | p95 ms | p99 ms | CPU ms an answer | failed |\n|---|---|---|---|---|---|---|";

/// A line of the table.
pub fn line(what: &str, seen: &Seen) {
    println!(
        "| {what} | {:.0} | {:.2} | {:.2} | {:.2} | {:.3} | {} |",
        seen.rate(),
        seen.share(0.5),
        seen.share(0.95),
        seen.share(0.99),
        seen.cpu,
        if seen.failed == 0 { "0".to_owned() } else { format!("{} ({})", seen.failed, seen.status) }
    );
}

/// Sends requests with `callers` at once for so long; `request` writes the `n`-th, or nothing after the last.
///
/// # Errors
/// The server is not there, or answers something else than HTTP/1.1.
pub fn load(
    address: &str,
    callers: usize,
    lasting: Duration,
    request: impl Fn(usize) -> Option<String> + Send + Sync + 'static,
) -> Result<Seen, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let request = Arc::new(request);
    runtime.block_on(async {
        let began = Instant::now();
        let mut list = Vec::new();
        for caller in 0..callers {
            let (address, request) = (address.to_owned(), Arc::clone(&request));
            list.push(tokio::spawn(async move {
                call(&address, began + lasting, |n| request(n * callers + caller)).await
            }));
        }
        let mut seen = Seen::default();
        for caller in list {
            let own = caller.await??;
            seen.times.extend(own.times);
            seen.failed += own.failed;
            seen.status = seen.status.max(own.status);
        }
        seen.seconds = began.elapsed().as_secs_f64();
        seen.times.sort_unstable();
        Ok(seen)
    })
}

/// Sends each request once, one after another.
///
/// # Errors
/// As [`load`].
pub fn each(address: &str, requests: &[String]) -> Result<Seen, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let began = Instant::now();
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (mut seen, mut buffer) = (Seen::default(), Vec::new());
        for request in requests {
            let sent = Instant::now();
            stream.write_all(request.as_bytes()).await?;
            let status = answer(&mut stream, &mut buffer).await?;
            seen.times.push(sent.elapsed());
            if !(200..300).contains(&status) {
                seen.failed += 1;
                seen.status = status;
            }
        }
        seen.seconds = began.elapsed().as_secs_f64();
        seen.times.sort_unstable();
        Ok(seen)
    })
}

async fn call(
    address: &str,
    until: Instant,
    request: impl Fn(usize) -> Option<String>,
) -> Result<Seen, Failed> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut seen, mut buffer) = (Seen::default(), Vec::with_capacity(1 << 16));
    let mut number = 0;
    while Instant::now() < until {
        let Some(text) = request(number) else { break };
        number += 1;
        let began = Instant::now();
        stream.write_all(text.as_bytes()).await?;
        let status = answer(&mut stream, &mut buffer).await?;
        seen.times.push(began.elapsed());
        if !(200..300).contains(&status) {
            seen.failed += 1;
            seen.status = status;
        }
    }
    Ok(seen)
}

/// Reads one answer to its end; its status.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<u16, Failed> {
    buffer.clear();
    let (head, length) = loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length =
                length.and_then(|n| n.trim().parse::<usize>().ok()).ok_or("an answer without length")?;
            break (head, end + 4 + length);
        }
    };
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
    }
    Ok(head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0))
}
