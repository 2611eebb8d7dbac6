//! The disk and the connection of a simulated office: they fail by a seed, and the power fails once.

use kernel::{Chance as _, SeededChance};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::faults::{Faults, Moment};

/// How often it fails, in one of so many moments of a kind; 0 is never.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub begin: u64,
    pub statement: u64,
    pub commit: u64,
    pub lost_answer: u64,
}

impl Weather {
    pub fn drawn(chance: &mut SeededChance) -> Self {
        let mut one_in = |least: u64, spread: u64| match chance.below(3) {
            0 => 0,
            _ => least + chance.below(spread),
        };
        Self {
            begin: one_in(10, 80),
            statement: one_in(60, 600),
            commit: one_in(6, 40),
            lost_answer: one_in(6, 40),
        }
    }
}

/// When the power fails: at this commit, asked for or done.
#[derive(Debug, Clone, Copy)]
pub struct PowerCut {
    pub at: Moment,
    pub commit: u32,
    /// Whether the last pages are written in part only: an answer that nobody got may be lost with them.
    pub torn: bool,
}

pub struct Disk(Mutex<State>);

struct State {
    chance: SeededChance,
    weather: Weather,
    cut: Option<PowerCut>,
    file: PathBuf,
    /// What the next start finds.
    left: PathBuf,
    commits: u32,
    /// Bytes of the write-ahead log before the commit that is under way.
    before: u64,
    dark: bool,
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Disk")
    }
}

pub fn wal(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

impl Disk {
    pub fn new(seed: u64, weather: Weather, cut: Option<PowerCut>, file: &Path, left: &Path) -> Self {
        Self(Mutex::new(State {
            chance: SeededChance::new(seed),
            weather,
            cut,
            file: file.to_owned(),
            left: left.to_owned(),
            commits: 0,
            before: 0,
            dark: false,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the power failed.
    pub fn dark(&self) -> bool {
        self.state().dark
    }

    /// From now on all is well.
    pub fn clear_up(&self) {
        let mut state = self.state();
        (state.weather, state.cut) = (Weather::default(), None);
    }
}

impl Faults for Disk {
    fn strikes(&self, moment: Moment) -> bool {
        let mut state = self.state();
        if state.dark {
            return true;
        }
        if moment == Moment::Commit {
            state.commits += 1;
            state.before = std::fs::metadata(wal(&state.file)).map_or(0, |data| data.len());
        }
        let cut = state.cut.filter(|cut| cut.at == moment && cut.commit == state.commits);
        if let Some(cut) = cut {
            state.fail(cut.torn);
            return true;
        }
        let weather = state.weather;
        let one_in = match moment {
            Moment::Begin => weather.begin,
            Moment::Statement => weather.statement,
            Moment::Commit => weather.commit,
            Moment::Committed => weather.lost_answer,
        };
        one_in > 0 && state.chance.below(one_in) == 0
    }

    fn turns(&self) -> u32 {
        u32::try_from(self.state().chance.below(4)).unwrap_or(0)
    }
}

impl State {
    /// The power fails: what is on the disk now is what the next start finds.
    fn fail(&mut self, torn: bool) {
        self.dark = true;
        std::fs::copy(&self.file, &self.left).unwrap();
        let (log, left) = (wal(&self.file), wal(&self.left));
        if !log.exists() {
            return;
        }
        let mut pages = std::fs::read(&log).unwrap();
        let written = pages.len() as u64 - self.before.min(pages.len() as u64);
        if torn && written > 0 {
            let kept = usize::try_from(self.before + self.chance.below(written)).unwrap();
            // What was on its way is cut off, or came in part and as nonsense.
            if self.chance.below(2) == 0 {
                pages.truncate(kept);
            } else {
                pages[kept..].fill(0xa5);
            }
        }
        std::fs::write(left, pages).unwrap();
    }
}
