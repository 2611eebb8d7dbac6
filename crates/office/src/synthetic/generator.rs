//! The stream of persons: group, age and sex by the published shares, then a household, a name, a code.
//!
//! What is drawn from the figures (status, age, sex) is drawn for each person alone, so that the totals
//! hold; a person who joins a household takes its place and, mostly, its surname.

use super::codes::{self, Series};
use super::dice::Dice;
use super::figures::{Figures, Group, Origin, Status, Surname};
use super::households::{Adult, Household, Households};
use super::papers::{self, Numbers};
use super::past::{self, Whose};
use super::{Partner, Residence, Sex, SyntheticPerson, SyntheticUnion};
use kernel::{Country, Day, NamePart, PartialDate, PersonId, PersonName, PersonalCode};
use std::collections::HashSet;

/// Tries to find a free personal code before the person is given up: with serials to spare it takes one.
const CODE_TRIES: usize = 200;
/// From this age on somebody may marry, or lose the exact day of birth.
const GROWN: u32 = 22;
const OLD: u32 = 70;
/// Share in thousandths of wives who take their husband's surname.
const TAKES_SURNAME: u32 = 850;

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
    surnames: Vec<(NamePart, Day)>,
    ethnicity: String,
    origin: Origin,
    parents: Vec<PersonId>,
    earlier: Vec<Residence>,
    unions: Vec<SyntheticUnion>,
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
            surnames: home.surnames,
            birth,
            death: draft.death,
            sex: draft.sex,
            status: status.status.clone(),
            citizenship: status.citizenship.clone(),
            ethnicity: Some(home.ethnicity),
            residence: home.residence,
            earlier: home.earlier,
            unions: home.unions,
            documents,
            parents: home.parents,
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
        (0..CODE_TRIES).find_map(|_| {
            let code = codes::draw(
                &self.country.codes,
                &self.country.demo_code,
                known,
                Series::Generated,
                &mut self.dice,
            )?;
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
            surnames: Vec::new(),
            ethnicity: house.ethnicity.clone(),
            origin: house.origin,
            parents: house.adults.iter().map(|adult| adult.id).collect(),
            earlier: Vec::new(),
            unions: Vec::new(),
        })
    }

    /// The second spouse: a wife mostly takes the surname, a husband is given the one that stands. They moved
    /// together when they married, or later to where they live now.
    fn as_spouse(&mut self, id: PersonId, draft: &Draft, group: Group) -> Option<Home> {
        let figures = self.figures;
        if !self.dice.permille(figures.setting("spouse_permille")) {
            return None;
        }
        let house =
            self.households.for_spouse(group, draft.abroad, draft.sex, draft.birth, &mut self.dice)?;
        let spouse = house.adults.first()?;
        let grown = spouse.birth.max(draft.birth).plus_days(past::GROWN_DAYS).ok()?;
        let married = house.since.max(grown).max(house.alone_from);
        let with = Partner::Person(spouse.id);
        house.adults.push(Adult { id, sex: draft.sex, birth: draft.birth });
        let (shared, place) = (house.surname.clone(), house.place.clone());
        let (ethnicity, origin) = (house.ethnicity.clone(), house.origin);
        let own = figures.names.surname(origin, &mut self.dice)?;
        let whose = Whose { birth: draft.birth, sex: draft.sex, group, origin, abroad: draft.abroad };
        let takes = self.dice.permille(TAKES_SURNAME);
        let wife = draft.sex == Sex::Female;
        let before = if wife { figures.names.surname(origin, &mut self.dice)? } else { &shared };
        let family = takes.then_some(before);
        let mut unions: Vec<SyntheticUnion> =
            past::marriage(figures, &whose, married, family, &mut self.dice).into_iter().collect();
        let mut names = Names { now: if wife { own } else { &shared }.of(draft.sex).clone(), before: vec![] };
        if wife && takes {
            if let Some(first) = unions.first() {
                names.turn(before.of(draft.sex), first.since);
            }
            names.turn(shared.of(draft.sex), married);
        }
        unions.push(SyntheticUnion { with, since: married, ended: None });
        let earlier = past::addresses(figures, &whose, married, &mut self.dice);
        let residence = Residence { since: married, place };
        let (surname, surnames) = (names.now, names.before);
        Some(Home { residence, surname, surnames, ethnicity, origin, parents: vec![], earlier, unions })
    }

    fn alone(&mut self, id: PersonId, draft: &Draft, status: &Status) -> Option<Home> {
        let figures = self.figures;
        let (ethnicity, origin) = match &status.ethnicity {
            Some(fixed) => fixed.clone(),
            None => figures.ethnicities.get(&status.group)?.pick(&mut self.dice)?.clone(),
        };
        let surname: &Surname = figures.names.surname(origin, &mut self.dice)?;
        let group = status.group;
        let place = if draft.abroad {
            past::abroad(figures, &mut self.dice)
        } else {
            past::home(figures, group, &mut self.dice)
        }?;
        let lived = self.today.days_since(draft.birth).clamp(1, 30 * 365);
        let until = draft.death.unwrap_or(self.today);
        let since = self.today.plus_days(-self.dice.days_below(lived)).ok()?.min(until).max(draft.birth);
        let whose = Whose { birth: draft.birth, sex: draft.sex, group, origin, abroad: draft.abroad };
        let takes = self.dice.permille(TAKES_SURNAME);
        let union = past::marriage(figures, &whose, until, takes.then_some(surname), &mut self.dice);
        let alone_from = union.as_ref().and_then(|union| union.ended).map_or(draft.birth, |(day, _)| day);
        let mut names = Names { now: surname.of(draft.sex).clone(), before: Vec::new() };
        if let Some(union) = union.as_ref().filter(|_| takes && draft.sex == Sex::Female) {
            // The surname of now came with the marriage.
            names.now = figures.names.surname(origin, &mut self.dice)?.of(draft.sex).clone();
            names.turn(surname.of(draft.sex), union.since);
        }
        let addresses = past::addresses(figures, &whose, since, &mut self.dice);
        if draft.age >= GROWN && draft.death.is_none() {
            self.households.add(Household {
                group,
                status: draft.status,
                place: place.clone(),
                since,
                alone_from,
                surname: surname.clone(),
                ethnicity: ethnicity.clone(),
                origin,
                adults: vec![Adult { id, sex: draft.sex, birth: draft.birth }],
                children: 0,
            });
        }
        Some(Home {
            residence: Residence { since, place },
            surname: names.now,
            surnames: names.before,
            ethnicity,
            origin,
            parents: Vec::new(),
            earlier: addresses,
            unions: union.into_iter().collect(),
        })
    }
}

/// The surnames of a life.
struct Names {
    now: NamePart,
    before: Vec<(NamePart, Day)>,
}

impl Names {
    /// From `on` another surname, if it is another.
    fn turn(&mut self, surname: &NamePart, on: Day) {
        if *surname != self.now {
            self.before.push((std::mem::replace(&mut self.now, surname.clone()), on));
        }
    }
}

/// The share of `part` in `part + rest`, in hundred-thousandths.
fn per_100_000(part: u64, rest: u64) -> u32 {
    u32::try_from(part.saturating_mul(100_000) / (part + rest).max(1)).unwrap_or(0)
}
