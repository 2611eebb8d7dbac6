//! Households as a picture: a row for each person, bars in time, what is only possible hatched. The table beside it
//! says the same.

use crate::ctx::Ctx;
use crate::workbench::words::{name, numeric};
use kernel::PersonId;
use maud::{Markup, html};
use office::register::{Certainty, Composition, Household, NamedHouseholds, PersonBrief};

const NAMES: i64 = 210;
const BARS: i64 = 430;
const ROW: i64 = 26;
/// So many letters of a name fit beside its row.
const LETTERS: usize = 28;

/// The picture; every composition lists its persons.
pub fn drawn(ctx: &Ctx, found: &NamedHouseholds) -> Markup {
    let (Some(first), Some(last)) = (found.compositions.first(), found.compositions.last()) else {
        return html! {};
    };
    let from = first.period.from();
    // What goes on is drawn to today, or to some days after it began.
    let open = ctx.today().max(last.period.from().plus_days(30).unwrap_or(last.period.from()));
    let until = last.period.to().unwrap_or(open);
    let (left, right) = (i64::from(from.number()), i64::from(until.number()));
    let x = |day: i64| NAMES + (day - left) * BARS / (right - left).max(1);
    let ends = |one: &Composition<PersonId>| {
        let to = one.period.to().map_or(right, |to| i64::from(to.number()));
        (x(i64::from(one.period.from().number())), x(to))
    };
    let height = i64::try_from(found.persons.len()).unwrap_or(0) * ROW;
    html! {
        figure.picture.lanes {
            svg viewBox={ "0 0 " (NAMES + BARS + 4) " " (height + 24) } role="img" aria-label=(ctx.t("work-household-found")) {
                defs {
                    pattern #lane-possible width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        line x1="0" y1="0" x2="0" y2="6" {}
                    }
                }
                @for (y, person) in (0_i64..).map(|row| row * ROW).zip(found.persons.values()) {
                    text x="0" y=(y + 17) { (short(person)) }
                    line.row x1="0" x2=(NAMES + BARS) y1=(y + ROW) y2=(y + ROW) {}
                    @for one in &found.compositions {
                        @if let Some(how) = lives(one, person.id) {
                            @let (begins, ends) = ends(one);
                            @match how {
                                Certainty::Certain => rect.certain x=(begins) y=(y + 5) width=((ends - begins).max(2)) height=(ROW - 10) {},
                                Certainty::Possible => {
                                    rect.possible x=(begins) y=(y + 5) width=((ends - begins).max(2)) height=(ROW - 10)
                                        fill="url(#lane-possible)" {}
                                }
                            }
                        }
                    }
                }
                text.axis x=(NAMES) y=(height + 18) { (numeric(ctx, from)) }
                text.axis x=(NAMES + BARS) y=(height + 18) text-anchor="end" {
                    @if last.period.to().is_some() { (numeric(ctx, until)) } @else { (ctx.t("work-still")) }
                }
            }
            figcaption { (ctx.t("work-household-legend")) }
        }
    }
}

fn lives(one: &Composition<PersonId>, person: PersonId) -> Option<Certainty> {
    let Household::Listed(persons) = &one.household else { return None };
    persons.iter().find(|(listed, _)| *listed == person).map(|(_, how)| *how)
}

fn short(person: &PersonBrief) -> String {
    let whole = name(person);
    if whole.chars().count() <= LETTERS {
        return whole;
    }
    whole.chars().take(LETTERS - 1).chain(['…']).collect()
}
