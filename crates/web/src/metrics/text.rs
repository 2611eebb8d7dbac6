//! The text format of Prometheus, version 0.0.4: a family has a help line, a type line and samples with labels.

use std::fmt::{Display, Write as _};

/// Text under construction.
#[derive(Debug, Default)]
pub(super) struct Text(String);

/// Microseconds as seconds.
pub(super) fn seconds(micros: u64) -> f64 {
    // Exact up to 2⁵³ µs, which are 285 years.
    #[allow(clippy::cast_precision_loss)]
    let seconds = micros as f64 / 1_000_000.0;
    seconds
}

/// A label's value between quotation marks.
fn quoted(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

impl Text {
    /// Begins a family: its samples follow.
    pub(super) fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    /// A sample.
    pub(super) fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.0.push_str(name);
        if !labels.is_empty() {
            let pairs: Vec<String> =
                labels.iter().map(|(key, value)| format!("{key}=\"{}\"", quoted(value))).collect();
            let _ = write!(self.0, "{{{}}}", pairs.join(","));
        }
        let _ = writeln!(self.0, " {value}");
    }

    /// The samples of a histogram: `classes` are upper bounds with the count of each class alone.
    pub(super) fn histogram(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        classes: &[(f64, u64)],
        sum: f64,
        count: u64,
    ) {
        let mut below = 0;
        let bucket = format!("{name}_bucket");
        for (most, alone) in classes {
            below += alone;
            let most = most.to_string();
            self.sample(&bucket, &[labels, &[("le", most.as_str())]].concat(), below);
        }
        self.sample(&bucket, &[labels, &[("le", "+Inf")]].concat(), count);
        self.sample(&format!("{name}_sum"), labels, sum);
        self.sample(&format!("{name}_count"), labels, count);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}
