//! Work shared by threads; what comes out does not depend on how many there are.

use std::panic::resume_unwind;
use std::thread;

/// Does two things, at the same time when there is more than one thread for them.
pub(crate) fn both<A: Send, B>(
    threads: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (A, B) {
    if threads < 2 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|panic| resume_unwind(panic)), second)
    })
}

/// Does the same with each item, each in a thread of its own but for the last.
pub(crate) fn each<T: Send>(items: impl Iterator<Item = T>, act: impl Fn(T) + Sync) {
    let mut items = items.peekable();
    thread::scope(|scope| {
        while let Some(item) = items.next() {
            if items.peek().is_none() {
                act(item);
            } else {
                let act = &act;
                scope.spawn(move || act(item));
            }
        }
    });
}
