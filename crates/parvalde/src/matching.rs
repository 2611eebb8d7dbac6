//! `parvalde match`: which records of two files, or of one, are the same person. No labels, no tuning: the files
//! themselves tell how much an agreement is worth.

mod catalogue;
mod columns;
mod file;
#[cfg(test)]
mod fuzzed;

use crate::cli::Match;
use crate::ended::{Ended, Usage};
use anyhow::Context as _;
use columns::Map;
use file::Table;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Lang, SeededChance};
use linkage::{Linkage, Record, Stage};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The pairs drawn by chance are the same at every run: the answer is repeatable.
const SEED: u64 = 1;

/// Matches two files, or one in itself, and writes the pairs that are believed.
///
/// # Errors
/// [`Usage`] for a map that names what is not there; a file that cannot be read or repeats an id.
pub fn run(task: &Match) -> anyhow::Result<Ended> {
    let same = |input: &Path| {
        let real = |path: &Path| path.canonicalize().ok();
        real(input).is_some() && real(input) == real(&task.out)
    };
    if [Some(&task.left), task.right.as_ref(), Some(&task.columns)]
        .into_iter()
        .flatten()
        .any(|path| same(path))
    {
        let message =
            format!("`{}` is read and cannot be written too; give --out another name", task.out.display());
        return Err(Usage(message).into());
    }
    let map = Map::read(&task.columns, task.right.is_some())?;
    let bar = progress();
    bar.set_message("reading");
    let left = Table::read(&task.left)?;
    let right = task.right.as_deref().map(Table::read).transpose()?;
    let prepared = map.prepare(&left, right.as_ref())?;
    let linkage = linkage::link(
        &prepared.schema,
        &prepared.left,
        prepared.right.as_ref(),
        &mut SeededChance::new(SEED),
        std::thread::available_parallelism().map_or(1, usize::from),
        &mut |stage| {
            bar.set_message(match stage {
                Stage::Standardise => "bringing values to one form",
                Stage::Block => "looking for pairs worth comparing",
                Stage::Compare => "comparing pairs",
                Stage::Learn => "learning what agreements are worth",
                Stage::Decide => "choosing pairs",
            });
        },
    );
    bar.set_message("writing");
    let (first, second) = (prepared.left.all(), prepared.right.as_ref().unwrap_or(&prepared.left).all());
    write(&task.out, &linkage, first, second, task.lang)?;
    bar.finish_and_clear();
    for notice in &prepared.notices {
        eprintln!("parvalde: {notice}");
    }
    eprintln!(
        "parvalde: {} pairs believed of {} compared, in `{}`",
        linkage.pairs.len(),
        linkage.candidates,
        task.out.display()
    );
    Ok(Ended::Done)
}

fn progress() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Writes beside the place first, so that a file that was cut short never stands there.
fn write(out: &Path, linkage: &Linkage, left: &[Record], right: &[Record], lang: Lang) -> anyhow::Result<()> {
    let cannot = || format!("cannot write `{}`", out.display());
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut writer = csv::Writer::from_path(&part).with_context(cannot)?;
    writer.write_record(["left_id", "right_id", "score", "explanation"]).with_context(cannot)?;
    for pair in &linkage.pairs {
        let (Some(left), Some(right)) = (left.get(pair.left), right.get(pair.right)) else { continue };
        let score = format!("{:.6}", pair.probability);
        let line = pair.explanation.line(lang);
        writer.write_record([left.id.as_str(), &right.id, &score, &line]).with_context(cannot)?;
    }
    writer.flush().with_context(cannot)?;
    drop(writer);
    std::fs::rename(&part, out).with_context(cannot)
}
