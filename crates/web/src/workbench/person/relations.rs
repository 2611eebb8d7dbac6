//! The relatives of a person: as a list, and in the graphic version as a small tree too. The relation is the one that
//! this person's record says (DOMAIN-RULES 1.11).

use super::more::{end_code, union_code};
use crate::app::App;
use crate::ctx::Ctx;
use crate::workbench::words::{name, particulars};
use kernel::PersonId;
use maud::{Markup, html};
use office::access::Purpose;
use office::register::{FactValue, PersonBrief, PersonRecord, PersonView, Relative};
use std::collections::BTreeMap;

/// Somebody's relatives, each with the relation in a word.
#[derive(Debug, Default)]
pub struct Family {
    parents: Vec<Kin>,
    spouses: Vec<Kin>,
    children: Vec<Kin>,
}

/// One relative.
#[derive(Debug)]
struct Kin {
    name: String,
    /// The brief of a person whom the register keeps.
    brief: Option<PersonBrief>,
    /// Of a union, what it is, and how it ended: codes.
    union: Option<(&'static str, Option<&'static str>)>,
}

/// The relatives that the record names.
pub fn family(record: &PersonRecord, relatives: &BTreeMap<PersonId, PersonBrief>) -> Family {
    let kin = |of: &Relative| match of {
        Relative::Person(id) => {
            let brief = relatives.get(id).cloned();
            let name = brief.as_ref().map_or_else(|| id.grouped(), name);
            Kin { name, brief, union: None }
        }
        Relative::Named(named) => Kin { name: named.name.to_string(), brief: None, union: None },
        Relative::Unknown(_) => Kin { name: "·".to_owned(), brief: None, union: None },
    };
    let parent = |value: &FactValue| if let FactValue::Parent { of } = value { Some(kin(of)) } else { None };
    let spouse = |value: &FactValue| match value {
        FactValue::Spouse { of, union, ended } => {
            Some(Kin { union: Some((union_code(*union), ended.map(end_code))), ..kin(of) })
        }
        _ => None,
    };
    let child = |brief: &PersonBrief| Kin { name: name(brief), brief: Some(brief.clone()), union: None };
    Family {
        parents: record.view.values().filter_map(parent).collect(),
        spouses: record.view.unions().into_iter().filter_map(|known| spouse(&known.fact.value)).collect(),
        children: record.children.iter().map(child).collect(),
    }
}

impl Family {
    fn rows(&self) -> [(&'static str, &[Kin]); 3] {
        [("work-parent", &self.parents), ("work-spouse", &self.spouses), ("work-child", &self.children)]
    }

    /// Whether the record names nobody.
    pub fn is_empty(&self) -> bool {
        self.rows().iter().all(|(_, list)| list.is_empty())
    }
}

fn href(ctx: &Ctx, brief: &PersonBrief, purpose: &Purpose) -> String {
    ctx.href(&format!("/work/persons/{}?purpose={purpose}", brief.id))
}

/// What the union is, and how it ended.
fn union_words(ctx: &Ctx, kin: &Kin) -> String {
    let Some((union, ended)) = kin.union else { return String::new() };
    let union = ctx.code("work-union", union);
    ended.map_or(union.clone(), |ended| format!("{union}, {}", ctx.code("work-union-end", ended)))
}

/// The relatives as a list.
pub fn list(ctx: &Ctx, app: &App, family: &Family, purpose: &Purpose) -> Markup {
    if family.is_empty() {
        return html! {};
    }
    html! {
        div.panel {
            h2 { (ctx.t("work-relations-heading")) }
            ul.plain {
                @for (label, list) in family.rows() {
                    @for kin in list {
                        li {
                            (ctx.t(label)) " "
                            @match &kin.brief {
                                Some(brief) => {
                                    a href=(href(ctx, brief, purpose)) { (kin.name) } br;
                                    span.small.soft { (particulars(ctx, app.office(), brief)) }
                                }
                                None => (kin.name),
                            }
                            @if kin.union.is_some() { " " span.small.soft { "(" (union_words(ctx, kin)) ")" } }
                        }
                    }
                }
            }
        }
    }
}

const BOX: i64 = 170;
const GAP: i64 = 20;
const TALL: i64 = 46;
const ROW: i64 = 84;
/// So many letters fit into a box.
const LETTERS: usize = 21;
/// So many boxes a row of the tree takes; the list has them all.
const BOXES: usize = 6;

/// A box of the tree: where its middle is, and what stands in it.
struct Place<'a> {
    x: i64,
    row: i64,
    kin: &'a Kin,
}

