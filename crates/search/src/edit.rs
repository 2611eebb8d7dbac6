//! Words that differ in one letter: one more, one less, another, or two exchanged.

/// A hash of letters that come one after the other; the same on every machine, and in every snapshot.
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, text: &str) {
        // FNV-1a, mixed once more at the end.
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(crate) fn value(&self) -> u32 {
        u32::try_from((self.0 ^ (self.0 >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or(0)
    }
}

/// A hash of a word.
pub(crate) fn hash(word: &str) -> u32 {
    let mut hash = Hash::new();
    hash.add(word);
    hash.value()
}

/// Hashes of the word and of the word with each one letter left out. Two words that differ in one letter share one.
pub(crate) fn neighbourhood(word: &str) -> Vec<u32> {
    let mut out = vec![hash(word)];
    let mut shorter = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        shorter.clear();
        shorter.push_str(word.get(..at).unwrap_or(""));
        shorter.push_str(word.get(at + letter.len_utf8()..).unwrap_or(""));
        out.push(hash(&shorter));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether two words differ in exactly one letter.
pub(crate) fn one_apart(a: &str, b: &str) -> bool {
    if a == b {
        return false;
    }
    // What is equal at the beginning and at the end is taken off; what is left tells.
    let head: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (a.get(head..).unwrap_or(""), b.get(head..).unwrap_or(""));
    let tail: usize =
        a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let a = a.get(..a.len().saturating_sub(tail)).unwrap_or("");
    let b = b.get(..b.len().saturating_sub(tail)).unwrap_or("");
    let (mut left, mut right) = (a.chars(), b.chars());
    match ((left.next(), left.next(), left.next()), (right.next(), right.next(), right.next())) {
        ((Some(_), None, None), (None | Some(_), None, None)) | ((None, ..), (Some(_), None, None)) => true,
        ((Some(x), Some(y), None), (Some(p), Some(q), None)) => x == q && y == p,
        _ => false,
    }
}
