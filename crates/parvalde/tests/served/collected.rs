//! Traces at a collector that speaks OTLP over HTTP: each request is one span below whoever sent it, with what the office
//! did for it below that; nobody is named, and a collector that is gone holds nothing up.

use crate::server::{Server, well};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::{span::SpanKind, status::StatusCode};
use prost::Message as _;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use testkit::Intruder;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The example of the recommendation (W3C Trace Context).
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const SENDER: &str = "00f067aa0ba902b7";

/// A collector: keeps what it is sent.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<ExportTraceServiceRequest>>>);

impl Collector {
    async fn start() -> (Self, String) {
        let (collector, listener) = (Self::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = format!("http://{}", listener.local_addr().unwrap());
        let kept = collector.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(kept.clone().answer(stream));
            }
        });
        (collector, address)
    }

    async fn answer(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        loop {
            let (mut head, mut line) = (String::new(), String::new());
            while stream.read_line(&mut line).await.unwrap_or(0) > 2 {
                head.push_str(&std::mem::take(&mut line).to_lowercase());
            }
            let Some(length) = head.split("content-length: ").nth(1) else { return };
            assert!(head.starts_with("post /v1/traces http/1.1\r\n"), "{head}");
            assert!(head.contains("content-type: application/x-protobuf\r\n"), "{head}");
            let mut body = vec![0; length.lines().next().unwrap().parse().unwrap()];
            stream.read_exact(&mut body).await.unwrap();
            self.0.lock().unwrap().push(ExportTraceServiceRequest::decode(body.as_slice()).unwrap());
            let answer =
                b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
        }
    }

    fn spans(&self) -> Vec<Span> {
        let kept = self.0.lock().unwrap();
        let scopes = kept.iter().flat_map(|request| &request.resource_spans).flat_map(|one| &one.scope_spans);
        scopes.flat_map(|scope| scope.spans.clone()).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(value: Option<&AnyValue>) -> String {
    match value.and_then(|value| value.value.as_ref()) {
        Some(any_value::Value::StringValue(text)) => text.clone(),
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        Some(any_value::Value::BoolValue(yes)) => yes.to_string(),
        other => panic!("{other:?}"),
    }
}

fn attribute(span: &Span, key: &str) -> String {
    text(span.attributes.iter().find(|known| known.key == key).and_then(|known| known.value.as_ref()))
}

async fn asked(server: &Server, path: &str, traceparent: Option<String>) -> reqwest::Response {
    let mut request = reqwest::Client::new().get(format!("{}{path}", server.base));
    request = request.bearer_auth(&server.tokens["counter"]).header("Purpose", "basis:mk134");
    if let Some(traceparent) = traceparent {
        request = request.header("traceparent", traceparent);
    }
    request.send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_one_span_below_its_sender_and_nobody_is_named() {
    for database in testkit::databases("served_collected").await.unwrap() {
        let (collector, address) = Collector::start().await;
        let server = Server::start_with(&database.url, &["--unsealed", "--traces", &address]);
        let person = Intruder::look(&database.url).await.unwrap().persons().await.unwrap().remove(0);
        let path = format!("/api/v1/persons/{person}");
        let answer = asked(&server, &path, Some(format!("00-{TRACE}-{SENDER}-01"))).await;
        assert_eq!(answer.status(), 200);
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(asked(&server, &path, None).await.status(), 200);
        // Whoever sent it collects nothing of it.
        let unsampled = "1bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(asked(&server, &path, Some(format!("00-{unsampled}-{SENDER}-00"))).await.status(), 200);
        // A header that is none begins a trace of its own; a page that is not there is no fault.
        let answer = asked(&server, "/en/no-such-page", Some("00-nonsense".to_owned())).await;
        assert_eq!(answer.status(), 404);
        assert!(server.stop(), "{}", database.engine());

        let spans = collector.spans();
        let route = "GET /api/v1/persons/{id}";
        let roots: Vec<&Span> = spans.iter().filter(|span| span.name == route).collect();
        assert_eq!(roots.len(), 2, "{spans:?}");
        let sent = roots.iter().find(|span| hex(&span.trace_id) == TRACE).unwrap();
        assert_eq!((hex(&sent.parent_span_id).as_str(), sent.kind), (SENDER, SpanKind::Server as i32));
        assert_eq!(attribute(sent, "http.response.status_code"), "200");
        assert_eq!(
            (attribute(sent, "http.route"), attribute(sent, "request.id")),
            (route[4..].to_owned(), id)
        );
        let below: BTreeSet<&str> = spans
            .iter()
            .filter(|span| span.trace_id == sent.trace_id && span.parent_span_id == sent.span_id)
            .map(|span| span.name.as_str())
            .collect();
        assert!(below.is_superset(&BTreeSet::from(["authorise", "load"])), "{below:?}");
        let own = roots.iter().find(|span| hex(&span.trace_id) != TRACE).unwrap();
        assert!(own.parent_span_id.is_empty(), "{own:?}");
        assert!(spans.iter().all(|span| hex(&span.trace_id) != unsampled));
        let lost = spans.iter().find(|span| span.name.contains("none") || span.name.contains("no-such"));
        assert_eq!(lost.unwrap().name, "GET none");
        assert!(spans.iter().any(|span| span.name == "job" && attribute(span, "kind") == "letter"));
        assert!(spans.iter().all(|span| {
            span.status.as_ref().is_none_or(|status| status.code != StatusCode::Error as i32)
        }));

        let keys: BTreeSet<&str> =
            spans.iter().flat_map(|span| &span.attributes).map(|known| known.key.as_str()).collect();
        let known = [
            "action",
            "allowed",
            "events",
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "kind",
            "level",
            "request.id",
            "target",
            "what",
        ];
        assert!(keys.is_subset(&BTreeSet::from(known)), "{keys:?}");
        assert!(spans.iter().all(|span| span.events.is_empty() && span.links.is_empty()));
        let values = spans.iter().flat_map(|span| &span.attributes).map(|known| text(known.value.as_ref()));
        let said: Vec<String> = values.chain(spans.iter().map(|span| span.name.clone())).collect();
        assert!(said.iter().all(|value| !value.contains(&person)), "{person} is named");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_gone_holds_nothing_up() {
    let database = testkit::sqlite().unwrap();
    // Taken and left again: nobody listens there.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let server = Server::start_with(&database.url, &["--unsealed", "--traces", &format!("http://{gone}")]);
    for _ in 0..200 {
        assert_eq!(asked(&server, "/api/v1/cases", None).await.status(), 200);
    }
    assert!(server.stop());
    assert!(well("verify", &database.url));
}

#[test]
fn an_address_that_is_none_is_bad_usage() {
    let told = std::process::Command::new(env!("CARGO_BIN_EXE_parvalde"))
        .args(["serve", "--db", "sqlite:nowhere.db", "--traces", "127.0.0.1:4318"])
        .output()
        .unwrap();
    let words = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{words}");
    assert!(words.contains("write http://127.0.0.1:4318"), "{words}");
    assert!(!std::path::Path::new("nowhere.db").exists());
}
