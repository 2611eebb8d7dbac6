//! A master key that stays in a device: a token behind PKCS#11 (a hardware security module, a smart card) wraps and
//! unwraps keys of streams, and never gives its own away.
//!
//! What stands in the file of such a key is no secret: which module, which token, and in which file its PIN is. A key is
//! wrapped with AES-256-GCM in the token, bound to its stream; twelve bytes of the nonce are random, which is sound for
//! some 2^32 streams a master key (NIST SP 800-38D, 8.3).

use anyhow::Context as _;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::{Attribute, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use kernel::Chance;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use store::{MasterKey, MasterKeyError};
use zeroize::Zeroizing;

const NAME: &str = "parvalde-token-key-1";
const LABEL: &str = "parvalde master key";
/// The first byte of what a token wrapped; what a key in a file wraps begins with 1.
const VERSION: u8 = 2;
const NONCE: usize = 12;
const TAG_BITS: u64 = 128;

/// Where a key in a token is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenPlace {
    /// The key's id, as its `CKA_ID` in hexadecimal digits.
    id: String,
    /// The library that speaks to the device.
    module: PathBuf,
    /// The file with the PIN of the user.
    pin_file: PathBuf,
    /// The token's label.
    token: String,
}

/// Why a text names no key in a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key in a token is one line: `parvalde-token-key-1`, its id, the module, the file of the PIN, the token's label"
)]
pub struct TokenPlaceError;

impl TokenPlace {
    /// Whether a text is one of this kind.
    #[must_use]
    pub fn is_named_in(text: &str) -> bool {
        text.starts_with(NAME)
    }
}

impl FromStr for TokenPlace {
    type Err = TokenPlaceError;
    fn from_str(text: &str) -> Result<Self, TokenPlaceError> {
        let mut words = text.trim().splitn(5, ' ');
        let (Some(NAME), Some(id), Some(module), Some(pin_file), Some(token)) =
            (words.next(), words.next(), words.next(), words.next(), words.next())
        else {
            return Err(TokenPlaceError);
        };
        let absolute = [module, pin_file].iter().all(|path| Path::new(path).is_absolute());
        if bytes_of(id).is_none() || !absolute || token.is_empty() || token.contains('\n') {
            return Err(TokenPlaceError);
        }
        Ok(Self {
            id: id.to_owned(),
            module: module.into(),
            pin_file: pin_file.into(),
            token: token.to_owned(),
        })
    }
}

impl std::fmt::Display for TokenPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{NAME} {} {} {} {}", self.id, self.module.display(), self.pin_file.display(), self.token)
    }
}

/// Eight bytes written as sixteen digits.
fn bytes_of(id: &str) -> Option<Vec<u8>> {
    let digits = id.len() == 16 && id.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let pair = |at: usize| id.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    digits.then(|| (0..16).step_by(2).filter_map(pair).collect())
}

/// A key in a token, with a session that is opened again when it was lost.
pub struct TokenKey {
    place: TokenPlace,
    module: Pkcs11,
    slot: Slot,
    pin: AuthPin,
    session: Mutex<Option<(Session, ObjectHandle)>>,
}

impl TokenKey {
    /// Opens the key that a file names.
    ///
    /// # Errors
    /// The module, the token, the PIN or the key cannot be had.
    pub fn open(place: TokenPlace) -> anyhow::Result<Self> {
        let (module, slot) = token(&place)?;
        let pin = pin(&place.pin_file)?;
        let key = Self { place, module, slot, pin, session: Mutex::default() };
        let session = key.connect().with_context(|| format!("the key `{}` cannot be used", key.place.id))?;
        *key.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
        Ok(key)
    }

    /// Makes a key in a token that never leaves it, and tells where it is.
    ///
    /// # Errors
    /// As [`Self::open`]; the token makes no keys of this kind.
    pub fn make(
        module: PathBuf,
        token_label: String,
        pin_file: PathBuf,
        chance: &mut dyn Chance,
    ) -> anyhow::Result<TokenPlace> {
        let id = chance.next_u64().to_be_bytes();
        let digits = id.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let place = TokenPlace { id: digits, module, pin_file, token: token_label };
        // What could not be read back is not made.
        let place: TokenPlace = place.to_string().parse()?;
        let (module, slot) = token(&place)?;
        let session = signed_in(&module, slot, &pin(&place.pin_file)?, true)?;
        let template = [
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::KeyType(KeyType::AES),
            Attribute::ValueLen(32.into()),
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Encrypt(true),
            Attribute::Decrypt(true),
            Attribute::Label(LABEL.into()),
            Attribute::Id(id.to_vec()),
        ];
        session.generate_key(&Mechanism::AesKeyGen, &template).context("the token made no key")?;
        Ok(place)
    }

    fn connect(&self) -> Result<(Session, ObjectHandle), Error> {
        let session = signed_in(&self.module, self.slot, &self.pin, false)?;
        let wanted = [
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::Id(bytes_of(&self.place.id).unwrap_or_default()),
        ];
        let found = session.find_objects(&wanted)?.first().copied().ok_or(Error::InvalidValue)?;
        Ok((session, found))
    }