/// Parents above, spouses beside, children below.
pub fn tree(ctx: &Ctx, view: &PersonView, family: &Family, purpose: &Purpose) -> Markup {
    if family.is_empty() {
        return html! {};
    }
    let own = Kin {
        name: view.name().map_or_else(|| "—".to_owned(), |name| name.to_string()),
        brief: None,
        union: None,
    };
    let boxes = |count: usize| i64::try_from(count.min(BOXES)).unwrap_or(0);
    // The person stands in the middle, the spouses to the right.
    let beside = boxes(family.spouses.len());
    let widest = boxes(family.parents.len()).max(boxes(family.children.len())).max(2 * beside + 1);
    let width = widest * (BOX + GAP) - GAP;
    let middle = width / 2;
    let spread = |list: &[Kin], row: i64| -> Vec<(i64, i64)> {
        let count = boxes(list.len());
        (0..count).map(|n| (middle + (2 * n + 1 - count) * (BOX + GAP) / 2, row)).collect()
    };
    let own_row = i64::from(!family.parents.is_empty());
    let mut places = vec![Place { x: middle, row: own_row, kin: &own }];
    for (kin, (x, row)) in family.parents.iter().zip(spread(&family.parents, 0)) {
        places.push(Place { x, row, kin });
    }
    for (kin, n) in family.spouses.iter().zip(1..=beside) {
        places.push(Place { x: middle + n * (BOX + GAP), row: own_row, kin });
    }
    for (kin, (x, row)) in family.children.iter().zip(spread(&family.children, own_row + 1)) {
        places.push(Place { x, row, kin });
    }
    let rows = places.iter().map(|place| place.row).max().unwrap_or(0) + 1;
    let height = (rows - 1) * ROW + TALL;
    html! {
        figure.picture.tree {
            svg width=(width + 4) height=(height + 4) viewBox={ "-2 -2 " (width + 4) " " (height + 4) } role="group" aria-label=(ctx.t("work-relations-heading")) {
                @for place in places.iter().skip(1) { (line(place, middle, own_row)) }
                @for place in &places { (node(ctx, place, purpose)) }
            }
            figcaption { (ctx.t("work-relations-legend")) }
        }
    }
}

/// The line from the person to a relative.
fn line(place: &Place<'_>, middle: i64, own_row: i64) -> Markup {
    let (own, top) = (own_row * ROW, place.row * ROW);
    let (from, to) = match place.row - own_row {
        0 => ((middle, own + TALL / 2), (place.x, own + TALL / 2)),
        -1 => ((middle, own), (place.x, top + TALL)),
        _ => ((middle, own + TALL), (place.x, top)),
    };
    let between = (from.1 + to.1) / 2;
    html! {
        path.tie.over[place.kin.union.is_some_and(|(_, ended)| ended.is_some())]
            d={ "M" (from.0) " " (from.1) "V" (between) "H" (to.0) "V" (to.1) } {}
    }
}

fn node(ctx: &Ctx, place: &Place<'_>, purpose: &Purpose) -> Markup {
    let (left, top) = (place.x - BOX / 2, place.row * ROW);
    let kin = place.kin;
    let born = kin.brief.as_ref().and_then(|brief| brief.birth).and_then(|birth| birth.earliest());
    let under = born.map_or_else(String::new, |day| day.year().to_string());
    let content = html! {
        rect x=(left) y=(top) width=(BOX) height=(TALL) rx="4" {}
        text x=(place.x) y=(top + 20) text-anchor="middle" { (short(&kin.name)) }
        text.soft x=(place.x) y=(top + 37) text-anchor="middle" { (under) }
    };
    html! {
        @match &kin.brief {
            Some(brief) => a href=(href(ctx, brief, purpose)) { (content) },
            None => g { (content) },
        }
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).chain(['…']).collect()
}
