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

/// How the map is written for a width of the screen: the class, the size of the names and the radius of the dots, in units
/// of the drawing. On a telephone the drawing is small, so that its names are few and large.
const SIZES: [(&str, f64, f64); 3] = [("wide", 13.0, 7.0), ("middle", 20.0, 8.0), ("narrow", 31.0, 10.0)];
/// How wide a letter is, as a part of the size.
const LETTER: f64 = 0.52;

/// A part of the drawing: left, top, right, bottom.
type Extent = (f64, f64, f64, f64);

fn overlaps(one: Extent, other: Extent) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Where the name of a town begins or ends, on its line.
struct Name<'a> {
    town: &'a str,
    at: (f64, f64),
    left: bool,
}

/// The names that have room beside their dots: each on the first side where it covers neither a dot nor another name. Those
/// that come first have the choice; whose name has no room is told by the list beside the map.
fn names<'a>(dots: &[(&'a str, (f64, f64))], size: f64, radius: f64) -> Vec<Name<'a>> {
    let mut taken: Vec<Extent> =
        dots.iter().map(|(_, (x, y))| (x - radius, y - radius, x + radius, y + radius)).collect();
    let mut found = Vec::new();
    for (town, (x, y)) in dots {
        let letters = u16::try_from(town.chars().count()).unwrap_or(u16::MAX);
        let width = f64::from(letters) * size * LETTER;
        let (near, up, down) = (radius * 0.7 + size * 0.2, radius + size * 0.15, radius + size * 0.85);
        let beside = radius + size * 0.3;
        let sides = [
            (beside, size * 0.35, false),
            (near, -up, false),
            (-beside, size * 0.35, true),
            (-near, -up, true),
            (near, down, false),
            (-near, down, true),
            (-width / 2.0, -up - size * 0.2, false),
            (-width / 2.0, down + size * 0.2, false),
        ];
        let room = sides.into_iter().find_map(|(right, below, left)| {
            let (begins, line) = (x + right, y + below);
            let (from, to) = if left { (begins - width, begins) } else { (begins, begins + width) };
            let extent = (from, line - size * 0.74, to, line + size * 0.25);
            let inside = extent.0 >= 0.0 && extent.1 >= 0.0 && extent.2 <= SIZE.0 && extent.3 <= SIZE.1;
            let free = inside && !taken.iter().any(|other| overlaps(extent, *other));
            free.then_some((extent, Name { town, at: (begins, line), left }))
        });
        if let Some((extent, name)) = room {
            taken.push(extent);
            found.push(name);
        }
    }
    found
}

/// The map; `here` is the town that is shown larger, if any.
#[must_use]
pub fn offices(ctx: &Ctx, offices: &[OfficeFacts], here: Option<&str>) -> Markup {
    let Drawing { outline, towns } = drawing();
    let mut dots: BTreeMap<&str, (&OfficeFacts, (f64, f64))> = BTreeMap::new();
    for office in offices.iter().filter(|office| office.kind != OfficeKind::Headquarters) {
        if let Some(at) = towns.get(office.town.as_str()) {
            dots.entry(&office.town).or_insert((office, *at));
        }
    }
    // Where most people are served comes first.
    let counters = |town: &str| -> u32 {
        offices.iter().filter(|office| office.town == town).map(|office| u32::from(office.counters)).sum()
    };
    let mut places: Vec<(&str, (f64, f64))> = dots.iter().map(|(town, (_, at))| (*town, *at)).collect();
    places.sort_by_key(|(town, _)| std::cmp::Reverse(counters(town)));
    html! {
        figure.picture {
            svg.map viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" aria-label=(ctx.t("map-label")) {
                path.land d=(outline) {}
                @for (town, (office, (x, y))) in &dots {
                    @let large = here == Some(*town);
                    circle class={
                        @if office.kind == OfficeKind::Branch { "branch" } @if large { " here" }
                    } cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(if large { "16" } else if here.is_some() { "9" } else { "7" }) {}
                }
                @if here.is_none() {
                    @for (class, size, radius) in SIZES {
                        g class=(class) {
                            @for Name { town, at: (x, y), left } in names(&places, size, radius) {
                                text x=(format!("{x:.0}")) y=(format!("{y:.0}")) text-anchor=[left.then_some("end")] { (town) }
                            }
                        }
                    }
                }
            }
            @if here.is_none() { figcaption { (ctx.t("map-caption")) } }
        }
    }
}