    /// Asks the token; once more with a new session when the one at hand does not answer.
    fn ask<T>(&self, ask: impl Fn(&Session, ObjectHandle) -> Result<T, Error>) -> Result<T, Error> {
        let mut held = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((session, key)) = &*held
            && let Ok(answer) = ask(session, *key)
        {
            return Ok(answer);
        }
        *held = None;
        let (session, key) = held.insert(self.connect()?);
        ask(session, *key)
    }

    fn bound(&self, stream: &str) -> Vec<u8> {
        [b"parvalde key 2\n", self.place.id.as_bytes(), b"\n", stream.as_bytes()].concat()
    }

    fn encrypt(&self, aad: &[u8], nonce: &[u8; NONCE], plain: &[u8]) -> Result<Vec<u8>, Error> {
        self.ask(|session, key| {
            let mut nonce = *nonce;
            let params = GcmParams::new(&mut nonce, aad, TAG_BITS.into())?;
            session.encrypt(&Mechanism::AesGcm(params), key, plain)
        })
    }
}

impl MasterKey for TokenKey {
    fn id(&self) -> &str {
        &self.place.id
    }

    fn wrap(&self, stream: &str, key: &[u8; 32], nonce: &[u8; 24]) -> Result<Vec<u8>, MasterKeyError> {
        let (nonce, _) = nonce.split_first_chunk::<NONCE>().ok_or(MasterKeyError::Wrong)?;
        let sealed = self.encrypt(&self.bound(stream), nonce, key).map_err(|error| device(&error))?;
        Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
    }

    fn unwrap(&self, stream: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, MasterKeyError> {
        let Some((&VERSION, rest)) = wrapped.split_first() else { return Err(MasterKeyError::Wrong) };
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(MasterKeyError::Wrong)?;
        let aad = self.bound(stream);
        let opened = self.ask(|session, key| {
            let mut nonce = *nonce;
            let params = GcmParams::new(&mut nonce, &aad, TAG_BITS.into())?;
            session.decrypt(&Mechanism::AesGcm(params), key, sealed)
        });
        match opened {
            Ok(opened) => {
                let opened = Zeroizing::new(opened);
                let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| MasterKeyError::Wrong)?;
                Ok(Zeroizing::new(key))
            }
            // Tokens say in different ways that a tag does not fit: one that still works said it of what it was given.
            Err(_) => match self.encrypt(b"probe", &[0; NONCE], b"") {
                Ok(_) => Err(MasterKeyError::Wrong),
                Err(error) => Err(device(&error)),
            },
        }
    }
}

fn device(error: &Error) -> MasterKeyError {
    MasterKeyError::Device(error.to_string())
}

fn token(place: &TokenPlace) -> anyhow::Result<(Pkcs11, Slot)> {
    let name = place.module.display();
    let module = Pkcs11::new(&place.module).with_context(|| format!("`{name}` is no PKCS#11 module"))?;
    match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(error).with_context(|| format!("the module `{name}` does not start")),
    }
    let slots =
        module.get_slots_with_token().with_context(|| format!("the module `{name}` lists no tokens"))?;
    let labelled = |slot: &Slot| module.get_token_info(*slot).is_ok_and(|info| info.label() == place.token);
    let slot = slots.into_iter().find(labelled);
    let slot =
        slot.with_context(|| format!("the module `{name}` has no token labelled `{}`", place.token))?;
    Ok((module, slot))
}

fn pin(file: &Path) -> anyhow::Result<AuthPin> {
    crate::keys::not_open_to_others(file)?;
    let text = Zeroizing::new(
        std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?,
    );
    Ok(AuthPin::new(text.trim_end_matches(['\r', '\n']).into()))
}

fn signed_in(module: &Pkcs11, slot: Slot, pin: &AuthPin, writes: bool) -> Result<Session, Error> {
    let session = if writes { module.open_rw_session(slot)? } else { module.open_ro_session(slot)? };
    match session.login(UserType::User, Some(pin)) {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{TokenPlace, TokenPlaceError};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_read_as_it_is_written(id in "[0-9a-f]{16}", path in "(/[a-z0-9.-]{1,9}){1,4}", token in "[A-Za-z][A-Za-z0-9 ]{0,20}") {
            let text = format!("parvalde-token-key-1 {id} {path} {path}.pin {}", token.trim());
            let place: TokenPlace = text.parse().unwrap();
            prop_assert_eq!(place.to_string(), text);
        }

        #[test]
        fn no_other_text_is_one(text in ".{0,120}") {
            prop_assert_eq!(text.parse::<TokenPlace>(), Err(TokenPlaceError));
        }
    }

    #[test]
    fn a_place_that_depends_on_the_folder_is_none() {
        let text = "parvalde-token-key-1 0011223344556677 libsofthsm2.so /pin office";
        assert_eq!(text.parse::<TokenPlace>(), Err(TokenPlaceError));
    }
}
