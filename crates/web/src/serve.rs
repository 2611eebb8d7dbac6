//! Serving until told to stop: what is under way then is finished.

use crate::app::App;
use crate::http::router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

/// Serves the office on `listener` until `stop` is ready.
///
/// # Errors
/// The listener breaks.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // An answer is one short write; waiting for more to send only makes it late.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with delayed sending");
        }
    });
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await
}
