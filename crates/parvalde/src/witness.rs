//! `parvalde witness`: watches over the log of an office from another machine. It remembers the last tree that it saw,
//! asks for the proof that the next one grew out of it, and only then cosigns.

use crate::cli::Witness as Task;
use crate::ended::Ended;
use crate::{log, out};
use anyhow::Context as _;
use kernel::{Clock as _, SystemClock};
use office::Lane;
use serde::Deserialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use transparency::cosign::{Refusal, Seen, Witness, WitnessKey};
use transparency::{Checkpoint, Hash, proof};

/// How long the office may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest answer that is read, bytes.
const ANSWER_MAX: usize = 1 << 20;

#[derive(Deserialize)]
struct Consistency {
    proof: Vec<String>,
}

/// Looks at both lanes, once or again and again.
///
/// # Errors
/// The key or the folder cannot be read. What the office shows wrongly is said, and ends with 1; an office that does
/// not answer is asked again where it is watched.
pub async fn run(task: &Task) -> anyhow::Result<Ended> {
    let key: WitnessKey = log::read(&task.key)?;
    std::fs::create_dir_all(&task.state)
        .with_context(|| format!("cannot make the folder `{}`", task.state.display()))?;
    let client =
        reqwest::Client::builder().timeout(PATIENCE).build().context("cannot ask over the network")?;
    loop {
        let mut ended = Ended::Done;
        for lane in [Lane::Event, Lane::Access] {
            match look(task, &key, &client, lane).await {
                Ok(Ok(size)) => {
                    out::line(format_args!("{}/{}: cosigned at {size}", task.log.name(), lane.name()))?
                }
                Ok(Err(refusal)) => {
                    eprintln!(
                        "parvalde: {}/{}: not cosigned: {:#}",
                        task.log.name(),
                        lane.name(),
                        anyhow::Error::new(refusal)
                    );
                    ended = Ended::Refused;
                }
                Err(error) if task.every.is_some() => eprintln!("parvalde: {}: {error:#}", lane.name()),
                Err(error) => return Err(error),
            }
        }
        let Some(every) = task.every else { return Ok(ended) };
        tokio::time::sleep(Duration::from_secs(every)).await;
    }
}

/// Looks at a lane; the size that was cosigned, or why none was.
async fn look(
    task: &Task,
    key: &WitnessKey,
    client: &reqwest::Client,
    lane: Lane,
) -> anyhow::Result<Result<u64, Refusal>> {
    let origin = format!("{}/{}", task.log.name(), lane.name());
    let base = format!("{}/api/v1/log/{}", task.office.trim_end_matches('/'), lane.name());
    let file = task.state.join(format!("{}.json", lane.name()));
    let seen = remembered(&file)?;
    let mut witness = Witness::new(key.clone(), &origin, task.log.clone(), seen);
    let note = text(client.get(format!("{base}/checkpoint"))).await?;
    let opened = match Checkpoint::open(note.as_bytes(), &task.log, &[]) {
        Ok(opened) => opened.checkpoint,
        Err(error) => return Ok(Err(Refusal::NotByLog(error))),
    };
    let proof = match seen {
        Some(seen) if seen.size < opened.size() => {
            let url = format!("{base}/consistency?from={}&to={}", seen.size, opened.size());
            let answer: Consistency =
                serde_json::from_str(&text(client.get(url)).await?).context("the office answers no proof")?;
            proof::of_lines(&answer.proof).context("a hash of the proof is none")?
        }
        Some(_) | None => Vec::new(),
    };
    let now = u64::try_from(SystemClock.now().micros() / 1_000_000).unwrap_or(0);
    let signature = match witness.cosign(note.as_bytes(), &proof, now) {
        Ok(signature) => signature,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // Before anybody has the signature: a witness that forgets could be shown two histories.
    if let Some(seen) = witness.seen() {
        remember(&file, seen)?;
    }
    let body = json!({ "size": opened.size(), "signature": signature.to_string() });
    let sent = client.post(format!("{base}/cosignatures")).json(&body).send().await;
    let status = sent.context("the office does not answer")?.status();
    anyhow::ensure!(status.is_success(), "the office does not take the signature: {status}");
    Ok(Ok(opened.size()))
}

async fn text(request: reqwest::RequestBuilder) -> anyhow::Result<String> {
    let mut answer = request.send().await.context("the office does not answer")?;
    anyhow::ensure!(answer.status().is_success(), "the office answers {}", answer.status());
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.context("the answer breaks off")? {
        bytes.extend_from_slice(&chunk);
        anyhow::ensure!(bytes.len() <= ANSWER_MAX, "the answer is longer than {ANSWER_MAX} bytes");
    }
    String::from_utf8(bytes).context("the answer is not UTF-8 text")
}

#[derive(Deserialize)]
struct Kept {
    size: u64,
    root: String,
}

fn remembered(file: &Path) -> anyhow::Result<Option<Seen>> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", file.display())),
    };
    let wrong = || format!("`{}` is not what a witness keeps; it must not be lost", file.display());
    let kept: Kept = serde_json::from_str(&text).with_context(wrong)?;
    let root: Option<Vec<Hash>> = proof::of_lines(&[kept.root]);
    let root = root.and_then(|list| list.first().copied()).with_context(wrong)?;
    Ok(Some(Seen { size: kept.size, root }))
}

/// Keeps what was seen: a new file takes the place of the old one whole.
fn remember(file: &Path, seen: Seen) -> anyhow::Result<()> {
    let root = proof::to_lines(&[seen.root]).concat();
    let text = format!("{}\n", json!({ "size": seen.size, "root": root }));
    let beside: PathBuf = file.with_extension("new");
    let write = || -> std::io::Result<()> {
        std::fs::write(&beside, text)?;
        std::fs::File::open(&beside)?.sync_all()?;
        std::fs::rename(&beside, file)?;
        file.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
    };
    write().with_context(|| format!("cannot write `{}`", file.display()))
}
