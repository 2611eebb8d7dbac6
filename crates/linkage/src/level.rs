//! How two values agree, from best to worst; one scale for every kind of field, so that every field has the
//! same table of weights.

/// How two values agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// They agree.
    Same = 0,
    /// They agree but for spelling, marks or the ending.
    Spelling = 1,
    /// One letter or digit is different, or two are swapped.
    OneOff = 2,
    /// The value stands in the place of another: given name and surname, day and month, two lines of an address.
    Moved = 3,
    /// They are alike.
    Near = 4,
    /// Dates known in part that can be the same day.
    Overlaps = 5,
    /// A part agrees: one of several names, the year of a date.
    Part = 6,
    /// They are different.
    Differs = 7,
    /// One side has no value: it says nothing.
    Missing = 8,
}

impl Level {
    /// How many levels carry a weight; [`Level::Missing`] does not.
    pub const COUNT: usize = 8;

    /// All levels that carry a weight, best first.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Same,
        Self::Spelling,
        Self::OneOff,
        Self::Moved,
        Self::Near,
        Self::Overlaps,
        Self::Part,
        Self::Differs,
    ];

    /// Its place in a table of weights; nothing for [`Level::Missing`].
    #[must_use]
    pub fn index(self) -> Option<usize> {
        let at = usize::from(self as u8);
        (at < Self::COUNT).then_some(at)
    }

    /// Whether it speaks for the same person.
    #[must_use]
    pub fn agrees(self) -> bool {
        self < Self::Part
    }
}

/// Fields a schema may have: a pattern holds four bits for each.
pub const FIELDS_MAX: usize = 32;

/// The levels of all fields of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(u128);

impl Pattern {
    /// A pattern in which every field is missing.
    pub const EMPTY: Self = Self(0x8888_8888_8888_8888_8888_8888_8888_8888);

    /// The same pattern with `level` for the field at `at`.
    #[must_use]
    pub fn with(self, at: usize, level: Level) -> Self {
        if at >= FIELDS_MAX {
            return self;
        }
        let shift = at * 4;
        Self((self.0 & !(0xf << shift)) | (u128::from(level as u8) << shift))
    }

    /// The level of the field at `at`.
    #[must_use]
    pub fn level(self, at: usize) -> Level {
        if at >= FIELDS_MAX {
            return Level::Missing;
        }
        let code = usize::try_from((self.0 >> (at * 4)) & 0xf).unwrap_or(Level::COUNT);
        Level::ALL.get(code).copied().unwrap_or(Level::Missing)
    }
}
