//! What happens in a random history: who says what, of which of two records.

use kernel::{Day, PartialDate, PersonName};
use office::register::{FactValue, ResidenceKind};
use proptest::prelude::*;

/// What a statement says; few different things, so that they come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    Name(u8),
    Status(u8),
    Home(u8),
    Abroad(u8),
    Cottage(u8),
    Ban(u8),
    Phone(u8),
}

impl Said {
    /// The same kind of thing said otherwise.
    pub const fn again(self, pick: u8) -> Self {
        match self {
            Self::Name(_) => Self::Name(pick % 4),
            Self::Status(_) => Self::Status(pick % 3),
            Self::Home(_) | Self::Abroad(_) if pick.is_multiple_of(2) => Self::Home(pick % 4),
            Self::Home(_) | Self::Abroad(_) => Self::Abroad(pick % 3),
            Self::Cottage(_) => Self::Cottage(pick % 3),
            Self::Ban(_) => Self::Ban(pick % 3),
            Self::Phone(_) => Self::Phone(pick % 3),
        }
    }

    pub fn value(self) -> FactValue {
        let residence = |residence, municipality: &str, address: String| FactValue::Residence {
            residence,
            municipality: municipality.to_owned(),
            address,
        };
        let one_of = |list: [&str; 3], pick: u8| list[usize::from(pick)].to_owned();
        match self {
            Self::Name(n) => {
                let surname = ["Liepa", "Kalns", "Ozols", "Bērziņa"][usize::from(n)];
                FactValue::Name { name: PersonName::new("Anna", surname).unwrap() }
            }
            Self::Status(n) => {
                FactValue::Status { status: one_of(["citizen", "non-citizen", "stateless"], n) }
            }
            Self::Home(n) => residence(ResidenceKind::Declared, "LV0001000", format!("Imagined Street {n}")),
            Self::Abroad(n) => residence(ResidenceKind::Abroad, "", one_of(["GBR", "DEU", "IRL"], n)),
            Self::Cottage(n) => {
                residence(ResidenceKind::Additional, "LV0001000", format!("Imagined Lake {n}"))
            }
            Self::Ban(n) => FactValue::Ban {
                ban: "travel".to_owned(),
                imposed_by: one_of(["Court", "Police", "Office"], n),
            },
            Self::Phone(n) => {
                FactValue::Contact { channel: "phone".to_owned(), contact: format!("+371 2000000{n}") }
            }
        }
    }
}

/// One thing that somebody does. Numbers pick among what there is when it is done.
#[derive(Debug, Clone)]
pub enum Act {
    /// The world moved.
    Change { on: PartialDate, said: Said },
    /// The ban is lifted.
    Lift { on: PartialDate },
    /// A statement was wrong: nothing was true instead, or something else, perhaps since another day.
    Correct { which: u8, right: Option<u8>, from: Option<PartialDate> },
    /// A statement is doubted.
    Doubt { which: u8, on: Day },
    /// A doubt is over.
    Settle { which: u8, days: i32 },
    /// The second record is given up for the first; bits pick what wins.
    Merge { takes: u16 },
    /// They are two again; bits pick whose each later statement is.
    Split { whose: u32 },
}

/// A person's first entry: what holds, since when, and a name that does not hold any more.
#[derive(Debug, Clone)]
pub struct First {
    pub facts: Vec<(Said, Option<PartialDate>)>,
    pub former: Option<(Said, Option<PartialDate>, Day)>,
}

/// Two records, and what is done to which of them.
#[derive(Debug, Clone)]
pub struct History {
    pub first: [First; 2],
    pub acts: Vec<(usize, Act)>,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn some_day() -> impl Strategy<Value = Day> {
    // A few days come again and again, so that things happen on the same day or the day after.
    prop_oneof![
        2 => prop::sample::select(vec!["2010-01-01", "2010-06-01", "2010-06-02", "2011-01-01"]).prop_map(day),
        3 => (0_i32..1_100).prop_map(|n| day("2009-06-01").plus_days(n).unwrap()),
    ]
}

fn some_date() -> impl Strategy<Value = PartialDate> {
    prop_oneof![
        6 => some_day().prop_map(PartialDate::Day),
        2 => (2009_i16..2013, 1_u8..13).prop_map(|(year, month)| PartialDate::year_month(year, month).unwrap()),
        2 => (2009_i16..2013).prop_map(|year| PartialDate::year(year).unwrap()),
        1 => Just(PartialDate::Unknown),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    let kinds = [
        Said::Name(0),
        Said::Status(0),
        Said::Home(0),
        Said::Home(0),
        Said::Cottage(0),
        Said::Ban(0),
        Said::Phone(0),
    ];
    (prop::sample::select(kinds.to_vec()), any::<u8>()).prop_map(|(kind, pick)| kind.again(pick))
}

/// One thing of each kind at most.
fn first() -> impl Strategy<Value = First> {
    let fact = (said(), prop::option::weighted(0.7, some_date()));
    let former =
        (0_u8..4, prop::option::weighted(0.5, Just(PartialDate::Day(day("2009-01-01")))), some_day());
    (prop::collection::vec(fact, 1..5), prop::option::weighted(0.3, former)).prop_map(|(facts, former)| {
        let mut once: Vec<(Said, Option<PartialDate>)> = Vec::new();
        for (said, from) in facts {
            if once.iter().all(|(other, _)| other.again(0) != said.again(0)) {
                once.push((said, from));
            }
        }
        let former = former.map(|(pick, from, to)| (Said::Name(pick), from, to));
        if let Some((_, _, to)) = former {
            once.retain(|(said, _)| !matches!(said, Said::Name(_)));
            // Of the present name it is said since when, or that it follows.
            once.push((Said::Name(3), to.day().is_multiple_of(2).then_some(to.into())));
        }
        First { facts: once, former }
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (some_date(), said()).prop_map(|(on, said)| Act::Change { on, said }),
        1 => some_date().prop_map(|on| Act::Lift { on }),
        5 => (any::<u8>(), prop::option::weighted(0.7, any::<u8>()), prop::option::weighted(0.4, some_date()))
            .prop_map(|(which, right, from)| Act::Correct { which, right, from }),
        2 => (any::<u8>(), some_day()).prop_map(|(which, on)| Act::Doubt { which, on }),
        2 => (any::<u8>(), 0_i32..400).prop_map(|(which, days)| Act::Settle { which, days }),
        1 => any::<u16>().prop_map(|takes| Act::Merge { takes }),
        1 => any::<u32>().prop_map(|whose| Act::Split { whose }),
    ]
}

pub fn histories() -> impl Strategy<Value = History> {
    let acts = prop::collection::vec((0_usize..3, act()), 1..14);
    (first(), first(), acts).prop_map(|(ours, theirs, acts)| History {
        first: [ours, theirs],
        // Most is done to the first record.
        acts: acts.into_iter().map(|(whom, act)| (usize::from(whom == 2), act)).collect(),
    })
}
