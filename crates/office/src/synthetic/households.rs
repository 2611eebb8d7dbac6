//! Households: later persons join those generated before, as a spouse or a child.
//!
//! Only the last few hundred households are remembered, so that a country of any size is a stream.

use super::dice::Dice;
use super::figures::{Group, Origin, Surname};
use super::{Place, Sex};
use kernel::{Day, PersonId};
use std::collections::VecDeque;

/// How many households can still be joined, and how many are looked at before one gives up.
const REMEMBERED: usize = 600;
const LOOKED_AT: usize = 24;
/// A prime, so that the steps spread over all households.
const STRIDE: usize = 37;
const CHILDREN_MAX: u8 = 4;

/// A grown-up member.
#[derive(Debug, Clone)]
pub(super) struct Adult {
    pub(super) id: PersonId,
    pub(super) sex: Sex,
    pub(super) birth: Day,
}

/// People who live together.
#[derive(Debug, Clone)]
pub(super) struct Household {
    pub(super) group: Group,
    /// Which line of the statuses.
    pub(super) status: usize,
    pub(super) place: Place,
    pub(super) since: Day,
    /// Before this day the first adult was married to somebody else.
    pub(super) alone_from: Day,
    pub(super) surname: Surname,
    pub(super) ethnicity: String,
    pub(super) origin: Origin,
    pub(super) adults: Vec<Adult>,
    pub(super) children: u8,
}

/// The households that can still be joined.
#[derive(Debug, Clone, Default)]
pub(super) struct Households(VecDeque<Household>);

impl Households {
    pub(super) fn add(&mut self, household: Household) {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(household);
    }

    /// The first that fits of some households: every [`STRIDE`]th from a random one.
    fn find(&mut self, dice: &mut Dice, fits: impl Fn(&Household) -> bool) -> Option<&mut Household> {
        let count = self.0.len();
        let start = dice.below(u32::try_from(count).unwrap_or(0)) as usize;
        for step in 0..LOOKED_AT.min(count) {
            let at = (start + step * STRIDE) % count;
            if self.0.get(at).is_some_and(&fits) {
                return self.0.get_mut(at);
            }
        }
        None
    }

    /// A household whose adults can be this child's parents: 18 to 45 years older than the child.
    pub(super) fn for_child(
        &mut self,
        status: usize,
        abroad: bool,
        birth: Day,
        dice: &mut Dice,
    ) -> Option<&mut Household> {
        let parent = |adult: &Adult| (18 * 365..45 * 365).contains(&birth.days_since(adult.birth));
        self.find(dice, |h| {
            h.status == status
                && h.abroad() == abroad
                && h.children < CHILDREN_MAX
                && h.adults.iter().all(parent)
        })
    }

    /// A household of one adult of the other sex and about the same age, without children.
    pub(super) fn for_spouse(
        &mut self,
        group: Group,
        abroad: bool,
        sex: Sex,
        birth: Day,
        dice: &mut Dice,
    ) -> Option<&mut Household> {
        self.find(dice, |h| {
            let alone = h.adults.len() == 1 && h.children == 0;
            let near = |a: &Adult| a.sex != sex && birth.days_since(a.birth).abs() < 9 * 365;
            alone && h.group == group && h.abroad() == abroad && h.adults.iter().all(near)
        })
    }
}

impl Household {
    fn abroad(&self) -> bool {
        matches!(self.place, Place::Abroad { .. })
    }
}
