//! Where traces go.

use clap::Args;

/// A collector of traces.
#[derive(Debug, Args)]
pub struct Traces {
    /// The collector to which traces go by OTLP over HTTP, such as http://127.0.0.1:4318; spans name no person, and
    /// `OTEL_TRACES_SAMPLER` says how many of them there are
    #[arg(long = "traces", value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub url: Option<String>,
}
