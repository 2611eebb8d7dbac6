//! The stream of persons: group, age and sex by the published shares, then a household, a name, a code.
//!
//! What is drawn from the figures (status, age, sex) is drawn for each person alone, so that the totals
//! hold; a person who joins a household takes its place and, mostly, its surname.

use super::codes::{self, Series};
use super::dice::Dice;
use super::figures::{Figures, Group, Origin, Status, Surname};
use super::households::{Adult, Household, Households};
use super::papers::{self, Numbers};
use super::{Place, Relation, Residence, Sex, SyntheticPerson};
use kernel::{Country, Day, NamePart, PartialDate, PersonId, PersonName, PersonalCode};
use std::collections::HashSet;

/// Tries to find a free personal code before the person is given up: with serials to spare it takes one.
const CODE_TRIES: usize = 200;
/// From this age on somebody may marry, or lose the exact day of birth.
const GROWN: u32 = 22;
const OLD: u32 = 70;
/// Shares in thousandths of wives who take their husband's surname, and of flats in a city.
const TAKES_SURNAME: u32 = 850;
const FLATS: u32 = 850;

/// A country of `persons` invented persons as of `today`. The demo cast is not among them.
///
/// The same seed, day and figures give the same persons. Those abroad and those who have died are part
/// of `persons`. The stream ends early only when the country's codes leave no room (no form fits).
#[must_use]
pub fn country<'a>(
    seed: u64,
    persons: usize,
    today: Day,
    country: &'a Country,
    figures: &'a Figures,
) -> SyntheticCountry<'a> {
    SyntheticCountry {
        dice: Dice::new(seed),
        left: persons,
        today,
        country,
        figures,
        taken: HashSet::new(),
        households: Households::default(),
        numbers: Numbers::generated(&country.demo_series),
    }
}

/// The persons of a synthetic country, one after another.
#[derive(Debug)]
pub struct SyntheticCountry<'a> {
    dice: Dice,
    left: usize,
    today: Day,
    country: &'a Country,
    figures: &'a Figures,
    taken: HashSet<PersonalCode>,
    households: Households,
    numbers: Numbers,
}

/// What is drawn first.
struct Draft {
    status: usize,
    age: u32,
    sex: Sex,
    birth: Day,
    death: Option<Day>,
    abroad: bool,
}

/// What comes from a household, joined or new.
struct Home {
    residence: Residence,
    surname: NamePart,
    birth_surname: Option<NamePart>,
    ethnicity: String,
    origin: Origin,
    relations: Vec<Relation>,
}

impl Iterator for SyntheticCountry<'_> {
    type Item = SyntheticPerson;

    fn next(&mut self) -> Option<SyntheticPerson> {
        self.left = self.left.checked_sub(1)?;
        self.person()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}

