//! Slips: short texts sealed under a secret that only somebody outside of the database keeps, such as a browser. Every slip
//! has a secret of its own, so that key and nonce both come from it and are never used for two texts.

use super::body::{KEY, NONCE, SealError, decrypt, encrypt};
use sha2::{Digest as _, Sha256};

fn derived(what: &str, secret: &str) -> [u8; KEY] {
    Sha256::digest(format!("parvalde slip {what} 1\n{secret}").as_bytes()).into()
}

/// Seals `text` under a secret of at least 128 random bits that seals nothing else; hexadecimal.
///
/// # Errors
/// [`SealError::TooLong`].
pub fn seal(secret: &str, text: &str) -> Result<String, SealError> {
    Ok(seal_bytes(secret, text.as_bytes())?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The same for bytes; not written out.
///
/// # Errors
/// [`SealError::TooLong`].
pub fn seal_bytes(secret: &str, clear: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0; NONCE];
    nonce.iter_mut().zip(derived("nonce", secret)).for_each(|(to, from)| *to = from);
    encrypt(&derived("key", secret), &nonce, b"parvalde slip 1", &[], clear)
}

/// Opens what [`seal_bytes`] made.
///
/// # Errors
/// [`SealError::Wrong`] for another secret or changed bytes.
pub fn open_bytes(secret: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    decrypt(&derived("key", secret), b"parvalde slip 1", sealed)
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`SealError::Form`] for what is no slip, [`SealError::Wrong`] for another secret or a changed slip.
pub fn open(secret: &str, sealed: &str) -> Result<String, SealError> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = sealed.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect();
    let clear = open_bytes(secret, &bytes.ok_or(SealError::Form)?)?;
    String::from_utf8(clear).map_err(|_| SealError::Form)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_opens_with_its_secret_alone_and_unchanged() {
        let sealed = seal("0123456789abcdef0123456789abcdef", "Nē, jo …").unwrap();
        assert!(!sealed.contains("Nē"));
        assert_eq!(open("0123456789abcdef0123456789abcdef", &sealed).unwrap(), "Nē, jo …");
        assert_eq!(open("0123456789abcdef0123456789abcdee", &sealed), Err(SealError::Wrong));
        let changed = sealed.replacen(|c: char| c.is_ascii_hexdigit(), "z", 1);
        assert_eq!(open("0123456789abcdef0123456789abcdef", &changed), Err(SealError::Form));
        assert_eq!(open("0123456789abcdef0123456789abcdef", ""), Err(SealError::Form));
    }
}
