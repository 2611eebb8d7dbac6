//! Counters for operators, in the text format that scrapers read.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counters since the start of the process.
#[derive(Debug, Default)]
pub struct Metrics {
    classes: [AtomicU64; 5],
    micros: AtomicU64,
}

impl Metrics {
    /// Counts an answer by the first digit of its status, and the time it took.
    pub fn answered(&self, status: u16, micros: u64) {
        let class = usize::from((status / 100).clamp(1, 5) - 1);
        if let Some(counter) = self.classes.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// The counters as text.
    #[must_use]
    pub fn render(&self, sessions: usize) -> String {
        let mut out = String::from(
            "# HELP parvalde_http_answers_total Answers by class of status.\n\
             # TYPE parvalde_http_answers_total counter\n",
        );
        let mut total = 0;
        for (class, counter) in (1..).zip(&self.classes) {
            let count = counter.load(Ordering::Relaxed);
            total += count;
            let _ = writeln!(out, "parvalde_http_answers_total{{class=\"{class}xx\"}} {count}");
        }
        let micros = self.micros.load(Ordering::Relaxed);
        let _ = write!(
            out,
            "# HELP parvalde_http_answer_seconds Time from request to answer.\n\
             # TYPE parvalde_http_answer_seconds summary\n\
             parvalde_http_answer_seconds_sum {}.{:06}\n\
             parvalde_http_answer_seconds_count {total}\n\
             # HELP parvalde_sessions Open sessions.\n\
             # TYPE parvalde_sessions gauge\n\
             parvalde_sessions {sessions}\n",
            micros / 1_000_000,
            micros % 1_000_000,
        );
        out
    }
}
