//! What a running office tells about itself: lines on stderr, and traces for a collector where one is named (OpenTelemetry,
//! OTLP over HTTP).
//!
//! To the collector go the spans with the target `parvalde::trace` and nothing of the log. A collector that is slow or
//! gone holds nothing up: spans wait in a queue of bounded length, and what does not fit is dropped.

use crate::ended::Usage;
use anyhow::Context as _;
use async_trait::async_trait;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use std::time::Duration;
use tokio::runtime::{Handle, Runtime};
use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

/// How long a collector may take to answer, and at the end to take what waits.
const PATIENCE: Duration = Duration::from_secs(5);
/// So much of its answer is read.
const ANSWER_MAX: usize = 64 * 1024;

/// The collector's client: the exporter asks from a thread of its own, the answer is awaited where the office runs.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let url = parts.uri.to_string();
        let request = self.client.request(parts.method, url).headers(parts.headers).body(body);
        let answered = self.runtime.spawn(async move {
            let mut answer = request.send().await?;
            let mut body = Vec::new();
            while let Some(piece) = answer.chunk().await? {
                if body.len() + piece.len() > ANSWER_MAX {
                    return Err(HttpError::from("the collector's answer is too long"));
                }
                body.extend_from_slice(&piece);
            }
            let mut response = Response::new(Bytes::from(body));
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(response)
        });
        answered.await?
    }
}

/// Traces on their way to a collector.
pub struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// Begins: log lines on stderr, and traces to the collector at `url`, if any.
    ///
    /// # Errors
    /// [`Usage`] when that is no address.
    pub fn begin(runtime: &Runtime, usual: &str, url: Option<&str>) -> anyhow::Result<Self> {
        let provider = url.map(|url| provider(runtime, url)).transpose()?;
        let traces = provider.as_ref().map(|provider| layer(provider.tracer("parvalde")));
        let filter = EnvFilter::try_from_env("PARVALDE_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
        let lines = fmt::layer().with_writer(std::io::stderr);
        let lines = if std::env::var("PARVALDE_LOG_FORMAT").is_ok_and(|format| format == "json") {
            lines.json().boxed()
        } else {
            lines.with_target(false).boxed()
        };
        tracing_subscriber::registry().with(lines.with_filter(filter)).with(traces).init();
        Ok(Self(provider))
    }

    /// Ends: what waits is sent, as long as the collector answers.
    pub fn end(self) {
        if let Some(Err(error)) = self.0.map(|provider| provider.shutdown_with_timeout(PATIENCE)) {
            tracing::warn!(%error, "the last traces did not reach the collector");
        }
    }
}

fn layer<S>(tracer: SdkTracer) -> impl Layer<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let spans = tracing_opentelemetry::layer().with_tracer(tracer);
    let spans = spans.with_location(false).with_threads(false).with_tracked_inactivity(false);
    spans.with_filter(Targets::new().with_target("parvalde::trace", LevelFilter::DEBUG))
}

fn provider(runtime: &Runtime, url: &str) -> anyhow::Result<SdkTracerProvider> {
    let endpoint = endpoint(url)?;
    let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    let client = client.build().context("the client for the collector cannot be made")?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector { client, runtime: runtime.handle().clone() })
        .with_endpoint(endpoint)
        .with_timeout(PATIENCE)
        .build()
        .context("the collector cannot be used")?;
    let resource = Resource::builder()
        .with_service_name("parvalde")
        .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

/// Where traces go to, from the address of the collector (OTLP: `/v1/traces` below it).
fn endpoint(url: &str) -> Result<String, Usage> {
    let wrong = || Usage(format!("`{url}` is no address of a collector; write http://127.0.0.1:4318"));
    let parsed = reqwest::Url::parse(url).map_err(|_| wrong())?;
    if !matches!(parsed.scheme(), "http" | "https") || !parsed.has_host() || parsed.query().is_some() {
        return Err(wrong());
    }
    let base = url.trim_end_matches('/');
    Ok(if base.ends_with("/v1/traces") { base.to_owned() } else { format!("{base}/v1/traces") })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_collector_is_its_base_or_the_whole() {
        for (said, meant) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            ("http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/traces"),
            ("https://traces.example/otlp", "https://traces.example/otlp/v1/traces"),
            ("https://traces.example/v1/traces", "https://traces.example/v1/traces"),
        ] {
            assert_eq!(endpoint(said).unwrap(), meant);
        }
        for wrong in ["", "127.0.0.1:4318", "grpc://127.0.0.1:4317", "http://", "http://x/?a=b", "nowhere"] {
            let Usage(why) = endpoint(wrong).unwrap_err();
            assert!(why.contains("http://127.0.0.1:4318"), "{wrong}: {why}");
        }
    }
}
