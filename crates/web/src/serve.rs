//! Serving until told to stop: what is under way then is finished.
//!
//! Connections are served one by one instead of by `axum::serve`, which has no bounds: here a head that does not come, an
//! answer that is not read, too many headers and too many connections end where [`Limits`] says.

use crate::app::App;
use crate::http::router_within;
use crate::limits::Limits;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::Service as _;

/// How long to rest when no connection can be taken, such as when the process has no more file handles.
const REST: Duration = Duration::from_millis(100);

/// Serves the office on `listener` until `stop` is ready.
///
/// # Errors
/// None at present: a listener that breaks is tried again.
pub async fn serve(
    app: App,
    listener: TcpListener,
    limits: &Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = router_within(app, limits);
    let seats = Arc::new(Semaphore::new(limits.connections));
    let http = http(limits);
    let going = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &seats) => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Some((stream, peer, seat)) => {
                let office = router.clone();
                let service = service_fn(move |mut request: Request<Incoming>| {
                    request.extensions_mut().insert(ConnectInfo(peer));
                    office.clone().call(request)
                });
                let connection = going.watch(http.serve_connection(io(stream, limits), service));
                tokio::spawn(async move {
                    // A client that goes away, or is cut off, is no fault of ours.
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended early");
                    }
                    drop(seat);
                });
            }
            None => tokio::time::sleep(REST).await,
        }
    }
    drop(listener);
    going.shutdown().await;
    Ok(())
}

/// Waits for a seat, and then for a connection to sit on it.
async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, seat)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be taken");
            None
        }
    }
}

fn http(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(limits.headers)
        .max_header_size(limits.head_bytes);
    builder
}

/// The connection, which breaks when nothing can be written to it for too long.
fn io(stream: TcpStream, limits: &Limits) -> TokioIo<Pin<Box<TimeoutStream<TcpStream>>>> {
    // An answer is one short write; waiting for more to send only makes it late.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection stays with delayed sending");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    TokioIo::new(Box::pin(stream))
}
