//! The map of the country with its offices as dots. It repeats what the list beside it says, and has no
//! links of its own. Outline and towns are data (`assets/map-lv.csv`, our own coarse drawing).

use crate::ctx::Ctx;
use law::{OfficeFacts, OfficeKind};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const DATA: &str = include_str!("../../assets/map-lv.csv");

/// Width and height of the drawing, in its own units.
const SIZE: (f64, f64) = (790.0, 490.0);

/// Where a longitude and latitude fall in the drawing: true to shape at 57° north.
fn place(longitude: f64, latitude: f64) -> (f64, f64) {
    const UNITS_A_DEGREE: f64 = 190.0;
    const COSINE_57: f64 = 0.5446;
    ((longitude - 20.82) * COSINE_57 * UNITS_A_DEGREE, (58.13 - latitude) * UNITS_A_DEGREE)
}

struct Drawing {
    outline: String,
    towns: BTreeMap<&'static str, (f64, f64)>,
}

fn drawing() -> Drawing {
    let mut outline = String::new();
    let mut towns = BTreeMap::new();
    for line in DATA.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(kind), Some(id)) = (cells.next(), cells.next()) else { continue };
        let mut number = || cells.next().and_then(|cell| cell.parse::<f64>().ok());
        let (Some(longitude), Some(latitude)) = (number(), number()) else { continue };
        let (x, y) = place(longitude, latitude);
        if kind == "outline" {
            let _ = write!(outline, "{}{x:.0} {y:.0}", if outline.is_empty() { "M" } else { "L" });
        } else {
            towns.insert(id, (x, y));
        }
    }
    outline.push('Z');
    Drawing { outline, towns }
}

/// The map; `here` is the town that is shown larger, if any.
#[must_use]
pub fn offices(ctx: &Ctx, offices: &[OfficeFacts], here: Option<&str>) -> Markup {
    let Drawing { outline, towns } = drawing();
    // A name stands right of its dot and a little above it, or left when another dot is in its way there.
    let blocked = |town: &str, (x, y): (f64, f64), side: f64| {
        towns.iter().any(|(other, (x2, y2))| {
            *other != town && (4.0..85.0).contains(&((x2 - x) * side)) && (-34.0..7.0).contains(&(y2 - y))
        })
    };
    let mut dots: BTreeMap<&str, (&OfficeFacts, (f64, f64))> = BTreeMap::new();
    for office in offices.iter().filter(|office| office.kind != OfficeKind::Headquarters) {
        if let Some(at) = towns.get(office.town.as_str()) {
            dots.entry(&office.town).or_insert((office, *at));
        }
    }
    html! {
        figure.picture {
            svg.map viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" aria-label=(ctx.t("map-label")) {
                path.land d=(outline) {}
                @for (town, (office, (x, y))) in &dots {
                    @let large = here == Some(*town);
                    circle class={
                        @if office.kind == OfficeKind::Branch { "branch" } @if large { " here" }
                    } cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(if large { "16" } else if here.is_some() { "9" } else { "7" }) {}
                    @if here.is_none() {
                        @let left = blocked(town, (*x, *y), 1.0) && !blocked(town, (*x, *y), -1.0);
                        text x=(format!("{:.0}", if left { x - 11.0 } else { x + 11.0 }))
                            y=(format!("{:.0}", y - 9.0)) text-anchor=[left.then_some("end")] { (town) }
                    }
                }
            }
            @if here.is_none() { figcaption { (ctx.t("map-caption")) } }
        }
    }
}
