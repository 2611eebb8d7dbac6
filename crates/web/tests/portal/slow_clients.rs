//! Clients that send slowly, too much, too often or never read: each is cut off, and others are served meanwhile.

use super::office::{Fixture, open};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::Instant;
use web::Limits;
use web::limits::Deadline;

/// Bounds that a test can wait for.
fn tight() -> Limits {
    Limits {
        deadline: Deadline { usual: Duration::from_millis(600), upload_factor: 2 },
        head: Duration::from_millis(400),
        write: Duration::from_millis(500),
        headers: 20,
        head_bytes: 8 * 1024,
        connections: 30,
        ..Limits::default()
    }
}

async fn served(fixture: &Fixture, limits: Limits) -> (SocketAddr, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = fixture.app(false);
    tokio::spawn(async move {
        let stopped = async move {
            drop(stopped.await);
        };
        web::serve::serve(app, listener, &limits, stopped).await.unwrap();
    });
    (address, stop)
}

/// Sends `text` and reads to the end of the connection; answers what came and how long it took.
async fn exchange(address: SocketAddr, text: &[u8]) -> (String, Duration) {
    let began = Instant::now();
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has answered closes: what is still sent then is refused.
    drop(stream.write_all(text).await);
    let mut came = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut came)).await;
    assert!(read.is_ok(), "the connection was not closed: {}", String::from_utf8_lossy(&came));
    (String::from_utf8_lossy(&came).into_owned(), began.elapsed())
}

async fn is_served(address: SocketAddr) {
    let (answer, _) =
        exchange(address, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_comes_slowly_or_never_is_cut_off() {
    let fixture = open().await;
    let (address, _stop) = served(&fixture, tight()).await;
    // Nothing at all, half a head, and a head that goes on and on a byte at a time.
    for text in ["", "GET /lv HTTP/1.1\r\nHost: a\r\n"] {
        let (answer, took) = exchange(address, text.as_bytes()).await;
        assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /lv HTTP/1.1\r\nX-Slow: ").await.unwrap();
    let began = Instant::now();
    while slow.write_all(b"a").await.is_ok() && began.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(began.elapsed() < Duration::from_secs(5), "it went on for {:?}", began.elapsed());
    is_served(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_slowly_is_given_up() {
    let fixture = open().await;
    let (address, _stop) = served(&fixture, tight()).await;
    for (path, kind, status) in [
        ("/lv/validity", "application/x-www-form-urlencoded", "504"),
        ("/api/v1/documents/validity", "application/json", "504"),
    ] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{{"
        );
        let (answer, took) = exchange(address, head.as_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
        assert!(took < Duration::from_secs(5), "{path}: {took:?}");
    }
    is_served(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_headers_and_too_long_ones_are_refused() {
    let fixture = open().await;
    let (address, _stop) = served(&fixture, tight()).await;
    let many: String = (0..40).map(|i| format!("X-{i}: a\r\n")).collect();
    let long = format!("X-Long: {}\r\n", "a".repeat(20_000));
    for more in [many, long] {
        let (answer, _) =
            exchange(address, format!("GET /lv HTTP/1.1\r\nHost: a\r\n{more}\r\n").as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    let path = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(20_000));
    let (answer, _) = exchange(address, path.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    for nonsense in ["\0\0\0\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET http:// HTTP/1.1\r\n\r\n"] {
        let (answer, _) = exchange(address, nonsense.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    is_served(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_that_only_holds_connections_gives_way() {
    let fixture = open().await;
    let (address, _stop) = served(&fixture, tight()).await;
    let mut crowd = Vec::new();
    for _ in 0..90 {
        crowd.push(TcpStream::connect(address).await.unwrap());
    }
    // Three times as many as there are seats: each loses its seat when its head does not come.
    let began = Instant::now();
    is_served(address).await;
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    drop(crowd);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_reads_is_given_up() {
    let fixture = open().await;
    let (address, _stop) = served(&fixture, Limits { connections: 1, ..tight() }).await;
    // One seat: whoever asks and asks and never reads would keep it.
    let mut deaf = TcpStream::connect(address).await.unwrap();
    let ask = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200);
    drop(tokio::time::timeout(Duration::from_secs(2), deaf.write_all(&ask)).await);
    let began = Instant::now();
    is_served(address).await;
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    drop(deaf);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_is_finished_when_the_server_stops() {
    let fixture = open().await;
    let patient = Deadline { usual: Duration::from_secs(60), upload_factor: 1 };
    let (address, stop) = served(&fixture, Limits { deadline: patient, ..tight() }).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /lv/validity HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the rest once the request is under way.
    let mut goes_on = [0; 25];
    tokio::time::timeout(Duration::from_secs(30), stream.read_exact(&mut goes_on)).await.unwrap().unwrap();
    assert_eq!(&goes_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"number").await.unwrap();
    stop.send(()).unwrap();
    let mut tries = 0;
    while TcpStream::connect(address).await.is_ok() {
        tries += 1;
        assert!(tries < 1000, "somebody new is taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stream.write_all(b"=1").await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 403"), "{}", String::from_utf8_lossy(&answer));
}