impl SyntheticCountry<'_> {
    fn person(&mut self) -> Option<SyntheticPerson> {
        let figures = self.figures;
        let draft = self.draft()?;
        let status = figures.status.get(draft.status)?;
        let birth = self.birth_as_known(&draft);
        let code = self.code(birth)?;
        let id = PersonId::draw(self.dice.chance());
        let home = self.home(id, &draft, status)?;
        let given = figures.names.given(draft.sex, home.origin, draft.birth.year(), &mut self.dice)?;
        let until = draft.death.unwrap_or(self.today);
        let documents = papers::draw(figures, status, draft.birth, until, &mut self.numbers, &mut self.dice);
        Some(SyntheticPerson {
            id,
            code,
            name: PersonName { given, surname: home.surname },
            birth_surname: home.birth_surname,
            birth,
            death: draft.death,
            sex: draft.sex,
            status: status.status.clone(),
            citizenship: status.citizenship.clone(),
            ethnicity: Some(home.ethnicity),
            residence: home.residence,
            documents,
            relations: home.relations,
            travel_bar: false,
        })
    }

    /// Status, age, sex and birth by the figures; whether abroad, whether dead.
    fn draft(&mut self) -> Option<Draft> {
        let (figures, dice) = (self.figures, &mut self.dice);
        let residents = figures.statuses.total();
        let abroad = dice.below(100_000) < per_100_000(figures.abroad.total(), residents);
        let dead = !abroad && dice.permille(figures.setting("dead_permille"));
        let status = if abroad {
            figures.status.iter().position(|s| s.group == Group::Citizen)?
        } else {
            *figures.statuses.pick(dice)?
        };
        let band = figures.ages.get(&figures.status.get(status)?.group)?.pick(dice)?;
        let sex = if dice.permille(band.female_permille) { Sex::Female } else { Sex::Male };
        let age = if dead { 60 + dice.below(36) } else { band.from + dice.below(band.to - band.from + 1) };
        let died_ago = if dead { 1 + dice.days_below(8 * 365) } else { 0 };
        // Rounded up: on the first day of the year of age it is complete.
        let since_birth = i32::try_from((age * 1461).div_ceil(4)).ok()? + dice.days_below(365);
        let death = if dead { self.today.plus_days(-died_ago).ok() } else { None };
        let birth = self.today.plus_days(-died_ago - since_birth).ok()?;
        Some(Draft { status, age, sex, birth, death, abroad })
    }

    /// The date of birth as the register knows it: of a few old persons only the month or the year.
    fn birth_as_known(&mut self, draft: &Draft) -> PartialDate {
        let share = self.figures.setting("birth_unknown_day_permille");
        if draft.age < OLD || !self.dice.permille(share) {
            return PartialDate::Day(draft.birth);
        }
        let year = draft.birth.year();
        if self.dice.permille(500) {
            PartialDate::YearMonth { year, month: draft.birth.month() }
        } else {
            PartialDate::Year(year)
        }
    }

    /// A free code: with the date of birth where the form of that time carries it and the day is known.
    fn code(&mut self, birth: PartialDate) -> Option<PersonalCode> {
        let known = if let PartialDate::Day(day) = birth { Some(day) } else { None };
        let prefix = self.figures.setting_text("code_prefix");
        (0..CODE_TRIES).find_map(|_| {
            let code = codes::draw(&self.country.codes, prefix, known, Series::Generated, &mut self.dice)?;
            self.taken.insert(code).then_some(code)
        })
    }

    fn home(&mut self, id: PersonId, draft: &Draft, status: &Status) -> Option<Home> {
        let joined = match draft {
            Draft { death: Some(_), .. } => None,
            Draft { age: ..18, .. } => self.as_child(draft),
            Draft { age, .. } if *age >= GROWN => self.as_spouse(id, draft, status.group),
            _ => None,
        };
        match joined {
            Some(home) => Some(home),
            None => self.alone(id, draft, status),
        }
    }

    fn as_child(&mut self, draft: &Draft) -> Option<Home> {
        let house = self.households.for_child(draft.status, draft.abroad, draft.birth, &mut self.dice)?;
        house.children += 1;
        Some(Home {
            residence: Residence { since: house.since.max(draft.birth), place: house.place.clone() },
            surname: house.surname.of(draft.sex).clone(),
            birth_surname: None,
            ethnicity: house.ethnicity.clone(),
            origin: house.origin,
            relations: house.adults.iter().map(|adult| Relation::Parent(adult.id)).collect(),
        })
    }

    /// The second spouse: a wife mostly takes the surname, a husband is given the one that stands.
    fn as_spouse(&mut self, id: PersonId, draft: &Draft, group: Group) -> Option<Home> {
        let figures = self.figures;
        if !self.dice.permille(figures.setting("spouse_permille")) {
            return None;
        }
        let house =
            self.households.for_spouse(group, draft.abroad, draft.sex, draft.birth, &mut self.dice)?;
        let spouse = house.adults.first()?.id;
        house.adults.push(Adult { id, sex: draft.sex, birth: draft.birth });
        let own = figures.names.surname(house.origin, &mut self.dice)?.of(draft.sex).clone();
        let shared = house.surname.of(draft.sex).clone();
        let (surname, birth_surname) = match draft.sex {
            Sex::Male => (shared, None),
            Sex::Female if own == shared => (shared, None),
            Sex::Female if self.dice.permille(TAKES_SURNAME) => (shared, Some(own)),
            Sex::Female => (own, None),
        };
        Some(Home {
            residence: Residence { since: house.since.max(draft.birth), place: house.place.clone() },
            surname,
            birth_surname,
            ethnicity: house.ethnicity.clone(),
            origin: house.origin,
            relations: vec![Relation::Spouse(spouse)],
        })
    }

    fn alone(&mut self, id: PersonId, draft: &Draft, status: &Status) -> Option<Home> {
        let figures = self.figures;
        let (ethnicity, origin) = match &status.ethnicity {
            Some(fixed) => fixed.clone(),
            None => figures.ethnicities.get(&status.group)?.pick(&mut self.dice)?.clone(),
        };
        let surname: &Surname = figures.names.surname(origin, &mut self.dice)?;
        let place = self.place(draft.abroad, status.group)?;
        let lived = self.today.days_since(draft.birth).clamp(1, 30 * 365);
        let since =
            self.today.plus_days(-self.dice.days_below(lived)).ok()?.min(draft.death.unwrap_or(self.today));
        if draft.age >= GROWN && draft.death.is_none() {
            self.households.add(Household {
                group: status.group,
                status: draft.status,
                place: place.clone(),
                since,
                surname: surname.clone(),
                ethnicity: ethnicity.clone(),
                origin,
                adults: vec![Adult { id, sex: draft.sex, birth: draft.birth }],
                children: 0,
            });
        }
        Some(Home {
            residence: Residence { since: since.max(draft.birth), place },
            surname: surname.of(draft.sex).clone(),
            birth_surname: None,
            ethnicity,
            origin,
            relations: Vec::new(),
        })
    }

    fn place(&mut self, abroad: bool, group: Group) -> Option<Place> {
        let (figures, dice) = (self.figures, &mut self.dice);
        if abroad {
            return Some(Place::Abroad { country: figures.abroad.pick(dice)?.clone() });
        }
        let town = figures.towns.get(*figures.town_of.get(&group)?.pick(dice)?)?;
        let street = dice.any(&figures.streets)?;
        let house = 1 + dice.below(120);
        let address = if town.city && dice.permille(FLATS) {
            format!("{street} {house}-{}, {}", 1 + dice.below(90), town.name)
        } else {
            format!("{street} {house}, {}", town.name)
        };
        Some(Place::Declared { municipality: town.code.clone(), address })
    }
}

/// The share of `part` in `part + rest`, in hundred-thousandths.
fn per_100_000(part: u64, rest: u64) -> u32 {
    u32::try_from(part.saturating_mul(100_000) / (part + rest).max(1)).unwrap_or(0)
}
