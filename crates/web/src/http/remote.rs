//! The trace that a request belongs to (W3C Trace Context), and the span under which it is answered.
//!
//! The span has the target `parvalde::trace`: a collector of traces gets what has it, and nothing else. It tells the
//! route and never the path, since a path can name a person.

use axum::http::{HeaderMap, Method, StatusCode};
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use tracing::Span;
use tracing::field::Empty;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// Where whoever sent a request stands in a trace: `00-TRACE-SPAN-FLAGS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Remote {
    trace: TraceId,
    span: SpanId,
    flags: TraceFlags,
}

impl Remote {
    /// Nothing where the header is missing or not in its form: a wrong one is ignored, as the recommendation says.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut parts = headers.get("traceparent")?.to_str().ok()?.split('-');
        let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let well = |text: &str, digits: usize| {
            text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if version != "00" || parts.next().is_some() || !(well(trace, 32) && well(span, 16) && well(flags, 2))
        {
            return None;
        }
        let (trace, span) = (TraceId::from_hex(trace).ok()?, SpanId::from_hex(span).ok()?);
        let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?) & TraceFlags::SAMPLED;
        let whole = trace != TraceId::INVALID && span != SpanId::INVALID;
        whole.then_some(Self { trace, span, flags })
    }

    /// The number of the trace, for the lines of the log.
    pub(super) fn trace(&self) -> String {
        self.trace.to_string()
    }

    fn context(self) -> Context {
        let context = SpanContext::new(self.trace, self.span, self.flags, true, TraceState::default());
        Context::new().with_remote_span_context(context)
    }
}

/// The span of a request, below the one of whoever sent it. Costs nothing where nobody collects traces.
pub(super) fn span(method: &Method, route: &str, request_id: &str, remote: Option<Remote>) -> Span {
    let span = tracing::debug_span!(
        target: "parvalde::trace",
        "answer",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = %method,
        http.route = route,
        http.response.status_code = Empty,
        request.id = request_id,
    );
    if let Some(remote) = remote.filter(|_| !span.is_disabled()) {
        // It fails where only the log has the span.
        let _ = span.set_parent(remote.context());
    }
    span
}

/// What came of it: a refusal is an answer, a fault of ours is an error.
pub(super) fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn a_trace_is_taken_over_only_in_its_form() {
        let of = |text: &'static str| {
            Remote::of(&HeaderMap::from_iter([(
                HeaderName::from_static("traceparent"),
                HeaderValue::from_static(text),
            )]))
        };
        // The example of the recommendation.
        let known = of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").unwrap();
        assert_eq!(known.trace(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!((known.span.to_string().as_str(), known.flags.is_sampled()), ("00f067aa0ba902b7", true));
        // Bits that nobody gave a meaning are passed on to nobody.
        assert_eq!(
            of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe").unwrap().flags,
            TraceFlags::NOT_SAMPLED
        );
        for wrong in [
            "",
            "00",
            "00-4bf92f3577b34da6a3ce929d0e0e4736",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473\" injected-00f067aa0ba902b7-01",
            // Both are forbidden to be nought.
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
