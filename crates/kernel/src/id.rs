//! Typed identifiers: a person's id cannot be passed where a case's is meant.
//!
//! An id is a number of 60 bits drawn at random, shown as twelve characters of Crockford's base 32
//! (no I, L, O, U: it can be read out on the phone) and kept in the database as a positive integer.

use crate::chance::Chance;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MASK: u64 = (1 << 60) - 1;

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not twelve characters (hyphens and spaces are ignored).
    #[error("an identifier has 12 characters, this has {0}")]
    Length(usize),
    /// A character outside the alphabet.
    #[error("`{0}` is not a character of an identifier")]
    Character(char),
    /// An officer's code must be 1 to 40 characters of a–z, 0–9 and hyphen.
    #[error("`{0}` is not an officer's code: 1 to 40 of a–z, 0–9 and hyphen")]
    Officer(String),
}

fn write_base32(value: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for place in (0..12).rev() {
        let digit = usize::try_from((value >> (place * 5)) & 31).unwrap_or(0);
        let letter = ALPHABET.get(digit).copied().unwrap_or(b'0');
        write!(f, "{}", char::from(letter))?;
    }
    Ok(())
}

fn read_base32(text: &str) -> Result<u64, IdError> {
    let mut value = 0_u64;
    let mut count = 0_usize;
    for original in text.chars().filter(|c| *c != '-' && *c != ' ') {
        let c = match original.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digit = ALPHABET.iter().position(|a| char::from(*a) == c).ok_or(IdError::Character(original))?;
        count += 1;
        if count <= 12 {
            value = (value << 5) | u64::try_from(digit).unwrap_or(0);
        }
    }
    if count == 12 { Ok(value) } else { Err(IdError::Length(count)) }
}

macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id with the lowest 60 bits of `value`.
            #[must_use]
            pub const fn from_u64(value: u64) -> Self {
                Self(value & MASK)
            }

            /// The id kept in a database column; never negative.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                i64::try_from(self.0).unwrap_or(i64::MAX)
            }

            /// The id read from a database column; the sign is dropped.
            #[must_use]
            pub const fn from_i64(value: i64) -> Self {
                Self(value.unsigned_abs() & MASK)
            }

            /// A fresh id. Two draws are equal with a chance of one in 2⁶⁰; the log refuses the second.
            #[must_use]
            pub fn draw(chance: &mut dyn Chance) -> Self {
                Self::from_u64(chance.next_u64())
            }

            /// The id in three groups of four, as letters print it: `7K2M-9QRS-04XZ`.
            #[must_use]
            pub fn grouped(self) -> String {
                let text = self.to_string();
                let mut out = String::with_capacity(14);
                for (i, c) in text.chars().enumerate() {
                    if i > 0 && i % 4 == 0 {
                        out.push('-');
                    }
                    out.push(c);
                }
                out
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_base32(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                read_base32(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

typed_id!(
    /// A person in the register (*fiziska persona*); not the personal code, which may change.
    PersonId
);
typed_id!(
    /// A case (*lieta*).
    CaseId
);
typed_id!(
    /// An identity or travel document (*personu apliecinošs dokuments*); not its printed number.
    DocumentId
);
typed_id!(
    /// A booked visit (*iepriekšējs pieraksts*).
    AppointmentId
);
typed_id!(
    /// A ticket of the queue at an office (*rindas talons*); not the number printed on it.
    TicketId
);
typed_id!(
    /// A file that came in for a case (*pielikums*).
    AttachmentId
);
typed_id!(
    /// A letter the office wrote.
    LetterId
);
typed_id!(
    /// A statement from the register (*izziņa*): the number printed on it.
    StatementId
);
typed_id!(
    /// The code printed on a statement, by which anybody can check it; nothing else is done with it.
    CheckCode
);

typed_id!(
    /// An unusual reading that is brought before the oversight officer.
    AlertId
);
typed_id!(
    /// A movement on an account of the office, as its bank told of it.
    PaymentId
);
typed_id!(
    /// An order to pay money back (*atmaksa*).
    RefundId
);
typed_id!(
    /// An order to erase what need not be kept any more.
    ErasureOrderId
);

typed_id!(
    /// Something that came in and waits to be given to a case (*ienākošā korespondence*).
    IncomingId
);

typed_id!(
    /// A record that an officer opened in an emergency what was closed to them.
    EmergencyId
);

/// An official (*amatpersona*) by the code of the staff list, such as `ilze-counter`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficerId(String);

impl OfficerId {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OfficerId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(IdError::Officer(text.to_owned())) }
    }
}

impl TryFrom<String> for OfficerId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<OfficerId> for String {
    fn from(id: OfficerId) -> Self {
        id.0
    }
}

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
