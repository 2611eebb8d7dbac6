//! What was before: earlier addresses, a stay abroad and the return, an earlier marriage and how it ended.
//!
//! Everything lies between birth and what holds now, so that it changes nothing of what is counted today.

use super::dice::Dice;
use super::figures::{Figures, Group, Origin, Surname};
use super::{Partner, Place, Residence, Sex, SyntheticUnion, UnionEnd};
use kernel::{Day, PersonName};

/// Grown up, in days: from then on somebody moves alone and marries.
pub(super) const GROWN_DAYS: i32 = 19 * 365;
/// From this age on a spouse is more likely to have died than to have parted.
const OLD_DAYS: i32 = 68 * 365;
/// An earlier marriage that was dissolved lasted so long at the most.
const MARRIED_DAYS: i32 = 18 * 365;
/// More addresses than that are not drawn.
const MOVES_MAX: usize = 5;
/// Who has been grown up for less has no past.
const STAY_DAYS: i32 = 2 * 365;

const YEAR: i32 = 365;
/// Share in thousandths of flats in a city.
const FLATS: u32 = 850;

/// Who is asked about.
pub(super) struct Whose {
    pub(super) birth: Day,
    pub(super) sex: Sex,
    pub(super) group: Group,
    pub(super) origin: Origin,
    /// Lives abroad now.
    pub(super) abroad: bool,
}

/// A place in the country, as the group lives.
pub(super) fn home(figures: &Figures, group: Group, dice: &mut Dice) -> Option<Place> {
    let town = figures.towns.get(*figures.town_of.get(&group)?.pick(dice)?)?;
    let street = dice.any(&figures.streets)?;
    let house = 1 + dice.below(120);
    let flat = 1 + dice.below(90);
    let address = if town.city && dice.permille(FLATS) {
        [street.as_str(), " ", &house.to_string(), "-", &flat.to_string(), ", ", &town.name].concat()
    } else {
        [street.as_str(), " ", &house.to_string(), ", ", &town.name].concat()
    };
    Some(Place::Declared { municipality: town.code.clone(), address })
}

/// Somewhere abroad.
pub(super) fn abroad(figures: &Figures, dice: &mut Dice) -> Option<Place> {
    Some(Place::Abroad { country: figures.abroad.pick(dice)?.clone() })
}

/// Addresses before the one since `until`, the oldest first; each was left for the next.
pub(super) fn addresses(figures: &Figures, of: &Whose, until: Day, dice: &mut Dice) -> Vec<Residence> {
    let grown = of.birth.plus_days(GROWN_DAYS).unwrap_or(of.birth);
    let free = until.days_since(grown);
    let mut since = Vec::new();
    // Whoever lives abroad came from here.
    let left = of.abroad && free > STAY_DAYS;
    while since.len() < MOVES_MAX
        && free > STAY_DAYS
        && (left && since.is_empty() || dice.permille(figures.setting("moved_permille")))
    {
        since.push(until.plus_days(-1 - dice.days_below(free)).unwrap_or(grown));
    }
    since.sort_unstable();
    since.dedup();
    // The last of at least two was abroad, for those who went and came back.
    let returned = !of.abroad && since.len() > 1 && dice.permille(figures.setting("returned_permille"));
    let last = since.len().saturating_sub(1);
    let place = |(at, since)| {
        let away = returned && at == last;
        let place = if away { abroad(figures, dice) } else { home(figures, of.group, dice) };
        Some(Residence { since, place: place? })
    };
    since.into_iter().enumerate().filter_map(place).collect()
}

/// A marriage that ended before `until`, for some; `family` is the surname that both had in it.
pub(super) fn marriage(
    figures: &Figures,
    of: &Whose,
    until: Day,
    family: Option<&Surname>,
    dice: &mut Dice,
) -> Option<SyntheticUnion> {
    let grown = of.birth.plus_days(GROWN_DAYS).ok()?;
    let free = until.days_since(grown);
    if free <= STAY_DAYS {
        return None;
    }
    let old = until.days_since(of.birth) > OLD_DAYS;
    let share = if old { "widowed_permille" } else { "divorced_permille" };
    if !dice.permille(figures.setting(share)) {
        return None;
    }
    let since = grown.plus_days(dice.days_below(free - YEAR)).ok()?;
    let rest = until.days_since(since);
    let (lasted, end) = if old {
        (rest / 2 + dice.days_below(rest / 2), UnionEnd::Death)
    } else {
        (1 + dice.days_below(rest.min(MARRIED_DAYS) - 1), UnionEnd::Dissolved)
    };
    let other = if of.sex == Sex::Female { Sex::Male } else { Sex::Female };
    let surname = match family {
        Some(family) => family,
        None => figures.names.surname(of.origin, dice)?,
    };
    let given = figures.names.given(other, of.origin, of.birth.year(), dice)?;
    let with = Partner::Named(PersonName { given, surname: surname.of(other).clone() });
    Some(SyntheticUnion { with, since, ended: Some((since.plus_days(lasted).ok()?, end)) })
}
