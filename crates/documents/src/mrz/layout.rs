//! Where each field stands in each of the five formats.

use serde::{Deserialize, Serialize};

/// The five formats of a machine-readable zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MrzFormat {
    /// Card, three lines of 30.
    #[serde(rename = "TD1", alias = "td1")]
    Td1,
    /// Larger card or sheet, two lines of 36.
    #[serde(rename = "TD2", alias = "td2")]
    Td2,
    /// Passport book, two lines of 44.
    #[serde(rename = "TD3", alias = "td3")]
    Td3,
    /// Full-page visa, two lines of 44.
    #[serde(rename = "MRV-A", alias = "MRVA", alias = "mrv-a", alias = "mrva")]
    MrvA,
    /// Small visa, two lines of 36.
    #[serde(rename = "MRV-B", alias = "MRVB", alias = "mrv-b", alias = "mrvb")]
    MrvB,
}

/// A run of characters: line, first position (from 0), length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub line: usize,
    pub from: usize,
    pub len: usize,
}

const fn slot(line: usize, from: usize, len: usize) -> Slot {
    Slot { line, from, len }
}

impl Slot {
    /// The characters of the slot; empty when the lines are too short.
    pub fn read<'a>(&self, lines: &'a [String]) -> &'a str {
        lines.get(self.line).and_then(|line| line.get(self.from..self.from + self.len)).unwrap_or_default()
    }

    /// Writes `text` from the slot's first position; what is longer than the slot is left out.
    pub fn write(&self, lines: &mut [Vec<u8>], text: &str) {
        if let Some(cells) =
            lines.get_mut(self.line).and_then(|line| line.get_mut(self.from..self.from + self.len))
        {
            for (cell, byte) in cells.iter_mut().zip(text.bytes()) {
                *cell = byte;
            }
        }
    }
}

/// The places of all fields of one format.
#[derive(Debug)]
pub(super) struct Layout {
    pub lines: usize,
    pub width: usize,
    pub code: Slot,
    pub issuer: Slot,
    pub name: Slot,
    pub number: Slot,
    pub number_check: Slot,
    pub nationality: Slot,
    pub birth: Slot,
    pub birth_check: Slot,
    pub sex: Slot,
    pub expiry: Slot,
    pub expiry_check: Slot,
    pub optional: Slot,
    /// Only TD3 has a check digit over its optional data.
    pub optional_check: Option<Slot>,
    /// Only TD1 has a second field of optional data.
    pub optional_2: Option<Slot>,
    /// The composite digit and the runs it covers; visas have none.
    pub composite: Option<(Slot, &'static [Slot])>,
}

const TD1: Layout = Layout {
    lines: 3,
    width: 30,
    code: slot(0, 0, 2),
    issuer: slot(0, 2, 3),
    number: slot(0, 5, 9),
    number_check: slot(0, 14, 1),
    optional: slot(0, 15, 15),
    birth: slot(1, 0, 6),
    birth_check: slot(1, 6, 1),
    sex: slot(1, 7, 1),
    expiry: slot(1, 8, 6),
    expiry_check: slot(1, 14, 1),
    nationality: slot(1, 15, 3),
    optional_2: Some(slot(1, 18, 11)),
    name: slot(2, 0, 30),
    optional_check: None,
    composite: Some((slot(1, 29, 1), &[slot(0, 5, 25), slot(1, 0, 7), slot(1, 8, 7), slot(1, 18, 11)])),
};

const fn two_lines(width: usize) -> Layout {
    Layout {
        lines: 2,
        width,
        code: slot(0, 0, 2),
        issuer: slot(0, 2, 3),
        name: slot(0, 5, width - 5),
        number: slot(1, 0, 9),
        number_check: slot(1, 9, 1),
        nationality: slot(1, 10, 3),
        birth: slot(1, 13, 6),
        birth_check: slot(1, 19, 1),
        sex: slot(1, 20, 1),
        expiry: slot(1, 21, 6),
        expiry_check: slot(1, 27, 1),
        optional: slot(1, 28, width - 28),
        optional_check: None,
        optional_2: None,
        composite: None,
    }
}

const TD2: Layout = Layout {
    optional: slot(1, 28, 7),
    composite: Some((slot(1, 35, 1), &[slot(1, 0, 10), slot(1, 13, 7), slot(1, 21, 14)])),
    ..two_lines(36)
};
const TD3: Layout = Layout {
    optional: slot(1, 28, 14),
    optional_check: Some(slot(1, 42, 1)),
    composite: Some((slot(1, 43, 1), &[slot(1, 0, 10), slot(1, 13, 7), slot(1, 21, 22)])),
    ..two_lines(44)
};
const MRV_A: Layout = two_lines(44);
const MRV_B: Layout = two_lines(36);

impl MrzFormat {
    /// All five formats.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    pub(super) const fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
            Self::MrvA => &MRV_A,
            Self::MrvB => &MRV_B,
        }
    }

    /// The number of lines.
    #[must_use]
    pub const fn lines(self) -> usize {
        self.layout().lines
    }

    /// The characters of one line.
    #[must_use]
    pub const fn width(self) -> usize {
        self.layout().width
    }

    /// The characters of the name field: 30, 31 or 39.
    #[must_use]
    pub const fn name_width(self) -> usize {
        self.layout().name.len
    }

    /// The most characters a document number may have: nine, or more where the long-number rule lets the rest
    /// run into the optional data (TD1: 22, TD2: 14).
    #[must_use]
    pub const fn number_max(self) -> usize {
        match self {
            // The rest is followed by its check digit and a filler.
            Self::Td1 | Self::Td2 => 9 + self.layout().optional.len - 2,
            Self::Td3 | Self::MrvA | Self::MrvB => 9,
        }
    }

    /// True for visas.
    #[must_use]
    pub const fn is_visa(self) -> bool {
        matches!(self, Self::MrvA | Self::MrvB)
    }
}
