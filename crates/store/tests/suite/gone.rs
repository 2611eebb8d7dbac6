//! The server goes away at the worst moment: what was committed is told so, what was not is written again, nothing is
//! there twice. A wire between store and server is cut where the test wants it.

use crate::engine::{Shelf, databases, one, open, sealing};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use store::{Store, StreamId, SubmitError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the wire does with the next commit.
const NOTHING: u8 = 0;
/// It is cut before the server hears of it.
const QUESTION: u8 = 1;
/// It is cut after the server carried it out, before it could say so.
const ANSWER: u8 = 2;
/// Nothing gets through at all, now and later.
const DEAD: u8 = 3;

struct Wire {
    url: String,
    cut: Arc<AtomicU8>,
}

/// A wire to the server of `url`.
async fn wire(url: &str) -> Wire {
    let (user, rest) = url.split_once('@').unwrap();
    let (place, name) = rest.split_once('/').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap();
    let cut = Arc::new(AtomicU8::new(NOTHING));
    let (server, state) = (place.to_owned(), Arc::clone(&cut));
    tokio::spawn(async move {
        loop {
            let (client, _) = listener.accept().await.unwrap();
            if state.load(Ordering::SeqCst) == DEAD {
                continue;
            }
            let server = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(carry(client, server, Arc::clone(&state)));
        }
    });
    Wire { url: format!("{user}@{own}/{name}"), cut }
}

async fn carry(client: TcpStream, server: TcpStream, cut: Arc<AtomicU8>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let state = Arc::clone(&cut);
    let back = tokio::spawn(async move {
        let mut bytes = vec![0; 65536];
        while let Ok(count @ 1..) = from_server.read(&mut bytes).await {
            if state.load(Ordering::SeqCst) == ANSWER && bytes[..count].windows(7).any(|w| w == b"COMMIT\0") {
                state.store(NOTHING, Ordering::SeqCst);
                return;
            }
            if to_client.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    });
    let mut bytes = vec![0; 65536];
    while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
        let now = cut.load(Ordering::SeqCst);
        let commits = bytes[..count].windows(7).any(|w| w == b"COMMIT\0");
        if now == DEAD || (now == QUESTION && commits) {
            if now == QUESTION {
                cut.store(NOTHING, Ordering::SeqCst);
            }
            break;
        }
        if to_server.write_all(&bytes[..count]).await.is_err() {
            break;
        }
    }
    back.abort();
}

/// How many events the stream has, seen without the wire.
async fn events(store: &Store, stream: &str) -> usize {
    let mut snapshot = store.snapshot().await.unwrap();
    snapshot.events(&StreamId::new("t", stream)).await.unwrap().release().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_is_told_as_what_it_was() {
    let Some(database) = databases("gone_answer").await.into_iter().find(|d| d.engine() == "PostgreSQL")
    else {
        return;
    };
    let straight = open(&database).await;
    let wire = wire(&database.url).await;
    let store = Store::open_sealed(&wire.url, Arc::new(Shelf), sealing(1)).await.unwrap();
    store.submit(one("warm", "take 0")).await.unwrap();
    for (turn, cut) in [ANSWER, QUESTION, ANSWER, QUESTION].into_iter().enumerate() {
        let stream = format!("s{turn}");
        wire.cut.store(cut, Ordering::SeqCst);
        let answer = store.submit(one(&stream, &format!("take {}", turn + 1))).await;
        assert_eq!(wire.cut.load(Ordering::SeqCst), NOTHING, "the wire was not cut");
        // Committed before the cut or after it, and once.
        assert_eq!(answer.unwrap().position, i64::try_from(turn).unwrap() + 2);
        assert_eq!(events(&straight, &stream).await, 1, "cut {cut}");
    }
    assert!(store.pulse().waits >= 4);
    assert_eq!(straight.verify().await.unwrap().faults, Vec::<String>::new());
    assert_eq!(straight.rebuild().await.unwrap().differing(), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_server_that_stays_away_is_told_so_in_time() {
    let Some(database) = databases("gone_away").await.into_iter().find(|d| d.engine() == "PostgreSQL") else {
        return;
    };
    let wire = wire(&database.url).await;
    let store = Store::open_sealed(&wire.url, Arc::new(Shelf), sealing(1)).await.unwrap();
    store.submit(one("warm", "take 0")).await.unwrap();
    wire.cut.store(DEAD, Ordering::SeqCst);
    let began = tokio::time::Instant::now();
    let waiting: Vec<_> = (0..20)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { store.submit(one(&format!("w{n}"), &format!("take {}", n + 1))).await })
        })
        .collect();
    for waiting in waiting {
        assert_eq!(waiting.await.unwrap(), Err(SubmitError::Gone));
    }
    let took = began.elapsed();
    assert!(took > Duration::from_secs(5) && took < Duration::from_secs(25), "{took:?}");
    // It works again by itself, and nothing of what was refused is there.
    wire.cut.store(NOTHING, Ordering::SeqCst);
    assert_eq!(store.submit(one("again", "take 100")).await.unwrap().position, 2);
    let straight = open(&database).await;
    assert_eq!(events(&straight, "w0").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_addresses_the_one_that_answers_is_used() {
    let Some(database) = databases("gone_several").await.into_iter().find(|d| d.engine() == "PostgreSQL")
    else {
        return;
    };
    let (user, rest) = database.url.split_once('@').unwrap();
    let several = format!("{user}@127.0.0.1:1,{rest}?target_session_attrs=read-write");
    let store = Store::open_sealed(&several, Arc::new(Shelf), sealing(1)).await.unwrap();
    assert_eq!(store.submit(one("a", "take 1")).await.unwrap().position, 1);
}
